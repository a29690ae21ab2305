"""A worker whose reader does what the path's name says: every way in which a parser has been seen to go wrong.

Run as the command of a LocalCompute; imports nothing but what a real worker would.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline import codec
from pipeline.compute import child, zygote
from pipeline.compute.orders import Parcel, frame
from pipeline.errors import UnreadableError
from pipeline.model.document import Block, BlockKind, Document, Wanted
from pipeline.model.mail import Envelope, File, Message
from pipeline.model.signature import Signed

Job = Mapping[str, str]


def document(text: str) -> bytes:
    """A document of one paragraph, encoded."""
    return codec.encode_reading(Document(reader="test", blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),)))


def good(job: Job) -> bytes:
    """What a reader should do."""
    return document(job["path"] + job["sha256"] + job["media_type"])


def loop(_: Job) -> bytes:
    """Never end."""
    while True:
        pass


def stubborn(_: Job) -> bytes:
    """Never end, whatever one is told."""
    for number in (signal.SIGXCPU, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    return loop({})


def sleep(_: Job) -> bytes:
    """Wait for nothing."""
    time.sleep(3600)
    return b""


def balloon(_: Job) -> bytes:
    """Take all the memory there is."""
    return bytes(1 << 40)


def hidden_balloon(_: Job) -> bytes:
    """Take all the memory there is and call it something else, as PDF libraries do."""
    try:
        return bytes(1 << 40)
    except MemoryError as error:
        raise ValueError(ValueError(error)) from None


def raises(_: Job) -> bytes:
    """Fail as parsers do."""
    raise KeyError("xref" * 1000 + "\ud800")


def leaves(_: Job) -> bytes:
    """End the program."""
    sys.exit(0)


def unreadable(_: Job) -> bytes:
    """Say why."""
    raise UnreadableError("password", "encrypted")


def recursion(job: Job) -> bytes:
    """Call oneself."""
    return recursion(job)


def segv(_: Job) -> bytes:
    """Read where nothing is."""
    ctypes.string_at(0)
    return b""


def abort(_: Job) -> bytes:
    """End as C++ does."""
    os.abort()


def vanish(_: Job) -> bytes:
    """End at once, as if all were well."""
    os._exit(0)


def killed(_: Job) -> bytes:
    """Be ended by the system."""
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def huge(_: Job) -> bytes:
    """Answer without end."""
    return bytes(2 << 20)


def _pipes() -> list[int]:
    """All open pipes, in order."""
    links = {int(path.name): path for path in Path("/proc/self/fd").iterdir() if path.is_symlink()}
    return sorted(number for number, path in links.items() if "pipe" in str(path.readlink()))


def _answer_pipe() -> int:
    """Where the answer is to go: the pipe that was opened last."""
    return _pipes()[-1]


def usurps(job: Job) -> bytes:
    """Answer in the zygote's place, on every pipe but one's own."""
    for pipe in _pipes()[:-1]:
        with suppress(OSError):
            os.write(pipe, frame(b"R", 1, document("forged")))
    return good(job)


def floods(_: Job) -> bytes:
    """Write past one's own code straight into the pipe."""
    os.write(_answer_pipe(), b"R" + bytes(7) + b"\x01" + b"\xff" * 8)
    return document("")


def drips(_: Job) -> bytes:
    """Answer letter by letter."""
    for letter in frame(b"R", 1, document("drop")):
        os.write(_answer_pipe(), bytes([letter]))
        time.sleep(0.001)
    time.sleep(3600)
    return b""


def forges(_: Job) -> bytes:
    """Answer another order."""
    os.write(_answer_pipe(), b"R" + b"\xee" * 8 + bytes(8))
    return document("")


def deaf(_: Job) -> bytes:
    """Close every pipe and go on."""
    os.closerange(0, 64)
    time.sleep(3600)
    return b""


def nonsense(_: Job) -> bytes:
    """Answer with what is no reading."""
    return b'{"document": 5}'


def greedy(_: Job) -> bytes:
    """Ask for more pages than any file has."""
    return codec.encode_reading(Wanted(pages=tuple(range(1, 3_000))))


def neither(_: Job) -> bytes:
    """Answer with nothing in it."""
    return b"{}"


def prints(job: Job) -> bytes:
    """Write to where the answers used to go."""
    sys.stdout.write("x" * 100_000)
    os.write(1, b"y" * 100_000)
    os.write(2, b"z" * 100_000)
    return good(job)


def writes(job: Job) -> bytes:
    """Leave a file behind."""
    Path(job["sha256"]).write_bytes(b"x")
    return b""


def descriptors(_: Job) -> bytes:
    """Open all that can be opened."""
    kept = [os.dup(1) for _ in range(10_000)]
    return document(str(len(kept)))


def pages(job: Job) -> bytes:
    """Tell of three pages, each after half of the time that a step may take, then do what `sha256` says."""
    for number in range(1, 4):
        began = time.process_time()
        while time.process_time() - began < 0.5:
            pass
        child.tell(f"page {number}".encode())
    deed: Callable[[Job], bytes] = globals()[job["sha256"]]
    return deed(job)


def lies(_: Job) -> bytes:
    """Say that another order failed."""
    os.write(_answer_pipe(), frame(b"F", 1, b"?"))
    return b""


def chats(_: Job) -> bytes:
    """Tell of progress for ever, and sleep."""
    while True:
        time.sleep(0.1)
        child.tell(b"tick")


def works(_: Job) -> bytes:
    """Tell of progress for ever, and compute."""
    while True:
        sum(range(1_000_000))
        child.tell(b"tick")


def many(_: Job) -> bytes:
    """Tell of more than anybody wants to hear."""
    for _number in range(30):
        child.tell(bytes(100_000))
    return b""


def read_partly(job: Job, parts: Sequence[bytes]) -> bytes:
    """Put together what was told."""
    if job["media_type"] == "hopeless":
        raise UnreadableError("corrupt", "nothing can be made of it")
    if job["media_type"] == "marked":
        raise UnreadableError("confidential", "MẬT, letterhead")
    return document(f"{b', '.join(parts).decode()}, then {job['why']}")


def convert(job: Job) -> bytes:
    """Lay `<n>` for each file, with its name in it; some names stand for deeds."""
    folder = Path(job["folder"])
    paths = [Path(job[f"{number}.path"]) for number in range(sum(key.endswith(".path") for key in job))]
    for number, path in enumerate(paths):
        if path.name == "abort":
            os.abort()
        told = path.name
        if path.name == "orphan":
            told = str(subprocess.Popen(["sleep", "3600"], start_new_session=True).pid)
        (folder / str(number)).write_text(f"{told} of {len(paths)}", "utf-8")
    return b""


def state(_: Job) -> bytes:
    """Change the process for those who come after, and tell what was found."""
    found = getattr(sys, "poisoned", "clean")
    sys.poisoned = "poisoned"  # type: ignore[attr-defined]  # that is the crime
    return document(found)


def secrets(_: Job) -> bytes:
    """Look for what a reader should not know."""
    return document(" ".join(name for name in os.environ if name.startswith("TONGHOP")))


def read(job: Job) -> bytes:
    """Do what the file's name says."""
    deed: Callable[[Job], bytes] = globals()[Path(job["path"]).name]
    return deed(job)


_prepared: list[int] = []  # where


def prepare() -> None:
    """Get ready, in the process that jobs are forked from."""
    _prepared.append(os.getpid())


def verify(job: Job) -> bytes:
    """Signatures as the file's name says: `good` tells who got ready and how often, and which roots came."""
    name = Path(job["path"]).name
    if name == "good":
        told = f"{_prepared.count(os.getppid())} of {len(_prepared)}; {job['roots']}"
        return codec.encode(Signed(signatures=(), trouble=told))
    return read(job)


def _message() -> Message:
    file = File(
        path="2",
        name="a.txt",
        raw_name="a.txt",
        media_type="text/plain",
        declared_type="",
        bytes=1,
        sha256="0",
    )
    return Message(envelope=Envelope(subject="báo cáo"), text="", files=(file,))


def unpack(job: Job) -> bytes:
    """A message with one file, laid or mislaid as the raw file says."""
    deed, spool = Path(job["raw"]).read_text("utf-8"), Path(job["spool"])
    if deed == "broken":
        raise ValueError("no mail")
    if deed == "nonsense":
        return b"[]"
    if deed == "large":
        (spool / "0").write_bytes(bytes(2 << 20))
    if deed == "link":
        (spool / "0").symlink_to("/etc/passwd")
    if deed == "good":
        (spool / "0").write_bytes(b"x")
    laid = (("7" if deed == "stranger" else "2", "../0" if deed == "climb" else "0"),)
    return codec.encode(Parcel(message=_message(), laid=laid))


if __name__ == "__main__":
    zygote.serve(
        {"unpack": unpack, "read": read, "convert": convert, "verify": verify},
        {"read": read_partly},
        {"verify": prepare},
    )
