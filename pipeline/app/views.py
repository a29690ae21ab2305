"""`table`, `status` and `show`: what is known, written to files or returned to be shown."""

from __future__ import annotations

from pipeline.app.digest import digest
from pipeline.app.extract import check_unit
from pipeline.app.health import look
from pipeline.app.office import Office
from pipeline.app.results import StatusResult, WriteResult
from pipeline.app.tables import write_tables
from pipeline.app.trap import Trap
from pipeline.model.finding import Assessment
from pipeline.tabulate import tabulate


def table(office: Office) -> WriteResult:
    """Write every output again from the ledger."""
    trap = Trap()
    with office.lock.hold():
        written = write_tables(office, trap, force=True)
    return WriteResult(written=written, failures=tuple(trap.failures))


def status(office: Office) -> StatusResult:
    """The state of every unit and message; writes no output."""
    overview = digest(office, office.ledger.entries(), Trap())
    frame = tabulate(overview.assessments, overview.submissions, office.campaign)["units"]
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    units = tuple({str(key): value for key, value in row.items()} for row in rows)
    return StatusResult(overview=overview, units=units, health=look(office))


def show(office: Office, unit: str) -> Assessment:
    """All that is known of one unit. UsageError when the roster has no such unit."""
    check_unit(office, unit)
    overview = digest(office, office.ledger.entries(), Trap())
    return next(one for one in overview.assessments if one.record.unit.code == unit)
