"""Each labelled cell beside what the tables say of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.finding import Status
from pipeline.model.labelled import CellFound, CellLabel, Tables, Truth
from pipeline.model.section import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One cell: what it is, and what was found, None when the tables have no row for it."""

    label: CellLabel
    found: CellFound | None

    @property
    def said(self) -> State | None:
        """The state in the tables."""
        return self.found.state if self.found else None

    @property
    def right(self) -> bool:
        """Whether the state is as labelled."""
        return self.said is self.label.state

    @property
    def confidence(self) -> float | None:
        """The confidence in the tables."""
        return self.found.confidence if self.found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The cells to judge, and those of units that sent nothing: no reading went into them."""

    judged: tuple[Pair, ...]
    silent: tuple[Pair, ...]


def pair(truth: Truth, tables: Tables) -> Pairs:
    """Every labelled cell beside its row."""
    found = {(cell.unit, cell.section): cell for cell in tables.cells}
    quiet = {one.unit for one in truth.units or () if one.status is Status.NOT_SUBMITTED}
    judged: list[Pair] = []
    silent: list[Pair] = []
    for cell in truth.cells:
        sent_nothing = cell.unit in quiet or cell.state is State.NOT_SUBMITTED
        place = silent if sent_nothing else judged
        place.append(Pair(label=cell, found=found.get((cell.unit, cell.section))))
    return Pairs(judged=tuple(judged), silent=tuple(silent))
