"""The ledger: every message has a row, each step is one transaction, and the same step twice changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.model.mail import Arrival
from pipeline.model.submission import ByHand
from pipeline.ports import Entry
from pipeline.store import rows
from pipeline.store.ledger import SqlLedger
from pipeline.store.postgresql import Server

NOON = dt.datetime(2023, 6, 14, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
MINUTE = dt.timedelta(minutes=1)
SHA = "ab" * 32
HAND = ByHand(unit="STC", by="Lan", note="gửi lại bản đúng")


def arrival(uid: str = "1", *, folder: str = "INBOX", validity: str = "9", minutes: int = 0) -> Arrival:
    """A message as listed, so many minutes after noon."""
    return Arrival(
        account="a@example.vn",
        folder=folder,
        validity=validity,
        uid=uid,
        received_at=NOON + minutes * MINUTE,
        size=100,
    )


@pytest.fixture
def ledger(where: Path | Server) -> Iterator[SqlLedger]:
    """An empty ledger, in a file and on a server."""
    made = SqlLedger(where)
    yield made
    made.close()


def only(ledger: SqlLedger) -> Entry:
    """The one entry there is."""
    [entry] = ledger.entries()
    return entry


def due(ledger: SqlLedger, *, minutes: int = 0) -> list[str]:
    """The uids that are pending so many minutes after noon."""
    return [found.arrival.uid for found in ledger.pending("a@example.vn", NOON + minutes * MINUTE)]


def test_an_empty_ledger_knows_nothing(ledger: SqlLedger) -> None:
    """No watermark, no entries, no facts, and asking changes nothing."""
    assert ledger.watermark("a@example.vn", "INBOX", "9") == ""
    assert (list(ledger.entries()), due(ledger), ledger.fact("x")) == ([], [], "")
    assert ledger.listed([]) == 0


def test_listing_gives_each_message_a_row_and_raises_the_watermark(ledger: SqlLedger) -> None:
    """Numbers are compared as numbers, 10 is above 9; and a late low one does not lower it."""
    assert ledger.unseen([arrival("9"), arrival("10")]) == 2
    assert ledger.listed([arrival("9"), arrival("10")]) == 2
    assert ledger.watermark("a@example.vn", "INBOX", "9") == "10"
    assert ledger.unseen([arrival("9"), arrival("11")]) == 1
    assert ledger.listed([arrival("10"), arrival("9")]) == 0
    assert ledger.listed([arrival("3")]) == 1
    assert ledger.watermark("a@example.vn", "INBOX", "9") == "10"


def test_an_entry_comes_back_as_it_was_listed(ledger: SqlLedger) -> None:
    """The arrival is the same value; its time is aware."""
    ledger.listed([arrival()])
    entry = only(ledger)
    assert entry == Entry(id=rows.entry_id(arrival()), arrival=arrival())
    assert entry.arrival.received_at.utcoffset() == dt.timedelta(0)


def test_a_listing_that_fails_leaves_neither_row_nor_watermark(
    ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows and watermark are one transaction: a clash of ids at the last message undoes the first, too."""
    real = rows.entry_id
    monkeypatch.setattr(rows, "entry_id", lambda found: "0" * 12 if found.uid in {"3", "4"} else real(found))
    with pytest.raises(StoreError, match="same id"):
        ledger.listed([arrival("2"), arrival("3"), arrival("4")])
    assert list(ledger.entries()) == []
    assert ledger.watermark("a@example.vn", "INBOX", "9") == ""
    ledger.listed([arrival("3")])
    with pytest.raises(StoreError, match="same id 000000000000"):
        ledger.listed([arrival("4")])
    assert ledger.watermark("a@example.vn", "INBOX", "9") == "3"


@pytest.mark.parametrize("uid", ["x", "1687.M1.host:2,S", "²", "٣", "", "9" * 30, "-1", "1.0"])
def test_a_uid_that_is_no_number_raises_no_watermark(ledger: SqlLedger, uid: str) -> None:
    """File names and oddities get rows; the watermark goes by numbers alone."""
    ledger.listed([arrival("5"), arrival(uid)])
    assert ledger.watermark("a@example.vn", "INBOX", "9") == "5"
    assert len(ledger.entries()) == 2


def test_without_a_validity_there_is_no_watermark(ledger: SqlLedger) -> None:
    """In a folder source a file `15` may come after a file `20230615`: each listing looks at all of them."""
    ledger.listed([arrival("20230615", validity="")])
    assert ledger.watermark("a@example.vn", "INBOX", "") == ""
    assert ledger.listed([arrival("15", validity=""), arrival("20230615", validity="")]) == 1


def test_a_new_validity_is_a_new_listing(ledger: SqlLedger) -> None:
    """The same uid under another UIDVALIDITY is another message; nothing of the old one is lost."""
    ledger.listed([arrival("7")])
    assert ledger.watermark("a@example.vn", "INBOX", "10") == ""
    assert ledger.listed([arrival("7", validity="10"), arrival("7", folder="Spam")]) == 2
    assert len({entry.id for entry in ledger.entries()}) == 3


def test_a_message_listed_twice_at_once_is_one_row(ledger: SqlLedger) -> None:
    """A server that says a uid twice does not stop the poll; the first word counts."""
    assert ledger.listed([arrival("7"), arrival("7", minutes=5)]) == 1
    assert only(ledger).arrival == arrival("7")


def test_more_messages_than_one_statement_takes(ledger: SqlLedger) -> None:
    """A mailbox may list any number at once."""
    many = [arrival(str(number)) for number in range(1, 1301)]
    assert ledger.listed(many) == 1300
    assert ledger.listed(many) == 0
    assert ledger.watermark("a@example.vn", "INBOX", "9") == "1300"


def test_ids_keep_the_parts_apart() -> None:
    """No two places run into the same id by sharing letters across a border."""
    places = [("a", "b", "c", "d"), ("ab", "", "c", "d"), ("a", "bc", "", "d"), ("a", "b", "", "cd")]
    made = {
        rows.entry_id(replace(arrival(), account=account, folder=folder, validity=validity, uid=uid))
        for account, folder, validity, uid in places
    }
    assert len(made) == 4
    assert all(len(found) == 12 and int(found, 16) >= 0 for found in made)
    assert rows.entry_id(arrival()) == "e312ff02e69a"  # the same on every run, and in every version


def test_pending_is_oldest_first_then_by_uid(ledger: SqlLedger) -> None:
    """Numbers by value within the same minute; other accounts and stored messages are left out."""
    ledger.listed([arrival("10"), arrival("9"), arrival("2", minutes=-3), arrival("11", minutes=3)])
    ledger.listed([replace(arrival("1"), account="b@example.vn")])
    assert due(ledger) == ["2", "9", "10", "11"]
    ledger.stored(ledger.pending("a@example.vn", NOON)[0], SHA)
    assert due(ledger) == ["9", "10", "11"]


def test_entries_are_by_arrival_then_id(ledger: SqlLedger) -> None:
    """The order of all tables: by the moment, whatever zone it was told in."""
    early = replace(arrival("1"), received_at=(NOON - MINUTE).astimezone(dt.UTC))
    ledger.listed([arrival("3"), arrival("2"), early])
    found = ledger.entries()
    assert found[0].arrival.uid == "1"
    assert found[1].id < found[2].id


def test_storing_clears_the_trouble(ledger: SqlLedger) -> None:
    """Once the bytes are there, a failed try before is only a count."""
    ledger.listed([arrival()])
    ledger.failed(only(ledger), "line went dead", next_try_at=NOON + 5 * MINUTE)
    ledger.stored(only(ledger), SHA)
    ledger.stored(only(ledger), SHA)
    assert only(ledger) == Entry(id=only(ledger).id, arrival=arrival(), sha256=SHA, attempts=1)


def test_a_failed_fetch_is_tried_again_when_due(ledger: SqlLedger) -> None:
    """Not before its time, and from that very moment on."""
    ledger.listed([arrival()])
    ledger.failed(only(ledger), "line went dead", next_try_at=NOON + 5 * MINUTE)
    assert (due(ledger, minutes=4), due(ledger, minutes=5)) == ([], ["1"])
    entry = only(ledger)
    assert (entry.attempts, entry.error, entry.quarantined) == (1, "line went dead", False)
    assert entry.next_try_at == NOON + 5 * MINUTE


def test_quarantine_holds_until_somebody_asks(ledger: SqlLedger) -> None:
    """No next try is quarantine; requeue gives all tries back to what waits, once."""
    ledger.listed([arrival("1"), arrival("2")])
    first, second = ledger.pending("a@example.vn", NOON)
    ledger.failed(first, "x" * 5000, next_try_at=None)
    assert due(ledger, minutes=10**6) == ["2"]
    held = next(entry for entry in ledger.entries() if entry.quarantined)
    assert (held.id, len(held.error)) == (first.id, 1000)
    assert ledger.requeue([first.id, first.id, second.id, "unknown"]) == 1
    assert ledger.requeue([first.id]) == 0
    assert due(ledger) == ["1", "2"]
    assert next(entry for entry in ledger.entries() if entry.id == first.id).attempts == 0


def test_marks_of_one_call_are_one_transaction(ledger: SqlLedger) -> None:
    """All or none; nothing else of a message changes, and the last mark counts."""
    ledger.listed([arrival("1"), arrival("2")])
    one, two = ledger.entries()
    with pytest.raises(StoreError, match="no message 000000000000"):
        ledger.marked([one, Entry(id="0" * 12, arrival=arrival("3"))], "keyword:x")
    assert list(ledger.entries()) == [one, two]
    for mark in ("keyword:x", "move:Đã xử lý"):
        ledger.marked([one, two], mark)
        assert list(ledger.entries()) == [replace(one, mark=mark), replace(two, mark=mark)]


def test_a_message_that_has_no_row_cannot_change(ledger: SqlLedger) -> None:
    """A step on an unknown entry is said, not swallowed."""
    stranger = Entry(id="0" * 12, arrival=arrival())
    with pytest.raises(StoreError, match="no message 000000000000"):
        ledger.stored(stranger, SHA)
    with pytest.raises(StoreError, match="no message 000000000000"):
        ledger.failed(stranger, "x", next_try_at=None)


def test_a_file_taken_in_by_hand_is_an_entry_at_once(ledger: SqlLedger) -> None:
    """It is stored, never pending, and says who took it in and why; doing it again is doing it once."""
    hand = replace(arrival("bao-cao.docx"), account="by-hand", validity="")
    entry = ledger.taken_in(hand, SHA, HAND)
    assert entry == only(ledger) == ledger.taken_in(hand, SHA, replace(HAND, by="Nam"))
    assert (entry.sha256, entry.by_hand) == (SHA, HAND)
    assert list(ledger.pending("by-hand", NOON + 10**6 * MINUTE)) == []


def test_a_file_taken_in_is_not_given_to_another_unit_in_silence(ledger: SqlLedger) -> None:
    """The same place with other bytes or another unit, or one that a mail has, is refused with what to do."""
    hand = replace(arrival("bao-cao.docx"), account="by-hand")
    ledger.taken_in(hand, SHA, HAND)
    ledger.listed([arrival()])
    for place, sha, by_hand in [
        (hand, "cd" * 32, HAND),
        (hand, SHA, replace(HAND, unit="SNV")),
        (arrival(), SHA, HAND),
    ]:
        with pytest.raises(StoreError, match="decide"):
            ledger.taken_in(place, sha, by_hand)
    assert len(ledger.entries()) == 2


def test_facts_are_kept(ledger: SqlLedger, where: Path | Server) -> None:
    """The last value counts, also for the next run."""
    ledger.remember("tables", "1")
    ledger.remember("tables", "2")
    ledger.remember("other", "")
    again = SqlLedger(where)
    assert (again.fact("tables"), again.fact("other")) == ("2", "")
    again.close()


@pytest.mark.parametrize(
    "name", ["thư mục", "a\\u0041b", "\\", "nul\x00", "half \udcff letter", "a'b\"; DROP"]
)
def test_any_name_comes_back_unchanged(ledger: SqlLedger, name: str) -> None:
    """Names that no database takes, as a broken file system gives them, still lead back to their message."""
    odd = Arrival(account=name, folder=name, validity=name, uid=name, received_at=NOON, size=1)
    assert (ledger.listed([odd]), ledger.listed([odd])) == (1, 0)
    [entry] = ledger.pending(name, NOON)
    ledger.failed(entry, name, next_try_at=None)
    assert (only(ledger).arrival, only(ledger).error) == (odd, name)


def test_times_and_sizes_at_the_end_of_the_scale(ledger: SqlLedger) -> None:
    """A forged date or size is kept as near as it goes, and stops nothing."""
    east, west = dt.timezone(dt.timedelta(hours=14)), dt.timezone(dt.timedelta(hours=-12))
    first = replace(arrival("1"), received_at=dt.datetime.min.replace(tzinfo=east), size=-5)
    last = replace(arrival("2"), received_at=dt.datetime.max.replace(tzinfo=west), size=10**30)
    ledger.listed([last, first])
    found = ledger.entries()
    assert [entry.arrival.received_at for entry in found] == [
        dt.datetime.min.replace(tzinfo=dt.UTC),
        dt.datetime.max.replace(tzinfo=dt.UTC),
    ]
    assert [entry.arrival.size for entry in found] == [0, 2**63 - 1]


def test_a_time_without_a_zone_is_our_mistake(ledger: SqlLedger) -> None:
    """It is refused, and leaves nothing half done."""
    with pytest.raises(ValueError, match="no time zone"):
        ledger.listed([arrival("1"), replace(arrival("2"), received_at=NOON.replace(tzinfo=None))])
    with pytest.raises(StoreError, match="no time zone"):
        ledger.pending("a@example.vn", NOON.replace(tzinfo=None))
    assert list(ledger.entries()) == []
