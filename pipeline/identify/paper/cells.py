"""The lines of a paper with their places: which block, which column of which table. Plain lines are parted into columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.identify.paper.lines import columns
from pipeline.model.document import Block, Document, Style
from pipeline.model.paper import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with words in it. `column` counts the filled cells of its row from 0; `table` tells a cell's from a plain one."""

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


def lines_of(document: Document, start: int, stop: int) -> Iterator[Line]:
    """The lines of some blocks as they are read: of tables row by row, of a row cell by cell."""
    for place in range(start, min(stop, len(document.blocks))):
        yield from _lines_of_block(document.blocks[place], place)


def _lines_of_block(block: Block, place: int) -> Iterator[Line]:
    if block.rows:
        yield from _lines_of_table(block, place)
        return
    for line in block.shown.split("\n"):
        for column, text in enumerate(columns(line)):
            if text:
                part = Part(text=text, style=block.style, page=block.page, block=place)
                yield Line(part=part, column=column)


def _lines_of_table(block: Block, place: int) -> Iterator[Line]:
    for row, looks in zip_longest(block.rows, block.looks, fillvalue=()):
        filled = [
            (cell, styles)
            for cell, styles in zip_longest(row, looks, fillvalue=())
            if cell and str(cell).strip()
        ]
        for column, (cell, styles) in enumerate(filled):
            for text, style in zip_longest(str(cell).split("\n"), styles):
                if text and text.strip():
                    part = Part(text=text.strip(), style=style or Style(), page=block.page, block=place)
                    yield Line(part=part, column=column, table=True)
