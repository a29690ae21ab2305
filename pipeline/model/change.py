"""A cell of a public table that says something else than before."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell, or one figure. `row` tells which of the unit's rows: a section, message or file; a check for findings.

    For figures it is indicator and period. `unit` is empty for a message that is nobody's. None where there is no value, or no such row.
    """

    table: str
    unit: str
    row: str
    column: str
    before: object
    after: object
