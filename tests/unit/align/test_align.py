"""Where each item is answered: order, place, sub-headings, foreign headings, states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.align import align
from pipeline.align.confidence import confidence
from pipeline.align.sections import appraise
from pipeline.model.calibration import Calibration
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


def test_weak_words_out_of_order_are_for_review() -> None:
    """Out of order, a heading must name its item well to be believed."""
    sections = found("**1. Trồng lúa**\n~40\n**2. Thuỷ sản**\n~40\n**3. Nuôi dạy con**\n~40")
    assert sections["2.1"].confidence < 0.9
    assert min(sections["2.2"].confidence, sections["2.3"].confidence) > sections["2.1"].confidence


PLAIN = "**1. Chăn nuôi**\n~40\n**2. Trồng lúa**\n~40\n{}\n~40\n**3. Vướng mắc**\n~40\n**4. Đề đạt**\n~40"


def test_plain_lines_need_better_words() -> None:
    """Among bold headings a line without number or weight is a heading only when its words are clear."""
    assert headings(PLAIN.format("Thuỷ sản"))["2.3"] == "Thuỷ sản"
    assert "2.3" not in headings(PLAIN.format("Thuỷ sản ven sông"))


def test_plain_lines_that_look_like_headings_found_need_less() -> None:
    """In a report whose headings are all plain the others look so too."""
    assert headings("Trồng lúa nước\n~40\nThuỷ sản ven sông\n~40").keys() == {"2.2", "2.3"}


def test_a_document_with_hardly_a_likeness_is_another_report() -> None:
    """One faint likeness alone is chance; beside two clear headings it may be an answer, and one to look at."""
    weak = "**1. Nuôi dạy con**\n~40\n"
    assert headings(weak) == {}
    sections = found(weak + "**2. Trồng lúa**\n~40\n**3. Thuỷ sản**\n~40")
    assert sections["2.1"].heading == "Nuôi dạy con"
    assert sections["2.1"].confidence < 0.9


def test_one_clear_heading_alone_is_an_answer() -> None:
    """Words that speak for themselves need no company."""
    assert headings("**1. Trồng lúa nước**\n~40") == {"2.2": "Trồng lúa nước"}


def test_a_merged_heading_answers_two() -> None:
    """Both sections have the whole text and name each other."""
    sections = found("**1. Chăn nuôi và trồng lúa**\n~40\n**2. Thuỷ sản**\n~41")
    assert (sections["2.1"].shared_with, sections["2.2"].shared_with) == (("2.2",), ("2.1",))
    assert sections["2.1"].text == sections["2.2"].text
    assert sections["2.3"].shared_with == ()


def test_a_heading_of_two_right_over_the_headings_of_both_is_their_chapter() -> None:
    """Each has its own text; with a sub-heading of one of them below, or words between, it is a merged heading still."""
    chapter = "I. Trồng lúa và nuôi cá\n{}1. Trồng lúa\n~40\n2. {}\n~41\nII. Vướng mắc\n~42"
    apart = found(chapter.format("", "Nuôi cá"))
    assert (apart["2.2"].words, apart["2.2"].shared_with, apart["2.3"].words) == (40, (), 41)
    for one in (found(chapter.format("", "Lúa thơm")), found(chapter.format("~30\n", "Lúa thơm"))):
        assert one["2.2"].shared_with == ("2.3",)


def test_a_plain_word_and_a_colon_begin_an_item() -> None:
    """Without number or weight only words that name the item; a sentence with a colon begins nothing."""
    text = (
        "I. Kế hoạch sản xuất\n~40\nII. Kết quả sản xuất\nChăn nuôi: ~41\nVề trồng lúa: ~42\nCụ thể có: ~43"
    )
    sections = found(text)
    assert {name: sections[name].words for name in ("1", "2.1", "2.2")} == {
        "1": 40,
        "2.1": 41,
        "2.2": 42 + len(["Cụ", "thể", "có"]) + 43,
    }


def test_a_title_too_long_for_a_heading_is_one_when_it_is_copied() -> None:
    """A numbered sentence as long, that only begins like it, is content."""
    title = (
        f"Nuôi tôm ở {' '.join(f'thôn t{letter}' for letter in 'abcdeghiklmnopqrstuvxy')} trong vùng triều"
    )
    of = outline(item("a", "Chăn nuôi gia súc"), item("b", title), item("c", "Trồng lúa nước"))
    text = "1. Chăn nuôi gia súc\n~40\n2. {}\n~41\n3. Trồng lúa nước\n~42"
    assert len(title.split()) > 40
    assert found(text.format(title), of)["b"].words == 41
    other = "Nuôi tôm ở vùng triều " + " ".join(["năm nay gặp rét"] * 10)
    assert found(text.format(other), of)["b"].words == 0


def test_a_sub_heading_does_not_take_its_headings_place() -> None:
    """`Trồng lúa nước` below `Trồng lúa`: the item begins at the upper one, and its title is no content."""
    sections = found(
        "**1. Chăn nuôi**\n~40\n**2. Trồng lúa xuân hè**\n~10\n**a) Trồng lúa nước**\n~20\n**3. Thuỷ sản**\n~40"
    )
    assert sections["2.2"].heading == "Trồng lúa xuân hè"
    assert "a) Trồng lúa nước" in sections["2.2"].text
    assert sections["2.2"].words == 10 + 20


def test_a_second_heading_of_one_item_goes_on_with_it() -> None:
    """Two headings of a rank that both name an item are one section."""
    sections = found("**1. Chăn nuôi gia súc**\n~20\n**2. Chăn nuôi gia cầm**\n~21\n**3. Thuỷ sản**\n~40")
    assert sections["2.1"].heading == "Chăn nuôi gia súc"
    assert sections["2.1"].words == 20 + 21 + len(("2.", "Chăn", "nuôi", "gia", "cầm"))


def test_the_first_of_two_headings_alike_begins_the_item() -> None:
    """What stands below the second is part of it too."""
    sections = found(
        "**1. Kế hoạch sản xuất**\n~40\n**2. Trồng lúa xuân**\n~20\n**3. Trồng lúa**\n~21\n**4. Thuỷ sản**\n~40"
    )
    assert (sections["1"].heading, sections["1"].words) == ("Kế hoạch sản xuất", 40)
    assert sections["2.2"].heading == "Trồng lúa xuân"
    assert sections["2.2"].words == 20 + 21 + len(("3.", "Trồng", "lúa"))


def test_an_item_begins_once() -> None:
    """Its heading comes again behind another: it begins at one of them, and no word is told twice."""
    text = "**1. Chăn nuôi**\n~20\n**2. Trồng lúa**\n~30\n**3. Chăn nuôi**\n~21\n**4. Nuôi cá**\n~22"
    sections = found(text)
    assert [sections[name].heading for name in ("2.1", "2.2", "2.3")] == ["Chăn nuôi", "Trồng lúa", "Nuôi cá"]
    assert sections["2"].words <= 20 + 30 + 21 + 22 + len(("3.", "Chăn", "nuôi"))


def test_an_item_of_a_merged_heading_begins_once() -> None:
    """Two merged headings that share an item: it is answered under one of them."""
    sections = found(
        "**1. Chăn nuôi và trồng lúa**\n~40\n**2. Trồng lúa và nuôi cá**\n~50\n**3. Vướng mắc**\n~40"
    )
    assert sections["2.1"].shared_with == ("2.2",)
    assert sections["2.2"].shared_with == ("2.1",)
    assert sections["2.2"].words == 40
    assert sections["2.3"].shared_with == ()


# --- place


UNFORESEEN = "**1. Chăn nuôi gia súc**\n~40\n**2. Vụ mùa**\n{}\n**3. Nuôi trồng thuỷ sản**\n~40"


def test_place_and_evidence_answer_what_words_do_not() -> None:
    """Between two neighbours found, with words below that the item expects: the missing one."""
    sections = found(UNFORESEEN.format("giống lúa mới, gieo cấy sớm, năng suất cao ~30"), FLAT)
    assert (sections["b"].heading, sections["b"].state) == ("Vụ mùa", State.FULL)
    assert sections["b"].confidence < sections["a"].confidence


def test_what_stands_in_for_an_item_by_its_place_is_for_review() -> None:
    """Its words and the text below it say nothing: whatever is made of it, nobody is sure."""
    assert found(UNFORESEEN.format("~30"), FLAT)["b"].confidence < 0.9


def test_evidence_makes_a_heading_in_its_place_surer() -> None:
    """The text below it speaks of the missing item."""
    mute, telling = (
        found(UNFORESEEN.format(text), FLAT)["b"]
        for text in (
            "~30",
            "giống lúa mới, gieo cấy sớm, năng suất cao hơn năm trước và hơn cả những nơi khác ~20",
        )
    )
    assert telling.heading == "Vụ mùa"
    assert telling.confidence > mute.confidence


def test_a_heading_known_as_foreign_stands_in_for_nothing() -> None:
    """Even in the right place, with the right words below: the outline says that it is nobody's."""
    text = UNFORESEEN.replace("Vụ mùa", "Lịch trực cơ quan").format("giống lúa mới, gieo cấy sớm ~30")
    assert found(text, FLAT)["b"].state is State.MISSING


def test_a_little_likeness_in_the_right_place_is_enough() -> None:
    """Between two neighbours found; a second strange heading beside it stays nobody's."""
    text = UNFORESEEN.replace("Vụ mùa", "Làm nước sạch").format("~30")
    assert found(text, FLAT)["b"].heading == "Làm nước sạch"
    crowded = found(text.replace("**3. ", "**3. Cưới hỏi**\n~30\n**4. "), FLAT)
    assert (crowded["b"].heading, crowded["b"].words) == ("Làm nước sạch", 30)


def test_a_heading_that_goes_on_with_its_neighbour_is_not_free() -> None:
    """It names the item above it too well to be the missing one."""
    text = UNFORESEEN.replace("Vụ mùa", "Đàn trâu bò").format("~30")
    sections = found(text, FLAT)
    assert sections["b"].state is State.MISSING
    assert sections["a"].words > 70


def test_a_chapter_does_not_stand_in_for_its_part() -> None:
    """A heading right above one that names the item is not its own."""
    text = UNFORESEEN.replace("{}\n", "**2. Ruộng nước**\n{}\n").format(
        "giống lúa mới, gieo cấy sớm, năng suất cao ~30"
    )
    assert found(text, FLAT)["b"].heading == "Ruộng nước"


def test_a_heading_nobody_foresaw_leaves_a_doubt() -> None:
    """Where a missing item's heading would stand, a strange one makes `missing` less sure; elsewhere it does not."""
    clear = found(UNFORESEEN.replace("**2. Vụ mùa**\n{}\n", ""), FLAT)["b"]
    doubtful = found(UNFORESEEN.format("~30"), FLAT)["b"]
    assert clear.state is State.MISSING
    assert clear.confidence >= 0.9 > doubtful.confidence


# --- foreign headings


def test_a_foreign_heading_ends_a_section() -> None:
    """Listed as nobody's, or of a rank with those found and like nothing: its text is nobody's."""
    alignment = align(
        page(
            "**1. Chăn nuôi gia súc**\n~40\n**2. Lịch trực cơ quan**\n~30\n**3. Trồng lúa nước**\n~20\n"
            "**4. Nuôi trồng thuỷ sản**\n~25\n**5. Cưới hỏi**\n~9"
        ),
        FLAT,
    )
    assert alignment.foreign == ("Lịch trực cơ quan", "Cưới hỏi")
    assert [section.words for section in alignment.sections] == [40, 20, 25]


def test_a_deeper_heading_ends_nothing() -> None:
    """`a)` below `1.` is part of it."""
    assert (
        found("**1. Chăn nuôi gia súc**\n~20\n**a) Gà đồi**\n~20\n**2. Trồng lúa nước**\n~9", FLAT)["a"].words
        == 43
    )


@pytest.mark.parametrize(("line", "ends"), [("5. Cưới hỏi", True), ("5. ~30", False), ("- Cưới hỏi", False)])
def test_plain_numbered_lines_end_sections_when_short(line: str, *, ends: bool) -> None:
    """In a report without weight a short numbered line is a heading, a long one a sentence."""
    text = f"1. Chăn nuôi gia súc\n~40\n2. Trồng lúa nước\n~40\n3. Nuôi trồng thuỷ sản\n~20\n{line}\n~30"
    assert (found(text, FLAT)["c"].words == 20) is ends


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


@pytest.mark.parametrize(("asked", "state"), [(20, State.FULL), (40, State.FULL), (41, State.THIN)])
def test_an_item_says_how_much_it_asks_for(asked: int, state: State) -> None:
    """`min_words` is the outline's."""
    plan = outline(replace(item("a", "Trồng lúa nước"), min_words=asked), item("b", "Thuỷ sản"))
    assert found("**1. Trồng lúa nước**\n~40", plan)["a"].state is state


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


def test_an_outline_without_items_finds_nothing() -> None:
    """There is nothing to answer, whatever the paper says."""
    read = page("**1. Chăn nuôi gia súc**\n~40\n- **2. Trồng lúa và nuôi cá:** được mùa\n| Năm | Tấn |")
    assert align(read, outline()).sections == ()


def test_what_was_learnt_tells_how_sure_a_state_is() -> None:
    """The same sections, with the confidence of other weights."""
    read = page("**1. Chăn nuôi gia súc**\n~80\n**2. Trồng lúa nước**\n~80")
    learnt = Calibration(found={"base": 1.0}, missing={"base": -1.0})
    sections, others = align(read, FLAT, calibration=learnt).sections, align(read, FLAT).sections
    assert [section.confidence for section in sections] == [0.731, 0.731, 0.269]
    assert [replace(section, confidence=0.0) for section in sections] == [
        replace(section, confidence=0.0) for section in others
    ]


def test_appraising_shows_the_signs_of_every_leaf() -> None:
    """The leaves' sections as they are found, confidence apart, with what it is made of."""
    read = page("**II. Kết quả sản xuất**\n**1. Chăn nuôi**\n~80\n**2. Trồng lúa**\n~81")
    appraised = {section.item: (section, signs) for section, signs in appraise(read, DEEP)}
    assert list(appraised) == [leaf.id for leaf in DEEP.leaves()]
    section, signs = appraised["2.2"]
    assert (section.state, section.confidence) == (State.FULL, 0.0)
    assert (signs.found, signs.fit, signs.sure, signs.headed, signs.words, signs.min_words) == (
        True,
        1.0,
        True,
        True,
        81,
        30,
    )
    assert {found.others for _, found in appraised.values()} == {2 / 6}
    assert not appraised["3.1"][1].found
    aligned = {section.item: section.confidence for section in align(read, DEEP).sections}
    assert all(confidence(signs) == aligned[name] for name, (_, signs) in appraised.items())
