"""PDF bytes → Document: PDFium reads, pdfplumber is asked for the cells of tables and for what PDFium cannot read.

The pages are those that PDFium counts: in 36 of 39 real files where pdfplumber counted fewer, it was right. So no count is
asked of pdfplumber for its own sake, which takes 1.1 ms a file, 6 % and more of the reading of a text of four pages;
where it is opened anyway, a differing count is said in the remarks, and its pages are left alone.
Call `read_pdf` from one thread of a worker process with limits of time and memory, never in the program's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, overload

from pipeline.errors import UnreadableError
from pipeline.model.document import Document, Wanted
from pipeline.read.pdf.build import build
from pipeline.read.pdf.furniture import without_stamps
from pipeline.read.pdf.ocr import doubted, mended, need_of
from pipeline.read.pdf.pdfium import RefusedError, opened
from pipeline.read.pdf.pdfium import sheet as first_sheet
from pipeline.read.pdf.plumber import Second
from pipeline.read.pdf.quality import SCAN_COVER, page_quality
from pipeline.read.sheet import Sheet

MOST_BYTES = 50 * 2**20

Progress = Callable[[Sheet], None]


@overload
def read_pdf(data: bytes, sheets: Mapping[int, Sheet], progress: Progress | None = None) -> Document: ...
@overload
def read_pdf(data: bytes, sheets: None = None, progress: Progress | None = None) -> Document | Wanted: ...
def read_pdf(
    data: bytes, sheets: Mapping[int, Sheet] | None = None, progress: Progress | None = None
) -> Document | Wanted:
    """The text of a PDF as blocks, page by page; Wanted when OCR could mend pages of it and `sheets` is None.

    `sheets` are pages as OCR read them, by number: with them, or with none at all, the answer is always a document. A
    sheet with `ocr` set replaces its page where it is to be believed; one with a `fault` leaves it unread. `progress`
    is told of each page once it is read, in order, with the number of the file's pages in `Sheet.of`.

    UnreadableError: `empty`; `password`; `corrupt` (neither reader opens it); `no_text` (no page has text that can be
    believed); `too_large` (over 50 MB, 2 000 pages or 200 000 blocks).
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError("empty", "the file has no content")
    if len(data) > MOST_BYTES:
        raise UnreadableError("too_large", f"{len(data)} bytes, more than {MOST_BYTES}")
    with closing(Second(data)) as second:
        pages = []
        for found in _read_sheets(data, second):
            sheet = without_stamps(found)
            if sheets is not None:
                sheet = mended(sheet, sheets[sheet.number]) if sheet.number in sheets else doubted(sheet)
            pages.append(sheet)
            if progress is not None:
                progress(sheet)
    wanted = tuple(sheet.number for sheet in pages if need_of(sheet)) if sheets is None else ()
    if wanted:
        return Wanted(pages=wanted, of=len(pages))
    return build(pages, reader="pdf", remarks=tuple(second.remarks))


def read_without_ocr(data: bytes) -> Document:
    """The text of a PDF, as far as it can be had without OCR. Errors are those of `read_pdf`."""
    return read_pdf(data, {})


def finish(sheets: Sequence[Sheet], why: str) -> Document:
    """The document that the pages make up which were read before a limit ended the reader: `why` is the limit's code.

    The pages of the file that are missing count as unread; where no sheet knows how many it has, the one after the last
    at least. UnreadableError `why` when none of the pages read has text.
    """
    total = max((sheet.of for sheet in sheets), default=0)
    read = {sheet.number for sheet in sheets}
    rest = [number for number in range(1, total + 1) if number not in read]
    if not total:
        rest = [max(read, default=0) + 1]
    most = f"of {total}" if total else "of an unknown number of"
    said = f"read {len(read)} {most} pages, then stopped: {why}"
    try:
        document = build(sheets, reader="pdf", remarks=(said,))
    except UnreadableError as error:
        raise UnreadableError(why, f"{said}; {error.detail}") from error
    unread = tuple(sorted({*document.unread_pages, *rest}))
    return replace(document, pages=total or None, unread_pages=unread)


def _read_sheets(data: bytes, second: Second) -> Iterator[Sheet]:
    try:
        with opened(data) as document:
            second.expected = len(document)
            for number in range(1, len(document) + 1):
                yield replace(_read_sheet(document, number, second), of=len(document))
    except RefusedError as error:
        yield from second.sheets(str(error))


def _read_sheet(document: Any, number: int, second: Second) -> Sheet:
    try:
        sheet = first_sheet(document, number, second)
    except RefusedError:
        return second.sheet(number)
    return _better(sheet, second) if sheet.lost and _is_garbled(sheet) else sheet


def _is_garbled(sheet: Sheet) -> bool:
    quality = page_quality(sheet.words, image_cover=sheet.image_cover, lost=sheet.lost)
    return bool(quality.fault) and sheet.image_cover <= SCAN_COVER


def _better(sheet: Sheet, second: Second) -> Sheet:
    """The other reader's lines, when they can be believed and PDFium's cannot."""
    other = replace(sheet, lines=second.sheet(sheet.number).lines, lost=0)
    if not other.lines or _is_garbled(other):
        return sheet
    return replace(other, remarks=("read by pdfplumber, PDFium's text is garbled",))
