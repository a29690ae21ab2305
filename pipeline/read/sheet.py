"""What a page holds before it is understood, typed or recognised: lines with their place and weight, ruled tables.

Pure values and the arithmetic on them; nothing here opens a file or knows a PDF library.
Coordinates are points, seen upright: x grows to the right, y grows downwards from the page's top left corner.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.errors import UnreadableError
from pipeline.model.document import Doubt, Recognition

MOST_PAGES = 2_000

# PDFium writes U+0002 for a hyphen at a line's end, some producers U+FFFE or a soft hyphen.
LINE_HYPHENS = "\u0002\ufffe\u00ad"
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An empty stretch inside a line: `at` counts the characters before it; from `x0` to `x1`."""

    at: int
    x0: float
    x1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text on one page.

    `base` is the baseline; `size` the font size in points; `bold` and `italic` tell of the first and the last
    letter; `prefix` is how many leading characters share the first letter's weight when the last one's differs,
    else 0; `hang` is where its second word begins, 0 when it has one word; `gaps` are its wide empty stretches, left to right;
    `sure` is the mean confidence of its words where they were recognised in a picture, else 1; `doubts` are the words of
    which the engine was not sure.
    """

    text: str
    page: int
    x0: float
    x1: float
    base: float
    size: float
    bold: tuple[bool, bool] = (False, False)
    italic: tuple[bool, bool] = (False, False)
    prefix: int = 0
    hang: float = 0.0
    gaps: tuple[Gap, ...] = ()
    sure: float = 1.0
    doubts: tuple[Doubt, ...] = ()

    def __hash__(self) -> int:
        """By its place alone: lines are looked up by the thousand, and hardly two stand at one place."""
        return hash((self.page, self.base, self.x0))

    @property
    def width(self) -> float:
        """The ink's width."""
        return self.x1 - self.x0

    @property
    def first_word(self) -> float:
        """The width of its first word and of the blank after it."""
        return self.hang - self.x0 if self.hang > self.x0 else self.width + self.size / 4

    @property
    def all_bold(self) -> bool:
        """Bold from its first letter to its last."""
        return self.bold == (True, True)

    @property
    def bold_letters(self) -> int:
        """How many of its characters are bold."""
        if self.bold[0] == self.bold[1]:
            return len(self.text) if self.bold[0] else 0
        return self.prefix if self.bold[0] else len(self.text) - self.prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as ruled on the page: its box and its cells, row by row."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]

    def holds(self, line: Line) -> bool:
        """Whether a line's middle lies inside the table."""
        middle, height = (line.x0 + line.x1) / 2, line.base - line.size / 4
        return self.x0 <= middle <= self.x1 and self.top <= height <= self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page as its reader saw it. `image_cover` is the share of it under images, 0 to 1.

    `of` is how many pages its file has, 0 when unknown. `drawn` says that shapes were drawn on it; `lost` counts glyphs
    that no character is known for; `fault` says why no reader could take its text out; `lines` are in the order of the
    file, `grids` from the top; `aside` are the lines of stamps and notes, no part of the text. `ocr` tells how its lines were
    recognised, None where they were typed, and `need` why; `doubt` says why OCR may read it better, `remarks` how it was
    read.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...] = ()
    image_cover: float = 0.0
    drawn: bool = False
    lost: int = 0
    fault: str = ""
    ocr: Recognition | None = None
    of: int = 0
    aside: tuple[Line, ...] = ()
    need: str = ""
    doubt: str = ""
    remarks: tuple[str, ...] = ()

    def without(self, lines: frozenset[Line]) -> Sheet:
        """The same page with some lines taken away."""
        return replace(self, lines=tuple(line for line in self.lines if line not in lines))

    @property
    def outside(self) -> list[Line]:
        """The lines that no table holds."""
        if not self.grids:
            return list(self.lines)
        return [line for line in self.lines if not any(grid.holds(line) for grid in self.grids)]

    @property
    def words(self) -> str:
        """All text of the page, tables included, one line per line."""
        cells = (cell for grid in self.grids for row in grid.rows for cell in row)
        return "\n".join((*(line.text for line in self.lines), *cells))


def refuse_pages(count: int) -> None:
    """UnreadableError `too_large` for a file of too many pages."""
    if count > MOST_PAGES:
        raise UnreadableError("too_large", f"{count} pages, more than {MOST_PAGES}")


def tidy(text: str) -> str:
    """NFC, blanks single, no control or invisible characters; a hyphen at a line's end stays a hyphen."""
    visible = _UNWANTED.sub("", text.rstrip().replace("\u0002", "-"))
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", visible)).strip()


def cut(line: Line, gap: Gap) -> tuple[Line, Line]:
    """The two halves of a line on both sides of a gap, each of one weight."""
    first, last = (line.bold[0],) * 2, (line.bold[1],) * 2
    hang = line.hang if line.hang < gap.x0 else 0.0
    rest = line.text[gap.at :].lstrip()
    left = replace(
        line, text=line.text[: gap.at].rstrip(), x1=gap.x0, bold=first, prefix=0, hang=hang, gaps=(),
        doubts=tuple(doubt for doubt in line.doubts if doubt.end <= gap.at),
    )  # fmt: skip
    right = replace(
        line, text=rest, x0=gap.x1, bold=last, prefix=0, hang=0.0, gaps=(),
        doubts=tuple(moved((doubt for doubt in line.doubts if doubt.at >= gap.at), len(rest) - len(line.text))),
    )  # fmt: skip
    return left, right


def moved(doubts: Iterable[Doubt], by: int) -> Iterator[Doubt]:
    """The same words so many letters further on."""
    return (replace(doubt, at=doubt.at + by, end=doubt.end + by) for doubt in doubts)


def table_text(rows: tuple[tuple[str, ...], ...]) -> str:
    """Cells row by row, parted by a stroke, empty ones left out: as for word processors' tables."""
    lines = (" | ".join(cell for cell in row if cell) for row in rows)
    return "\n".join(line for line in lines if line)
