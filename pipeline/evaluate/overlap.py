"""How much two texts share, whatever their order, line breaks, case and ways of writing Vietnamese."""

from __future__ import annotations

from collections import Counter

from pipeline.text.fold import fold, words


def overlap(labelled: str, found: str) -> float:
    """Token F1, 0 to 1: twice the words that both have, over the words of both; two texts without words are the same."""
    ours, theirs = Counter(words(fold(labelled))), Counter(words(fold(found)))
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0
