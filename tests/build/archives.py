"""Archives of other kinds than zip, written byte by byte with their members stored: no packer is needed."""

from __future__ import annotations

import binascii
import gzip
import io
import struct
import tarfile
from collections.abc import Mapping, Sequence

_RAR4 = b"Rar!\x1a\x07\0"
_RAR5 = b"Rar!\x1a\x07\x01\0"
_SEVEN = b"7z\xbc\xaf\x27\x1c\0\4"


def rar4(members: Mapping[str, bytes], *, encrypted: Sequence[str] = (), sizes: int = 0) -> bytes:
    """A RAR 3 archive; `encrypted` members are flagged so, `sizes` (if any) replaces their unpacked sizes."""
    head = _block4(0x73, 0, b"\0" * 6)
    files = b"".join(
        _file4(name, data, flagged=name in encrypted, size=sizes or len(data))
        for name, data in members.items()
    )
    return _RAR4 + head + files + _block4(0x7B, 0x4000, b"")


def _file4(name: str, data: bytes, *, flagged: bool, size: int) -> bytes:
    written = name.encode()
    flags = 0x8000 | (0x04 if flagged else 0)
    body = struct.pack("<2IBIIBBHI", len(data), size, 3, binascii.crc32(data), 0x56C14100, 29, 0x30,
                       len(written), 0o100644)  # fmt: skip
    return _block4(0x74, flags, body + written) + data


def _block4(kind: int, flags: int, body: bytes) -> bytes:
    rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", binascii.crc32(rest) & 0xFFFF) + rest


def rar5(members: Mapping[str, bytes]) -> bytes:
    """A RAR 5 archive."""
    files = b"".join(_file5(name.encode(), data) for name, data in members.items())
    return _RAR5 + _block5(b"\x01\0\0") + files + _block5(b"\x05\0\0")


def _file5(name: bytes, data: bytes) -> bytes:
    size = _number(len(data))
    body = b"\x04" + size + _number(0o100644) + struct.pack("<I", binascii.crc32(data)) + b"\0\x01"
    return _block5(b"\x02\x02" + size + body + _number(len(name)) + name) + data


def _block5(body: bytes) -> bytes:
    sized = _number(len(body)) + body
    return struct.pack("<I", binascii.crc32(sized)) + sized


def _number(value: int) -> bytes:
    """RAR 5 writes numbers seven bits at a time, the lowest first."""
    octets = []
    while value > 0x7F:
        octets.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*octets, value])


def seven(members: Mapping[str, bytes], *, coder: bytes = b"\x01\0") -> bytes:
    """A 7z archive, its members in one solid block under one coder (by default none)."""
    packed = b"".join(members.values())
    count = len(members)
    sizes = b"".join(_number7(len(data)) for data in list(members.values())[:-1])
    sums = b"".join(struct.pack("<I", binascii.crc32(data)) for data in members.values())
    folder = b"\x07\x0b\x01\0" + b"\x01" + coder + b"\x0c" + _number7(len(packed)) + b"\0"
    streams = (
        b"\x08\x0d" + _number7(count) + (b"\x09" + sizes if count > 1 else b"") + b"\x0a\x01" + sums + b"\0"
    )
    pack = b"\x06\0\x01\x09" + _number7(len(packed)) + b"\0"
    names = b"\0" + b"".join(name.encode("utf-16-le") + b"\0\0" for name in members)
    files = b"\x05" + _number7(count) + b"\x11" + _number7(len(names)) + names + b"\0"
    header = b"\x01\x04" + pack + folder + streams + b"\0" + files + b"\0"
    start = struct.pack("<QQI", len(packed), len(header), binascii.crc32(header))
    return _SEVEN + struct.pack("<I", binascii.crc32(start)) + start + packed + header


def _number7(value: int) -> bytes:
    """A number as 7z writes it; here always in one or nine bytes."""
    return bytes([value]) if value < 0x80 else b"\xff" + struct.pack("<Q", value)


def tar(members: Mapping[str, bytes], *, links: Mapping[str, str] = {}, packed: bool = False) -> bytes:
    """A tar file, gzipped or not; `links` are symbolic links by name."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, target in links.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return gzip.compress(buffer.getvalue(), mtime=0) if packed else buffer.getvalue()
