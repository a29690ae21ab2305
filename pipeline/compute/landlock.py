"""Which files a process may open from now on, by the kernel's Landlock (Linux 5.13 and newer; no library, no privilege).

Nothing is allowed but what is named. Does not govern chmod, chown, times and stat: seccomp's matter, or harmless.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import struct
import sys
from collections.abc import Mapping

from pipeline.sentences import machine as say

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, the same on every machine
_VERSION_ONLY = 1
_PATH_BENEATH = 1

# linux/landlock.h: rights over files
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_AND_MAKE = (
    0x1FF0  # remove folder and file; make device, folder, file, socket, pipe, block device, link
)
_MAKE_SPECIAL = 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11  # devices, sockets, named pipes
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_FIRST_RIGHTS = 0x1FFF
_ADDED_RIGHTS = ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL_DEV))  # since which version of the interface
_NETWORK = (4, 0b11)  # bind and connect by TCP
_SCOPES = (6, 0b11)  # abstract sockets, signals to processes outside

READ = READ_FILE | READ_DIR
READ_AND_EXECUTE = READ | EXECUTE
USE_DEVICE = READ_FILE | WRITE_FILE
WRITE = READ | WRITE_FILE | (_REMOVE_AND_MAKE & ~_MAKE_SPECIAL) | _REFER | _TRUNCATE
_OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | _TRUNCATE | _IOCTL_DEV


def version() -> int:
    """Of the kernel's interface, from 1; 0 when it has none. Changes nothing."""
    if _LIBC is None:
        return 0
    return max(0, int(_LIBC.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION_ONLY)))


def missing() -> str:
    """What this kernel's Landlock cannot do, as advice; nothing when it can all that we ask of it."""
    found = version()
    if not found:
        return say.OLD_KERNEL()
    if found < _SCOPES[0]:
        return say.NO_SCOPES()
    return ""


def restrict(rules: Mapping[str, int]) -> str:
    """Allow this process what `rules` (rights by path) say and no more, for good; the reason when that is not possible.

    A path that is not there is left out. PR_SET_NO_NEW_PRIVS first.
    """
    found = version()
    if not found or _LIBC is None:
        return missing()
    handled, attributes = _attributes(found)
    ruleset = _LIBC.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return _refused()
    try:
        _add(ruleset, rules, handled)
        return _refused() if _LIBC.syscall(_RESTRICT, ruleset, 0) else ""
    finally:
        os.close(ruleset)


def _attributes(found: int) -> tuple[int, bytes]:
    """The rights over files that this version knows, and its struct landlock_ruleset_attr."""
    handled = _FIRST_RIGHTS
    for since, right in _ADDED_RIGHTS:
        handled |= right if found >= since else 0
    parts = [handled, *(right for since, right in (_NETWORK, _SCOPES) if found >= since)]
    return handled, struct.pack(f"={len(parts)}Q", *parts)


def _add(ruleset: int, rules: Mapping[str, int], handled: int) -> None:
    for path, rights in rules.items():
        with contextlib.suppress(OSError):
            handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
            least = -1 if stat.S_ISDIR(os.fstat(handle).st_mode) else _OF_A_FILE
            beneath = struct.pack("=Qi", rights & handled & least, handle)
            if _LIBC is not None:
                _LIBC.syscall(_ADD, ruleset, _PATH_BENEATH, beneath, 0)
            os.close(handle)


def _refused() -> str:
    return f"Landlock was refused ({os.strerror(ctypes.get_errno())})"
