"""Shares, and the F1 of a yes-or-no question: None where there is nothing to divide by."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pipeline.model.evaluation import Share


def share(part: float, whole: int) -> Share:
    """A part of a whole."""
    return part / whole if whole else None


def mean(values: Collection[float]) -> Share:
    """The mean, the same in whatever order the values come."""
    return share(math.fsum(values), len(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Answers to a yes-or-no question: said rightly, said wrongly, not said though it is so."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> Share:
        """The share of what was said that is so."""
        return share(self.right, self.right + self.false)

    @property
    def recall(self) -> Share:
        """The share of what is so that was said."""
        return share(self.right, self.right + self.missed)

    @property
    def f1(self) -> Share:
        """Both in one; None only when nothing is so and nothing was said."""
        return share(2 * self.right, 2 * self.right + self.false + self.missed)


def hits(answers: Iterable[tuple[bool, bool]]) -> Hits:
    """Count pairs of (it is so, it was said)."""
    told = list(answers)
    return Hits(
        right=sum(so and said for so, said in told),
        false=sum(said and not so for so, said in told),
        missed=sum(so and not said for so, said in told),
    )
