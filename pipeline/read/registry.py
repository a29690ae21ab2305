"""Readers by media type. A new format is one file beside this one and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.model.document import Document, Wanted
from pipeline.read.docx.reader import read_docx
from pipeline.read.kinds import CONVERTED, PICTURES
from pipeline.read.office.reader import DIRECT, read_office
from pipeline.read.pdf import reader as pdf
from pipeline.read.pdf.pdfium import render
from pipeline.read.scan import pages as scan_pages
from pipeline.read.scan.reader import recognise as recognise_picture
from pipeline.read.sheet import Sheet

Reader = Callable[[bytes], Document]
Progress = Callable[[Sheet], None]
Sheets = Mapping[int, Sheet]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """A format of pages that may have to be recognised in their picture.

    `read` wants pages when it is given no sheets, and tells of each that it reads; `picture` is a page as it is seen
    (a PIL.Image.Image), its dpi and its size in points.
    """

    read: Callable[[bytes, Sheets | None, Progress | None], Document | Wanted]
    picture: Callable[[bytes, int], tuple[Any, float, tuple[float, float]]]


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
READERS: Mapping[str, Reader] = {
    f"{_WORD}.document": read_docx,
    f"{_WORD}.template": read_docx,
    "application/vnd.ms-word.document.macroenabled.12": read_docx,
    "application/vnd.ms-word.template.macroenabled.12": read_docx,
    "text/html": DIRECT["text/html"],
    "multipart/related": DIRECT["multipart/related"],
}
PAGED: Mapping[str, Paged] = {
    "application/pdf": Paged(read=pdf.read_pdf, picture=render),
    **dict.fromkeys(PICTURES, Paged(read=scan_pages.read_pictures, picture=scan_pages.picture)),
}

# Media types that say themselves why nothing can be read.
_REASONS: Mapping[str, tuple[str, str]] = {
    "application/x-encrypted-ooxml": ("password", "the document is protected by a password"),
    "application/x-empty": ("empty", "the file has no bytes"),
}


def read(
    data: bytes, media_type: str, sheets: Sheets | None = None, progress: Progress | None = None
) -> Document | Wanted:
    """Read a file by the type of its content; Wanted only where `sheets`, its pages as recognised, are None.

    UnreadableError when no reader takes it or it cannot be read.
    """
    kind = media_type.lower()
    if kind in _REASONS:
        raise UnreadableError(*_REASONS[kind])
    if kind in PAGED:
        return PAGED[kind].read(data, sheets, progress)
    if kind in CONVERTED:
        return read_office(data, kind)
    if kind not in READERS:
        raise UnreadableError("unsupported", f"no reader for {media_type}")
    return READERS[kind](data)


def recognise(data: bytes, media_type: str, page: int) -> Sheet:
    """One page, counted from 1, read in its picture. UnreadableError where it has none, or OCR is not installed."""
    paged = PAGED.get(media_type.lower())
    if paged is None:
        raise UnreadableError("unsupported", f"{media_type} has no pages to recognise")
    image, dpi, size = paged.picture(data, page)
    return recognise_picture(image, dpi=dpi, number=page, size=size)
