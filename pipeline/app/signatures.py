"""Digital signatures of the files of messages: checked once for each file and set of roots, kept in the memo.

What could not be checked is kept too, and said: no file is lost for its signature. Where the reason is ours the run tells
of it, and the check can be tried again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from pipeline import codec
from pipeline.app import keys, secrecy
from pipeline.app.office import Office
from pipeline.app.trap import Trap
from pipeline.model.mail import File, Message
from pipeline.model.signature import UNSIGNED, Signed
from pipeline.ports import Compute, SignedTask, Unpacked
from pipeline.read.signed.marks import may_be_signed


class Checking(Protocol):
    """What checking needs: the office, its workers, who is told of failures that are ours, and whether what is kept counts."""

    @property
    def office(self) -> Office:
        """The campaign's store."""
        ...

    @property
    def compute(self) -> Compute:
        """The reading processes."""
        ...

    @property
    def trap(self) -> Trap:
        """The failures of the run."""
        ...

    @property
    def afresh(self) -> bool:
        """Whether everything is checked again."""
        ...


def verify(desk: Checking, messages: Iterable[tuple[Unpacked, str]]) -> None:
    """Check the signatures of all files that may have some and are no secrets, each once, however many messages carry it.

    With each message goes what was ruled of its secrecy.
    """
    memo, roots = desk.office.memo, desk.office.campaign.roots
    names: dict[str, str] = {}
    marked = []
    for name, task in {
        task.sha256: (name, task) for one in messages for name, task in _tasks(desk, *one)
    }.values():
        if may_be_signed(task.path):
            names[task.sha256] = name
            marked.append(task)
        else:
            memo.put(keys.signed(task.sha256, roots), codec.encode(UNSIGNED))
    for task, found in desk.compute.verify(marked) if marked else ():
        if _ours(found):
            desk.trap.add(names[task.sha256], _told(found))
        memo.put(keys.signed(task.sha256, roots), codec.encode(found))


def _tasks(desk: Checking, unpacked: Unpacked, ruling: str) -> Iterator[tuple[str, SignedTask]]:
    """What is to be checked, with the name of each file."""
    look = _signable if desk.afresh else unverified
    paths, roots = dict(unpacked.spool), desk.office.campaign.roots
    for file in look(desk.office, unpacked.message, ruling):
        yield file.name, SignedTask(path=paths[file.path], sha256=file.sha256, roots=roots)


def _ours(found: Signed) -> bool:
    return found.trouble.partition(":")[0] in keys.OURS


def _told(found: Signed) -> str:
    return f"signatures not checked: {found.trouble}"


def given_up(office: Office, message: Message, ruling: str) -> tuple[tuple[str, str, str], ...]:
    """Files whose signatures were given up for a reason that may have passed: path and name of each, and why."""
    checked = ((file, _kept(office, file)) for file in keys.signable(message))
    failed = {file: found for file, found in checked if found is not None and _ours(found)}
    return tuple(
        (file.path, file.name, _told(failed[file])) for file in _open(office, message, ruling, failed)
    )


def unverified(office: Office, message: Message, ruling: str) -> list[File]:
    """Files of a message whose signatures have not been looked at by this code and with these roots."""
    new = [file for file in keys.signable(message) if _kept(office, file) is None]
    return _open(office, message, ruling, new)


def _signable(office: Office, message: Message, ruling: str) -> list[File]:
    return _open(office, message, ruling, keys.signable(message))


def _open(office: Office, message: Message, ruling: str, files: Collection[File]) -> list[File]:
    """Without those marked as secrets: what was changed in a signed paper is text of it. Looks up none for no file."""
    sealed = secrecy.sealed(office.memo, message, ruling) if files else frozenset()
    return [file for file in files if file.path not in sealed]


def kept(office: Office, message: Message, ruling: str) -> tuple[tuple[str, Signed], ...]:
    """What was found of the signatures of a message's files, by path; files without any are left out."""
    known = ((file, _kept(office, file)) for file in keys.signable(message))
    found = {file: signed for file, signed in known if signed is not None and signed != UNSIGNED}
    return tuple((file.path, found[file]) for file in _open(office, message, ruling, found))


def _kept(office: Office, file: File) -> Signed | None:
    data = office.memo.get(keys.signed(file.sha256, office.campaign.roots))
    return codec.decode(data, Signed) if data is not None else None
