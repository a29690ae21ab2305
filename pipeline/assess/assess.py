"""Runs every check of the campaign over a record, has the verdict drawn and explained."""

from __future__ import annotations

import datetime as dt

from pipeline.assess.registry import KINDS
from pipeline.assess.sentence import explain
from pipeline.assess.unapplied import unapplied
from pipeline.assess.verdict import draw
from pipeline.model.campaign import Campaign, Check, OutlineItem, local_time
from pipeline.model.finding import Assessment, Record
from pipeline.model.section import Section, State

_WORTH = {State.FULL: 1.0, State.THIN: 0.5}


def assess(record: Record, campaign: Campaign) -> Assessment:
    """Findings in the order of `checks.yaml` and of rulings not applied, completeness, verdict and how sure it is."""
    rules = tuple(rule for rule in campaign.checks if rule.applies_on(_day(rule, record, campaign)))
    checked = (finding for rule in rules for finding in KINDS[rule.kind].check(record, campaign, rule))
    findings = (*checked, *unapplied(record))
    required = _required(record, campaign)
    sections = tuple(section for _, section in required)
    verdict = draw(record, sections, rules, findings, campaign.review_below)
    return Assessment(
        record=record, findings=findings, completeness=_completeness(required), verdict=verdict,
        confidence=_confidence(record, sections), explanation=explain(record, campaign, verdict, findings),
    )  # fmt: skip


def _day(rule: Check, record: Record, campaign: Campaign) -> dt.date:
    """The day by which a rule is in force: of the report's arrival; while there is none, of the deadline.

    For kinds that judge the paper by its own date: that, where it lies between the campaign's opening and the arrival.
    """
    if record.counting is None:
        return campaign.due.before
    arrived = local_time(record.counting.received_at, campaign.timezone).date()
    written = record.paper.date if record.paper and KINDS[rule.kind].by_paper else None
    return written if written and (campaign.opens or dt.date.min) <= written <= arrived else arrived


def _required(record: Record, campaign: Campaign) -> tuple[tuple[OutlineItem, Section], ...]:
    found = {section.item: section for section in record.sections}
    return tuple((item, found[item.id]) for item in campaign.outline.leaves() if item.required)


def _completeness(required: tuple[tuple[OutlineItem, Section], ...]) -> float:
    total = sum(item.weight for item, _ in required)
    got = sum(item.weight * _WORTH.get(section.state, 0.0) for item, section in required)
    return round(got / total, 4) if total else 1.0


def _confidence(record: Record, required: tuple[Section, ...]) -> float:
    """As sure as the least sure thing that the row rests on: the unit, or any required section."""
    sure = [section.confidence for section in required]
    if record.counting is not None:
        sure.append(record.counting.identification.confidence)
    return min(sure, default=1.0)
