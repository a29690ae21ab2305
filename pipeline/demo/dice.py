"""Choices that look random and are the same on every machine and Python: drawn from a digest, never from a clock."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice:
    """An endless row of draws that depends on its seed alone."""

    def __init__(self, *seed: object) -> None:
        self._key = "/".join(str(part) for part in seed)
        self._draws = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1."""
        self._draws += 1
        digest = hashlib.sha256(f"{self._key}#{self._draws}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def chance(self, percent: int) -> bool:
        """True in about `percent` of a hundred draws."""
        return self.below(100) < percent

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of the things."""
        return things[self.below(len(things))]

    def shuffled(self, things: Sequence[Thing]) -> tuple[Thing, ...]:
        """All of the things in another order."""
        rest = list(things)
        return tuple(rest.pop(self.below(len(rest))) for _ in range(len(rest)))

    def some(self, things: Sequence[Thing], count: int) -> tuple[Thing, ...]:
        """`count` of the things (or all, when there are fewer), in the order in which they stand."""
        chosen = sorted(self.shuffled(range(len(things)))[:count])
        return tuple(things[place] for place in chosen)
