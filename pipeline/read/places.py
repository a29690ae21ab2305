"""Where in a paper a mark of secrecy may stand: its letterhead, heads and feet of its pages, stamps. Pure.

A letterhead is sought at the beginning and wherever the nation's words stand again, since one file may hold several papers.
Tables that are no letterhead are never looked into: reports count marked papers in columns called `Mật`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.model.document import Block, BlockKind, Document
from pipeline.model.secrecy import Level, Mark
from pipeline.read.marks import is_nation, is_of_letterhead, level_at_edge, level_beside, level_of
from pipeline.read.sheet import Line, Sheet

HEAD_BLOCKS = 25  # a letterhead, title and abstract take fewer blocks than this in all papers seen
LONG_BLOCK = 40  # words: abstracts have fewer; below the first longer one the text has begun
HEAD_SHARE = 0.5  # of a page's height: the longest letterhead with title and abstract ends above
EDGE_ROWS = 2  # at the top and at the foot of a page: running heads, page numbers
SAME_ROW = 0.3  # font sizes between two baselines of one visual row

_LETTER = "ậ"
_NATION = "NAM"
_COLUMNS = re.compile(r"\t+|\s{3,}")
_BESIDE = re.compile(r"kính gửi|kính trình", re.IGNORECASE)


def mark_in_document(document: Document) -> Mark | None:
    """The first mark of a paper; in its letterheads, and in its heads, feet and notes."""
    for block in _heads(document.blocks):
        if level := _in_block(block):
            return Mark(level=level, where="letterhead", page=block.page)
    running = (line for text in document.furniture for line in _COLUMNS.split(text.replace("\n", "\t")))
    level = next(filter(None, map(level_at_edge, running)), None)
    return Mark(level=level, where="head or foot of its pages") if level else None


def mark_in_sheet(sheet: Sheet) -> Mark | None:
    """The first mark on a page: in a letterhead, at the page's edges, among its stamps."""
    rows = _rows(sheet)
    stamped = (level_of(line.text, misread=True) for line in sheet.aside)
    found = _in_rows(rows, sheet) or next(filter(None, stamped), None) or _at_edges(rows)
    return Mark(level=found, page=sheet.number) if found else None


def _heads(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of letterheads, one behind the first long one too: a box stands behind what it is anchored to."""
    left, told = HEAD_BLOCKS, False
    for block in blocks:
        if _NATION in block.text and any(line.isupper() and is_nation(line) for line in _lines(block)):
            left, told = HEAD_BLOCKS, False
        if left:
            yield block
        left -= left > 0
        if not told and block.kind is not BlockKind.TABLE and len(block.text.split()) >= LONG_BLOCK:
            left, told = min(left, 1), True


def _lines(block: Block) -> list[str]:
    cells = [cell for row in block.rows for cell in row] if block.rows else [block.text]
    return [line for cell in cells for line in cell.split("\n")]


def _in_block(block: Block) -> Level | None:
    if (
        _LETTER not in block.text.lower()
    ):  # asked first: all else costs a fifth of the time of reading the file
        return None
    cells = [cell for row in block.rows for cell in row if cell.strip()] or [block.text]
    headed = any(is_of_letterhead(line) for line in _lines(block))
    if block.label or (len(cells) > 1 and not headed):
        return None
    judge = partial(level_of, any_case=headed or len(cells) == 1)
    for text in (*cells, *_lines(block)):
        if level := judge(text) or _of_pieces(_COLUMNS.split(text.strip()), judge):
            return level
    return None


def _of_pieces(pieces: Sequence[str], judge: partial[Level | None]) -> Level | None:
    """The degree that one piece of a row says, if what stands beside it belongs to a letterhead."""
    found = [judge(piece) for piece in pieces]
    beside = [piece for piece, level in zip(pieces, found, strict=True) if not level]
    levels = [level for level in found if level] or [
        level for piece in pieces if (level := level_beside(piece))
    ]
    if len(levels) != 1 or (len(pieces) > 1 and not all(map(_may_stand_beside, beside))):
        return None
    return levels[0]


def _may_stand_beside(piece: str) -> bool:
    return is_of_letterhead(piece) or piece.isupper() or bool(_BESIDE.match(piece))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What stands at one height of a page, from left to right; `base` in points from its top."""

    pieces: tuple[str, ...]
    base: float


def _rows(sheet: Sheet) -> list[_Row]:
    """The rows of a page from its top, without tables; a box around a word is none."""
    tables = [grid for grid in sheet.grids if _is_table([cell for row in grid.rows for cell in row])]
    lines = [line for line in sheet.lines if not any(grid.holds(line) for grid in tables)]
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        if rows and line.base - rows[-1][0].base <= SAME_ROW * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [
        _Row(
            pieces=tuple(piece for line in sorted(row, key=lambda line: line.x0) for piece in _pieces(line)),
            base=row[0].base,
        )
        for row in rows
    ]


def _is_table(cells: Iterable[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) > 1 and not any(is_of_letterhead(line) for cell in filled for line in cell.split("\n"))


def _pieces(line: Line) -> Iterator[str]:
    """The text of a line, cut at its wide gaps."""
    start = 0
    for end in (*(gap.at for gap in line.gaps), len(line.text)):
        if piece := line.text[start:end].strip():
            yield piece
        start = end


def _in_rows(rows: Sequence[_Row], sheet: Sheet) -> Level | None:
    """In the upper half of the first page, or of a later one from the nation's words on."""
    head, headed = sheet.number == 1, False
    for row in rows:
        if row.base > HEAD_SHARE * sheet.height:
            return None
        headed = headed or any(piece.isupper() and is_nation(piece) for piece in row.pieces)
        if head or headed:
            judge = partial(level_of, any_case=headed, misread=True)
            if found := _of_pieces(row.pieces, judge):
                return found
    return None


def _at_edges(rows: Sequence[_Row]) -> Level | None:
    edges = (*rows[:EDGE_ROWS], *rows[-EDGE_ROWS:])
    alone = (row.pieces[0] for row in edges if len(row.pieces) == 1)
    return next((level for text in alone if text.isupper() and (level := level_at_edge(text))), None)
