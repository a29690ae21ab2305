"""Ruled tables as found on a page: cells made readable, and what only looks like a table told apart. Pure."""

from __future__ import annotations

from itertools import zip_longest

from pipeline.read.pdf.labels import starts_item
from pipeline.read.sheet import Grid, tidy

LEAST_ROWS = 2
LEAST_COLUMNS = 2
# The same as for word processors' tables: a cell of so much text is a layout, whose headings must be found.
RUNNING_PARAGRAPHS = 5
RUNNING_CHARACTERS = 800


def cell_text(shown: str) -> str:
    """A cell's lines joined to paragraphs: a new one only where a bullet or number begins."""
    paragraphs: list[str] = []
    for line in filter(None, map(tidy, shown.split("\n"))):
        if paragraphs and not starts_item(line):
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
        else:
            paragraphs.append(line)
    return "\n".join(paragraphs)


def without_blanks(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """The table without rows and columns that hold nothing: double rules make such."""
    filled = [row for row in rows if any(row)]
    columns = [column for column in zip_longest(*filled, fillvalue="") if any(column)]
    return tuple(zip(*columns, strict=True))


def is_table(grid: Grid) -> bool:
    """Whether it has rows and columns and cells, not text: no frame, no underlined line, no layout of a page."""
    laid_out = any(_is_running(cell) for row in grid.rows for cell in row)
    return len(grid.rows) >= LEAST_ROWS and len(grid.rows[0]) >= LEAST_COLUMNS and not laid_out


def _is_running(cell: str) -> bool:
    return len(cell) >= RUNNING_CHARACTERS and cell.count("\n") + 1 >= RUNNING_PARAGRAPHS
