"""Typed reads from one table of a YAML file. Each wrong value is a problem and gives a fallback, so that reading goes on.

A fallback never leaves this package: `Problems.raise_any` comes before the campaign is built.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pipeline.model.calendar import as_day
from pipeline.rulebook.problems import Page, shown
from pipeline.rulebook.tree import Listing, Node, Scalar, Table

Choice = TypeVar("Choice", bound=StrEnum)

NAME = re.compile(
    r"[^\W_][\w.&-]*"
)  # ids and codes: they stand in `UNIT/SECTION` and in lists separated by |
_DECIMAL = re.compile(r"-?\d{1,9}(\.\d{1,9})?", re.ASCII)
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII)
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key that a table may have; `example` is what the advice shows."""

    example: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text and the line that it stands on."""

    text: str
    line: int


def nearest(name: str, known: Mapping[str, object]) -> str:
    """Advice for an unknown name: the most alike known one, else all of them."""
    near = difflib.get_close_matches(name, known, n=1)
    return f"write '{near[0]}'" if near else f"use one of: {', '.join(sorted(known))}"


class Fields:
    """One table, its known keys, and the page for its mistakes."""

    def __init__(
        self, table: Table, keys: Mapping[str, Key], page: Page, *, open_ended: bool = False
    ) -> None:
        self._table = table
        self._keys = keys
        self._page = page
        self.line = table.line
        if not open_ended:
            self._report_unknown()
        for key, rule in keys.items():
            if rule.required and not self._has(key):
                page.add(
                    self.line_of(key), f"key '{key}' is missing or has no value", f"write {rule.example}"
                )

    def line_of(self, key: str) -> int:
        """Where a key stands; the table's first line when it is absent."""
        return self._table.lines.get(key, self.line)

    def node(self, key: str) -> Node | None:
        """The value as it stands, None when absent or empty."""
        node = self._table.entries.get(key)
        return None if isinstance(node, Scalar) and node.empty else node

    def rest(self) -> Mapping[str, Node]:
        """The values whose keys are not among the known ones."""
        return {key: node for key, node in self._table.entries.items() if key not in self._keys}

    def text(self, key: str, default: str = "") -> str:
        """A text on one line; only a required one may not be empty."""
        scalar = self._scalar(key)
        if scalar is None or (not scalar.text.strip() and not self._keys[key].required):
            return default
        return self._one_line(key, scalar).text

    def marked(self, key: str) -> tuple[Marked, ...]:
        """A list of texts, each with its line."""
        listing = self.listing(key)
        found = (self._marked(key, item) for item in (listing.items if listing else ()))
        return tuple(marked for marked in found if marked is not None and marked.text)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once."""
        return tuple(dict.fromkeys(marked.text for marked in self.marked(key)))

    def day(self, key: str) -> dt.date | None:
        """An ISO date, with or without quotes."""
        scalar = self._scalar(key)
        return None if scalar is None else self._day(key, scalar)

    def days(self, key: str) -> frozenset[dt.date]:
        """A list of ISO dates, with or without quotes."""
        listing = self.listing(key)
        found = (self._day(key, item) for item in (listing.items if listing else ()))
        return frozenset(day for day in found if day is not None)

    def number(
        self, key: str, default: float, *, at_least: float = 0.0, at_most: float = float("inf")
    ) -> float:
        """A number between two limits, 0 and none when not said."""
        scalar = self._scalar(key)
        if scalar is None:
            return default
        if not _DECIMAL.fullmatch(scalar.text) or not at_least <= float(scalar.text) <= at_most:
            limit = (
                f"{at_least:g} or more" if at_most == float("inf") else f"from {at_least:g} to {at_most:g}"
            )
            self.wrong(key, f"{shown(scalar.text)} is no number {limit}", self._advice(key))
            return default
        return float(scalar.text)

    def whole(self, key: str, default: int, *, at_least: int = 0) -> int:
        """A whole number, 0 or more, or as many as said."""
        scalar = self._scalar(key)
        if scalar is None:
            return default
        if not _WHOLE.fullmatch(scalar.text) or int(scalar.text) < at_least:
            what = f"{shown(scalar.text)} is no whole number, {at_least} or more"
            self.wrong(key, what, self._advice(key))
            return default
        return int(scalar.text)

    def flag(self, key: str, *, default: bool) -> bool:
        """A truth value: true or false, no other word."""
        scalar = self._scalar(key)
        if scalar is None:
            return default
        if scalar.text not in _FLAGS:
            self.wrong(key, f"{shown(scalar.text)} is neither true nor false", "write true or false")
        return _FLAGS.get(scalar.text, default)

    def choice(self, key: str, default: Choice) -> Choice:
        """One of the words of an enumeration."""
        scalar = self._scalar(key)
        kind = type(default)
        known = {member.value: member for member in kind}
        if scalar is None:
            return default
        if scalar.text not in known:
            self.wrong(key, f"unknown {key} {shown(scalar.text)}", nearest(scalar.text, known))
        return known.get(scalar.text, default)

    def table(self, key: str) -> Table | None:
        """A table inside this one."""
        node = self.node(key)
        if node is None or isinstance(node, Table):
            return node
        self._mistyped(key, "keys with values")
        return None

    def listing(self, key: str) -> Listing | None:
        """A list."""
        node = self.node(key)
        if node is None or isinstance(node, Listing):
            return node
        self._mistyped(key, "a list")
        return None

    def wrong(self, key: str, what: str, instead: str) -> None:
        """Record a mistake at a key's line."""
        self._page.add(self.line_of(key), f"{key}: {what}", instead)

    def _has(self, key: str) -> bool:
        dropped = key in self._table.lines and key not in self._table.entries
        return dropped or self.node(key) is not None

    def _report_unknown(self) -> None:
        for key, line in self._table.lines.items():
            if key not in self._keys:
                self._page.add(line, f"unknown key {shown(key)}", nearest(key, self._keys))

    def _advice(self, key: str) -> str:
        return f"write {self._keys[key].example}"

    def _mistyped(self, key: str, wanted: str) -> None:
        self.wrong(key, f"the value is not {wanted}", self._advice(key))

    def _scalar(self, key: str) -> Scalar | None:
        node = self.node(key)
        if node is None or isinstance(node, Scalar):
            return node
        self._mistyped(key, "a single value")
        return None

    def _day(self, key: str, node: Node) -> dt.date | None:
        text = node.text if isinstance(node, Scalar) else ""
        found = as_day(text)
        if found is None:
            what = f"{key}: {shown(text)} is no date"
            self._page.add(node.line, what, "write year-month-day, such as 2023-06-15")
        return found

    def _marked(self, key: str, node: Node) -> Marked | None:
        if isinstance(node, Scalar):
            return self._one_line(key, node)
        self._page.add(node.line, f"{key}: an entry is not a text", "write each entry as '- \"text\"'")
        return None

    def _one_line(self, key: str, scalar: Scalar) -> Marked:
        text = " ".join(scalar.text.split())
        if scalar.bare:
            what = f"{key}: {shown(text)} without quotes is a number, date or truth value"
            self._page.add(scalar.line, what, f'write it in quotes: "{text[:60]}"')
        elif not text:
            self._page.add(scalar.line, f"{key}: an empty text", self._advice(key))
        return Marked(text=text, line=scalar.line)
