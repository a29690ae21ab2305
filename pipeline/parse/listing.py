"""What `lsar -j` says of an archive. Its words are a hostile header's words: used to ask and to check, never to trust."""

from __future__ import annotations

import json
from dataclasses import dataclass

_SUMS = ("RARCRC32", "RAR5CRC32", "7zCRC32", "XADCRC32", "CRC32")
_SHUT = ("XADIsLink", "XADIsCharacterDevice", "XADIsBlockDevice", "XADIsFIFO", "XADIsResourceFork")
_MOST_DIGITS = 20  # a longer number is no size, and the reader of numbers refuses one of thousands of digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file as listed: `index` is what the program calls it, `crc` its CRC-32, None where none is given.

    `size` is None where the format keeps none (gzip, bzip2).
    """

    index: int
    name: str
    size: int | None = None
    encrypted: bool = False
    no_file: bool = False
    crc: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The files of an archive, folders left out. `whole` is false where the program stopped on an error."""

    entries: tuple[Entry, ...] = ()
    whole: bool = False


def read(printed: bytes) -> Listing:
    """The listing in what the program printed; an empty one, not whole, when it is none. Never raises."""
    try:
        said = json.loads(printed.decode("utf-8", "replace"), parse_int=_number)
    except (ValueError, RecursionError):
        return Listing()
    if not isinstance(said, dict) or not isinstance(said.get("lsarContents"), list):
        return Listing()
    files = (
        item for item in said["lsarContents"] if isinstance(item, dict) and not item.get("XADIsDirectory")
    )
    entries = tuple(entry for item in files if (entry := _entry(item)))
    return Listing(entries=entries, whole="lsarError" not in said)


def _number(digits: str) -> int:
    return int(digits) if len(digits) <= _MOST_DIGITS else -1


def _entry(item: dict[str, object]) -> Entry | None:
    index = _whole(item.get("XADIndex"))
    if index is None:
        return None
    return Entry(
        index=index,
        name=str(item.get("XADFileName", "")).encode("utf-8", "replace").decode("utf-8"),
        size=_whole(item.get("XADFileSize")),
        encrypted=bool(item.get("XADIsEncrypted")),
        no_file=any(item.get(key) for key in _SHUT),
        crc=next((found for key in _SUMS if (found := _whole(item.get(key))) is not None), None),
    )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
