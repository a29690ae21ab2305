"""CSV text to rows that know their lines, as editors and Excel save it: comma, semicolon or tab, blank tails.

The header decides the separator; nothing is guessed from the rows. Never decides what a cell means.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.rulebook.problems import Page, shown

SEPARATORS = (",", ";", "\t")
LIST_SEPARATOR = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns that a file may have, and those that it must have."""

    known: tuple[str, ...]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A file's separator and its column names in order, blank ones for columns without a name."""

    separator: str
    names: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record: every known column, stripped, empty when the file has none. `line` is its first."""

    cells: Mapping[str, str]
    line: int


def cut(cell: str) -> tuple[str, ...]:
    """The entries of a cell that holds a list, each once."""
    entries = (entry.strip() for entry in cell.split(LIST_SEPARATOR))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def find_header(text: str, columns: Columns) -> Header | None:
    """The header under the separator that makes most known columns of it, None for a text without lines."""
    found = [header for separator in SEPARATORS if (header := _header(text, separator)) is not None]
    return max(found, key=lambda header: sum(name in columns.known for name in header.names), default=None)


def read_rows(text: str, columns: Columns, page: Page) -> tuple[Row, ...]:
    """The rows that can be read; what is wrong with others, or with the header, is on the page."""
    header = find_header(text, columns)
    if header is None:
        page.add(1, "the file is empty", f"begin with the line {','.join(columns.known)}")
        return ()
    if not _header_is_right(header, columns, page):
        return ()
    return tuple(_rows(text, header, columns, page))


def _header(text: str, separator: str) -> Header | None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                names = tuple(cell.strip().lower() for cell in cells)
                return Header(separator=separator, names=names, line=reader.line_num)
    except csv.Error:
        return None
    return None


def _header_is_right(header: Header, columns: Columns, page: Page) -> bool:
    listed = ", ".join(columns.known)
    right = True
    for name in dict.fromkeys(filter(None, header.names)):
        if name not in columns.known:
            near = difflib.get_close_matches(name, columns.known, n=1)
            page.add(
                header.line,
                f"unknown column {shown(name)}",
                f"write {near[0]!r}" if near else f"use: {listed}",
            )
        elif header.names.count(name) > 1:
            page.add(header.line, f"column '{name}' stands twice", "keep one of the two")
            right = False
    for name in columns.required:
        if name not in header.names:
            page.add(
                header.line, f"column '{name}' is missing", f"begin the file with: {','.join(columns.known)}"
            )
            right = False
    return right


def _rows(text: str, header: Header, columns: Columns, page: Page) -> Iterator[Row]:
    for line, cells in _records(text, header, page):
        if not any(cells):
            continue
        beyond = any(cell and not name for name, cell in zip(header.names, cells, strict=False))
        if len(cells) > len(header.names) or beyond:
            what = f"{len(cells)} cells under {len(list(filter(None, header.names)))} columns"
            page.add(line, what, f"put a cell that holds {header.separator!r} in double quotes; lists use |")
        elif _other_separator(cells, header):
            page.add(
                line, "another separator than in the header", f"separate the cells by {header.separator!r}"
            )
        else:
            found = dict(zip(header.names, cells, strict=False))
            yield Row(cells={name: found.get(name, "") for name in columns.known}, line=line)


def _other_separator(cells: Sequence[str], header: Header) -> bool:
    others = (separator for separator in SEPARATORS if separator != header.separator)
    wanted = len(header.names) - 1
    return len(cells) == 1 and wanted > 0 and any(cells[0].count(other) >= wanted for other in others)


def _records(text: str, header: Header, page: Page) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=header.separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if line > header.line:
                yield line, [" ".join(cell.split()) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        page.add(
            line,
            f"the cells cannot be told apart ({error})",
            'write "" for a quote inside a quoted cell, and close each quote',
        )
