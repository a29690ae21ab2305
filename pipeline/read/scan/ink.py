"""Ink that no word covers: the lines that OCR loses without a word, and whose loss its confidence does not show.

Of raw office scans 4-11 % of the words were simply missing while the mean confidence of the others was 93-95. What is
the size of a letter and lies in no word's box was 3-17 % of the page's letters there, and 0-0.2 % on pages read well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.read.scan.engine import Row, Word

# Points. Small letters of 10 pt are 4.6 high, capitals of 16 pt with two marks 17; blurred letters touch: a syllable.
LEAST_HEIGHT, MOST_HEIGHT = 3.5, 18.0
LEAST_WIDTH, MOST_WIDTH = 1.0, 45.0
MOST_INK = 175  # of 255: on paper made white, nothing lighter is ink
TALL_WORD = 3.0  # times the usual height: such a box is a picture taken for a word, and covers nothing

_POINTS = 72
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Letters:
    """Boxes of ink the size of letters, one row each: left, top, right, bottom in pixels.

    `pieces` counts all connected pieces of ink on the page, of any size.
    """

    boxes: Numbers
    pieces: int = 0

    def __len__(self) -> int:
        return len(self.boxes)

    def outside(self, words: Sequence[Word], size: tuple[int, int]) -> Letters:
        """Those whose middle is in no word's box; `size` is the picture's."""
        covered = _painted(words, size)
        x = (self.boxes[:, 0] + self.boxes[:, 2]) // 2
        y = (self.boxes[:, 1] + self.boxes[:, 3]) // 2
        return Letters(self.boxes[~covered[y, x]])


def uncovered(letters: Letters, rows: Sequence[Row], size: tuple[int, int]) -> float:
    """The share of the letters that no word of the rows covers, 0 to 1; 0 for a page without any."""
    words = [word for row in rows for word in row.words]
    return len(letters.outside(words, size)) / len(letters) if len(letters) else 0.0


def joined(some: Letters, others: Letters) -> Letters:
    """Both."""
    return Letters(np.concatenate((some.boxes, others.boxes)))


def letters(image: Image.Image, dpi: float) -> Letters:
    """The connected pieces of ink on a prepared page that are as large as letters."""
    boxes = _boxes(_ink(image))
    width, height = ((boxes[:, side + 2] - boxes[:, side]) * _POINTS / dpi for side in (0, 1))
    sized = (
        (width >= LEAST_WIDTH) & (width <= MOST_WIDTH) & (height >= LEAST_HEIGHT) & (height <= MOST_HEIGHT)
    )
    return Letters(boxes[sized], len(boxes))


def _painted(words: Sequence[Word], size: tuple[int, int]) -> Mask:
    covered = np.zeros(size[::-1], dtype=np.bool_)
    heights = [word.bottom - word.top for word in words]
    most = TALL_WORD * float(np.median(heights)) if heights else 0
    for word in words:
        if word.bottom - word.top <= most:
            covered[int(word.top) : int(word.bottom) + 1, int(word.x0) : int(word.x1) + 1] = True
    return covered


def _ink(image: Image.Image) -> Mask:
    values = np.asarray(image)
    if image.mode == "1":
        return np.asarray(~values)
    return np.asarray(values < min(_otsu(image), MOST_INK))


def _otsu(image: Image.Image) -> int:
    """The grey value that parts dark from light best (Otsu 1979)."""
    counts = np.asarray(image.histogram(), dtype=np.float64)
    values = np.arange(len(counts))
    below = np.cumsum(counts)
    sums = np.cumsum(counts * values)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.nanargmax(np.nan_to_num(apart))) + 1


def _boxes(ink: Mask) -> Numbers:
    """The box of every connected piece (neighbours at corners count): right and bottom are outside."""
    row, start, end = _runs(ink)
    if not len(row):
        return np.zeros((0, 4), dtype=np.int64)
    piece = _pieces(row, start, end, ink.shape[1] + 2)
    order = np.argsort(piece, kind="stable")
    first = np.flatnonzero(np.diff(piece[order], prepend=-1))
    return np.stack(
        (
            np.minimum.reduceat(start[order], first),
            np.minimum.reduceat(row[order], first),
            np.maximum.reduceat(end[order], first),
            np.maximum.reduceat(row[order], first) + 1,
        ),
        axis=1,
    )


def _runs(ink: Mask) -> tuple[Numbers, Numbers, Numbers]:
    """Every unbroken stretch of ink in a row: the row, where it starts, where it has ended; in reading order."""
    width = ink.shape[1] + 1
    edged = np.zeros((ink.shape[0], width), dtype=np.int8)
    edged[:, :-1] = ink
    steps = np.diff(edged.ravel(), prepend=np.int8(0))
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    return starts // width, starts % width, ends % width


def _pieces(row: Numbers, start: Numbers, end: Numbers, width: int) -> Numbers:
    """For every run the number of the first run that it hangs together with."""
    starts, ends = row * width + start, row * width + end
    low = np.searchsorted(ends, starts + width, side="left")
    high = np.searchsorted(starts, ends + width, side="right")
    touching = np.maximum(high - low, 0)
    upper = np.repeat(np.arange(len(row)), touching)
    lower = (
        np.arange(len(upper)) - np.repeat(np.cumsum(touching) - touching, touching) + np.repeat(low, touching)
    )
    piece = np.arange(len(row))
    while True:
        one, other = piece[upper], piece[lower]
        apart = one != other
        if not apart.any():
            return piece
        upper, lower, one, other = upper[apart], lower[apart], one[apart], other[apart]
        least = np.minimum(one, other)
        np.minimum.at(piece, one, least)
        np.minimum.at(piece, other, least)
        while (piece[piece] != piece).any():
            piece = piece[piece]
