"""What the words of a heading say of the item it names, each word and pair of words by itself.

A paraphrase may be like no single wording and still use words that only one item's wordings use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from pipeline.align.vocabulary import Matrix, Vocabulary
from pipeline.model.campaign import OutlineItem

_EVIDENCE = 0.4  # a word of an item's surest evidence counts as one of so many of its wordings,
_EVIDENCE_LAST = 0.4  # a word of its last evidence this much of that
_SMOOTH = 0.02  # share of wordings that a word is taken to be in although it is in none
_LENGTH = 0.15  # what each word of a heading takes off the weight of the others

_Gram = str | tuple[str, str]


class Votes:
    """The log-odds of every word and pair of words for every group of wordings: the items', then the foreign headings'."""

    def __init__(
        self, vocabulary: Vocabulary, wordings: Sequence[Sequence[str]], items: Sequence[OutlineItem]
    ) -> None:
        self._vocabulary = vocabulary
        self._width = len(wordings)
        shares: defaultdict[_Gram, Matrix] = defaultdict(lambda: np.zeros(self._width))
        for group, texts in enumerate(wordings):
            for text in texts:
                for gram in self._grams(text):
                    shares[gram][group] += 1.0 / len(texts)
        for group, item in enumerate(items):
            for rank, phrase in enumerate(item.evidence):
                weight = _EVIDENCE * (1.0 - (1.0 - _EVIDENCE_LAST) * rank / max(len(item.evidence) - 1, 1))
                for gram in self._grams(phrase):
                    single = 0.5 if isinstance(gram, str) else 1.0
                    shares[gram][group] = max(shares[gram][group], weight * single)
        table = np.array(list(shares.values())).reshape(-1, self._width)
        self._odds = np.log((table + _SMOOTH) / (table.mean(axis=1, keepdims=True) + _SMOOTH))
        self._rows = {gram: row for row, gram in enumerate(shares)}

    def _grams(self, text: str) -> Iterable[_Gram]:
        """Words and pairs of words, each once, in the order of the text: sums must not hang on the order of a set."""
        known = self._vocabulary.known(text)
        return dict.fromkeys((*known, *pairwise(known)))

    def of(self, texts: Sequence[str]) -> Matrix:
        """Texts × groups: the summed log-odds of a text's words, weighing less in a long text."""
        votes = np.zeros((len(texts), self._width))
        for row, text in enumerate(texts):
            known = [self._rows[gram] for gram in self._grams(text) if gram in self._rows]
            votes[row] = self._odds[known].sum(axis=0) / (1.0 + _LENGTH * len(self._vocabulary.known(text)))
        return votes


def ahead(table: Matrix) -> Matrix:
    """By how much each column is ahead of the best other one."""
    if table.shape[1] < len(("one", "other")):
        return table
    best = np.sort(table, axis=1)[:, -2:]
    top = best[:, 1:]
    return np.where(table == top, table - best[:, :1], table - top)
