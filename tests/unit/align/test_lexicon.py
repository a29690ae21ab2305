"""A hurt word is mended when only one can be meant, and left as it is otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.lexicon import Lexicon

TEXTS = (
    "chỉ đạo của cấp uỷ",
    "chi bộ họp",
    "khó khăn hạn chế",
    "bài học",
    "bàn bạc",
    "bản tin",
    "đoàn thể",
    "ba năm",
    "ba nam",
)
LEXICON = Lexicon(tuple(text.split()) for text in TEXTS)


def mended(text: str, *, typed: bool = True) -> str:
    """A text as the lexicon spells it."""
    return " ".join(LEXICON.mended(tuple(text.split()), typed=typed))


@pytest.mark.parametrize(
    ("hurt", "whole"),
    [
        ("hoc", "học"),  # unknown, and without marks one word
        ("han chế", "hạn chế"),
        ("BAI hoc".lower(), "bài học"),
        ("chi đạo", "chỉ đạo"),  # both known, but as a pair only one is
        ("chi đao", "chỉ đạo"),
        ("khó khăm", "khó khăn"),  # a letter wrong in a known pair
        ("khhó khăn", "khó khăn"),
        ("hạn chếế", "hạn chế"),
        ("đoan the", "đoàn thể"),
    ],
)
def test_what_can_only_be_one_is_that(hurt: str, whole: str) -> None:
    """Marks lost, or one letter wrong, lost or doubled."""
    assert mended(hurt) == whole


@pytest.mark.parametrize(
    "text",
    [
        "ban",  # bàn or bản
        "chi bộ",  # a pair of its own
        "ba nam",  # both pairs are known
        "khăm",  # a letter wrong, and no neighbour that tells
        "khăm vui",
        "học bài",  # known words in another order
        "xyz",
        "uỷ b",  # too short to be anything
        "",
    ],
)
def test_what_may_be_more_than_one_stays(text: str) -> None:
    """As it is written."""
    assert mended(text) == text


def test_wrong_letters_are_mended_only_when_asked() -> None:
    """In running text a word that is nearly another is most often a third."""
    assert mended("khó khăm", typed=False) == "khó khăm"
    assert mended("kho khăn", typed=False) == "khó khăn"


def test_of_two_words_a_letter_away_neither_is_meant() -> None:
    """`hxp` may be `họp` or `hẹp`: behind `đã` either is known."""
    lexicon = Lexicon([("đã", "họp"), ("đã", "hẹp")])
    assert lexicon.mended(("đã", "hxp")) == ("đã", "hxp")


@given(st.sampled_from(TEXTS))
def test_what_the_outline_says_is_whole(text: str) -> None:
    """Its own words are never taken for others."""
    assert mended(text) == text


@given(st.lists(st.sampled_from([*" ".join(TEXTS).split(), "chi", "dao", "han", "che", "xyz"]), max_size=6))
def test_no_word_comes_or_goes(words: list[str]) -> None:
    """Each is mended in its place."""
    assert len(LEXICON.mended(tuple(words))) == len(words)
