"""Archives that are attacks: far more inside than outside, members over each other, lies, depth, names that climb."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Iterator

from tests.build import mail
from tests.build.attacks.attack import Attack, Bait, Make, cut, dice, files, scratched, squeezed, zeros


def deflated(name: bytes, raw: bytes, *, says: int, checksum: int = 0, method: int = 8) -> bytes:
    """A zip of one member, packed already, that says whatever we like of itself."""
    about = struct.pack("<5H3I2H", 20, 0, method, 0, 33, checksum, len(raw), says, len(name), 0)
    local = b"PK\x03\x04" + about + name + raw
    central = b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<3H2I", 0, 0, 0, 0, 0) + name
    end = struct.pack("<4H2IH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + b"PK\x05\x06" + end


def _bomb(mebibytes: int) -> bytes:
    return squeezed(zeros(mebibytes))[2:-4]


def _many(count: int) -> bytes:
    """So many empty members; written by hand, since zipfile takes its time."""
    name = b"a"
    local = b"PK\x03\x04" + struct.pack("<5H3I2H", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + name
    central = b"".join(
        b"PK\x01\x02"
        + struct.pack("<6H3I5H2I", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, place * len(local))
        + name
        for place in range(count)
    )
    end = struct.pack("<4H2IH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(central), count * len(local), 0)
    return local * count + central + b"PK\x05\x06" + end


def _tree(levels: int, width: int) -> bytes:
    """Archives of archives, each of as many: as 42.zip."""
    data = mail.zip_of({"a.bin": bytes(1 << 20)})
    for _ in range(levels):
        data = mail.zip_of({f"{place}.zip": data for place in range(width)})
    return data


def _link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("lien ket.docx", (1980, 1, 1, 0, 0, 0))
        info.external_attr = 0o120777 << 16
        made.writestr(info, "/etc/passwd")
    return out.getvalue()


def _tar(bait: Bait) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as made:
        for name, kind, target in (("../../evil", tarfile.REGTYPE, ""), ("a", tarfile.SYMTYPE, "/"),
                                   ("a/evil", tarfile.REGTYPE, ""), ("b", tarfile.LNKTYPE, str(bait.secret)),
                                   ("c", tarfile.CHRTYPE, "")):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            made.addfile(info)
    return out.getvalue()


def _shifted(data: bytes) -> bytes:
    """The directory is said to be somewhere else."""
    end = data.rindex(b"PK\x05\x06")
    return data[: end + 16] + struct.pack("<I", 0xFFFFFFF0) + data[end + 20 :]


_RAR5 = b"Rar!\x1a\x07\x01\0"
_RAR4 = b"Rar!\x1a\x07\0"
_7Z = b"7z\xbc\xaf\x27\x1c\0\4"

_ZIPS: dict[str, Make | bytes] = {
    "zip: 60 MB in 60 kB": lambda _: mail.zip_of({"a.docx": bytes(60_000_000)}),
    "zip: 300 MB in a member that says 10 bytes": lambda _: deflated(b"a.docx", _bomb(300), says=10),
    "zip: a member that says 4 GB": lambda _: deflated(b"a.docx", _bomb(1), says=0xFFFFFFFE),
    "zip: ten members of 30 MB": lambda _: mail.zip_of({f"{n}.bin": bytes(30_000_000) for n in range(10)}),
    "zip: members over each other": lambda _: mail.overlapping_zip(5_000),
    "zip: 100 000 members": lambda _: _many(100_000),
    "zip: nested 20 deep": lambda _: mail.nested_zip(20),
    "zip: encrypted": lambda _: mail.encrypted_zip({"a.docx": b"x" * 999}),
    "zip: wrong checksum": lambda _: deflated(b"a.txt", _bomb(1), says=1 << 20, checksum=1),
    "zip: unknown method": lambda _: deflated(b"a.txt", b"abc", says=3, method=99),
    "zip: LZMA with a dictionary of 4 GB": lambda _: deflated(
        b"a.txt", b"\x09\x04\x05\0\x5d\xff\xff\xff\xff" + bytes(99), says=9, method=14
    ),
    "zip: bzip2 of 180 MB": lambda _: deflated(b"a.txt", bz2.compress(bytes(45_000_000)) * 4, says=9, method=12),
    "zip: no members": b"PK\x05\x06" + bytes(18),
    "zip: a directory somewhere else": lambda _: _shifted(mail.zip_of({"a": b"b"})),
    "zip: a comment of 64 kB": lambda _: mail.zip_of({"a": b"b"})[:-2] + b"\xff\xff" + b"PK\x05\x06" * 16_000,
    "zip: a link to a file": lambda _: _link(),
    "zip: names that climb": lambda _: mail.zip_of({"../../evil.docx": b"a", "/evil": b"b", "C:\\evil": b"c", "a/../b": b"d"}),
    "zip: names of NUL and of none": lambda _: mail.zip_named(b"a\0b", b"x") + mail.zip_named(b"", b"y"),
    "zip: a name of 60 kB": lambda _: mail.zip_named(b"n" * 60_000, b"x"),
    "zip: one name 500 times": lambda _: _many(500).replace(b"a", b"b"),
    "zip: 64 bits of lies": lambda _: deflated(b"a", b"x", says=0xFFFFFFFF).replace(b"PK\x05\x06", b"PK\x06\x06PK\x06\x07PK\x05\x06"),
    "zip: an archive in its own comment": lambda _: mail.zip_of({"a": b"b"})[:-2] + b"\x80\0" + mail.zip_of({"c": b"d"}),
    "zip: bombs beside a report": lambda bait: mail.zip_of(
        {"a.bin": bytes(30_000_000), "bao cao.docx": bait.good, "b.zip": mail.nested_zip(9)}
    ),
    "zip: scratched": lambda _: scratched("zip", mail.zip_of({f"{n}.txt": b"abc" * n for n in range(200)})),
    "zip: cut": lambda _: cut("zip", mail.zip_of({f"{n}.txt": b"abc" * n for n in range(200)})),
}  # fmt: skip

# All files of a message share one limit on their number, of which archives leave some to what comes behind them.
_CROWDS: dict[str, Make | bytes] = {
    "zip: 2 000 members": lambda _: _many(2_000),
    "zip: 16 archives of 16 archives of 16": lambda _: _tree(3, 16),
}  # fmt: skip

_OTHERS: dict[str, Make | bytes] = {
    "gz: 320 MB": lambda _: gzip.compress(bytes(40_000_000), mtime=0) * 8,
    "gz: nested": lambda _: gzip.compress(gzip.compress(gzip.compress(bytes(9_000_000), mtime=0), mtime=0), mtime=0),
    "bz2: 360 MB": lambda _: bz2.compress(bytes(45_000_000)) * 8,
    "xz: 320 MB": lambda _: lzma.compress(bytes(40_000_000)) * 8,
    "tar: climbs and links": _tar,
    "7z: noise": lambda _: _7Z + dice("7z").randbytes(9_000),
    "7z: a header of 2 to the 63": _7Z + bytes(4) + struct.pack("<2QI", 32, 2**63 - 1, 0) + bytes(99),
    "7z: counts that lie": _7Z + bytes(4) + struct.pack("<2QI", 0, 32, 0) + b"\x01\x04\x06\xff" + b"\xff" * 28,
    "rar: noise, old": lambda _: _RAR4 + dice("rar4").randbytes(9_000),
    "rar: noise, new": lambda _: _RAR5 + dice("rar5").randbytes(9_000),
    "rar: a header of no length": _RAR4 + bytes(9_000),
    "rar: numbers without end": _RAR5 + b"\0\0\0\0" + b"\xff" * 9_000,
    "cab: noise": lambda _: b"MSCF\0\0\0\0" + dice("cab").randbytes(9_000),
    "iso: noise": lambda _: bytes(32_769) + b"CD001\x01" + dice("iso").randbytes(9_000),
}  # fmt: skip


def attacks() -> Iterator[Attack]:
    """All of them."""
    yield from files(_ZIPS, file="bao cao.zip", declared="application/zip")
    yield from files(_CROWDS, file="bao cao.zip", declared="application/zip")
    for name, make in _OTHERS.items():
        yield from files(
            {name: make}, file=f"bao cao.{name.partition(':')[0]}", declared="application/octet-stream"
        )
