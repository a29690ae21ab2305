"""Ink that OCR left unread, put into the rows as words without text: so that what is lost is lost somewhere. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.read.scan.engine import Row, Word
from pipeline.read.scan.ink import Letters

MOST = 500  # letters of a page; of more than that nobody asks where they stood
TOP = 1.8  # small letters' heights from the baseline to the top of a capital's marks
TAIL = 0.6  # and down to that of a tail; what stands lower is no part of the row


def marked(rows: Sequence[Row], lost: Letters) -> tuple[Row, ...]:
    """The rows, with an empty word for every lost letter: in its place in its row, or at the end of the row above it."""
    found: dict[int, list[Word]] = defaultdict(list)
    for place, word in _placed(rows, lost) if rows else ():
        found[place].append(word)
    return tuple(
        replace(row, words=tuple(sorted((*row.words, *found[place]), key=lambda word: word.x0)))
        if place in found
        else row
        for place, row in enumerate(rows)
    )


def _placed(rows: Sequence[Row], lost: Letters) -> list[tuple[int, Word]]:
    """Each letter with the number of its row: the lowest that begins above it, else the first."""
    boxes = lost.boxes[:MOST]
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    heights = np.array([row.height for row in rows])[:, None]
    bases = np.stack([row.base_at(0) + row.slope * x for row in rows])
    places = np.where(bases - TOP * heights <= y, bases, -np.inf).argmax(axis=0)
    below = y > (bases + TAIL * heights)[places, np.arange(len(x))]
    ends = [row.words[-1].x1 for row in rows]
    return [
        (int(place), _empty(box, ends[place] if under else float(box[0])))
        for place, under, box in zip(places, below, boxes.tolist(), strict=True)
    ]


def _empty(box: Sequence[float], x0: float) -> Word:
    _, top, x1, bottom = box
    return Word(text="", x0=x0, top=top, x1=max(x0, x1), bottom=bottom, sure=0.0)
