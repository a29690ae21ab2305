"""What a reader answers instead of a document when OCR must read pages of it first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The pages, counted from 1 and ascending, whose text can be had or mended only by OCR; `of` is the file's number of pages."""

    pages: tuple[int, ...]
    of: int = 0
