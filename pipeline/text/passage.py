"""A text as words to be compared: what each is compared by, where it stands, and how surely it was read."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from pipeline.model.document import Doubt
from pipeline.text.fold import bare, fold

MOST_WORDS = 12_000  # compared: some 25 pages; twice as many take four times as long, and 36 MB
MOST_LETTERS = 10 * MOST_WORDS  # so many words of a report have half of them; longer ones are no words
_CONTEXT = 4  # words quoted on both sides
_QUOTED = 200  # letters of a passage
_NO_NUMBER = 0.5  # how sure what is half a number can be

_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|\w+")
_HAS_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_LOOKS_LIKE = str.maketrans("oOlIiSB", "0011158")

Place = tuple[int, int, int, int]  # from where to where in one list of words, and in the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A text to be compared. `doubts` are its doubtful words, in order, where it was `recognised` in a picture.

    `tables` are from where to where its tables stand, in letters, in order.
    """

    text: str
    recognised: bool = False
    doubts: Sequence[Doubt] = ()
    tables: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text with its words: as compared, from where to where they stand in it, how sure each is, 0 to 1.

    Those of a `recognised` text were read in a picture. `unread` counts what could not be read in front of each word, and
    behind the last; `tables` are from where to where the words of tables stand among them.
    """

    text: str
    keys: Sequence[str]
    spans: Sequence[tuple[int, int]]
    sure: Sequence[float]
    recognised: bool
    unread: Sequence[int]
    tables: Sequence[tuple[int, int]]
    whole: str  # all of the words as compared, a blank around each
    cut: bool  # whether the text goes on after them

    def joined(self, first: int, last: int) -> str:
        """The words from first to before last, as compared."""
        return " ".join(self.keys[first:last])

    def at(self, place: int) -> int:
        """Where a word begins in the text, in letters; the last one where there are no more."""
        return self.spans[min(place, len(self.spans) - 1)][0] if self.spans else 0

    def has_as_often(self, phrase: str, other: Words) -> bool:
        """Whether these words stand here at least as often as in the other text."""
        return self.whole.count(f" {phrase} ") >= other.whole.count(f" {phrase} ")

    def written(self, first: int, last: int) -> str:
        """The words from first to before last, as they are written."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""

    def quoted(self, first: int, last: int) -> str:
        """The passage as it is written, with some words around it; shortened in its middle."""
        spans = self.spans[max(0, first - _CONTEXT) : last + _CONTEXT]
        found = " ".join(self.text[spans[0][0] : spans[-1][1]].split()) if spans else ""
        return found if len(found) <= _QUOTED else f"{found[: _QUOTED // 2]} … {found[-_QUOTED // 2 :]}"


def words_of(copy: Copy, *, loosely: bool) -> Words:
    """The words of a copy; `loosely`: by their letters without any mark, as those of a picture are."""
    found = list(islice(_TOKEN.finditer(copy.text, 0, MOST_LETTERS), MOST_WORDS))
    cut = _TOKEN.search(copy.text, found[-1].end() if found else 0) is not None
    form = bare if loosely else fold
    keys = [_key(one[0], form(one[0])) for one in found]
    spans = [one.span() for one in found]
    return Words(
        text=copy.text, keys=keys, spans=spans, sure=_sure(copy, spans), recognised=copy.recognised, unread=_unread(spans, copy.doubts),
        tables=[_between(spans, *table) for table in copy.tables], whole=f" {' '.join(keys)} ", cut=cut,
    )  # fmt: skip


def numbers(words: Iterable[str]) -> Counter[str]:
    """The numbers among words as compared."""
    return Counter(word for word in words if word[0].isdigit())


def _key(word: str, folded: str) -> str:
    """A word as compared; numbers by their value, letters among digits as the digits they look like."""
    if not _HAS_DIGIT.search(word):
        return folded
    figure = word.translate(_LOOKS_LIKE)
    if _GROUPED.fullmatch(figure):
        figure = re.sub(r"\D", "", figure)
    return re.sub(r"(?<!\d)0+(?=\d)", "", figure)


def _sure(copy: Copy, spans: Sequence[tuple[int, int]]) -> list[float]:
    sure = [1.0] * len(spans)
    for place in _glued(copy.text, spans) if copy.recognised else ():
        sure[place] = sure[place + 1] = _NO_NUMBER
    for doubt in copy.doubts:
        for place in range(*_between(spans, doubt.at, doubt.end)):
            sure[place] = min(doubt.sure, sure[place])
    return sure


def _glued(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The numbers on which letters follow without a blank: `2Ø`, which OCR is sure of, was 29."""
    for place, ((start, end), (after, _)) in enumerate(pairwise(spans)):
        if end == after and text[start].isdigit():
            yield place


def _unread(spans: Sequence[tuple[int, int]], doubts: Sequence[Doubt]) -> list[int]:
    unread = [0] * (len(spans) + 1)
    for doubt in doubts:
        first, last = _between(spans, doubt.at, doubt.end)
        unread[first] += first == last
    return unread


def _between(spans: Sequence[tuple[int, int]], at: int, end: int) -> tuple[int, int]:
    """From which to before which word they begin in a stretch of the text; none do in ink that is no word."""
    return bisect.bisect_left(spans, (at, 0)), bisect.bisect_left(spans, (end, 0))
