"""How well a line's words fit an outline item: over its title and aliases, in letters and in weighted words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from pipeline.align.vocabulary import Matrix, Vocabulary, tokens
from pipeline.model.campaign import Outline

Places = npt.NDArray[np.intp]

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
        self._owners = np.array([i for i, texts in enumerate(wordings) for _ in texts], dtype=np.intp)
        flat = [text for texts in wordings for text in texts]
        self._spelled = [" ".join(tokens(text)) for text in flat]
        self._bags, self._totals = self._vocabulary.bags(flat)
        self._foreign = [" ".join(tokens(text)) for text in outline.foreign]

    def _ancestors(self, item: str) -> tuple[str, ...]:
        above = self._parents[item]
        return (above, *self._ancestors(above)) if above else ()

    def fit(self, heads: Sequence[str]) -> Fit:
        """Score heads against all wordings. Costs one `cdist` and one matrix product."""
        spelled = [" ".join(tokens(head)) for head in heads]
        bags, totals = self._vocabulary.bags(heads)
        shared = np.minimum(bags, 1.0) @ (self._bags > 0).T.astype(np.float64)
        dice = 2 * shared / np.maximum(totals[:, None] + self._totals[None, :], 1e-9)
        letters = _letters(spelled, self._spelled)
        score = _LETTERS * letters + (1 - _LETTERS) * dice
        if not heads:
            none = np.zeros((0, len(self.items)))
            return Fit(items=none, merged=none, foreign=np.zeros(0))
        items = np.stack([score[:, self._owners == i].max(axis=1) for i in range(len(self.items))], axis=1)
        return Fit(
            items=items, merged=self._merged(bags, totals, shared), foreign=_best(spelled, self._foreign)
        )

    def _merged(self, bags: Matrix, totals: Matrix, shared: Matrix) -> Matrix:
        """How well each head names item i and its next sibling at once: both covered, nothing left over."""
        covered = shared / np.maximum(self._totals[None, :], 1e-9)
        merged = np.zeros((len(bags), len(self.items)))
        for i in range(len(self.items) - 1):
            if not self._leaf_siblings(i):
                continue
            mine, theirs = (np.flatnonzero(self._owners == k) for k in (i, i + 1))
            for row in range(len(bags)):
                merged[row, i] = self._both(bags[row], totals[row], covered[row], mine, theirs)
        return merged

    def _leaf_siblings(self, i: int) -> bool:
        one, other = self.items[i], self.items[i + 1]
        return not one.children and not other.children and self._parents[one.id] == self._parents[other.id]

    def _both(self, bag: Matrix, total: float, covered: Matrix, mine: Places, theirs: Places) -> float:
        one, other = mine[np.argmax(covered[mine])], theirs[np.argmax(covered[theirs])]
        least = min(covered[one], covered[other])
        if least < _COVERED or total <= 0:
            return 0.0
        own = (self._bags[one] > 0) & (self._bags[other] == 0)
        others = (self._bags[other] > 0) & (self._bags[one] == 0)
        if not (bag[own].any() and bag[others].any()):
            return 0.0
        both = (self._bags[one] > 0) | (self._bags[other] > 0)
        return float(0.5 * least + 0.5 * bag[both].sum() / total)


_COVERED = 0.6  # a merged heading holds at least this share of a wording of each of its two items


def _letters(heads: Sequence[str], wordings: Sequence[str]) -> Matrix:
    ratio = process.cdist(heads, wordings, scorer=fuzz.ratio, dtype=np.float64)
    ordered = process.cdist(heads, wordings, scorer=fuzz.token_sort_ratio, dtype=np.float64)
    return np.asarray(np.maximum(ratio, _SORTED_WORDS * ordered) / 100, dtype=np.float64)


def _best(heads: Sequence[str], wordings: Sequence[str]) -> Matrix:
    if not wordings or not heads:
        return np.zeros(len(heads))
    best: Matrix = _letters(heads, wordings).max(axis=1)
    return best
