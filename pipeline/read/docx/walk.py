"""The one walk over a story's tree: paragraphs and tables in document order, as drafts of blocks.

A draft has everything but its running number and the decision whether pages are known. Never opens a part.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml.etree import _Element as Element

from pipeline.errors import UnreadableError
from pipeline.model.document import BlockKind, Setting, Style
from pipeline.read.docx import names as w
from pipeline.read.docx.fonts import label_shown
from pipeline.read.docx.line import Line, LineReader, Share, choose, share_of
from pipeline.read.docx.numbering import Level, Numbering
from pipeline.read.docx.pages import PageCounter
from pipeline.read.docx.parted import piece_styles
from pipeline.read.docx.settings import setting_of
from pipeline.read.docx.styles import ParagraphLook, ParagraphStyle, Styles, paragraph_look
from pipeline.read.docx.table import (
    Draft,
    cells_of,
    is_continued,
    is_running_text,
    rows_of,
    span_of,
    table_draft,
)

MAX_BLOCKS = 200_000
_BODY_LEVEL = 9  # w:outlineLvl 9: body text
_CENTRED = frozenset(("center", "centre"))


@dataclass(slots=True)
class Flow:
    """A column of drafts being filled; `carried` is a paragraph without its mark, to be joined to the next.

    `head` is how it looks itself when its mark is a style separator: the whole line then has its number and style.
    """

    drafts: list[Draft] = field(default_factory=list)
    carried: Line | None = None
    head: tuple[ParagraphStyle, ParagraphLook] | None = None


class Walk:
    """One walk through one story (the body, a header, the footnotes); the numbering's counters run along."""

    def __init__(self, styles: Styles, numbering: Numbering, pages: PageCounter) -> None:
        self._styles = styles
        self._numbering = numbering
        self._pages = pages
        self._count = 0
        self.lines = LineReader(styles, pages)
        self.chunks = 0
        self.sections: list[Element] = []

    def story(self, root: Element) -> tuple[Draft, ...]:
        """Every block below a root element; UnreadableError `too_large` beyond MAX_BLOCKS."""
        return tuple(self._column(root))

    def _column(self, root: Element) -> list[Draft]:
        flow = Flow()
        self._blocks(root, flow)
        self._flush(flow)
        return flow.drafts

    def _blocks(self, parent: Element, flow: Flow) -> None:
        for child in parent:
            tag = child.tag
            if tag == w.PARAGRAPH:
                self._paragraph(child, flow)
            elif tag == w.TABLE:
                self._flush(flow)
                flow.drafts.extend(self._table(child))
            elif tag == w.ALTERNATES:
                self._blocks(choose(child), flow)
            elif tag == w.EMBEDDED_CHUNK:
                self.chunks += 1
            elif tag not in w.INVISIBLE:
                self._blocks(child, flow)

    def _paragraph(self, paragraph: Element, flow: Flow) -> None:
        look = paragraph_look(w.properties(paragraph, w.PARAGRAPH_PROPERTIES))
        style = self._styles.paragraph(look.style)
        if style.look.page_before if look.page_before is None else look.page_before:
            self._pages.break_before()
        line = Line(style=style)
        if flow.carried is not None:
            line = replace(flow.carried, style=style)
            flow.carried = None
        self.lines.read(paragraph, line)
        self._end(line, look, flow)
        if look.section is not None:
            self._pages.section_end()
            self.sections.append(look.section)

    def _end(self, line: Line, look: ParagraphLook, flow: Flow) -> None:
        """What a paragraph's mark says: the line is whole, or goes on in the next paragraph."""
        if look.separator and look.mark_hidden and flow.head is None:
            flow.head = line.style, look
        if look.mark_gone or (look.separator and look.mark_hidden):
            flow.carried = line
            self.lines.revised = self.lines.revised or look.mark_gone
            return
        if flow.head is not None:
            (line.style, look), flow.head = flow.head, None
        self._finish(line, look, flow)

    def _flush(self, flow: Flow) -> None:
        """A mark gone at the end of a column has nothing to join: the paragraph stands, unnumbered if it was deleted."""
        line, flow.carried = flow.carried, None
        head, flow.head = flow.head, None
        if line is not None:
            line.style, look = head or (line.style, ParagraphLook(number_id="0"))
            self._finish(line, look, flow)

    def _finish(self, line: Line, look: ParagraphLook, flow: Flow) -> None:
        text = line.text
        label, level = "", None
        if text or not look.mark_hidden:  # an empty numbered line counts, a hidden one does not
            label, level = self._number(look, line.style)
        if not label.isascii():
            label = label_shown(label, (level.font if level else None) or line.font)
        if text:
            self._count += 1
            if self._count > MAX_BLOCKS:
                raise UnreadableError("too_large", f"more than {MAX_BLOCKS} paragraphs")
            flow.drafts.append(_draft(line, text, label, _full_style(line, text, look, level)))
        flow.drafts.extend(_drawn(words, line) for words in line.shapes if words.strip())
        for box in line.boxes:
            with self._numbering.own_story():
                flow.drafts.extend(self._column(box))

    def _number(self, look: ParagraphLook, style: ParagraphStyle) -> tuple[str, Level | None]:
        """The paragraph's label (the counter moves on), and the level it comes from when the paragraph names it."""
        number_id = look.number_id or style.look.number_id
        if number_id is None:
            return "", None
        place = look.number_level
        if place is None and look.number_id is None:
            place = self._numbering.level_of_style(number_id, style.chain)
        if place is None:
            place = style.look.number_level or 0
        return self._numbering.advance(number_id, place), self._numbering.level(number_id, place)

    def _table(self, table: Element) -> list[Draft]:
        rows: list[list[list[Draft]]] = []
        merged: frozenset[int] = frozenset()
        for row in rows_of(table):
            cells, merged = self._row(row, merged)
            rows.append(cells)
        if is_running_text(rows):
            return [draft for cells in rows for drafts in cells for draft in drafts]
        return table_draft(rows)

    def _row(self, row: Element, merged: frozenset[int]) -> tuple[list[list[Draft]], frozenset[int]]:
        """A row's cells, and the grid columns where a vertical merge goes on into the next row."""
        cells: list[list[Draft]] = []
        below: set[int] = set()
        column = 0
        for cell in cells_of(row):
            span, merge = span_of(cell)
            if merge is not None:
                below.add(column)
            cells.append([] if is_continued(merge) and column in merged else self._column(cell))
            column += span
        return cells, frozenset(below)


def _draft(line: Line, text: str, label: str, style: Style) -> Draft:
    kind = BlockKind.LIST_ITEM if label else BlockKind.PARAGRAPH
    return Draft(
        kind=kind if style.level is None else BlockKind.HEADING,
        text=text,
        label=label,
        style=style,
        page=line.page or 1,
        pieces=() if label else piece_styles(line, text, style),
    )


def _drawn(words: str, line: Line) -> Draft:
    text = unicodedata.normalize("NFC", words).strip()
    return Draft(kind=BlockKind.PARAGRAPH, text=text, page=line.page or 1)


def _full_style(line: Line, text: str, look: ParagraphLook, level: Level | None) -> Style:
    inherited = line.style.look
    outline = inherited.level if look.level is None else look.level
    return _style(
        line.style.name,
        share_of(line, text),
        outline + 1 if outline is not None and 0 <= outline < _BODY_LEVEL else None,
        (look.alignment or inherited.alignment) in _CENTRED,
        _indent(look, inherited, level),
        setting_of(look, inherited, spaced=line.is_spaced),
    )


@lru_cache(maxsize=1024)  # most lines of a file look like another one: a third of the time of making a Style
def _style(  # noqa: PLR0913, PLR0917 - for the cache
    name: str,
    share: Share,
    outline: int | None,
    centred: bool,  # noqa: FBT001 - for the cache
    indent: float,
    setting: Setting,
) -> Style:
    return Style(
        name=name,
        bold=share.bold,
        bold_prefix=share.bold_prefix,
        italic=share.italic,
        size=share.size,
        level=outline,
        centred=centred,
        indent=indent,
        underlined=share.underlined,
        font=share.font,
        colour=share.colour,
        setting=setting,
    )


def _indent(look: ParagraphLook, style: ParagraphLook, level: Level | None) -> float:
    """Where the first line begins. The list's own place counts before the style's only if the paragraph names it."""
    if level is None:
        left = style.left if look.left is None else look.left
        first = style.first_line if look.first_line is None else look.first_line
        return round((left or 0.0) + (first or 0.0), 2)
    lefts, firsts = [look.left, style.left], [look.first_line, style.first_line]
    place = 1 if look.number_id else 2
    lefts.insert(place, level.left)
    firsts.insert(place, level.first_line)
    return round(w.first(lefts) + w.first(firsts), 2)
