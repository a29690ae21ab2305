"""Writes every output again when anything it is made of has changed, and only then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from pipeline.app import fingerprint
from pipeline.app.digest import digest
from pipeline.app.office import Office
from pipeline.app.results import Overview
from pipeline.app.trap import Trap
from pipeline.export.files import export_all
from pipeline.failpoint import reach
from pipeline.tabulate import tabulate

_FACT = "tables"
_OUTPUTS = ("summary.xlsx", "summary.html", "tables/units.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is known, as tables too; `inputs` is the fingerprint of what it was made of."""

    overview: Overview
    frames: Mapping[str, pd.DataFrame]
    inputs: str


def know(office: Office, trap: Trap) -> Known:
    """Understand everything there is, with the decisions that the office has; writes no output."""
    entries = office.ledger.entries()
    overview = digest(office, entries, trap)
    frames = tabulate(overview.assessments, overview.submissions, office.campaign)
    return Known(overview=overview, frames=frames, inputs=fingerprint.inputs(entries, office.campaign))


def up_to_date(office: Office) -> Office:
    """The office with the decisions as they stand now: one may have been taken since it opened."""
    return replace(office, campaign=replace(office.campaign, decisions=office.decisions.read()))


def write_tables(
    office: Office, trap: Trap, *, force: bool = False, known: Known | None = None
) -> tuple[Path, ...]:
    """The files written; none when mail, rules, decisions and code are those of the last time.

    To be called under the lock. What is `known` already is used if it is of the very same inputs.
    """
    office = up_to_date(office)
    now = fingerprint.inputs(office.ledger.entries(), office.campaign)
    there = all((office.folder / name).exists() for name in _OUTPUTS)
    if not force and there and office.ledger.fact(_FACT) == now:
        return ()
    if known is None or known.inputs != now:
        known = know(office, trap)
    why = {one.record.unit.code: one.explanation for one in known.overview.assessments}
    written = export_all(known.frames, office.campaign, office.folder, why)
    reach("tables.written")
    office.ledger.remember(_FACT, known.inputs)
    return written
