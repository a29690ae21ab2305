"""Rows that the engine tore, put together again. Pure.

Where a seal was bleached away the engine sees a column beginning: the right halves of three or four rows, torn in the
middle of a word, came before or after the left halves of all of them. So it was in four of eight made reports of typical scans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.read.scan.engine import Row, Word

# Of a small letter's height, as wide as most letters: a blank is 0.6-0.8 of it, two columns are 1.6 and more apart.
BLANK = 1.1
# Inside a torn word the halves were 0.1 apart, two words at the least 0.4.
TOUCHING = 0.3
SAME_BASE = 0.35  # of it between the baselines where the halves meet
REACH = 100  # rows back in which the other half stands: a page has some fifty


def rejoined(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows; two of which one goes on close to the end of the other, at its height, are one, where the first stood."""
    done: list[Row] = []
    for row in rows:
        whole, place = row, len(done)
        while (at := _partner(done, whole)) is not None:
            other = done.pop(at)
            whole = _joined(other, whole) if _goes_on(other, whole) else _joined(whole, other)
            place = min(place, at)
        done.insert(place, whole)
    return tuple(done)


def _partner(rows: Sequence[Row], row: Row) -> int | None:
    near = range(max(0, len(rows) - REACH), len(rows))
    return next((at for at in near if _goes_on(rows[at], row) or _goes_on(row, rows[at])), None)


def _goes_on(left: Row, right: Row) -> bool:
    x = right.words[0].x0
    height = max(left.height, right.height)
    near = -TOUCHING * height <= _apart(left, right) <= BLANK * height
    return near and abs(left.base_at(x) - right.base_at(x)) <= SAME_BASE * height


def _apart(left: Row, right: Row) -> float:
    return right.words[0].x0 - left.words[-1].x1


def _joined(left: Row, right: Row) -> Row:
    if _apart(left, right) > TOUCHING * max(left.height, right.height):
        return replace(left, words=(*left.words, *right.words))
    whole = _fused(left.words[-1], right.words[0])
    return replace(left, words=(*left.words[:-1], whole, *right.words[1:]))


def _fused(one: Word, other: Word) -> Word:
    """Two halves of a word; no surer than either."""
    return Word(
        text=one.text + other.text, x0=one.x0, top=min(one.top, other.top), x1=other.x1,
        bottom=max(one.bottom, other.bottom), sure=min(one.sure, other.sure),
    )  # fmt: skip
