"""Mail under new uids: what we have is not fetched again, and what only looks like it is."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app.poll import poll
from pipeline.app.results import PollResult
from tests.fakes import NOON, Killed, Letter
from tests.unit.app.world import World, mail

_LATER = NOON + dt.timedelta(seconds=1)


def _raw(number: int, *, message_id: str = "Message-ID: <{}@x>\r\n", body: str = "text") -> bytes:
    return f"From: a@x\r\n{message_id.format(number)}Subject: s\r\n\r\n{body}".encode()


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two reports in INBOX, polled; nothing in Spam."""
    made = World(folder=tmp_path)
    made.mailbox.folders["Spam"] = []
    _poll(made)
    made.steps.taken.clear()
    return made


def _poll(world: World) -> PollResult:
    return poll(world.office("INBOX", "Spam"))


def _fetched(world: World) -> list[str]:
    return [step.split()[1] for step in world.steps.taken if step.startswith("mailbox.fetch")]


def _rows(world: World) -> list[dict[str, str]]:
    text = world.written()["tables/messages.csv"].decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def _settled(world: World, *letters: Letter) -> None:
    """INBOX holds these alone, and they were polled."""
    world.mailbox.folders["INBOX"] = list(letters)
    world.mailbox.validity = "2"
    _poll(world)
    world.steps.taken.clear()


def _renumbered(world: World) -> None:
    world.mailbox.validity += "0"
    letters = world.mailbox.folders["INBOX"]
    world.mailbox.folders["INBOX"] = [
        replace(one, uid=str(100 + n)) for n, one in enumerate(reversed(letters))
    ]


def test_a_renumbered_folder_is_recognised_without_a_body(world: World) -> None:
    """Each message once as a report and once as its duplicate, which says of which; units and versions stay."""
    before = world.written()["tables/units.csv"]
    _renumbered(world)
    result = _poll(world)
    assert (result.new, result.recognised, result.fetched, result.waiting) == (2, 2, 0, 0)
    assert _fetched(world) == []
    assert world.written()["tables/units.csv"] == before
    rows = _rows(world)
    firsts = {row["message"]: row for row in rows if row["disposition"] == "report"}
    assert {row["uid"] for row in firsts.values()} == {"1", "2"}
    again = [row for row in rows if row["disposition"] == "duplicate"]
    assert {row["reason"].rpartition(" ")[2] for row in again} == set(firsts)
    assert {row["version"] for row in firsts.values()} == {"1"}
    assert _poll(world).written == ()


def test_every_renumbering_leads_to_the_first_row(world: World) -> None:
    """However often: no chain that is the longer the more often a server is restored."""
    firsts = {entry.id for entry in world.ledger.entries()}
    for _ in range(3):
        _renumbered(world)
        assert _poll(world).recognised == 2
    assert {entry.same_as for entry in world.ledger.entries()} == {"", *firsts}


def test_a_moved_message_is_recognised(world: World) -> None:
    """Its old row stays a report although its message is gone from that folder, which is counted."""
    world.mailbox.folders["Spam"] = [replace(world.mailbox.folders["INBOX"].pop(), uid="77")]
    result = _poll(world)
    assert (result.recognised, result.failures, _fetched(world)) == (1, (), [])
    assert [(one.folder, one.on_server, one.rows, one.gone) for one in result.folders] == [
        ("INBOX", 1, 2, 1),
        ("Spam", 1, 1, 0),
    ]
    assert Counter(row["disposition"] for row in _rows(world)) == {"report": 2, "duplicate": 1}


def test_a_reused_uid_is_another_message(world: World) -> None:
    """Under a new UIDVALIDITY uid 1 is new mail: it is fetched."""
    world.mailbox.validity = "2"
    world.mailbox.folders["INBOX"] = [Letter(uid="1", raw=_raw(9))]
    result = _poll(world)
    assert (result.new, result.recognised, _fetched(world)) == (1, 0, ["1"])


@pytest.mark.parametrize("message_id", ["", "Message-ID:\r\n", "Message-ID: <{}@x>\r\nMessage-Id: <b@x>\r\n"])
def test_without_exactly_one_message_id_it_is_fetched_again(message_id: str, world: World) -> None:
    """Nothing then says that it is the same; its bytes do, so that it is a duplicate of the first row all the same."""
    _settled(world, Letter(uid="1", raw=_raw(1, message_id=message_id)))
    _renumbered(world)
    assert (_poll(world).recognised, _fetched(world)) == (0, ["100"])
    old, new = (entry for entry in world.ledger.entries() if entry.sha256 == world.entry("100").sha256)
    assert (old.same_as, new.same_as, new.arrival.uid) == ("", old.id, "100")


@pytest.mark.parametrize(
    "other",
    [
        {"raw": _raw(1, body="text and more")},
        {"received_at": _LATER},
        {"raw": _raw(1).replace(b"From: a@x", b"From: b@x")},
        {"raw": _raw(2)},
    ],
    ids=["size", "date", "sender", "id"],
)
def test_what_differs_in_anything_is_another_message(other: dict[str, object], world: World) -> None:
    """The same Message-ID with another size, date or header; or another Message-ID: fetched, and both rows count."""
    _settled(world, Letter(uid="1", raw=_raw(1)))
    world.mailbox.folders["Spam"] = [replace(Letter(uid="1", raw=_raw(1)), **other)]  # type: ignore[arg-type]  # fields by name
    assert (_poll(world).recognised, _fetched(world)) == (0, ["1"])


def test_twins_are_fetched(world: World) -> None:
    """Two messages of one folder with the same id, size and date: which is which, only their bytes say."""
    one, two = _raw(1, body="aaaa"), _raw(1, body="bbbb")
    _settled(world, Letter(uid="1", raw=one), Letter(uid="2", raw=two))
    _renumbered(world)
    assert (_poll(world).recognised, sorted(_fetched(world))) == (0, ["100", "101"])
    _settled(world, Letter(uid="1", raw=one))
    world.mailbox.folders["Spam"] = [Letter(uid="1", raw=one), Letter(uid="2", raw=two)]
    assert (_poll(world).recognised, sorted(_fetched(world))) == (0, ["1", "2"])


def test_twins_in_two_folders_are_fetched(world: World) -> None:
    """Two stored messages that differ in their bodies alone."""
    _settled(world, Letter(uid="1", raw=_raw(1, body="aaaa")))
    world.mailbox.folders["Spam"] = [Letter(uid="1", raw=_raw(1, body="bbbb"), received_at=_LATER)]
    _poll(world)
    for entry in world.ledger.entries():
        world.ledger.kept[entry.id] = replace(entry, arrival=replace(entry.arrival, received_at=NOON))
    world.steps.taken.clear()
    world.mailbox.validity = "3"
    world.mailbox.folders["Spam"] = []
    assert (_poll(world).recognised, _fetched(world)) == (0, ["1"])


def test_bytes_that_were_lost_are_fetched_again(world: World) -> None:
    """A row alone is no report."""
    world.blobs.kept.clear()
    _renumbered(world)
    assert (_poll(world).recognised, len(set(_fetched(world)))) == (0, 2)


def test_gmail_knows_its_messages_by_number(world: World) -> None:
    """No header is asked for; a message with another number is another one, whatever it looks like."""
    _settled(
        world,
        Letter(uid="1", raw=_raw(1), origin="17"),
        Letter(uid="2", raw=_raw(2, message_id=""), origin="18"),
    )
    world.mailbox.folders["Spam"] = [
        Letter(uid="1", raw=_raw(1), origin="19"),
        Letter(uid="2", raw=_raw(2, message_id=""), origin="18"),
    ]
    assert (_poll(world).recognised, _fetched(world)) == (1, ["1"])
    assert not [step for step in world.steps.taken if step.startswith("mailbox.headers")]


def test_gmail_recognises_what_comes_back_to_its_folder(world: World) -> None:
    """Moved out and in again: under a new uid of the same folder."""
    _settled(world, Letter(uid="1", raw=_raw(1), origin="17"))
    world.mailbox.folders["INBOX"] = [Letter(uid="5", raw=_raw(1), origin="17")]
    assert (_poll(world).recognised, _fetched(world)) == (1, [])


def test_a_row_of_before_gmails_numbers_is_recognised_by_its_headers(world: World) -> None:
    """What an older program listed has no number."""
    _settled(world, Letter(uid="1", raw=_raw(1)))
    world.mailbox.folders["Spam"] = [Letter(uid="1", raw=_raw(1), origin="17")]
    assert (_poll(world).recognised, _fetched(world)) == (1, [])


@pytest.mark.parametrize("last", range(1, 9))
def test_a_poll_may_die_anywhere_in_it(last: int, world: World) -> None:
    """The next one ends the same, without a body."""
    _renumbered(world)
    world.steps.die_next(last)
    with pytest.raises(Killed):
        _poll(world)
    world.steps.recover()
    _poll(world)
    assert _fetched(world) == []
    assert Counter(row["disposition"] for row in _rows(world)) == {"report": 2, "duplicate": 2}


def test_a_report_and_its_copy_at_the_same_second_keep_their_order(world: World) -> None:
    """A decision on the first row still applies: it is never the copy that counts."""
    raw = mail("VPTU")
    for number in range(8):
        world.mailbox.folders["Spam"] = [Letter(uid=str(900 + number), raw=raw)]
        world.mailbox.validity = f"9{number}"
        _poll(world)
    counting = [row for row in _rows(world) if row["unit"] == "VPTU" and row["disposition"] == "report"]
    assert [(row["folder"], row["uid"]) for row in counting] == [("INBOX", "1")]
