"""How much a process that reads hostile bytes may do, and how that is taken from it: files, system calls, privileges.

Without effect on systems that have none of this; `report` says what is missing, nothing here raises for it.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import pipeline
from pipeline.compute import landlock, seccomp

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Profile(StrEnum):
    """READ computes and reads its one file. PROGRAMS may also start programs and write below folders given.

    FREE has limits only: the program that it starts is confined by bwrap, which needs what the others forbid.
    """

    READ = "read"
    PROGRAMS = "programs"
    FREE = "free"


# Where programs, libraries and their data lie. Of /etc what libraries look up; no passwords, keys or hosts. /proc/self
# and the processors are asked for by numeric libraries when they start.
_PROGRAMS = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/opt", "/nix/store")
_LOOKED_UP = (
    "/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/localtime", "/etc/timezone", "/etc/mime.types",
    "/etc/locale.alias", "/var/cache/fontconfig", "/proc/self", "/proc/cpuinfo", "/proc/meminfo",
    "/sys/devices/system/cpu",
)  # fmt: skip
# GNUstep, on which unar is built, ends when it finds no name for its user or not its own command line; the processes
# of others stay closed: Landlock refuses what of them only a tracer may see, as their environment.
_LOOKED_UP_BY_PROGRAMS = ("/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/proc")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_PACKAGES = ("site-packages", "dist-packages")

# capset: of root's powers, only those to open files, which Landlock has bounded, are of use to a reader.
_CAPABILITIES_VERSION = 0x20080522
_CAP_OPEN = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def shut(profile: Profile, *, reads: Sequence[Path], writes: Sequence[Path]) -> tuple[str, ...]:
    """Bind this process, and all that it starts, for good; what could not be bound, in words. Never raises for that.

    `reads` are files or folders that it may read, `writes` folders (PROGRAMS alone). PR_SET_NO_NEW_PRIVS first.
    """
    if profile == Profile.FREE:
        return ()
    programs = profile == Profile.PROGRAMS
    rules = seccomp.program_rules if programs else seccomp.reader_rules
    allowed = _allowed(reads, writes if programs else (), execute=programs)
    _drop_powers()
    found = (landlock.restrict(allowed), seccomp.install(rules(os.getpid())))
    return tuple(why for why in found if why)


def report() -> Mapping[str, str]:
    """What this machine can do: advice by name, nothing where all is well. Binds nobody."""
    return {"landlock": landlock.missing(), "seccomp": seccomp.missing()}


def _allowed(reads: Sequence[Path], writes: Sequence[Path], *, execute: bool) -> dict[str, int]:
    """Rights by path: strings, since forty Path objects cost a job half a millisecond."""
    use = landlock.READ_AND_EXECUTE if execute else landlock.READ
    looked_up = (*_LOOKED_UP, *_LOOKED_UP_BY_PROGRAMS) if execute else _LOOKED_UP
    return {
        **dict.fromkeys(_PROGRAMS, use),
        **dict.fromkeys(looked_up, landlock.READ),
        **dict.fromkeys(_DEVICES, landlock.USE_DEVICE),
        **dict.fromkeys(_own_code(), use),
        **dict.fromkeys(map(str, reads), landlock.READ),
        **dict.fromkeys(map(str, writes), landlock.WRITE),
    }


def _own_code() -> Iterator[str]:
    """The interpreter, the packages, ourselves: modules import others, and open data, long after their start."""
    yield from (sys.prefix, sys.base_prefix, *pipeline.__path__)
    yield from (entry for entry in sys.path if entry.endswith(_PACKAGES))
    yield from filter(None, (os.environ.get("TESSDATA_PREFIX"),))
    yield from filter(None, os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep))


def _drop_powers() -> None:
    """Nobody is root in here: else root could raise its limits again, end any process and load modules."""
    if _LIBC is None:
        return
    header = struct.pack("=Ii", _CAPABILITIES_VERSION, 0)
    held = ctypes.create_string_buffer(
        24
    )  # effective, permitted, inheritable: 32 bits each, then the upper halves
    if _LIBC.capget(header, held) == 0:
        low = [mask & _CAP_OPEN for mask in struct.unpack_from("=3I", held.raw)]
        _LIBC.capset(header, struct.pack("=6I", *low, 0, 0, 0))
