"""Files in the wrappers of Outlook and S/MIME: winmail.dat, .msg, .p7m, written byte by byte."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from asn1crypto import cms

Tree = Mapping[str, "bytes | Tree"]
_OF_MESSAGE = frozenset(
    (0x00069007, 0x0002800C, 0x00069003)
)  # TNEF attributes of the mail, not of an attachment
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(tree: Tree) -> bytes:
    """An OLE file of nested storages; every stream takes whole sectors, so that none lies in the small stream."""
    writer = _Compound()
    writer.storage("Root Entry", 5, tree)
    return writer.file()


class _Compound:
    """Directory entries and sectors as they are laid out. Streams are padded to 4096 bytes and keep their size."""

    def __init__(self) -> None:
        self.entries: list[list[object]] = []
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.small = bytearray()
        self.small_fat: list[int] = []

    def storage(self, name: str, kind: int, tree: Tree) -> int:
        """An entry and all below it; siblings hang in one line to the right."""
        index = len(self.entries)
        self.entries.append([name, kind, _FREE, _FREE, 0, 0])
        last = _FREE
        for key, value in tree.items():
            made = self.stream(key, value) if isinstance(value, bytes) else self.storage(key, 1, value)
            if last == _FREE:
                self.entries[index][3] = made
            else:
                self.entries[last][2] = made
            last = made
        return index

    def stream(self, name: str, data: bytes) -> int:
        """A stream's entry; under 4096 bytes it goes to the small stream, as the format wants."""
        if len(data) < 4096:
            start = len(self.small_fat) if data else _END
            count = -(-len(data) // 64)
            self.small += data.ljust(count * 64, b"\0")
            self.small_fat += _chain(len(self.small_fat), count)
        else:
            start = self.lay(data)
        self.entries.append([name, 2, _FREE, _FREE, start, len(data)])
        return len(self.entries) - 1

    def lay(self, data: bytes) -> int:
        """Bytes into sectors; the number of the first."""
        start, count = len(self.sectors), -(-len(data) // 512)
        self.sectors += [data[n * 512 : n * 512 + 512].ljust(512, b"\0") for n in range(count)]
        self.fat += _chain(start, count)
        return start if count else _END

    def file(self) -> bytes:
        """Header, sectors, directory, table of small sectors, and the FAT at the end."""
        self.entries[0][4:] = [self.lay(bytes(self.small)), len(self.small)]
        table = self.lay(struct.pack(f"<{len(self.small_fat)}I", *self.small_fat))
        tables = -(-len(self.small_fat) * 4 // 512)
        directory = self.lay(b"".join(map(_entry, self.entries)))
        pages = 1
        while pages * 128 < len(self.sectors) + pages:
            pages += 1
        first = len(self.sectors)
        fat = [*self.fat, *[_FAT] * pages]
        fat += [_FREE] * (pages * 128 - len(fat))
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
        head += struct.pack("<5H6xI", 62, 3, 0xFFFE, 9, 6, 0) + struct.pack("<2I", pages, directory)
        head += struct.pack("<6I", 0, 4096, table if tables else _END, tables, _END, 0)
        head += struct.pack(f"<{pages}I", *range(first, first + pages))
        return head.ljust(512, b"\xff") + b"".join(self.sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END] if count else []


def _entry(entry: Sequence[object]) -> bytes:
    name, kind, right, child, start, size = entry
    text = str(name).encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, kind, 1, _FREE, right, child)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def msg(
    *,
    texts: Mapping[str, str] | None = None,
    binaries: Mapping[str, bytes] | None = None,
    files: Mapping[str, bytes | Tree] | None = None,
    sent: int = 0,
    inner: bool = False,
) -> Tree:
    """The tree of an Outlook mail: texts and bytes by property, attachments by name; a tree is an attached mail."""
    numbers = struct.pack("<IIQ", 0x00390040, 6, sent) if sent else b""
    found: dict[str, bytes | Tree] = {"__properties_version1.0": b"\0" * (24 if inner else 32) + numbers}
    found |= {f"__substg1.0_{key}001F": text.encode("utf-16-le") for key, text in (texts or {}).items()}
    found |= {f"__substg1.0_{key}0102": data for key, data in (binaries or {}).items()}
    for number, (name, data) in enumerate((files or {}).items()):
        kind = "0102" if isinstance(data, bytes) else "000D"
        found[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": b"\0" * 8,
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            f"__substg1.0_3701{kind}": data,
        }
    return found


def tnef(*attributes: tuple[int, bytes]) -> bytes:
    """A TNEF stream of (attribute, value)."""
    pieces = (
        struct.pack("<BII", 1 if key in _OF_MESSAGE else 2, key, len(value))
        + value
        + struct.pack("<H", sum(value) & 0xFFFF)
        for key, value in attributes
    )
    return b"\x78\x9f\x3e\x22\x01\0" + b"".join(pieces)


def winmail(files: Mapping[str, bytes], *, body: bytes = b"") -> bytes:
    """winmail.dat as Outlook writes it: a short name by the old attribute, the long one among the properties."""
    attributes = [(0x00069007, struct.pack("<2I", 1258, 0))]
    attributes += [(0x0002800C, body)] if body else []
    for name, data in files.items():
        named = properties(
            (0x0003, 0x0E21, struct.pack("<I", 1)), (0x001F, 0x3707, name.encode("utf-16-le") + b"\0\0")
        )
        attributes += [
            (0x00069002, b"\0" * 14),
            (0x00018010, b"BOCO~1.DOC\0"),
            (0x0006800F, data),
            (0x00069005, named),
        ]
    return tnef(*attributes)


def properties(*wanted: tuple[int, int, bytes]) -> bytes:
    """MAPI properties of (type, identifier, value)."""
    pieces = [struct.pack("<I", len(wanted))]
    for kind, key, value in wanted:
        pieces.append(struct.pack("<2H", kind, key))
        if key >= 0x8000:
            pieces.append(b"\0" * 16 + struct.pack("<2I", 1, 3) + b"a\0\0\0")
        if kind in {0x1E, 0x1F, 0x0D, 0x102}:
            pieces.append(struct.pack("<2I", 1, len(value)))
        pieces.append(value + b"\0" * (-len(value) % 4))
    return b"".join(pieces)


def signed(content: bytes | None) -> bytes:
    """A signed value in DER, without signers: nobody checks them here."""
    held = {"content_type": "data"} | ({} if content is None else {"content": content})
    inside = cms.SignedData(
        {"version": "v1", "digest_algorithms": [], "encap_content_info": held, "signer_infos": []}
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": inside}).dump())


def signed_ber(content: bytes) -> bytes:
    """The same in BER of indefinite length, its content in pieces, as streaming signers write it."""
    oid = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
    pieces = b"".join(
        b"\x04\x82" + struct.pack(">H", len(content[at : at + 1000])) + content[at : at + 1000]
        for at in range(0, len(content), 1000)
    )
    held = b"\x30\x80" + oid + b"\x01\xa0\x80\x24\x80" + pieces + b"\0\0" * 3
    data = b"\x30\x80\x02\x01\x01\x31\0" + held + b"\x31\0\0\0"
    return b"\x30\x80" + oid + b"\x02\xa0\x80" + data + b"\0\0" * 2


def sealed() -> bytes:
    """An enveloped value: its type is all that can be read."""
    return bytes.fromhex("3080 0609 2a864886f70d010703 a080 3080 020100 3100 0000 0000 0000")
