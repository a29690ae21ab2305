"""Tables that carry the report itself: outline items in one column, what is said of them in the next.

Such a table is spread into lines, so that its headings are found like others; tables of figures stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

import numpy as np

from pipeline.align.candidates import COPIED_WORDS
from pipeline.align.similarity import Wordings
from pipeline.model.document import Block, BlockKind, Document, Style

_NAMES = 0.80  # a cell this like a wording names the item,
_ITEMS = 2  # and a table that names so many carries the outline
_ROWS = 200  # a longer table is one of figures
_LABEL = re.compile(r"[-+*]|(?:\d{1,2}|[IVX]{1,5}|[A-Za-zđ])(?:\.\d{1,2}){0,3}[.)/]?")


def spread(document: Document, wordings: Wordings) -> Document:
    """The document with the tables spread that carry the outline; the same document when there is none."""
    carrying = {
        index
        for index, block in enumerate(document.blocks)
        if block.kind is BlockKind.TABLE and len(block.rows) <= _ROWS and _carries(block, wordings)
    }
    if not carrying:
        return document
    blocks: list[Block] = []
    for index, block in enumerate(document.blocks):
        blocks.extend(_lines(block) if index in carrying else (block,))
    return replace(document, blocks=tuple(blocks))


def _carries(block: Block, wordings: Wordings) -> bool:
    heads = [cell for row in block.rows for cell in row if 0 < len(cell.split()) <= COPIED_WORDS]
    if not heads or not wordings.items:
        return False
    fit = wordings.fit(heads, [False] * len(heads)).items
    named = fit.max(axis=1) >= _NAMES
    return len(set(np.argmax(fit[named], axis=1).tolist())) >= _ITEMS


def _is_label(cell: str) -> bool:
    return not cell or _LABEL.fullmatch(cell) is not None


def _lines(table: Block) -> Iterator[Block]:
    """A table's cells, row by row: a number in front of a row is the label of its first text, which is a heading."""
    for row in table.rows:
        numbers = tuple(takewhile(_is_label, map(str.strip, row[:-1])))
        label = numbers[-1] if numbers else ""
        for place, cell in enumerate(row[len(numbers) :]):
            head = len(row) > 1 and place == 0 and len(cell.split()) <= COPIED_WORDS
            for line in filter(str.strip, cell.split("\n")):
                yield replace(
                    table, kind=BlockKind.PARAGRAPH, text=line, label=label, rows=(), style=Style(bold=float(head))
                )  # fmt: skip
                label = ""
