"""Whether a passage of a recognised copy may be the other text's, read badly, or says something else.

OCR mostly knows what it reads badly: on made scans hardly a word that was wrong but for its marks was surer than 0.93, and of
those that were right 94 % were surer on the worst (`python -m tests.bench.copies`). So what it is sure of counts; what it
doubts is the same where it looks alike, else not clear; what is missing is missing where no ink was left unread. Marks
never count: OCR is as sure of `chỉ` as of `chi`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from rapidfuzz import fuzz

from pipeline.text.fold import bare
from pipeline.text.passage import Place, Words, numbers

# How sure OCR must be of a word for it to count: of wrong words of eighteen reports in three qualities two were surer than
# 0.93, and no wrong figure than 0.91; the surest words have 0.97.
SURE, SURE_FIGURE = 0.955, 0.90
# Of a word that the other text has nothing for: dust that looked like three letters and more had 0.37.
SURE_ALONE = 0.85
BLIND = 0.75  # below it a word need not even look like what it stands for
ALIKE = 50.0  # of 100: `thì` read as `th`, `vì` as `ì`, `TU` as `FU`
QUITE_SURE, QUITE_ALIKE = 0.935, 66.0  # `Một` read as `Mật`, `quan` as `uan`
FOUND = 85.0  # of 100: a passage that stands elsewhere, misread there or here
LEAST_FOUND = 12  # letters of it
# Letters of a passage looked for at a time. Up to some five hundred the time for each letter stays the same (0.03 ms in a
# text of 12 000 words), of two thousand it is ten times as long; so all of both texts take three seconds at the most.
SOUGHT = 250
LETTERS_A_PIECE = 8  # that one piece of unread ink may stand for: blurred, a syllable is one piece
LETTERS_A_WORD = 4  # that a word read blindly may stand for, beside twice its own
SPECK = 2  # letters: a shorter doubted word is dust

_APART = re.compile(r"(?<!\d)[^\w\s]+|[^\w\s]+(?!\d)|\s+|_")
_STROKES = str.maketrans("1!|ltjo", "iiiiii0")
_PAIRS = (("ii", "u"), ("rn", "m"), ("cl", "d"))


class Verdict(Enum):
    """What a passage is, the gravest last. UNSEEN: it could not be read."""

    SAME = 0
    UNSEEN = 1
    UNSEEN_NUMBERS = 2
    WORDS = 3
    NUMBERS = 4

    @property
    def numbers(self) -> bool:
        """Whether numbers differ, or may."""
        return self in {Verdict.UNSEEN_NUMBERS, Verdict.NUMBERS}

    @property
    def unseen(self) -> bool:
        """Whether nothing can be said of it."""
        return self in {Verdict.UNSEEN_NUMBERS, Verdict.UNSEEN}


Judged = tuple[Verdict, list[Place]]  # a passage, as the stretches in which two texts differ


@dataclass(frozen=True, slots=True)
class _Side:
    """What one text has in a passage: words with how sure each is, their letters as they look, pieces of unread ink."""

    words: Sequence[tuple[str, float]]
    shape: str
    unread: int
    recognised: bool

    @classmethod
    def of(cls, text: Words, first: int, last: int) -> _Side:
        """The words from first to before last, with the ink in front of, between and behind them."""
        words = list(zip(text.keys[first:last], text.sure[first:last], strict=True))
        shape = _shape(text.written(first, last))
        return cls(words, shape, sum(text.unread[first : last + 1]), text.recognised)

    def without(self, other: _Side) -> _Side:
        """The same without the words that the other has too, wherever they stand in it."""
        common, left = Counter(key for key, _ in other.words), list[tuple[str, float]]()
        for key, sure in self.words:
            if common[key]:
                common[key] -= 1
            else:
                left.append((key, sure))
        return replace(self, words=left)

    @property
    def said(self) -> list[str]:
        """The words that it says for certain, as compared."""
        return [key for key, sure in self.words if sure >= _least(key)]

    @property
    def doubted(self) -> list[tuple[str, float]]:
        """The others, each with how sure it is."""
        return [(key, sure) for key, sure in self.words if sure < _least(key)]


def judged(one: Words, other: Words, holes: Sequence[Place]) -> Verdict:
    """The gravest of what the differences of a passage are.

    With a doubted word among them the passage is looked at as a whole too: `cơ uan: quan hệ` for `cơ quan; quan hệ` looks
    like a word too much here and one that is missing there.
    """
    whole = (
        _Side.of(one, holes[0][0], holes[-1][1]),
        _Side.of(other, holes[0][2], holes[-1][3]),
    )
    if whole[0].shape == whole[1].shape:
        return Verdict.SAME
    sides = [(_Side.of(one, a, b), _Side.of(other, c, d)) for a, b, c, d in holes]
    verdict = _gravest(_compared(*each) for each in sides)
    if any(side.doubted for each in sides for side in each):
        verdict = min(verdict, _compared(*whole), key=_weight)
    return verdict


def _gravest(verdicts: Iterable[Verdict]) -> Verdict:
    return max(verdicts, key=_weight)


def _weight(verdict: Verdict) -> int:
    return verdict.value


def in_tables(one: Words, other: Words, found: Iterable[Judged]) -> Iterator[Judged]:
    """The passages, those of one table as one: a scan has its words in the order of lines, across the cells.

    A word that stands on both sides of what differs in a table is no difference.
    """
    tables: dict[Place, list[Place]] = {}
    for verdict, holes in found:
        table = _table(one, other, holes)
        if table is None:
            yield verdict, holes
        else:
            tables.setdefault(table, []).extend(holes)
    for holes in tables.values():
        verdict = _jumbled(one, other, holes)
        if verdict is not Verdict.SAME:
            yield verdict, holes


def _table(one: Words, other: Words, holes: Sequence[Place]) -> Place | None:
    """The table that a passage is in or beside, of either text."""
    for side, text in ((0, one), (2, other)):
        for first, last in text.tables:
            if first <= holes[-1][side + 1] and holes[0][side] <= last:
                return (side, side, first, last)
    return None


def _jumbled(one: Words, other: Words, holes: Sequence[Place]) -> Verdict:
    mine = _together([_Side.of(one, a, b) for a, b, _, _ in holes])
    theirs = _together([_Side.of(other, c, d) for _, _, c, d in holes])
    return _compared(mine.without(theirs), theirs.without(mine))


def _together(sides: Iterable[_Side]) -> _Side:
    parts = list(sides)
    words = [word for part in parts for word in part.words]
    shape = " ".join(part.shape for part in parts)
    return _Side(words, shape, sum(part.unread for part in parts), parts[0].recognised)


def _compared(mine: _Side, theirs: _Side) -> Verdict:
    worst = _gravest((_told(mine, theirs), _told(theirs, mine)))
    if worst is not Verdict.SAME:
        return worst
    left = [sure for key, sure in (*mine.doubted, *theirs.doubted) if sure >= BLIND and len(key) > SPECK]
    if not left or _alike(mine, theirs):
        return Verdict.SAME
    return Verdict.WORDS if max(left) >= SURE_ALONE else Verdict.UNSEEN


def _told(here: _Side, there: _Side) -> Verdict:
    """What is to be said of what one text has and the other has not."""
    said = [key for key in here.said if _shape(key) not in there.shape]
    if not said or (here.recognised and not there.shape and len("".join(said)) == 1):
        return Verdict.SAME  # a stroke of a pen looks like a letter, or a 1, and OCR may be sure of it
    if numbers(said):
        return Verdict.UNSEEN_NUMBERS if there.doubted or there.unread else Verdict.NUMBERS
    if there.doubted and _alike(here, there):
        return Verdict.SAME
    blind = [len(key) for key, sure in there.doubted if sure < BLIND]
    room = LETTERS_A_PIECE * there.unread + sum(2 * letters + LETTERS_A_WORD for letters in blind)
    return Verdict.UNSEEN if sum(map(len, said)) <= room else Verdict.WORDS


def _least(key: str) -> float:
    return SURE_FIGURE if key[0].isdigit() else SURE


def _alike(one: _Side, other: _Side) -> bool:
    """Whether doubted words look like what stands for them; the surer they are the more they must."""
    surest = max((sure for _, sure in (*one.doubted, *other.doubted)), default=0.0)
    shapes = one.shape, other.shape
    likeness = max(fuzz.ratio(*shapes), fuzz.ratio(*map(_paired, shapes)))
    return likeness >= (ALIKE if surest < QUITE_SURE else QUITE_ALIKE)


def _shape(text: str) -> str:
    """Its letters without marks and blanks, as they look."""
    return _APART.sub("", bare(text)).translate(_STROKES)


def _paired(shape: str) -> str:
    for pair, letter in _PAIRS:
        shape = shape.replace(pair, letter)
    return shape


def wandered(one: Words, other: Words, place: Place) -> bool:
    """Whether what is on each side stands elsewhere in the other text, with all its numbers, be it read badly."""
    a, b, c, d = place
    return all(
        len(text) >= LEAST_FOUND and all(_stands(piece, there.whole) for piece in _pieces(text))
        for text, there in ((one.joined(a, b), other), (other.joined(c, d), one))
        if text
    )


def _pieces(text: str) -> Iterator[str]:
    return (text[at : at + SOUGHT] for at in range(0, len(text), SOUGHT))


def _stands(piece: str, whole: str) -> bool:
    found = fuzz.partial_ratio_alignment(piece, whole, score_cutoff=FOUND)
    if found is None:
        return False
    there = whole[max(0, found.dest_start - SPECK) : found.dest_end + SPECK]
    return not numbers(piece.split()[1:-1]) - numbers(there.split())
