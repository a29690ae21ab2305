"""`indicators.yaml`: each mistake gives its line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rulebook import load
from tests.unit.rulebook import folders

_CASES = [
    ("    aliases:", "    alias:", 7, "unknown key 'alias'; write 'aliases'"),
    ("id: dung-han", "id: tiep-dan", 11, "id 'tiep-dan' again, first on line 5; give it another id"),
    ("id: dung-han", 'id: "đúng hạn"', 11, "id: 'đúng hạn' is no id; use letters, digits"),
    ("id: dung-han", "id: 12", 11, "id: '12' without quotes is a number, date or truth value"),
    ("  - id: dung-han\n    title", "  - title", 11, "key 'id' is missing or has no value; write id:"),
    ('    title: "Tỷ lệ hồ sơ đúng hạn"\n', "", 11, "key 'title' is missing or has no value; write title:"),
    ('"Kinh phí"', '"Số Lượt tiếp dân"', 15, "'Số Lượt tiếp dân' is also a wording of tiep-dan (line 5), line 7"),
    ('["Số lượt tiếp dân"]', '["Kinh phí"]', 15, "'Kinh phí' is also a wording of tiep-dan (line 5), line 7"),
    ('["Số lượt tiếp dân"]', '[""]', 7, "aliases: an empty text"),
    ('["Số lượt tiếp dân"]', "tiếp dân", 7, "aliases: the value is not a list; write aliases:"),
    ('section: "2.1"', 'section: "2.3"', 10, "section: '2.3' is no section of outline.yaml; write '2."),
    ("whole: false", "whole: no", 15, "whole: 'no' is neither true nor false; write true or false"),
    ('["lượt người"]', "lượt", 9, "unit_aliases: the value is not a list; write unit_aliases:"),
    ('unit: "lượt"', "unit: [lượt]", 8, "unit: the value is not a single value; write unit:"),
    ('period: "Tổng"', "period: 2020", 3, "period: '2020' without quotes is a number"),
    ('{period: "Tổng"}', '{headings: ["Tổng"]}', 3, "key 'period' is missing or has no value; write period:"),
    ('{period: "Tổng"}', '{period: "Tổng", heading: ["Cộng"]}', 3, "unknown key 'heading'; write 'headings'"),
    ('{period: "Tổng"}', '"Tổng"', 3, "a column is not 'key: value' lines; write {period:"),
    (
        '{period: "Tổng"}', '{period: "Tổng", headings: ["năm 2021"]}', 3,
        "'năm 2021' is also a heading of 2021 (line 2), line 2; keep it where it fits alone",
    ),
    ('columns: [{period: "2022", headings: ["Năm 2022"]}]', "columns: 2022", 14, "columns: the value is not a list"),
    ("  - {id: kinh-phi", "  - kinh-phi\n  - {id: kinh-phi", 15, "an indicator is not 'key: value' lines; write {id:"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "told"), _CASES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    """What is wrong and what to write stand on one line, with the place."""
    text = folders.INDICATORS.replace(old, new, 1)
    assert text != folders.INDICATORS
    (problem,) = folders.problems(tmp_path, {"indicators.yaml": text})
    assert problem.startswith(f"indicators.yaml:{line}: {told}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "indicators.yaml:1: the file is empty"),
        ("- id: a\n", "indicators.yaml:1: the file is not 'key: value' lines; begin with indicators:"),
        (
            "columns: []\n",
            "indicators.yaml:1: key 'indicators' is missing or has no value; write indicators:",
        ),
        ("indicators: []\n", "indicators.yaml:1: indicators: the file has no indicator; write indicators:"),
        ("indicators: a\n", "indicators.yaml:1: indicators: the value is not a list"),
    ],
)
def test_a_file_without_indicators_is_told(tmp_path: Path, text: str, told: str) -> None:
    """A campaign that wants no figures has no such file."""
    (problem,) = folders.problems(tmp_path, {"indicators.yaml": text})
    assert problem.startswith(told)


def test_sections_are_not_held_against_an_outline_that_is_wrong_itself(tmp_path: Path) -> None:
    """Where the outline gives no section, its own mistake is told and no other."""
    (problem,) = folders.problems(tmp_path, {"outline.yaml": "sections: []\n"})
    assert problem.startswith("outline.yaml:1: ")


def test_an_indicator_may_repeat_itself(tmp_path: Path) -> None:
    """An alias equal to its own title, or given twice, is only superfluous."""
    text = "indicators:\n- {id: a, title: Số họp, aliases: [Số họp, Số cuộc họp, Số cuộc họp]}\n"
    (found,) = load(folders.write(tmp_path, {"indicators.yaml": text})).indicators
    assert found.aliases == ("Số họp", "Số cuộc họp")
    assert (found.unit, found.whole, found.columns, found.section) == ("", True, (), "")
