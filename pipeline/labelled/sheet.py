"""A CSV file to rows that know their lines, as Excel and programs save it: with or without BOM, CR LF, `,` `;` or tab.

The file is read line by line, so that a wrong byte has its line. What is wrong raises LabelsError as
`file:line: what is wrong; what to do`. Never decides what a cell means.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import LabelsError

_SEPARATORS = (",", ";", "\t")
_BOM = "\ufeff"
_LONGEST_CELL = 2**31 - 1  # letters; the module's own limit of 131,072 is less than a long annex has
_SHOWN = 60  # letters of a wrong value that fit on a line beside the advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns that a file must have, and those that are used where it has them. Others are passed over."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record: every column asked for, stripped, empty when the file lacks it. `line` is its first, from 1."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def wrong(self, what: str) -> LabelsError:
        """The error for a mistake in this row."""
        return wrong(self.path, self.line, what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a file, and the optional columns that it lacks."""

    rows: tuple[Row, ...]
    lacking: tuple[str, ...]


def wrong(path: Path, line: int, what: str) -> LabelsError:
    """The error for a mistake at a line of a file."""
    return LabelsError(f"{path}:{line}: {what}.")


def shown(value: str) -> str:
    """A value as a message quotes it: in quotes, escaped, cut to a length."""
    return repr(value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…")


def read_sheet(path: Path, columns: Columns) -> Sheet | None:
    """All rows of a file, None when there is no such file."""
    try:
        with path.open("rb") as stream, _long_cells():
            return _sheet(_decoded(stream, path), path, columns)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LabelsError(
            f"{path} cannot be read ({error.strerror or error}): give the program access to it."
        ) from error


@contextmanager
def _long_cells() -> Iterator[None]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _decoded(stream: Iterable[bytes], path: Path) -> Iterator[str]:
    for line, data in enumerate(stream, start=1):
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            byte = f"byte {data[error.start]:#04x} is not UTF-8"
            raise wrong(path, line, f"{byte}; save the file again as 'CSV UTF-8'") from None
        yield text.removeprefix(_BOM) if line == 1 else text


def _sheet(lines: Iterator[str], path: Path, columns: Columns) -> Sheet:
    first = next(lines, "")
    separator, names = _header(first, columns)
    _check_header(names, path, columns)
    reader = csv.reader(itertools.chain([first], lines), delimiter=separator, strict=True)
    wanted = (*columns.required, *columns.optional)
    rows = tuple(_rows(reader, names, path, wanted))
    return Sheet(rows=rows, lacking=tuple(name for name in columns.optional if name not in names))


def _header(first: str, columns: Columns) -> tuple[str, list[str]]:
    """The separator that makes most known columns of the first line, and all the names under it."""
    known = {*columns.required, *columns.optional}
    cut = {
        separator: [name.strip(' \t\r\n"').lower() for name in first.split(separator)]
        for separator in _SEPARATORS
    }
    return max(cut.items(), key=lambda one: len(known.intersection(one[1])))


def _check_header(names: Sequence[str], path: Path, columns: Columns) -> None:
    begin = f"begin the file with the line {','.join(columns.required)}"
    lacking = [name for name in columns.required if name not in names]
    if lacking:
        what = f"column {lacking[0]} is missing" if any(names) else "there is no line of column names"
        raise wrong(path, 1, f"{what}; {begin}")
    for name in (*columns.required, *columns.optional):
        if names.count(name) > 1:
            raise wrong(path, 1, f"column {name} stands twice; keep one of the two")


def _rows(
    reader: Iterable[list[str]], names: Sequence[str], path: Path, wanted: Sequence[str]
) -> Iterator[Row]:
    for line, cells in _records(reader, path):
        if line == 1 or not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            what = f"{len(cells)} cells under {len(names)} columns"
            raise wrong(path, line, f"{what}; put a cell that holds a separator in double quotes")
        found = dict(zip(names, cells, strict=False))
        yield Row(path=path, line=line, cells={name: found.get(name, "").strip() for name in wanted})


def _records(reader: Iterable[list[str]], path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each record with its first line."""
    line, records = 1, iter(reader)
    while True:
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            advice = 'write "" for a quote inside a quoted cell, and close each quote'
            raise wrong(path, line, f"the cells cannot be told apart ({error}); {advice}") from None
        yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]  # csv names no type for its readers
