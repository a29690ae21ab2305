"""Candidates among many sets: those that share much are found, in any crowd, and the work stays in bounds."""

from __future__ import annotations

import numpy as np

from pipeline.compare.sketch import near_pairs
from pipeline.compare.wholes import groups, wholes


def test_near_sets_are_found_and_strangers_are_not() -> None:
    """One pair of 20 000 sets shares nine members in ten; empty sets lie between them."""
    dice = np.random.default_rng(28)
    members = dice.integers(0, 2**32, size=(20_000, 20), dtype=np.uint32)
    members[19_999, :18] = members[7, :18]
    sizes = [20] * 20_000
    sizes[1:1] = [0, 0]
    assert set(near_pairs(members.ravel(), sizes)) == {(9, 20_001)}


def test_a_crowd_of_equals_is_linked_without_all_its_pairs() -> None:
    """A hundred copies make one group; not 4 950 pairs but some eight for each."""
    runs = [np.arange(40, dtype=np.uint32)] * 100
    pairs = wholes(runs)
    assert len(pairs) < 800
    assert groups(100, pairs) == [list(range(100))]


def test_papers_are_one_when_they_share_half_of_all_their_runs() -> None:
    """Two thirds of each are half of both together; less is not."""
    first, enough, less = (np.arange(start, start + 60, dtype=np.uint32) for start in (0, 20, 30))
    assert wholes([first, enough]) == ((0, 1, 0.5),)
    assert wholes([first, less]) == ()
