"""`checks.yaml`: each mistake gives its line and what to write instead."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.model.campaign import Decides
from pipeline.model.parameter import Parameter, has_group
from pipeline.rulebook import load
from pipeline.rulebook.checks import Kinds
from tests.unit.rulebook import folders

_KINDS: Kinds = {
    "deadline": (),
    "words": (
        Parameter(name="at_least", about="", default=1),
        Parameter(name="patterns", about="", default=()),
        Parameter(name="first_pattern", about="", default=""),
        Parameter(name="title", about="", default=""),
        Parameter(name="within", about="", default=(0.0, 1.0)),
        Parameter(name="only", about="", default=False),
        Parameter(
            name="pair",
            about="",
            default=("a", "b"),
            valid=lambda pair: len(pair) == 2,
            wanted="a pair of texts",
        ),
        Parameter(
            name="found_pattern", about="", default="(a)", valid=has_group, wanted="a pattern with a group"
        ),
    ),
}
_CASES = [
    ("kind: deadlin", "kind: unknown kind 'deadlin'; write 'deadline'"),
    ("kind: zzz", "kind: unknown kind 'zzz'; use one of: deadline, words"),
    ("kind: words, at_lest: 3", "at_lest: unknown parameter of kind 'words'; write 'at_least'"),
    (
        "kind: deadline, at: 3",
        "at: unknown parameter of kind 'deadline'; use one of: decides, id, kind, severity",
    ),
    ("kind: words, patterns: ['a', '(']", "patterns: '(' is no regular expression (missing )"),
    (
        "kind: words, first_pattern: 'a{99999999999999}'",
        "first_pattern: 'a{99999999999999}' is no regular expression",
    ),
    ("kind: words, only: no", "only: 'no' is ambiguous; write true or false, a number, or quotes around it"),
    ("kind: words, only: 0x1f", "only: '0x1f' is ambiguous"),
    ("kind: ''", "kind: an empty text; write kind: deadline"),
    ("kind: words, at_least: 1.5", "at_least: it is not a whole number; write a whole number"),
    ("kind: words, at_least: true", "at_least: it is not a whole number"),
    ("kind: words, only: 1", "only: it is not true or false"),
    ("kind: words, title: 1", "title: it is not a text in quotes"),
    ("kind: words, patterns: a", "patterns: it is not a list of texts in quotes"),
    ("kind: words, within: [1, 2, 3]", "within: it is not a list of 2 numbers"),
    ("kind: words, within: ['a', 'b']", "within: it is not a list of 2 numbers"),
    ("kind: words, pair: []", "pair: it is not a pair of texts; write a pair of texts"),
    ("kind: words, found_pattern: 'a'", "found_pattern: it is not a pattern with a group"),
    ("kind: words, found_pattern: '(a'", "found_pattern: '(a' is no regular expression (missing )"),
    ("kind: words, weight: -1", "weight: '-1' is no number 0 or more; write weight: 2"),
    (
        "kind: words, decides: late",
        "decides: unknown decides 'late'; use one of: incomplete, nothing, review",
    ),
    ("kind: words, valid_from: today", "valid_from: 'today' is no date"),
    ("kind: words, valid_from: 2024-02-01, valid_to: 2024-01-31", "valid_to: it ends before it begins"),
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
    (check,) = load(folders.write(tmp_path, {"checks.yaml": text})).checks
    assert check.parameters == {
        "at_least": 3,
        "within": {"least": 0.5, "days": ("2023-06-15", "2"), "none": None},
        "only": (True, False, -1),
        "patterns": ("[[a]", r"\d+"),
    }


def test_a_rule_has_a_weight_and_decides(tmp_path: Path) -> None:
    """Or it weighs 1, and its kind decides."""
    text = "- {id: a, kind: words, severity: note, weight: 2.5, decides: review}\n- {id: b, kind: words, severity: note}\n"
    first, second = load(folders.write(tmp_path, {"checks.yaml": text}), check_kinds=_KINDS).checks
    assert (first.weight, first.decides, first.parameters) == (2.5, Decides.REVIEW, {})
    assert (second.weight, second.decides) == (1.0, None)


def test_a_rule_has_a_source_and_days(tmp_path: Path) -> None:
    """They are no parameters of its kind; the first and the last day are days of the rule."""
    text = (
        "- {id: a, kind: words, severity: note, at_least: 3, source: Điều 1, "
        "valid_from: 2020-03-05, valid_to: 2026-05-26}\n"
    )
    (check,) = load(folders.write(tmp_path, {"checks.yaml": text}), check_kinds=_KINDS).checks
    assert (check.source, check.parameters) == ("Điều 1", {"at_least": 3})
    days = [dt.date(2020, 3, 4), dt.date(2020, 3, 5), dt.date(2026, 5, 26), dt.date(2026, 5, 27)]
    assert [check.applies_on(day) for day in days] == [False, True, True, False]
