"""Laws of the ledger, over random histories: the real one and the fake of the tests do the same, step by step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pipeline.model.mail import Arrival
from pipeline.model.submission import ByHand
from pipeline.ports import Entry, Ledger
from pipeline.store.ledger import SqlLedger
from pipeline.store.postgresql import Server
from tests.fakes import NOON, FakeLedger
from tests.real.postgres import Postgres

VALIDITIES = ("", "1", "2")
ACCOUNT, FOLDER = "a@example.vn", "INBOX"
SHA = "ab" * 32


def arrival(uid: int, validity: str) -> Arrival:
    """A message of the one folder; its time is a plain function of its uid, with ties."""
    return Arrival(
        account=ACCOUNT,
        folder=FOLDER,
        validity=validity,
        uid=str(uid),
        received_at=NOON + dt.timedelta(minutes=uid // 3 * (-1) ** uid),
        size=uid,
    )


class History(RuleBasedStateMachine):
    """One folder that grows on a server and is listed, fetched and mended in any order, with kills in between."""

    def where(self) -> str | Server:
        """Where an empty ledger can be made."""
        return "sqlite://"

    @initialize()
    def start(self) -> None:
        """An empty ledger beside an empty fake."""
        self.real: SqlLedger = SqlLedger(self.where())
        self.fake = FakeLedger()
        self.both: tuple[Ledger, Ledger] = (self.real, self.fake)
        self.server: dict[str, int] = dict.fromkeys(VALIDITIES, 0)

    def teardown(self) -> None:
        """Let the database go."""
        if hasattr(self, "real"):
            self.real.close()

    @rule(validity=st.sampled_from(VALIDITIES), more=st.integers(1, 12))
    def mail_arrives(self, validity: str, more: int) -> None:
        """The server has more messages."""
        self.server[validity] += more

    @rule(validity=st.sampled_from(VALIDITIES), chunk=st.integers(1, 5), killed_after=st.integers(0, 4))
    def poll_lists(self, validity: str, chunk: int, killed_after: int) -> None:
        """What is above the watermark is listed in chunks in uid order, until the run is killed."""
        above = int(self.real.watermark(ACCOUNT, FOLDER, validity) or 0)
        uids = list(range(above + 1, self.server[validity] + 1))
        pieces = [uids[start : start + chunk] for start in range(0, len(uids), chunk)]
        for piece in pieces[:killed_after]:
            some = [arrival(uid, validity) for uid in piece]
            seen = [ledger.unseen(some) for ledger in self.both]
            new = [ledger.listed(some) for ledger in self.both]
            assert seen[0] == seen[1] == new[0] == new[1]
            assert [ledger.listed(some) for ledger in self.both] == [0, 0], "a second listing writes nothing"

    @rule(data=st.data(), error=st.sampled_from(["", "line went dead"]), wait=st.integers(0, 3))
    def poll_fetches(self, data: st.DataObject, error: str, wait: int) -> None:
        """A pending message is stored, or fails and waits, or (wait 0) is quarantined."""
        if entry := self._any(data, self.real.pending(ACCOUNT, NOON)):
            later = NOON + dt.timedelta(hours=wait - 2) if wait else None
            for ledger in self.both:
                if error:
                    ledger.failed(entry, error, next_try_at=later)
                else:
                    ledger.stored(entry, SHA)

    @rule(data=st.data())
    def poll_recognises(self, data: st.DataObject) -> None:
        """A pending message is one that is stored already."""
        entry = self._any(data, self.real.pending(ACCOUNT, NOON))
        same = self._any(data, [one for one in self.real.entries() if one.sha256])
        if entry and same:
            for ledger in self.both:
                ledger.recognised([(entry, same)])

    @rule(data=st.data(), mark=st.sampled_from(["keyword:x", "move:Đã xử lý"]))
    def poll_marks(self, data: st.DataObject, mark: str) -> None:
        """Some messages bear a mark on the server."""
        if entry := self._any(data, self.real.entries()):
            for ledger in self.both:
                ledger.marked([entry], mark)

    @rule(data=st.data())
    def somebody_retries(self, data: st.DataObject) -> None:
        """Any entry is asked to be tried again, quarantined or not."""
        if entry := self._any(data, self.real.entries()):
            again = [ledger.requeue([entry.id, "unknown"]) for ledger in self.both]
            held = entry.quarantined or entry.next_try_at is not None
            assert again == [int(held)] * 2

    @rule(number=st.integers(1, 3))
    def somebody_takes_in(self, number: int) -> None:
        """A file is dropped in by hand, perhaps again."""
        file, hand = arrival(number, "hand"), ByHand(unit="STC", by="Lan", note="")
        one, two = (ledger.taken_in(file, SHA, hand) for ledger in self.both)
        assert one == two

    @rule(name=st.sampled_from("xy"), value=st.text(max_size=3))
    def something_is_remembered(self, name: str, value: str) -> None:
        """A fact is kept."""
        for ledger in self.both:
            ledger.remember(name, value)

    @invariant()
    def no_uid_up_to_the_watermark_is_without_a_row(self) -> None:
        """What the next poll will not list has been listed."""
        rows = {(entry.arrival.validity, entry.arrival.uid) for entry in self.real.entries()}
        for validity in VALIDITIES:
            mark = int(self.real.watermark(ACCOUNT, FOLDER, validity) or 0)
            assert {(validity, str(uid)) for uid in range(1, mark + 1)} <= rows

    @invariant()
    def what_is_the_same_as_another_has_its_bytes(self) -> None:
        """And that other one is a first."""
        entries = {entry.id: entry for entry in self.real.entries()}
        for entry in entries.values():
            if entry.same_as:
                first = entries[entry.same_as]
                assert (first.sha256, first.same_as) == (entry.sha256, "")

    @invariant()
    def both_say_the_same(self) -> None:
        """Whatever is asked."""
        real, fake = self.both
        assert list(real.entries()) == list(fake.entries())
        assert list(real.pending(ACCOUNT, NOON)) == list(fake.pending(ACCOUNT, NOON))
        assert [real.fact(name) for name in "xyz"] == [fake.fact(name) for name in "xyz"]
        for validity in VALIDITIES:
            place = (ACCOUNT, FOLDER, validity)
            assert real.watermark(*place) == fake.watermark(*place)

    def _any(self, data: st.DataObject, entries: Sequence[Entry]) -> Entry | None:
        return data.draw(st.sampled_from(list(entries))) if entries else None


class HistoryOnAServer(History):
    """The same in PostgreSQL."""

    postgres: Postgres

    def where(self) -> str | Server:
        """A schema that nobody has used."""
        return self.postgres.ledger()


@pytest.fixture(autouse=True, scope="module")
def _server(postgres: Postgres) -> None:
    HistoryOnAServer.postgres = postgres


History.TestCase.settings = settings(max_examples=25, stateful_step_count=25)
HistoryOnAServer.TestCase.settings = settings(max_examples=8, stateful_step_count=15)
TestHistory = History.TestCase
TestHistoryOnAServer = HistoryOnAServer.TestCase
