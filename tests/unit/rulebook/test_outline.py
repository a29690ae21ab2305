"""`outline.yaml`: each mistake gives its line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rulebook import load
from tests.unit.rulebook import folders

_CASES = [
    ("    aliases:", "    alias:", 4, "unknown key 'alias'; write 'aliases'"),
    ('id: "2"', 'id: "1"', 8, "id '1' again, first on line 2; give it another id"),
    ('id: "2.2"', 'id: "2.1"', 12, "id '2.1' again, first on line 11"),
    (
        'id: "2"',
        "id: 1.10",
        8,
        "id: '1.10' without quotes is a number, date or truth value; write it in quotes: \"1.10\"",
    ),
    ('id: "2"', 'id: "2/3"', 8, "id: '2/3' is no id; use letters, digits"),
    ('  - id: "2"\n    title', "  - title", 8, "key 'id' is missing or has no value; write id:"),
    ('    title: "Đánh giá chung"\n', "", 8, "key 'title' is missing or has no value; write title:"),
    (
        "min_words: 20",
        "min_words: -1",
        6,
        "min_words: '-1' is no whole number, 0 or more; write min_words: 30",
    ),
    ("min_words: 20", "min_words: 1_0", 6, "min_words: '1_0' is no whole number"),
    ("weight: 2", "weight: -2", 7, "weight: '-2' is no number 0 or more; write weight: 1"),
    ("required: false", "required: no", 11, "required: 'no' is neither true nor false; write true or false"),
    ("min_words: 20", "min_words: [1]", 6, "min_words: the value is not a single value"),
    ("weight: 2", "weight: {a: 1}", 7, "weight: the value is not a single value"),
    ("required: false", "required: []", 11, "required: the value is not a single value"),
    (
        '["Công tác quán triệt"]',
        '["Ưu Điểm"]',
        4,
        "'Ưu Điểm' is also a wording of 2.1 (line 11), line 11; keep it",
    ),
    ('["Nơi nhận"]', '["Hạn chế"]', 13, "'Hạn chế' is also a wording of 2.2 (line 12), line 12"),
    ('["hội nghị quán triệt"]', "hội nghị", 5, "evidence: the value is not a list; write evidence:"),
    ('["Công tác quán triệt"]', '[""]', 4, "aliases: an empty text"),
    (
        '      - {id: "2.2", title: "Hạn chế"}',
        "      - Hạn chế",
        12,
        "a section is not 'key: value' lines; write {id:",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "told"), _CASES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    """What is wrong and what to write stand on one line, with the place."""
    text = folders.OUTLINE.replace(old, new)
    assert text != folders.OUTLINE
    (problem,) = folders.problems(tmp_path, {"outline.yaml": text})
    assert problem.startswith(f"outline.yaml:{line}: {told}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "outline.yaml:1: the file is empty"),
        ("- id: '1'\n", "outline.yaml:1: the file is not 'key: value' lines; begin with sections:"),
        (
            "not_in_outline: [a]\n",
            "outline.yaml:1: key 'sections' is missing or has no value; write sections:",
        ),
        ("sections: []\n", "outline.yaml:1: sections: the outline has no section; write sections:"),
        ("sections: a\n", "outline.yaml:1: sections: the value is not a list"),
    ],
)
def test_a_file_without_sections_is_told(tmp_path: Path, text: str, told: str) -> None:
    """An outline has at least one section."""
    (problem,) = folders.problems(tmp_path, {"outline.yaml": text})
    assert problem.startswith(told)


def test_titles_may_repeat_and_a_section_may_repeat_itself(tmp_path: Path) -> None:
    """`Ưu điểm` stands under many a parent; an alias equal to its own title is only superfluous."""
    text = (
        "sections:\n"
        "- {id: A, title: Ưu điểm, aliases: [Ưu điểm, Mặt được, Mặt được]}\n"
        "- {id: B, title: Ưu điểm}\n"
    )
    first, second = load(
        folders.write(tmp_path, {"outline.yaml": text, "indicators.yaml": None})
    ).outline.items
    assert first.title == second.title
    assert first.aliases == ("Ưu điểm", "Mặt được")


def test_a_child_id_need_not_continue_its_parent_s(tmp_path: Path) -> None:
    """Ids are names, not addresses."""
    text = folders.OUTLINE.replace('"2.1"', '"7"')
    folder = folders.write(tmp_path, {"outline.yaml": text, "indicators.yaml": None})
    assert load(folder).outline.leaves()[1].id == "7"
