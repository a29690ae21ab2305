"""The sentences that the invented reports are made of."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.demo import wordings
from pipeline.demo.cast import author, stranger
from pipeline.demo.dice import Dice
from pipeline.demo.letters import in_old_tones, place_date, report
from pipeline.demo.manner import Manner, Numbering, label
from pipeline.demo.nouns import Part, Shape
from pipeline.demo.prose_view import GENERAL, VIEW
from pipeline.demo.prose_work import WORK, Prose
from pipeline.demo.sections import FULL_WORDS, body, section
from pipeline.demo.slots import fill
from pipeline.model.campaign import Campaign, Outline, OutlineItem, Unit
from pipeline.model.section import State
from pipeline.text.fold import words

PROSE: dict[str, Prose] = {**WORK, **VIEW, "general": GENERAL}


def _count(parts: tuple[Part, ...]) -> int:
    return sum(len(words(part.text)) for part in parts)


@pytest.mark.parametrize("leaf", PROSE)
def test_a_full_section_is_long_and_a_thin_one_short(leaf: str) -> None:
    """Full is at least sixty words, thin ten to twenty-two, in every voice; no slot stays open."""
    nobody = stranger()
    for voice in range(40):
        full = section(leaf, State.FULL, nobody, Dice(voice))
        thin = section(leaf, State.THIN, nobody, Dice(voice))
        assert _count(full) >= FULL_WORDS
        assert 10 <= _count(thin) <= 22
        assert not any(mark in part.text for part in full + thin for mark in "{}|")


@pytest.mark.parametrize("prose", PROSE.values(), ids=PROSE)
def test_every_sentence_can_be_said_and_is_said_once(prose: Prose) -> None:
    """All slots have names, no sentence stands twice, each one ends as a sentence."""
    sentences = (*prose.openings, *prose.middles, *prose.closings, *prose.thin)
    said = [fill(sentence, stranger().names, Dice("all")) for sentence in sentences]
    assert len(set(said)) == len(said)
    assert all(text.endswith(".") for text in said)


def test_an_empty_section_says_nothing_or_no() -> None:
    """Below an empty heading stands nothing, or at most two words; below a missing one nothing at all."""
    for voice in range(20):
        assert _count(section("1.1", State.EMPTY, stranger(), Dice(voice))) <= 2
    assert section("1.1", State.MISSING, stranger(), Dice(1)) == ()


def test_forty_units_write_forty_different_sections() -> None:
    """No two voices answer an item in the same words."""
    said = {
        "".join(part.text for part in section("1.2.3", State.FULL, stranger(), Dice(voice, "1.2.3")))
        for voice in range(40)
    }
    assert len(said) == 40


def test_a_shared_voice_copies_all_but_the_name(big: Campaign) -> None:
    """Two units with one voice write the same report, each under its own name."""
    first, second = (author(unit, big) for unit in big.units[:2])
    manner = Manner(voice="shared")
    ours = [part.text for part in body(first, big.outline, manner)]
    theirs = [part.text for part in body(second, big.outline, manner)]
    assert ours != theirs
    assert [
        text for text in ours if first.short not in text and first.org not in text and first.head not in text
    ]
    assert len(ours) == len(theirs)


def test_headings_stand_in_the_states_asked_for(big: Campaign) -> None:
    """A missing item has no heading, an empty one has; a chapter without answers is not there."""
    states = (
        ("1.2.2", State.MISSING),
        ("1.3.3", State.EMPTY),
        ("1.4.1", State.MISSING),
        ("1.4.2", State.MISSING),
    )
    parts = body(stranger(), big.outline, Manner(voice="v", states=states, capitals=False))
    headings = {part.text for part in parts if part.shape in {Shape.CHAPTER, Shape.HEADING}}
    assert not headings & {*wordings.HEADINGS["1.2.2"], *wordings.HEADINGS["1.4"]}
    assert headings & {*wordings.HEADINGS["1.3.3"]}


def test_merged_items_share_one_heading(big: Campaign) -> None:
    """Hardships and causes stand under one heading when both are full, and only then."""
    merged = {part.text for part in body(stranger(), big.outline, Manner(voice="v", merged=True))}
    thin = Manner(voice="v", merged=True, states=(("1.3.3", State.THIN),))
    apart = {part.text for part in body(stranger(), big.outline, thin)}
    both = {*wordings.MERGED["1.3.2", "1.3.3"]}
    assert merged & both
    assert not apart & both


def test_swapped_items_change_places(big: Campaign) -> None:
    """Out of order means the second item of a chapter before the first."""
    parts = body(stranger(), big.outline, Manner(voice="v", swapped=True))
    texts = [part.text for part in parts if part.shape is Shape.HEADING]
    assert texts[0] in wordings.HEADINGS["1.2.2"]
    assert texts[1] in wordings.HEADINGS["1.2.1"]


def test_an_outline_of_another_campaign_is_answered_too() -> None:
    """Items without sentences of their own get general ones under their own title."""
    outline = Outline(items=(OutlineItem(id="A", title="Tình hình thu ngân sách"),))
    parts = body(stranger(), outline, Manner(voice="v", capitals=False))
    assert parts[0].text == "Tình hình thu ngân sách"
    assert _count(parts[1:]) >= FULL_WORDS


def test_labels_count_in_the_style_asked_for() -> None:
    """Chapters and headings carry the marks of their numbering."""
    assert [label(style, 2, 0) for style in Numbering] == ["II.", "II-", "2.", "II."]
    assert [label(style, 2, 3) for style in Numbering] == ["3.", "3-", "2.3.", "c)"]


def test_a_date_is_padded_as_the_rules_say() -> None:
    """Days below ten and months below three get a zero, others none."""
    assert place_date(dt.date(2023, 2, 5)) == "Việt Trì, ngày 05 tháng 02 năm 2023"
    assert place_date(dt.date(2023, 6, 15)) == "Việt Trì, ngày 15 tháng 6 năm 2023"


def test_old_tones_change_spelling_only(big: Campaign) -> None:
    """A letter in old tones has the same parts, with the mark on the other vowel."""
    letter = report(author(big.units[1], big), big.outline, Manner(voice="v"), dt.date(2023, 6, 5))
    old = in_old_tones(letter)
    assert "ủy" not in " ".join(old.texts())
    assert "uỷ" in " ".join(old.texts())
    assert len(old.parts) == len(letter.parts)


def test_a_bare_unit_still_has_a_name_and_an_address(big: Campaign) -> None:
    """A unit that is only a code writes under that code, from an invented address."""
    bare = author(Unit(code="X9", name=""), big)
    assert (bare.name, bare.short, bare.address) == ("X9", "X9", "x9@hopthu.example")
    assert author(Unit(code="Ж", name="***"), big).address == "vanthu@hopthu.example"


def test_a_unit_below_another_writes_under_it(big: Campaign) -> None:
    """The parent line of the letterhead is the unit above, where the roster names one."""
    below = Unit(code="Z", name="Chi bộ Phòng khám", parent="U01")
    assert author(below, big).parent == big.units[1].name
    assert author(big.units[0], big).parent == "Đảng bộ Khối các cơ quan tỉnh Phú Thọ"
