"""The verdict over a record: what its sections and the rules of the campaign decide. Never looks at a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.assess import sections
from pipeline.assess.registry import KINDS
from pipeline.model.campaign import Check, Decides, Severity
from pipeline.model.finding import Finding, Record, Status, Verdict
from pipeline.model.section import Section, State

_HEAVIEST_FIRST = tuple(Severity)


def draw(
    record: Record,
    required: Sequence[Section],
    rules: Sequence[Check],
    findings: Sequence[Finding],
    review_below: float,
) -> Verdict:
    """Review where an unsure cell, or an unsure unit, could turn the verdict, or a rule says so.

    `required` are the sections that must be there, `rules` those in force. Nothing turns a report that was not sent or
    could not be read.
    """
    if record.status is Status.NOT_SUBMITTED or record.counting is None:
        return Verdict.NOT_SUBMITTED
    if record.unreadable:
        return Verdict.UNREADABLE
    if record.counting.identification.confidence < review_below:
        return Verdict.REVIEW
    decided = {*_by_sections(required, rules, review_below), *_by_findings(rules, findings)}
    if Decides.INCOMPLETE in decided:
        return Verdict.INCOMPLETE
    return Verdict.REVIEW if Decides.REVIEW in decided else Verdict.COMPLETE


def _by_sections(
    required: Sequence[Section], rules: Sequence[Check], review_below: float
) -> Iterator[Decides]:
    """By states and how sure they are. Without a rule on sections they decide as their kind does."""
    ruled = [_decides(rule) for rule in rules if rule.kind == sections.KIND.name]
    decides = min(ruled, key=tuple(Decides).index, default=sections.KIND.decides)
    if decides is Decides.NOTHING:
        return
    sure = [section for section in required if section.confidence >= review_below]
    if any(section.state is not State.FULL for section in sure):
        yield decides
    if len(sure) < len(required):
        yield Decides.REVIEW


def _by_findings(rules: Sequence[Check], findings: Sequence[Finding]) -> Iterator[Decides]:
    """By findings as heavy as their rule; lighter ones of the same rule are only told."""
    heavy = {(finding.check, weight) for finding in findings for weight in _as_heavy_as(finding.severity)}
    for rule in rules:
        if rule.kind != sections.KIND.name and (rule.id, rule.severity) in heavy:
            yield _decides(rule)


def _as_heavy_as(severity: Severity) -> tuple[Severity, ...]:
    """The severity and all lighter ones."""
    return _HEAVIEST_FIRST[_HEAVIEST_FIRST.index(severity) :]


def _decides(rule: Check) -> Decides:
    return rule.decides or KINDS[rule.kind].decides
