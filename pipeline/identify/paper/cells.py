"""The lines of a paper with their places: which block, which column of which table. Plain lines are parted into columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, repeat, zip_longest

from pipeline.identify.paper.lines import halves
from pipeline.model.document import Block, Document, Style
from pipeline.model.paper import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with words in it. `column` is its cell's place in the row, from 0, without columns that are empty in all rows; `table` tells a cell's from a plain one."""

    part: Part
    column: int = 0
    table: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return self.part.text

    @property
    def block(self) -> int:
        """The place of its block."""
        return self.part.block


Cut = Callable[[str], tuple[str, str]]


def lines_of(document: Document, start: int, stop: int, cut: Cut = halves) -> Iterator[Line]:
    """The lines of some blocks as they are read: of tables row by row, of a row cell by cell. `cut` parts a plain one."""
    for place in range(start, min(stop, len(document.blocks))):
        yield from _lines_of_block(document.blocks[place], place, cut)


def _lines_of_block(block: Block, place: int, cut: Cut) -> Iterator[Line]:
    if block.rows:
        yield from _lines_of_table(block, place)
        return
    pieces = [
        (column, text, looks)
        for line, looks in _with_looks(block)
        for column, text in enumerate(cut(line))
        if text
    ]
    whole = block.style if len(pieces) == 1 else Style()  # of several, none need look as all do together
    for column, text, looks in pieces:
        part = Part(text=text, style=looks.get(text, whole), page=block.page, block=place)
        yield Line(part=part, column=column)


def _with_looks(block: Block) -> Iterator[tuple[str, Mapping[str, Style]]]:
    """The lines of a paragraph, each with the styles of the pieces that tabs part in it, where they are known."""
    known = chain(block.looks[0] if block.looks else (), repeat(()))
    for line, styles in zip(block.shown.split("\n"), known, strict=False):
        pieces = filter(None, map(str.strip, line.split("\t")))
        yield line, dict(zip(pieces, styles, strict=False))


def _lines_of_table(block: Block, place: int) -> Iterator[Line]:
    filled = sorted({column for row in block.rows for column, cell in enumerate(row) if cell.strip()})
    columns = {column: place for place, column in enumerate(filled)}
    for row, looks in zip(block.rows, chain(block.looks, repeat(())), strict=False):
        for column, (cell, styles) in enumerate(zip(row, chain(looks, repeat(())), strict=False)):
            for text, style in zip_longest(cell.split("\n"), styles):
                if text and text.strip():
                    part = Part(text=text.strip(), style=style or Style(), page=block.page, block=place)
                    yield Line(part=part, column=columns[column], table=True)
