"""Set phrases: what so many papers share that nobody has it from anybody, and what everybody was given.

By runs of words, not by paragraphs: a formula is one wherever it stands, and a paragraph of formulae is nobody's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.compare.marks import Marks, Words, only, shingles

_OWN = 0.5  # share of runs of words that must be no set phrase for them to be anybody's own

NOTHING: Words = np.empty(0, dtype=np.uint32)


def runs_of(*papers: Marks) -> Words:
    """The runs of words of papers, ascending, each once."""
    return np.unique(np.concatenate([*(shingles(paper)[0] for paper in papers), NOTHING]))


def set_phrases(runs: Sequence[Words], groups: Iterable[Sequence[int]], *, common_to: int) -> Words:
    """The runs of words that more papers than `common_to` have, those of a group counted as one; ascending."""
    held = [np.unique(np.concatenate([runs[number] for number in group])) for group in groups]
    everywhere, counts = np.unique(np.concatenate([*held, NOTHING]), return_counts=True)
    return everywhere[counts > common_to]


def long_paragraphs(paper: Marks, *, least_words: int) -> Marks:
    """The paragraphs of so many words."""
    return only(paper, np.array(paper.sizes, dtype=np.int64) >= least_words)


def own_paragraphs(paper: Marks, phrases: Words) -> Marks:
    """The paragraphs that are no set phrase for the greater part."""
    runs, paragraph = shingles(paper)
    count = len(paper.sizes)
    own = np.bincount(paragraph[~_among(runs, phrases)], minlength=count)
    return only(paper, own >= _OWN * np.bincount(paragraph, minlength=count))


def own_runs(paper: Marks, phrases: Words) -> tuple[Words, list[int]]:
    """The runs of words of a paper that are no set phrase, and how many of them each paragraph has."""
    runs, paragraph = shingles(paper)
    own = ~_among(runs, phrases)
    return runs[own], np.bincount(paragraph[own], minlength=len(paper.sizes)).tolist()


def shares_own(one: Marks, other: Marks, phrases: Words) -> bool:
    """Whether what two papers have in common is no set phrase for the greater part."""
    common = np.intersect1d(runs_of(one), runs_of(other), assume_unique=True)
    return len(common) > 0 and float(np.mean(~_among(common, phrases))) >= _OWN


def _among(runs: Words, phrases: Words) -> NDArray[np.bool_]:
    if not len(phrases):
        return np.zeros(len(runs), dtype=np.bool_)
    at = np.minimum(np.searchsorted(phrases, runs), len(phrases) - 1)
    return np.equal(phrases[at], runs)
