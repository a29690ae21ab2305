"""The ledger in memory. A property test holds it to what the real one does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.errors import StoreError
from pipeline.model.mail import Arrival
from pipeline.model.submission import ByHand
from pipeline.ports import Entry
from pipeline.store import rows
from tests.steps import Steps


@dataclass(slots=True, kw_only=True)
class FakeLedger:
    """`ports.Ledger` in memory."""

    steps: Steps = field(default_factory=Steps)
    kept: dict[str, Entry] = field(default_factory=dict)
    watermarks: dict[rows.Place, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)

    def watermark(self, account: str, folder: str, validity: str) -> str:
        """As the port says."""
        return self.watermarks.get((account, folder, validity), "")

    def listed(self, arrivals: Sequence[Arrival]) -> int:
        """As the port says."""
        with self.steps.step("ledger.listed"):
            new = self._missing(arrivals)
            self.kept |= {entry.id: entry for entry in new}
            for arrival in arrivals:
                place = rows.place(arrival)
                digits = arrival.uid.isascii() and arrival.uid.isdigit()
                if digits and place[2] and int(arrival.uid) > int(self.watermark(*place) or -1):
                    self.watermarks[place] = str(int(arrival.uid))
            return len(new)

    def unseen(self, arrivals: Sequence[Arrival]) -> int:
        """As the port says."""
        return len(self._missing(arrivals))

    def stored(self, entry: Entry, sha256: str) -> None:
        """As the port says."""
        place = rows.place(entry.arrival)
        same = (one for one in self.entries() if one.sha256 == sha256 and not one.same_as)
        first = next(
            (e.id for e in same if e.arrival.account == place[0] and rows.place(e.arrival) != place), ""
        )
        self._change(entry, sha256=sha256, same_as=first, error="", next_try_at=None, quarantined=False)

    def recognised(self, pairs: Sequence[tuple[Entry, Entry]]) -> None:
        """As the port says."""
        with self.steps.step("ledger.recognised"):
            for entry, same in pairs:
                self.kept[entry.id] = replace(
                    self._known(entry), sha256=same.sha256, same_as=same.same_as or same.id, error="",
                    next_try_at=None, quarantined=False,
                )  # fmt: skip

    def marked(self, entries: Sequence[Entry], mark: str) -> None:
        """As the port says."""
        with self.steps.step("ledger.marked"):
            self.kept |= {entry.id: replace(self._known(entry), mark=mark) for entry in entries}

    def failed(self, entry: Entry, error: str, *, next_try_at: dt.datetime | None) -> None:
        """As the port says."""
        attempts = self._known(entry).attempts + 1
        quarantined = next_try_at is None
        self._change(entry, attempts=attempts, error=error, next_try_at=next_try_at, quarantined=quarantined)

    def taken_in(self, arrival: Arrival, sha256: str, by_hand: ByHand) -> Entry:
        """As the port says."""
        with self.steps.step("ledger.taken_in"):
            entry = Entry(id=rows.entry_id(arrival), arrival=arrival, sha256=sha256, by_hand=by_hand)
            known = self.kept.setdefault(entry.id, entry)
            if known.by_hand is None or (known.sha256, known.by_hand.unit) != (sha256, by_hand.unit):
                raise StoreError(f"{arrival.uid} is already in the ledger as {known.id}.")
            return known

    def requeue(self, ids: Sequence[str]) -> int:
        """As the port says."""
        with self.steps.step("ledger.requeue"):
            asked = [self.kept[id_] for id_ in set(ids) if id_ in self.kept]
            held = [entry for entry in asked if entry.quarantined or entry.next_try_at is not None]
            for entry in held:
                self.kept[entry.id] = replace(entry, quarantined=False, attempts=0, next_try_at=None)
            return len(held)

    def pending(self, account: str, now: dt.datetime) -> Sequence[Entry]:
        """As the port says."""
        waiting = (entry for entry in self.kept.values() if not entry.sha256 and not entry.quarantined)
        due = (entry for entry in waiting if entry.next_try_at is None or entry.next_try_at <= now)
        return sorted((entry for entry in due if entry.arrival.account == account), key=rows.waiting_order)

    def entries(self) -> Sequence[Entry]:
        """As the port says."""
        return sorted(self.kept.values(), key=lambda e: (e.arrival.received_at, bool(e.same_as), e.id))

    def fact(self, name: str) -> str:
        """As the port says."""
        return self.facts.get(name, "")

    def remember(self, name: str, value: str) -> None:
        """As the port says."""
        with self.steps.step(f"ledger.remember {name}"):
            self.facts[name] = value

    def close(self) -> None:
        """Nothing to let go of."""

    def _missing(self, arrivals: Sequence[Arrival]) -> list[Entry]:
        first = {rows.entry_id(arrival): arrival for arrival in reversed(arrivals)}
        return [Entry(id=id_, arrival=arrival) for id_, arrival in first.items() if id_ not in self.kept]

    def _known(self, entry: Entry) -> Entry:
        if entry.id not in self.kept:
            raise StoreError(f"The ledger has no message {entry.id}.")
        return self.kept[entry.id]

    def _change(self, entry: Entry, **values: object) -> None:
        with self.steps.step("ledger.change"):
            self.kept[entry.id] = replace(self._known(entry), **values)  # type: ignore[arg-type]  # mypy cannot see which
