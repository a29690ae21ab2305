"""The names at the top level of an OLE compound file, enough to tell its kind. Streams are never opened here."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY_BYTES = 128
_NAME_BYTES = 64
_DIFAT_ENTRIES = (
    109  # those in the header: they map 109 x 64 KiB of directory and FAT, enough for the first entries
)
_SECTOR_SHIFTS = (9, 12)  # the two sizes that the format allows
# A directory longer than this is no office file; .msg files with many recipients stay under 2000 entries.
_MAX_ENTRIES = 8192
_NO_ENTRY = 0xFFFFFFFF


def top_names(data: bytes) -> frozenset[str]:
    """Names of the streams and storages directly under the root; empty when the directory cannot be followed."""
    try:
        entries = b"".join(_directory(data))
        return frozenset(_siblings(entries))
    except struct.error:
        return frozenset()


def any_names(data: bytes, wanted: tuple[str, ...]) -> frozenset[str]:
    """Which of the names stand anywhere that a directory entry could: for files whose directory is cut off."""
    return frozenset(name for name in wanted if _stands(data, name))


def _stands(data: bytes, name: str) -> bool:
    key = re.escape(name.encode("utf-16-le") + b"\0\0")
    return any(found.start() % _ENTRY_BYTES == 0 for found in re.finditer(key, data))


def _directory(data: bytes) -> Iterator[bytes]:
    """The sectors of the directory, in order."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in _SECTOR_SHIFTS:
        return
    size = 1 << shift
    (sector,) = struct.unpack_from("<I", data, 48)
    fat = struct.unpack_from(f"<{_DIFAT_ENTRIES}I", data, 76)
    for _ in range(_MAX_ENTRIES * _ENTRY_BYTES // size):
        start = (sector + 1) * size
        if start + _ENTRY_BYTES > len(data):
            return
        yield data[start : start + size]
        page, slot = divmod(sector, size // 4)
        if page >= _DIFAT_ENTRIES:
            return
        (sector,) = struct.unpack_from("<I", data, (fat[page] + 1) * size + 4 * slot)


def _siblings(entries: bytes) -> Iterator[str]:
    """The names in the tree that hangs under the root entry."""
    (child,) = struct.unpack_from("<I", entries, 76)
    waiting, seen = [child], set[int]()
    while waiting:
        index = waiting.pop()
        start = index * _ENTRY_BYTES
        if index == _NO_ENTRY or index in seen or start + _ENTRY_BYTES > len(entries):
            continue
        seen.add(index)
        (length,) = struct.unpack_from("<H", entries, start + _NAME_BYTES)
        name = entries[start : start + min(max(length - 2, 0), _NAME_BYTES)]
        yield name.decode("utf-16-le", "replace")
        waiting.extend(struct.unpack_from("<2I", entries, start + 68))
