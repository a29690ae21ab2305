"""How many bytes may still be fetched from an account today. Kept in the ledger, so that it holds across runs.

A day is one of UTC. A run that is killed forgets the bytes of the one message that it was fetching, never more.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.app.office import Office


class Allowance:
    """The campaign's `mailbox.daily_bytes` for one account; without one, all there is, and nothing is written."""

    def __init__(self, office: Office, account: str) -> None:
        self._office = office
        self._limit = office.campaign.mailbox.daily_bytes
        self._name = f"fetched/{account}"
        self._kept = office.ledger.fact(self._name) if self._limit else ""
        self._day, _, used = self._kept.partition(" ")
        self._used = int(used or 0)

    def refuses(self, size: int) -> str:
        """Why a message of this size must wait, empty when it need not. The first of a day may have any size."""
        self._begin_day()
        if not self._limit or not self._used or self._used + max(size, 1) <= self._limit:
            return ""
        return (
            f"Today {self._used} bytes of {self._limit} (mailbox.daily_bytes) were fetched from the mailbox: "
            "what waits is fetched by a run after midnight UTC."
        )

    def counted(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The pieces as they are, counted as they come; kept at their end, also when that is an error."""
        try:
            for piece in pieces:
                self._used += len(piece)
                yield piece
        finally:
            self._keep()

    def _begin_day(self) -> None:
        today = self._office.clock().date().isoformat()
        if self._day != today:
            self._day, self._used = today, 0

    def _keep(self) -> None:
        told = f"{self._day} {self._used}"
        if self._limit and told != self._kept:
            self._office.ledger.remember(self._name, told)
            self._kept = told
