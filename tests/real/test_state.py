"""A real server that is restored, renumbered, rearranged: what we have is recognised, and no body is fetched twice."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.app.poll import poll
from pipeline.app.results import FolderCount, PollResult
from tests.build import desk, reports
from tests.real.dovecot import Dovecot
from tests.real.offices import Bureau
from tests.real.proxy import Line

_OTHER = b"From: a@x\r\nMessage-ID: <other@x>\r\nSubject: x\r\n\r\nXin hoi\r\n"
_JUNK = "Spam"


@pytest.fixture
def bureau(dovecot: Dovecot, tmp_path: Path) -> Iterator[Bureau]:
    """Two reports and a small mail, polled; the server's log of the first poll is forgotten."""
    campaign = desk.campaign(desk.write_rules(tmp_path / "rules", units=2))
    for unit in campaign.units:
        dovecot.append(reports.report_mail(campaign, unit.code), reports.EARLY)
    dovecot.append(_OTHER, reports.EARLY)
    with Line(dovecot.port) as line:
        made = Bureau(
            server=dovecot,
            line=line,
            rules=tmp_path / "rules",
            folder=tmp_path / "outputs",
            folders=("INBOX", _JUNK),
        )
        assert _polled(made).fetched == 3
        assert sorted(line.bodies()) == [b"1", b"2", b"3"]
        yield made


def _polled(bureau: Bureau) -> PollResult:
    with bureau.office("o") as office:
        return poll(office)


def _table(bureau: Bureau, name: str) -> list[dict[str, str]]:
    text = bureau.outputs("o")[f"tables/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def _forget(dovecot: Dovecot) -> None:
    """As after a restore from a backup of the files alone: the server numbers the folder anew."""
    for index in dovecot.path.glob(f"mail/{dovecot.user}/dovecot*"):
        index.unlink()


def _settled(bureau: Bureau, units: list[dict[str, str]], dispositions: dict[str, int]) -> None:
    """The units are as before, each message has the disposition that it should have, and a next poll does nothing."""
    assert _table(bureau, "units") == units
    rows = _table(bureau, "messages")
    assert Counter(row["disposition"] for row in rows) == dispositions
    assert {row["version"] for row in rows if row["disposition"] == "report"} == {"1"}
    bureau.line.bodies()
    again = _polled(bureau)
    assert (again.new, again.fetched, again.written, again.failures, bureau.line.bodies()) == (
        0,
        0,
        (),
        (),
        [],
    )


def test_a_new_uidvalidity_with_the_old_uids(bureau: Bureau) -> None:
    """Every message is listed anew and recognised: no body is asked for."""
    units = _table(bureau, "units")
    bureau.server.change_validity(4_242_424_242)
    result = _polled(bureau)
    assert (result.new, result.recognised, result.fetched, bureau.line.bodies()) == (3, 3, 0, [])
    assert result.folders[0] == FolderCount(folder="INBOX", on_server=3, rows=3)
    _settled(bureau, units, {"report": 2, "other": 1, "duplicate": 3})


def test_a_folder_that_is_numbered_anew(bureau: Bureau) -> None:
    """Other uids, other UIDVALIDITY, after one message was deleted: the rest is recognised."""
    units = _table(bureau, "units")
    bureau.server.expunge(1)
    _forget(bureau.server)
    result = _polled(bureau)
    assert (result.new, result.recognised, result.fetched, bureau.line.bodies()) == (2, 2, 0, [])
    _settled(bureau, units, {"report": 2, "other": 1, "duplicate": 2})


def test_uids_that_other_mail_has_now(bureau: Bureau, dovecot: Dovecot) -> None:
    """The new mail under the old uids is fetched, once; what was there before stays in the tables."""
    units = _table(bureau, "units")
    for uid in (1, 2, 3):
        dovecot.expunge(uid)
    _forget(dovecot)
    for number in (1, 2):
        assert dovecot.append(_OTHER.replace(b"other@x", b"new%d@x" % number), reports.EARLY) == number
    result = _polled(bureau)
    assert (result.new, result.recognised, result.fetched) == (2, 0, 2)
    assert sorted(bureau.line.bodies()) == [b"1", b"2"]
    _settled(bureau, units, {"report": 2, "other": 3})


def test_a_message_that_somebody_moved(bureau: Bureau, dovecot: Dovecot) -> None:
    """In the other folder it is recognised; in its old one a row without a message is counted."""
    units = _table(bureau, "units")
    with dovecot.signed_in() as client:
        client.select("INBOX")
        kind, _ = client.uid("MOVE", "2", _JUNK)
        assert kind == "OK"
    result = _polled(bureau)
    assert (result.new, result.recognised, result.fetched, bureau.line.bodies()) == (1, 1, 0, [])
    assert result.folders == (
        FolderCount(folder="INBOX", on_server=2, rows=3, gone=1),
        FolderCount(folder=_JUNK, on_server=1, rows=1),
    )
    assert result.failures == ()
    _settled(bureau, units, {"report": 2, "other": 1, "duplicate": 1})


def test_a_copy_and_its_twin(bureau: Bureau, dovecot: Dovecot) -> None:
    """One that only shares its Message-ID, size and time with what we have is fetched: its headers differ."""
    dovecot.append(_OTHER.replace(b"a@x", b"b@x"), reports.EARLY, folder=_JUNK)
    dovecot.append(_OTHER, reports.EARLY, folder=_JUNK)
    result = _polled(bureau)
    assert (result.new, result.recognised, result.fetched, bureau.line.bodies()) == (2, 1, 1, [b"1"])


def test_a_message_the_server_cannot_read_hides_no_other(bureau: Bureau, dovecot: Dovecot) -> None:
    """Its headers break the line: it alone is not recognised, and its turn comes again."""
    (file, *_) = sorted(dovecot.path.glob(f"mail/{dovecot.user}/*/*S=*"), key=lambda one: one.name)
    bureau.server.change_validity(4_242_424_242)
    file.chmod(0)
    result = _polled(bureau)
    assert (result.new, result.recognised, result.fetched, len(result.failures)) == (3, 2, 0, 1)
    file.chmod(0o600)
    bureau.line.bodies()
    bureau.clock.advance(hours=1)
    result = _polled(bureau)
    assert (result.recognised, result.failures, bureau.line.bodies()) == (1, (), [])


def test_a_second_poll_costs_the_same_for_any_mailbox(bureau: Bureau, dovecot: Dovecot) -> None:
    """With nothing new: the commands to sign in, open two folders, look above their watermarks, and leave."""
    said = []
    for _ in range(2):
        bureau.line.said.clear()
        assert _polled(bureau).written == ()
        said.append([line.split()[1] for line in bureau.line.said if b" " in line])
        for number in range(20):
            dovecot.append(_OTHER.replace(b"other@x", b"more%d@x" % number), reports.EARLY)
        assert _polled(bureau).fetched == 20
    assert said[0] == said[1]
    assert said[0].count(b"EXAMINE") >= 2
    assert said[0].count(b"UID") == 1, "an empty folder is not searched"
