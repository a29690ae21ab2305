"""How well a line's words fit an outline item: over its title and aliases, in letters and in weighted words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from pipeline.align.vocabulary import Matrix, Vocabulary
from pipeline.align.votes import Votes, ahead
from pipeline.model.campaign import Outline
from pipeline.text.fold import fold, words

GATE = 0.55  # under this fit the words alone do not speak for an item
# A line that names one item this well is not two items swapped (`Nguyên nhân của khó khăn và hạn chế`).
_SWAPPED_BELOW = 0.7
# Unless both of its halves are items to the letter and no `của` ties them (`Nguyên nhân và những hạn chế`).
_SWAPPED_CLEAR = 0.9
_OF = fold("của")
_CHUNK = 512  # texts that are compared at a time: texts × wordings stays within a few megabytes
_ALMOST = 0.1  # a line may name two items although it is a little more like a wording of one
_REACH = 2  # `Tồn tại, hạn chế và bài học kinh nghiệm` leaves the causes out
_FAR_CLEAR = 0.75  # two items of different parents, or with one between, are merged on good words alone
_CUTS = re.compile(r"\s*[;,]\s*|\s+v[àa]\s+|\s+[-–]\s+", re.IGNORECASE)  # OCR loses the mark of `và`
_QUOTED = re.compile(r"""\s*["“”«][^"“”«»]{40,}["“”»]""")  # shorter ones may be a nickname or a stressed word

_SORTED_WORDS = 0.95  # the same words in another order are worth a little less
_WORTH = 0.12  # under this share of words in common letters are not compared: they would not make up for it,
_LONG, _WORTH_LONG = 15, 0.4  # the same for a long line, which is a sentence unless it repeats a long title
_SHORT = 6  # unless OCR has spoilt every word of a short line
_SAME_WORDS = 0.5  # from here on the order of words is looked at
_LETTERS = 0.45  # share of the letters' likeness in the score; the rest is weighted words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Scores 0 to 1 of candidates (rows) against items, pairs of leaves in one heading, and foreign headings.

    `merged[:, p]` is how well a line names both items of `Wordings.pairs[p]`; `votes` are log-odds by single words, of
    the items and, in the last column, of foreign headings; `merged_votes` by how much both halves of a line are ahead.
    """

    items: Matrix
    merged: Matrix
    foreign: Matrix
    votes: Matrix
    merged_votes: Matrix


class Wordings:
    """Every wording of an outline, prepared once."""

    def __init__(self, outline: Outline) -> None:
        self.items = outline.walk()
        self._parents = outline.parents()
        self.depths = tuple(len(self._ancestors(item.id)) + 1 for item in self.items)
        wordings = [*((item.title, *item.aliases) for item in self.items), outline.foreign or ("",)]
        evidence = [phrase for item in self.items for phrase in item.evidence]
        self._vocabulary = Vocabulary(wordings, evidence)
        self._votes = Votes(self._vocabulary, wordings, self.items)
        self._starts = np.cumsum([0, *map(len, wordings[:-1])])
        flat = [text for texts in wordings for text in texts]
        self._spelled = [self._spell(text) for text in flat]
        bags, self._totals = self._vocabulary.bags(flat)
        self._known = (bags > 0).astype(np.float64)  # wordings × words: 1 where a wording has the word
        self._families = self._wordings_by_family([len(texts) for texts in wordings])
        self.pairs = _pairs([place for place, item in enumerate(self.items) if not item.children])
        self._first, self._second = np.array(self.pairs, dtype=np.intp).reshape(-1, 2).T
        self._near = np.array([self._siblings(*pair) for pair in self.pairs], dtype=bool)

    def _siblings(self, one: int, other: int) -> bool:
        """Whether two leaves are children of one parent."""
        return self._parents[self.items[one].id] == self._parents[self.items[other].id]

    def _ancestors(self, item: str) -> tuple[str, ...]:
        above = self._parents[item]
        return (above, *self._ancestors(above)) if above else ()

    def fit(self, heads: Sequence[str], may_merge: Sequence[bool] = ()) -> Fit:
        """Score heads against all wordings; those that `may_merge` (all, when not said) against pairs of items too.

        What a head quotes (the directive's title) is left out: it stands in headings of every item.
        """
        heads = [_QUOTED.sub("", head) or head for head in heads]
        halves = [
            (row, half)
            for row, head in enumerate(heads)
            if not may_merge or may_merge[row]
            for half in _halves(head)
        ]
        parts = [text for _, half in halves for text in (half.left, half.right)]
        scores, votes = self._scores([*heads, *parts]), self.votes([*heads, *parts])
        items = np.maximum(scores[: len(heads), :-1], self._whole_families(heads))
        merged, merged_votes = np.zeros((2, len(heads), len(self.pairs)))
        voted = ahead(votes)
        for place, (row, half) in zip(range(len(heads), len(scores), 2), halves, strict=True):
            both = self._both(scores[place, :-1], scores[place + 1, :-1], items[row], half)
            better = both > merged[row]
            merged[row] = np.where(better, both, merged[row])
            merged_votes[row] = np.where(
                better, self._voted(voted[place], voted[place + 1]), merged_votes[row]
            )
        return Fit(
            items=items, merged=merged, foreign=scores[: len(heads), -1], votes=votes[: len(heads)],
            merged_votes=merged_votes,
        )  # fmt: skip

    def votes(self, texts: Sequence[str]) -> Matrix:
        """Texts × items and foreign headings: the log-odds of their single words."""
        return self._votes.of(texts)

    def _scores(self, texts: Sequence[str]) -> Matrix:
        """Texts × items: the best wording's likeness in letters and weighted words."""
        chunks = [
            self._scored(texts[start : start + _CHUNK]) for start in range(0, max(len(texts), 1), _CHUNK)
        ]
        return np.concatenate(chunks)

    def _scored(self, texts: Sequence[str]) -> Matrix:
        if not texts:
            return np.zeros((0, len(self.items) + 1))
        bags, totals = self._vocabulary.bags(texts)
        shared = bags @ self._known.T
        dice = 2 * shared / np.maximum(totals[:, None] + self._totals[None, :], 1e-9)
        score = _LETTERS * self._letters(texts, dice) + (1 - _LETTERS) * dice
        best: Matrix = np.maximum.reduceat(score, self._starts, axis=1)
        return best

    def _spell(self, text: str) -> str:
        return " ".join(self._vocabulary.known(text))

    def _letters(self, texts: Sequence[str], dice: Matrix) -> Matrix:
        """Texts × wordings: the likeness in letters, where they share words, or a short text has none that is known."""
        spelled = [self._spell(text) for text in texts]
        strange = np.array(
            [not row.any() and len(text.split()) <= _SHORT for row, text in zip(dice, spelled, strict=True)]
        )
        long = np.array([len(text.split()) > _LONG for text in spelled])
        near = (dice >= np.where(long, _WORTH_LONG, _WORTH)[:, None]) | strange[:, None]
        letters = np.zeros_like(dice)
        letters[near] = _ratio(fuzz.ratio, spelled, self._spelled, near)
        alike = dice >= _SAME_WORDS
        ordered = _SORTED_WORDS * _ratio(fuzz.token_sort_ratio, spelled, self._spelled, alike)
        letters[alike] = np.maximum(letters[alike], ordered)
        return letters

    def _wordings_by_family(self, counts: Sequence[int]) -> dict[int, tuple[slice, ...]]:
        """Per parent of three or more leaves, where the wordings of each leaf stand."""
        places = {
            item.id: slice(start, start + count)
            for item, start, count in zip(self.items, self._starts, counts, strict=False)
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
        for parent, children in self._families.items():
            rows = np.arange(len(heads))
            for child in children:  # few heads name the first, and only those are asked for the next
                named = bags[rows] @ self._known[child].T >= self._totals[child] - 1e-9
                rows = rows[named.any(axis=1)]
            said = np.maximum.reduce([self._known[child].max(axis=0) for child in children])
            found[rows, parent] = (bags @ said)[rows] / np.maximum(totals[rows], 1e-9)
        return found

    def _both(self, left: Matrix, right: Matrix, whole: Matrix, half: _Half) -> Matrix:
        """Per pair how well the halves of a line name its items, in this order or, if clear, swapped."""
        one, other = self._first, self._second
        both = np.minimum(left[one], right[other])
        swapped = np.minimum(right[one], left[other])
        if half.apart and whole.max(initial=0.0) < _SWAPPED_BELOW:
            both = np.maximum(both, swapped)
        elif half.apart and _OF not in words(fold(half.left)):
            both = np.maximum(both, np.where(swapped >= _SWAPPED_CLEAR, swapped, 0.0))
        better = both + _ALMOST > np.maximum(whole[one], whole[other])
        return np.where(better & (self._near | (both >= _FAR_CLEAR)), both, 0.0)

    def _voted(self, left: Matrix, right: Matrix) -> Matrix:
        """Per pair by how much the words of both halves are ahead for its items, in the better order."""
        one, other = self._first, self._second
        return np.maximum(np.minimum(left[one], right[other]), np.minimum(right[one], left[other]))


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


def _pairs(leaves: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The leaves that one heading may answer together: neighbours, and those with one between."""
    return tuple(
        (one, other) for place, one in enumerate(leaves) for other in leaves[place + 1 : place + 1 + _REACH]
    )


def _ratio(
    scorer: Callable[..., float], texts: Sequence[str], wordings: Sequence[str], pairs: npt.NDArray[np.bool_]
) -> Matrix:
    """The likeness, 0 to 1, of the pairs marked, row by row."""
    rows, columns = np.nonzero(pairs)
    if not len(rows):
        return np.zeros(0)
    left, right = [texts[row] for row in rows.tolist()], [wordings[column] for column in columns.tolist()]
    return np.asarray(process.cpdist(left, right, scorer=scorer, dtype=np.float64) / 100, dtype=np.float64)
