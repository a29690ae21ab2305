"""The text column of a page: its margins and its line pitch, measured from the lines themselves. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from pipeline.read.sheet import Line, Sheet

SAME_EDGE = (
    3.0  # points: the first letters of lines at one margin differ by their side bearings, up to 1.2 at 14 pt
)
EDGE_SHARE = 0.08  # of the lines begin at the left margin, in a letter of many short paragraphs as well
LEAST_PITCH, MOST_PITCH = 0.8, 2.5  # font sizes: less is the same row, more another paragraph
OWN_LINES = 12  # a page with fewer lines is measured together with the others of its size
USUAL_PITCH = 1.3  # line pitch in font sizes where none can be measured
SIDE_BEARING = 2.0  # points: edges are those of ink, lines are broken by the wider advance of letters
INDENT = 6.0  # points; the smallest first-line indent seen is 14
ALIGNED_LINES = 3  # as many lines with one left edge are aligned to it, not centred by chance
CENTRED = 8.0  # points of difference between the space left and right


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Left and right margin in points, line pitch in font sizes, and the left edges that several lines share."""

    left: float
    right: float
    pitch: float
    edges: tuple[float, ...] = ()

    @property
    def width(self) -> float:
        """Of a full line."""
        return self.right - self.left

    def room(self, line: Line) -> float:
        """The space that a line leaves free: at its right, or on both sides when it is centred."""
        return self.width - line.width if self.centred(line) else self.right - line.x1

    def full(self, line: Line, following: Line) -> bool:
        """Whether the first word of the following line had no room on this one."""
        return self.room(line) < following.first_word + SIDE_BEARING

    def indented(self, line: Line) -> bool:
        """Whether a line begins to the right of the margin."""
        return line.x0 - self.left > INDENT

    def symmetric(self, line: Line) -> bool:
        """Whether a line leaves as much space at its left as at its right, none included."""
        return abs(line.x0 - self.left - (self.right - line.x1)) <= CENTRED

    def centred(self, line: Line) -> bool:
        """Whether a line stands in the middle, clear of the margin and of the common indents."""
        before, after = line.x0 - self.left, self.right - line.x1
        aligned = any(abs(line.x0 - edge) <= SAME_EDGE / 2 for edge in self.edges)
        return before > INDENT and after > INDENT and self.symmetric(line) and not aligned


def measures(sheets: Sequence[Sheet]) -> dict[int, Measure]:
    """The measure of every page by its number."""
    pages = {sheet.number: _body(sheet) for sheet in sheets}
    sizes = {sheet.number: (round(sheet.width), round(sheet.height)) for sheet in sheets}
    shared = {
        size: measure(
            [line for number, lines in pages.items() if sizes[number] == size for line in lines], size[0]
        )
        for size in set(sizes.values())
    }
    return {
        number: measure(lines) if len(lines) >= OWN_LINES else shared[sizes[number]]
        for number, lines in pages.items()
    }


def measure(lines: Sequence[Line], page_width: float = 0) -> Measure:
    """The measure of some lines; zero-wide when there are none.

    A few short lines do not show where the column ends: then it is taken to be as far from the right edge of a page
    of `page_width` points as the left margin is from the left.
    """
    if not lines:
        return Measure(left=0, right=0, pitch=USUAL_PITCH)
    needed = max(2, round(len(lines) * EDGE_SHARE)) if len(lines) > 1 else 1
    starts = sorted(line.x0 for line in lines)
    left = next((x for x in starts if _count(starts, x, x + SAME_EDGE) >= needed), starts[0])
    edges = tuple(_edges(starts))
    right = max(line.x1 for line in lines)
    if len(lines) < OWN_LINES and sum(right - line.x1 <= SAME_EDGE for line in lines) == 1:
        right = max(right, page_width - left)
    return Measure(left=left, right=right, pitch=_pitch(lines), edges=edges)


def _edges(starts: Sequence[float]) -> Iterator[float]:
    """Left edges shared by several lines, each once."""
    last = -SAME_EDGE
    for x in starts:
        if x - last >= SAME_EDGE and _count(starts, x - 1, x + 1) >= ALIGNED_LINES:
            last = x
            yield x


def _count(ordered: Sequence[float], least: float, most: float) -> int:
    return bisect_right(ordered, most) - bisect_left(ordered, least)


def _pitch(lines: Sequence[Line]) -> float:
    steps = [
        (line.base - last.base) / line.size
        for last, line in pairwise(lines)
        if line.page == last.page
        and line.size > 0
        and LEAST_PITCH < (line.base - last.base) / line.size <= MOST_PITCH
    ]
    return median_low(steps) if steps else USUAL_PITCH


def _body(sheet: Sheet) -> list[Line]:
    return sheet.outside
