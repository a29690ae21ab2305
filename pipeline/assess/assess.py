"""Runs every check of the campaign over a record and draws the verdict."""

from __future__ import annotations

import datetime as dt

from pipeline.assess.registry import KINDS
from pipeline.assess.unapplied import unapplied
from pipeline.model.campaign import Campaign, OutlineItem, local_time
from pipeline.model.finding import Assessment, Record, Status, Verdict
from pipeline.model.section import Section, State

_WORTH = {State.FULL: 1.0, State.THIN: 0.5}


def assess(record: Record, campaign: Campaign) -> Assessment:
    """Findings in the order of `checks.yaml` and of rulings not applied, completeness, verdict and how sure it is."""
    day = _day(record, campaign)
    checked = (
        finding
        for rule in campaign.checks
        if rule.applies_on(day)
        for finding in KINDS[rule.kind].check(record, campaign, rule)
    )
    findings = (*checked, *unapplied(record))
    required = _required(record, campaign)
    verdict = _verdict(record, required, campaign.review_below)
    return Assessment(
        record=record, findings=findings, completeness=_completeness(required), verdict=verdict,
        confidence=_confidence(record, required),
    )  # fmt: skip


def _day(record: Record, campaign: Campaign) -> dt.date:
    """The day by which rules are in force: of the report's arrival; while there is none, of the deadline."""
    if record.counting is None:
        return campaign.due.before
    return local_time(record.counting.received_at, campaign.timezone).date()


def _required(record: Record, campaign: Campaign) -> tuple[tuple[OutlineItem, Section], ...]:
    found = {section.item: section for section in record.sections}
    return tuple((item, found[item.id]) for item in campaign.outline.leaves() if item.required)


def _completeness(required: tuple[tuple[OutlineItem, Section], ...]) -> float:
    total = sum(item.weight for item, _ in required)
    got = sum(item.weight * _WORTH.get(section.state, 0.0) for item, section in required)
    return round(got / total, 4) if total else 1.0


def _verdict(
    record: Record, required: tuple[tuple[OutlineItem, Section], ...], review_below: float
) -> Verdict:
    """Review only where an unsure cell, or an unsure unit, could turn the verdict."""
    if record.status is Status.NOT_SUBMITTED or record.counting is None:
        return Verdict.NOT_SUBMITTED
    if record.unreadable:
        return Verdict.UNREADABLE
    if record.counting.identification.confidence < review_below:
        return Verdict.REVIEW
    sections = [section for _, section in required]
    sure = [section for section in sections if section.confidence >= review_below]
    if any(section.state is not State.FULL for section in sure):
        return Verdict.INCOMPLETE
    return Verdict.COMPLETE if len(sure) == len(sections) else Verdict.REVIEW


def _confidence(record: Record, required: tuple[tuple[OutlineItem, Section], ...]) -> float:
    """As sure as the least sure thing that the row rests on: the unit, or any required section."""
    sections = [section.confidence for _, section in required]
    if record.counting is not None:
        sections.append(record.counting.identification.confidence)
    return min(sections, default=1.0)
