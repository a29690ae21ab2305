"""Which media types are read in which way, and by which of our sources: for those who must not import a reader."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

PDF = "application/pdf"
ODT = "application/vnd.oasis.opendocument.text"

CONVERTED = frozenset((
    "application/msword", "application/rtf", ODT, f"{ODT}-template", "application/x-wordml", "application/xml",
))  # fmt: skip
"""Media types that programs turn into a .docx first."""

PICTURES = frozenset((
    "image/jpeg", "image/png", "image/tiff", "image/heic", "image/heif", "image/bmp", "image/gif", "image/webp",
))  # fmt: skip
"""Media types that are pages in a picture."""


class Family(StrEnum):
    """What shares its sources and the programs that it needs: mails themselves, and kinds of files."""

    MAIL = "mail"
    WORD = "word"
    OFFICE = "office"
    PAGES = "pages"
    OTHER = "other"


_SHARED = (
    "read/__init__.py",
    "read/registry.py",
    "read/kinds.py",
    "read/tools.py",
    "read/marks.py",
    "read/places.py",
    "errors.py",
    "sentences/__init__.py",
    "sentences/sentence.py",
    "sentences/machine.py",
    "model",
    "text",
)
SOURCES: Mapping[Family, tuple[str, ...]] = {
    Family.MAIL: ("parse", "programs", "model", "text"),
    Family.WORD: ("read/docx", *_SHARED),
    Family.OFFICE: ("read/office", "read/docx", "programs", *_SHARED),
    Family.PAGES: ("read/pdf", "read/scan", "read/sheet.py", *_SHARED),
    Family.OTHER: _SHARED,
}
"""Globs below `pipeline/` of the code that a reading comes from: what was read by other code does not count."""

PAGE_SOURCES = (
    "read/scan", "read/sheet.py", "read/tools.py", "read/marks.py", "read/pdf/__init__.py", "read/pdf/pdfium_notes.py", "read/pdf/pdfium.py", "read/pdf/dots.py",
    "read/pdf/labels.py", "read/pdf/trace.py", "model/document.py", "model/secrecy.py", "text/fold.py",
)  # fmt: skip
"""The same for one recognised page, which costs a second of computing and so is kept apart: what draws it and reads it."""

SIGNATURE_SOURCES = ("read/signed", "read/pdf", "read/sheet.py", *_SHARED)
"""The same for the signatures of a file."""

_DIRECT = frozenset(("text/html", "multipart/related"))


def family(media_type: str) -> Family:
    """The family of a media type, in any case."""
    kind = media_type.lower()
    if kind == PDF or kind in PICTURES:
        return Family.PAGES
    if kind in CONVERTED or kind in _DIRECT:
        return Family.OFFICE
    return Family.WORD if "word" in kind else Family.OTHER
