"""How alike the paragraphs of two papers are, measured word by word: the share of words that both have in one order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from pipeline.compare.marks import Marks, Words, only, part
from pipeline.compare.phrases import shares_own
from pipeline.model.likeness import Pair

# Of one paper: some 400 pages. A report has a hundred paragraphs; the longest law a thousand or two.
MOST_PARAGRAPHS = 3_000
MOST_WORDS = 200_000
_CELLS = 1 << 20  # pairs measured at a time: 8 MB
_DIGITS = 4  # of a share: more would be noise


def alike(ours: Marks, theirs: Marks, phrases: Words, *, similarity: float) -> tuple[Pair, ...]:
    """Each of our paragraphs that is so much like one of theirs, with the one most like it; the first of equals.

    The measure is twice the words in common order by the words of both. Where both have only set phrases in common they
    are not alike. Of each paper no more is compared than its first MOST_PARAGRAPHS, as far as they end within MOST_WORDS.
    """
    ours, theirs = _first(ours), _first(theirs)
    return tuple(
        Pair(ours=ours.places[one], theirs=theirs.places[other], alike=round(share, _DIGITS))
        for one, (other, share) in enumerate(_nearest(ours, theirs, similarity))
        if share >= similarity and shares_own(part(ours, one), part(theirs, other), phrases)
    )


def _first(paper: Marks) -> Marks:
    ends = np.cumsum(paper.sizes, dtype=np.int64)
    return only(paper, (ends <= MOST_WORDS) & (np.arange(len(ends)) < MOST_PARAGRAPHS))


def _nearest(ours: Marks, theirs: Marks, similarity: float) -> Iterator[tuple[int, float]]:
    """For each of our paragraphs the number of theirs that is most like it, and how much; 0.0 for what is less than so much."""
    if not ours.sizes or not theirs.sizes:
        return
    our_texts, their_texts = _as_texts(ours, theirs)
    step = max(1, _CELLS // len(their_texts))
    for first in range(0, len(our_texts), step):
        shares = cdist(
            our_texts[first : first + step], their_texts, scorer=Indel.normalized_similarity,
            score_cutoff=similarity, dtype=np.float64,
        )  # fmt: skip
        yield from zip(shares.argmax(axis=1).tolist(), shares.max(axis=1).tolist(), strict=True)


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
