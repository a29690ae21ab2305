"""A real server behind a line that is cut, reset or goes silent at random points: nothing is lost, nothing doubled."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.app.office import Office
from pipeline.app.poll import poll
from pipeline.errors import MailboxError
from tests.build import desk, reports
from tests.real.dovecot import Dovecot
from tests.real.offices import Bureau
from tests.real.proxy import KINDS, Line, faults

_POINTS = 200
_A_RUN = 25  # faults that one run meets, in one poll or some
_POLLS = 60  # to the end of all faults; each gets further


@pytest.fixture
def mails(dovecot: Dovecot, tmp_path: Path) -> list[bytes]:
    """Three reports, one of two pieces, and small mails, two of which are the same."""
    campaign = desk.campaign(desk.write_rules(tmp_path / "rules", units=3))
    whole = [reports.report_mail(campaign, unit.code) for unit in campaign.units]
    whole[0] += b"\r\n".join(b"%070d" % number for number in range(18_000))
    small = [
        b"From: a@x\r\nMessage-ID: <%d@x>\r\nSubject: %d\r\n\r\nXin hoi\r\n" % (n, n) for n in (1, 2, 3, 3)
    ]
    for number, raw in enumerate([*whole, *small]):
        dovecot.append(raw, reports.EARLY + dt.timedelta(minutes=number))
    return [*whole, *small]


@pytest.fixture
def bureau(dovecot: Dovecot, mails: list[bytes], tmp_path: Path) -> Iterator[Bureau]:
    """The server's user behind a line that still holds."""
    assert mails
    with Line(dovecot.port) as line:
        yield Bureau(server=dovecot, line=line, rules=tmp_path / "rules", folder=tmp_path / "outputs")


def test_a_line_that_breaks_anywhere_changes_nothing(
    bureau: Bureau, mails: list[bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    """After 200 faults over the whole dialogue, many a run: the same rows, blobs and tables as without any."""
    with bureau.office("calm") as office:
        assert poll(office).fetched == len(mails)
        calm = _rows(office)
    tables = bureau.outputs("calm")
    assert len(calm) == len(mails)
    assert Counter(sha for *_, sha in calm) == Counter(
        hashlib.sha256(_sent(raw)).hexdigest() for raw in mails
    )
    runs = polls = 0
    while bureau.line.fired.total() < _POINTS:
        bureau.line.break_by(faults(runs, _A_RUN))
        name = f"run{runs}"
        with bureau.office(name) as office:
            polls += _settled(bureau, office, run=runs)
            bureau.line.break_by(iter(()))
            assert _rows(office) == calm, name
            assert poll(office).written == (), name
        assert bureau.outputs(name) == tables, name
        runs += 1
    fired = bureau.line.fired
    assert set(fired) == set(KINDS)
    with capsys.disabled():
        kinds = ", ".join(f"{fired[kind]} {kind}" for kind in KINDS)
        print(f"\n{fired.total()} faults ({kinds}) in {runs} runs, {polls} polls: 0 lost, 0 doubled")  # noqa: T201 -- the count is asked for


def _settled(bureau: Bureau, office: Office, *, run: int) -> int:
    """Poll as cron does until all is there; how often that was."""
    for number in range(1, _POLLS):
        try:
            result = poll(office)
        except MailboxError:
            continue
        finally:
            bureau.clock.advance(hours=2)
        if not result.failures and not result.waiting:
            return number
    pytest.fail(f"run {run} does not come to an end")


def _rows(office: Office) -> list[tuple[str, str, str]]:
    assert all(office.blobs.has(entry.sha256) for entry in office.ledger.entries())
    return [(entry.id, entry.same_as, entry.sha256) for entry in office.ledger.entries()]


def _sent(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
