"""The manners in which offices build a report of the same outline: nested, flat, split, merged, swapped, in prose."""

from __future__ import annotations

import pytest

from pipeline.align import align
from pipeline.model.campaign import Outline
from pipeline.model.section import Section, State
from tests.build.nouns import item, outline
from tests.build.page import page
from tests.unit.align.outlines import DEEP, FLAT

# Three blocks each that speak of an item by its evidence alone, in sentences too long for headings.
RICE = (
    "Xã chọn giống lúa mới; gieo cấy xong trước ngày hai mươi; năng suất tăng hai tạ so với năm trước nữa.\n"
    "Nhờ có giống lúa tốt mà năng suất đã cao hơn hẳn mọi năm, gieo cấy lại kịp trước đợt mưa lớn tháng sáu.\n"
    "Vụ này gieo cấy gọn trong tám ngày, giống lúa đều do xã cấp, năng suất của mọi thôn đều hơn vụ trước."
)
CATTLE = (
    "Mỗi con trâu, con bò đều có đủ thức ăn, được tiêm phòng hai lần trong năm theo đúng lịch của thú y xã.\n"
    "Hai lần tiêm phòng cho từng con bò, con trâu đều có ghi sổ; thức ăn dự trữ đủ cho cả mùa đông giá rét."
)


def found(text: str, of: Outline = DEEP) -> dict[str, Section]:
    """The sections of a report by item."""
    return {
        section.item: section for section in align(page("**BÁO CÁO SẢN XUẤT NĂM**\n" + text), of).sections
    }


def lengths(text: str, of: Outline = DEEP) -> dict[str, int]:
    """The words of every leaf that is there."""
    leaves = {leaf.id for leaf in of.leaves()}
    return {
        name: section.words for name, section in found(text, of).items() if name in leaves and section.words
    }


ALL = {"1": 40, "2.1": 41, "2.2": 42, "2.3": 43, "3.1": 44, "3.2": 45}
NESTED = """
    **I. KẾ HOẠCH SẢN XUẤT**
    ~40
    **II. KẾT QUẢ SẢN XUẤT**
    **1. Chăn nuôi**
    ~41
    **2. Trồng lúa**
    ~42
    **3. Nuôi cá**
    ~43
    **III. VƯỚNG MẮC; ĐỀ ĐẠT**
    **1. Vướng mắc**
    ~44
    **2. Đề đạt**
    ~45
"""
FLATTENED = """
    **1. Kế hoạch sản xuất**
    ~40
    **2. Chăn nuôi**
    ~41
    **3. Trồng lúa**
    ~42
    **4. Nuôi cá**
    ~43
    **5. Vướng mắc**
    ~44
    **6. Đề đạt**
    ~45
"""
PARTS_AS_CHAPTERS = """
    **I. KẾ HOẠCH SẢN XUẤT**
    ~40
    **II. CHĂN NUÔI**
    ~41
    **III. TRỒNG LÚA**
    ~42
    **IV. NUÔI CÁ**
    ~43
    **V. VƯỚNG MẮC; ĐỀ ĐẠT**
    **1. Vướng mắc**
    ~44
    **2. Đề đạt**
    ~45
"""
UNDER_ANOTHER_PARENT = """
    **I. KẾ HOẠCH SẢN XUẤT**
    ~40
    **II. KẾT QUẢ SẢN XUẤT**
    **1. Chăn nuôi**
    ~41
    **2. Trồng lúa**
    ~42
    **3. Nuôi cá**
    ~43
    **4. Vướng mắc**
    ~44
    **III. ĐỀ ĐẠT**
    ~45
"""
UNDER_ONE_CHAPTER = """
    **I. KẾT QUẢ SẢN XUẤT**
    **1. Kế hoạch sản xuất**
    ~40
    **2. Chăn nuôi**
    ~41
    **3. Trồng lúa**
    ~42
    **4. Nuôi cá**
    ~43
    **II. VƯỚNG MẮC; ĐỀ ĐẠT**
    **1. Vướng mắc**
    ~44
    **2. Đề đạt**
    ~45
"""
CHAPTERS_SWAPPED = """
    **I. VƯỚNG MẮC; ĐỀ ĐẠT**
    **1. Vướng mắc**
    ~44
    **2. Đề đạt**
    ~45
    **II. KẾ HOẠCH SẢN XUẤT**
    ~40
    **III. KẾT QUẢ SẢN XUẤT**
    **1. Chăn nuôi**
    ~41
    **2. Trồng lúa**
    ~42
    **3. Nuôi cá**
    ~43
"""
PARTS_SWAPPED = """
    **I. KẾ HOẠCH SẢN XUẤT**
    ~40
    **II. KẾT QUẢ SẢN XUẤT**
    **1. Nuôi cá**
    ~43
    **2. Chăn nuôi**
    ~41
    **3. Trồng lúa**
    ~42
    **III. VƯỚNG MẮC; ĐỀ ĐẠT**
    **1. Đề đạt**
    ~45
    **2. Vướng mắc**
    ~44
"""
LOOSE = """
    **I KẾ HOẠCH SẢN XUẤT**
    ~40
    **II KẾT QUẢ SẢN XUẤT**
    **1 Chăn nuôi**
    ~41
    **2 Trồng lúa**
    ~42
    **3 Nuôi cá**
    ~43
    **III VƯỚNG MẮC; ĐỀ ĐẠT**
    **a Vướng mắc**
    ~44
    **b Đề đạt**
    ~45
"""
UNNUMBERED = """
    **KẾ HOẠCH SẢN XUẤT**
    ~40
    **KẾT QUẢ SẢN XUẤT**
    **Chăn nuôi**
    ~41
    **Trồng lúa**
    ~42
    **Nuôi cá**
    ~43
    **VƯỚNG MẮC; ĐỀ ĐẠT**
    **Vướng mắc**
    ~44
    **Đề đạt**
    ~45
"""
SHAPES = {
    "nested": NESTED, "flat": FLATTENED, "parts as chapters": PARTS_AS_CHAPTERS, "under another parent": UNDER_ANOTHER_PARENT,
    "under one chapter": UNDER_ONE_CHAPTER, "chapters swapped": CHAPTERS_SWAPPED, "parts swapped": PARTS_SWAPPED,
    "loose labels": LOOSE, "no numbers": UNNUMBERED,
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_every_leaf_is_found_in_every_shape(shape: str) -> None:
    """Whatever stands above it, before it, or in front of it as a number: every leaf has its own text and no other."""
    assert lengths(shape) == ALL


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_chapter_speaks_through_its_leaves_in_every_shape(shape: str) -> None:
    """Full when they are, with their words, wherever they stand."""
    sections = found(shape)
    assert (sections["2"].state, sections["2"].words) == (State.FULL, 41 + 42 + 43)
    assert (sections["3"].state, sections["3"].words) == (State.FULL, 44 + 45)


def test_headings_without_their_numbers_full_stop_keep_their_words() -> None:
    """`I KẾ HOẠCH`: the number is no part of the heading."""
    sections = found(LOOSE)
    assert [sections[name].heading for name in ("1", "2.2", "3.2")] == [
        "KẾ HOẠCH SẢN XUẤT",
        "Trồng lúa",
        "Đề đạt",
    ]


@pytest.mark.parametrize(
    ("shape", "strays"),
    [
        (NESTED, set()),
        (FLATTENED, set()),
        (UNDER_ONE_CHAPTER, {"1"}),
        (CHAPTERS_SWAPPED, {"3", "3.1", "3.2"}),
    ],
)
def test_what_stands_out_of_order_says_so(shape: str, strays: set[str]) -> None:
    """As few headings as possible are out of order: the shorter of two swapped chapters."""
    assert {name for name, section in found(shape).items() if not section.in_order} == strays


def test_out_of_order_is_less_sure() -> None:
    """The same heading in its place is surer."""
    assert found(CHAPTERS_SWAPPED)["3.1"].confidence < found(NESTED)["3.1"].confidence


# --- split and merged


def test_an_item_split_over_two_headings_is_one() -> None:
    """Both headings name it: it begins at the first and has the text of both."""
    sections = found("**1. Chăn nuôi gia súc**\n~20\n**2. Chăn nuôi gia cầm**\n~21\n**3. Thuỷ sản**\n~40")
    assert sections["2.1"].heading == "Chăn nuôi gia súc"
    assert sections["2.1"].words == 20 + 21 + len(("2.", "Chăn", "nuôi", "gia", "cầm"))
    assert sections["2.2"].state is State.MISSING


def test_an_item_split_over_sub_headings_is_one() -> None:
    """`a)`, `b)` below its heading are part of it."""
    text = "**1. Chăn nuôi**\n**a) Gà đồi**\n~20\n**b) Dê núi**\n~21\n**2. Trồng lúa**\n~40"
    assert lengths(text) == {"2.1": 20 + 21 + 6, "2.2": 40}


@pytest.mark.parametrize(
    "heading", ["Chăn nuôi và trồng lúa", "CHĂN NUÔI; TRỒNG LÚA", "Trồng lúa và chăn nuôi"]
)
def test_two_items_merged_share_their_text(heading: str) -> None:
    """Under one heading, in either order: both have all of it and name each other."""
    sections = found(f"**1. {heading}**\n~40\n**2. Nuôi cá**\n~41\n**3. Vướng mắc**\n~42")
    assert (sections["2.1"].shared_with, sections["2.2"].shared_with) == (("2.2",), ("2.1",))
    assert sections["2.1"].text == sections["2.2"].text
    assert sections["2"].words == 40 + 41
    assert sections["2.1"].confidence < sections["2.3"].confidence


def test_all_items_of_a_chapter_in_its_heading_share_the_chapter() -> None:
    """`Chăn nuôi, trồng lúa và nuôi cá` is the chapter, with text of its own."""
    sections = found(
        "**I. Kế hoạch sản xuất**\n~40\n**II. Chăn nuôi, trồng lúa và nuôi cá**\n~50\n**III. Vướng mắc**\n~42"
    )
    assert {sections[name].shared_with for name in ("2.1", "2.2", "2.3")} == {
        ("2.2", "2.3"),
        ("2.1", "2.3"),
        ("2.1", "2.2"),
    }
    assert sections["2"].words == 50


# --- without a heading


def test_a_text_that_speaks_of_an_item_answers_it_without_a_heading() -> None:
    """By the words the outline expects below the missing heading: the text is found, the heading stays empty."""
    section = found(f"**1. Chăn nuôi gia súc**\n{CATTLE}\n{RICE}\n**2. Nuôi trồng thuỷ sản**\n~40", FLAT)["b"]
    assert (section.state, section.heading, section.score) == (State.FULL, "", 0.0)
    assert section.text == RICE
    assert (section.page, section.paragraph) == (1, 5)


def test_what_is_found_without_a_heading_is_for_review() -> None:
    """Nobody wrote that this is the answer; the sections around it lose nothing of theirs."""
    sections = found(f"**1. Chăn nuôi gia súc**\n{CATTLE}\n{RICE}\n**2. Nuôi trồng thuỷ sản**\n~40", FLAT)
    assert sections["b"].confidence < 0.9
    assert sections["a"].text == CATTLE
    assert sections["c"].words == 40


def test_the_same_text_below_its_heading_is_no_second_answer() -> None:
    """What speaks of the item that is open already goes on with it."""
    section = found(
        f"**1. Chăn nuôi gia súc**\n{CATTLE}\n**2. Trồng lúa nước**\n{RICE}\n**3. Nuôi trồng thuỷ sản**\n~40",
        FLAT,
    )["b"]
    assert (section.heading, section.text) == ("Trồng lúa nước", RICE)


def test_a_text_that_speaks_of_nothing_answers_nothing() -> None:
    """It stays with the heading above it."""
    sections = found("**1. Chăn nuôi gia súc**\n~40\n~40\n~40\n**2. Nuôi trồng thuỷ sản**\n~40", FLAT)
    assert (sections["a"].words, sections["b"].state) == (120, State.MISSING)


def test_a_text_above_every_heading_answers_nothing() -> None:
    """What opens a report speaks of all it will say."""
    assert (
        found(f"{RICE}\n**1. Chăn nuôi gia súc**\n~40\n**2. Nuôi trồng thuỷ sản**\n~40", FLAT)["b"].state
        is State.MISSING
    )


def test_evidence_alone_is_no_report() -> None:
    """Without one heading a text on the same matters is another kind of paper."""
    assert {section.state for section in found(f"{CATTLE}\n{RICE}", FLAT).values()} == {State.MISSING}


# --- between outlines


def test_an_outline_of_one_item() -> None:
    """There is nothing to mistake it for; another heading of its rank ends it."""
    alone = outline(item("a", "Trồng lúa nước"))
    assert lengths("**1. Trồng lúa nước**\n~40\n**2. Cưới hỏi**\n~30", alone) == {"a": 40}
