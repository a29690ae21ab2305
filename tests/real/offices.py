"""Offices whose mailbox is on a real server behind a line that may break; readings are shared, patience is small."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.app import health
from pipeline.app.office import Office
from pipeline.app.wire import Place, open_office
from pipeline.mailbox import Persistence, ServerAddress, parse_url
from pipeline.mailbox.imap import Access, Patience
from pipeline.mailbox.server import ImapMailbox, Limits
from pipeline.model.mark import Mark
from pipeline.store.blobs import DiskBlobs
from pipeline.store.ledger import SqlLedger
from pipeline.store.lock import FileLock
from tests.build.desk import CAMPAIGN
from tests.fakes import FakeClock
from tests.real.dovecot import Dovecot
from tests.real.proxy import Line

_PATIENCE = Patience(
    connect=2.0, read=0.6, command=3.0
)  # seconds; a busy machine costs a try, never a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """A campaign at a server's user through a line; each `office` has outputs of its own; rules and readings are one for all."""

    server: Dovecot
    line: Line
    rules: Path
    folder: Path
    folders: tuple[str, ...] = ("INBOX",)
    mark: Mark | None = None
    clock: FakeClock = field(default_factory=FakeClock)
    waits: list[float] = field(default_factory=list)
    opened: list[Office] = field(default_factory=list)

    @contextmanager
    def office(self, name: str) -> Iterator[Office]:
        """The office with these outputs, which may be there already."""
        if not self.opened:
            place = Place(campaign=CAMPAIGN, rules=self.rules, outputs=self.folder / "first")
            self.opened.append(open_office(place, environment={}))
            self.opened[0].ledger.close()
        folder = self.folder / name / CAMPAIGN
        with closing(SqlLedger(folder / "store" / "ledger.sqlite")) as ledger:
            yield replace(
                self.opened[0], folders=self.folders, folder=folder, ledger=ledger, clock=self.clock,
                blobs=DiskBlobs(folder / "store" / "raw"), lock=FileLock(folder / "store" / "lock"),
                open_mailbox=self._mailbox, mark=self.mark,
            )  # fmt: skip

    def outputs(self, name: str) -> dict[str, bytes]:
        """The bytes of every output of an office that is a function of its mail."""
        root = self.folder / name / CAMPAIGN
        files = [
            path for path in root.rglob("*")
            if path.is_file() and "store" not in path.parts and path.name != health.FILE
        ]  # fmt: skip
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}

    def _mailbox(self) -> ImapMailbox:
        address = parse_url(f"imap://{self.server.user}@127.0.0.1:{self.line.port}/")
        assert isinstance(address, ServerAddress)
        limits = Limits(patience=_PATIENCE, persistence=Persistence(sleep=self.waits.append))
        return ImapMailbox(address, Access(password=self.server.password), clock=self.clock, limits=limits)
