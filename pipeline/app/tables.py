"""Writes every output again when anything it is made of has changed, and only then."""

from __future__ import annotations

from pathlib import Path

from pipeline.app import fingerprint
from pipeline.app.digest import digest
from pipeline.app.office import Office
from pipeline.app.trap import Trap
from pipeline.export.files import export_all
from pipeline.tabulate import tabulate

_FACT = "tables"
_OUTPUTS = ("summary.xlsx", "summary.html", "tables/units.csv")


def write_tables(office: Office, trap: Trap, *, force: bool = False) -> tuple[Path, ...]:
    """The files written; none when mail, rules, decisions and code are those of the last time."""
    entries = office.ledger.entries()
    now = fingerprint.inputs(entries, office.campaign)
    there = all((office.folder / name).exists() for name in _OUTPUTS)
    if not force and there and office.ledger.fact(_FACT) == now:
        return ()
    overview = digest(office, entries, trap)
    frames = tabulate(overview.assessments, overview.submissions, office.campaign)
    written = export_all(frames, office.campaign, office.folder)
    office.ledger.remember(_FACT, now)
    return written
