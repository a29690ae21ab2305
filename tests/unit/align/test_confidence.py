"""Confidence is a probability, and every doubt lowers it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.confidence import Evidence, confidence

GOOD = Evidence(fit=0.8, words=100, min_words=30)
SHARES = st.floats(0, 1)
EVIDENCE = st.builds(
    Evidence, fit=SHARES, sure=st.booleans(), in_order=st.booleans(), shared=st.booleans(), by_place=st.booleans(),
    near=SHARES, unexplained=st.integers(0, 50), words=st.integers(0, 500), min_words=st.integers(0, 100),
)  # fmt: skip


@given(EVIDENCE)
def test_confidence_is_a_probability(evidence: Evidence) -> None:
    """Never certain, never impossible."""
    assert 0.05 <= confidence(evidence) <= 0.99


@pytest.mark.parametrize(
    "worse",
    [
        replace(GOOD, fit=0.6),
        replace(GOOD, in_order=False),
        replace(GOOD, shared=True),
        replace(GOOD, by_place=True),
        replace(GOOD, words=31),
        replace(GOOD, words=27),
    ],
)
def test_every_doubt_about_a_heading_lowers_it(worse: Evidence) -> None:
    """Weaker words, another order, a shared heading, place alone, a length at the threshold."""
    assert confidence(worse) < confidence(GOOD)


def test_form_raises_it() -> None:
    """A bold line is more surely a heading."""
    assert confidence(replace(GOOD, sure=True)) > confidence(GOOD)


def test_what_is_missing_may_have_been_overlooked() -> None:
    """A line that fits a little, or headings that answer nothing, leave a doubt that the item is really missing."""
    sure = confidence(Evidence())
    assert sure == 0.97
    assert confidence(Evidence(near=0.3)) == sure
    assert confidence(Evidence(near=0.54)) < sure
    assert confidence(Evidence(unexplained=1)) < 0.9
    assert confidence(Evidence(unexplained=2)) == confidence(Evidence(unexplained=50))
