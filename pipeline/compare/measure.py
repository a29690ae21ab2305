"""How alike the paragraphs of two papers are, measured word by word: the share of words that both have in one order."""

from __future__ import annotations

import itertools

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from pipeline.compare.marks import Marks, Words, part
from pipeline.compare.phrases import shares_own
from pipeline.model.likeness import Pair

_DIGITS = 4  # of a share: more would be noise


def alike(ours: Marks, theirs: Marks, phrases: Words, *, similarity: float) -> tuple[Pair, ...]:
    """Each of our paragraphs that is so much like one of theirs, with the one most like it; the first of equals.

    The measure is twice the words in common order by the words of both. Where both have only set phrases in common they
    are not alike.
    """
    if not ours.sizes or not theirs.sizes:
        return ()
    our_texts, their_texts = _as_texts(ours, theirs)
    shares = cdist(
        our_texts, their_texts, scorer=Indel.normalized_similarity, score_cutoff=similarity, dtype=np.float64
    )
    best = shares.argmax(axis=1).tolist()
    return tuple(
        Pair(
            ours=ours.places[one],
            theirs=theirs.places[other],
            alike=round(float(shares[one, other]), _DIGITS),
        )
        for one, other in enumerate(best)
        if shares[one, other] >= similarity and shares_own(part(ours, one), part(theirs, other), phrases)
    )


def _as_texts(*papers: Marks) -> tuple[list[str], ...]:
    """The paragraphs of some papers, a letter for each word: what the library compares fastest."""
    _, letters = np.unique(np.concatenate([paper.words for paper in papers]), return_inverse=True)
    text = "".join(map(chr, letters.tolist()))
    texts, at = [], 0
    for paper in papers:
        ends = [at + start for start in (*paper.starts, len(paper.words))]
        texts.append([text[first:last] for first, last in itertools.pairwise(ends)])
        at = ends[-1]
    return tuple(texts)
