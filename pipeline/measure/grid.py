"""A table's rows as a rectangle: cells that span several columns stand over each of them.

Readers differ: Word's tables give a spanning cell once and a blank below one that goes on downwards, PDFs a blank for
each further cell, web pages neither. What stands where is settled by the row below a heading, never by guessing alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipeline.measure.amounts import is_data
from pipeline.measure.headings import Role, is_settled, role_of
from pipeline.measure.heads import Names, Texts, holds_years, no_name
from pipeline.measure.labels import is_ordinal, is_text

MOST_HEAD_ROWS = 4  # headings over headings, and a row that numbers the columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A cell's text and where its reader gave it, from 1; 0 where the rectangle was filled up.

    `sure` is how sure it stands in the right column, 0 to 1.
    """

    text: str = ""
    row: int = 0
    column: int = 0
    sure: float = 1.0


Row = tuple[Spot, ...]
Rows = tuple[Row, ...]
FILLER = Spot()
_COUNTED = re.compile(r"\(?([0-9]{1,3})")
_SHIFTED = 0.7  # a short row that nothing sets right; set by hand, so that a reviewer sees it


def squared(rows: Sequence[Texts], names: Names = no_name) -> Rows:
    """The rectangle without rows that number the columns; nothing when a table has no two columns.

    `names` tells labels of indicators: a row that one begins is no heading.
    """
    width = max(map(len, rows), default=0)
    if width < len(("label", "figure")):
        return ()
    spots = [
        tuple(Spot(text=text.strip(), row=row, column=column) for column, text in enumerate(texts, start=1))
        for row, texts in enumerate(rows, start=1)
    ]
    spots = _unnumbered(spots)
    head = head_rows(spots, names)
    while head > 1 and len(spots[head - 1]) == 1:  # it groups the rows below it
        head -= 1
    return (*_filled(_spread_down(spots[:head], width)), *_lined_up(spots[head:], width))


def size(rows: Sequence[Texts]) -> int:
    """How many cells the rectangle would have."""
    return max(map(len, rows), default=0) * len(rows)


def turned(rows: Rows) -> Rows:
    """The rectangle with its columns as rows, without those that number the columns now."""
    return tuple(_unnumbered(list(zip(*rows, strict=True))))


def head_rows(rows: Sequence[Row], names: Names = no_name) -> int:
    """How many rows from the top hold headings only."""
    texts = [[spot.text for spot in row] for row in rows[:MOST_HEAD_ROWS]]
    for place, row in enumerate(texts):
        if _is_numbering(rows[place]):
            continue
        if any(map(is_data, row)) or holds_years(row, texts[:place], names):
            return place
    return len(texts)


def _unnumbered(rows: Sequence[Row]) -> list[Row]:
    head = head_rows(rows)
    return [row for place, row in enumerate(rows) if place >= head or not _is_numbering(row)]


def _is_numbering(row: Row) -> bool:
    """Whether a row numbers the columns: `(1) (2) (3)`, `A B 1 2`."""
    filled = [spot.text for spot in row if spot.text and role_of(spot.text) is not Role.ORDINAL]
    if len(filled) < len(("first", "second")) or not all(map(is_ordinal, filled)):
        return False
    numbers = [int(found[1]) for text in filled if (found := _COUNTED.match(text))]
    return all(after - before == 1 for before, after in pairwise(numbers))


# --- headings


def _spread_down(head: Sequence[Row], width: int) -> list[Row]:
    """Heading rows at full width, the lower ones first: each says where the cells above it stand."""
    done: list[Row] = []
    above = list(head)
    while above:
        row = above.pop()
        if len(row) == width:
            done.append(row)
        elif done:
            done.append(_over(row, done[-1]))
        elif above and len(above[-1]) < width and (pair := _interlocked(above[-1], row, width)):
            above.pop()
            done += pair
        else:
            done.append(_over_labels(row, width) or _flush_right(row, width))
    return done[::-1]


def _over_labels(row: Row, width: int) -> Row | None:
    """A short heading row whose label stands over all columns that it lacks: the others are each of one column."""
    label = next((place for place, spot in enumerate(row) if role_of(spot.text) is Role.LABEL), None)
    if label is None or not all(is_settled(spot.text) for spot in row):
        return None
    return (*row[:label], *[row[label]] * (width - len(row) + 1), *row[label + 1 :])


def _over(row: Row, below: Row) -> Row:
    """A short heading row over a full one; blank where that does not settle it.

    A blank below goes on from one cell, texts beside each other lie under one cell, or under several of one width.
    """
    runs = [
        [1] * len(list(group)) if blank else [len(list(group))]
        for blank, group in groupby(below, key=lambda spot: not spot.text)
    ]
    spans = [span for run in runs for span in run]
    wide = max(range(len(spans)), key=spans.__getitem__)
    shared = len(row) - len(spans) + 1
    if shared > 1 and len(spans) > 1 and spans[wide] % shared == 0:
        spans[wide : wide + 1] = [spans[wide] // shared] * shared
    if len(spans) != len(row):
        return (FILLER,) * len(below)
    return tuple(spot for spot, span in zip(row, spans, strict=True) for _ in range(span))


def _interlocked(upper: Row, lower: Row, width: int) -> tuple[Row, Row] | None:
    """Two heading rows that make one, where cells that go on downwards leave no blank: as web pages give them."""
    over = len(upper) + len(lower) - width
    grouping = [place for place, spot in enumerate(upper) if role_of(spot.text) is None]
    sure = 1.0 if len(grouping) == over else _SHIFTED
    grouping = grouping if sure == 1.0 else grouping[-1:]
    if not grouping or len(grouping) != over or len(lower) % over:
        return None
    top, under, left = list[Spot](), list[Spot](), [replace(spot, sure=sure) for spot in lower]
    for place, spot in enumerate(upper):
        span = len(lower) // over if place in grouping else 1
        top += [spot] * span
        under += left[:span] if place in grouping else [FILLER]
        left = left[span:] if place in grouping else left
    return tuple(under), tuple(top)


def _filled(head: Sequence[Row]) -> list[Row]:
    """Heading rows in which a blank between texts of the row below goes on from the cell before it."""
    done = list(head)
    for place in range(len(head) - 1):
        row, below = list(head[place]), head[place + 1]
        for column in range(1, len(row)):
            if not row[column].text and below[column].text and below[column - 1].text:
                row[column] = row[column - 1]
        done[place] = tuple(row)
    return done


# --- figures


def _lined_up(rows: Sequence[Row], width: int) -> list[Row]:
    """Rows at full width, their labels below each other."""
    full = [row for row in rows if len(row) == width]
    labels = [column for column in range(width) if _is_wordy([row[column].text for row in full])]
    return [row if len(row) == width else _at(row, labels, width) for row in rows]


def _is_wordy(texts: Sequence[str]) -> bool:
    return sum(map(is_text, texts)) > sum(map(is_data, texts))


def _at(row: Row, labels: Sequence[int], width: int) -> Row:
    """A short row with its first text in a column of labels: cells may be merged before, in and behind it."""
    first = next((place for place, spot in enumerate(row) if is_text(spot.text)), None)
    behind = 0 if first is None else len(row) - first
    if first is None or not labels or behind >= width - labels[0] or width - behind in labels:
        return _flush_right(row, width, sure=1.0 if width - behind in labels else _SHIFTED)
    figures = tuple(replace(spot, sure=_SHIFTED) for spot in row[first + 1 :])
    return (*[FILLER] * labels[0], row[first], *figures, *[FILLER] * (width - labels[0] - behind))


def _flush_right(row: Row, width: int, sure: float = _SHIFTED) -> Row:
    return (*[FILLER] * (width - len(row)), *(replace(spot, sure=sure) for spot in row))
