"""The one door to PDFium: the text, drawings and picture of a PDF's pages.

PDFium's text is exact and comes 30-50 times faster than pdfplumber's. It is not thread-safe and may abort the process
on a written attack: use it from one thread of a worker process with limits of time and memory, never in the program's own.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

import pypdfium2
from pypdfium2 import raw

from pipeline.errors import UnreadableError
from pipeline.read.pdf.cells import MIDDLE, Rule, Tables, Word, grids_of, rule_of
from pipeline.read.pdf.columns import may_have_columns
from pipeline.read.pdf.dots import dots
from pipeline.read.pdf.legacy import HORNLESS, decoded
from pipeline.read.pdf.pdfium_notes import notes
from pipeline.read.pdf.trace import Turn, face_of, trace
from pipeline.read.sheet import Sheet, refuse_pages, tidy
from pipeline.text.legacy import Legacy, legacy_of

MOST_CHARACTERS = 100_000  # on one page; a full page of a report has 2 500
MOST_OBJECTS = 100_000
MOST_SEGMENTS = 10_000  # of one path; an ornament or a chart has hundreds
# A ruled table needs 4 strokes; at 4 all 5 pages with tables were found among 145, and 7 others (underlines).
TABLE_PATHS = 4
OBJECT_DEPTH = 4  # forms inside forms

# A hyphen after which PDFium took the line break away: U+0002 in its older versions, U+FFFE in 159.0.8149.
_LINE_HYPHEN, _LINE_HYPHEN_NOW = "\x02", "\ufffe"
_RAW_LINE = re.compile(f"[^\r\n{_LINE_HYPHEN}]+{_LINE_HYPHEN}?")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_WORD = re.compile(r"\S+")
_NAME_BYTES = 256
_char_box = raw.FPDFText_GetCharBox


class RefusedError(Exception):
    """PDFium cannot open the file or the page; another reader may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawings:
    """What is drawn on a page: its paths, the share of it under images, and its largest image, if any."""

    paths: tuple[tuple[Any, Any], ...] = ()
    cover: float = 0.0
    image: Any = None
    image_area: float = 0.0  # square points


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The file, for `count` and `sheet`. RefusedError when PDFium cannot open it; UnreadableError `password`, `too_large`."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium keeps the last file's error when a load fails early, so the file itself must look locked as well.
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) and b"/Encrypt" in data:
            raise UnreadableError("password", "the file asks for a password") from error
        raise RefusedError(str(error)) from error
    with closing(document):
        if not len(document):
            raise RefusedError("PDFium finds no page")
        refuse_pages(len(document))
        yield document


def sheet(document: Any, number: int, tables: Tables) -> Sheet:
    """A page of an opened file; RefusedError when it cannot be read."""
    try:
        with closing(document[number - 1]) as page:
            found, noted = _sheet(page, number, tables), raw.FPDFPage_GetAnnotCount(page) > 0
        return replace(found, aside=notes(document, number)) if noted else found
    except pypdfium2.PdfiumError as error:
        raise RefusedError(str(error)) from error


def render(data: bytes, number: int) -> tuple[Any, float, tuple[float, float]]:
    """The picture (a PIL.Image.Image, L or RGB) of a page as it is displayed; its resolution in dpi; its size in points.

    The resolution is that of the image that fills the page, 200 dpi at most, unless it is black and white; 200 where
    none does; less where the picture would be too large. UnreadableError: `password`, `corrupt`, `too_large`.
    """
    try:
        with opened(data) as document, closing(document[number - 1]) as page:
            return _picture(page)
    except RefusedError as error:
        raise UnreadableError("corrupt", str(error)) from error
    except (pypdfium2.PdfiumError, IndexError, ValueError, OverflowError, ctypes.ArgumentError) as error:
        raise UnreadableError("corrupt", f"page {number} cannot be drawn: {error}") from error


def _picture(page: Any) -> tuple[Any, float, tuple[float, float]]:
    size = page.get_size()
    found = _drawings(page)
    pixels, bits = (0, 0), 0
    if found.image is not None:
        pixels, bits = found.image.get_px_size(), found.image.get_metadata().bits_per_pixel
    dpi = dots(size, cover=found.cover, area=found.image_area, pixels=pixels, bits=bits)
    with closing(page.render(scale=dpi / 72, rev_byteorder=True)) as bitmap:
        picture = bitmap.to_pil().convert("RGB")
    red, green, blue = picture.split()
    is_grey = red.tobytes() == green.tobytes() == blue.tobytes()
    return (red if is_grey else picture), dpi, size


def _sheet(page: Any, number: int, tables: Tables) -> Sheet:
    width, height = page.get_size()
    drawn = _drawings(page)
    bare = Sheet(
        number=number,
        width=width,
        height=height,
        lines=(),
        image_cover=drawn.cover,
        drawn=len(drawn.paths) >= TABLE_PATHS,
    )
    with closing(page.get_textpage()) as textpage:
        count = raw.FPDFText_CountChars(textpage)
        if count > MOST_CHARACTERS:
            return replace(bare, fault=f"{count} characters, more than {MOST_CHARACTERS}")
        text = _page_text(textpage, count)
        lost = max(0, count - len(text))
        upright = _upright(page)
        probe = _Probe(textpage, upright, exact=not lost)
        plain = decoded(text, probe.code)
        columns = number == 1 or may_have_columns(plain.text)
        found = (
            trace(probe, plain.text[match.start() : match.end()], match.start(), number, columns=columns)
            for match in _RAW_LINE.finditer(text)
        )
        lines = tuple(chain.from_iterable(found))
        full = replace(bare, lines=lines, lost=lost, doubt=HORNLESS if plain.hornless else "")
        if not (bare.drawn and lines):
            return full
        grids = grids_of(number, _rules(drawn.paths, upright), _words(plain.text, probe), tables)
        return replace(full, grids=grids)


def _words(text: str, probe: _Probe) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        first, last = found.start(), found.end() - 1
        shown, base = tidy(found[0]), probe.base(first)
        if shown:
            middle = base - MIDDLE * probe.size(first)
            yield Word(text=shown, x0=probe.span(first)[0], x1=probe.span(last)[1], base=base, middle=middle)


def _rules(paths: Iterable[tuple[Any, Any]], upright: Turn) -> Iterator[Rule]:
    """The level and upright strokes of paths."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for item, place in paths:
        matrix = _matrix(item).multiply(place)
        start = last = (0.0, 0.0)
        for number in range(min(raw.FPDFPath_CountSegments(item), MOST_SEGMENTS)):
            segment = raw.FPDFPath_GetPathSegment(item, number)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            kind, point = raw.FPDFPathSegment_GetType(segment), upright(*matrix.on_point(x.value, y.value))
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO:
                yield from rule_of(last, point)
            if raw.FPDFPathSegment_GetClose(segment):
                yield from rule_of(point, start)
            last = point


def _drawings(page: Any) -> _Drawings:
    """What is drawn on a page, forms inside forms included; boxes are clipped by the page's own."""
    paths, covered, best = list[tuple[Any, Any]](), 0.0, _Drawings()
    left, bottom, right, top = page.get_bbox()
    for kind, item, place in islice(_objects(page), MOST_OBJECTS):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            paths.append((item, place))
            continue
        x0, y0, x1, y1 = place.on_rect(*_bounds(item))
        covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
        area = (x1 - x0) * (y1 - y0)
        if area > best.image_area:
            best = _Drawings(image=item, image_area=area)
    cover = covered / max((right - left) * (top - bottom), 1.0)
    image = pypdfium2.PdfObject(best.image, page=page) if best.image is not None else None
    return replace(best, paths=tuple(paths), cover=min(cover, 1.0), image=image)


def _objects(page: Any) -> Iterator[tuple[int, Any, Any]]:
    """The paths and images of a page: kind, handle, and how its coordinates map to the page's."""
    start = (page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, pypdfium2.PdfMatrix(), 1)
    waiting = [start]
    while waiting:
        parent, count, get, place, depth = waiting.pop()
        for number in range(count(parent)):
            item = get(parent, number)
            kind = raw.FPDFPageObj_GetType(item) if item else raw.FPDF_PAGEOBJ_UNKNOWN
            if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
                yield kind, item, place
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < OBJECT_DEPTH:
                inside = _matrix(item).multiply(place)
                waiting.append(
                    (item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inside, depth + 1)
                )


def _matrix(item: Any) -> Any:
    found = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(item, found)
    return pypdfium2.PdfMatrix.from_raw(found)


def _bounds(item: Any) -> list[float]:
    """Left, bottom, right and top."""
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *edges)
    return [edge.value for edge in edges]


def _page_text(textpage: Any, count: int) -> str:
    """All text of a page; characters outside the basic plane become two blanks, so that places still count."""
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    got = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(got - 1, 0)].decode("utf-16-le", "replace")
    return _ASTRAL.sub("  ", text).replace(_LINE_HYPHEN_NOW, _LINE_HYPHEN)


def _upright(page: Any) -> Turn:
    left, bottom, right, top = page.get_bbox()
    turns = {
        0: Turn((1, 0, -left), (0, -1, top)),
        90: Turn((0, 1, -bottom), (1, 0, -left)),
        180: Turn((-1, 0, right), (0, 1, -bottom)),
        270: Turn((0, -1, top), (-1, 0, right)),
    }
    return turns[page.get_rotation()]


class _Probe:
    """Asks one text page about single characters, by their place in its text.

    Called half a dozen times a line, so that little is done in a call. Sizes are asked for twice, and kept.
    """

    def __init__(self, textpage: Any, upright: Turn, *, exact: bool) -> None:
        self._page, self._upright, self._exact = textpage.raw, upright, exact
        self._doubles = tuple(ctypes.c_double() for _ in range(4))
        self._edges = tuple(map(ctypes.byref, self._doubles))
        self._name, self._flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
        self._matrix = raw.FS_MATRIX()
        self._sizes = dict[int, float]()

    def _at(self, place: int) -> int:
        return place if self._exact else raw.FPDFText_GetCharIndexFromTextIndex(self._page, place)

    def span(self, place: int) -> tuple[float, float]:
        """Left and right edge of a character's ink."""
        _char_box(self._page, place if self._exact else self._at(place), *self._edges)
        left, right, bottom, top = self._doubles
        a, b, c = self._upright.across
        one, other = a * left.value + b * bottom.value + c, a * right.value + b * top.value + c
        return (one, other) if one <= other else (other, one)

    def base(self, place: int) -> float:
        """The baseline under a character."""
        raw.FPDFText_GetCharOrigin(self._page, self._at(place), *self._edges[:2])
        x, y = self._doubles[:2]
        return self._upright(x.value, y.value)[1]

    def size(self, place: int) -> float:
        """Its font size as shown, in points."""
        if place not in self._sizes:
            index = self._at(place)
            raw.FPDFText_GetMatrix(self._page, index, self._matrix)
            scale = math.hypot(self._matrix.c, self._matrix.d) or 1.0
            self._sizes[place] = round(float(raw.FPDFText_GetFontSize(self._page, index)) * scale, 1)
        return self._sizes[place]

    def code(self, place: int) -> Legacy | None:
        """The code from before Unicode that its font has, by the font's name."""
        return legacy_of(self._font(place))

    def _font(self, place: int) -> str:
        got = raw.FPDFText_GetFontInfo(self._page, self._at(place), self._name, _NAME_BYTES, self._flags)
        return self._name.value.decode("utf-8", "replace") if 0 < got <= _NAME_BYTES else ""

    def face(self, place: int) -> tuple[bool, bool]:
        """Whether a character is bold and whether it is italic."""
        return face_of(self._font(place), self._flags.value)
