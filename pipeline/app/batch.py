"""One batch of messages, from stored bytes to readings kept in the memo: unpack, convert, read, recognise, read again.

What is finished is kept at once, page by page for scans: a run that dies loses the tasks that were under way.
"""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import codec
from pipeline.app import keys, secrecy
from pipeline.app.office import Office
from pipeline.app.signatures import verify
from pipeline.app.trap import Trap
from pipeline.errors import StoreError
from pipeline.model.document import Attempt, Unread, Wanted
from pipeline.model.mail import File
from pipeline.model.secrecy import CONFIDENTIAL
from pipeline.ports import UNREAD, Compute, Entry, PageTask, ReadTask, Unpacked, UnpackTask
from pipeline.read.kinds import CONVERTED

_FULL = os.strerror(errno.ENOSPC)
_NO_SPOOL = "The folder for temporary files cannot be used ({why}): free some space there or set TMPDIR, then run again."
# Base64 shrinks when it is taken apart and a zipped report grows little; what needs more than this is a bomb, and a
# full disk is then its own doing.
_UNPACKED = 4
_LEAST_ROOM = 1 << 20  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What reading a batch needs: the office, its workers, and who is told of failures that are ours.

    `afresh` says that readings in the memo do not count; pages that were recognised always do.
    """

    office: Office
    compute: Compute
    trap: Trap
    afresh: bool = False


def read_batch(desk: Desk, entries: Sequence[Entry]) -> None:
    """Unpack these messages and read what has not been read; every message then has its result in the memo."""
    with _spool() as folder:
        opened = _unpack(desk, entries, folder)
        rulings = secrecy.rulings(desk.office.campaign)
        ruled = [(unpacked, rulings.get(entry.id, "")) for entry, unpacked in opened.items()]
        _Files(desk, folder).read(ruled)
        for unpacked, ruling in ruled:
            secrecy.close_copies(desk.office.memo, unpacked.message, ruling)
        verify(desk, ruled)
        for entry, unpacked in opened.items():
            desk.office.memo.put(keys.message(entry.sha256), codec.encode(unpacked.message))


def _unpack(desk: Desk, entries: Sequence[Entry], folder: Path) -> dict[Entry, Unpacked]:
    """The messages that could be taken apart."""
    blobs = desk.office.blobs
    tasks = {
        UnpackTask(raw=blobs.path(entry.sha256), spool=folder / str(place)): entry
        for place, entry in enumerate(entries)
    }
    opened: dict[Entry, Unpacked] = {}
    for task, unpacked in desk.compute.unpack(tuple(tasks)):
        entry = tasks[task]
        if isinstance(unpacked, str):
            _blame_the_disk(unpacked, task.raw)
            desk.trap.add(entry.id, unpacked)
            desk.office.memo.put(keys.message(entry.sha256), b"!" + unpacked.encode())
        else:
            opened[entry] = unpacked
    return opened


@contextmanager
def _spool() -> Iterator[Path]:
    """A folder for the files of one batch, gone afterwards. StoreError when the disk refuses."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="tonghop-")
    except OSError as error:
        raise StoreError(_NO_SPOOL.format(why=error.strerror or error)) from error
    with folder as name:
        try:
            yield Path(name)
        except OSError as error:
            raise StoreError(_NO_SPOOL.format(why=error.strerror or error)) from error


def _blame_the_disk(why: str, raw: Path) -> None:
    """StoreError when a message had no room to be taken apart in, although it is no bomb.

    Nothing is kept of such a try: the next run, with room, makes a new one.
    """
    if _FULL not in why:
        return
    needed = _UNPACKED * raw.stat().st_size + _LEAST_ROOM
    if shutil.disk_usage(tempfile.gettempdir()).free < needed:
        raise StoreError(_NO_SPOOL.format(why=_FULL))


class _Files:
    """The files of a batch that have to be read, each once, however many messages carry it."""

    def __init__(self, desk: Desk, root: Path) -> None:
        self._desk, self._root = desk, root
        self._files: dict[str, File] = {}  # by the key of their reading
        self._folders = itertools.count()
        self._done = 0

    def read(self, messages: Iterable[tuple[Unpacked, str]]) -> None:
        """Read them all, and those whose pages are wanted as pictures once more when these are recognised.

        With each message comes what was ruled of its secrecy.
        """
        tasks = [task for unpacked, ruling in messages for task in self._tasks(unpacked, ruling)]
        plain = [task for task in tasks if task.media_type not in CONVERTED]
        wanted: dict[ReadTask, Wanted] = {}
        for task, attempt in self._desk.compute.read([*plain, *self._converted(tasks)]):
            if isinstance(attempt, Wanted):
                wanted[replace(task, prepared=self._folder())] = attempt
            else:
                self._keep(task, attempt)
        self._recognise(wanted)
        for task, attempt in self._desk.compute.read(tuple(wanted)):
            self._keep(task, attempt)

    def _tasks(self, unpacked: Unpacked, ruling: str) -> Iterator[ReadTask]:
        paths, memo = dict(unpacked.spool), self._desk.office.memo
        for file, key in secrecy.to_read(unpacked.message, ruling).items():
            if key not in self._files and (self._desk.afresh or memo.get(key) is None):
                self._files[key] = file
                yield ReadTask(
                    path=paths[file.path], sha256=file.sha256, media_type=file.media_type, cleared=ruling == secrecy.NO
                )  # fmt: skip

    def _keep(self, task: ReadTask, attempt: Attempt) -> None:
        """Put a reading into the memo."""
        found, memo = attempt, self._desk.office.memo
        if isinstance(found, Wanted):  # it has been given all that there is
            found = Unread(code="crash", detail="the reader asks for the same pages again")
        if isinstance(found, Unread):
            self._tell(task, found)
        memo.put(_key(task), codec.encode_reading(found))
        if isinstance(found, Unread) and found.code == CONFIDENTIAL and task.prepared:
            for place in task.prepared.iterdir():  # what was recognised on other pages is its text as well
                if place.stem.isdecimal():  # not what a file was converted to
                    memo.drop(keys.page(task, int(place.stem), cleared=task.cleared))
        self._done += 1
        self._desk.office.progress.step("files read", self._done, len(self._files))

    def _tell(self, task: ReadTask | PageTask, why: Unread) -> None:
        """A file or a page given up for a reason of ours is a failure of the run."""
        if why.code in keys.OURS:
            page = f", page {task.page}" if isinstance(task, PageTask) else ""
            self._desk.trap.add(f"{self._files[_key(task)].name}{page}", f"{why.code}: {why.detail}")

    def _converted(self, tasks: Iterable[ReadTask]) -> Iterator[ReadTask]:
        """Those that programs convert first, as far as these gave something to read."""
        old = [task for task in tasks if task.media_type in CONVERTED]
        for task, found in self._desk.compute.convert(old, self._folder()) if old else ():
            if isinstance(found, Unread):
                self._keep(task, found)
            else:
                yield replace(task, prepared=found)

    def _recognise(self, wanted: Mapping[ReadTask, Wanted]) -> None:
        """Lay the wanted pages into each task's folder: those recognised before, and the others.

        The first page of each file comes before all others: a mark of secrecy on it ends the reading of that file.
        """
        memo, first, rest = self._desk.office.memo, dict[PageTask, Path](), dict[PageTask, Path]()
        for task, pages in wanted.items():
            for number in pages.pages:
                page = PageTask(
                    path=task.path, sha256=task.sha256, media_type=task.media_type, page=number, cleared=task.cleared
                )  # fmt: skip
                place = Path(task.prepared or self._root, str(number))
                if (known := memo.get(keys.page(page, number, cleared=page.cleared))) is None:
                    (first if number == pages.pages[0] else rest)[page] = place
                else:
                    place.write_bytes(known)
        closed = self._lay(first, 0, len(first) + len(rest))
        rest = {page: place for page, place in rest.items() if place.parent not in closed}
        self._lay(rest, len(first), len(first) + len(rest))

    def _lay(self, asked: Mapping[PageTask, Path], before: int, total: int) -> set[Path]:
        """Have pages recognised; why one could not be is laid in its place, for the reader to say.

        The folders of files that turned out to be marked. `before` pages of `total` were recognised before.
        """
        progress, closed = self._desk.office.progress, set[Path]()
        for done, (page, found) in enumerate(self._desk.compute.recognise(tuple(asked)), start=before + 1):
            if isinstance(found, Unread):
                self._tell(page, found)
                asked[page].with_suffix(UNREAD).write_bytes(codec.encode(found))
                if found.code == CONFIDENTIAL:
                    closed.add(asked[page].parent)
            else:
                self._desk.office.memo.put(keys.page(page, page.page, cleared=page.cleared), found)
                asked[page].write_bytes(found)
            progress.step("pages recognised", done, total)
        return closed

    def _folder(self) -> Path:
        folder = self._root / f"prepared-{next(self._folders)}"
        folder.mkdir()
        return folder


def _key(task: ReadTask | PageTask) -> str:
    return keys.reading(task, cleared=task.cleared)
