"""How well a line's words fit an outline item: over its title and aliases, in letters and in weighted words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz, process

from pipeline.align.vocabulary import Matrix, Vocabulary, tokens
from pipeline.model.campaign import Outline, OutlineItem
from pipeline.text.fold import fold, words

# A line that names one item this well is not two items swapped (`Nguyên nhân của khó khăn và hạn chế`).
_SWAPPED_BELOW = 0.7
# Unless both of its halves are items to the letter and no `của` ties them (`Nguyên nhân và những hạn chế`).
_SWAPPED_CLEAR = 0.9
_OF = fold("của")
_CUTS = re.compile(r"\s*[;,]\s*|\s+và\s+|\s+[-–]\s+", re.IGNORECASE)

_SORTED_WORDS = 0.95  # the same words in another order are worth a little less
_LETTERS = 0.45  # share of the letters' likeness in the score; the rest is weighted words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Scores 0 to 1 of candidates (rows) against items, neighbouring siblings merged, and foreign headings.

    `merged[:, i]` is how well a line names both item i and item i + 1.
    """

    items: Matrix
    merged: Matrix
    foreign: Matrix


class Wordings:
    """Every wording of an outline, prepared once."""

    def __init__(self, outline: Outline) -> None:
        self.items = outline.walk()
        self._parents = outline.parents()
        self.depths = tuple(len(self._ancestors(item.id)) + 1 for item in self.items)
        wordings = [(item.title, *item.aliases) for item in self.items]
        self._vocabulary = Vocabulary(wordings)
        self._starts = np.cumsum([0, *map(len, wordings[:-1])])
        flat = [text for texts in wordings for text in texts]
        self._spelled = [_spell(text) for text in flat]
        self._bags, self._totals = self._vocabulary.bags(flat)
        self._foreign = [_spell(text) for text in outline.foreign]
        self._families = self._wordings_by_family([len(texts) for texts in wordings])
        self._mergeable = np.array([self._leaf_siblings(one, other) for one, other in pairwise(self.items)])

    def _leaf_siblings(self, one: OutlineItem, other: OutlineItem) -> bool:
        return not one.children and not other.children and self._parents[one.id] == self._parents[other.id]

    def _ancestors(self, item: str) -> tuple[str, ...]:
        above = self._parents[item]
        return (above, *self._ancestors(above)) if above else ()

    def fit(self, heads: Sequence[str]) -> Fit:
        """Score heads against all wordings. Costs one `cdist` and one matrix product."""
        halves = [half for head in heads for half in _halves(head)]
        scores = self._scores([*heads, *(text for half in halves for text in (half.left, half.right))])
        items, parts = scores[: len(heads)], scores[len(heads) :]
        items = np.maximum(items, self._whole_families(heads))
        merged = np.zeros_like(items)
        row_of = [row for row, head in enumerate(heads) for _ in _halves(head)]
        for place, (row, half) in enumerate(zip(row_of, halves, strict=True)):
            left, right = parts[2 * place], parts[2 * place + 1]
            merged[row] = np.maximum(merged[row], self._both(left, right, items[row], half))
        return Fit(items=items, merged=merged, foreign=_best([_spell(head) for head in heads], self._foreign))

    def _scores(self, texts: Sequence[str]) -> Matrix:
        """Texts × items: the best wording's likeness in letters and weighted words."""
        if not texts:
            return np.zeros((0, len(self.items)))
        bags, totals = self._vocabulary.bags(texts)
        shared = bags @ (self._bags > 0).T.astype(np.float64)
        dice = 2 * shared / np.maximum(totals[:, None] + self._totals[None, :], 1e-9)
        score = _LETTERS * _letters([_spell(text) for text in texts], self._spelled) + (1 - _LETTERS) * dice
        best: Matrix = np.maximum.reduceat(score, self._starts, axis=1)
        return best

    def _wordings_by_family(self, counts: Sequence[int]) -> dict[int, tuple[slice, ...]]:
        """Per parent of three or more leaves, where the wordings of each leaf stand."""
        places = {
            item.id: slice(start, start + count)
            for item, start, count in zip(self.items, self._starts, counts, strict=True)
        }
        return {
            place: tuple(places[child.id] for child in item.children)
            for place, item in enumerate(self.items)
            if len(item.children) > len(("one", "other"))
            and not any(child.children for child in item.children)
        }

    def _whole_families(self, heads: Sequence[str]) -> Matrix:
        """Heads × items: how far a head is made of the names of all children (`Ưu điểm, hạn chế, nguyên nhân`)."""
        found = np.zeros((len(heads), len(self.items)))
        if not self._families or not heads:
            return found
        bags, totals = self._vocabulary.bags(heads)
        known = (self._bags > 0).astype(np.float64)
        named = bags @ known.T >= self._totals[None, :] - 1e-9
        for parent, children in self._families.items():
            of_all = np.logical_and.reduce([named[:, child].any(axis=1) for child in children])
            said = np.maximum.reduce([known[child].max(axis=0) for child in children])
            found[:, parent] = np.where(of_all, (bags @ said) / np.maximum(totals, 1e-9), 0.0)
        return found

    def _both(self, left: Matrix, right: Matrix, whole: Matrix, half: _Half) -> Matrix:
        """How well two halves of a line name item i and its next sibling, in this order or, if clear, swapped."""
        both = np.minimum(left[:-1], right[1:])
        swapped = np.minimum(right[:-1], left[1:])
        if half.apart and whole.max() < _SWAPPED_BELOW:
            both = np.maximum(both, swapped)
        elif half.apart and _OF not in words(fold(half.left)):
            both = np.maximum(both, np.where(swapped >= _SWAPPED_CLEAR, swapped, 0.0))
        better = both > np.maximum(whole[:-1], whole[1:])
        return np.append(np.where(self._mergeable & better, both, 0.0), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Half:
    """A line cut in two at a comma, semicolon or `và`; `apart` when the cut is stronger than a comma."""

    left: str
    right: str
    apart: bool


def _halves(head: str) -> tuple[_Half, ...]:
    return tuple(
        _Half(left=head[: cut.start()], right=head[cut.end() :], apart=cut[0].strip() != ",")
        for cut in _CUTS.finditer(head)
    )


def _spell(text: str) -> str:
    return " ".join(tokens(text))


def _letters(heads: Sequence[str], wordings: Sequence[str]) -> Matrix:
    ratio = process.cdist(heads, wordings, scorer=fuzz.ratio, dtype=np.float64)
    ordered = process.cdist(heads, wordings, scorer=fuzz.token_sort_ratio, dtype=np.float64)
    return np.asarray(np.maximum(ratio, _SORTED_WORDS * ordered) / 100, dtype=np.float64)


def _best(heads: Sequence[str], wordings: Sequence[str]) -> Matrix:
    if not wordings or not heads:
        return np.zeros(len(heads))
    best: Matrix = _letters(heads, wordings).max(axis=1)
    return best
