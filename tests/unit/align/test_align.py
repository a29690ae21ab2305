"""Where each item is answered: order, place, sub-headings, foreign headings, states."""

from __future__ import annotations

import pytest

from pipeline.align import align
from pipeline.model.campaign import Outline
from pipeline.model.section import Section, State
from tests.build.nouns import block, document, item, outline, run_in, table
from tests.build.page import filler, page
from tests.unit.align.outlines import DEEP, FLAT, ids


def found(text: str, of: Outline = DEEP) -> dict[str, Section]:
    """The sections of a document below a title, by item."""
    return {
        section.item: section for section in align(page("**BÁO CÁO SẢN XUẤT NĂM**\n" + text), of).sections
    }


def headings(text: str, of: Outline = DEEP) -> dict[str, str]:
    """The heading of every item that has one."""
    return {name: section.heading for name, section in found(text, of).items() if section.heading}


# --- the path


def test_items_in_order() -> None:
    """Each heading answers its item; the others are missing."""
    assert headings("**I. Kế hoạch sản xuất**\n~9\n**II. Kết quả sản xuất**\n**1. Trồng lúa**\n~9") == {
        "1": "Kế hoạch sản xuất",
        "2": "Kết quả sản xuất",
        "2.2": "Trồng lúa",
    }


def test_a_heading_out_of_order_is_a_stray() -> None:
    """It is found, and said to be out of order; those around it are not."""
    sections = found(
        "**1. Chăn nuôi**\n~40\n**2. Thuỷ sản**\n~40\n**3. Vướng mắc**\n~40\n**4. Trồng lúa**\n~41"
    )
    assert (sections["2.2"].in_order, sections["2.2"].words) == (False, 41)
    assert all(sections[name].in_order for name in ("2.1", "2.3", "3.1"))


def test_weak_words_are_no_stray() -> None:
    """Out of order, a heading must name its item well."""
    assert "2.1" not in headings("**1. Trồng lúa**\n~9\n**2. Thuỷ sản**\n~9\n**3. Nuôi dạy con**\n~9")


def test_plain_lines_need_better_words() -> None:
    """Without number, weight or the look of headings found, only a clear fit makes a heading."""
    assert headings("Trồng lúa nước\n~40\nThuỷ sản của xã\n~40").keys() == {"2.2"}


def test_a_document_with_hardly_a_likeness_is_another_report() -> None:
    """One middling fit alone is chance; beside two clear ones it is an answer."""
    weak = "**1. Chăn nuôi dê núi đá vôi**\n~40\n"
    assert headings(weak) == {}
    assert "2.1" in headings(weak + "**2. Trồng lúa**\n~40\n**3. Thuỷ sản**\n~40")


def test_one_clear_heading_alone_is_an_answer() -> None:
    """Words that speak for themselves need no company."""
    assert headings("**1. Trồng lúa nước**\n~40") == {"2.2": "Trồng lúa nước"}


def test_a_merged_heading_answers_two() -> None:
    """Both sections have the whole text and name each other."""
    sections = found("**1. Chăn nuôi và trồng lúa**\n~40\n**2. Thuỷ sản**\n~41")
    assert (sections["2.1"].shared_with, sections["2.2"].shared_with) == (("2.2",), ("2.1",))
    assert sections["2.1"].text == sections["2.2"].text
    assert sections["2.3"].shared_with == ()


def test_a_sub_heading_does_not_take_its_headings_place() -> None:
    """`Trồng lúa nước` below `Trồng lúa`: the item begins at the upper one."""
    sections = found(
        "**1. Chăn nuôi**\n~40\n**2. Trồng lúa xuân hè**\n~10\n**a) Trồng lúa nước**\n~20\n**3. Thuỷ sản**\n~40"
    )
    assert sections["2.2"].heading == "Trồng lúa xuân hè"
    assert sections["2.2"].words == 10 + 20 + len(("a)", "Trồng", "lúa", "nước"))


def test_a_second_heading_of_one_item_goes_on_with_it() -> None:
    """Two headings of a rank that both name an item are one section."""
    sections = found("**1. Chăn nuôi gia súc**\n~20\n**2. Chăn nuôi gia cầm**\n~21\n**3. Thuỷ sản**\n~40")
    assert sections["2.1"].heading == "Chăn nuôi gia súc"
    assert sections["2.1"].words == 20 + 21 + len(("2.", "Chăn", "nuôi", "gia", "cầm"))


def test_the_first_of_two_equal_headings_begins_an_item_unless_it_is_the_first() -> None:
    """Above the first item of all a list of contents may stand: nothing is taken back to it."""
    sections = found(
        "**1. Kế hoạch sản xuất vụ xuân**\n**2. Kế hoạch sản xuất**\n~40\n**3. Trồng lúa xuân**\n~20\n**4. Trồng lúa**\n~21"
    )
    assert (sections["1"].heading, sections["1"].words) == ("Kế hoạch sản xuất", 40)
    assert (sections["2.2"].heading, sections["2.2"].words) == ("Trồng lúa xuân", 44)


# --- place


UNFORESEEN = "**1. Chăn nuôi gia súc**\n~40\n**2. Vụ mùa**\n{}\n**3. Nuôi trồng thuỷ sản**\n~40"


def test_place_and_evidence_answer_what_words_do_not() -> None:
    """Between two neighbours found, with words below that the item expects: the missing one."""
    sections = found(UNFORESEEN.format("giống lúa mới, gieo cấy sớm, năng suất cao ~30"), FLAT)
    assert (sections["b"].heading, sections["b"].state) == ("Vụ mùa", State.FULL)
    assert sections["b"].confidence < sections["a"].confidence


def test_place_without_evidence_answers_nothing() -> None:
    """A heading in the right place with other words below is foreign."""
    assert found(UNFORESEEN.format("~30"), FLAT)["b"].state is State.MISSING


@pytest.mark.parametrize("line", ["**2. Lịch trực cơ quan**", "**Vụ mùa**", "- Vụ mùa"])
def test_place_wants_the_look_of_the_siblings(line: str) -> None:
    """A heading known as foreign, one of another look, a bullet: none of them stands in."""
    text = UNFORESEEN.replace("**2. Vụ mùa**", line).format("giống lúa mới, gieo cấy sớm, năng suất cao ~30")
    assert found(text, FLAT)["b"].state is State.MISSING


def test_two_missing_in_a_row_are_taken_in_order() -> None:
    """Two unforeseen headings between neighbours answer two missing items, never crosswise."""
    text = "**1. Đồng ruộng**\ngiống lúa mới, gieo cấy, năng suất\n**2. Chuồng trại**\ncon trâu, con bò, thức ăn\n**3. Nuôi trồng thuỷ sản**\n~40\n**4. Thời tiết**"  # fmt: skip
    sections = found(text, FLAT)
    assert [sections[name].heading for name in ("a", "b")].count("") == 1


def test_a_heading_that_goes_on_with_its_neighbour_is_not_free() -> None:
    """It names the item above it too well to be the missing one."""
    text = UNFORESEEN.replace("Vụ mùa", "Đàn trâu bò").format(
        "giống lúa mới, gieo cấy sớm, năng suất cao ~30"
    )
    sections = found(text, FLAT)
    assert sections["b"].state is State.MISSING
    assert sections["a"].words > 70


def test_place_alone_wants_as_many_headings_as_items() -> None:
    """One heading and one item left between neighbours: a little likeness is enough, but not with a second heading."""
    text = UNFORESEEN.replace("Vụ mùa", "Làm nước sạch").format("~30")
    assert found(text, FLAT)["b"].heading == "Làm nước sạch"
    crowded = text.replace("**3. ", "**3. Cưới hỏi**\n~30\n**4. ")
    assert found(crowded, FLAT)["b"].state is State.MISSING


def test_a_chapter_does_not_stand_in_for_its_part() -> None:
    """A heading right above another is not the missing one, whatever is said below its parts."""
    text = UNFORESEEN.replace("{}\n", "**2. Ruộng nước**\n{}\n").format(
        "giống lúa mới, gieo cấy sớm, năng suất cao ~30"
    )
    assert found(text, FLAT)["b"].heading == "Ruộng nước"


def test_a_chapter_out_of_order_is_no_leaf() -> None:
    """It names a leaf well and stands right above another heading: it stays nobody's."""
    text = (
        "**II. Trồng lúa nước**\n{}**1. Kế hoạch sản xuất**\n~40\n**2. Chăn nuôi**\n~40\n**3. Thuỷ sản**\n~40"
    )
    assert found(text.format(""))["2.2"].state is State.MISSING
    assert found(text.format("~40\n"))["2.2"].state is State.FULL


def test_a_heading_nobody_foresaw_leaves_a_doubt() -> None:
    """Where a missing item's heading would stand, a strange one makes `missing` unsure; elsewhere it does not."""
    doubtful = found(UNFORESEEN.format("~30"), FLAT)["b"]
    assert doubtful.state is State.MISSING
    assert doubtful.confidence < 0.9
    apart = found("**1. Trồng lúa nước**\n~40\n**2. Nuôi trồng thuỷ sản**\n~40\n**3. Cưới hỏi**\n~30", FLAT)
    assert apart["a"].confidence > 0.9


# --- foreign headings


def test_a_foreign_heading_ends_a_section() -> None:
    """Listed as nobody's, or of a rank with those found: its text is nobody's."""
    alignment = align(
        page(
            "**1. Chăn nuôi gia súc**\n~40\n**2. Lịch trực cơ quan**\n~30\n**3. Trồng lúa nước**\n~20\n**4. Cưới hỏi**\n~9"
        ),
        FLAT,
    )
    assert alignment.foreign == ("Lịch trực cơ quan", "Cưới hỏi")
    assert [section.words for section in alignment.sections] == [40, 20, 0]


def test_a_deeper_heading_ends_nothing() -> None:
    """`a)` below `1.` is part of it."""
    assert (
        found("**1. Chăn nuôi gia súc**\n~20\n**a) Gà đồi**\n~20\n**2. Trồng lúa nước**\n~9", FLAT)["a"].words
        == 43
    )


@pytest.mark.parametrize(("line", "ends"), [("5. Cưới hỏi", True), ("5. ~30", False), ("- Cưới hỏi", False)])
def test_plain_numbered_lines_end_sections_when_short(line: str, *, ends: bool) -> None:
    """In a report without weight a short numbered line is a heading, a long one a sentence."""
    text = f"1. Chăn nuôi gia súc\n~40\n2. Trồng lúa nước\n~20\n{line}\n~30"
    assert (found(text, FLAT)["b"].words == 20) is ends


def test_a_part_always_ends_what_stands_above() -> None:
    """A bare `PHẦN THỨ HAI` with a title of its own is never below a section."""
    assert found("**1. Trồng lúa nước**\n~20\n**PHẦN THỨ HAI**\n**CƯỚI HỎI**\n~30", FLAT)["b"].words == 20


# --- states


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (0, State.EMPTY),
        (3, State.EMPTY),
        (4, State.THIN),
        (29, State.THIN),
        (30, State.FULL),
        (500, State.FULL),
    ],
)
def test_states_by_length(words: int, state: State) -> None:
    """Three words are no answer, thirty are a full one; signs are no words."""
    text = "– … ./." + (f"\n{filler(words)}" if words else "")
    section = found(f"**1. Trồng lúa nước**\n{text}")["2.2"]
    assert (section.words, section.state) == (words, state)


def test_an_item_may_ask_for_more() -> None:
    """`min_words` is the outline's."""
    asked = outline(item("a", "Trồng lúa nước"), item("b", "Thuỷ sản"))
    long = Outline(items=(asked.items[0], asked.items[1]))
    assert found("**1. Trồng lúa nước**\n~30", long)["a"].state is State.FULL


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        (("~40", "~40", "~40"), State.FULL),
        (("~40", "~9", "~40"), State.THIN),
        (("~40", "", "~40"), State.THIN),
        (("", "", ""), State.EMPTY),
    ],
)
def test_a_parent_speaks_through_its_leaves(parts: tuple[str, ...], state: State) -> None:
    """Full when all are, empty when all are, thin in between; its words are theirs."""
    names = "Chăn nuôi", "Trồng lúa", "Thuỷ sản"
    text = "**II. Kết quả sản xuất**\n" + "\n".join(f"**{n}. {name}**\n{part}" for n, (name, part) in enumerate(zip(names, parts, strict=True), 1))  # fmt: skip
    sections = found(text)
    assert sections["2"].state is state
    assert sections["2"].words == sum(sections[f"2.{n}"].words for n in (1, 2, 3))
    assert sections["2"].confidence == min(sections[f"2.{n}"].confidence for n in (1, 2, 3))


def test_a_parent_without_heading_still_speaks() -> None:
    """Its leaves are answered; it has no line of its own."""
    section = found("**1. Chăn nuôi**\n~40\n**2. Trồng lúa**\n~40\n**3. Thuỷ sản**\n~40")["2"]
    assert (section.state, section.heading, section.page) == (State.FULL, "", None)


def test_a_chapter_with_text_answers_all_its_parts() -> None:
    """No part has a heading: all share the chapter's text, counted once."""
    sections = found("**II. Kết quả sản xuất**\n~50\n**III. Vướng mắc**\n~40")
    assert sections["2.1"].shared_with == ("2.2", "2.3")
    assert (sections["2.3"].words, sections["2"].words) == (50, 50)


def test_a_chapter_without_text_answers_nothing() -> None:
    """Its heading alone leaves the parts missing, not empty."""
    assert found("**II. Kết quả sản xuất**\n**III. Vướng mắc**\n~40")["2.1"].state is State.MISSING


# --- what a section holds


def test_the_text_of_a_section() -> None:
    """The rest of a run-in heading, list numbers and tables, one line per block; page and paragraph of the heading."""
    read = document(
        block("BÁO CÁO", bold=1.0),
        run_in("1. Trồng lúa nước:", "được mùa"),
        block("hai vụ", label="-"),
        table(("Năm", "Tấn"), ("2022", "40")),
    )
    section = align(read, FLAT).sections[1]
    assert section.text == "được mùa\n- hai vụ\nNăm | Tấn\n2022 | 40"
    assert (section.page, section.paragraph, section.words) == (1, 2, 8)


def test_an_empty_document_has_nothing() -> None:
    """Every item is missing, in outline order, and nothing is foreign."""
    alignment = align(document(), DEEP)
    assert [section.item for section in alignment.sections] == ids(DEEP)
    assert {section.state for section in alignment.sections} == {State.MISSING}
    assert alignment.foreign == ()
