"""Completeness, verdict and confidence over a record's sections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assess import assess
from pipeline.model.campaign import Campaign, Check, OutlineItem, Severity
from pipeline.model.finding import Record, Verdict
from pipeline.model.section import Section, State
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import PASSWORD, june, paper, submission

FULL, THIN, EMPTY, MISSING, UNREADABLE = (
    State.FULL, State.THIN, State.EMPTY, State.MISSING, State.UNREADABLE,
)  # fmt: skip


def campaign_of(*items: OutlineItem) -> Campaign:
    """A campaign with these items."""
    return nouns.campaign(sections=nouns.outline(*items))


def three(*weights: float) -> Campaign:
    """A campaign with required items a, b, … of these weights, and an optional one."""
    items = [
        OutlineItem(id=key, title=key, weight=weight) for key, weight in zip("abc", weights, strict=False)
    ]
    return campaign_of(*items, OutlineItem(id="o", title="o", weight=50, required=False))


def answered(campaign: Campaign, *found: tuple[State, float], sure: float = 1.0) -> Record:
    """A report that was read, its sections in these states with these confidences."""
    report = submission(june(9), paper(reading=sent.read()), sure=sure)
    made = sent.record(campaign, report, alignment=sent.aligned(campaign.outline))
    cells = [
        Section(item=i.id, state=s, confidence=c)
        for i, (s, c) in zip(campaign.outline.walk(), found, strict=False)
    ]
    return sent.with_sections(made, *cells)


@pytest.mark.parametrize(
    ("weights", "states", "share"),
    [
        ((1, 1, 1), (FULL, FULL, FULL), 1.0),
        ((1, 1, 1), (FULL, THIN, MISSING), 0.5),
        ((1, 1, 1), (FULL, FULL, THIN), 0.8333),
        ((2, 1, 1), (FULL, EMPTY, MISSING), 0.5),
        ((3, 1), (THIN, UNREADABLE), 0.375),
        ((1, 0), (MISSING, FULL), 0.0),
        ((), (), 1.0),
        ((0,), (MISSING,), 1.0),
    ],
)
def test_completeness_is_the_weighted_share(
    weights: tuple[float, ...], states: tuple[State, ...], share: float
) -> None:
    """Full counts 1, thin a half, all else nothing; optional items do not count, nothing required is all there."""
    record = answered(three(*weights), *((state, 1.0) for state in states), (MISSING, 1.0))
    assert assess(record, three(*weights)).completeness == share


def test_a_parent_counts_through_its_leaves_alone() -> None:
    """Two leaves and their parent are two things, not three."""
    campaign = campaign_of(nouns.item("1", "A", nouns.item("1.1", "B"), nouns.item("1.2", "C")))
    record = answered(campaign, (THIN, 1.0), (FULL, 1.0), (MISSING, 1.0))
    assert assess(record, campaign).completeness == 0.5


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ([(FULL, 1.0), (FULL, 0.9)], Verdict.COMPLETE),
        ([(FULL, 1.0), (THIN, 0.9)], Verdict.INCOMPLETE),
        ([(FULL, 1.0), (EMPTY, 1.0)], Verdict.INCOMPLETE),
        ([(FULL, 1.0), (MISSING, 1.0)], Verdict.INCOMPLETE),
        ([(FULL, 1.0), (UNREADABLE, 1.0)], Verdict.INCOMPLETE),
        ([(FULL, 0.89), (MISSING, 0.9)], Verdict.INCOMPLETE),
        ([(MISSING, 0.2), (MISSING, 0.9)], Verdict.INCOMPLETE),
        ([(FULL, 1.0), (FULL, 0.89)], Verdict.REVIEW),
        ([(FULL, 1.0), (MISSING, 0.89)], Verdict.REVIEW),
        ([(MISSING, 0.5), (MISSING, 0.5)], Verdict.REVIEW),
    ],
)
def test_review_only_where_an_unsure_cell_could_turn_the_verdict(
    cells: list[tuple[State, float]], verdict: Verdict
) -> None:
    """One certain gap is enough for incomplete, whatever else is unsure."""
    campaign = three(1, 1)
    assert assess(answered(campaign, *cells), campaign).verdict is verdict


@pytest.mark.parametrize("state", [FULL, MISSING])
def test_an_unsure_unit_is_reviewed(state: State) -> None:
    """Whose report it is could turn every cell."""
    campaign = three(1, 1)
    record = answered(campaign, (state, 1.0), (FULL, 1.0), sure=0.89)
    assert assess(record, campaign).verdict is Verdict.REVIEW


def test_an_optional_item_does_not_turn_the_verdict() -> None:
    """Missing or unsure, it is nobody's gap."""
    campaign = three(1)
    for cell in ((MISSING, 1.0), (MISSING, 0.1)):
        assert assess(answered(campaign, (FULL, 1.0), cell), campaign).verdict is Verdict.COMPLETE


@pytest.mark.parametrize("weights", [(1, 1), ()])
def test_a_report_that_could_not_be_read_is_unreadable(weights: tuple[float, ...]) -> None:
    """Not incomplete, not missing; and not complete where nothing is required."""
    campaign = three(*weights)
    locked = sent.record(campaign, submission(june(9), paper(reading=PASSWORD), sure=0.5))
    found = assess(locked, campaign)
    assert locked.unreadable
    assert (found.verdict, found.confidence) == (Verdict.UNREADABLE, 0.5)


def test_a_unit_that_sent_nothing_is_not_submitted() -> None:
    """It has no share, and the row is as sure as its sections."""
    campaign = three(1, 1)
    found = assess(sent.record(campaign), campaign)
    assert (found.verdict, found.completeness, found.confidence) == (Verdict.NOT_SUBMITTED, 0.0, 1.0)
    nothing_required = assess(sent.record(three()), three())
    assert (nothing_required.verdict, nothing_required.confidence) == (Verdict.NOT_SUBMITTED, 1.0)


def test_a_row_is_as_sure_as_its_least_sure_part() -> None:
    """The unit, or a required section; an optional one does not count."""
    campaign = three(1, 1)
    cells = ((FULL, 0.95), (FULL, 0.97), (FULL, 0.1))
    assert assess(answered(campaign, *cells), campaign).confidence == 0.95
    assert assess(answered(campaign, *cells, sure=0.93), campaign).confidence == 0.93


def test_findings_stand_in_the_order_of_the_checks() -> None:
    """Every check of the campaign is run, in its order, under its own id."""
    checks = tuple(
        Check(id=name, kind=kind, severity=Severity.WARNING)
        for name, kind in (("z", "sections"), ("a", "deadline"), ("m", "sections"))
    )
    campaign = replace(three(1), checks=checks)
    late = submission(june(20), paper(reading=sent.read()))
    missing = sent.aligned(campaign.outline, sa=MISSING)
    made = assess(sent.record(campaign, late, alignment=missing), campaign)
    assert [finding.check for finding in made.findings] == ["z", "a", "m"]
