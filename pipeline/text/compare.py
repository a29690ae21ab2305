"""Two copies of one text: the passages in which they say something else.

What is only written otherwise (marks, dashes, `03` for `3`, `2300` for `2.300`) is the same, and so is a passage that
only stands in another place. Of a copy that was recognised in a picture see `misread`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from pipeline.text.misread import Judged, Verdict, in_tables, judged, wandered
from pipeline.text.passage import Copy, Place, Words, numbers, words_of

_JOINED = 2  # equal words between two differences that make them one passage
_MOVED = 3  # words from which a passage found elsewhere was moved; fewer stand elsewhere by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A passage of each text, with a few words around it; `mine_at` and `at` are where it begins in each, in letters.

    `numbers` says that numbers differ, and `words` how many words do; `unclear` that they may be the same, as the
    second, or the first, could not be read there.
    """

    mine: str
    theirs: str
    mine_at: int
    at: int
    numbers: bool
    words: int
    unclear: bool = False


def differences(mine: Copy, theirs: Copy) -> Iterator[Difference]:
    """Where the second text says something else than the first, in its order.

    Of texts longer than MOST_WORDS or MOST_LETTERS the beginnings are compared; how these end is no difference.
    """
    misread = mine.recognised or theirs.recognised
    one, other = (words_of(text, loosely=misread) for text in (mine, theirs))
    found = _typed(one, other) if not misread else in_tables(one, other, _recognised(one, other))
    for verdict, holes in found:
        a, b, c, d = _around(holes)
        yield Difference(
            mine=one.quoted(a, b), theirs=other.quoted(c, d), mine_at=one.at(a), at=other.at(c),
            numbers=verdict.numbers, words=max(b - a, d - c), unclear=verdict.unseen,
        )  # fmt: skip


def _typed(one: Words, other: Words) -> Iterator[Judged]:
    for holes in _standing(one, other):
        a, b, c, d = _around(holes)
        same = numbers(one.keys[a:b]) == numbers(other.keys[c:d])
        yield Verdict.WORDS if same else Verdict.NUMBERS, holes


def _recognised(one: Words, other: Words) -> Iterator[Judged]:
    for holes in _standing(one, other):
        verdict = judged(one, other, holes)
        if verdict is not Verdict.SAME and not wandered(one, other, _around(holes)):
            yield verdict, holes


def _around(holes: Sequence[Place]) -> Place:
    return holes[0][0], holes[-1][1], holes[0][2], holes[-1][3]


def _standing(one: Words, other: Words) -> Iterator[list[Place]]:
    """The passages in which two texts differ, and which did not only move; not how texts end that were cut."""
    for holes in _passages(one.keys, other.keys):
        a, b, c, d = _around(holes)
        cut = (one.cut or other.cut) and b == len(one.keys) and d == len(other.keys)
        if not cut and not _moved(one, other, (a, b, c, d)):
            yield holes


def _passages(one: Sequence[str], other: Sequence[str]) -> Iterator[list[Place]]:
    """Where two lists of words differ: from where to where in each; neighbours are one passage."""
    found: list[Place] = []
    for step in Indel.opcodes(one, other):
        if step.tag == "equal":
            continue
        hole = step.src_start, step.src_end, step.dest_start, step.dest_end
        if found and (hole[0], hole[2]) == (found[-1][1], found[-1][3]):
            found[-1] = found[-1][0], hole[1], found[-1][2], hole[3]
            continue
        if found and (hole[0] - found[-1][1] > _JOINED or hole[2] - found[-1][3] > _JOINED):
            yield found
            found = []
        found.append(hole)
    if found:
        yield found


def _moved(one: Words, other: Words, place: Place) -> bool:
    """Whether what is on each side stands in the other text as well, elsewhere."""
    a, b, c, d = place
    return all(
        last - first >= _MOVED and there.has_as_often(here.joined(first, last), here)
        for here, there, first, last in ((one, other, a, b), (other, one, c, d))
        if first < last
    )
