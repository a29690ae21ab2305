"""Cells of ruled tables, without a PDF: rules from strokes, words into cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.read.pdf import cells as pdf_cells
from pipeline.read.pdf import plumber as pdf_plumber
from pipeline.read.pdf.cells import Box, Frame, Rule, Word, filled, grids_of, rule_of
from pipeline.read.pdf.plumber import Second
from pipeline.read.pdf.reader import read_without_ocr
from pipeline.read.sheet import Grid
from tests.build import pdf
from tests.build.legacy import legacy_pdf

CELLS: tuple[tuple[Box | None, ...], ...] = (
    ((0, 0, 100, 20), (100, 0, 200, 20)),
    ((0, 20, 100, 60), (100, 20, 200, 60)),
)
FRAME = Frame(box=(0, 0, 200, 60), rows=CELLS)


def word(text: str, x0: float, base: float, *, wide: float = 20) -> Word:
    """A word of 12 points."""
    return Word(text=text, x0=x0, x1=x0 + wide, base=base, middle=base - 3)


def test_words_go_into_their_cells_line_by_line() -> None:
    """Whatever order the file has, a cell reads from the top and the left; what stands outside is left out."""
    words = [
        word("ba", 5, 50),
        word("hai", 40, 31),
        word("một", 5, 30),
        word("x", 110, 10),
        word("ngoài", 5, 90),
    ]
    grid = filled(FRAME, words)
    assert grid is not None
    assert grid.rows == (("", "x"), ("một hai ba", ""))


def test_a_row_without_a_cell_has_an_empty_one() -> None:
    """A cell that spans two columns leaves the second one empty."""
    spanned = Frame(box=FRAME.box, rows=(((0, 0, 200, 20), None), CELLS[1]))
    grid = filled(spanned, [word("a", 5, 10), word("b", 5, 40), word("c", 120, 40)])
    assert grid is not None
    assert grid.rows == (("a", ""), ("b", "c"))


def test_a_word_over_a_rule_settles_nothing() -> None:
    """Only its letters could tell which cell it belongs to."""
    assert filled(FRAME, [word("dài", 90, 10)]) is None
    assert filled(FRAME, [word("chạm", 79.5, 10)]) is not None


@pytest.mark.parametrize(
    ("end", "count"), [((50, 0.05), 1), ((0.05, 50), 1), ((50, 50), 0), ((0.5, 0), 0), ((0, 0), 0)]
)
def test_only_level_and_upright_strokes_are_rules(end: tuple[float, float], count: int) -> None:
    """Slanted lines and dots rule no table."""
    assert len(list(rule_of((0, 0), end))) == count


class Asked:
    """Tables that remember what they were asked."""

    def __init__(self) -> None:
        self.read: list[int] = []
        self.remarks: list[str] = []

    def frames(self, _number: int, rules: Sequence[Rule]) -> tuple[Frame, ...]:
        """The one frame of these tests."""
        return (FRAME,) if rules else ()

    def grids(self, number: int) -> tuple[Grid, ...]:
        """Read anew."""
        self.read.append(number)
        return ()


LEVEL, UPRIGHT = Rule(x0=0, top=0, x1=200, bottom=0), Rule(x0=0, top=0, x1=0, bottom=60)


def test_strokes_of_one_direction_make_no_table() -> None:
    """Underlines alone are not even looked at."""
    tables = Asked()
    assert grids_of(1, [LEVEL] * 9 + [UPRIGHT], [word("a", 5, 10)], tables) == ()
    full = [word(text, x, y) for text, x, y in (("a", 5, 10), ("b", 110, 10), ("c", 5, 40), ("d", 110, 40))]
    assert [grid.rows for grid in grids_of(1, [LEVEL, UPRIGHT] * 2, full, tables)] == [
        (("a", "b"), ("c", "d"))
    ]
    assert tables.read == []


def test_an_unsettled_page_is_read_anew() -> None:
    """One word over a rule sends the whole page to the slow reader."""
    tables = Asked()
    assert grids_of(7, [LEVEL, UPRIGHT] * 2, [word("dài", 90, 10)], tables) == ()
    assert tables.read == [7]


def test_the_second_readers_way_finds_the_cells() -> None:
    """Strokes that cross make cells: two rows of two columns."""
    rules = [Rule(x0=0, top=y, x1=200, bottom=y) for y in (0, 20, 60)]
    rules += [Rule(x0=x, top=0, x1=x, bottom=60) for x in (0, 100, 200)]
    second = Second(b"")
    assert second.frames(1, rules) == (FRAME,)
    assert second.remarks == []


def test_cells_that_cannot_be_found_leave_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the library stumbles over is a remark, and the table's text is still read."""

    def stumble(_page: object) -> None:
        raise LookupError

    monkeypatch.setattr(pdf_plumber, "TableFinder", stumble)
    document = read_without_ocr(pdf.pdf([pdf.Table((("Một", "Hai"), ("Ba", "Bốn")))]))
    assert document.remarks == ("page 1: its tables are read as lines (pdfplumber: LookupError)",)
    assert {"Một", "Hai", "Ba", "Bốn"} <= {word for block in document.blocks for word in block.text.split()}


def test_curves_and_blank_words_disturb_no_table() -> None:
    """A curved ornament rules nothing, and a word of invisible signs is none."""
    rules = " ".join(f"50 {y} m 400 {y} l S" for y in (775, 793, 757))
    rules += (
        " 50 757 m 50 793 l S 95 757 m 95 793 l S 400 757 m 400 793 l S 300 500 m 310 520 330 540 350 500 c S"
    )
    rows = [("Times-Roman", "Nam              2021"), ("Times-Roman", "\x7f              2022")]
    (table,) = read_without_ocr(legacy_pdf(rows, rules=rules, unicode_of={0x7F: 0x200B})).blocks
    assert table.rows == (("Nam", "2021"), ("", "2022"))


def test_a_page_of_too_many_strokes_is_read_as_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Finding cells takes the square of the rules: over the limit no table is looked for, and that is said."""
    monkeypatch.setattr(pdf_cells, "MOST_RULES", 5)
    document = read_without_ocr(pdf.pdf([pdf.Table((("Một", "Hai"), ("Ba", "Bốn")))]))
    assert document.remarks == ("page 1: its tables are read as lines (more than 5 strokes)",)
