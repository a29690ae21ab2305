"""Weighing clues: exactly one unit, or none and why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identify.clues import ADDRESS, FILE_NAME, LETTERHEAD, PARENT_LINE, SUBJECT, SYMBOL
from pipeline.identify.spellings import Closeness
from pipeline.identify.unit import ENOUGH, MARGIN, MOST_SURE, confidence, weigh
from pipeline.model.submission import Clue


def clue(unit: str, weight: float, source: str = "letterhead") -> Clue:
    """A hint at a unit."""
    return Clue(source=source, unit=unit, weight=weight, evidence="x")


CLUES = st.lists(
    st.builds(
        clue,
        st.sampled_from("ABCDEFG"),
        st.floats(0.05, 0.95),
        st.sampled_from(("letterhead", "subject", "symbol", "text")),
    ),
    max_size=8,
)


@pytest.mark.parametrize("weight", sorted({*LETTERHEAD.values(), ADDRESS} - {LETTERHEAD[Closeness.NEAR]}))
def test_one_strong_clue_is_enough(weight: float) -> None:
    """A letterhead, even with a typo, and a roster address each name their unit alone."""
    found = weigh([clue("A", weight)])
    assert found.unit == "A"
    assert found.reason == ""
    assert found.confidence >= 0.9  # none of these needs a reviewer


@pytest.mark.parametrize(
    "weight", sorted({SUBJECT, FILE_NAME, SYMBOL, PARENT_LINE, LETTERHEAD[Closeness.NEAR]})
)
def test_one_weak_clue_is_not(weight: float) -> None:
    """A lone mention leaves the unit empty, and shows whom it hints at."""
    found = weigh([clue("A", weight)])
    assert (found.unit, found.confidence) == ("", 0.0)
    assert found.reason == f"the only clues are weak ones (best: A, {weight:.2f})"
    assert found.candidates == (("A", weight),)


def test_two_weak_clues_from_two_places_are_enough() -> None:
    """Subject and symbol agree: together they pass."""
    assert weigh([clue("A", SUBJECT, "subject"), clue("A", SYMBOL, "symbol")]).unit == "A"


def test_one_place_counts_once() -> None:
    """Three files with the same name are one clue, not three."""
    assert weigh([clue("A", FILE_NAME, "file name")] * 3).unit == ""


def test_a_letterhead_beats_a_superiors_address() -> None:
    """The paper's own word wins over the mailbox it came through, address, host and sender name together."""
    assert weigh([clue("A", LETTERHEAD[Closeness.EXACT]), clue("B", ADDRESS, "sender")]).unit == "A"


def test_contradicting_addresses_are_a_tie() -> None:
    """Nobody, with both as candidates, the reason naming both."""
    found = weigh([clue("B", ADDRESS, "sender"), clue("A", ADDRESS, "letterhead")])
    assert found.unit == ""
    assert found.reason == "the clues fit A and B about equally (margin 0.00)"
    assert [unit for unit, _ in found.candidates] == ["A", "B"]


def test_a_stranger_is_never_overruled() -> None:
    """A clear letterhead of a body outside the roster leaves even a listed address nobody's."""
    found = weigh([clue("A", ADDRESS, "sender")], objection="the letterhead names CÔNG TY X")
    assert found.unit == ""
    assert found.reason == "the letterhead names CÔNG TY X"
    assert found.candidates == (("A", ADDRESS),)


def test_a_letterhead_that_nearly_names_others_forbids_the_rest() -> None:
    """What the paper nearly says may not be overruled by an address, only confirmed."""
    clues = [clue("A", ADDRESS, "sender")]
    assert weigh(clues, only=frozenset("AB")).unit == "A"
    found = weigh(clues, only=frozenset("BC"))
    assert (found.unit, found.reason) == ("", "the clues fit A, but the letterhead nearly names B, C")


def test_the_margin_is_kept() -> None:
    """Odds against the second, in logarithms: three quarters against a half leaves 0.69."""
    found = weigh([clue("A", 0.75), clue("B", 0.5)])
    assert found.margin == 0.69
    assert weigh([clue("A", 0.75)]).margin == 1.39
    assert weigh([]).margin == 0.0


@given(st.floats(0, 20), st.floats(0, 20))
def test_confidence_grows_with_the_margin(one: float, other: float) -> None:
    """More ahead is never less sure, nothing is certain, and what may be taken is likelier than not."""
    assert (confidence(one) <= confidence(other)) or one > other
    assert 0 <= confidence(one) <= MOST_SURE
    assert confidence(MARGIN) > 0.5


def test_nothing_names_nobody() -> None:
    """No clue, no unit, no candidates."""
    found = weigh([])
    assert (found.unit, found.candidates, found.confidence) == ("", (), 0.0)
    assert found.reason == "nothing in the message or its files names a unit of the roster"


@given(CLUES)
def test_exactly_one_or_why_not(clues: list[Clue]) -> None:
    """Either a unit with a probability and no reason, or a reason and no unit; every clue is kept."""
    found = weigh(clues)
    assert bool(found.unit) != bool(found.reason)
    assert 0.0 <= found.confidence <= 1.0
    assert (found.confidence > 0) == bool(found.unit)
    assert found.clues == tuple(clues)
    assert len(found.candidates) <= 5


@given(CLUES)
def test_the_unit_is_the_best_candidate_and_strong_enough(clues: list[Clue]) -> None:
    """Candidates are best first; a named unit leads them."""
    found = weigh(clues)
    scores = [score for _, score in found.candidates]
    assert scores == sorted(scores, reverse=True)
    if found.unit:
        assert found.candidates[0][0] == found.unit
        assert found.candidates[0][1] >= ENOUGH - 0.0001


@given(CLUES)
def test_the_order_of_clues_does_not_matter(clues: list[Clue]) -> None:
    """The same clues in any order name the same unit with the same confidence."""
    shuffled = sorted(clues, key=lambda found: (found.evidence, found.weight, found.unit, found.source))
    assert weigh(clues).unit == weigh(shuffled).unit
    assert weigh(clues).confidence == pytest.approx(weigh(shuffled).confidence, abs=0.0002)
