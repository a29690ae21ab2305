"""The lines that OCR lost, read again one by one: bands of letters that no word covers, each shown alone. Pure.

Black photocopies of stamped pages: error 6.1 % → 3.1 % of the letters, words found 88 % → 94 %. On a page of rules and
rubbish 25 such bands made it worse (94 % → 92 %): so their number is capped, and a doubtful one is not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.read.scan.engine import Engine, Row, Word
from pipeline.read.scan.ink import Letters

LEAST_LETTERS = 4  # a shorter band is a torn word or a speck; the shortest heading, «1. Ưu điểm», has 8
LEAST_ROW = 12  # the longest row inside a seal, «TỈNH HÒA BÌNH», has 11
LEVEL = 1.2  # letter's heights between the middles of a row's letters, from a tail to a marked capital 0.8
LEAST_SURE = 0.40
MOST_BANDS = 12  # of a page of 35 lines; 25 bands of rules and rubbish read worse than none
MARGIN = 3.0  # points around a band: a mark above a capital, a tail below
APART = 0.6  # of the usual letter's height between the middles of two bands' letters
LEAST_WORDS = 3  # a shorter row says little about the page's lean
SAME_BASE = 0.5  # of a small letter's height between the baselines of two pieces of one row

_POINTS = 72
Numbers = NDArray[np.int64]


def lean(rows: Sequence[Row]) -> float:
    """How far the page's lines fall per pixel to the right."""
    slopes = [row.slope for row in rows if sum(map(bool, (word.text for word in row.words))) >= LEAST_WORDS]
    return median(slopes) if slopes else 0.0


def read_bands(
    engine: Engine, image: Image.Image, dpi: float, rows: Sequence[Row], lost: Letters
) -> tuple[Row, ...]:
    """The rows, and those that the lost letters make, in their places."""
    slope = lean(rows)
    white = _without(image, rows) if len(lost) >= LEAST_LETTERS else image
    for band in _bands(lost, slope):
        rows = _joined(rows, _read(engine, white, dpi, band, slope), slope)
    return tuple(rows)


def in_rows(lost: Letters, rows: Sequence[Row]) -> Letters:
    """Those of the letters that stand in a row of LEAST_ROW and more: what was typed, not what stands on a seal."""
    slope = lean(rows)
    kept = [band for band in _clusters(lost, slope) if len(band) >= LEAST_ROW and _is_level(band, slope)]
    return Letters(np.concatenate(kept)) if kept else Letters(lost.boxes[:0])


def _is_level(band: Numbers, slope: float) -> bool:
    """One row by its height; the letters around a seal climb from one to the next."""
    middles = (band[:, 1] + band[:, 3]) / 2 - slope * (band[:, 0] + band[:, 2]) / 2
    return float(np.ptp(middles)) <= LEVEL * float(np.median(band[:, 3] - band[:, 1]))


def _bands(lost: Letters, slope: float) -> list[Numbers]:
    """The letters of each band, those with most letters."""
    found = [band for band in _clusters(lost, slope) if len(band) >= LEAST_LETTERS]
    return sorted(found, key=len, reverse=True)[:MOST_BANDS]


def _clusters(lost: Letters, slope: float) -> list[Numbers]:
    """Letters at about one height, from the top."""
    if not len(lost):
        return []
    boxes = lost.boxes
    middles = (boxes[:, 1] + boxes[:, 3]) / 2 - slope * (boxes[:, 0] + boxes[:, 2]) / 2
    order = np.argsort(middles, kind="stable")
    apart = APART * float(np.median(boxes[:, 3] - boxes[:, 1]))
    cuts = np.flatnonzero(np.diff(middles[order]) > apart) + 1
    return [boxes[part] for part in np.split(order, cuts)]


def _without(image: Image.Image, rows: Sequence[Row]) -> Image.Image:
    """The page with all words that were read painted over."""
    values = np.array(image.convert("L"))
    for row in rows:
        for word in row.words:
            values[int(word.top) : int(word.bottom) + 1, int(word.x0) : int(word.x1) + 1] = 255
    return Image.fromarray(values)


def _read(engine: Engine, image: Image.Image, dpi: float, band: Numbers, slope: float) -> Iterator[Row]:
    """What a band says, cut out along its lean."""
    margin = MARGIN * dpi / _POINTS
    left, right = float(band[:, 0].min()) - 2 * margin, float(band[:, 2].max()) + 2 * margin
    top = float((band[:, 1] - slope * band[:, 0]).min()) - margin
    bottom = float((band[:, 3] - slope * band[:, 0]).max()) + margin
    cut = image.transform(
        (round(right - left), round(bottom - top)),
        Image.Transform.AFFINE,
        (1, 0, left, slope, 1, top + slope * left),
        fillcolor=255,
    )
    for row in engine.rows(cut, dpi, single=True):
        if row.sure > LEAST_SURE:
            yield _placed(row, left, top, slope)


def _placed(row: Row, left: float, top: float, slope: float) -> Row:
    """A band's row where it stands on the page."""
    words = tuple(_moved(word, left, top + slope * (left + (word.x0 + word.x1) / 2)) for word in row.words)
    return replace(
        row, words=words, x=row.x + left, base=row.base + top + slope * (row.x + left), slope=slope
    )


def _moved(word: Word, right: float, down: float) -> Word:
    return replace(
        word, x0=word.x0 + right, x1=word.x1 + right, top=word.top + down, bottom=word.bottom + down
    )


def _joined(rows: Sequence[Row], found: Iterator[Row], slope: float) -> tuple[Row, ...]:
    """The rows with the new ones: part of a row at the same height where there is room in it, else a row of its own."""
    done = list(rows)
    for new in found:
        at = next((place for place, row in enumerate(done) if _completes(row, new)), None)
        if at is None:
            done.append(new)
        else:
            words = sorted((*done[at].words, *new.words), key=lambda word: word.x0)
            done[at] = replace(done[at], words=tuple(words))
    return tuple(sorted(done, key=lambda row: row.base - slope * row.x))


def _completes(row: Row, new: Row) -> bool:
    x = new.words[0].x0
    near = abs(row.base_at(x) - new.base_at(x)) <= SAME_BASE * max(row.height, new.height)
    return near and not any(
        word.x0 < (other.x0 + other.x1) / 2 < word.x1 for word in row.words for other in new.words
    )
