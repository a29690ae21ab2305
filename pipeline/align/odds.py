"""What the words of a line say, in log-odds: for each item, each pair of items, and for being none of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.align.similarity import Fit
from pipeline.align.states import States
from pipeline.align.vocabulary import Matrix
from pipeline.align.votes import ahead

# Log-odds of words, fitted on the headings, sub-headings and foreign headings of labelled banks.
_BASE = -1.5
_FIT = 4.3  # likeness to the best wording of the item,
_AHEAD = 5.0  # by how much that is ahead of every other item's and of the foreign headings',
_VOTES = 0.3  # and the same of the votes of single words
_BOTH_CLEAR = 0.80  # both halves of a heading this like the wordings of the two leaves of one parent
_LEAST = -2.5  # words say no less: a paraphrase may share none


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the words of each line (rows) say: `alone` for each item, `merged` for each pair, `strange` for none of them.

    `own` is by state how well a line names its items, 0 to 1, `credit` what it says for them, never less than nothing.
    """

    alone: Matrix
    merged: Matrix
    strange: Matrix
    own: Matrix
    credit: Matrix


def weigh(fit: Fit, states: States) -> Words:
    """What the words of each line say."""
    table, votes = np.column_stack([fit.items, fit.foreign]), fit.votes
    alone = _odds(table, ahead(table), ahead(votes))
    merged = _odds(fit.merged, fit.merged - _rest(table, states), fit.merged_votes)
    return Words(
        alone=alone[:, :-1], merged=_as_parents(merged, alone, fit, states), strange=alone[:, -1],
        own=best_of(fit.items, states), credit=np.maximum(best_of(alone[:, :-1], states), 0.0),
    )  # fmt: skip


def _odds(fit: Matrix, ahead: Matrix, votes_ahead: Matrix) -> Matrix:
    odds: Matrix = np.maximum(_BASE + _FIT * fit + _AHEAD * ahead + _VOTES * votes_ahead, _LEAST)
    return odds


def _rest(table: Matrix, states: States) -> Matrix:
    """Per pair of leaves the best column that is none of the two, nor their parent's if it has no others."""
    rest = np.zeros((len(table), len(states.pairs)))
    for place, (pair, parent) in enumerate(states.pairs):
        rest[:, place] = np.delete(table, [*pair, *parent], axis=1).max(axis=1)
    return rest


def _as_parents(merged: Matrix, alone: Matrix, fit: Fit, states: States) -> Matrix:
    """A line that names two leaves clearly names the pair as well as their parent, if that has no others.

    Else as well as either leaf, better by as much as it is more like both: `Tồn tại và nguyên nhân của tồn tại` is much
    like the causes.
    """
    found = merged.copy()
    for place, (pair, parent) in enumerate(states.pairs):
        both = fit.merged[:, place]
        for item in parent or pair:
            more = np.zeros(len(both)) if item in parent else both - fit.items[:, item]
            clear = (both >= _BOTH_CLEAR) & (more >= 0)
            as_well = np.maximum(found[:, place], alone[:, item] + _FIT * more)
            found[:, place] = np.where(clear, as_well, found[:, place])
    return found


def by_state(text: Matrix, states: States) -> Matrix:
    """The evidence by item as evidence by state: the best of its items, a chapter's the mean of its leaves."""
    found = best_of(text, states)
    for state, below in states.below:
        found[:, state] = text[:, below].mean(axis=1)
    return found


def best_of(table: Matrix, states: States) -> Matrix:
    """A table by item as one by state: the best of its items, nothing for nothing."""
    first, second = [pair[0] for pair, _ in states.pairs], [pair[1] for pair, _ in states.pairs]
    pairs = np.maximum(table[:, first], table[:, second])
    return np.column_stack([np.zeros((len(table), states.nothing)), table, pairs])
