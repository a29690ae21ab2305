"""Papers that are one as a whole: a file that was passed around, with little changed. Thirty copies of it are one source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from pipeline.compare.marks import Words
from pipeline.compare.sketch import near_pairs

# Share of all runs of words that two papers have in common. Of reports put together from one bank of sentences the
# highest was 0.37 among 44 of the demo, 0.30 among 32 of a labelled sample; of two that differ in names alone it is 0.80.
_ONE = 0.5

Whole = tuple[int, int, float]  # two papers by number, the lower first, and the share


def wholes(runs: Sequence[Words]) -> tuple[Whole, ...]:
    """Pairs of papers that are one, with the share measured; in a crowd of them each with some others.

    `runs` are the runs of words of each paper, ascending, once.
    """
    near = near_pairs(np.concatenate([*runs, np.empty(0, dtype=np.uint32)]), [len(paper) for paper in runs])
    shares = ((one, other, _shared(runs[one], runs[other])) for one, other in sorted(set(near)))
    return tuple(whole for whole in shares if whole[2] >= _ONE)


def groups(count: int, pairs: Iterable[Whole]) -> list[list[int]]:
    """The numbers of so many papers, those together that pairs link."""
    leader = list(range(count))
    for one, other, _ in pairs:
        first, second = sorted((_leads(leader, one), _leads(leader, other)))
        leader[second] = first
    members: dict[int, list[int]] = {}
    for number in range(count):
        members.setdefault(_leads(leader, number), []).append(number)
    return list(members.values())


def _leads(leader: list[int], number: int) -> int:
    while leader[number] != number:
        leader[number] = leader[leader[number]]
        number = leader[number]
    return number


def _shared(one: Words, other: Words) -> float:
    """The share of all runs of two papers that both have."""
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)
