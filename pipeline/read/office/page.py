"""Text files, and web pages with their pictures in one file (MHTML), which Word saves under the name of a .doc."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from email.message import Message

from pipeline.errors import UnreadableError
from pipeline.model.document import Document
from pipeline.read.office.charset import decode
from pipeline.read.office.doc import text_document
from pipeline.read.office.html import MAX_BYTES, read_html

Reader = Callable[[bytes], Document]

READER = "text"
# Word's own has no field but these two, so that nothing else tells it from a text.
_WORD_PAGE = re.compile(
    rb"\s*MIME-Version:[^\n]*\n(?:[^\n]+\n){0,20}?Content-Type:\s*multipart/related", re.IGNORECASE
)


def read_mhtml(data: bytes) -> Document:
    """The page inside. UnreadableError `corrupt` when there is none, and as `read_html`."""
    if len(data) > MAX_BYTES:
        raise UnreadableError("too_large", f"{len(data)} bytes of MHTML")
    try:
        page = next(filter(_is_page, email.message_from_bytes(data.lstrip()).walk()), None)
    except RecursionError as error:
        raise UnreadableError("corrupt", "parts are nested too deep") from error
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise UnreadableError("corrupt", "no page in it")
    return read_html(content, str(page.get_param("charset") or ""))


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")


def read_text(data: bytes) -> Document:
    """A plain text, one paragraph a line; or the MHTML that Word writes, which begins like one."""
    if _WORD_PAGE.match(data):
        return read_mhtml(data)
    if len(data) > MAX_BYTES:
        raise UnreadableError("too_large", f"{len(data)} bytes of text")
    text = decode(data)
    if not text.strip():
        raise UnreadableError("empty", "the file has no text")
    return text_document(text, READER, ())
