"""`checks.yaml`: which rules are applied, how heavy they weigh, and their parameters. Never runs a check."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping

from pipeline.model.campaign import Check, Severity
from pipeline.rulebook.claims import Claim, contested
from pipeline.rulebook.fields import NAME, Fields, Key, as_day, nearest
from pipeline.rulebook.problems import Page, shown
from pipeline.rulebook.tree import Listing, Node, Scalar, Table, parse

KEYS = {
    "id": Key(example="id: deadline", required=True),
    "kind": Key(example="kind: deadline", required=True),
    "severity": Key(example="severity: warning", required=True),
}
# Parameters with these names, or that end in them after an underscore, hold regular expressions.
PATTERN_NAMES = ("pattern", "patterns")
_TRUTH = {"true": True, "false": False}
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?", re.ASCII)

Kinds = Mapping[str, frozenset[str]]


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
    yield Check(
        id=check,
        kind=kind,
        severity=fields.choice("severity", Severity.ERROR),
        parameters={name: _parameter(name, value, page) for name, value in fields.rest().items()},
    )


def _check_kind(fields: Fields, kind: str, kinds: Kinds) -> None:
    if kind not in kinds:
        fields.wrong("kind", f"unknown kind {shown(kind)}", nearest(kind, dict.fromkeys(kinds)))
        return
    known = dict.fromkeys((*KEYS, *sorted(kinds[kind])))
    for name in fields.rest():
        if name not in kinds[kind]:
            fields.wrong(name, f"unknown parameter of kind '{kind}'", nearest(name, known))


def _parameter(name: str, node: Node, page: Page) -> object:
    if isinstance(node, Listing):
        return tuple(_parameter(name, item, page) for item in node.items)
    if isinstance(node, Table):
        return {key: _parameter(key, value, page) for key, value in node.entries.items()}
    if name.rpartition("_")[2] in PATTERN_NAMES:
        return _pattern(name, node, page)
    return _value(name, node, page)


def _pattern(name: str, scalar: Scalar, page: Page) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(scalar.text)
    except (re.error, OverflowError, RecursionError) as error:
        what = f"{name}: {shown(scalar.text)} is no regular expression ({error})"
        page.add(scalar.line, what, "correct it; in single quotes a \\ stays a \\")
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
    return scalar.text
