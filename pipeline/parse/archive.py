"""Zip archives, opened with limits. Headers are never believed: bytes are counted while they are read.

Members go to memory under their position, never to disk under their name.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.parse import names, zipkind
from pipeline.parse.limits import Limits
from pipeline.parse.packed import (
    BOMB,
    DAMAGED,
    EMPTY,
    ENCRYPTED,
    OVERLAPPING,
    SPLIT,
    TOO_LARGE,
    TOO_MANY,
    UNSUPPORTED,
    Member,
    Opened,
)

_CHUNK = 256 * 1024
_LOCAL_HEADER = 30  # bytes, without name and extra field
_SPANNED = b"PK\x07\x08"  # opens the first of several files
_END = b"PK\x05\x06"  # the directory's end record; the number of its file follows
_ZIP64_DISK = b"\xff\xff"
_FLAG_ENCRYPTED = 0x1
_FLAG_UTF8 = 0x800
_UNICODE_PATH = 0x7075  # extra field of WinRAR and Info-ZIP: the name in UTF-8
# LZMA members may ask for a dictionary of 4 GiB; nobody was seen sending one.
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))


def open_zip(data: bytes, limits: Limits, budget: int) -> Opened:
    """Take the members out of a zip file, at most `budget` bytes of them; never raises on damaged bytes."""
    if data.count(b"PK\x01\x02") > zipkind.MAX_RECORDS:
        return Opened(reason=TOO_MANY)
    last = _is_last(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            opened = _members(archive, limits, budget)
    except zipkind.DAMAGED:
        return Opened(reason=SPLIT if last or data.startswith(_SPANNED) else DAMAGED)
    return replace(opened, reason=SPLIT) if last else opened


def _is_last(data: bytes) -> bool:
    """Whether this is the last of several files that make up an archive; zipfile itself takes no note of it."""
    end = data.rfind(_END)
    return end >= 0 and data[end + 4 : end + 6] not in {b"\0\0", _ZIP64_DISK}


def _members(archive: zipfile.ZipFile, limits: Limits, budget: int) -> Opened:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    refusal = _refusal(infos, archive.start_dir)
    if refusal:
        return Opened(reason=refusal)
    members = tuple(_read_all(archive, infos[: limits.members], limits, budget))
    return Opened(members=members, reason=TOO_MANY if len(infos) > limits.members else "")


def _refusal(infos: list[zipfile.ZipInfo], directory: int) -> str:
    if not infos:
        return EMPTY
    if all(_encrypted(info) for info in infos):
        return ENCRYPTED
    spans = sorted((info.header_offset, _end(info)) for info in infos)
    overlaps = any(end > start for (_, end), (start, _) in pairwise(spans)) or spans[-1][1] > directory
    return OVERLAPPING if overlaps else ""


def _end(info: zipfile.ZipInfo) -> int:
    """The first byte that cannot belong to this member any more."""
    return info.header_offset + _LOCAL_HEADER + len(_written(info)) + info.compress_size


def _read_all(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: Limits, budget: int
) -> Iterator[Member]:
    for position, info in enumerate(infos, start=1):
        read = _read(archive, info, limits, budget)
        name = _name(info)
        if isinstance(read, str):
            yield Member(position=position, name=name, reason=read)
        else:
            budget -= len(read)
            yield Member(position=position, name=name, data=read)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, budget: int) -> bytes | str:
    """The member's bytes, or why it has none."""
    if _encrypted(info):
        return ENCRYPTED
    if info.compress_type not in _METHODS:
        return UNSUPPORTED
    most = min(limits.member_bytes, budget)
    dense = max(limits.ratio_from, info.compress_size * limits.ratio)
    pieces, size = [], 0
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_CHUNK):
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    return TOO_LARGE
                if size > dense:
                    return BOMB
    except zipkind.DAMAGED:
        return DAMAGED
    return b"".join(pieces)


def _encrypted(info: zipfile.ZipInfo) -> bool:
    return bool(info.flag_bits & _FLAG_ENCRYPTED)


def _written(info: zipfile.ZipInfo) -> bytes:
    """The name's bytes: zipfile reads unflagged names as cp437, whatever they are."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _FLAG_UTF8 else "cp437", "replace")


def _name(info: zipfile.ZipInfo) -> names.Name:
    better = _unicode_path(info.extra)
    return names.from_archive(better or _written(info), utf8=bool(better or info.flag_bits & _FLAG_UTF8))


def _unicode_path(extra: bytes) -> bytes:
    while len(extra) >= 4:  # noqa: PLR2004 - the size of an extra field's header
        kind, length = struct.unpack_from("<2H", extra)
        if kind == _UNICODE_PATH:
            return extra[9 : 4 + length]  # after version and checksum
        extra = extra[4 + length :]
    return b""
