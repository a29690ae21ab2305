"""What may stand on a page that nobody read is never missing, and what was read badly is never sure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align import align
from pipeline.align.blind import sureness
from pipeline.model.document import Document, Recognition
from pipeline.model.section import Section, State
from tests.build.nouns import block
from tests.build.page import page
from tests.unit.align.outlines import DEEP

PAGES = (
    "**BÁO CÁO SẢN XUẤT NĂM**\n**I. Kế hoạch sản xuất**\n~40",
    "**II. Kết quả sản xuất**\n**1. Chăn nuôi**\n~40",
    "**2. Trồng lúa**\n~40",
    "**3. Thuỷ sản**\n~40",
    "**III. Vướng mắc; đề đạt**\n**1. Vướng mắc**\n~40\n**2. Đề đạt**\n~40",
)
ON = {"1": 1, "2.1": 2, "2.2": 3, "2.3": 4, "3.1": 5, "3.2": 5}  # the page of each leaf


def paper(*texts: str) -> Document:
    """A document whose nth text is its nth page; an empty one is a page that nobody read."""
    parts = [page(text) for text in texts]
    blocks = [replace(found, page=number) for number, part in enumerate(parts, 1) for found in part.blocks]
    numbered = tuple(replace(found, paragraph=place) for place, found in enumerate(blocks, 1))
    unread = tuple(number for number, text in enumerate(texts, 1) if not text)
    return Document(reader="pdf", blocks=numbered, pages=len(texts), unread_pages=unread)


def sections(document: Document) -> dict[str, Section]:
    """By item."""
    return {section.item: section for section in align(document, DEEP).sections}


def test_every_leaf_is_found_where_all_is_read() -> None:
    """The pages below are what the other tests take pages from."""
    found = sections(paper(*PAGES))
    assert {item: found[item].page for item in ON} == ON


@given(st.sets(st.integers(1, 5), min_size=1, max_size=4))
def test_what_stood_on_an_unread_page_is_unreadable(unread: set[int]) -> None:
    """Whichever pages are lost: never missing, never empty, never sure."""
    texts = [("" if number in unread else text) for number, text in enumerate(PAGES, 1)]
    found = sections(paper(*texts))
    for item, number in ON.items():
        if number in unread:
            assert (found[item].state, found[item].confidence < 0.9) == (State.UNREADABLE, True), item


def test_an_unread_page_elsewhere_excuses_nothing() -> None:
    """Between two headings on pages that were read, what is not there is missing."""
    found = sections(paper(PAGES[0], PAGES[1], PAGES[3], "", PAGES[4]))
    assert found["2.2"].state is State.MISSING
    assert found["2.3"].state is State.FULL


def test_a_heading_whose_text_may_go_on_unread_is_not_empty() -> None:
    """A heading at a page's foot, its text on the lost page: unreadable; with a line below it, thin and unsure."""
    bare = sections(paper(PAGES[0], "**1. Chăn nuôi**", "", PAGES[3]))["2.1"]
    line = sections(paper(PAGES[0], "**1. Chăn nuôi**\n~9", "", PAGES[3]))["2.1"]
    whole = sections(paper(PAGES[0], "**1. Chăn nuôi**\n~40", "", PAGES[3]))["2.1"]
    assert (bare.state, line.state, whole.state) == (State.UNREADABLE, State.THIN, State.FULL)
    assert max(bare.confidence, line.confidence) < 0.9


def test_a_chapter_speaks_of_what_nobody_could_read() -> None:
    """All of its parts lost: it is unreadable; one of them found: it says something."""
    assert sections(paper(*PAGES[:4], ""))["3"].state is State.UNREADABLE
    assert sections(paper(PAGES[0], PAGES[1], "", PAGES[3]))["2"].state is State.THIN


def missing_on(page_two: Recognition | None) -> float:
    """How sure it is that an item of page two is missing, when that page was read so."""
    read = paper(PAGES[0], PAGES[1], PAGES[3])
    found = sections(replace(read, recognised=(page_two,) if page_two else ()))["2.2"]
    assert found.state is State.MISSING
    return found.confidence


def test_a_page_on_which_lines_were_lost_leaves_a_doubt() -> None:
    """What is missing there may be in the ink that no word covers, or in words read as others."""
    whole, clean, dim, lost, bad = (
        missing_on(Recognition(page=2, confidence=confidence, uncovered=uncovered) if confidence else None)
        for confidence, uncovered in ((0, 0), (1.0, 0.001), (0.95, 0.001), (1.0, 0.05), (0.5, 0.0))
    )
    assert whole == clean >= 0.9
    assert dim < clean
    assert max(lost, bad) < 0.9
    assert bad < dim


def test_a_page_lost_elsewhere_leaves_none() -> None:
    """The item would stand on page two: what page three lost is not it."""
    read = paper(PAGES[0], PAGES[1], PAGES[3], PAGES[4])
    bad = Recognition(page=4, confidence=0.3, uncovered=0.2)
    assert sections(replace(read, recognised=(bad,)))["2.2"].confidence == sections(read)["2.2"].confidence


def test_letters_that_the_reader_is_not_sure_of_lower_the_confidence() -> None:
    """The worse a page is recognised the less sure its cells are; badly recognised ones are for review."""
    read = paper(*PAGES)

    def sure(share: float) -> float:
        blocks = tuple(replace(found, sure=share) for found in read.blocks)
        return sections(replace(read, blocks=blocks))["2.2"].confidence

    assert sure(1.0) >= sure(0.95) > sure(0.9) > sure(0.7)
    assert sure(0.7) < 0.9 <= sure(0.95)


def test_sureness_is_weighed_by_letters() -> None:
    """A long paragraph counts for more than its heading; nothing at all is sure."""
    heading, text = replace(block("ab"), sure=0.4), replace(block("abcdefgh"), sure=0.9)
    assert sureness([heading, text]) == pytest.approx(0.8)
    assert sureness([]) == 1.0


def test_words_that_may_be_none_do_not_fill_a_section() -> None:
    """A seal across the empty space below a heading is no content, and the cell is not sure."""
    text = PAGES[1].replace("~40", "UỶ BAN NHÂN DÂN HUYỆN")
    read = paper(PAGES[0], text, PAGES[2])
    blocks = tuple(replace(found, sure=0.6 if "UỶ BAN" in found.text else 0.95) for found in read.blocks)
    found = sections(replace(read, blocks=blocks))["2.1"]
    assert (found.state, found.confidence < 0.9) == (State.EMPTY, True)
    assert sections(read)["2.1"].state is State.THIN


def test_a_text_that_nobody_can_read_is_unreadable() -> None:
    """As long as a full section's, in letters of which OCR is not sure: neither empty nor full, and for review."""
    read = paper(*PAGES[:3])
    heading = next(found for found in read.blocks if "Chăn nuôi" in found.text)
    blocks = tuple(
        replace(found, sure=0.65 if found.page == 2 and found.paragraph > heading.paragraph else 0.95)
        for found in read.blocks
    )
    found = sections(replace(read, blocks=blocks))["2.1"]
    assert (found.state, found.confidence < 0.9) == (State.UNREADABLE, True)
