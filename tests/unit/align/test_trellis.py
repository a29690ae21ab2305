"""The best way through steps and states, and its margins, equal what trying every way gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.align import trellis as subject
from pipeline.align.trellis import NEVER, Trellis, best_way, margins

Way = tuple[int, ...]
# Whole numbers, whose sums are exact, and what no way pays.
_GAINS = st.integers(-9, 9).map(float)
_BEGINS = st.one_of(_GAINS, st.just(NEVER))
_PASSES = st.one_of(_GAINS, st.just(-np.inf))
_BEYOND = 1e5  # a margin above it says that there is no other way at all


@st.composite
def trellises(draw: st.DrawFn) -> Trellis:
    """Up to five steps and four states, one or two of which are nothing."""
    steps, nothing, items = draw(st.integers(0, 5)), draw(st.integers(1, 2)), draw(st.integers(0, 2))
    width = nothing + items
    table = (steps, width)
    return Trellis(
        begin=draw(arrays(np.float64, table, elements=_BEGINS)),
        stay=draw(arrays(np.float64, table, elements=_GAINS)),
        leave=draw(arrays(np.float64, table, elements=_BEGINS)),
        text=draw(arrays(np.float64, table, elements=_GAINS)),
        passing=draw(arrays(np.float64, (width, width), elements=_PASSES)),
        back=draw(arrays(np.float64, (width, width), elements=st.sampled_from([0.0, 1.0]))),
        weak=draw(arrays(np.float64, table, elements=_GAINS)),
        nothing=nothing,
    )


def gain(of: Trellis, step: int, before: int, state: int) -> float:
    """What one step adds, written out as the class describes it."""
    if before == state:
        return float(of.stay[step, state] + of.text[step, state])
    left = of.leave[step, before] if state < of.nothing else 0.0
    astray = of.back[before, state] * of.weak[step, state]
    return float(of.passing[before, state] + of.begin[step, state] + of.text[step, state] + left + astray)


def passes(way: Way) -> Iterator[tuple[int, int, int]]:
    """Step, state before and state after; a way starts in the first state."""
    yield from ((step, way[step - 1] if step else 0, state) for step, state in enumerate(way))


def every_way(of: Trellis) -> dict[Way, float]:
    """All ways with their totals."""
    steps, width = of.begin.shape
    return {
        way: sum(gain(of, *found) for found in passes(way)) for way in product(range(width), repeat=steps)
    }


def cut(of: Trellis, steps: int) -> Trellis:
    """The first steps alone."""
    return replace(
        of, begin=of.begin[:steps], stay=of.stay[:steps], leave=of.leave[:steps], text=of.text[:steps], weak=of.weak[:steps]
    )  # fmt: skip


def lead(total: float, others: Sequence[float]) -> float:
    """By how much a total is ahead of the best of others, cut where no other can be gone."""
    return min(total - max(others, default=-np.inf), _BEYOND)


@pytest.fixture(autouse=True)
def chunks_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps are taken two at a time, so that these small ways cross from chunk to chunk."""
    monkeypatch.setattr(subject, "_CHUNK", 2)


@given(trellises())
def test_no_way_is_better_than_the_best(of: Trellis) -> None:
    """The way found has the highest total of all ways, and the totals' last row says so."""
    way, best = best_way(of)
    ways = every_way(of)
    assert ways[way] == max(ways.values()) == best[-1].max()


@given(trellises())
def test_the_best_totals_before_each_step(of: Trellis) -> None:
    """Row t and state s: the best of the ways that are in s after t steps."""
    _, best = best_way(of)
    for steps in range(1, len(best)):
        ends = every_way(cut(of, steps))
        for state in range(best.shape[1]):
            expected = max(total for way, total in ends.items() if way[-1] == state)
            assert max(best[steps, state], -_BEYOND) == max(expected, -_BEYOND)


@given(trellises())
def test_a_step_is_as_sure_as_the_best_way_that_takes_it_otherwise_is_worse(of: Trellis) -> None:
    """Where a state begins, otherwise is not to begin it here; where it goes on, otherwise is anything but going on."""
    way, best = best_way(of)
    ways = every_way(of)
    found = margins(of, way, best)
    for step, before, state in passes(way):
        others = [
            total
            for other, total in ways.items()
            if not (
                other[step] == state
                and ((other[step - 1] if step else 0) == state) == (before == state)
            )
        ]  # fmt: skip
        assert min(found.here[step], _BEYOND) == lead(ways[way], others)


@given(trellises())
def test_a_state_is_as_absent_as_the_best_way_that_begins_it_is_worse(of: Trellis) -> None:
    """Nothing worse for a state that the best way begins; out of reach for one that no way begins."""
    way, best = best_way(of)
    ways = every_way(of)
    found = margins(of, way, best)
    for state in range(len(of.passing)):
        others = [
            total
            for other, total in ways.items()
            if any(after == state != before for _, before, after in passes(other))
        ]
        assert min(found.absent[state], _BEYOND) == lead(ways[way], others)


def test_a_long_way_is_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many steps are held at a time changes nothing."""
    dice = np.random.default_rng(7)
    table = (300, 4)
    of = Trellis(
        begin=dice.integers(-9, 9, table).astype(float), stay=dice.integers(-9, 9, table).astype(float),
        leave=dice.integers(-9, 9, table).astype(float), text=dice.integers(-9, 9, table).astype(float),
        passing=dice.integers(-9, 0, (4, 4)).astype(float), back=dice.integers(0, 2, (4, 4)).astype(float),
        weak=dice.integers(-9, 0, table).astype(float), nothing=2,
    )  # fmt: skip
    way, best = best_way(of)
    found = margins(of, way, best)
    monkeypatch.setattr(subject, "_CHUNK", 1000)
    again, totals = best_way(of)
    whole = margins(of, again, totals)
    assert way == again
    assert (best == totals).all()
    assert (found.here == whole.here).all()
    assert (found.absent == whole.absent).all()
