"""Dying at step n: what all fakes of a run count their steps with."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator


class Killed(BaseException):
    """The process died here."""


class Steps:
    """Counts the steps of all fakes that share it, and dies or fails at one of them."""

    def __init__(self, *, die_at: int = 0, die_after: int = 0, raising: BaseException | None = None) -> None:
        """`die_at`: before step n is done; `die_after`: when it was. Counted from 1; 0 is never."""
        self.taken: list[str] = []
        self._at, self._after = die_at, die_after
        self._raising = raising or Killed()

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One step: the body is what it does."""
        self.taken.append(name)
        number = len(self.taken)
        if number == self._at:
            raise self._raising
        yield
        if number == self._after:
            raise self._raising

    def die_next(self, number: int) -> None:
        """From now on count afresh, and die before step `number`."""
        self.taken.clear()
        self._at, self._after = number, 0

    def recover(self) -> None:
        """From now on nothing fails, and the count starts again."""
        self.taken.clear()
        self._at = self._after = 0
