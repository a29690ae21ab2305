"""What the text below a heading says of the item it answers: the outline's evidence phrases, found block by block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from pipeline.align.lexicon import Lexicon
from pipeline.align.vocabulary import Matrix, spelled
from pipeline.model.campaign import OutlineItem

_LAST = 0.4  # the weight of an item's last phrase; the first, its surest, has 1
_SMOOTH = 0.6  # hits of an item that had none
_SCALE = 0.55  # of the log of how many times more hits an item has than all on average
_LEAST, _MOST = -0.6, 1.1  # what one block may say
_OPENING = 8  # words: what a block begins with says more


class Evidence:
    """Every evidence phrase of an outline, prepared once."""

    def __init__(self, items: Sequence[OutlineItem]) -> None:
        self._width = len(items)
        self._phrases: defaultdict[str, list[tuple[tuple[str, ...], int, float]]] = defaultdict(list)
        self._lexicon = Lexicon(spelled(phrase) for item in items for phrase in item.evidence)
        self._leaves = np.array([not item.children for item in items], dtype=bool)
        for place, item in enumerate(items):
            for rank, phrase in enumerate(item.evidence):
                found = spelled(phrase)
                weight = 1.0 - (1.0 - _LAST) * rank / max(len(item.evidence) - 1, 1)
                if found:
                    self._phrases[found[0]].append((found, place, weight))

    def hits(self, text: str, *, hurt: bool = False) -> Sequence[float]:
        """Per item the summed weights of its phrases in a text; each counts once, twice in the opening words.

        A text that OCR read may be `hurt`: words that have lost marks count as the words they are.
        """
        found = self._lexicon.mended(spelled(text), typed=False) if hurt else spelled(text)
        hits = [0.0] * self._width
        seen: set[tuple[tuple[str, ...], int]] = set()
        for place in [place for place, word in enumerate(found) if word in self._phrases]:
            for phrase, item, weight in self._phrases[found[place]]:
                if found[place : place + len(phrase)] == phrase and (phrase, item) not in seen:
                    seen.add((phrase, item))
                    hits[item] += weight * (2 if place < _OPENING else 1)
        return hits

    def odds(self, texts: Sequence[str], hurt: Sequence[bool]) -> Matrix:
        """Texts × items: the log-odds that a text belongs to an item rather than to any; 0 where nothing speaks."""
        if not texts or not self._width:
            return np.zeros((len(texts), self._width))
        hits = np.array([self.hits(text, hurt=one) for text, one in zip(texts, hurt, strict=True)])
        usual = hits[:, self._leaves].mean(axis=1, keepdims=True)
        odds = _SCALE * np.log((hits + _SMOOTH) / (usual + _SMOOTH))
        return np.where(hits.sum(axis=1, keepdims=True) > 0, np.clip(odds, _LEAST, _MOST), 0.0)
