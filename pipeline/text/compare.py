"""Two copies of one text: the passages in which they say something else. Numbers first.

What is only written otherwise (marks, dashes, `03` for `3`, `2300` for `2.300`) is the same, and so is a passage that
only stands in another place. In a copy that was recognised in a picture, words that look alike are the same too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from pipeline.text.fold import bare, fold

MOST_WORDS = 12_000  # compared: some 25 pages; twice as many take four times as long, and 36 MB
MOST_LETTERS = 10 * MOST_WORDS  # so many words of a report have half of them; longer ones are no words
_CONTEXT = 4  # words quoted on both sides
_QUOTED = 200  # letters of a passage
_JOINED = 2  # equal words between two differences that make them one passage
_MOVED = 3  # words from which a passage found elsewhere was moved; fewer stand elsewhere by chance
# Of misread copies (0-100). With these, 8 made reports scanned clean gave no difference that is none, and of 79 figures
# changed one at a time all were found (`python -m tests.bench.copies`).
_ALIKE = 60.0
_FOUND = 85.0
# Letters of a passage looked for at a time. Up to some five hundred the time for each letter stays the same (0.03 ms in a
# text of 12 000 words), of two thousand it is ten times as long; so all of both texts take three seconds at the most.
_SOUGHT = 250
# Words that a misread copy may lose or gain in one place: OCR breaks and joins words, and takes specks for some.
_LOST = 6

_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|\w+")
_HAS_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_LOOKS_LIKE = str.maketrans("oOlIiSB", "0011158")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A passage of each text, with a few words around it; `at` is where it begins in the second, in letters.

    `numbers` says that numbers differ, and `words` how many words do.
    """

    mine: str
    theirs: str
    at: int
    numbers: bool
    words: int


@dataclass(frozen=True, slots=True)
class _Words:
    """A text with its words: as compared, and from where to where they stand in it."""

    text: str
    keys: Sequence[str]
    spans: Sequence[tuple[int, int]]
    whole: str  # all of the words as compared
    cut: bool  # whether the text goes on after them

    def joined(self, first: int, last: int) -> str:
        """The words from first to before last, as compared."""
        return " ".join(self.keys[first:last])

    def quoted(self, first: int, last: int) -> str:
        """The passage as it is written, with some words around it; shortened in its middle."""
        spans = self.spans[max(0, first - _CONTEXT) : last + _CONTEXT]
        found = " ".join(self.text[spans[0][0] : spans[-1][1]].split()) if spans else ""
        return found if len(found) <= _QUOTED else f"{found[: _QUOTED // 2]} … {found[-_QUOTED // 2 :]}"


def differences(mine: str, theirs: str, *, misread: bool = False) -> Iterator[Difference]:
    """Where the second text says something else than the first, in its order; `misread` if one of them was recognised.

    Of texts longer than MOST_WORDS or MOST_LETTERS the beginnings are compared; how these end is no difference.
    """
    one, other = (_words(text, misread=misread) for text in (mine, theirs))
    for a, b, c, d in _passages(one.keys, other.keys):
        if (one.cut or other.cut) and b == len(one.keys) and d == len(other.keys):
            continue
        numbers = _numbers(one.keys[a:b]) != _numbers(other.keys[c:d])
        if misread:
            numbers = numbers and bool(_numbers(one.keys[a:b])) and bool(_numbers(other.keys[c:d]))
        if _moved(one, other, (a, b, c, d)) or (
            misread and not numbers and _misread(one, other, (a, b, c, d))
        ):
            continue
        at = other.spans[min(c, len(other.spans) - 1)][0] if other.spans else 0
        yield Difference(
            mine=one.quoted(a, b), theirs=other.quoted(c, d), at=at, numbers=numbers, words=max(b - a, d - c)
        )


def _words(text: str, *, misread: bool) -> _Words:
    found = list(islice(_TOKEN.finditer(text, 0, MOST_LETTERS), MOST_WORDS))
    cut = _TOKEN.search(text, found[-1].end() if found else 0) is not None
    form = bare if misread else fold
    keys = [_key(one[0], form(one[0])) for one in found]
    return _Words(text, keys, [one.span() for one in found], f" {' '.join(keys)} ", cut)


def _key(word: str, folded: str) -> str:
    """A word as compared; numbers by their value, letters among digits as the digits they look like."""
    if not _HAS_DIGIT.search(word):
        return folded
    figure = word.translate(_LOOKS_LIKE)
    if _GROUPED.fullmatch(figure):
        figure = re.sub(r"\D", "", figure)
    return re.sub(r"(?<!\d)0+(?=\d)", "", figure)


def _passages(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two lists of words differ: from where to where in each; neighbours are joined."""
    open_: tuple[int, int, int, int] | None = None
    for step in Indel.opcodes(one, other):
        if step.tag == "equal":
            continue
        a, b, c, d = step.src_start, step.src_end, step.dest_start, step.dest_end
        if open_ and a - open_[1] <= _JOINED and c - open_[3] <= _JOINED:
            open_ = (open_[0], b, open_[2], d)
            continue
        if open_:
            yield open_
        open_ = (a, b, c, d)
    if open_:
        yield open_


def _numbers(words: Sequence[str]) -> Counter[str]:
    return Counter(word for word in words if word[0].isdigit())


Place = tuple[int, int, int, int]


def _moved(one: _Words, other: _Words, place: Place) -> bool:
    """Whether what is on each side stands in the other text as well, elsewhere."""
    a, b, c, d = place
    return all(
        last - first >= _MOVED and f" {here.joined(first, last)} " in there.whole
        for here, there, first, last in ((one, other, a, b), (other, one, c, d))
        if first < last
    )


def _misread(one: _Words, other: _Words, place: Place) -> bool:
    """Whether the passages may be the same words, read badly, or stand elsewhere."""
    a, b, c, d = place
    mine, theirs = one.joined(a, b), other.joined(c, d)
    if max(b - a, d - c) <= _LOST or fuzz.ratio(mine, theirs) >= _ALIKE:
        return True
    return all(
        fuzz.partial_ratio(text[at : at + _SOUGHT], there.whole, score_cutoff=_FOUND) >= _FOUND
        for text, there in ((mine, other), (theirs, one))
        for at in range(0, len(text), _SOUGHT)
    )
