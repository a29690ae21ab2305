"""Which tables carry the report, and what becomes of their cells."""

from __future__ import annotations

import pytest

from pipeline.align import align
from pipeline.align.similarity import Wordings
from pipeline.align.spread import spread
from pipeline.model.document import Block, BlockKind
from pipeline.model.section import State
from tests.build.nouns import block, document, table
from tests.build.page import filler
from tests.unit.align.outlines import FLAT

WORDINGS = Wordings(FLAT)
HEAD = ("STT", "Nội dung", "Kết quả")
ROWS = (("1", "Chăn nuôi gia súc", filler(40)), ("2", "Trồng lúa nước", filler(35)))
LONG_CELL = filler(86)


def lines(*rows: tuple[str, ...]) -> list[tuple[str, str]]:
    """Label and text of every block that a table becomes."""
    return [(found.label, found.text) for found in blocks(*rows)]


def blocks(*rows: tuple[str, ...]) -> tuple[Block, ...]:
    """Every block that a table becomes."""
    return spread(document(table(*rows)), WORDINGS).blocks


def test_a_table_that_carries_the_outline_is_spread() -> None:
    """Every cell is a paragraph of its own; a number in a cell of its own is the label of the next."""
    assert lines(HEAD, *ROWS) == [
        ("", "STT"), ("", "Nội dung"), ("", "Kết quả"),
        ("1", "Chăn nuôi gia súc"), ("", filler(40)), ("2", "Trồng lúa nước"), ("", filler(35)),
    ]  # fmt: skip


def test_the_first_cell_of_a_row_is_a_heading() -> None:
    """It is bold, the others are not; they keep the table's page and place."""
    found = blocks(*ROWS)
    assert [made.style.bold for made in found] == [1.0, 0.0, 1.0, 0.0]
    assert {made.kind for made in found} == {BlockKind.PARAGRAPH}
    assert {(made.page, made.paragraph, made.rows) for made in found} == {(1, 1, ())}


def test_its_sections_are_found_like_others() -> None:
    """The answer stands in the cell beside the item."""
    sections = align(document(block("BÁO CÁO", bold=1.0), table(HEAD, *ROWS)), FLAT).sections
    assert [(found.state, found.heading, found.words) for found in sections] == [
        (State.FULL, "Chăn nuôi gia súc", 40), (State.FULL, "Trồng lúa nước", 35), (State.MISSING, "", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "label", ["1", "1.", "1.2", "1.2.", "II", "II.", "a)", "A", "-", "+", "10/", "1.1.1.1"]
)
def test_numbers_of_any_kind_are_labels(label: str) -> None:
    """As people number rows."""
    assert lines((f" {label} ", "Chăn nuôi gia súc"), ("2", "Trồng lúa nước"))[0] == (
        label,
        "Chăn nuôi gia súc",
    )


@pytest.mark.parametrize("cell", ["2022", "12%", "Có", "1.000.000", "IIIIII", "ab"])
def test_figures_and_words_are_no_labels(cell: str) -> None:
    """They stand as they are."""
    assert lines((cell, "Chăn nuôi gia súc"), ("2", "Trồng lúa nước"))[:2] == [
        ("", cell),
        ("", "Chăn nuôi gia súc"),
    ]


def test_paragraphs_of_a_cell_are_lines() -> None:
    """The label is the first one's; blank ones are dropped."""
    found = lines(*ROWS, ("3", "Nuôi cá\n\nThả cá", "một\n \nhai"))
    assert found[-4:] == [("3", "Nuôi cá"), ("", "Thả cá"), ("", "một"), ("", "hai")]


def test_figures_behind_a_text_are_its_content() -> None:
    """Only in front of a row a number is a label: nothing that a unit filled in is lost."""
    assert lines(*ROWS, ("3", "Số cuộc họp", "12", "x"), ("4", "7"))[-4:] == [
        ("3", "Số cuộc họp"), ("", "12"), ("", "x"), ("4", "7"),
    ]  # fmt: skip


def test_of_two_numbers_in_front_the_nearer_is_the_label() -> None:
    """One counts chapters, the other their parts."""
    assert lines(*ROWS, ("II", "3", "Nuôi cá"))[-1] == ("3", "Nuôi cá")


def test_what_is_no_heading_is_not_bold() -> None:
    """A cell that is the whole row, one behind another, and one too long for a title."""
    found = blocks(("Chăn nuôi gia súc",), ("Trồng lúa nước", "được mùa"), (LONG_CELL, "mất mùa"))
    assert [made.style.bold for made in found] == [0.0, 1.0, 0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    "rows",
    [
        (("Năm", "Tấn"), ("2021", "40"), ("2022", "45")),  # figures
        (("Nội dung", "2021", "2022"), ("Trồng lúa nước", "4", "6")),  # one item named is a figure's name
        (("Trồng lúa nước", "4"), ("Trồng lúa nước", "5")),  # the same one twice
        (("", " "), ("", "")),  # nothing at all
        ((LONG_CELL, LONG_CELL),),  # prose
        ((),),
    ],
)
def test_a_table_of_figures_stays_whole(rows: tuple[tuple[str, ...], ...]) -> None:
    """It is part of what some section says."""
    read = document(block("Kết quả:"), table(*rows))
    assert spread(read, WORDINGS) is read


def test_a_very_long_table_stays_whole() -> None:
    """Nobody writes a report of hundreds of rows."""
    read = document(table(*ROWS, *((str(n), "x") for n in range(400))))
    assert spread(read, WORDINGS) is read


def test_only_the_table_that_carries_the_outline_is_spread() -> None:
    """Its neighbours stay as they are and in their order."""
    figures = table(("Năm", "Tấn"), ("2021", "40"))
    found = spread(document("Mở đầu", table(*ROWS), figures, "Hết"), WORDINGS).blocks
    assert [made.kind is BlockKind.TABLE for made in found] == [False] * 5 + [True, False]
    assert (found[0].text, found[-1].text, found[-2].rows) == ("Mở đầu", "Hết", figures.rows)
