"""How alike paragraphs are: every pair is measured, a part of them at a time, and of very long papers the beginning."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from rapidfuzz.process import cdist

from pipeline.compare import measure
from pipeline.compare.marks import Marks
from pipeline.compare.phrases import NOTHING

_SIZE = 10


def paper(*names: int) -> Marks:
    """Paragraphs of ten words each; those of other names share none."""
    words = [10 * name + step for name in names for step in range(_SIZE)]
    return Marks(
        words=np.array(words, dtype=np.uint32), sizes=(_SIZE,) * len(names), places=tuple(range(len(names)))
    )


def places(ours: Marks, theirs: Marks) -> list[tuple[int, int]]:
    """Which paragraphs are alike."""
    return [(pair.ours, pair.theirs) for pair in measure.alike(ours, theirs, NOTHING, similarity=0.8)]


def test_few_pairs_are_measured_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found is the same; a paper of more paragraphs than that goes through one of ours at a time."""
    held: list[int] = []

    def counted(ours: list[str], theirs: list[str], **rest: object) -> NDArray[np.float64]:
        held.append(len(ours) * len(theirs))
        return np.asarray(cdist(ours, theirs, **rest))  # type: ignore[call-overload]  # handed on as they came

    monkeypatch.setattr(measure, "cdist", counted)
    monkeypatch.setattr(measure, "_CELLS", 8)
    ours, theirs = paper(1, 2, 3, 4, 5), paper(5, 9, 1)
    assert places(ours, theirs) == [(0, 2), (4, 0)]
    assert held == [6, 6, 3]
    held.clear()
    assert places(theirs, paper(*range(1, 10))) == [(0, 4), (1, 8), (2, 0)]
    assert held == [9, 9, 9]


def test_of_a_very_long_paper_the_beginning_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many paragraphs, and so many words, of either."""
    ours, theirs = paper(1, 2, 3, 4), paper(4, 3, 2, 1)
    monkeypatch.setattr(measure, "MOST_PARAGRAPHS", 3)
    assert places(ours, theirs) == [(1, 2), (2, 1)]
    monkeypatch.setattr(measure, "MOST_WORDS", 3 * _SIZE - 1)
    assert places(ours, theirs) == []


def test_where_paragraphs_begin_is_counted_once() -> None:
    """Not anew for every pair."""
    made = paper(1, 2, 3)
    assert made.starts == (0, 10, 20)
    assert made.starts is made.starts
