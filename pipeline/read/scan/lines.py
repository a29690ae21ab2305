"""Rows of recognised words → lines of a page in points, as those of a PDF with text. Pure.

A page that leans by less than OCR minds still leans by 16 points from top to bottom: margins are measured after the
lines are laid level. Sizes are guesses from the height of small letters and jump by a pixel from line to line: those
near the page's usual size are made equal to it, as paragraphs part where sizes differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, median

from pipeline.model.document import Doubt
from pipeline.read.pdf.labels import starts_item
from pipeline.read.pdf.trace import GAP_SIZES, MOST_COLUMN_CHARACTERS
from pipeline.read.scan.bands import lean
from pipeline.read.scan.engine import Row, Word
from pipeline.read.sheet import Gap, Line, tidy

# Of the font size, in Times and its kin as Tesseract measures them: small letters .48 (14 pt → 6.8), capitals .66.
SMALL, CAPITAL = 0.48, 0.66
SAME_SIZE = 0.2  # of the usual size: guesses for 14 pt ran from 12.5 to 15.8
TELLING_LETTERS = 10  # signs of a row whose height is a measure of its type
DUST, DUST_SIGNS = 0.4, 2  # of real words of two signs and less, 1 % had a lower confidence
DOUBTED = 0.965  # words read well have 0.96 and 0.97; of less sure ones `text/misread.py` asks how they look
LEAST_SIZE, MOST_SIZE = 5.0, 40.0  # points: outside, what was measured is no letter

_POINTS = 72
# What the model makes of rules, strokes of a seal and dust; none is a sign of an office text.
_RUBBISH = re.compile(r"[|\\_£¢©®~=<>{}\[\]⁄¬¦¥€§^`°]+")
_RULES = frozenset("|_\\")  # the rules of tables, taken for words
_ENDS = re.compile(r"^[|\\_⁄¬¦]+|[|\\_⁄¬¦]+$")
# In the block of Vietnamese letters capitals and small ones alternate: no range takes the capitals alone.
_UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
# Safe before words in capitals only: there «H.» is no label of any report, «II.» is.
_SLIPS = (
    (re.compile(rf"^(?:HI|IH|HH|IIH|HII|HL|IHI)[.,:]\s*(?=[{_UPPER}]{{2}})"), "III. "),
    (re.compile(rf"^(?:H|TI|IL|LI|Il|lI)[.,:]\s*(?=[{_UPPER}]{{2}})"), "II. "),
    (re.compile(rf"^(?:l|\|)[.,:]\s*(?=[{_UPPER}]{{2}})"), "I. "),
    (re.compile(rf"^(?:TV|IY)[.,:]\s*(?=[{_UPPER}]{{2}})"), "IV. "),
    (re.compile(rf"^([IVX]{{1,5}})[.:]\s*(?=[{_UPPER}]{{2}})"), r"\1. "),
    (re.compile(rf"^(\d),\s+(?=[{_UPPER}])"), r"\1. "),
    (re.compile(rf"^(\d{{1,2}}):(\d{{1,2}})\.\s*(?=[{_UPPER}])"), r"\1.\2. "),
    (re.compile(rf"^(\d{{1,2}}\.\d{{1,2}})[:,]\s*(?=[{_UPPER}])"), r"\1. "),
    (re.compile(rf"^(\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})\.(?=[{_UPPER}])"), r"\1. "),
)


@dataclass(frozen=True, slots=True)
class _Level:
    """From pixels of a leaning picture to points of a level page."""

    scale: float
    slope: float
    middle: tuple[float, float]

    def x(self, x: float, y: float) -> float:
        return (x + self.slope * (y - self.middle[1])) * self.scale

    def y(self, x: float, y: float) -> float:
        return (y - self.slope * (x - self.middle[0])) * self.scale


def lines_of(rows: Sequence[Row], *, dpi: float, number: int, size: tuple[int, int]) -> tuple[Line, ...]:
    """The lines of page `number`, in the rows' order; `size` is the picture's in pixels."""
    level = _Level(_POINTS / dpi, lean(rows), (size[0] / 2, size[1] / 2))
    kept = _kept(rows)
    sizes = _evened([(_size(row, words, level.scale), words) for row, words in kept])
    return tuple(
        _line(row, words, level, (number, even)) for (row, words), even in zip(kept, sizes, strict=True)
    )


def _kept(rows: Sequence[Row]) -> list[tuple[Row, list[tuple[Word, str]]]]:
    """The rows that have words, with these; one that has none is something unread at the end of the row before it."""
    found: list[tuple[Row, list[tuple[Word, str]]]] = []
    for row in rows:
        if words := _cleaned(row):
            found.append((row, words))
        elif found:
            last, seen = found[-1]
            found[-1] = replace(last, words=(*last.words, *row.words)), seen
    return found


def mended(text: str) -> str:
    """A line's text with the slips in its label put right that can be nothing else."""
    for pattern, instead in _SLIPS:
        text, count = pattern.subn(instead, text, count=1)
        if count:
            return text
    return text


def _cleaned(row: Row) -> list[tuple[Word, str]]:
    """The words that are words, each with its text; none where no letter or figure is."""
    shown = (
        (word, tidy(_ENDS.sub("", word.text))) for word in row.words if not _RUBBISH.fullmatch(word.text)
    )
    found = [(word, text) for word, text in shown if text]
    while found and _is_dust(*found[-1]):
        found.pop()
    while found and _is_dust(*found[0]):
        found.pop(0)
    return found


def _is_dust(word: Word, text: str) -> bool:
    """A sign or two that the engine itself does not believe, at an end of a row: a stroke of a seal or a pen."""
    return word.sure < DUST and sum(map(str.isalnum, text)) <= DUST_SIGNS and not starts_item(f"{text} A")


def _line(row: Row, words: list[tuple[Word, str]], level: _Level, page: tuple[int, float]) -> Line:
    number, size = page
    ends = [(word, row.base_at(word.x0), row.base_at(word.x1)) for word, _ in words]
    spans = [(level.x(word.x0, y0), level.x(word.x1, y1)) for word, y0, y1 in ends]
    text = " ".join(text for _, text in words)
    mend = mended(text)
    return Line(
        text=mend,
        page=number,
        x0=spans[0][0],
        x1=spans[-1][1],
        base=level.y(words[0][0].x0, row.base_at(words[0][0].x0)),
        size=size,
        hang=spans[1][0] if len(spans) > 1 else 0.0,
        gaps=tuple(_gaps(words, spans, size, len(mend) - len(text))),
        sure=round(fmean(word.sure for word, _ in words), 3),
        doubts=tuple(_doubts(row, words, mend, len(mend) - len(text))),
    )


def _doubts(row: Row, words: list[tuple[Word, str]], mend: str, shift: int) -> Iterator[Doubt]:
    """The words that the engine doubts, and the places of those left out; `shift` is by how much the label has grown."""
    texts = {id(word): text for word, text in words}
    at = shift
    for word in row.words:
        text = texts.get(id(word))
        if text is None and word.text in _RULES:
            continue
        if text is None:
            here = min(max(at, 0), len(mend))
            yield Doubt(at=here, end=here, sure=0.0)
            continue
        if word.sure < DOUBTED:
            yield Doubt(at=max(at, 0), end=at + len(text), sure=round(word.sure, 2))
        at += len(text) + 1


def _gaps(
    words: list[tuple[Word, str]], spans: list[tuple[float, float]], size: float, shift: int
) -> Iterator[Gap]:
    """The wide gaps of a short line; `shift` is by how much its label has grown."""
    if sum(len(text) + 1 for _, text in words) - 1 > MOST_COLUMN_CHARACTERS:
        return
    at = shift
    for (_, text), (left, right) in zip(words, pairwise(spans), strict=False):
        at += len(text)
        if right[0] - left[1] > GAP_SIZES * size:
            yield Gap(at=at, x0=left[1], x1=right[0])
        at += 1


def _size(row: Row, words: list[tuple[Word, str]], scale: float) -> float:
    """The font size by the height of small letters, or of capitals where most letters are."""
    letters = [mark for _, text in words for mark in text if mark.isalpha()]
    capitals = sum(mark.isupper() for mark in letters)
    share = CAPITAL if capitals * 2 > len(letters) else SMALL
    return min(max(row.height * scale / share, LEAST_SIZE), MOST_SIZE)


def _evened(found: list[tuple[float, list[tuple[Word, str]]]]) -> list[float]:
    """Sizes near the usual one of the page made equal to it, the others among themselves.

    A row of few letters tells nothing by their height (`BCĐ` below its heading looked like 10.5 points, `(Không)` like
    21): it has the usual size.
    """
    weights = [sum(len(text) for _, text in words) for _, words in found]
    telling = {at: size for at, (size, _) in enumerate(found) if weights[at] >= TELLING_LETTERS}
    left = telling or dict(enumerate(size for size, _ in found))
    even: dict[int, float] = {}
    while left:
        usual = median([size for at, size in left.items() for _ in range(weights[at])])
        near = [at for at, size in left.items() if abs(size - usual) <= SAME_SIZE * usual]
        even.update(dict.fromkeys(near or left, round(usual * 2) / 2))
        left = {at: size for at, size in left.items() if at not in even}
    first = next(iter(even.values()), 0.0)
    return [even.get(at, first) for at in range(len(found))]
