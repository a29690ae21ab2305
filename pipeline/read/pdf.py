"""PDF bytes → Document. The one door to pypdfium2 and pdfplumber.

PDFium reads every page (text exact, 30-50 times faster); pdfplumber is opened only for pages with ruled tables and as
the second reader of what PDFium cannot read: it can loop forever on a written attack and lost pages without a word in
39 of 2 903 real files, while PDFium's count was right in 36 of those. So no page count is asked of it for its own
sake; where it is opened anyway, a differing count is said in the remarks.

PDFium is not thread-safe and may abort the process on a written attack: call `read_pdf` from one thread of a worker
process with limits of time and memory, never in the program's own.
"""

from __future__ import annotations

import ctypes
import io
import logging
import math
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import chain, islice
from typing import Any

import pdfplumber
import pypdfium2
from pypdfium2 import raw

from pipeline.errors import UnreadableError
from pipeline.model.document import Document
from pipeline.read.pdf_build import build
from pipeline.read.pdf_lines import Grid, Sheet
from pipeline.read.pdf_loops import has_reference_loop
from pipeline.read.pdf_quality import SCAN_COVER, page_quality
from pipeline.read.pdf_tables import cell_text, is_table, without_blanks
from pipeline.read.pdf_trace import face_of, line_of, trace

# pdfminer, below pdfplumber, tells of every broken operator on stderr, in the sender's words; a run is silent.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

MOST_BYTES = 50 * 2**20
MOST_PAGES = 2_000
MOST_CHARACTERS = 100_000  # on one page; a full page of a report has 2 500
MOST_OBJECTS = 100_000
# A ruled table needs 4 strokes; at 4 all 5 pages with tables were found among 145, and 7 others (underlines).
TABLE_PATHS = 4
OBJECT_DEPTH = 4  # forms inside forms


# A hyphen after which PDFium took the line break away: U+0002 in its older versions, U+FFFE in 159.0.8149.
_LINE_HYPHEN, _LINE_HYPHEN_NOW = "\x02", "\ufffe"
_RAW_LINE = re.compile(f"[^\r\n{_LINE_HYPHEN}]+{_LINE_HYPHEN}?")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_NAME_BYTES = 256


def read_pdf(data: bytes) -> Document:
    """The text of a PDF as blocks, page by page.

    UnreadableError: `empty`; `password`; `corrupt` (neither reader opens it); `no_text` (no page has text that can be
    believed: a scan); `too_large` (over 50 MB, 2 000 pages or 200 000 blocks).
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError("empty", "the file has no content")
    if len(data) > MOST_BYTES:
        raise UnreadableError("too_large", f"{len(data)} bytes, more than {MOST_BYTES}")
    with closing(_Second(data)) as second:
        sheets = tuple(_read_sheets(data, second))
        return build(sheets, reader="pdf", remarks=tuple(second.remarks))


def _read_sheets(data: bytes, second: _Second) -> Iterator[Sheet]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium keeps the last file's error when a load fails early, so the file itself must look locked as well.
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) and b"/Encrypt" in data:
            raise UnreadableError("password", "the file asks for a password") from error
        yield from second.sheets(str(error))
        return
    with closing(document):
        if not len(document):
            yield from second.sheets("PDFium finds no page")
            return
        _refuse_pages(len(document))
        second.expected = len(document)
        for number in range(1, len(document) + 1):
            yield _read_sheet(document, number, second)


def _refuse_pages(count: int) -> None:
    if count > MOST_PAGES:
        raise UnreadableError("too_large", f"{count} pages, more than {MOST_PAGES}")


def _read_sheet(document: Any, number: int, second: _Second) -> Sheet:
    try:
        with closing(document[number - 1]) as page:
            sheet, paths = _first_sheet(page, number)
    except pypdfium2.PdfiumError:
        return second.sheet(number)
    if paths >= TABLE_PATHS and sheet.lines:
        sheet = replace(sheet, grids=second.grids(number))
    return _better(sheet, second) if sheet.lost and _is_garbled(sheet) else sheet


def _is_garbled(sheet: Sheet) -> bool:
    quality = page_quality(sheet.words, image_cover=sheet.image_cover, lost=sheet.lost)
    return bool(quality.fault) and sheet.image_cover <= SCAN_COVER


def _better(sheet: Sheet, second: _Second) -> Sheet:
    """The other reader's lines, when they can be believed and PDFium's cannot."""
    other = replace(sheet, lines=second.sheet(sheet.number).lines, lost=0)
    if not other.lines or _is_garbled(other):
        return sheet
    second.remarks.append(f"page {sheet.number}: read by pdfplumber, PDFium's text is garbled")
    return other


# --- PDFium -----------------------------------------------------------------------------------------------------------


def _first_sheet(page: Any, number: int) -> tuple[Sheet, int]:
    width, height = page.get_size()
    paths, cover = _drawings(page)
    sheet = Sheet(
        number=number, width=width, height=height, lines=(), image_cover=cover, drawn=paths >= TABLE_PATHS
    )
    with closing(page.get_textpage()) as textpage:
        count = raw.FPDFText_CountChars(textpage)
        if count > MOST_CHARACTERS:
            return replace(sheet, fault=f"{count} characters, more than {MOST_CHARACTERS}"), paths
        text = _page_text(textpage, count)
        lost = max(0, count - len(text))
        probe = _Probe(textpage, _upright(page), exact=not lost)
        found = (trace(probe, match[0], match.start(), number) for match in _RAW_LINE.finditer(text))
        return replace(sheet, lines=tuple(chain.from_iterable(found)), lost=lost), paths


def _drawings(page: Any) -> tuple[int, float]:
    """How many paths are drawn, counted no further than needed, and the share of the page under its largest image."""
    width, height = page.get_size()
    paths, cover = 0, 0.0
    kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    for item in islice(page.get_objects(filter=kinds, max_depth=OBJECT_DEPTH), MOST_OBJECTS):
        if item.type == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            continue
        left, bottom, right, top = item.get_bounds()
        cover = max(cover, (right - left) * (top - bottom) / max(width * height, 1.0))
    return paths, min(cover, 1.0)


def _page_text(textpage: Any, count: int) -> str:
    """All text of a page; characters outside the basic plane become two blanks, so that places still count."""
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    got = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(got - 1, 0)].decode("utf-16-le", "replace")
    return _ASTRAL.sub("  ", text).replace(_LINE_HYPHEN_NOW, _LINE_HYPHEN)


def _upright(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """How a point of the file's page maps to the upright page, from its top left corner."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, Callable[[float, float], tuple[float, float]]] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation()]


class _Probe:
    """Asks one text page about single characters, by their place in its text."""

    def __init__(
        self, textpage: Any, upright: Callable[[float, float], tuple[float, float]], *, exact: bool
    ) -> None:
        self._page, self._upright, self._exact = textpage, upright, exact
        self._doubles = tuple(ctypes.c_double() for _ in range(4))
        self._name, self._flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
        self._matrix = raw.FS_MATRIX()

    def _at(self, place: int) -> int:
        return place if self._exact else raw.FPDFText_GetCharIndexFromTextIndex(self._page, place)

    def span(self, place: int) -> tuple[float, float]:
        """Left and right edge of a character's ink."""
        left, right, bottom, top = self._doubles
        raw.FPDFText_GetCharBox(self._page, self._at(place), left, right, bottom, top)
        one, other = self._upright(left.value, bottom.value)[0], self._upright(right.value, top.value)[0]
        return min(one, other), max(one, other)

    def base(self, place: int) -> float:
        """The baseline under a character."""
        x, y = self._doubles[:2]
        raw.FPDFText_GetCharOrigin(self._page, self._at(place), x, y)
        return self._upright(x.value, y.value)[1]

    def size(self, place: int) -> float:
        """Its font size as shown, in points."""
        index = self._at(place)
        raw.FPDFText_GetMatrix(self._page, index, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d) or 1.0
        return round(float(raw.FPDFText_GetFontSize(self._page, index)) * scale, 1)

    def face(self, place: int) -> tuple[bool, bool]:
        """Whether a character is bold and whether it is italic."""
        got = raw.FPDFText_GetFontInfo(self._page, self._at(place), self._name, _NAME_BYTES, self._flags)
        name = self._name.value if 0 < got <= _NAME_BYTES else b""
        return face_of(name.decode("utf-8", "replace"), self._flags.value)


# --- pdfplumber -------------------------------------------------------------------------------------------------------


class _Second:
    """pdfplumber, opened when it is first asked for; what it cannot do is a remark, never an exception."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None
        self.expected = 0
        self.remarks: list[str] = []

    def close(self) -> None:
        """Give everything back; a broken file may fail here once more."""
        with self._trapped("the file"):
            if self._pdf is not None:
                self._pdf.close()

    def _pages(self) -> Any:
        if self._pdf is None:
            if has_reference_loop(self._data):
                raise ValueError("an object refers to itself")
            self._pdf = pdfplumber.open(io.BytesIO(self._data))
            seen = len(self._pdf.pages)
            if self.expected and seen != self.expected:
                self.remarks.append(f"PDFium counts {self.expected} pages, pdfplumber {seen}")
        return self._pdf.pages

    def sheets(self, why: str) -> Iterator[Sheet]:
        """Every page, when PDFium opens none; UnreadableError `corrupt` when this reader cannot either."""
        count = 0
        with self._trapped("the file"):
            count = len(self._pages())
        if not count:
            raise UnreadableError("corrupt", "; ".join((why, *self.remarks)))
        _refuse_pages(count)
        self.remarks.append(f"read by pdfplumber: {why}")
        for number in range(1, count + 1):
            yield self.sheet(number)

    def sheet(self, number: int) -> Sheet:
        """One page as this reader sees it; without lines and with a fault when it cannot."""
        with self._trapped(f"page {number}"):
            page = self._pages()[number - 1]
            lines = tuple(line_of(line, number) for line in page.extract_text_lines())
            width, height = float(page.width), float(page.height)
            page.close()
            grids = self.grids(number)
            return Sheet(number=number, width=width, height=height, lines=lines, grids=grids)
        return Sheet(number=number, width=0, height=0, lines=(), fault="no reader can open it")

    def grids(self, number: int) -> tuple[Grid, ...]:
        """The ruled tables of a page, from the top; none when this reader cannot open it."""
        with self._trapped(f"page {number}: its tables are read as lines"):
            page = self._pages()[number - 1]
            found = [_grid(table, page.bbox) for table in page.find_tables()]
            page.close()
            return tuple(sorted((grid for grid in found if is_table(grid)), key=lambda grid: grid.top))
        return ()

    @contextmanager
    def _trapped(self, what: str) -> Iterator[None]:
        try:
            yield
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - on 3 219 real files it raised 17 unrelated classes
            self.remarks.append(f"{what} (pdfplumber: {type(error).__name__})")


def _grid(table: Any, page_box: tuple[float, float, float, float]) -> Grid:
    x0, top, x1, bottom = (float(edge) for edge in table.bbox)
    rows = tuple(tuple(cell_text(cell or "") for cell in row) for row in table.extract())
    left, above = page_box[:2]
    return Grid(x0=x0 - left, top=top - above, x1=x1 - left, bottom=bottom - above, rows=without_blanks(rows))
