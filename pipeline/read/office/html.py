"""HTML as a document: reports saved as web pages, or exported as HTML under the name of a .doc.

Read from the markup alone: nothing is fetched, no script runs, no style sheet is applied but `style` attributes.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml import html as lxml_html
from lxml.etree import _Element as Element

from pipeline.errors import UnreadableError
from pipeline.model.document import Block, BlockKind, Document, Style
from pipeline.read.docx.numerals import numeral
from pipeline.read.docx.table import Draft, is_running_text, table_draft
from pipeline.read.docx.walk import MAX_BLOCKS
from pipeline.read.office.charset import decode

READER = "html"
MAX_BYTES = 30_000_000  # a tree takes some 20 times its text, as for XML parts

_SILENT = frozenset(
    ("script", "style", "head", "title", "template", "noscript", "noframes", "del", "iframe", "xml")
)
_BLOCKS = frozenset((
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "hr", "section", "article", "header", "footer",
    "main", "aside", "address", "center", "form", "body", "h1", "h2", "h3", "h4", "h5", "h6",
))  # fmt: skip
_BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_ITALIC = frozenset(("i", "em"))
_ROWS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BULLET = "•"

_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_WEIGHT = re.compile(r"(?<![-\w])font-weight\s*:\s*(\w+)", re.IGNORECASE)
_SLANT = re.compile(r"(?<![-\w])font-style\s*:\s*(\w+)", re.IGNORECASE)
_CENTRED = re.compile(r"(?<![-\w])text-align\s*:\s*center", re.IGNORECASE)
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-9])(?!\d)", re.IGNORECASE)
_WORD_LABEL = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)  # Word writes its automatic number as text
_OLD_FONT = re.compile(r"\.Vn\w+|VNI-\w+")
_HEAVY = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_SLANTED = frozenset(("italic", "oblique"))
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How a piece of text looks; `label` marks a number that a word processor made."""

    bold: bool = False
    italic: bool = False
    label: bool = False
    lines: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The paragraph-level element that text stands in; `numbers` are those of the list around it."""

    name: str = ""
    level: int | None = None
    centred: bool = False
    numbers: Iterator[str] | None = None


@dataclass(slots=True, kw_only=True)
class _Flow:
    """A column of drafts being filled, the pieces of the paragraph under way, and its label."""

    frame: _Frame
    drafts: list[Draft] = field(default_factory=list)
    pieces: list[tuple[str, _Look]] = field(default_factory=list)
    label: str = ""


def read_html(data: bytes, charset: str = "") -> Document:
    """Read a page; `charset` is what was said of it outside.

    UnreadableError: `empty`, `too_large`, `corrupt` (no markup, nested too deep). A page without text gives a Document
    without blocks.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError("too_large", f"{len(data)} bytes of HTML")
    text = _CONTROLS.sub("", decode(data, charset))
    if not text.strip():
        raise UnreadableError("empty", "the file has no text")
    # huge_tree: without it the text under 256 levels of tags is lost in silence; the input is bounded above.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    page = _Page()
    try:
        drafts = page.column(lxml_html.document_fromstring(text.encode(), parser=parser), _Look(), _Frame())
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError("corrupt", f"no HTML: {error}") from error
    except RecursionError as error:
        raise UnreadableError("corrupt", "elements are nested too deep") from error
    return Document(reader=READER, blocks=blocks(drafts), remarks=tuple(page.remarks()))


def blocks(drafts: Iterable[Draft]) -> tuple[Block, ...]:
    """Drafts as blocks, numbered from 1; pages are not known."""
    return tuple(
        Block(kind=draft.kind, text=draft.text, label=draft.label, style=draft.style, rows=draft.rows, paragraph=place)
        for place, draft in enumerate(drafts, 1)
    )  # fmt: skip


class _Page:
    """One walk through a page in document order."""

    def __init__(self) -> None:
        self._count = 0
        self._fonts: set[str] = set()

    def remarks(self) -> Iterator[str]:
        """What a reviewer should know."""
        if self._fonts:
            yield f"text in fonts of an old Vietnamese code, not Unicode: {', '.join(sorted(self._fonts))}"

    def column(self, element: Element, look: _Look, frame: _Frame) -> list[Draft]:
        """Every block of a body or a cell."""
        flow = _Flow(frame=frame)
        self._inside(element, look, flow)
        self._flush(flow)
        return flow.drafts

    def _inside(self, element: Element, look: _Look, flow: _Flow) -> None:
        self._put(element.text, look, flow)
        for child in element:
            self._element(child, look, flow)
            self._put(child.tail, look, flow)

    def _element(self, element: Element, look: _Look, flow: _Flow) -> None:
        tag = element.tag
        css = element.get("style", "")
        self._fonts.update(_OLD_FONT.findall(f"{css} {element.get('face', '')}"))
        if tag in _SILENT or element.get("hidden") is not None or _HIDDEN.search(css):
            return
        if tag == "br":
            self._flush(flow)
        elif tag == "table":
            self._flush(flow)
            flow.drafts += self._table(element, look, flow.frame)
        elif tag in _BLOCKS:
            self._block(element, _look(element, css, look), flow)
        else:
            self._inside(element, _look(element, css, look), flow)

    def _block(self, element: Element, look: _Look, flow: _Flow) -> None:
        self._flush(flow)
        outer, flow.frame = flow.frame, _frame(element, flow.frame)
        if element.tag == "li":
            flow.label = next(flow.frame.numbers or iter(()), _BULLET)
        self._inside(element, look, flow)
        self._flush(flow)
        if element.tag == "li":
            flow.label = ""
        flow.frame = outer

    def _put(self, text: str | None, look: _Look, flow: _Flow) -> None:
        if not text:
            return
        first, *rest = text.split("\n") if look.lines else [text]
        flow.pieces.append((first, look))
        for line in rest:
            self._flush(flow)
            flow.pieces.append((line, look))

    def _flush(self, flow: _Flow) -> None:
        """End the paragraph under way."""
        pieces, flow.pieces = flow.pieces, []
        draft = _draft(pieces, flow)
        if draft is None:
            return
        self._count += 1
        if self._count > MAX_BLOCKS:
            raise UnreadableError("too_large", f"more than {MAX_BLOCKS} paragraphs")
        flow.label = ""
        flow.drafts.append(draft)

    def _table(self, table: Element, look: _Look, frame: _Frame) -> list[Draft]:
        frame = replace(frame, numbers=None)
        above = [
            draft for child in table if child.tag == "caption" for draft in self.column(child, look, frame)
        ]
        rows = [
            [
                self.column(cell, _look(cell, cell.get("style", ""), look), frame)
                for cell in row
                if cell.tag in _CELLS
            ]
            for row in _rows(table)
        ]
        if is_running_text(rows):
            return [*above, *(draft for cells in rows for drafts in cells for draft in drafts)]
        return [*above, *table_draft(rows)]


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == "tr":
            yield child
        elif child.tag in _ROWS:
            yield from _rows(child)


def _look(element: Element, css: str, look: _Look) -> _Look:
    tag = element.tag
    weight, slant = _WEIGHT.search(css), _SLANT.search(css)
    return _Look(
        bold=weight[1].lower() in _HEAVY if weight else look.bold or tag in _BOLD,
        italic=slant[1].lower() in _SLANTED if slant else look.italic or tag in _ITALIC,
        label=look.label or bool(_WORD_LABEL.search(css)),
        lines=look.lines or tag == "pre",
    )


def _frame(element: Element, outer: _Frame) -> _Frame:
    tag, css = str(element.tag), element.get("style", "")
    outline = _OUTLINE.search(css)
    heading = int(tag[1]) if tag[0] == "h" and tag[1:].isdigit() else None
    return _Frame(
        name=element.get("class", "") or tag,
        level=int(outline[1]) if outline else heading,
        centred=tag == "center"
        or element.get("align") == "center"
        or bool(_CENTRED.search(css))
        or outer.centred,
        numbers=_numbers(element) if tag in ("ol", "ul") else outer.numbers,
    )


def _numbers(element: Element) -> Iterator[str] | None:
    if element.tag == "ul":
        return None
    form = _FORMS.get(element.get("type", ""), "decimal")
    start = element.get("start", "1")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < len("10000") else 1
    return (f"{numeral(number, form)}." for number in itertools.count(first))


def _draft(pieces: list[tuple[str, _Look]], flow: _Flow) -> Draft | None:
    shown = [(piece, look) for piece, look in pieces if not look.label]
    text = _tidy(piece for piece, _ in shown)
    if not text:
        return None
    label = _tidy(piece for piece, look in pieces if look.label) or flow.label
    frame = flow.frame
    kind = BlockKind.LIST_ITEM if label else BlockKind.PARAGRAPH
    return Draft(
        kind=kind if frame.level is None else BlockKind.HEADING,
        text=text,
        label=label,
        style=Style(
            name=frame.name,
            bold=_share(shown, [look.bold for _, look in shown]),
            bold_prefix=_bold_prefix(shown),
            italic=_share(shown, [look.italic for _, look in shown]),
            level=frame.level,
            centred=frame.centred,
        ),
    )


def _share(pieces: list[tuple[str, _Look]], marked: list[bool]) -> float:
    letters = [sum(map(str.isalpha, piece)) for piece, _ in pieces]
    return sum(itertools.compress(letters, marked)) / (sum(letters) or 1)


def _bold_prefix(pieces: list[tuple[str, _Look]]) -> int:
    """Characters before the weight changes from bold; 0 when it never changes or does not begin bold."""
    prefix = list(itertools.takewhile(lambda piece: piece[1].bold or piece[0].isspace(), pieces))
    return len(_tidy(piece for piece, _ in prefix)) if len(prefix) < len(pieces) else 0


def _tidy(pieces: Iterable[str]) -> str:
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", "".join(pieces))).strip()
