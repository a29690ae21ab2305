"""One paragraph's visible text with the look of each piece, in document order, every w:t at most once.

Seen: inserted and moved-here text, content controls, smart tags, hyperlinks, results of fields, formulas. Not seen:
deleted and moved-away text, hidden text, field instructions, the second copy of a drawing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element as Element

from pipeline.read.docx import names as w
from pipeline.read.docx.fonts import is_coded, is_plain, recognised, shown, without_private
from pipeline.read.docx.numerals import glyph
from pipeline.read.docx.pages import PageCounter
from pipeline.read.docx.styles import ParagraphStyle, RunLook, Styles

SOFT_HYPHEN = "\u00ad"
_REVISIONS = frozenset(f"{w.W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_VISIBLE = (w.TEXT, w.TEXT_BOX, w.MATH_TEXT)
_PAGE_BREAKS = frozenset(("page",))


@dataclass(slots=True, kw_only=True)
class Line:
    """A paragraph being read: pieces of text with their look, text boxes anchored in it, the page it begins on.

    `shapes` are words drawn as shapes (WordArt, watermarks), which are no text of the paragraph.
    """

    style: ParagraphStyle
    pieces: list[tuple[str, RunLook]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    page: int | None = None

    @property
    def text(self) -> str:
        """The visible text, NFC, without white space at its ends."""
        if not self.pieces:
            return ""
        return unicodedata.normalize("NFC", "".join([piece for piece, _ in self.pieces])).strip()

    @property
    def is_spaced(self) -> bool:
        """Whether it begins with a tab or with blanks."""
        return bool(self.pieces) and self.pieces[0][0].startswith(_BLANKS)

    @property
    def font(self) -> str | None:
        """The font it begins in."""
        return self.pieces[0][1].font if self.pieces else self.style.base.font


class LineReader:
    """Reads paragraphs of one story; fields may span several of them."""

    def __init__(self, styles: Styles, pages: PageCounter) -> None:
        self._styles = styles
        self._pages = pages
        self._fields: list[bool] = []  # one per open field: whether its result has begun
        self._muted = False
        self.fonts: set[str] = set()
        self.revised = False
        self.recognised = False
        self._coded = self._soft = False

    def read(self, paragraph: Element, line: Line) -> None:
        """Add a paragraph's content to a line."""
        start = len(line.pieces)
        self._coded = self._soft = False
        self._inline(paragraph, line)
        if len(line.pieces) > start:
            self._decode(line, start)
        if self._muted:  # an instruction never runs on into the next paragraph: the field is broken
            self._fields = [begun for begun in self._fields if begun]
            self._muted = False

    def _decode(self, line: Line, start: int) -> None:
        """What was put on a line since `start`, in letters; an old code is known by its fonts, else by its words."""
        if self._coded:
            line.pieces[start:] = shown(line.pieces[start:])
        elif not is_plain(line.pieces[start:]):
            pieces = without_private(line.pieces[start:])
            found = recognised(pieces)
            line.pieces[start:] = found or pieces
            self.recognised = self.recognised or found is not None
        if self._soft:  # those that were letters are letters now
            line.pieces[start:] = [
                (text.replace(SOFT_HYPHEN, ""), look) for text, look in line.pieces[start:]
            ]

    def _inline(self, parent: Element, line: Line) -> None:
        for child in parent:
            tag = child.tag
            if tag in _RUNS:
                self._run(child, line.style.base, line)
            elif tag == w.ALTERNATES:
                self._inline(choose(child), line)
            elif tag == w.TEXT_BOX:
                line.boxes.append(child)
            else:
                self.revised = self.revised or tag in _REVISIONS
                if tag not in w.INVISIBLE:
                    self._inline(child, line)

    def _run(self, run: Element, look: RunLook, line: Line) -> None:
        for child in run:
            tag = child.tag
            if tag in _TEXTS:
                if child.text:
                    self._put(child.text, look, line)
            elif tag == w.RUN_PROPERTIES:
                look = self._styles.run(line.style, child)
            elif tag in _SIGNS:
                self._put(_SIGNS[tag], look, line)
            elif tag in _PARTS:
                _PARTS[tag](self, child, look, line)
            elif tag not in w.INVISIBLE and len(child):
                self._drawing(child, line)

    def _put(self, text: str, look: RunLook, line: Line) -> None:
        if look.hidden or self._muted:
            return
        self._soft = self._soft or SOFT_HYPHEN in text
        inked = not text.isspace()
        if is_coded(look.font):
            self._coded = True
            if inked and look.font:
                self.fonts.add(look.font)
        elif look.caps:
            text = text.upper()
        line.pieces.append((text, look))
        if inked and line.page is None and text != SOFT_HYPHEN:
            line.page = self._pages.page
        if inked and not self._pages.inked:
            self._pages.inked = True

    def _drawing(self, drawing: Element, line: Line) -> None:
        """Text boxes wherever they hide in a drawing, an old picture or an object."""
        self._pages.inked = True
        for child in drawing:
            if child.tag == w.TEXT_BOX:
                line.boxes.append(child)
            elif child.tag == w.ALTERNATES:
                self._drawing(choose(child), line)
            elif child.tag == w.TEXT_PATH:
                line.shapes.append(child.get("string", ""))
            elif len(child):
                self._drawing(child, line)

    def _alternates(self, element: Element, look: RunLook, line: Line) -> None:
        self._run(choose(element), look, line)

    def _ruby(self, element: Element, _look: RunLook, line: Line) -> None:
        self._inline(element, line)

    def _break(self, element: Element, look: RunLook, line: Line) -> None:
        if element.get(f"{w.W}type") in _PAGE_BREAKS:
            self._pages.hard_break()
        self._put("\n", look, line)

    def _noted_break(self, _element: Element, _look: RunLook, _line: Line) -> None:
        self._pages.noted_break()

    def _symbol(self, element: Element, look: RunLook, line: Line) -> None:
        try:
            sign = chr(int(element.get(f"{w.W}char", ""), 16))
        except (ValueError, OverflowError):
            return
        self._put(glyph(sign, element.get(f"{w.W}font", "")), look, line)

    def _field(self, element: Element, _look: RunLook, _line: Line) -> None:
        kind = element.get(f"{w.W}fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()
        self._muted = not all(self._fields)


def choose(alternates: Element) -> Element:
    """The one branch of `mc:AlternateContent` to read: the first that holds text, choices before the fallback."""
    for branch in alternates:
        if branch.tag in (w.CHOICE, w.FALLBACK) and next(branch.iter(*_VISIBLE), None) is not None:
            return branch
    first = next(iter(alternates), None)
    return alternates if first is None else first


_PARTS: dict[object, Callable[[LineReader, Element, RunLook, Line], None]] = {
    f"{w.W}br": LineReader._break,  # noqa: SLF001 - a table of the class's own, outside it: bound, it would be a ring
    f"{w.W}sym": LineReader._symbol,  # noqa: SLF001 - as above
    f"{w.W}fldChar": LineReader._field,  # noqa: SLF001 - as above
    f"{w.W}lastRenderedPageBreak": LineReader._noted_break,  # noqa: SLF001 - as above
    f"{w.W}ruby": LineReader._ruby,  # noqa: SLF001 - as above
    w.ALTERNATES: LineReader._alternates,  # noqa: SLF001 - as above
}
_RUNS = frozenset((w.RUN, w.MATH_RUN))
_TEXTS = frozenset((w.TEXT, w.MATH_TEXT))
_SIGNS = {
    f"{w.W}tab": "\t",
    f"{w.W}ptab": "\t",
    f"{w.W}cr": "\n",
    f"{w.W}noBreakHyphen": "-",
    f"{w.W}softHyphen": SOFT_HYPHEN,
}


_SEVERAL = 2
_BLANKS = ("\t", "  ", "\xa0")
_NO_LINE = frozenset((None, "none"))
_BLACK = frozenset(("auto", "000000"))
# Bytes of UTF-8 that begin no letter: those within a sign, and ASCII but for its letters.
_NO_LETTERS = bytes(byte for byte in range(0xC0) if not (byte < 0x80 and chr(byte).isalpha()))  # noqa: PLR2004 - UTF-8
_RARE = re.compile(
    "[^\x00-\x7f\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"
)  # not sure to be letters


class Share(NamedTuple):
    """How a line looks as a whole: the shares of its letters and the rest, as in `Style`."""

    bold: float
    bold_prefix: int
    italic: float
    underlined: float
    size: float | None
    font: str
    colour: str


def share_of(line: Line, text: str) -> Share:
    """How a line looks by its runs; level, place and list are added by the walk."""
    inked = [(piece, look) for piece, look in line.pieces if not piece.isspace()]
    look = inked[0][1] if inked else line.style.base
    if len(inked) < _SEVERAL or all(
        other is look for _, other in inked
    ):  # `Styles` gives equal looks as one object
        prefix, underlined = 0, float(look.underline not in _NO_LINE)
        return Share(
            float(bool(look.bold)), prefix, float(bool(look.italic)), underlined, look.size, *_inks(look)
        )
    total = bold = italic = underlined = 0
    looks: dict[tuple[float | None, str, str], int] = {}
    for piece, look in inked:
        letters = _letters(piece)
        total += letters
        bold += letters if look.bold else 0
        italic += letters if look.italic else 0
        underlined += 0 if look.underline in _NO_LINE else letters
        most = (look.size, *_inks(look))
        looks[most] = looks.get(most, 0) + letters
    return Share(
        bold / (total or 1),
        _bold_prefix(line, text),
        italic / (total or 1),
        underlined / (total or 1),
        *max(looks, key=looks.__getitem__),
    )


def _inks(look: RunLook) -> tuple[str, str]:
    """Its font and its colour, empty where they are unknown, automatic or black."""
    font, colour = "" if look.themed else look.font or "", look.colour or ""
    return font, "" if colour in _BLACK else colour


def _letters(text: str) -> int:
    """How many letters it has: its bytes that begin one. Asking every sign took a sixth of the time of a file."""
    begun = len(text.encode(errors="surrogatepass").translate(None, _NO_LETTERS))
    rare = _RARE.findall(text)
    return begun - sum(not sign.isalpha() for sign in rare) if rare else begun


def _bold_prefix(line: Line, text: str) -> int:
    """Characters of the text before the weight changes from bold; 0 when it never changes or does not begin bold."""
    prefix = ""
    for piece, look in line.pieces:
        if not look.bold and not piece.isspace():
            return min(len(unicodedata.normalize("NFC", prefix).strip()), len(text))
        prefix += piece
    return 0
