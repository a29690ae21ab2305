"""Which kind of old or foreign Word file the bytes are, and whether a password locks them. Starts nothing.

Media types are those that `parse/` finds by content; where one type covers several formats, the opening tells.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Mapping
from enum import StrEnum

from pipeline.errors import UnreadableError
from pipeline.read.docx.package import BROKEN


class Kind(StrEnum):
    """A format, written as the file name ending that belongs to it."""

    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    ODT_TEMPLATE = "ott"
    FLAT_ODT = "fodt"
    WORD_2003_XML = "xml"
    FLAT_DOCX = "flat"
    DOCX = "docx"
    HTML = "html"


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_WORD_XML = "application/x-wordml"
_XML = "application/xml"
_LOCKED = "application/x-encrypted-ooxml"
_EMPTY = "application/x-empty"
_KINDS: Mapping[str, Kind] = {
    "application/msword": Kind.DOC,
    "application/rtf": Kind.RTF,
    "application/vnd.oasis.opendocument.text": Kind.ODT,
    "application/vnd.oasis.opendocument.text-template": Kind.ODT_TEMPLATE,
    _WORD_XML: Kind.WORD_2003_XML,
    _XML: Kind.FLAT_ODT,
    "text/html": Kind.HTML,
    f"{_WORD}document": Kind.DOCX,
    f"{_WORD}template": Kind.DOCX,
    "application/vnd.ms-word.document.macroenabled.12": Kind.DOCX,
    "application/vnd.ms-word.template.macroenabled.12": Kind.DOCX,
}

_OPENING = 8192  # bytes in which a root element and its declarations stand
_FLAT_DOCX = re.compile(rb"<pkg:package\b")
_FLAT_ODT = re.compile(
    rb"<office:document\s[^>]*office:mimetype=[\"']application/vnd\.oasis\.opendocument\.text"
)
_LOCKED_DETAIL = "the document is protected by a password"

# The head of the main stream of a .doc ([MS-DOC] 2.5.2 FibBase): a magic number, and ten bytes on a word of flags.
_WORD_97, _WORD_95 = b"\xec\xa5", b"\xdc\xa5"
_FLAGS_AT = 10
_ENCRYPTED = 0x0100
_SMALLEST_SECTOR = 64
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes, media_type: str) -> Kind:
    """The kind of a file of this media type.

    UnreadableError: `empty`, `password` (recognised without opening it), `unsupported` (a type not converted here).
    """
    if not data:
        raise UnreadableError("empty", "the file has no bytes")
    kind = _KINDS.get(media_type.lower())
    if media_type.lower() == _LOCKED or _is_locked(data, kind):
        raise UnreadableError("password", _LOCKED_DETAIL)
    if kind is Kind.WORD_2003_XML and _FLAT_DOCX.search(data, 0, _OPENING):
        return Kind.FLAT_DOCX
    if kind is None or (kind is Kind.FLAT_ODT and not _FLAT_ODT.search(data, 0, _OPENING)):
        raise UnreadableError("unsupported", f"no reader for {media_type}")
    return kind


def is_word_97(data: bytes) -> bool:
    """Whether a .doc is of Word 97 or later, which LibreOffice's `MS Word 97` filter reads."""
    return _head(data)[:2] == _WORD_97


def _is_locked(data: bytes, kind: Kind | None) -> bool:
    if kind is Kind.DOC:
        head = _head(data)
        return bool(head) and bool(struct.unpack_from("<H", head, _FLAGS_AT)[0] & _ENCRYPTED)
    return kind in (Kind.ODT, Kind.ODT_TEMPLATE) and _odt_is_locked(data)


def _head(data: bytes) -> bytes:
    """The first bytes of the main stream, empty when it cannot be seen.

    Looked for by its magic number at the start of a sector: so it is found in files whose directory is damaged, too.
    """
    if not data.startswith(_OLE):
        return b""
    starts = (_aligned(data, magic) for magic in (_WORD_97, _WORD_95))
    start = min((found for found in starts if found >= 0), default=len(data))
    head = data[start : start + _FLAGS_AT + 2]
    return head if len(head) == _FLAGS_AT + 2 else b""


def _aligned(data: bytes, magic: bytes) -> int:
    at = data.find(magic, len(_OLE))
    while at >= 0 and at % _SMALLEST_SECTOR:
        at = data.find(magic, at + 1)
    return at


def _odt_is_locked(data: bytes) -> bool:
    """OpenDocument says so in its manifest; the newest way puts a whole locked package inside a plain one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "encrypted-package" in archive.namelist():
                return True
            with archive.open("META-INF/manifest.xml") as manifest:
                return b"encryption-data" in manifest.read(1 << 20)
    except BROKEN:
        return False
