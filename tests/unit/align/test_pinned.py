"""What reviewers ruled of headings takes the place of what was matched, and of nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align import align
from pipeline.model.campaign import Outline, Pinned
from pipeline.model.document import Document
from pipeline.model.section import Alignment, Section, State
from pipeline.text.fold import fold
from tests.build.nouns import item, outline
from tests.build.page import page
from tests.unit.align.outlines import DEEP, FLAT, ids

REPORT = (
    "**BÁO CÁO SẢN XUẤT NĂM**\n"
    "**I. Kế hoạch sản xuất**\n~40\n"
    "**II. Kết quả sản xuất**\n"
    "**1. Chăn nuôi gia súc**\n~41\n"
    "**2. Đồng ruộng nhà mình:** ~42\n"
    "**3. Thuỷ sản**\n~43\n"
    "**III. Vướng mắc; đề đạt**\n"
    "**1. Vướng mắc**\n~44\n"
    "**2. Đề đạt nguyện vọng**\n~45\n"
)


def pins(**headings: str) -> Pinned:
    """Rulings, as digest hands them on: `i2_2` is item 2.2."""
    return Pinned(headings=tuple((key[1:].replace("_", "."), fold(text)) for key, text in headings.items()))


def aligned(pinned: Pinned, text: str = REPORT, of: Outline = DEEP) -> Alignment:
    """The report read with these rulings."""
    return align(page(text), of, pinned)


def told(pinned: Pinned, text: str = REPORT, of: Outline = DEEP) -> dict[str, Section]:
    """Its sections by item."""
    return {section.item: section for section in aligned(pinned, text, of).sections}


def changed(pinned: Pinned, text: str = REPORT, of: Outline = DEEP) -> set[str]:
    """The items that are read otherwise than without the rulings."""
    plain = told(Pinned(), text, of)
    return {name for name, section in told(pinned, text, of).items() if section != plain[name]}


@pytest.mark.parametrize(
    "written",
    [
        "Đồng ruộng nhà mình",
        "ĐỒNG RUỘNG  NHÀ MÌNH",
        "2. Đồng ruộng nhà mình:",
        "b) Đồng ruộng nhà mình",
        "ruộng nhà",
        "2. Đồng ruộng nhà mình: Ngày nắng hoa phượng",
    ],
)
def test_a_pinned_item_is_read_under_its_line(written: str) -> None:
    """With its label, another or none, in capitals, whole, in part, or with the beginning of its text."""
    section = told(pins(i2_2=written))["2.2"]
    assert (section.heading, section.words, section.state) == ("Đồng ruộng nhà mình", 42, State.FULL)
    assert (section.confidence, section.in_order) == (1.0, True)
    assert aligned(pins(i2_2=written)).pinned == ("2.2",)


def test_only_what_was_ruled_on_changes() -> None:
    """And the chapter above, which speaks through it."""
    assert changed(pins(i2_2="Đồng ruộng nhà mình")) <= {"2.2", "2", "2.1"}
    assert told(pins(i2_2="Đồng ruộng nhà mình"))["2.1"].words == 41
    assert changed(Pinned()) == set()


def test_the_whole_line_is_trusted_before_a_part_and_a_head_before_its_text() -> None:
    """Of lines that have the words, the one that is these words alone is meant."""
    text = "**1. Vườn: ao và chuồng** ~40\n**2. Ao và chuồng trại**\n~41\n**3. Ao và chuồng**\n~42\n"
    assert told(pins(ic="Ao và chuồng"), text, FLAT)["c"].words == 42
    assert told(pins(ic="chuồng trại"), text, FLAT)["c"].words == 41


@pytest.mark.parametrize("written", ["x", "u", "ồng ruộng", "ruộng nh", "2. Đồng ruộng nhà mìn"])
def test_a_part_is_one_of_whole_words(written: str) -> None:
    """A letter, or half a word, would be found in lines that nobody meant; the item stays as it was found."""
    assert aligned(pins(i2_2=written)).pinned == ()
    assert changed(pins(i2_2=written)) == set()


def test_a_label_alone_is_looked_for_as_it_is() -> None:
    """Without its label nothing would be left, and nothing is in every line."""
    assert aligned(pins(i2_2="9.")).pinned == ()


def test_an_item_that_stands_nowhere_is_missing_for_sure() -> None:
    """Although its heading is there word for word, and even below a chapter with text of its own."""
    section = told(pins(i2_1=""))["2.1"]
    assert section == Section(item="2.1", state=State.MISSING, confidence=1.0)
    above = "**I. Kế hoạch sản xuất**\n~40\n**II. Kết quả sản xuất**\n~90\n"
    assert told(Pinned(), above)["2.3"].heading == "Kết quả sản xuất"
    assert told(pins(i2_3=""), above)["2.3"] == Section(item="2.3", state=State.MISSING, confidence=1.0)


def test_a_text_that_no_line_has_changes_nothing() -> None:
    """The item stays as it was found, and is not among those that were applied."""
    pinned = pins(i2_2="Trồng cây gây rừng", i2_1="Chăn nuôi gia súc")
    assert told(pinned)["2.2"] == told(Pinned())["2.2"]
    assert aligned(pinned).pinned == ("2.1",)


def test_an_item_that_the_outline_lost_changes_nothing() -> None:
    """Rulings outlive the outline."""
    assert changed(pins(i9="Thuỷ sản", i8="")) == set()
    assert aligned(pins(i9="Thuỷ sản", i8="")).pinned == ()


def test_who_loses_its_line_asks_to_be_reviewed() -> None:
    """Nobody has said where it stands now: missing, and never for sure."""
    sections = told(pins(i2_2="Thuỷ sản"))
    assert (sections["2.2"].words, sections["2.2"].confidence) == (43, 1.0)
    assert sections["2.3"].state is State.MISSING
    assert sections["2.3"].confidence <= 0.5


def test_swapped_items_are_ruled_one_by_one() -> None:
    """Both pinned, both sure, and out of order, as they are."""
    sections = told(pins(i2_1="Thuỷ sản", i2_3="Chăn nuôi gia súc"))
    assert [(sections[name].words, sections[name].confidence) for name in ("2.1", "2.3")] == [
        (43, 1.0), (41, 1.0),
    ]  # fmt: skip
    assert not sections["2.1"].in_order
    assert not sections["2.3"].in_order


def test_two_items_may_be_pinned_to_one_line() -> None:
    """Both are read from it, and say that they share it."""
    sections = told(pins(i2_2="Thuỷ sản", i2_3="Thuỷ sản"))
    assert [sections[name].shared_with for name in ("2.2", "2.3")] == [("2.3",), ("2.2",)]
    assert {sections[name].confidence for name in ("2.2", "2.3")} == {1.0}


def test_a_line_that_answers_two_items_keeps_the_other() -> None:
    """Who confirms one of the two has said nothing against the other; who moves one leaves the other there."""
    text = REPORT.replace("**1. Vướng mắc**\n~44\n**2. Đề đạt nguyện vọng**", "**1. Vướng mắc và đề đạt**")
    assert told(Pinned(), text)["3.1"].shared_with == ("3.2",)
    confirmed = told(pins(i3_2="Vướng mắc và đề đạt"), text)
    assert (confirmed["3.1"].shared_with, confirmed["3.2"].confidence) == (("3.2",), 1.0)
    moved = told(pins(i3_2="Đồng ruộng nhà mình"), text)
    assert (moved["3.1"].heading, moved["3.1"].shared_with) == ("Vướng mắc và đề đạt", ())


def test_a_heading_over_two_lines_is_one() -> None:
    """As it is joined, or either half of it."""
    text = "**1. CÁC VƯỜN CÂY ĂN QUẢ CỦA CÁC HỘ GIA ĐÌNH TRONG TOÀN**\n**XÃ VÀ THỊ TRẤN**\n~40\n"
    for written in ("Các vườn cây ăn quả của các hộ gia đình trong toàn xã và thị trấn", "xã và thị trấn"):
        assert told(pins(ic=written), text, FLAT)["c"].words == 40


def test_a_chapter_is_pinned_too() -> None:
    """It has the heading; how sure it is stays that of its parts."""
    chapter = told(pins(i2="Đồng ruộng nhà mình"))["2"]
    assert chapter.heading == "Đồng ruộng nhà mình"
    assert chapter.confidence == min(
        told(pins(i2="Đồng ruộng nhà mình"))[name].confidence for name in ("2.1", "2.2", "2.3")
    )


def test_the_place_is_sure_but_not_what_nobody_could_read() -> None:
    """Where a page after the heading was not read, more of a thin section may stand on it."""
    text = "**1. Đàn trâu bò**\n~40\n**2. Ruộng nhà**\n~8\n"
    read = page(text)
    torn = Document(
        reader="pdf",
        blocks=tuple(replace(block, page=1) for block in read.blocks),
        pages=2,
        unread_pages=(2,),
    )
    found = {
        one.item: one for one in align(torn, FLAT, pins(ib="Ruộng nhà", ia="Đàn trâu bò", ic="")).sections
    }
    assert (found["b"].state, found["b"].confidence <= 0.6) == (State.THIN, True)
    assert (found["a"].state, found["a"].confidence) == (State.FULL, 1.0)
    assert (found["c"].state, found["c"].confidence) == (State.MISSING, 1.0)


LINES = (
    "Kế hoạch sản xuất",
    "Chăn nuôi gia súc",
    "Đồng ruộng nhà mình",
    "Thuỷ sản",
    "Vướng mắc",
    "",
    "không có",
)


@given(st.dictionaries(st.sampled_from([*ids(DEEP), "9"]), st.sampled_from(LINES)))
def test_whatever_is_ruled_is_read_or_is_not_applied(rulings: dict[str, str]) -> None:
    """Every item comes back once; a leaf that was applied stands under its line, or is missing, as ruled."""
    pinned = Pinned(headings=tuple((name, fold(text)) for name, text in rulings.items()))
    found = aligned(pinned)
    assert [section.item for section in found.sections] == ids(DEEP)
    assert set(found.pinned) == {name for name, text in rulings.items() if text != "không có" and name != "9"}
    leaves = {leaf.id for leaf in DEEP.leaves()}
    for section in found.sections:
        if section.item in leaves & set(found.pinned):
            assert (section.heading, section.confidence) == (rulings[section.item], 1.0)


def test_a_line_beside_its_neighbours_is_in_order() -> None:
    """Also when the neighbours were pinned."""
    of = outline(item("a", "Xay lúa"), item("b", "Giã gạo"), item("c", "Bắt tép"))
    text = "**1. Một**\n~40\n**2. Hai**\n~40\n**3. Ba**\n~40\n"
    assert all(section.in_order for section in told(pins(ia="Một", ib="Hai", ic="Ba"), text, of).values())
    mixed = told(pins(ia="Hai", ib="Một", ic="Ba"), text, of)
    assert [mixed[name].in_order for name in "abc"] == [False, False, True]
