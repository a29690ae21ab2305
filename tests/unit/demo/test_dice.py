"""Draws that are the same everywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.demo.dice import Dice


@given(st.text(), st.integers(-50, 50), st.integers(0, 90))
def test_a_draw_stays_in_its_range(seed: str, low: int, span: int) -> None:
    """`between` never leaves the range it is given."""
    assert low <= Dice(seed).between(low, low + span) <= low + span


@given(st.text(), st.lists(st.integers()))
def test_shuffling_loses_and_adds_nothing(seed: str, things: list[int]) -> None:
    """A shuffled row holds the same things."""
    assert sorted(Dice(seed).shuffled(things)) == sorted(things)


@given(st.text(), st.lists(st.integers(), unique=True), st.integers(0, 9))
def test_some_keep_their_order(seed: str, things: list[int], count: int) -> None:
    """Chosen things stand in the order of the row, and are no more than asked for."""
    chosen = Dice(seed).some(things, count)
    assert list(chosen) == [thing for thing in things if thing in chosen]
    assert len(chosen) == min(count, len(things))


def test_the_same_seed_draws_the_same_row() -> None:
    """Two dice of one seed agree; another seed differs. The row is pinned, since files are made of it."""
    draws = [Dice(45, "a").below(1000) for _ in range(2)]
    first = Dice(45, "a")
    row = [first.below(1000) for _ in range(4)]
    assert draws == [row[0], row[0]]
    assert row == [5, 832, 805, 409]
    other = Dice(46, "a")
    assert [other.below(1000) for _ in range(4)] != row


def test_chance_follows_its_percentage() -> None:
    """A chance of nothing never comes, a full one always, a quarter in about a quarter of the draws."""
    dice = Dice("chance")
    assert not any(dice.chance(0) for _ in range(50))
    assert all(dice.chance(100) for _ in range(50))
    assert 200 < sum(dice.chance(25) for _ in range(1000)) < 300
