"""One line of a page from what a library knows of its characters. Pure: the library stays behind its door."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from pipeline.read.sheet import Gap, Line, tidy

# A blank wider than this many font sizes may part two columns; justified lines of a report stretch to 0.9 at most.
GAP_SIZES = 1.5
MOST_COLUMN_CHARACTERS = 70  # a letterhead's longest row has 62, a full line of 14 pt text 75 to 85
LEAST_SIZE = 1.0  # points: a written size of nothing is no measure for distances
UNEVEN = 2.0  # points between the baselines of a line's ends: a raised number, or two lines taken for one
DESCENT = 0.21  # of the font size, below the baseline: pdfplumber only gives the box

_FORCE_BOLD = 1 << 18  # font descriptor flag
_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"ital|obli", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Turn:
    """How a point of the file's page maps to the upright page, from its top left corner: x and y as ax + by + c."""

    across: tuple[float, float, float]
    down: tuple[float, float, float]

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """A point's place on the upright page."""
        (a, b, c), (d, e, f) = self.across, self.down
        return a * x + b * y + c, d * x + e * y + f


class Probe(Protocol):
    """Answers about single characters of a page, by their place in its text; points of the upright page."""

    def span(self, place: int) -> tuple[float, float]:
        """Left and right edge of a character's ink."""
        ...

    def base(self, place: int) -> float:
        """The baseline under it, from the page's top."""
        ...

    def size(self, place: int) -> float:
        """Its font size as shown."""
        ...

    def face(self, place: int) -> tuple[bool, bool]:
        """Whether it is bold and whether it is italic."""
        ...


@lru_cache(maxsize=1024)
def face_of(font: str, flags: int = 0) -> tuple[bool, bool]:
    """Bold and italic by a font's name, then by its ForceBold flag.

    The weight that PDFium reports is not asked: it said 400 for every bold font of LibreOffice, and 12 of 40
    bold-named fonts in 56 real files had less than 600.
    """
    bold = bool(_BOLD_NAME.search(font)) or bool(flags & _FORCE_BOLD)
    return bold, bool(_ITALIC_NAME.search(font))


def trace(probe: Probe, raw: str, start: int, page: int, *, columns: bool = True) -> Iterator[Line]:
    """The lines whose characters are `raw`, from place `start` of the page's text: one, or more where it jumps.

    Without `columns` wide gaps are not looked for: that is half of all questions to the probe.
    """
    begin, end = len(raw) - len(raw.lstrip()), len(raw.rstrip())
    if begin >= end:
        return
    ends = _ends(probe, start + begin, start + end - 1)
    if not ends.jump:
        yield from _made(probe, raw[begin:end], start + begin, page, ends if columns else ends.without_gaps())
        return
    for first, last in _spans(probe, raw, start, (begin, end)):
        ends = _ends(probe, start + first, start + last - 1)
        yield from _made(probe, raw[first:last], start + first, page, ends)


@dataclass(slots=True)
class _Ends:
    """What the first and the last character of a line say of it."""

    x0: float
    x1: float
    base: float
    size: float
    jump: bool
    gaps: bool = True

    def without_gaps(self) -> _Ends:
        """The same, of a line whose gaps are of no interest."""
        self.gaps = False
        return self


def _ends(probe: Probe, first: int, last: int) -> _Ends:
    x0, x1 = probe.span(first)[0], probe.span(last)[1]
    base, sizes = probe.base(first), (probe.size(first), probe.size(last))
    # PDFium takes what follows at about the same height for the same line, even when it begins far to the left of what
    # went before: a stamp in the margin and the text beside it.
    jump = x1 < x0 or sizes[0] != sizes[1] or abs(base - probe.base(last)) > UNEVEN
    return _Ends(x0, x1, base, max(*sizes, LEAST_SIZE), jump)


def _made(probe: Probe, shown: str, start: int, page: int, ends: _Ends) -> Iterator[Line]:
    """The line of these characters; none when they show nothing, or stand nowhere."""
    text = tidy(shown)
    if not text or not math.isfinite(ends.x0 + ends.x1 + ends.base + ends.size):
        return
    (bold, slanted), (bold_end, slanted_end) = probe.face(start), probe.face(start + len(shown) - 1)
    yield Line(
        text=text,
        page=page,
        x0=ends.x0,
        x1=ends.x1,
        base=ends.base,
        size=ends.size,
        bold=(bold, bold_end),
        italic=(slanted, slanted_end),
        prefix=_prefix(probe, shown, start) if bold != bold_end else 0,
        hang=_hang(probe, shown, start),
        gaps=tuple(_gaps(probe, shown, start, ends.size)) if ends.gaps else (),
    )


def _spans(probe: Probe, raw: str, start: int, whole: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end that stand in one, blanks at both ends left out."""
    begin, end = whole
    for blank in _BLANKS.finditer(raw, begin, end):
        left, right = start + blank.start() - 1, start + blank.end()
        if probe.span(right)[0] < probe.span(left)[0]:
            yield begin, blank.start()
            begin = blank.end()
    yield begin, end


def _hang(probe: Probe, shown: str, start: int) -> float:
    blank = _BLANKS.search(shown)
    return probe.span(start + blank.end())[0] if blank else 0.0


def _prefix(probe: Probe, shown: str, start: int) -> int:
    """How many characters of the text share the first one's weight, by halving."""
    marks = [place for place, mark in enumerate(shown) if not mark.isspace()]
    first = probe.face(start)[0]
    same, other = 0, len(marks) - 1
    while other - same > 1:
        middle = (same + other) // 2
        if probe.face(start + marks[middle])[0] == first:
            same = middle
        else:
            other = middle
    return len(tidy(shown[: marks[same] + 1]))


def _gaps(probe: Probe, shown: str, start: int, size: float) -> Iterator[Gap]:
    if len(shown) > MOST_COLUMN_CHARACTERS:
        return
    for blank in _BLANKS.finditer(shown):
        before, after = probe.span(start + blank.start() - 1)[1], probe.span(start + blank.end())[0]
        if after - before > GAP_SIZES * size:
            yield Gap(at=len(tidy(shown[: blank.start()])), x0=before, x1=after)


def line_of(found: Mapping[str, Any], page: int) -> Line:
    """A line as pdfplumber tells it: its text, box and characters."""
    marks = [mark for mark in found["chars"] if not mark["text"].isspace()]
    faces = [face_of(str(mark["fontname"])) for mark in marks]
    text = tidy(found["text"])
    same = next((at for at, face in enumerate(faces) if face[0] != faces[0][0]), len(faces))
    size = max(float(marks[0]["size"]), float(marks[-1]["size"]), LEAST_SIZE)
    changed = faces[0][0] != faces[-1][0]
    return Line(
        text=text,
        page=page,
        x0=float(found["x0"]),
        x1=float(found["x1"]),
        base=float(found["bottom"]) - DESCENT * size,
        size=round(size, 1),
        bold=(faces[0][0], faces[-1][0]),
        italic=(faces[0][1], faces[-1][1]),
        prefix=_places(text, same) if changed else 0,
        hang=_second_word(text, marks),
    )


def _second_word(text: str, marks: Sequence[Mapping[str, Any]]) -> float:
    letters = len(text.split(" ", 1)[0])
    return float(marks[letters]["x0"]) if " " in text and letters < len(marks) else 0.0


def _places(text: str, letters: int) -> int:
    """The length of the leading text that holds so many letters."""
    places = [place for place, mark in enumerate(text) if not mark.isspace()]
    return places[min(letters, len(places)) - 1] + 1
