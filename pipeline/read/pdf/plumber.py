"""The one door to pdfplumber: the second reader of PDFs, for the cells of ruled tables and for what PDFium cannot read.

It is 30-50 times slower, can loop for ever on a written attack, and lost pages without a word in 39 of 2 903 real
files, while PDFium's count was right in 36 of those.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pdfplumber
from pdfplumber.table import TableFinder

from pipeline.errors import UnreadableError
from pipeline.read.pdf.cells import Frame, Rule
from pipeline.read.pdf.loops import has_reference_loop
from pipeline.read.pdf.tables import cell_text, is_table, without_blanks
from pipeline.read.pdf.trace import line_of
from pipeline.read.sheet import Grid, Sheet, refuse_pages

# pdfminer, below pdfplumber, tells of every broken operator on stderr, in the sender's words; a run is silent.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


class Second:
    """pdfplumber, opened when it is first asked for; what it cannot do is a remark, never an exception."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None
        self.expected = 0
        self.remarks: list[str] = []

    def close(self) -> None:
        """Give everything back; a broken file may fail here once more."""
        with self._trapped("the file"):
            if self._pdf is not None:
                self._pdf.close()

    def _pages(self) -> Any:
        """The pages; LookupError when PDFium counts others, for then the same number may mean another page."""
        if self._pdf is None:
            if has_reference_loop(self._data):
                raise ValueError("an object refers to itself")
            self._pdf = pdfplumber.open(io.BytesIO(self._data))
        seen = len(self._pdf.pages)
        if self.expected and seen != self.expected:
            said = f"PDFium counts {self.expected} pages, pdfplumber {seen}"
            self.remarks += [] if said in self.remarks else [said]
            raise LookupError(said)
        return self._pdf.pages

    def sheets(self, why: str) -> Iterator[Sheet]:
        """Every page, when PDFium opens none; UnreadableError `corrupt` when this reader cannot either."""
        count = 0
        with self._trapped("the file"):
            count = len(self._pages())
        if not count:
            raise UnreadableError("corrupt", "; ".join((why, *self.remarks)))
        refuse_pages(count)
        self.remarks.append(f"read by pdfplumber: {why}")
        for number in range(1, count + 1):
            yield replace(self.sheet(number), of=count)

    def sheet(self, number: int) -> Sheet:
        """One page as this reader sees it; without lines and with a fault when it cannot."""
        with self._trapped(f"page {number}"):
            page = self._pages()[number - 1]
            lines = tuple(line_of(line, number) for line in page.extract_text_lines())
            width, height = float(page.width), float(page.height)
            page.close()
            grids = self.grids(number)
            return Sheet(number=number, width=width, height=height, lines=lines, grids=grids)
        return Sheet(number=number, width=0, height=0, lines=(), fault="no reader can open it")

    def frames(self, number: int, rules: Sequence[Rule]) -> tuple[Frame, ...]:
        """The cells that the rules of a page make, table by table, by pdfplumber's own way to find them."""
        with self._trapped(f"page {number}: its tables are read as lines"):
            page: Any = SimpleNamespace(edges=[_edge_of(rule) for rule in rules])
            found = TableFinder(page)  # of a page it asks its edges alone
            return tuple(_frame_of(table) for table in found.tables)
        return ()

    def grids(self, number: int) -> tuple[Grid, ...]:
        """The ruled tables of a page, from the top; none when this reader cannot open it."""
        with self._trapped(f"page {number}: its tables are read as lines"):
            page = self._pages()[number - 1]
            found = [_grid_of(table, page.bbox) for table in page.find_tables()]
            page.close()
            return tuple(sorted((grid for grid in found if is_table(grid)), key=lambda grid: grid.top))
        return ()

    @contextmanager
    def _trapped(self, what: str) -> Iterator[None]:
        try:
            yield
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - on 3 219 real files it raised 17 unrelated classes
            self.remarks.append(f"{what} (pdfplumber: {type(error).__name__})")


def _edge_of(rule: Rule) -> dict[str, object]:
    """A rule as pdfplumber has its edges."""
    width, height = rule.x1 - rule.x0, rule.bottom - rule.top
    return {
        "object_type": "line",
        "orientation": "h" if width > height else "v",
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": width,
        "height": height,
    }


def _frame_of(table: Any) -> Frame:
    return Frame(box=table.bbox, rows=tuple(tuple(row.cells) for row in table.rows))


def _grid_of(table: Any, page_box: tuple[float, float, float, float]) -> Grid:
    x0, top, x1, bottom = (float(edge) for edge in table.bbox)
    rows = tuple(tuple(cell_text(cell or "") for cell in row) for row in table.extract())
    left, above = page_box[:2]
    return Grid(x0=x0 - left, top=top - above, x1=x1 - left, bottom=bottom - above, rows=without_blanks(rows))
