"""`watch`: polls, stays connected, and polls again when the server announces mail or when it is time.

Rules, decisions and settings are read afresh for each round. The outputs are locked, and the ledger is open, only while
a round polls. Trouble of one round is told once and followed by waits that grow; it ends nothing, except that mistakes in
rules, settings or store end a watch whose first round they spoil. Never waits with anything half done: how it ends at a
signal is in `stop.py`.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.app.office import Office
from pipeline.app.poll import LISTED, poll_in
from pipeline.app.results import FolderCount, PollResult
from pipeline.app.stop import Stop, StoppedError
from pipeline.errors import BusyError, MailboxError, TonghopError
from pipeline.model.campaign import MailboxRules
from pipeline.ports import Mailbox, Progress

FIRST_WAIT = 2.0  # seconds after trouble; doubled each time, up to the time between two polls
SETTLE = 1.0  # seconds after news: mails come in bunches
_BEAT = 30.0  # seconds between two signs of life


class Service(Protocol):
    """Who is told how we are, such as systemd."""

    def ready(self) -> None:
        """The mailbox was opened for the first time."""
        ...

    def alive(self) -> None:
        """We do not hang."""
        ...

    def status(self, sentence: str) -> None:
        """What we do."""
        ...

    def stopping(self) -> None:
        """We are about to end."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What came of one round: a poll, or the trouble that spoilt it; whether the round before had the same trouble.

    `at` is when it ended, aware.
    """

    at: dt.datetime
    polled: PollResult | None = None
    trouble: str = ""
    repeated: bool = False


@dataclass(slots=True, kw_only=True)
class Watch:
    """A watch that `run` starts; `every` is the longest time between two polls, in seconds.

    `open_office` opens the campaign as it is now, and closes it behind the block.
    """

    open_office: Callable[[Progress], AbstractContextManager[Office]]
    every: float
    tell: Callable[[Round], object]
    stop: Stop
    service: Service
    clock: Callable[[], dt.datetime]
    sleep: Callable[[float], object] = time.sleep
    _mailbox: tuple[MailboxRules, Mailbox] | None = field(default=None, init=False)
    _opened: bool = field(default=False, init=False)
    _polled: bool = field(default=False, init=False)
    _troubles: int = field(default=0, init=False)
    _told: str = field(default="", init=False)

    def run(self) -> int:
        """Watch until a signal comes; returns its number."""
        try:
            with self.stop:
                try:
                    while True:
                        self._wait(self._round())
                finally:
                    self.service.stopping()
                    self._hang_up()
        except StoppedError as stopped:
            return stopped.number

    def step(self, what: str, done: int, total: int) -> None:
        """Progress of a poll, as the port says: a sign of life, and a place to stop."""
        del done, total
        if what == LISTED and not self._opened:
            self._opened = True
            self.service.ready()
        self.service.alive()
        self.stop.look()

    def _round(self) -> PollResult | None:
        try:
            with self.open_office(self) as office:
                result = poll_in(office, self._mailbox_of(office))
        except TonghopError as error:
            if not self._polled and not isinstance(error, (BusyError, MailboxError)):
                raise
            self._hang_up()
            self._say(None, "\n".join((str(error), *getattr(error, "__notes__", ()))))
            return None
        self._polled = True
        self._say(result)
        return result

    def _say(self, polled: PollResult | None, trouble: str = "") -> None:
        now = self.clock()
        self.tell(
            Round(at=now, polled=polled, trouble=trouble, repeated=bool(trouble) and trouble == self._told)
        )
        self._told = trouble
        known = f"{polled.rows} messages known." if polled else trouble
        self.service.status(f"Last poll {now:%Y-%m-%d %H:%M:%S} UTC: {known}")

    def _mailbox_of(self, office: Office) -> Mailbox:
        """The mailbox that is open, unless the rules name another now."""
        rules = office.campaign.mailbox
        if self._mailbox is None or self._mailbox[0] != rules:
            self._hang_up()
            self._mailbox = (rules, office.open_mailbox())
        mailbox = self._mailbox[1]
        mailbox.alerts.clear()
        return mailbox

    def _wait(self, polled: PollResult | None) -> None:
        with self.stop.waiting():
            try:
                news = self._news(polled) if polled else None
            except MailboxError:  # links break; whether the server is in trouble is for the next poll to say
                self._hang_up()
                polled = None
            if polled is None:
                self._troubles += 1
                self._rest(min(self.every, FIRST_WAIT * 2.0 ** min(self._troubles - 1, 20)))
                return
            self._troubles = 0
            if news is None:
                self._rest(self.every)
            elif news:
                self.sleep(SETTLE)

    def _news(self, polled: PollResult) -> bool | None:
        """Whether the server announced mail in time; None when it cannot, and nobody waited."""
        watched = _watched(polled)
        if self._mailbox is None or watched is None:
            return None
        return self._mailbox[1].wait(
            watched.folder, exists=watched.on_server, seconds=self.every, beat=self.service.alive
        )

    def _rest(self, seconds: float) -> None:
        while seconds > 0:
            self.service.alive()
            self.sleep(min(seconds, _BEAT))
            seconds -= _BEAT

    def _hang_up(self) -> None:
        opened, self._mailbox = self._mailbox, None
        if opened is not None:
            opened[1].close()


def _watched(polled: PollResult) -> FolderCount | None:
    """The one folder that a connection can wait in: INBOX, else the first."""
    inbox = (one for one in polled.folders if one.folder.upper() == "INBOX")
    return next(inbox, next(iter(polled.folders), None))
