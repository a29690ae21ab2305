"""What the words of a line say: for an item, for two at once, and for none."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.align.odds import Words, best_of, by_state, weigh
from pipeline.align.similarity import Wordings
from pipeline.align.states import states
from tests.build.nouns import item, outline
from tests.unit.align.outlines import DEEP, FLAT, ids

WORDINGS = Wordings(DEEP)
STATES = states(WORDINGS.items, WORDINGS.depths, WORDINGS.pairs)
NAMES = ids(DEEP)


def said(head: str) -> Words:
    """What one line says."""
    return weigh(WORDINGS.fit([head]), STATES)


def pair(one: str, other: str) -> int:
    """The place of a pair."""
    return WORDINGS.pairs.index((NAMES.index(one), NAMES.index(other)))


@pytest.mark.parametrize(
    ("head", "item"), [("Chăn nuôi", "2.1"), ("Kế hoạch sản xuất", "1"), ("Nuôi cá ở xã", "2.3")]
)
def test_a_line_speaks_for_the_item_that_it_names(head: str, item: str) -> None:
    """More than for any other, and more than for being none."""
    words = said(head)
    place = NAMES.index(item)
    assert int(words.alone[0].argmax()) == place
    assert words.alone[0, place] > max(0.0, words.strange[0])


def test_words_say_no_less_than_a_bound() -> None:
    """A paraphrase may share not one word: whatever is said, no line is out of the question."""
    strange = said("Cưới hỏi")
    assert strange.alone.min() >= -3.0
    assert strange.alone.max() < 0


def test_a_foreign_heading_speaks_for_none() -> None:
    """As the outline lists it."""
    wordings = Wordings(FLAT)
    words = weigh(
        wordings.fit(["Lịch trực cơ quan"]), states(wordings.items, wordings.depths, wordings.pairs)
    )
    assert words.strange[0] > words.alone[0].max()


def test_two_items_named_speak_for_the_pair() -> None:
    """More than for either of them, and than for a pair with another."""
    words = said("Chăn nuôi và trồng lúa")
    merged = words.merged[0, pair("2.1", "2.2")]
    assert merged == words.merged[0].max()
    assert merged > max(words.alone[0, NAMES.index("2.1")], words.alone[0, NAMES.index("2.2")])


def test_both_leaves_of_a_chapter_are_named_as_well_as_the_chapter() -> None:
    """Where the chapter has no other leaf, `Vướng mắc; đề đạt` may be the chapter or the two in one."""
    words = said("Vướng mắc; đề đạt")
    assert words.merged[0, pair("3.1", "3.2")] >= words.alone[0, NAMES.index("3")] > 0


def test_a_line_that_says_both_is_no_less_the_pair_than_one_of_them() -> None:
    """`Tồn tại và nguyên nhân của tồn tại` is much like the causes, and names both to the letter."""
    wordings = Wordings(
        outline(item("a", "Tồn tại"), item("b", "Nguyên nhân", aliases=("Nguyên nhân của tồn tại",)), item("c", "Bài học"))
    )  # fmt: skip
    fit = wordings.fit(["Tồn tại và nguyên nhân của tồn tại"])
    words = weigh(fit, states(wordings.items, wordings.depths, wordings.pairs))
    place = wordings.pairs.index((0, 1))
    assert fit.merged[0, place] > fit.items[0, 1] > 0.7
    assert words.merged[0, place] > words.alone[0, 1]


def test_evidence_of_a_chapter_is_that_of_its_leaves() -> None:
    """The mean of theirs; a pair has the better of its two, nothing has none."""
    table = np.array([[0.0, 9.0, 3.0, 6.0, 0.0, 9.0, 2.0, 4.0]])
    found = by_state(table, STATES)[0]
    states_of = {STATES.items[state]: found[state] for state in range(STATES.nothing, len(found))}
    assert found[: STATES.nothing].tolist() == [0.0] * STATES.nothing
    assert (states_of[(1,)], states_of[(5,)]) == (
        3.0,
        3.0,
    )  # not 9: what is said of a chapter is said of its leaves
    assert (states_of[(2,)], states_of[(3,)], states_of[(2, 3)]) == (3.0, 6.0, 6.0)


def test_the_best_of_a_states_items() -> None:
    """A chapter's own included."""
    table = np.array([[0.0, 9.0, 3.0, 6.0, 0.0, 0.0, 2.0, 4.0]])
    found = best_of(table, STATES)[0]
    assert found[STATES.items.index((1,))] == 9.0
    assert found[STATES.items.index((6, 7))] == 4.0
