"""Digital signatures of the files of messages: checked once for each file and set of roots, kept in the memo.

What could not be checked is kept too, and said: no file is lost for its signature, and no run fails for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pipeline import codec
from pipeline.app import keys
from pipeline.app.office import Office
from pipeline.model.mail import File, Message
from pipeline.model.signature import UNSIGNED, Signed
from pipeline.ports import Compute, SignedTask, Unpacked
from pipeline.read.signed.marks import may_be_signed


class Checking(Protocol):
    """What checking needs: the office, its workers, and whether what is kept counts."""

    @property
    def office(self) -> Office:
        """The campaign's store."""
        ...

    @property
    def compute(self) -> Compute:
        """The reading processes."""
        ...

    @property
    def afresh(self) -> bool:
        """Whether everything is checked again."""
        ...


def verify(desk: Checking, messages: Iterable[Unpacked]) -> None:
    """Check the signatures of all files that may have some, each once, however many messages carry it."""
    memo, roots = desk.office.memo, desk.office.campaign.roots
    marked = []
    for task in {task.sha256: task for unpacked in messages for task in _tasks(desk, unpacked)}.values():
        if may_be_signed(task.path):
            marked.append(task)
        else:
            memo.put(keys.signed(task.sha256, roots), codec.encode(UNSIGNED))
    for task, found in desk.compute.verify(marked) if marked else ():
        memo.put(keys.signed(task.sha256, roots), codec.encode(found))


def _tasks(desk: Checking, unpacked: Unpacked) -> Iterator[SignedTask]:
    files = keys.signable(unpacked.message) if desk.afresh else unverified(desk.office, unpacked.message)
    paths, roots = dict(unpacked.spool), desk.office.campaign.roots
    return (SignedTask(path=paths[file.path], sha256=file.sha256, roots=roots) for file in files)


def unverified(office: Office, message: Message) -> list[File]:
    """Files of a message whose signatures have not been looked at by this code and with these roots."""
    return [file for file in keys.signable(message) if _kept(office, file) is None]


def kept(office: Office, message: Message) -> tuple[tuple[str, Signed], ...]:
    """What was found of the signatures of a message's files, by path; files without any are left out."""
    found = ((file.path, _kept(office, file)) for file in keys.signable(message))
    return tuple((path, signed) for path, signed in found if signed is not None and signed != UNSIGNED)


def _kept(office: Office, file: File) -> Signed | None:
    data = office.memo.get(keys.signed(file.sha256, office.campaign.roots))
    return codec.decode(data, Signed) if data is not None else None
