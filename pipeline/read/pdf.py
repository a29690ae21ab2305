"""PDF bytes → Document: PDFium reads, pdfplumber is asked for ruled tables and for what PDFium cannot read.

No page count is asked of pdfplumber for its own sake; where it is opened anyway, a differing count is said in the remarks.
Call `read_pdf` from one thread of a worker process with limits of time and memory, never in the program's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.model.document import Document
from pipeline.read.pdf_build import build
from pipeline.read.pdf_lines import Sheet
from pipeline.read.pdf_pdfium import TABLE_PATHS, RefusedError, opened
from pipeline.read.pdf_pdfium import sheet as first_sheet
from pipeline.read.pdf_plumber import Second
from pipeline.read.pdf_quality import SCAN_COVER, page_quality

MOST_BYTES = 50 * 2**20


def read_pdf(data: bytes) -> Document:
    """The text of a PDF as blocks, page by page.

    UnreadableError: `empty`; `password`; `corrupt` (neither reader opens it); `no_text` (no page has text that can be
    believed: a scan); `too_large` (over 50 MB, 2 000 pages or 200 000 blocks).
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError("empty", "the file has no content")
    if len(data) > MOST_BYTES:
        raise UnreadableError("too_large", f"{len(data)} bytes, more than {MOST_BYTES}")
    with closing(Second(data)) as second:
        sheets = tuple(_read_sheets(data, second))
        return build(sheets, reader="pdf", remarks=tuple(second.remarks))


def _read_sheets(data: bytes, second: Second) -> Iterator[Sheet]:
    try:
        with opened(data) as document:
            second.expected = len(document)
            for number in range(1, len(document) + 1):
                yield _read_sheet(document, number, second)
    except RefusedError as error:
        yield from second.sheets(str(error))


def _read_sheet(document: Any, number: int, second: Second) -> Sheet:
    try:
        sheet, paths = first_sheet(document, number)
    except RefusedError:
        return second.sheet(number)
    if paths >= TABLE_PATHS and sheet.lines:
        sheet = replace(sheet, grids=second.grids(number))
    return _better(sheet, second) if sheet.lost and _is_garbled(sheet) else sheet


def _is_garbled(sheet: Sheet) -> bool:
    quality = page_quality(sheet.words, image_cover=sheet.image_cover, lost=sheet.lost)
    return bool(quality.fault) and sheet.image_cover <= SCAN_COVER


def _better(sheet: Sheet, second: Second) -> Sheet:
    """The other reader's lines, when they can be believed and PDFium's cannot."""
    other = replace(sheet, lines=second.sheet(sheet.number).lines, lost=0)
    if not other.lines or _is_garbled(other):
        return sheet
    second.remarks.append(f"page {sheet.number}: read by pdfplumber, PDFium's text is garbled")
    return other
