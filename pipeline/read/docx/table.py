"""Tables: which rows and cells are seen, and whether a table is a table or running text in a frame.

A table is running text, and comes as its paragraphs so that headings in it can be found, when no row has more than
one cell (a frame), or when one cell holds at least RUNNING_PARAGRAPHS paragraphs with RUNNING_CHARACTERS characters
(a layout). A list of recipients has more paragraphs but fewer characters; cells of data have fewer of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from pipeline.model.document import BlockKind, Style
from pipeline.read.docx import names as w
from pipeline.read.docx.line import choose

RUNNING_PARAGRAPHS = 5
RUNNING_CHARACTERS = 800
LETTERHEAD_ROWS, LETTERHEAD_CELLS = 8, 4  # a table beyond that is no letterhead and no place for signatures
MAX_SPAN = 63  # columns of a table, in Word
_SPAN, _MERGE = f"{w.W}gridSpan", f"{w.W}vMerge"
_GONE = {
    w.ROW: (w.ROW_PROPERTIES, (w.DELETED, f"{w.W}hidden")),
    w.CELL: (w.CELL_PROPERTIES, (f"{w.W}cellDel",)),
}


@dataclass(slots=True, kw_only=True)  # not frozen, which takes three times as long to make
class Draft:
    """A block without its running number; `page` is the page as counted, whether or not it can be relied on.

    `pieces` are the styles of what tabs and breaks part in it, line by line; empty of one that is whole.
    """

    kind: BlockKind
    text: str
    label: str = ""
    style: Style = field(default_factory=Style)
    page: int = 1
    rows: tuple[tuple[str, ...], ...] = ()
    looks: tuple[tuple[tuple[Style, ...], ...], ...] = ()
    pieces: tuple[tuple[Style, ...], ...] = ()

    @property
    def shown(self) -> str:
        """The text with its label."""
        return f"{self.label} {self.text}" if self.label else self.text


Cells = Sequence[Sequence[Draft]]


def rows_of(table: Element) -> Iterator[Element]:
    """The rows that are seen, through content controls and insertions, not deleted or hidden ones."""
    return _children(table, w.ROW)


def cells_of(row: Element) -> Iterator[Element]:
    """The cells of a row that are seen."""
    return _children(row, w.CELL)


def _children(parent: Element, name: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == name:
            if not _is_gone(child):
                yield child
        elif child.tag == w.ALTERNATES:
            yield from _children(choose(child), name)
        elif child.tag not in w.INVISIBLE:
            yield from _children(child, name)


def _is_gone(element: Element) -> bool:
    properties, marks = _GONE[element.tag]
    found = w.properties(element, properties)
    if found is not None:
        for child in found:
            if child.tag in marks:
                return True
    return False


def span_of(cell: Element) -> tuple[int, str | None]:
    """How many grid columns a cell spans, and its vertical merge (`restart`, `continue`; None when it has none)."""
    properties = w.properties(cell, w.CELL_PROPERTIES)
    if properties is None:
        return 1, None
    span, merge = 1, None
    for child in properties:  # once through is faster than seeking each
        if child.tag == _SPAN:
            span = w.integer(child.get(w.VAL)) or 1
        elif child.tag == _MERGE:
            merge = child.get(w.VAL, "continue")
    return min(max(span, 1), MAX_SPAN), merge


def is_continued(merge: str | None) -> bool:
    """Whether a cell is the lower part of the one above: the page shows nothing of its own."""
    return merge is not None and merge != "restart"


def is_running_text(rows: Sequence[Cells]) -> bool:
    """Whether a table is paragraphs in a frame or a layout, by the rule above."""
    if all(len(cells) <= 1 for cells in rows):
        return True
    return any(
        len(drafts) >= RUNNING_PARAGRAPHS and sum(len(draft.text) for draft in drafts) >= RUNNING_CHARACTERS
        for cells in rows
        for drafts in cells
    )


def table_draft(rows: Sequence[Cells]) -> list[Draft]:
    """A table as one draft, none when all its cells are empty."""
    texts = tuple(tuple("\n".join(draft.shown for draft in drafts) for drafts in cells) for cells in rows)
    lines = [" | ".join(cell for cell in row if cell) for row in texts]
    text = "\n".join(line for line in lines if line)
    if not text:
        return []
    first = next(draft for cells in rows for drafts in cells for draft in drafts)
    looks = _looks(rows) if len(rows) <= LETTERHEAD_ROWS and max(map(len, rows)) <= LETTERHEAD_CELLS else ()
    return [Draft(kind=BlockKind.TABLE, text=text, page=first.page, rows=texts, looks=looks)]


def _looks(rows: Sequence[Cells]) -> tuple[tuple[tuple[Style, ...], ...], ...]:
    """The style of every line of every cell: that of its paragraph or of its only piece, else nothing."""
    return tuple(
        tuple(tuple(style for draft in drafts for style in _styles(draft)) for drafts in cells)
        for cells in rows
    )


def _styles(draft: Draft) -> list[Style]:
    if draft.pieces:
        return [pieces[0] if len(pieces) == 1 else Style() for pieces in draft.pieces]
    lines = draft.shown.count("\n") + 1
    return [draft.style] if lines == 1 else [Style()] * lines
