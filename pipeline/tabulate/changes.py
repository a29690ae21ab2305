"""What two states of the public tables differ in, cell by cell, figure by figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

import pandas as pd

from pipeline.model.change import Change

_Row = Mapping[str, object]
_Key = tuple[str, ...]
_Rows = dict[_Key, _Row]

# What tells the rows of a table apart, all but the unit naming the row within it. Findings have no such thing, and
# several figures may be given for one indicator and period.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "units": ("unit",),
    "sections": ("unit", "section"),
    "messages": ("message",),
    "files": ("message", "path"),
}
_FINDINGS = "findings"
_INDICATORS = "indicators"
_FIGURE = ("unit", "indicator", "period")


def changes(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]) -> tuple[Change, ...]:
    """Every cell that differs, table by table in their order, rows in the new order, those that are gone last."""
    return tuple(
        change
        for table in after
        for change in _of_table(table, _records(before[table]), _records(after[table]))
    )


def _of_table(table: str, before: Sequence[_Row], after: Sequence[_Row]) -> Iterator[Change]:
    if table == _FINDINGS:
        return _findings(before, after)
    if table == _INDICATORS:
        return _figures(before, after)
    return _cells(table, before, after)


def _records(frame: pd.DataFrame) -> list[_Row]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _cells(table: str, before: Sequence[_Row], after: Sequence[_Row]) -> Iterator[Change]:
    was, now = _by_key(table, before), _by_key(table, after)
    for key in (*now, *(key for key in was if key not in now)):
        old, new = was.get(key, {}), now.get(key, {})
        unit = str(new.get("unit") or old.get("unit") or "")
        for column in new or old:
            if old.get(column) != new.get(column):
                yield Change(
                    table=table, unit=unit, row=_named(key, unit), column=column,
                    before=old.get(column), after=new.get(column),
                )  # fmt: skip


def _by_key(table: str, rows: Sequence[_Row]) -> _Rows:
    return {_key(row, _KEYS[table]): row for row in rows}


def _key(row: _Row, names: tuple[str, ...]) -> _Key:
    return tuple(str(row[name] or "") for name in names)


def _named(key: _Key, unit: str) -> str:
    return " ".join(part for part in key if part not in {"", unit})


def _figures(before: Sequence[_Row], after: Sequence[_Row]) -> Iterator[Change]:
    """What is given for an indicator and period: each figure that differs, those that stay let alone."""
    was, now = _told(before), _told(after)
    for key in (*now, *(key for key in was if key not in now)):
        old, new = was.get(key, Counter()), now.get(key, Counter())
        for gone, come in zip_longest((old - new).elements(), (new - old).elements()):
            number = not {type(gone), type(come)}.isdisjoint({int, float})
            yield Change(
                table=_INDICATORS, unit=key[0], row=_named(key[1:], key[0]), column="value" if number else "raw",
                before=gone, after=come,
            )  # fmt: skip


def _told(rows: Sequence[_Row]) -> dict[_Key, Counter[object]]:
    """By unit, indicator and period what the figures say: numbers, else words; nothing of those that say nothing."""
    told: defaultdict[_Key, Counter[object]] = defaultdict(Counter)
    for row in rows:
        said = row["value"] if row["value"] is not None else row["raw"]
        if said is not None and said != "":
            told[_key(row, _FIGURE)][_plain(said)] += 1
    return dict(told)


def _plain(said: object) -> object:
    return int(said) if isinstance(said, float) and said.is_integer() else said


def _findings(before: Sequence[_Row], after: Sequence[_Row]) -> Iterator[Change]:
    """A finding has no name: it is gone, or it is new."""
    was, now = (Counter(tuple(row.items()) for row in rows) for rows in (before, after))
    for row in map(dict, (was - now).elements()):
        yield _finding(row, before=row["message"], after=None)
    for row in map(dict, (now - was).elements()):
        yield _finding(row, before=None, after=row["message"])


def _finding(row: _Row, *, before: object, after: object) -> Change:
    unit, check = str(row["unit"]), str(row["check"])
    return Change(table=_FINDINGS, unit=unit, row=check, column="message", before=before, after=after)
