"""What stands on a page without belonging to the text: page numbers, running heads and feet, signature stamps. Pure.

Only the first and last two rows of a page are looked at: without that limit body lines that repeat («(Q1X2).») were
lost, and 13 points of the sections' accuracy with them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.read.sheet import Line, Sheet

EDGE_ROWS = 2
EDGE_SHARE = (
    0.12  # of the page's height: page numbers stand in the margin, 5-8 % from the edge in office templates
)
SAME_HEIGHT = 5.0  # points: a running head stands at one height
LEAST_PAGES = 3
STAMP_WRAP = 2  # a stamp's line may go on in the next one
STAMP_LINES = 12  # the longest stamp seen has 6

_DIGITS = re.compile(r"\d+")
# A sign at its end is dust that OCR took for one: `2)`.
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:trang|page)(?:\s+số)?\s*[:.]?\s*)?\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—\s]*[.,:;)'’]?"
)
_TIME = r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}[ T,]+\d{1,2}:\d{2}(?::\d{2})?"
_STAMP_ANCHOR = re.compile(
    rf"(?:được )?ký (?:số )?bởi\s*:|người ký\s*:|(?:digitally )?signed by\b|signature (?:not )?verified|"
    rf"(?:ngày|thời gian|giờ) ký\s*:\s*{_TIME}|date\s*:\s*{_TIME}"
)
_STAMP_LINE = re.compile(
    rf"{_STAMP_ANCHOR.pattern}|(?:e-?mail|cơ quan|tổ chức|chức vụ|location|reason|dn|(?:ngày|thời gian|giờ) ký)\s*:"
    rf"|{_TIME}|[+-]\d{{2}}[:']\d{{2}}'?$"
)


def without_stamps(sheet: Sheet) -> Sheet:
    """The same page, the lines of its stamps set aside."""
    found = stamp_lines(sheet.lines)
    stamps = tuple(line for line in sheet.lines if line in found)
    return replace(sheet.without(found), aside=(*sheet.aside, *stamps)) if found else sheet


def stamp_lines(lines: Sequence[Line]) -> frozenset[Line]:
    """The lines of digital signature stamps: from the signer's line to the last that is part of the same stamp."""
    forms = [line.text.lower() for line in lines]
    found: set[Line] = set()
    for anchor, form in enumerate(forms):
        if not _STAMP_ANCHOR.match(form):
            continue
        first, last = anchor, anchor
        while first and _STAMP_LINE.match(forms[first - 1]):
            first -= 1
        for place in range(anchor + 1, min(anchor + STAMP_LINES, len(forms))):
            if (
                _STAMP_LINE.match(forms[place])
                and place - last <= STAMP_WRAP
                and _near(lines[anchor], lines[place])
            ):
                last = place
        found.update(lines[first : last + 1])
    return frozenset(found)


def _near(anchor: Line, line: Line) -> bool:
    """Stamps are one small paragraph: same size, same left edge."""
    return abs(anchor.size - line.size) <= 1 and abs(anchor.x0 - line.x0) <= anchor.size * 2


def furniture_lines(sheets: Sequence[Sheet]) -> frozenset[Line]:
    """Page numbers, and the lines that stand at the same edge of three pages or of half of them."""
    edges = [_edges(sheet) for sheet in sheets]
    found = {line for sheet, edge in zip(sheets, edges, strict=True) for line in _numbers(sheet, edge)}
    for rows in zip(*edges, strict=True):
        found.update(_running([line for page in rows for line in page], len(sheets)))
    return frozenset(found)


def _running(lines: Sequence[Line], pages: int) -> Iterator[Line]:
    """Lines of one edge that stand at about the same height on enough pages, figures aside."""
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for line in lines:
        places[_masked(line.text), _height(line)].add(line.page)
    for line in lines:
        text, height = _masked(line.text), _height(line)
        alike = set().union(*(places.get((text, near), ()) for near in (height - 1, height, height + 1)))
        if len(alike) >= LEAST_PAGES or len(alike) >= max(2, pages / 2):
            yield line


def _height(line: Line) -> int:
    return round(line.base / SAME_HEIGHT)


def _edges(sheet: Sheet) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of the first and of the last rows, seen from the edge inwards."""
    lines = sheet.outside
    heights = sorted({round(line.base) for line in lines})
    top, bottom = heights[:EDGE_ROWS], heights[EDGE_ROWS:][-EDGE_ROWS:]
    return (
        tuple(line for line in lines if round(line.base) in top),
        tuple(line for line in lines if round(line.base) in bottom),
    )


def _numbers(sheet: Sheet, edges: tuple[tuple[Line, ...], ...]) -> list[Line]:
    margin = sheet.height * EDGE_SHARE
    return [
        line
        for edge in edges
        for line in edge
        if not margin < line.base < sheet.height - margin and _PAGE_NUMBER.fullmatch(line.text.lower())
    ]


def _masked(text: str) -> str:
    return _DIGITS.sub("#", text.lower())
