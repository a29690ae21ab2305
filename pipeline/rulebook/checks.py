"""`checks.yaml`: which rules are applied, how heavy they weigh, and their parameters. Never runs a check."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.model.calendar import as_day
from pipeline.model.campaign import Check, Decides, Severity
from pipeline.model.parameter import Parameter
from pipeline.rulebook.claims import Claim, contested
from pipeline.rulebook.fields import NAME, Fields, Key, nearest
from pipeline.rulebook.problems import Page, shown
from pipeline.rulebook.tree import Listing, Node, Scalar, Table, parse

KEYS = {
    "id": Key(example="id: deadline", required=True),
    "kind": Key(example="kind: deadline", required=True),
    "severity": Key(example="severity: warning", required=True),
    "weight": Key(example="weight: 2"),
    "decides": Key(example="decides: review"),
    "source": Key(example='source: "NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.1"'),
    "valid_from": Key(example="valid_from: 2020-03-05"),
    "valid_to": Key(example="valid_to: 2026-05-26"),
}
# Parameters with these names, or that end in them after an underscore, hold regular expressions.
PATTERN_NAMES = ("pattern", "patterns")
_TRUTH = {"true": True, "false": False}
_AMBIGUOUS = object()  # stands for a value that has been complained of
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?", re.ASCII)

Kinds = Mapping[str, tuple[Parameter[Any], ...]]


def read_checks(text: str, page: Page, kinds: Kinds | None) -> tuple[Check, ...]:
    """The checks in order; `kinds` maps each known kind to its parameters, None lets every kind through."""
    root = parse(text, page)
    if not isinstance(root, Listing):
        if root is not None:
            page.add(
                root.line, "the file is not a list", "write '- {id: ..., kind: ..., severity: ...}' lines"
            )
        return ()
    claims: list[Claim] = []
    checks = tuple(check for node in root.items for check in _check(node, page, kinds, claims))
    for first, again in contested(claims):
        page.add(
            again.line, f"id {shown(again.text)} again, first on line {first.line}", "give it another id"
        )
    return checks


def _check(node: Node, page: Page, kinds: Kinds | None, claims: list[Claim]) -> Iterator[Check]:
    if not isinstance(node, Table):
        page.add(node.line, "a check is not 'key: value' lines", "write {id: ..., kind: ..., severity: ...}")
        return
    fields = Fields(node, KEYS, page, open_ended=True)
    check, kind = fields.text("id"), fields.text("kind")
    if check and not NAME.fullmatch(check):
        fields.wrong("id", f"{shown(check)} is no id", "use letters, digits, '.', '-' and '_'")
    if check:
        claims.append(
            Claim(key=check, text=check, owner=str(fields.line_of("id")), line=fields.line_of("id"))
        )
    if kind and kinds is not None:
        _check_kind(fields, kind, kinds)
    severity, parameters = fields.choice("severity", Severity.ERROR), _parameters(fields, page)
    if kinds is not None:
        _check_types(fields, parameters, kinds.get(kind, ()))
    first, last = fields.day("valid_from"), fields.day("valid_to")
    if first and last and last < first:
        fields.wrong("valid_to", "it ends before it begins", "write a day on or after valid_from")
    yield Check(
        id=check, kind=kind, severity=severity, parameters=parameters, source=fields.text("source"),
        valid_from=first, valid_to=last, weight=fields.number("weight", 1.0),
        decides=fields.choice("decides", Decides.NOTHING) if fields.node("decides") is not None else None,
    )  # fmt: skip


def _check_kind(fields: Fields, kind: str, kinds: Kinds) -> None:
    if kind not in kinds:
        fields.wrong("kind", f"unknown kind {shown(kind)}", nearest(kind, dict.fromkeys(kinds)))
        return
    parameters = {parameter.name for parameter in kinds[kind]}
    known = dict.fromkeys((*KEYS, *sorted(parameters)))
    for name in fields.rest():
        if name not in parameters:
            fields.wrong(name, f"unknown parameter of kind '{kind}'", nearest(name, known))


def _check_types(fields: Fields, given: Mapping[str, object], known: tuple[Parameter[Any], ...]) -> None:
    for parameter in known:
        value = given.get(parameter.name, _AMBIGUOUS)
        told = value is _AMBIGUOUS or (isinstance(value, tuple) and _AMBIGUOUS in value)
        if not told and not parameter.accepts(value):
            fields.wrong(parameter.name, f"it is not {parameter.expected}", f"write {parameter.expected}")


def _parameters(fields: Fields, page: Page) -> dict[str, object]:
    return {name: _parameter(name, value, page) for name, value in fields.rest().items()}


def _parameter(name: str, node: Node, page: Page) -> object:
    if isinstance(node, Listing):
        return tuple(_parameter(name, item, page) for item in node.items)
    if isinstance(node, Table):
        return {key: _parameter(key, value, page) for key, value in node.entries.items()}
    if name.rpartition("_")[2] in PATTERN_NAMES:
        return _pattern(name, node, page)
    return _value(name, node, page)


def _pattern(name: str, scalar: Scalar, page: Page) -> object:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(scalar.text)
    except (re.error, OverflowError, RecursionError) as error:
        what = f"{name}: {shown(scalar.text)} is no regular expression ({error})"
        page.add(scalar.line, what, "correct it; in single quotes a \\ stays a \\")
        return _AMBIGUOUS
    return scalar.text


def _value(name: str, scalar: Scalar, page: Page) -> object:
    if scalar.empty:
        return None
    if not scalar.bare or as_day(scalar.text) is not None:
        return scalar.text
    if scalar.text in _TRUTH:
        return _TRUTH[scalar.text]
    if _NUMBER.fullmatch(scalar.text):
        return float(scalar.text) if "." in scalar.text else int(scalar.text)
    page.add(
        scalar.line,
        f"{name}: {shown(scalar.text)} is ambiguous",
        "write true or false, a number, or quotes around it",
    )
    return _AMBIGUOUS
