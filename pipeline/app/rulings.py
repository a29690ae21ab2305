"""`decide --list` and `decide --suggest`: what was ruled, what became of it, and what the rules can learn from it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.align.pinned import unlabelled
from pipeline.app.digest import digest
from pipeline.app.office import Office
from pipeline.app.results import Hint, Overview, Ruling, Standing, Suggestions
from pipeline.app.standing import standings, with_those_in_force
from pipeline.app.tables import up_to_date
from pipeline.app.trap import Trap
from pipeline.model.campaign import Decision
from pipeline.model.document import Document
from pipeline.model.proposal import Used
from pipeline.model.section import Section, State
from pipeline.propose import propose

_THERE = frozenset((State.FULL, State.THIN, State.EMPTY))


def rulings(office: Office) -> tuple[Ruling, ...]:
    """Every decision in the order in which it was taken, with what has become of it."""
    office = up_to_date(office)
    listed = standings(office, office.ledger.entries())
    if not any(one.standing is Standing.IN_FORCE and one.decision.field == "heading" for one in listed):
        return listed
    lost = {d for one in _overview(office, listed).assessments for d in one.record.unapplied}
    return tuple(
        replace(one, standing=Standing.NOT_APPLIED)
        if one.standing is Standing.IN_FORCE and one.decision in lost
        else one
        for one in listed
    )


def suggest(office: Office) -> Suggestions:
    """Aliases for headings that reviewers matched by hand; only from rulings in force."""
    office = up_to_date(office)
    listed = standings(office, office.ledger.entries())
    overview = _overview(office, listed)
    mine = [one.decision for one in listed if one.standing is Standing.IN_FORCE]
    by_hand = {d.subject: d for d in mine if d.field == "heading"}
    shown = {f"{unit}/{section.item}": section for unit, section in _sections(overview)}
    unapplied = {d.subject for one in overview.assessments for d in one.record.unapplied}
    used = [
        _used(d, None if d.subject in unapplied else shown[d.subject]) for d in by_hand.values() if d.value
    ]
    found = [
        Used(item=section.item, unit=unit, heading=unlabelled(section.heading))
        for unit, section in _sections(overview)
        if section.heading and f"{unit}/{section.item}" not in by_hand
    ]
    rest = (d for d in mine if d.field == "state" and d.subject not in by_hand)
    hints = _hints(rest, shown, {one.id for one in office.campaign.outline.leaves()})
    return Suggestions(proposals=propose(office.campaign.outline, used, found), hints=tuple(hints))


def _overview(office: Office, listed: Sequence[Ruling]) -> Overview:
    return digest(with_those_in_force(office, listed), office.ledger.entries(), Trap())


def _sections(overview: Overview) -> Iterator[tuple[str, Section]]:
    """The sections of every unit with a report that was read: others have no lines to rule on."""
    for one in overview.assessments:
        report = one.record.counting.report if one.record.counting else None
        if report is not None and isinstance(report.reading, Document):
            yield from ((one.record.unit.code, section) for section in one.record.sections)


def _used(decision: Decision, section: Section | None) -> Used:
    """The heading as it stands in the report; as it was ruled, where the report that counts no longer has it."""
    unit, _, item = decision.subject.partition("/")
    return Used(item=item, unit=unit, heading=unlabelled(section.heading if section else decision.value))


def _hints(
    decisions: Iterable[Decision], shown: Mapping[str, Section], leaves: Container[str]
) -> Iterator[Hint]:
    """Rulings that a leaf is there although no heading was found, or missing although one was."""
    for one in decisions:
        section = shown.get(one.subject)
        if section is None or section.item not in leaves:
            continue
        if section.state in ({State.MISSING} if section.heading else _THERE):
            yield Hint(decision=one, heading=section.heading)
