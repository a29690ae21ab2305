"""A worker whose reader and unpacker try to get out, by the way that the file's name or the raw message's text says.

Who gets out returns a document or a message that says so; who is held raises. `sha256` names the prey: a path or pid.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline import codec
from pipeline.compute import zygote
from pipeline.compute.orders import Parcel
from pipeline.model.document import Block, BlockKind, Document
from pipeline.model.mail import Envelope, Message

_LIBC = ctypes.CDLL(None, use_errno=True)
_PTRACE_ATTACH = 16
_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
_NEWER_THAN_KNOWN = 463  # setxattrat
_X32_GETPID = 0x40000000 + 39


def _tried(result: int) -> str:
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return str(result)


def internet(prey: str) -> str:
    """Call a server."""
    return str(socket.create_connection(("127.0.0.1", int(prey))))


def local_socket(_: str) -> str:
    """Make a socket that stays on the machine."""
    return str(socket.socket(socket.AF_UNIX))


def pair(_: str) -> str:
    """Make two sockets at once."""
    return str(socket.socketpair())


def name(_: str) -> str:
    """Look up a name: the words of a report could go out as names."""
    return str(socket.getaddrinfo("example.org", 80))


def replaces(_: str) -> str:
    """Become another program."""
    os.execv("/usr/bin/true", ["true"])  # noqa: S606 -- that is the crime


def system(_: str) -> str:
    """Have the shell do it."""
    if os.system("true"):  # noqa: S605 -- that is the crime
        raise PermissionError("no shell")
    return "done"


def program(_: str) -> str:
    """Start a program."""
    return str(subprocess.run(["true"], check=True))


def forks(_: str) -> str:
    """Become two."""
    if (pid := os.fork()) == 0:
        os._exit(0)
    return str(pid)


def writes(prey: str) -> str:
    """Write a file."""
    return str(Path(prey, "new").write_text("x", "utf-8"))


def overwrites(prey: str) -> str:
    """Empty a file that is there."""
    return str(os.open(Path(prey, "kept"), os.O_RDONLY | os.O_TRUNC))


def temporary(_: str) -> str:
    """Make a temporary file."""
    return tempfile.mkstemp()[1]


def folder(prey: str) -> None:
    """Make a folder."""
    Path(prey, "new").mkdir()


def removes(prey: str) -> None:
    """Remove a file."""
    Path(prey, "kept").unlink()


def renames(prey: str) -> str:
    """Rename a file."""
    return str(Path(prey, "kept").rename(Path(prey, "new")))


def opens_up(prey: str) -> None:
    """Make a file anyone's."""
    Path(prey, "kept").chmod(0o777)


def ages(prey: str) -> None:
    """Make a file look older."""
    os.utime(Path(prey, "kept"), (0, 0))


def secret(prey: str) -> str:
    """Read a file that it was not given."""
    return Path(prey, "kept").read_text("utf-8")


def lists(prey: str) -> str:
    """See which files there are."""
    return str(list(Path(prey).iterdir()))


def passwords(_: str) -> str:
    """Read the passwords of the machine."""
    return Path("/etc/shadow").read_text("utf-8")


def environment(_: str) -> str:
    """Read the environment of the process above, where the mailbox's password may be."""
    return Path(f"/proc/{os.getppid()}/environ").read_text("utf-8")


def traces(_: str) -> str:
    """Take over the process above."""
    return _tried(_LIBC.ptrace(_PTRACE_ATTACH, os.getppid(), 0, 0))


def kills(_: str) -> None:
    """End the process above."""
    os.kill(os.getppid(), signal.SIGKILL)


def starves(_: str) -> str:
    """Take the computing time of the process above."""
    return str(resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (0, 0)))


def unlimited(_: str) -> None:
    """Lift the limit on memory."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def outlives(_: str) -> str:
    """Live on when the process above dies."""
    return _tried(_LIBC.prctl(_PR_SET_PDEATHSIG, 0, 0, 0, 0))


def hoards(_: str) -> str:
    """Have memory that no limit counts."""
    return str(os.memfd_create("x"))


def namespace(_: str) -> str:
    """Be root in a world of its own."""
    return _tried(_LIBC.unshare(_CLONE_NEWUSER))


def newer(_: str) -> str:
    """Make a call that came after the filter."""
    return _tried(_LIBC.syscall(_NEWER_THAN_KNOWN, 0, 0, 0, 0, 0, 0))


def other_numbers(_: str) -> str:
    """Make a call by the numbers of another machine."""
    return _tried(_LIBC.syscall(_X32_GETPID))


def honest(_: str) -> str:
    """What readers do: compute in threads, import late, look at the time zone, open fonts, throw output away."""
    done: list[int] = []
    threads = [threading.Thread(target=done.append, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    import sqlite3  # noqa: PLC0415 -- the late import is what is tried
    import zoneinfo  # noqa: PLC0415 -- as above

    place = zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh").key
    Path(os.devnull).write_text("x", "utf-8")
    return f"{sorted(done)} {place} {len(sqlite3.sqlite_version) > 0} {any(Path('/usr/share').iterdir())}"


def read(job: Mapping[str, str]) -> bytes:
    """Try what the file's name says."""
    deed: Callable[[str], object] = globals()[Path(job["path"]).name]
    text = str(deed(job["sha256"]))
    return codec.encode_reading(Document(reader="test", blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),)))


def unpack(job: Mapping[str, str]) -> bytes:
    """Run the raw message's text as a shell script (in the spool), and tell its exit code and its words.

    `PYTHON` is the interpreter, so that a program can be more than a script.
    """
    done = subprocess.run(
        ["/bin/sh", "-c", Path(job["raw"]).read_text("utf-8")],
        cwd=job["spool"],
        env={"PATH": os.defpath, "PYTHON": sys.executable},
        capture_output=True,
        check=False,
    )
    subject = f"{done.returncode} {done.stdout.decode()}{done.stderr.decode()}"
    return codec.encode(Parcel(message=Message(envelope=Envelope(subject=subject), text="", files=())))


if __name__ == "__main__":
    zygote.serve({"unpack": unpack, "read": read})
