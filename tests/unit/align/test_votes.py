"""Every word of a heading votes for the items whose wordings use it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.similarity import Wordings
from pipeline.align.votes import ahead
from tests.build.nouns import item, outline

FARM = outline(
    item("a", "Chăn nuôi gia súc", aliases=("Tình hình chăn nuôi gia súc",), evidence=("tiêm phòng", "chuồng trại")),
    item("b", "Trồng lúa nước", aliases=("Tình hình trồng lúa",), evidence=("gieo cấy",)),
    item("c", "Thuỷ sản", aliases=("Tình hình thuỷ sản",)),
    foreign=("Lịch trực cơ quan",),
)  # fmt: skip
WORDINGS = Wordings(FARM)
A, B, C, FOREIGN = range(4)


def votes(text: str) -> list[float]:
    """The votes of one text for the three items and the foreign headings."""
    return [float(vote) for vote in WORDINGS.votes([text])[0]]


@pytest.mark.parametrize(
    ("text", "group"),
    [("Đôi điều về gia cầm", A), ("Cây lúa", B), ("Thuỷ lợi", C), ("Phân công trực đêm", FOREIGN)],
)
def test_a_word_that_one_item_uses_votes_for_it(text: str, group: int) -> None:
    """A paraphrase that no wording is like still shares a word with the right ones; the vote speaks against the others."""
    found = votes(text)
    assert int(np.argmax(found)) == group
    assert found[group] > 0
    assert all(vote < 0 for place, vote in enumerate(found) if place != group)


def test_a_word_of_all_items_tells_nothing_between_them() -> None:
    """`Tình hình` is in the wordings of each."""
    found = votes("Tình hình")
    assert max(found[:FOREIGN]) - min(found[:FOREIGN]) < max(votes("Lúa")) / 2


def test_words_that_nobody_uses_are_silent() -> None:
    """They are neither for nor against."""
    assert votes("Cưới hỏi") == [0.0] * 4
    assert votes("") == [0.0] * 4


def test_a_pair_of_words_says_more_than_its_words_apart() -> None:
    """`Gia súc` in this order is one of the item's own expressions."""
    assert votes("Gia súc")[A] > votes("Súc gia")[A]


def test_more_wordings_with_a_word_make_a_louder_vote() -> None:
    """`Gà` is in two of three wordings, `vịt` in one."""
    once = Wordings(
        outline(item("a", "Đàn gà", aliases=("Con gà", "Nuôi vịt")), item("b", "Trồng lúa"))
    ).votes(["gà", "vịt"])
    assert once[0, 0] > once[1, 0] > 0


def test_evidence_votes_too_but_more_softly_than_wordings() -> None:
    """A heading may be made of what is usually said below it; the surest phrase speaks loudest."""
    assert 0 < votes("Tiêm phòng")[A] < votes("Gia súc")[A]
    assert votes("Chuồng trại")[A] < votes("Tiêm phòng")[A]


@pytest.mark.parametrize("text", ["Trông lúa nước", "TRONG LUA NUOC", "Trồng lua nước"])
def test_lost_marks_count(text: str) -> None:
    """A word without its mark votes like the word, when it can be no other of the outline's."""
    assert votes(text) == pytest.approx(votes("Trồng lúa nước"))


def test_a_long_text_says_less_by_each_word() -> None:
    """One word of an item in a sentence of ten is chance; alone it is a name."""
    assert 0 < votes("lúa " + "xyz " * 10)[B] < votes("lúa")[B]


def test_texts_vote_each_for_itself() -> None:
    """What stands in other rows changes nothing."""
    together = WORDINGS.votes(["Lúa", "Gia cầm"])
    assert together[0].tolist() == votes("Lúa")
    assert together[1].tolist() == votes("Gia cầm")
    assert WORDINGS.votes([]).shape == (0, 4)


def test_ahead_is_the_distance_to_the_best_other() -> None:
    """Positive for the first alone, nothing for two firsts, negative for the others; one column has no other."""
    table = np.array([[5.0, 3.0, 1.0], [2.0, 2.0, 0.0]])
    assert ahead(table).tolist() == [[2.0, -2.0, -4.0], [0.0, 0.0, -2.0]]
    assert ahead(table[:, :1]).tolist() == [[5.0], [2.0]]


@given(st.lists(st.lists(st.integers(-5, 5), min_size=3, max_size=3), min_size=1, max_size=4))
def test_at_most_one_column_is_ahead(rows: list[list[int]]) -> None:
    """And what it is ahead by, the best other is behind."""
    for row in ahead(np.array(rows, dtype=np.float64)):
        assert sum(row > 0) <= 1
        assert row.max() == -sorted(row)[-2]
