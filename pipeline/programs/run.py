"""How an outside program is run on a hostile file: cut off, limited, ended for good.

No network, no view of anything but programs, fonts and one folder, no word of our environment, limits on time, memory
and what it writes. Never passes on a name that a sender chose.
"""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# /etc/passwd: without its user's name unar lists no archive that holds dates. It holds no secrets.
_PROGRAMS = ("/usr", "/bin", "/lib", "/lib64", "/opt", "/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts",
             "/etc/passwd", "/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice")  # fmt: skip
_SCRATCH_BYTES = 64 << 20  # of /tmp inside; LibreOffice keeps a socket there, its own files go to the folder
_TRIAL_SECONDS = 10.0
_GRACE_SECONDS = (
    1  # between the signal that says that the computing time is over, and the one that no one survives
)
_MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one run of a program may use: CPU seconds, address space, each file written, what it prints, open files.

    `printed_bytes` is as much of its output as is read back; 20 MB by default, where a report's text is under 1 MB.
    """

    cpu_seconds: int = 60
    memory_bytes: int = 2048 * _MIB
    file_bytes: int = 200 * _MIB
    printed_bytes: int = 20 * _MIB
    open_files: int = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a run ended: its exit code, whether it was ended for its time, what it printed and complained of."""

    code: int
    late: bool
    printed: bytes
    complaint: str


def cut_off(folder: Path) -> tuple[str, ...] | None:
    """The words before a command that take the network and all but `folder` from it; None when this system has none.

    Tried out, since containers and hardened kernels forbid what is installed. `unshare` takes the network alone.
    """
    return next((words for words in _ways(folder) if _works(words)), None)


def _ways(folder: Path) -> Iterator[tuple[str, ...]]:
    if found := shutil.which("bwrap"):
        seen = (word for place in _PROGRAMS for word in ("--ro-bind-try", place, place))
        yield (found, "--unshare-all", "--die-with-parent", *seen, "--proc", "/proc", "--dev", "/dev",
               "--size", str(_SCRATCH_BYTES), "--tmpfs", "/tmp", "--bind", str(folder), str(folder),  # noqa: S108 -- inside
               "--remount-ro", "/", "--")  # fmt: skip
    if found := shutil.which("unshare"):
        yield (found, "--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--")


def _works(words: Sequence[str]) -> bool:
    try:
        tried = subprocess.run(  # noqa: S603 -- our own words
            [*words, "true"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def run(command: Sequence[str], folder: Path, limits: Limits, *, seconds: float) -> End:
    """Run a command with its home in `folder` until it ends or `seconds` are over; nothing of it is left afterwards."""
    # Read back by the handles that we opened: what stands under a name afterwards is the program's word.
    with (folder / "printed").open("w+b") as printed, (folder / "complaint").open("w+b") as complaint:
        process = subprocess.Popen(  # noqa: S603 -- our own words and file names
            [*_limited(limits), *command], stdin=subprocess.DEVNULL, stdout=printed, stderr=complaint, cwd=folder,
            env=_environment(folder), start_new_session=True,
        )  # fmt: skip
        late = not _ends(process, seconds)
        return End(
            code=process.returncode,
            late=late,
            printed=_said(printed, limits.printed_bytes),
            complaint=_said(complaint, limits.printed_bytes).decode("utf-8", "replace").strip(),
        )


def _ends(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait; what is late, or no longer wanted, is ended with all that it started."""
    try:
        process.wait(max(seconds, 0))
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return True


def _limited(limits: Limits) -> tuple[str, ...]:
    """The words that set limits; one that is stricter already stays, since no one may raise it."""
    capped = {
        "cpu": (resource.RLIMIT_CPU, limits.cpu_seconds),
        "as": (resource.RLIMIT_AS, limits.memory_bytes),
        "fsize": (resource.RLIMIT_FSIZE, limits.file_bytes),
        "nofile": (resource.RLIMIT_NOFILE, limits.open_files),
        "core": (resource.RLIMIT_CORE, 0),
    }
    # One number is the soft and the hard limit: at the hard one the kernel kills. LibreOffice has a handler for the
    # signal of the soft one, in which it hung until its wall limit.
    words = (f"--{name}={_most(*cap)}" for name, cap in capped.items())
    return (shutil.which("prlimit") or "prlimit", *words)


def _most(which: int, value: int) -> int:
    _, hard = resource.getrlimit(which)
    return value if hard == resource.RLIM_INFINITY else min(value, hard)


def _environment(folder: Path) -> dict[str, str]:
    return {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PATH": os.environ.get("PATH", os.defpath),
    }


def _said(opened: BinaryIO, most: int) -> bytes:
    opened.seek(0)
    return opened.read(most)
