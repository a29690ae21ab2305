"""A document as numbers: the long paragraphs' words, each as a number that is the same in every run.

A figure stands for any figure: who changes the numbers of a copied sentence has copied it.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipeline.model.document import BlockKind, Document
from pipeline.text.fold import fold, words

SHORTEST = 8  # words; what is shorter is a heading, a name, a line of a form
# Syllables to a run. Fewer are anybody's language: of 108 copies among 2 000 made reports (`tests.bench.originality`) runs of
# four find 30, of six 105; of 228 among 5 000 runs of eight find 226. In longer ones a word changed breaks too many runs.
WINDOW = 8
_FIGURE = 0
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: near sums end far apart

Words = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The paragraphs of one paper: `words` of all, one after another, of which each has `sizes`; `places` are their blocks.

    `starts` is where each paragraph begins among the words.
    """

    words: Words = field(default_factory=lambda: np.empty(0, dtype=np.uint32))
    sizes: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Count the starts once: of each pair of paragraphs that is measured they are asked for."""
        object.__setattr__(self, "starts", tuple(itertools.accumulate(self.sizes, initial=0))[:-1])


def mark(document: Document) -> Marks:
    """The marks of a document's paragraphs; tables are none, since forms and figures are alike by nature."""
    blocks = enumerate(document.blocks)
    return of_texts((place, block.text) for place, block in blocks if block.kind is not BlockKind.TABLE)


def of_texts(texts: Iterable[tuple[int, str]]) -> Marks:
    """The marks of paragraphs given with their places."""
    found = [(place, numbers) for place, text in texts if len(numbers := _numbers(text)) >= SHORTEST]
    joined = list(itertools.chain.from_iterable(numbers for _, numbers in found))
    return Marks(
        words=np.array(joined, dtype=np.uint32),
        sizes=tuple(len(numbers) for _, numbers in found),
        places=tuple(place for place, _ in found),
    )


def only(marks: Marks, keep: NDArray[np.bool_]) -> Marks:
    """The same paper with some of its paragraphs alone."""
    of_words = np.repeat(keep, marks.sizes)
    chosen = np.flatnonzero(keep).tolist()
    return Marks(
        words=marks.words[of_words],
        sizes=tuple(marks.sizes[number] for number in chosen),
        places=tuple(marks.places[number] for number in chosen),
    )


def part(marks: Marks, number: int) -> Marks:
    """One paragraph alone."""
    first, size = marks.starts[number], marks.sizes[number]
    return Marks(words=marks.words[first : first + size], sizes=(size,), places=(marks.places[number],))


def shingles(marks: Marks) -> tuple[Words, NDArray[np.int64]]:
    """Every run of WINDOW words within a paragraph as one number, and the number of its paragraph."""
    if len(marks.words) < WINDOW:
        return np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int64)
    paragraph = np.repeat(np.arange(len(marks.sizes)), marks.sizes)
    count = len(marks.words) - WINDOW + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for step in range(WINDOW):
        mixed = (mixed ^ marks.words[step : step + count]) * _SPREAD
        mixed ^= mixed >> np.uint64(29)
    within = paragraph[:count] == paragraph[WINDOW - 1 :]
    return (mixed[within] >> np.uint64(32)).astype(np.uint32), paragraph[:count][within]


def _numbers(text: str) -> list[int]:
    return [_number(word) for word in words(unicodedata.normalize("NFC", text))]


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    """Of a word as it is written; a report has some hundreds, however often each stands in it."""
    if any(map(str.isdigit, word)):
        return _FIGURE
    return crc32(fold(word).encode("utf-8", "surrogatepass")) or 1
