"""The best way through a document: one global optimum over all headings, and how much worse the next best answers are.

Dynamic programming, forward and backward, over steps (lines that may be headings) and states; knows numbers only. Time
grows with steps × states², memory with steps × states.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.align.vocabulary import Matrix

NEVER = -1e6  # what no way pays; finite, so that differences stay numbers
_CHUNK = 128  # steps whose matrices are held at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Trellis:
    """Log-odds for every step (rows) and state (columns), and the price of passing from state to state.

    `begin` is gained when a step's line is the heading of the state, `stay` when it is none and the state goes on,
    `leave[t, s]` when the line of t ends s and begins no item, `text` by what stands between this line and the next.
    `weak` is what a state whose heading is no clear one gains (a loss) when it is passed to out of order, `back[s, t]` 1
    where the pass from s to t is. The first `nothing` states are those in which no item is open; a way starts in the first of them.
    """

    begin: Matrix
    stay: Matrix
    leave: Matrix
    text: Matrix
    passing: Matrix
    back: Matrix
    weak: Matrix
    nothing: int

    def moves(self, start: int, stop: int) -> Matrix:
        """Per step of a range the gain of going from each state (rows) to each (columns)."""
        text = self.text[start:stop]
        moves: Matrix = self.passing[None] + (self.begin[start:stop] + text)[:, None, :]
        moves += self.back[None] * self.weak[start:stop, None, :]
        moves[:, :, : self.nothing] += self.leave[start:stop, :, None]
        every = np.arange(len(self.passing))
        moves[:, every, every] = self.stay[start:stop] + text
        return moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """How much worse the best other way is, in log-odds.

    `here[t]`: the best that takes step t otherwise. `absent[s]`: the best that begins state s somewhere.
    """

    here: Matrix
    absent: Matrix


def best_way(trellis: Trellis) -> tuple[tuple[int, ...], Matrix]:
    """The state after each step on the way of highest total, and the best totals before each step (steps + 1 rows)."""
    count, width = trellis.begin.shape
    best = np.full((count + 1, width), NEVER)
    best[0, 0] = 0.0
    for start in range(0, count, _CHUNK):
        for step, moves in enumerate(trellis.moves(start, min(start + _CHUNK, count)), start=start):
            best[step + 1] = (best[step][:, None] + moves).max(axis=0)
    return tuple(reversed(list(_back(trellis, best)))), best


def _back(trellis: Trellis, best: Matrix) -> Iterator[int]:
    """The states of the best way from the last step to the first."""
    count = len(best) - 1
    state = int(best[count].argmax())
    for step in range(count - 1, -1, -1):
        yield state
        came = best[step] + trellis.passing[:, state] + trellis.begin[step, state]
        came += trellis.back[:, state] * trellis.weak[step, state]
        if state < trellis.nothing:
            came += trellis.leave[step]
        came[state] = best[step, state] + trellis.stay[step, state]
        state = int(came.argmax())


def margins(trellis: Trellis, way: tuple[int, ...], best: Matrix) -> Margins:
    """How sure each step of the best way is, and each state that it does not begin."""
    count, width = trellis.begin.shape
    total = float(best[count].max())
    here, absent = np.zeros(count), np.full(width, NEVER)
    after, every = np.zeros(width), np.arange(width)
    for stop in range(count, 0, -_CHUNK):
        start = max(0, stop - _CHUNK)
        moves = trellis.moves(start, stop)
        for step in range(stop - 1, start - 1, -1):
            gone = moves[step - start] + after
            after = gone.max(axis=1)
            ways = best[step][:, None] + gone
            here[step] = total - _other(ways.copy(), way[step], way[step - 1] if step else 0)
            ways[every, every] = NEVER
            absent = np.maximum(absent, ways.max(axis=0))
    return Margins(here=here, absent=total - absent)


def _other(ways: Matrix, state: int, before: int) -> float:
    """The best of the ways that do not go into the state here, or do not stay in it."""
    kept = ways[state, state]
    if state == before:
        ways[state, state] = NEVER
    else:
        ways[:, state] = NEVER
        ways[state, state] = kept
    return float(ways.max())
