"""The lines of a paper with their places: which block, which column of which table. Plain lines are parted into columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.identify.paper.lines import columns
from pipeline.model.document import Block, Document
from pipeline.model.paper import Part

MARGINAL = 2  # cells of a row that are columns of a letterhead: what is more is a table of figures


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
    if not block.rows:
        for line in block.shown.split("\n"):
            for column, text in enumerate(columns(line)):
                if text:
                    part = Part(text=text, style=block.style, page=block.page, block=place)
                    yield Line(part=part, column=column)
        return
    for row in block.rows:
        for column, cell in enumerate(filter(str.strip, row)):
            for text in filter(None, map(str.strip, cell.split("\n"))):
                yield Line(part=Part(text=text, page=block.page, block=place), column=column, table=True)
