"""Which rules decide a verdict, by the key `decides` and by kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assess import assess
from pipeline.model.campaign import Campaign, Check, Decides, DueReading, Severity
from pipeline.model.finding import Record, Verdict
from pipeline.model.section import Section, State
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import PASSWORD, june, paper, submission

INCOMPLETE, REVIEW, NOTHING = Decides.INCOMPLETE, Decides.REVIEW, Decides.NOTHING


def rule(kind: str, decides: Decides | None, severity: Severity = Severity.ERROR) -> Check:
    """A rule of this kind, that decides so."""
    return Check(id=f"{kind} {decides}", kind=kind, severity=severity, decides=decides)


def checking(*rules: Check, reading: DueReading = DueReading.STRICT) -> Campaign:
    """A campaign with these rules."""
    made = nouns.campaign()
    return replace(made, checks=rules, due=replace(made.due, reading=reading))


def came(campaign: Campaign, day: int, *cells: Section) -> Record:
    """A whole report of that day in June, but for these sections."""
    report = submission(june(day), paper(reading=sent.read()))
    return sent.with_sections(sent.record(campaign, report, alignment=sent.aligned(campaign.outline)), *cells)


@pytest.mark.parametrize("severity", list(Severity))
@pytest.mark.parametrize(
    ("decides", "verdict"),
    [
        (None, Verdict.COMPLETE),
        (NOTHING, Verdict.COMPLETE),
        (REVIEW, Verdict.REVIEW),
        (INCOMPLETE, Verdict.INCOMPLETE),
    ],
)
def test_a_rule_decides_what_its_findings_make_of_the_verdict(
    severity: Severity, decides: Decides | None, verdict: Verdict
) -> None:
    """However heavy it is; without a word of it, being late turns nothing."""
    campaign = checking(rule("deadline", decides, severity))
    assert assess(came(campaign, 20), campaign).verdict is verdict
    assert assess(came(campaign, 9), campaign).verdict is Verdict.COMPLETE


def test_a_finding_lighter_than_its_rule_is_only_told() -> None:
    """On the very day of a lenient deadline there is a note, and no verdict turns."""
    campaign = checking(rule("deadline", REVIEW), reading=DueReading.LENIENT)
    found = assess(came(campaign, 15), campaign)
    assert ([one.severity for one in found.findings], found.verdict) == ([Severity.NOTE], Verdict.COMPLETE)


def test_the_heaviest_decision_wins() -> None:
    """Whatever the order of the rules."""
    rules = (rule("deadline", REVIEW), rule("deadline", INCOMPLETE))
    for checks in (rules, rules[::-1]):
        campaign = checking(*checks)
        assert assess(came(campaign, 20), campaign).verdict is Verdict.INCOMPLETE


GAP, DOUBT = (
    Section(item="1", state=State.MISSING, confidence=1.0),
    Section(item="1", state=State.MISSING, confidence=0.5),
)


@pytest.mark.parametrize(
    ("rules", "gap", "doubt"),
    [
        ((), Verdict.INCOMPLETE, Verdict.REVIEW),
        ((None,), Verdict.INCOMPLETE, Verdict.REVIEW),
        ((INCOMPLETE,), Verdict.INCOMPLETE, Verdict.REVIEW),
        ((REVIEW,), Verdict.REVIEW, Verdict.REVIEW),
        ((NOTHING,), Verdict.COMPLETE, Verdict.COMPLETE),
        ((NOTHING, REVIEW), Verdict.REVIEW, Verdict.REVIEW),
        ((NOTHING, None), Verdict.INCOMPLETE, Verdict.REVIEW),
    ],
)
def test_sections_decide_by_their_states(
    rules: tuple[Decides | None, ...], gap: Verdict, doubt: Verdict
) -> None:
    """What is unsure is at most to be reviewed; without a rule, a gap is one all the same."""
    campaign = checking(*(rule("sections", decides) for decides in rules))
    assert assess(came(campaign, 9, GAP), campaign).verdict is gap
    assert assess(came(campaign, 9, DOUBT), campaign).verdict is doubt


def test_no_rule_turns_what_was_not_sent_or_not_read() -> None:
    """These two are no matter of opinion."""
    campaign = checking(rule("deadline", INCOMPLETE), rule("sections", NOTHING))
    assert assess(sent.record(campaign), campaign).verdict is Verdict.NOT_SUBMITTED
    locked = sent.record(campaign, submission(june(20), paper(reading=PASSWORD)))
    assert assess(locked, campaign).verdict is Verdict.UNREADABLE
