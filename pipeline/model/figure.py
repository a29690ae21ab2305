"""One cell of a table in a report or annex, read as the figure of an indicator."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a unit gave for an indicator and period, and the cell that says so.

    `value` is None where the cell holds no number; `raw` is what stands in it. `unit` is what the paper counts in, else
    what the campaign asks for. `confidence` is the probability that `value` is what the unit means, or that it means
    none. `table` is the ordinal of the table in its document, `row` and `column` are those of the cell as its reader gave
    them; all count from 1. An indicator that was found nowhere has one figure without a place.
    """

    indicator: str
    period: str = ""
    value: float | None = None
    unit: str = ""
    raw: str = ""
    confidence: float = 0.0
    file: str = ""
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
