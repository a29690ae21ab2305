"""`units.csv`: who owes a report, and what each unit is known by. Never identifies a sender."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.model.calendar import as_day
from pipeline.model.campaign import Unit
from pipeline.rulebook.claims import Claim, contested
from pipeline.rulebook.fields import NAME
from pipeline.rulebook.problems import Page, shown
from pipeline.rulebook.sheet import Columns, Row, cut, read_rows
from pipeline.text.fold import fold

COLUMNS = Columns(
    known=("code", "name", "kind", "parent", "aliases", "emails", "symbols", "valid_from", "valid_to"),
    required=("code", "name"),
)
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"|]+@[^\s@<>()\[\],;:\"|.]+(\.[^\s@<>()\[\],;:\"|.]+)+")

_SPELLINGS: Mapping[str, Callable[[Unit], tuple[str, ...]]] = {
    "name or alias": lambda unit: (unit.code, unit.name, *unit.aliases),
    "address": lambda unit: unit.emails,
    "symbol": lambda unit: unit.symbols,
}


def read_units(text: str, page: Page) -> tuple[Unit, ...]:
    """The roster in the order of the file; addresses in lower case."""
    before = len(page.told())
    rows = read_rows(text, COLUMNS, page)
    if not rows and len(page.told()) == before:
        page.add(1, "the roster has no unit", "write one line for each unit that owes a report")
    units = {row.line: _unit(row, page) for row in rows}
    _check_codes(units, page)
    _check_parents(units, page)
    _check_spellings(units, page)
    return tuple(units.values())


def _unit(row: Row, page: Page) -> Unit:
    cells = row.cells
    if not NAME.fullmatch(cells["code"]):
        page.add(
            row.line,
            f"code {shown(cells['code'])} is no code",
            "use letters, digits, '.', '-', '_' and '&', no spaces",
        )
    if not cells["name"]:
        page.add(row.line, "the name is empty", "write the unit's full name")
    valid_from, valid_to = (_day(row, column, page) for column in ("valid_from", "valid_to"))
    if valid_from and valid_to and valid_from > valid_to:
        page.add(row.line, "valid_to is before valid_from", "write the first day, then the last")
    return Unit(
        code=cells["code"],
        name=cells["name"],
        kind=cells["kind"],
        parent=cells["parent"],
        aliases=cut(cells["aliases"]),
        emails=tuple(_emails(row, page)),
        symbols=cut(cells["symbols"]),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _day(row: Row, column: str, page: Page) -> dt.date | None:
    text = row.cells[column]
    found = as_day(text)
    if text and found is None:
        page.add(row.line, f"{column}: {shown(text)} is no date", "write year-month-day, such as 2023-06-15")
    return found


def _emails(row: Row, page: Page) -> Iterator[str]:
    for email in cut(row.cells["emails"]):
        if _ADDRESS.fullmatch(email):
            yield email.lower()
        else:
            page.add(
                row.line, f"{shown(email)} is no e-mail address", "write name@host, several separated by |"
            )


def _check_codes(units: Mapping[int, Unit], page: Page) -> None:
    claims = (
        Claim(key=fold(unit.code), text=unit.code, owner=str(line), line=line)
        for line, unit in units.items()
        if unit.code
    )
    for first, again in contested(claims):
        page.add(
            again.line, f"code {shown(again.text)} again, first on line {first.line}", "give it another code"
        )


def _check_parents(units: Mapping[int, Unit], page: Page) -> None:
    parents = {unit.code: unit.parent for unit in units.values()}
    for line, unit in units.items():
        if unit.parent and unit.parent not in parents:
            page.add(
                line,
                f"parent {shown(unit.parent)} is no code of this file",
                "write a unit's code, or nothing",
            )
        elif _is_own_ancestor(unit.code, parents):
            page.add(
                line,
                f"unit {shown(unit.code)} is its own parent",
                "write the code of the unit above, or nothing",
            )


def _is_own_ancestor(code: str, parents: Mapping[str, str]) -> bool:
    passed = {""}
    above = parents[code]
    while above not in passed and above != code:
        passed.add(above)
        above = parents.get(above, "")
    return above == code != ""


def _check_spellings(units: Mapping[int, Unit], page: Page) -> None:
    """A spelling, address or symbol that two units share is no clue, unless one unit follows the other in time."""

    def at_one_time(first: Claim, again: Claim) -> bool:
        return _overlap(units[first.line], units[again.line])

    for what, spellings in _SPELLINGS.items():
        claims = (claim for line, unit in units.items() for claim in _claims(line, spellings(unit)))
        for first, again in contested(claims, at_one_time):
            told = f"{what} {shown(again.text)} is also that of {units[first.line].code!r}, line {first.line}"
            page.add(again.line, told, "keep it with the one unit that it tells apart, or with neither")


def _claims(line: int, spellings: Sequence[str]) -> Iterator[Claim]:
    for text in spellings:
        if text:
            yield Claim(key=fold(text), text=text, owner=str(line), line=line)


def _overlap(first: Unit, second: Unit) -> bool:
    starts = max(first.valid_from or dt.date.min, second.valid_from or dt.date.min)
    return starts <= min(first.valid_to or dt.date.max, second.valid_to or dt.date.max)
