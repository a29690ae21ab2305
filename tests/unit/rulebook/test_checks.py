"""`checks.yaml`: each mistake gives its line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rulebook import load
from tests.unit.rulebook import folders

_KINDS = {
    "deadline": frozenset[str](),
    "words": frozenset({"at_least", "patterns", "first_pattern", "within", "only"}),
}
_CASES = [
    ("kind: deadlin", "kind: unknown kind 'deadlin'; write 'deadline'"),
    ("kind: zzz", "kind: unknown kind 'zzz'; use one of: deadline, words"),
    ("kind: words, at_lest: 3", "at_lest: unknown parameter of kind 'words'; write 'at_least'"),
    ("kind: deadline, at: 3", "at: unknown parameter of kind 'deadline'; use one of: id, kind, severity"),
    ("kind: words, patterns: ['a', '(']", "patterns: '(' is no regular expression (missing )"),
    (
        "kind: words, first_pattern: 'a{99999999999999}'",
        "first_pattern: 'a{99999999999999}' is no regular expression",
    ),
    ("kind: words, only: no", "only: 'no' is ambiguous; write true or false, a number, or quotes around it"),
    ("kind: words, only: 0x1f", "only: '0x1f' is ambiguous"),
    ("kind: ''", "kind: an empty text; write kind: deadline"),
]


@pytest.mark.parametrize(("middle", "told"), _CASES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, middle: str, told: str) -> None:
    """What is wrong and what to write stand on one line, with the place."""
    text = f"# tiêu chí\n- {{id: a, severity: note, {middle}}}\n"
    (problem,) = folders.problems(tmp_path, {"checks.yaml": text}, _KINDS)
    assert problem.startswith(f"checks.yaml:2: {told}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "checks.yaml:1: the file is empty"),
        ("a: b\n", "checks.yaml:1: the file is not a list; write '- {id:"),
        ("- a\n", "checks.yaml:1: a check is not 'key: value' lines; write {id:"),
        (
            "- {id: a, kind: b}\n",
            "checks.yaml:1: key 'severity' is missing or has no value; write severity: warning",
        ),
        ("- {kind: b, severity: note}\n", "checks.yaml:1: key 'id' is missing"),
        ("- {id: a b, kind: b, severity: note}\n", "checks.yaml:1: id: 'a b' is no id; use letters"),
        (
            "- {id: a, kind: b, severity: fatal}\n",
            "checks.yaml:1: severity: unknown severity 'fatal'; use one of: error",
        ),
        (
            "- {id: a, kind: b, severity: note}\n- {id: a, kind: c, severity: note}\n",
            "checks.yaml:2: id 'a' again, first on line 1; give it another id",
        ),
    ],
)
def test_a_broken_check_is_told(tmp_path: Path, text: str, told: str) -> None:
    """Shape, keys and ids are checked without knowing the kinds."""
    (problem,) = folders.problems(tmp_path, {"checks.yaml": text})
    assert problem.startswith(told)


def test_parameters_keep_their_types(tmp_path: Path) -> None:
    """Numbers, truth, texts, lists, tables and nothing come out as written."""
    text = (
        "- id: a\n  kind: words\n  severity: note\n"
        '  at_least: 3\n  within: {least: 0.5, days: [2023-06-15, "2"], none: }\n'
        "  only: [true, false, -1]\n  patterns: ['[[a]', '\\d+']\n"
    )
    (check,) = load(folders.write(tmp_path, {"checks.yaml": text}), check_kinds=_KINDS).checks
    assert check.parameters == {
        "at_least": 3,
        "within": {"least": 0.5, "days": ("2023-06-15", "2"), "none": None},
        "only": (True, False, -1),
        "patterns": ("[[a]", r"\d+"),
    }
