"""A block's page is told only where the file tells it."""

from __future__ import annotations

import pytest

from pipeline.model.document import Document
from pipeline.read.docx.pages import MAX_PAGE_CHARACTERS, MAX_PAGES, SURE_PAGE_CHARACTERS
from pipeline.read.docx.reader import read_docx
from tests.build import word
from tests.build.word import NOTED_BREAK, PAGE_BREAK, Xml, p

BEFORE = "<w:pageBreakBefore/>"


def read(*blocks: Xml, claims: dict[str, int] | None = None, styles: str = "") -> Document:
    """A file with these claims in app.xml."""
    return read_docx(word.docx(*blocks, parts=word.Parts(properties=claims, styles=styles)))


def section(kind: str = "") -> str:
    """A section that ends with its paragraph."""
    return f"<w:sectPr>{f'<w:type w:val={chr(34)}{kind}{chr(34)}/>' if kind else ''}</w:sectPr>"


def test_breaks_turn_the_page() -> None:
    """Noted breaks, hard breaks and pageBreakBefore turn the page; a block's page is where its text begins."""
    styles = word.style("Moi", f"<w:pPr>{BEFORE}</w:pPr>")
    document = read(
        p("1", NOTED_BREAK, "…"), p("2", PAGE_BREAK), p("3"), p("4", properties=BEFORE), p("5", style="Moi"),
        p(NOTED_BREAK, "6"), styles=styles,
    )  # fmt: skip
    assert [block.page for block in document.blocks] == [1, 2, 3, 4, 5, 6]
    assert document.pages == 6


def test_one_break_noted_twice_is_one_break() -> None:
    """Word notes again the break that a person set; the page turns once."""
    document = read(p("1", PAGE_BREAK), p(NOTED_BREAK, "2"), p(NOTED_BREAK, "3", properties=BEFORE))
    assert [block.page for block in document.blocks] == [1, 2, 3]


def test_page_of_pictures_counts() -> None:
    """A page with nothing but a drawing is a page."""
    picture = word.run(Xml("<w:drawing><x/></w:drawing>"))
    document = read(p("1", NOTED_BREAK, picture, NOTED_BREAK), p("3"))
    assert [block.page for block in document.blocks] == [1, 3]


def test_sections_turn_the_page_unless_continuous() -> None:
    """The next section's type says whether it begins a page; a tracked old type says nothing."""
    change = f"<w:sectPrChange>{section('continuous')}</w:sectPrChange></w:sectPr>"
    document = read(
        p("1", properties=section()),
        p("1b", properties=section("continuous").replace("</w:sectPr>", change)),
        p("2", properties=section("nextPage")),
        p("3"),
        Xml(section("oddPage")),
    )
    assert [block.page for block in document.blocks] == [1, 1, 2, 3]


def test_claim_without_breaks_gives_pages_but_no_places() -> None:
    """App.xml says 3 pages and the file has no break: the number is known, no block's page is."""
    document = read(p("a"), claims={"Pages": 3})
    assert (document.pages, document.blocks[0].page) == (3, None)


def test_claim_of_one_page_places_every_block() -> None:
    """One page claimed, none turned: everything is on page 1."""
    document = read(p("a"), claims={"Pages": 1, "Characters": 1})
    assert (document.pages, document.blocks[0].page) == (1, 1)


@pytest.mark.parametrize(
    "claims", [{"Pages": 1}, {"Pages": 2, "Characters": 0}, {"Pages": MAX_PAGES + 1}, {"Words": 5}, None]
)
def test_claims_that_cannot_be_true_are_not_believed(claims: dict[str, int] | None) -> None:
    """Too much text for the claim, a template's figures, an absurd number, no number: nothing is known."""
    document = read(p("x" * (MAX_PAGE_CHARACTERS + 1)), claims=claims)
    assert (document.pages, document.blocks[0].page) == (None, None)


def test_short_text_without_any_claim_is_one_page() -> None:
    """What certainly fits on a page is on page 1."""
    assert read(p("x" * SURE_PAGE_CHARACTERS)).blocks[0].page == 1
    assert read(p("x" * (SURE_PAGE_CHARACTERS + 1))).blocks[0].page is None


def test_hard_breaks_alone_are_a_lower_bound() -> None:
    """Between hard breaks text may flow over: a greater claim or much text makes the places unknown."""
    short, long = p("x", PAGE_BREAK), p("x" * (SURE_PAGE_CHARACTERS + 1), PAGE_BREAK)
    assert [block.page for block in read(short, p("y")).blocks] == [1, 2]
    assert [block.page for block in read(short, p("y"), claims={"Pages": 5}).blocks] == [None, None]
    assert read(long, p("y")).pages is None


def test_claim_beats_the_count_when_word_noted_breaks() -> None:
    """Noted breaks place the blocks; the number of pages is the claim when it is not less."""
    blocks = (p("1", NOTED_BREAK), p("2"))
    assert read(*blocks, claims={"Pages": 4}).pages == 4
    assert read(*blocks, claims={"Pages": 1}).pages == 2


def test_section_without_properties_of_its_own_begins_a_page() -> None:
    """A file whose last section says nothing about itself has it on a new page, as Word has."""
    document = read(p("1", properties=section()), p("2"))
    assert [block.page for block in document.blocks] == [1, 2]
