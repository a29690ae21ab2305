"""Confidence is a probability, and every doubt lowers it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.confidence import HIGHEST, LOWEST, Signs, confidence, measures
from pipeline.model.calibration import UNFITTED, Calibration

# A heading whose words fit well and that nothing else could be, far from every threshold; and one clearly not there.
GOOD = Signs(found=True, fit=0.8, margin=4.0, within=4.0, sure=True, words=100, min_words=30)
ABSENT = Signs(margin=4.0)
# Weights that are sure of everything and let nothing but the caps speak.
CERTAIN = Calibration(found={"base": 50.0}, missing={"base": 50.0})
HOPELESS = Calibration(found={"base": -50.0}, missing={"base": -50.0})
SHARES = st.floats(0, 1)
SIGNS = st.builds(
    Signs, found=st.booleans(), fit=SHARES, margin=st.floats(-1e6, 1e6), sure=st.booleans(), headed=st.booleans(),
    within=st.floats(-1e6, 1e6), whole=st.booleans(), in_order=st.booleans(), shared=st.booleans(), near=SHARES,
    others=SHARES, words=st.integers(0, 500), min_words=st.integers(0, 100), hidden=st.booleans(), blurred=st.booleans(),
    letters=SHARES, argued=st.booleans(),
)  # fmt: skip
WEIGHTS = st.dictionaries(
    st.sampled_from(["base", *measures(GOOD), *measures(ABSENT)]), st.floats(-1000, 1000)
)


@given(SIGNS, WEIGHTS, WEIGHTS)
def test_confidence_is_a_probability(
    signs: Signs, found: dict[str, float], missing: dict[str, float]
) -> None:
    """Never certain, never impossible, whatever was learnt."""
    assert LOWEST == 0.05 <= confidence(signs, Calibration(found=found, missing=missing)) <= HIGHEST == 0.99


@given(SIGNS)
def test_both_ends_are_reached(signs: Signs) -> None:
    """Weights that are sure of everything, or of nothing, end at a bound or a cap."""
    assert confidence(signs, HOPELESS) == LOWEST
    assert confidence(signs, CERTAIN) in {HIGHEST, 0.85, 0.6}


@pytest.mark.parametrize(
    "worse",
    [
        replace(GOOD, fit=0.6),
        replace(GOOD, margin=1.0),
        replace(GOOD, within=1.0),
        replace(GOOD, sure=False),
        replace(GOOD, headed=False),
        replace(GOOD, in_order=False),
        replace(GOOD, shared=True),
        replace(GOOD, words=31),
        replace(GOOD, words=27),
        replace(GOOD, words=4),
        replace(GOOD, letters=0.9),
        replace(GOOD, hidden=True),
        replace(GOOD, blurred=True),
        replace(GOOD, argued=True),
    ],
)
def test_every_doubt_about_a_heading_lowers_it(worse: Signs) -> None:
    """Weaker words, another reading, no heading, another order, a shared one, a length at an edge, bad letters."""
    assert confidence(worse) < confidence(GOOD)


@pytest.mark.parametrize(
    "worse",
    [
        replace(ABSENT, margin=1.0),
        replace(ABSENT, near=0.6),
        replace(ABSENT, letters=0.9),
        replace(ABSENT, hidden=True),
        replace(ABSENT, blurred=True),
    ],
)
def test_what_is_missing_may_have_been_overlooked(worse: Signs) -> None:
    """Another reading that is nearly as good, a line a little like it, bad letters."""
    assert confidence(worse) < confidence(ABSENT)


@given(SIGNS)
def test_more_doubt_is_never_surer(signs: Signs) -> None:
    """With the weights set by hand every doubt added to any signs lowers confidence, or leaves it."""
    doubts = (
        replace(signs, hidden=True), replace(signs, blurred=True), replace(signs, letters=signs.letters / 2),
        replace(signs, margin=signs.margin - 1), replace(signs, within=signs.within - 1), replace(signs, argued=True),
        replace(signs, sure=False), replace(signs, headed=False), replace(signs, in_order=False), replace(signs, shared=True),
        replace(signs, fit=signs.fit / 2),
    )  # fmt: skip
    assert all(confidence(doubt) <= confidence(signs) for doubt in doubts)


@pytest.mark.parametrize(
    "signs",
    [
        replace(GOOD, hidden=True),
        replace(GOOD, blurred=True),
        replace(GOOD, argued=True),
        replace(GOOD, words=30),
        replace(GOOD, words=29),
        replace(ABSENT, hidden=True),
        replace(ABSENT, blurred=True),
    ],
)
def test_some_doubts_no_other_sign_outweighs(signs: Signs) -> None:
    """What nobody could read, what hangs on words that may be none, a length at a threshold, nothing out of order."""
    assert confidence(signs, CERTAIN) < 0.9


def test_a_page_unread_is_worse_than_one_read_badly() -> None:
    """And both together are no better than the worse."""
    hidden, blurred = replace(GOOD, hidden=True), replace(GOOD, blurred=True)
    assert confidence(hidden, CERTAIN) < confidence(blurred, CERTAIN)
    assert confidence(replace(hidden, blurred=True), CERTAIN) == confidence(hidden, CERTAIN)


@pytest.mark.parametrize("words", [0, 2, 3, 11, 12, 60, 500])
def test_a_length_far_from_every_threshold_is_no_doubt(words: int) -> None:
    """Empty is empty, and half or twice the length asked for is clear."""
    assert confidence(replace(GOOD, words=words), CERTAIN) == HIGHEST


def test_a_missing_section_has_no_length_to_doubt() -> None:
    """Its nothing is no edge."""
    assert confidence(replace(ABSENT, words=3, min_words=3), CERTAIN) == HIGHEST


def test_an_outline_may_ask_for_next_to_nothing() -> None:
    """Then three words, which are no answer, are the only threshold; a word more may be argued about, those are not."""
    edges = [measures(replace(GOOD, words=words, min_words=0))["edge"] for words in (3, 4, 5, 30)]
    assert edges[1] > edges[2] > edges[3] == edges[0] == 0.0


@pytest.mark.parametrize("signs", [GOOD, ABSENT])
def test_what_was_learnt_is_used(signs: Signs) -> None:
    """A weight for a sign raises confidence by that sign, in its own kind alone; a sign without a weight says nothing."""

    def learnt(own: dict[str, float], other: dict[str, float]) -> Calibration:
        return Calibration(found=own if signs.found else other, missing=other if signs.found else own)

    assert confidence(signs, learnt({"base": 0.0}, {"base": 9.0})) == 0.5
    # 1 / (1 + e^-(0.5 × 4))
    assert confidence(signs, learnt({"margin": 0.5}, {"base": -9.0})) == pytest.approx(0.881, abs=1e-3)
    assert confidence(signs, learnt({"nonsense": 5.0}, {})) == 0.5


@pytest.mark.parametrize(
    ("sign", "signs"),
    [
        ("plain", replace(GOOD, sure=False)), ("unheaded", replace(GOOD, headed=False)), ("whole", replace(GOOD, whole=True)),
        ("unordered", replace(GOOD, in_order=False)), ("shared", replace(GOOD, shared=True)), ("near", replace(GOOD, near=1.0)),
        ("thin", replace(GOOD, words=12)), ("empty", replace(GOOD, words=0)), ("misread", replace(GOOD, letters=0.0)),
        ("edge", replace(GOOD, words=30)), ("near", replace(ABSENT, near=1.0)),
        ("misread", replace(ABSENT, letters=0.0)),
    ],
)  # fmt: skip
def test_every_sign_can_be_learnt(sign: str, signs: Signs) -> None:
    """It is 1 where it is seen and 0 where it is not, and a weight of its name weighs it."""
    plain = GOOD if signs.found else ABSENT
    assert (measures(signs)[sign], measures(plain)[sign]) == (1.0, 0.0)
    weights = {"base": 0.0, sign: -2.0}
    learnt = Calibration(found=weights, missing=weights)
    assert confidence(signs, learnt) < confidence(plain, learnt) == 0.5


def test_shares_are_signs_as_they_are() -> None:
    """The fit of words, and how many of the other leaves were found."""
    assert measures(GOOD)["fit"] == 0.8
    assert (
        measures(replace(GOOD, others=0.3))["others"],
        measures(replace(ABSENT, others=0.3))["others"],
    ) == (0.3, 0.3)


@pytest.mark.parametrize("signs", [GOOD, ABSENT])
def test_a_sign_beyond_its_bound_says_no_more(signs: Signs) -> None:
    """A margin of a thousand is as good as one of a dozen, a negative one as none."""
    assert measures(replace(signs, margin=1000.0)) == measures(replace(signs, margin=12.0))
    assert measures(replace(signs, margin=-5.0)) == measures(replace(signs, margin=0.0))


def test_the_weights_set_by_hand_know_only_signs() -> None:
    """Each is the base or one that is measured."""
    assert set(UNFITTED.found) <= {"base", *measures(GOOD)}
    assert set(UNFITTED.missing) <= {"base", *measures(ABSENT)}
