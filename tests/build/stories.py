"""Commands that die halfway and are run again: what they start from, on which ledger, and what is there afterwards."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import itertools
import shutil
import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from pipeline.model.campaign import Campaign
from pipeline.model.section import State
from pipeline.settings import CA_FILE, LEDGER, PASSWORD
from tests.build import desk, reports
from tests.build.desk import CAMPAIGN, Desk
from tests.build.mail import Options
from tests.real.dovecot import Dovecot
from tests.real.postgres import Postgres

_ZIP = "application/zip"
_LEFT_BEHIND = (
    ".part",
    "-wal",
    "-shm",
    "health.json",
)  # temp files wait for the sweep; SQLite's helpers; of each poll
_LEDGER = Path("store", "ledger.sqlite")
_READINGS = Path("store", "derived")
MOVED_TO = "Xong"
_VALIDITY = 4_242  # of a mailbox that is filled again and again
COLD = ("memo.", "folder.")  # points that are not passed where everything has been read before
BY = ("--by", "Lê Thị Bích", "--note", "đơn vị gửi qua Zalo")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One command. `after` is the story that came to its end before.

    Of the points that it passes it dies at those which begin with one of `points`; at `each` every time. The mailbox
    is one to which another mail came after `grows`, or else one that stays as it is. With a `mark` it is one of its own, as
    it was at first whenever the story begins: then only one of its runs at a time.
    """

    name: str
    command: tuple[str, ...]
    after: str = ""
    box: str = "still"
    mark: str = ""
    grows: bool = False
    points: tuple[str, ...] = ("",)
    each: tuple[str, ...] = ()


class LedgerKind(Protocol):
    """Where the ledgers of a story's runs are."""

    def environment(self, after: Desk | None) -> Mapping[str, str]:
        """What leads to a new ledger, a copy of another one's."""
        ...

    def rows(self, place: Desk) -> Mapping[str, list[Any]]:
        """Every row, by table; of one that was written again, the same, something shows."""
        ...

    def forget(self, place: Desk) -> None:
        """The ledger is not needed any longer."""
        ...


class InFile:
    """Ledgers in files below the outputs, which are copied with these."""

    def environment(self, after: Desk | None) -> Mapping[str, str]:
        """As the protocol says: no need of any."""
        del after
        return {}

    def rows(self, place: Desk) -> Mapping[str, list[Any]]:
        """As the protocol says; what was written again shows in the file's time."""
        with closing(sqlite3.connect(f"file:{place.folder / _LEDGER}?mode=ro", uri=True)) as raw:
            names = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            return {name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608 -- our own tables

    def forget(self, place: Desk) -> None:
        """As the protocol says: it goes with the outputs."""


class OnServer:
    """Ledgers in databases of a real server."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self._of: dict[Path, str] = {}

    def environment(self, after: Desk | None) -> Mapping[str, str]:
        """As the protocol says."""
        return self._server.environment(self._server.fresh_database(self._name(after) if after else ""))

    def rows(self, place: Desk) -> Mapping[str, list[Any]]:
        """As the protocol says."""
        return {name: [row for row, _ in rows] for name, rows in self._server.dump(self._name(place)).items()}

    def stamps(self, place: Desk) -> Mapping[str, list[Any]]:
        """The rows with the transactions that wrote them."""
        return self._server.dump(self._name(place))

    def forget(self, place: Desk) -> None:
        """As the protocol says."""
        self._server.run(f"DROP DATABASE {self._name(place)} WITH (FORCE)")

    @staticmethod
    def _name(place: Desk) -> str:
        return place.environment[LEDGER].rpartition("/")[2]


class World:
    """Mailboxes, rules and the ends that stories came to; gives each run of a story a place of its own."""

    def __init__(self, folder: Path, kind: LedgerKind, server: Dovecot) -> None:
        self._folder, self.kind, self._server = folder, kind, server
        self._rules = desk.write_rules(folder / "rules", units=3)
        *self._mails, self._late = _mails(desk.campaign(self._rules))
        self._users: dict[str, str] = {}
        for box in ("still", "growing"):
            server.fresh_user()
            self._users[box] = server.user
            for raw, when in self._mails:
                server.append(raw, when)
        self._numbers = itertools.count()
        self.ends: dict[str, Desk] = {}
        self.file = folder / "bổ sung.docx"
        self.file.write_bytes(reports.report_file(desk.campaign(self._rules), "BTCTU"))

    def place(self, story: Story, point: str = "memo.") -> Desk:
        """Where the story begins: what came before it is done, and papers are read unless the point is about that."""
        folder = self._folder / f"{story.name}-{next(self._numbers)}"
        before = self.ends[story.after] if story.after else None
        if before is None:
            (folder / "outputs").mkdir(parents=True)
        else:
            shutil.copytree(before.outputs, folder / "outputs")
        shutil.copytree(self._rules, folder / "rules")
        if story.mark:
            self._refill(story.box)
            desk.opt_in(folder / "rules", story.mark)
        signed_in = {PASSWORD: self._server.password, CA_FILE: str(self._server.cafile)}
        made = Desk(
            rules=folder / "rules", outputs=folder / "outputs", mailbox=self._url(story.box),
            environment={**signed_in, **self.kind.environment(before)},
        )  # fmt: skip
        if not point.startswith(COLD):
            known = self.ends[story.name].folder / _READINGS
            shutil.copytree(known, made.folder / _READINGS, dirs_exist_ok=True)
        return made

    def state(self, place: Desk) -> dict[str, Any]:
        """All that is there: files by name, rows of the ledger by table, the decisions."""
        files = {
            path.relative_to(place.outputs).as_posix(): path.read_bytes()
            for path in place.outputs.rglob("*")
            if path.is_file() and not path.name.endswith(_LEFT_BEHIND) and path.suffix != _LEDGER.suffix
        }
        ruled = (place.rules / CAMPAIGN / "decisions.csv").read_bytes()
        return {**files, **self.kind.rows(place), "decisions": ruled}

    def stamps(self, place: Desk) -> dict[str, Any]:
        """What shows each write: the file behind each name, and when it was last changed. The lock's is no news."""
        found = {
            str(path): (path.stat().st_ino, path.stat().st_mtime_ns, path.stat().st_size)
            for root in (place.outputs, place.rules)
            for path in root.rglob("*")
            if path.is_file() and not path.name.endswith((*_LEFT_BEHIND[1:], "lock"))
        }
        rows = self.kind.stamps(place) if isinstance(self.kind, OnServer) else self.kind.rows(place)
        return {**found, **rows}

    def forget(self, place: Desk) -> None:
        """The place is not needed any longer."""
        self.kind.forget(place)
        shutil.rmtree(place.outputs.parent)

    def server_state(self, story: Story) -> dict[str, dict[int, set[str]]]:
        """What a mailbox that is marked holds: by folder and uid the flags."""
        self._url(story.box)
        return {folder: self._server.holds(folder) for folder in ("INBOX", MOVED_TO)} if story.mark else {}

    def _refill(self, box: str) -> None:
        """The mailbox with its first mails, uids and UIDVALIDITY, and an empty folder to move them to."""
        if box not in self._users:
            self._server.fresh_user()
            self._users[box] = self._server.user
        self._url(box)
        self._server.wipe()
        for raw, when in self._mails:
            self._server.append(raw, when)
        self._server.change_validity(_VALIDITY)
        self._server.make_folder(MOVED_TO)

    def grow(self) -> None:
        """One more mail comes to the mailbox that grows."""
        self._url("growing")
        self._server.append(*self._late)

    def _url(self, box: str) -> str:
        self._server.user = self._users[box]
        return self._server.url


def _mails(campaign: Campaign) -> tuple[tuple[bytes, dt.datetime], ...]:
    """A report with a gap, one in an archive, a mail without any, a corrected report; last, one more correction."""
    early, later, last = (reports.EARLY + dt.timedelta(days=days) for days in (0, 2, 3))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo(reports.NAME), reports.report_file(campaign, "BTCTU"))
    zipped = ("bao cao.zip", packed.getvalue(), Options(media_type=_ZIP))
    return (
        (reports.report_mail(campaign, "VPTU", {"1.1": State.MISSING}), early),
        (reports.unit_mail(campaign, "BTCTU", zipped), early),
        (reports.unit_mail(campaign, "BTGTU"), early),
        (reports.report_mail(campaign, "VPTU", at=later), later),
        (reports.report_mail(campaign, "VPTU", {"1.2": State.MISSING}, at=last), last),
    )
