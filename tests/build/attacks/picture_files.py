"""Pictures that are attacks: enormous by their word, endless, or nothing but noise."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from tests.build.attacks.attack import Attack, Make, dice, files, squeezed, zeros


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_claiming(width: int, height: int, *more: bytes, depth: int = 8, data: bytes = b"") -> bytes:
    """A PNG that says it is this large, with the least data."""
    head = chunk(b"IHDR", struct.pack(">2I5B", width, height, depth, 0, 0, 0, 0))
    body = chunk(b"IDAT", data or zlib.compress(b"\0" * 4096))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + body + chunk(b"IEND", b"")


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG frame that says it is this large, and a scan of nothing."""
    tables = b"\xff\xdb" + struct.pack(">H", 67) + b"\0" + b"\1" * 64
    huffman = b"\xff\xc4" + struct.pack(">H", 20) + b"\0\1" + bytes(15) + b"\0"
    huffman += b"\xff\xc4" + struct.pack(">H", 20) + b"\x10\1" + bytes(15) + b"\0"
    frame = b"\xff\xc0" + struct.pack(">HB2HB", 11, 8, height, width, 1) + b"\1\x11\0"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\1\0\0\x3f\0"
    return b"\xff\xd8" + tables + huffman + frame + scan + bytes(4096) + b"\xff\xd9"


def tiff(entries: dict[int, tuple[int, int, int]], *, following: int = 0) -> bytes:
    """A TIFF of one directory: tag → (type, count, value or offset); `following` is where the next one is."""
    body = b"".join(struct.pack("<2H2I", tag, *entry) for tag, entry in sorted(entries.items()))
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + body + struct.pack("<I", following)


def _tiff_of(width: int, height: int) -> dict[int, tuple[int, int, int]]:
    return {256: (4, 1, width), 257: (4, 1, height), 258: (3, 1, 1), 259: (3, 1, 1), 262: (3, 1, 0), 273: (4, 1, 8),
            277: (3, 1, 1), 278: (4, 1, height), 279: (4, 1, 100)}  # fmt: skip


def _directories(count: int) -> bytes:
    """So many directories one after the other, each a page of one pixel."""
    made, size = [b"II*\0\x08\0\0\0"], 2 + 12 * len(_tiff_of(1, 1)) + 4
    for number in range(count):
        following = 8 + (number + 1) * size if number < count - 1 else 0
        made.append(tiff(_tiff_of(1, 1), following=following)[8:])
    return b"".join(made)


def box(kind: bytes, data: bytes, *, says: int | None = None) -> bytes:
    """One box of a HEIC file; `says` is a length that lies."""
    return struct.pack(">I", len(data) + 8 if says is None else says) + kind + data


def _heic(*boxes: bytes) -> bytes:
    return box(b"ftyp", b"heic\0\0\0\0mif1heic") + b"".join(boxes)


def _gif(frames: int) -> bytes:
    head = b"GIF89a" + struct.pack("<2H3B", 65535, 65535, 0x80, 0, 0) + bytes(6)
    frame = b"\x2c" + struct.pack("<4HB", 0, 0, 65535, 65535, 0) + b"\x02\x02\x44\x01\0"
    return head + frame * frames + b"\x3b"


def _bmp(width: int, height: int) -> bytes:
    return (
        b"BM"
        + struct.pack("<IHHI", 54, 0, 0, 54)
        + struct.pack("<I2i2H6I", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    )


_MAKES: dict[str, Make | bytes] = {
    "png: 50 000 x 50 000": png_claiming(50_000, 50_000),
    "png: 50 000 x 50 000 in one bit, whole": lambda _: png_claiming(50_000, 50_000, depth=1, data=squeezed(zeros(299))),
    "png: 2 to the 31 wide": png_claiming(2**31 - 1, 2**31 - 1),
    "png: no width": png_claiming(0, 0),
    "png: a comment of 60 MB": lambda _: png_claiming(9, 9, chunk(b"zTXt", b"a\0\0" + squeezed(zeros(60)))),
    "png: a profile of 60 MB": lambda _: png_claiming(9, 9, chunk(b"iCCP", b"a\0\0" + squeezed(zeros(60)))),
    "png: 100 000 chunks": lambda _: png_claiming(9, 9, *[chunk(b"tEXt", b"a\0b")] * 100_000),
    "png: a chunk that lies": b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31 - 1) + b"IHDR" + bytes(20),
    "jpeg: 65 500 x 65 500": jpeg_claiming(65_500, 65_500),
    "jpeg: a marker that never ends": b"\xff\xd8" + b"\xff\xe1\xff\xff" * 20_000,
    "jpeg: noise": b"\xff\xd8\xff" + dice("jpeg").randbytes(30_000),
    "gif: 65 535 x 65 535, 10 000 times": lambda _: _gif(10_000),
    "bmp: a million wide": _bmp(1_000_000, -1_000_000),
    "tiff: 100 000 directories": lambda _: _directories(100_000),
    "tiff: a directory that is its own next": tiff(_tiff_of(1, 1), following=8),
    "tiff: 4 000 000 000 wide": tiff(_tiff_of(2**32 - 1, 2**32 - 1)),
    "tiff: counts that lie": tiff({256: (4, 2**32 - 1, 8), 257: (5, 2**31, 0), 273: (4, 2**30, 0)}),
    "tiff: a page of 20 000 x 20 000, whole": lambda _: tiff({
        **_tiff_of(20_000, 20_000), 259: (3, 1, 32773), 273: (4, 1, 200), 279: (4, 1, 790_000)}
    ).ljust(200, b"\0") + b"\x81\0" * 395_000,
    "heic: noise": _heic() + dice("heic").randbytes(20_000),
    "heic: boxes in boxes": lambda _: _heic(box(b"meta", (struct.pack(">I", 90_000) + b"meta") * 10_000)),
    "heic: a box of no length": _heic(box(b"meta", b"", says=0), box(b"mdat", b"", says=1), bytes(99)),
    "heic: a box that lies": _heic(box(b"meta", bytes(99), says=2**32 - 1)),
    "webp: noise": b"RIFF\xff\xff\xff\xffWEBPVP8 " + dice("webp").randbytes(9_000),
    "svg: that fetches": lambda bait: (
        f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "{bait.secret.as_uri()}">]>'
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{bait.http}/svg"/><text>&x;</text></svg>').encode(),
}  # fmt: skip


def attacks() -> Iterator[Attack]:
    """All of them."""
    for name, make in _MAKES.items():
        kind = name.partition(":")[0]
        yield from files({name: make}, file=f"scan.{kind}", declared=f"image/{kind}")
