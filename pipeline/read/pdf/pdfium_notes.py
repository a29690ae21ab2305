"""What was stamped and written onto the pages of a PDF afterwards: annotations, which are no part of its text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import Any

from pypdfium2 import raw

from pipeline.read.sheet import Line, tidy

_SHOWN = frozenset((raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_WATERMARK))
MOST_NOTES = 1_000  # looked at on one page
MOST_CHARACTERS = 2_000  # of one note
_SIZE = 12.0  # points: what a note's letters are taken for, since none is asked


def notes(document: Any, number: int) -> tuple[Line, ...]:
    """The lines of stamps and free text on a page of an opened file.

    To be asked for last: annotations are made part of the page, so that what a stamp shows can be read.
    """
    with closing(document[number - 1]) as page:
        said = list(_contents(page))
        if not said:
            return ()
        before = _text(page)
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    with closing(document[number - 1]) as page:
        after = _text(page)
    said += [after.removeprefix(before)] if after.startswith(before) else []
    lines = dict.fromkeys(line for text in said for line in map(tidy, text.splitlines()) if line)
    return tuple(Line(text=line, page=number, x0=0.0, x1=0.0, base=0.0, size=_SIZE) for line in lines)


def _text(page: Any) -> str:
    with closing(page.get_textpage()) as textpage:
        return str(textpage.get_text_range())


def _contents(page: Any) -> Iterator[str]:
    """What each note says of itself, often nothing."""
    for number in islice(range(raw.FPDFPage_GetAnnotCount(page)), MOST_NOTES):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if raw.FPDFAnnot_GetSubtype(annotation) in _SHOWN:
            yield _string(annotation, b"Contents")
        raw.FPDFPage_CloseAnnot(annotation)


def _string(annotation: Any, key: bytes) -> str:
    buffer = (ctypes.c_ushort * MOST_CHARACTERS)()
    got = raw.FPDFAnnot_GetStringValue(annotation, key, buffer, ctypes.sizeof(buffer))
    return bytes(buffer)[: max(0, min(got, ctypes.sizeof(buffer)) - 2)].decode("utf-16-le", "replace")
