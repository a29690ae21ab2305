"""Cells of a ruled table filled with the words that stand in them. Pure.

The rules and words are PDFium's; which cells the rules make is asked of pdfplumber, so that tables are found as it
finds them, for a tenth of what its own reading of the page costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from pipeline.read.pdf.tables import cell_text, is_table, without_blanks
from pipeline.read.sheet import Grid

MOST_RULES = 10_000  # a page of a report has 20 to 300; finding cells takes up to the square of them
LEAST_RULES = 2  # level ones, and as many upright: fewer make no cell
STRAIGHT = 0.1  # points that a level or upright stroke may slant
SHORTEST = 1.0  # points: pdfplumber's own measure
SAME_LINE = 3.0  # points between the baselines of words of one line: pdfplumber's own measure
MIDDLE = 0.25  # of the font size above the baseline: the middle of small letters

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight stroke or edge of a drawn shape, level or upright; points of the upright page."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word on a page: from where to where, its baseline, and its middle's height."""

    text: str
    x0: float
    x1: float
    base: float
    middle: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The cells that rules make, row by row; None where a row has none in that column."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


class Tables(Protocol):
    """Finds tables on a page: their cells by its rules, or whole tables by reading the page anew."""

    remarks: list[str]

    def frames(self, number: int, rules: Sequence[Rule]) -> tuple[Frame, ...]:
        """The cells that the rules of page `number` make."""
        ...

    def grids(self, number: int) -> tuple[Grid, ...]:
        """The tables of page `number`, from the top."""
        ...


def grids_of(number: int, strokes: Iterable[Rule], words: Iterable[Word], tables: Tables) -> tuple[Grid, ...]:
    """The tables of a page, from the top, by its rules and words; read anew where these do not settle it."""
    rules = tuple(islice(strokes, MOST_RULES + 1))
    if len(rules) > MOST_RULES:
        tables.remarks.append(f"page {number}: its tables are read as lines (more than {MOST_RULES} strokes)")
        return ()
    levels = sum(rule.x1 - rule.x0 > rule.bottom - rule.top for rule in rules)
    frames = tables.frames(number, rules) if min(levels, len(rules) - levels) >= LEAST_RULES else ()
    held = tuple(words) if frames else ()
    found = [filled(frame, held) for frame in frames]
    settled = [grid for grid in found if grid is not None]
    if len(settled) < len(found):
        return tables.grids(number)
    return tuple(sorted((grid for grid in settled if is_table(grid)), key=lambda grid: grid.top))


def rule_of(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    """The rule between two points, none where it is slanted or a dot."""
    (x0, x1), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    width, height = x1 - x0, bottom - top
    if min(width, height) <= STRAIGHT and max(width, height) >= SHORTEST:
        yield Rule(x0=x0, top=top, x1=x1, bottom=bottom)


def filled(frame: Frame, words: Iterable[Word]) -> Grid | None:
    """The table with its text; None when a word reaches over a rule, so that only its letters could tell."""
    held: dict[Box, list[Word]] = {box: [] for row in frame.rows for box in row if box is not None}
    for word in words:
        if not _holds(frame.box, word.x0, word.middle) and not _holds(frame.box, word.x1, word.middle):
            continue
        boxes = [box for box in held if _overlaps(box, word)]
        if len(boxes) > 1:
            return None
        for box in boxes:
            held[box].append(word)
    rows = tuple(tuple(_text(held[box]) if box is not None else "" for box in row) for row in frame.rows)
    x0, top, x1, bottom = frame.box
    return Grid(x0=x0, top=top, x1=x1, bottom=bottom, rows=without_blanks(rows))


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _overlaps(box: Box, word: Word) -> bool:
    """Whether some of a word stands in a cell; what only its last point touches does not count."""
    slack = min(1.0, (word.x1 - word.x0) / 4)
    return (
        word.x0 + slack < box[2]
        and word.x1 - slack > box[0]
        and _holds(box, (box[0] + box[2]) / 2, word.middle)
    )


def _text(words: Sequence[Word]) -> str:
    """The words of a cell, line by line from the top, joined to paragraphs."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        if lines and word.base - lines[-1][-1].base <= SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    ordered = (sorted(line, key=lambda word: word.x0) for line in lines)
    return cell_text("\n".join(" ".join(word.text for word in line) for line in ordered))
