"""What the pages show of a signature, and what they show otherwise than when it was made. PDFium reads them."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice, zip_longest
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.model.signature import Alteration
from pipeline.read.pdf.pdfium import RefusedError, opened
from pipeline.read.signed.certificates import plain

Box = tuple[float, float, float, float]

MOST_ALTERATIONS = 5
_UNREAD = (
    RefusedError,
    UnreadableError,
    RuntimeError,
    ValueError,
    IndexError,
)  # PDFium's own is a RuntimeError
_MOST_LINES = 12  # of a stamp
_MOST_LETTERS = 300  # of a line, and of a passage told


def stamp_lines(data: bytes, page: int, box: Box) -> tuple[str, ...]:
    """The lines that annotations show within a box (left, bottom, right, top in points) of a page, counted from 1.

    What the page itself shows there is left out. Nothing where the file or the page cannot be read.
    """
    try:
        with opened(data) as document:
            plain = Counter(_page_lines(document, page, box))
            lines = _page_lines(document, page, box, flat=True)
    except _UNREAD:
        return ()
    found = []
    for line in lines:
        if plain[line]:
            plain[line] -= 1
        else:
            found.append(line)
    return tuple(found[:_MOST_LINES])


def alterations(before: bytes, after: bytes) -> tuple[Alteration, ...]:
    """The first passages in which two states of a file differ: of the pages' own text, else of what annotations show too.

    None when no text differs, or one of the two cannot be read.
    """
    try:
        for flat in (False, True):
            old, new = (_texts(data, flat=flat) for data in (before, after))
            if found := tuple(islice(_differing(old, new), MOST_ALTERATIONS)):
                return found
    except _UNREAD:
        return ()
    return ()


def _texts(data: bytes, *, flat: bool) -> list[list[str]]:
    with opened(data) as document:
        return [_page_lines(document, number, flat=flat) for number in range(1, len(document) + 1)]


def _page_lines(document: Any, number: int, box: Box | None = None, *, flat: bool = False) -> list[str]:
    """The lines of a page, or of a box on it; `flat` makes annotations part of the page first."""
    if flat:
        document.init_forms()
        with closing(document[number - 1]) as page:
            page.flatten()
    with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
        seen = text.get_text_bounded(*box) if box else text.get_text_bounded()
    return [line for raw in seen.splitlines() if (line := plain(raw, _MOST_LETTERS))]


def _differing(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> Iterator[Alteration]:
    for number, (old, new) in enumerate(zip_longest(before, after, fillvalue=()), start=1):
        if old == new:
            continue
        steps = difflib.SequenceMatcher(None, old, new).get_opcodes()
        for what, a, b, c, d in steps:
            if what != "equal":
                yield Alteration(page=number, before=_passage(old[a:b]), after=_passage(new[c:d]))


def _passage(lines: Sequence[str]) -> str:
    return " ".join(lines)[:_MOST_LETTERS]
