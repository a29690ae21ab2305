"""The outline's words and pairs of words, and which of them a hurt word was: marks lost by OCR, one letter wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from pipeline.text.fold import bare

_TYPO_LETTERS = 3  # a shorter word with a letter wrong may be any


Hurt = TypeVar("Hurt")
Whole = TypeVar("Whole")


class Lexicon:
    """All words that the outline uses, in wordings, evidence and foreign headings.

    A word is mended only when nothing else is meant: the pair it stands in is without marks one pair of the outline's,
    or the word is unknown and without marks one word of it, or unknown, a letter from one that makes a known pair.
    """

    def __init__(self, texts: Iterable[tuple[str, ...]]) -> None:
        self._pairs: set[tuple[str, str]] = set()
        self._words: set[str] = set()
        for words in texts:
            self._words.update(words)
            self._pairs.update(pairwise(words))
        self._bare_words = _only((_bare(word), word) for word in self._words)
        self._bare_pairs = _only(((_bare(one), _bare(other)), (one, other)) for one, other in self._pairs)
        self._near = lru_cache(maxsize=1 << 12)(self._neighbours)

    def mended(self, words: tuple[str, ...], *, typed: bool = True) -> tuple[str, ...]:
        """The words of a text as the outline spells them, as far as that is certain; `typed` mends wrong letters too."""
        found = list(words)
        for place, pair in enumerate(pairwise(words)):
            if pair not in self._pairs and (known := self._bare_pairs.get((_bare(pair[0]), _bare(pair[1])))):
                found[place], found[place + 1] = known
        for place, word in enumerate(found):
            if word not in self._words:
                whole = self._bare_words.get(_bare(word))
                found[place] = whole or (self._typed(found, place) if typed else word)
        return tuple(found)

    def _typed(self, words: list[str], place: int) -> str:
        """The one known word, a letter away, that makes a known pair with a neighbour; else the word as it is."""
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        fitting = [
            word
            for word in self._near(words[place])
            if (before, word) in self._pairs or (word, after) in self._pairs
        ]
        return fitting[0] if len(fitting) == 1 else words[place]

    def _neighbours(self, word: str) -> tuple[str, ...]:
        if len(word) < _TYPO_LETTERS:
            return ()
        return tuple(
            sorted(known for known in self._words if Levenshtein.distance(word, known, score_cutoff=1) <= 1)
        )


def _only(pairs: Iterable[tuple[Hurt, Whole]]) -> dict[Hurt, Whole]:
    """Keys that stand for one value only."""
    found: defaultdict[Hurt, set[Whole]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: next(iter(values)) for key, values in found.items() if len(values) == 1}


@lru_cache(maxsize=1 << 15)
def _bare(word: str) -> str:
    return bare(word)
