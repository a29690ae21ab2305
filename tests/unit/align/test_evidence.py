"""What a text says of the item it answers, by the outline's phrases."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.evidence import Evidence
from tests.build.nouns import item, outline
from tests.build.page import filler
from tests.unit.align.outlines import FLAT

EVIDENCE = Evidence(FLAT.walk())
A, B, C = range(3)
LATE = filler(12) + " "  # words that stand before, so that a phrase is not in the opening
PHRASES = [phrase for found in FLAT.walk() for phrase in found.evidence]


def odds(text: str) -> list[float]:
    """What one text says of the three items."""
    return [float(found) for found in EVIDENCE.odds([text], [False])[0]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Xã đã tiêm phòng cho 40 con trâu", A),
        ("Đã gieo cấy xong trước lịch", B),
        ("Thả CÁ GIỐNG vào tháng tư", C),
    ],
)
def test_a_phrase_speaks_for_its_item_and_against_the_others(text: str, place: int) -> None:
    """In any case, wherever it stands."""
    found = odds(text)
    assert found[place] > 0
    assert all(other < 0 for rank, other in enumerate(found) if rank != place)


def test_a_text_without_a_phrase_says_nothing() -> None:
    """Neither for nor against."""
    assert odds(filler(40)) == [0.0, 0.0, 0.0]
    assert odds("") == [0.0, 0.0, 0.0]
    assert EVIDENCE.odds([], []).shape == (0, 3)


@pytest.mark.parametrize("text", ["con bê và trâu", "gieo mạ, cấy dày", "giốnglúa"])
def test_only_whole_phrases_count(text: str) -> None:
    """Their words apart, or inside other words, are no evidence."""
    assert odds(text) == [0.0, 0.0, 0.0]


def test_phrases_add_up_but_each_counts_once() -> None:
    """Two phrases say more than one, one said twice says no more."""
    once, twice, two = (
        EVIDENCE.hits(LATE + text)[B] for text in ("gieo cấy", "gieo cấy và gieo cấy", "gieo cấy, năng suất")
    )
    assert 0 < once == twice < two


def test_the_surest_phrase_weighs_most() -> None:
    """Evidence is listed from the surest on."""
    weights = [EVIDENCE.hits(LATE + phrase)[A] for phrase in ("con trâu", "con bò", "thức ăn", "tiêm phòng")]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > weights[-1] > 0


def test_the_opening_says_more() -> None:
    """What a text begins with is its subject."""
    assert EVIDENCE.hits("Năng suất tăng")[B] > EVIDENCE.hits(LATE + "năng suất tăng")[B]


def test_written_short_is_written() -> None:
    """Abbreviations are spelled out in phrases and in texts."""
    found = Evidence(outline(item("a", "Ban", evidence=("họp BCĐ",)), item("b", "Khác")).walk())
    assert found.hits("Đã họp Ban Chỉ đạo hai lần")[0] > 0
    assert found.hits("Đã họp BCĐ hai lần")[0] > 0


def test_a_text_that_ocr_read_may_have_lost_marks() -> None:
    """Then its words are what they can only have been; in typed text a word is what it is."""
    assert EVIDENCE.hits("Đã gieo cây xong, năng suât tăng", hurt=True)[B] > 0
    assert EVIDENCE.hits("Đã gieo cây xong, năng suât tăng")[B] == 0
    hurt, typed = EVIDENCE.odds(["Đã gieo cây xong"] * 2, [True, False])
    assert hurt[B] > 0
    assert typed.tolist() == [0.0, 0.0, 0.0]


def test_a_phrase_without_words_is_none() -> None:
    """A dash in the place of evidence is found nowhere."""
    found = Evidence(outline(item("a", "Ban", evidence=("…", "họp giao ban")), item("b", "Khác")).walk())
    assert found.hits("… họp giao ban")[0] == found.hits("họp giao ban")[0] > 0
    assert found.odds(["…"], [False]).tolist() == [[0.0, 0.0]]


def test_an_outline_without_items_hears_nothing() -> None:
    """Its table has no columns."""
    assert Evidence(()).odds(["con trâu", "gieo cấy"], [False, True]).shape == (2, 0)


@given(st.lists(st.sampled_from(PHRASES), max_size=12).map(". ".join))
def test_no_text_says_everything(text: str) -> None:
    """What one block says is bounded, however much of it is evidence, and never favours all items at once."""
    found = np.array(odds(text))
    assert np.all(np.abs(found) <= 1.5)
    assert not np.all(found > 0)
