"""Offices whose mailbox is on a real server behind a line that may break; readings are shared, patience is small."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.app.office import Office
from pipeline.app.wire import Place, open_office
from pipeline.mailbox import Persistence, ServerAddress, parse_url
from pipeline.mailbox.imap import Access, Patience
from pipeline.mailbox.server import ImapMailbox, Limits
from pipeline.store.memo import DiskMemo
from tests.build.desk import CAMPAIGN
from tests.fakes import FakeClock
from tests.real.dovecot import Dovecot
from tests.real.proxy import Line

_PATIENCE = Patience(
    connect=2.0, read=0.6, command=3.0
)  # seconds; a busy machine costs a try, never a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """A campaign at a server's user through a line; each `office` has outputs of its own, the memo is one for all."""

    server: Dovecot
    line: Line
    rules: Path
    folder: Path
    folders: tuple[str, ...] = ("INBOX",)
    clock: FakeClock = field(default_factory=FakeClock)
    waits: list[float] = field(default_factory=list)

    @contextmanager
    def office(self, name: str) -> Iterator[Office]:
        """The office with these outputs, which may be there already."""
        place = Place(campaign=CAMPAIGN, rules=self.rules, outputs=self.folder / name)
        opened = open_office(place, environment={})
        memo = DiskMemo(self.folder / "memo")
        with closing(opened.ledger):
            yield replace(
                opened, folders=self.folders, memo=memo, clock=self.clock, open_mailbox=self._mailbox
            )

    def outputs(self, name: str) -> dict[str, bytes]:
        """The bytes of every output of an office."""
        root = self.folder / name / CAMPAIGN
        files = [path for path in root.rglob("*") if path.is_file() and "store" not in path.parts]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}

    def _mailbox(self) -> ImapMailbox:
        address = parse_url(f"imap://{self.server.user}@127.0.0.1:{self.line.port}/")
        assert isinstance(address, ServerAddress)
        limits = Limits(patience=_PATIENCE, persistence=Persistence(sleep=self.waits.append))
        return ImapMailbox(address, Access(password=self.server.password), clock=self.clock, limits=limits)
