"""Readers by media type. A new format is one file beside this one and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.errors import UnreadableError
from pipeline.model.document import Document
from pipeline.read.docx import read_docx
from pipeline.read.office import DIRECT, read_office
from pipeline.read.office_types import CONVERTED
from pipeline.read.pdf import read_without_ocr

Reader = Callable[[bytes], Document]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
READERS: Mapping[str, Reader] = {
    f"{_WORD}.document": read_docx,
    f"{_WORD}.template": read_docx,
    "application/vnd.ms-word.document.macroenabled.12": read_docx,
    "application/vnd.ms-word.template.macroenabled.12": read_docx,
    "application/pdf": read_without_ocr,
    "text/html": DIRECT["text/html"],
    "multipart/related": DIRECT["multipart/related"],
}

# Media types that say themselves why nothing can be read.
_REASONS: Mapping[str, tuple[str, str]] = {
    "application/x-encrypted-ooxml": ("password", "the document is protected by a password"),
    "application/x-empty": ("empty", "the file has no bytes"),
}


def read(data: bytes, media_type: str) -> Document:
    """Read a file by the type of its content. UnreadableError when no reader takes it or it cannot be read."""
    kind = media_type.lower()
    if kind in _REASONS:
        raise UnreadableError(*_REASONS[kind])
    if kind in CONVERTED:
        return read_office(data, kind)
    reader = READERS.get(kind)
    if reader is None:
        raise UnreadableError("unsupported", f"no reader for {media_type}")
    return reader(data)
