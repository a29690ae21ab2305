"""The table of units and sections as people see it: what the first sheet and the page both show.

Pure: frames and campaign in, values out. Never invents a state: a cell without a row says that it must be looked at.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.export.cells import clean_cell, day_and_time, moment, number, whole
from pipeline.model import labels
from pipeline.model.campaign import Campaign, OutlineItem
from pipeline.model.finding import Status, Verdict
from pipeline.model.section import State
from pipeline.model.submission import Disposition

Row = Mapping[str, object]

_TO_LOOK_AT = (Disposition.UNIDENTIFIED, Disposition.QUARANTINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many units stand under one status or verdict."""

    code: str
    label: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One leaf of the outline; `group` is its parent's id and title, empty for a leaf at the top."""

    id: str
    title: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One unit's section. `review` says that the state is less sure than the campaign asks for."""

    section: str
    state: State
    review: bool

    @property
    def words(self) -> str:
        """The state in words, with the doubt."""
        word = labels.STATE_SHORT[self.state]
        return f"{word} ({labels.REVIEW})" if self.review else word

    @property
    def sign(self) -> str:
        """The state as a shape."""
        return labels.STATE_SIGN[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit with its cells in the order of the columns; `completeness` is 0 to 1, `why` explains the verdict."""

    unit: str
    name: str
    status: Status
    status_words: str
    received: str
    verdict: Verdict
    completeness: float
    errors: int
    warnings: int
    cells: tuple[Cell, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All of the first sheets and of the page's matrix.

    `newest` is when the newest message arrived, as staff write it, empty when none did; `dated` stands in for the
    clock: that moment, else the deadline.
    """

    name: str
    title: str
    agency: str
    due: str
    newest: str
    dated: dt.datetime
    review_below: float
    statuses: tuple[Count, ...]
    verdicts: tuple[Count, ...]
    columns: tuple[Column, ...]
    rows: tuple[UnitRow, ...]
    messages_to_look_at: int

    @property
    def states_per_column(self) -> tuple[Mapping[State, int], ...]:
        """How many units have each section in which state, in the order of the columns."""
        return tuple(
            Counter(row.cells[place].state for row in self.rows) for place in range(len(self.columns))
        )

    @property
    def cells_to_review(self) -> int:
        """How many cells are not sure."""
        return sum(cell.review for row in self.rows for cell in row.cells)


def overview(
    tables: Mapping[str, pd.DataFrame], campaign: Campaign, explanations: Mapping[str, str]
) -> Overview:
    """The overview of cleaned tables; units in the order of the table. `explanations` are sentences by unit."""
    columns = tuple(_columns(campaign.outline.items, ""))
    why = {clean_cell(unit): clean_cell(sentence) for unit, sentence in explanations.items()}
    rows = tuple(_rows(tables, columns, campaign.review_below, why))
    messages = tables["messages"]
    newest = max((found for at in messages["received_at"] if (found := moment(at))), default=None)
    return Overview(
        name=clean_cell(campaign.name),
        title=clean_cell(campaign.title),
        agency=clean_cell(campaign.agency),
        due=day_and_time(campaign.due_at.isoformat()),
        newest=day_and_time(newest.isoformat()) if newest else "",
        dated=newest or campaign.due_at,
        review_below=campaign.review_below,
        statuses=_counts(labels.STATUS, (row.status for row in rows)),
        verdicts=_counts(labels.VERDICT, (row.verdict for row in rows)),
        columns=columns,
        rows=rows,
        messages_to_look_at=int(messages["disposition"].isin([str(found) for found in _TO_LOOK_AT]).sum()),
    )


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of a frame as plain dicts."""
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _columns(items: Iterable[OutlineItem], group: str) -> Iterable[Column]:
    for item in items:
        title = clean_cell(item.title)
        if item.children:
            yield from _columns(item.children, f"{item.id}  {title}")
        else:
            yield Column(id=item.id, title=title, group=group)


def _counts(names: Mapping[Status, str] | Mapping[Verdict, str], found: Iterable[str]) -> tuple[Count, ...]:
    held = Counter(found)
    return tuple(Count(code=code.value, label=label, number=held[code]) for code, label in names.items())


def _rows(
    tables: Mapping[str, pd.DataFrame],
    columns: tuple[Column, ...],
    review_below: float,
    why: Mapping[str, str],
) -> Iterable[UnitRow]:
    found = {(row["unit"], row["section"]): row for row in records(tables["sections"])}
    for unit in records(tables["units"]):
        cells = (_cell(found.get((unit["unit"], column.id), {}), column, review_below) for column in columns)
        yield _unit_row(unit, tuple(cells), why.get(str(unit["unit"]), ""))


def _cell(row: Row, column: Column, review_below: float) -> Cell:
    state = State(str(row.get("state", State.UNREADABLE)))
    return Cell(section=column.id, state=state, review=is_unsure(state, row.get("confidence"), review_below))


def is_unsure(state: str, confidence: object, review_below: float) -> bool:
    """Whether a cell must say `cần xem lại`; a report that was not sent leaves nothing to doubt."""
    return state != State.NOT_SUBMITTED and (number(confidence) or 0.0) < review_below


def _unit_row(unit: Row, cells: tuple[Cell, ...], why: str) -> UnitRow:
    status = Status(str(unit["status"]))
    late = whole(unit["days_late"])
    return UnitRow(
        unit=str(unit["unit"]),
        name=str(unit["name"]),
        status=status,
        status_words=f"Muộn {late} ngày" if status is Status.LATE else labels.STATUS[status],
        received=day_and_time(unit["received_at"]),
        verdict=Verdict(str(unit["verdict"])),
        completeness=number(unit["completeness"]) or 0.0,
        errors=whole(unit["errors"]),
        warnings=whole(unit["warnings"]),
        cells=cells,
        why=why,
    )
