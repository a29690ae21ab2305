"""What may be open, and that leaving the outline's order costs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from pipeline.align.similarity import Wordings
from pipeline.align.states import States, states
from pipeline.model.campaign import Outline
from tests.build.nouns import item, outline
from tests.unit.align.outlines import DEEP, ids

# One chapter, then ten leaves in a row: room to skip and to go back.
LONG = outline(
    item("0", "Mở đầu", item("0.1", "Một", item("0.1.1", "Hai"))),
    *(item(str(n), f"Mục {n}") for n in range(1, 11)),
)


def made(of: Outline) -> States:
    """The states of an outline."""
    wordings = Wordings(of)
    return states(wordings.items, wordings.depths, wordings.pairs)


def price(of: Outline, one: str, other: str) -> float:
    """What passing from one item to another costs; `a+b` is two under one heading."""
    found, names = made(of), ids(of)
    places = [
        found.items.index(tuple(names.index(part) for part in name.split("+"))) for name in (one, other)
    ]
    return -float(found.passing[places[0], places[1]])


def test_every_state_of_an_outline() -> None:
    """Nothing with 0 to 6 leaves behind; every item; leaves next to each other or with one between."""
    found, names = made(DEEP), ids(DEEP)
    assert found.nothing == 7
    assert found.items[:7] == ((),) * 7
    assert ["+".join(names[place] for place in of) for of in found.items[7:]] == [
        *names, "1+2.1", "1+2.2", "2.1+2.2", "2.1+2.3", "2.2+2.3", "2.2+3.1", "2.3+3.1", "2.3+3.2", "3.1+3.2",
    ]  # fmt: skip
    assert found.depth.tolist() == [0] * 7 + [1, 1, 2, 2, 2, 1, 2, 2] + [2] * 9


def test_chapters_know_their_leaves() -> None:
    """However deep they stand."""
    found, names = made(LONG), ids(LONG)
    below = {names[found.items[state][0]]: [names[leaf] for leaf in leaves] for state, leaves in found.below}
    assert below == {"0": ["0.1.1"], "0.1": ["0.1.1"]}


@pytest.mark.parametrize(
    ("one", "other"), [("2.1", "2.2"), ("1", "2"), ("1", "2.1"), ("2", "2.1"), ("2.3", "3"), ("3", "3.1")]
)
def test_the_outlines_order_is_free(one: str, other: str) -> None:
    """To the next leaf, to its chapter, or from a chapter to its first leaf."""
    assert price(DEEP, one, other) == 0


def test_the_more_is_skipped_the_dearer_up_to_a_cap() -> None:
    """Each leaf passed over costs, until it is a whole chapter's worth."""
    prices = [price(LONG, "1", str(n)) for n in range(2, 11)]
    assert prices[0] == 0 < prices[1] < prices[2]
    assert prices == sorted(prices)
    assert prices[-1] == prices[-2]


def test_going_back_is_dearer_than_any_skip_and_dearer_the_farther() -> None:
    """An order of one's own is rarer than a chapter left out."""
    prices = [price(LONG, "10", str(n)) for n in range(9, 0, -1)]
    assert prices[0] > price(LONG, "1", "10")
    assert all(near < far for near, far in pairwise(prices))


def test_two_items_under_one_heading_cost_something() -> None:
    """One heading per item is the rule; behind the two the order goes on."""
    assert price(DEEP, "1", "2.1+2.2") > price(DEEP, "1", "2.1")
    assert price(DEEP, "2.1+2.2", "2.3") == 0
    assert price(DEEP, "2.1+2.3", "3.1") == 0


def test_a_section_ends_into_the_nothing_behind_it_and_no_other() -> None:
    """So what was answered is not forgotten where no section is open."""
    found, items = made(DEEP), DEEP.walk()
    for state, of in enumerate(found.items):
        free = [end for end in range(found.nothing) if found.passing[state, end] == 0]
        behind = [place for place in range(of[-1] + 1) if not items[place].children] if of else []
        assert free == ([len(behind)] if of else [])
    assert np.isneginf(np.diag(found.passing)).all()


def test_from_nothing_the_order_goes_on() -> None:
    """With three leaves behind the fourth is free, the sixth a skip, and the first is a way back."""
    found, names = made(DEEP), ids(DEEP)
    prices = [
        -float(found.passing[3, found.items.index((names.index(name),))]) for name in ("2.3", "3.2", "1")
    ]
    assert prices[0] == 0 < prices[1] < prices[2]


def test_what_is_passed_back_to_is_known() -> None:
    """To an item in front of those behind, one of a pair included; never to nothing, to the next, or over some."""
    found, names = made(DEEP), ids(DEEP)
    places = {"+".join(names[place] for place in of): state for state, of in enumerate(found.items) if of}

    def back(one: str, other: str) -> bool:
        return bool(found.back[places[one], places[other]])

    assert back("2.2", "2.1")
    assert back("3.1", "1")
    assert back("2.1+2.2", "2.1")
    assert back("2.3", "2")
    assert not back("2.1", "2.2")
    assert not back("1", "3.2")
    assert not back("2", "2.1")
    assert not back("2.1", "2.2+2.3")
    assert not found.back[:, : found.nothing].any()


def test_pairs_that_no_line_names_are_left_out() -> None:
    """The other states keep their items, depths and prices."""
    found = made(DEEP)
    kept = found.narrowed([2, 5])
    first = len(found.items) - len(found.pairs)
    states_kept = [*range(first), first + 2, first + 5]
    assert kept.items == tuple(found.items[state] for state in states_kept)
    assert kept.pairs == (found.pairs[2], found.pairs[5])
    assert (kept.depth == found.depth[states_kept]).all()
    for row, state in enumerate(states_kept):
        assert (kept.passing[row] == found.passing[state, states_kept]).all()
        assert (kept.back[row] == found.back[state, states_kept]).all()
    assert found.narrowed(range(len(found.pairs))).items == found.items
    assert found.narrowed([]).items == found.items[:first]
