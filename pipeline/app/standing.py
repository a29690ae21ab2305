"""Where each decision stands: in force, overruled by a later one, or about what is no more. Reads no report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.app.objections import objection
from pipeline.app.office import Office
from pipeline.app.results import Ruling, Standing
from pipeline.app.trap import Trap
from pipeline.model.campaign import Decision, in_force
from pipeline.ports import Entry
from pipeline.sentences import decisions as say
from pipeline.sentences.sentence import Sentence


def standings(office: Office, entries: Sequence[Entry]) -> tuple[Ruling, ...]:
    """Every decision in the order in which it was taken."""
    messages = {entry.id for entry in entries}
    decisions = office.campaign.decisions
    counts = in_force(decisions)
    listed = []
    for place, one in enumerate(decisions):
        if counts.get((one.subject, one.field)) is not one:
            later = _overruled_by(one, decisions[place + 1 :])
            listed.append(Ruling(decision=one, standing=Standing.OVERRULED, overruled_by=later))
        elif against := objection(one, office.campaign, messages):
            listed.append(Ruling(decision=one, standing=Standing.GONE, against=against))
        else:
            listed.append(Ruling(decision=one, standing=Standing.IN_FORCE))
    return tuple(listed)


def _overruled_by(decision: Decision, later: Sequence[Decision]) -> Decision:
    """The last ruling on the same thing; of a state, a heading's too."""
    fields = {decision.field, "heading"} if decision.field == "state" else {decision.field}
    return [one for one in later if one.subject == decision.subject and one.field in fields][-1]


def with_those_in_force(office: Office, listed: Sequence[Ruling]) -> Office:
    """The office with these rulings alone that are in force."""
    decisions = tuple(one.decision for one in listed if one.standing is Standing.IN_FORCE)
    return replace(office, campaign=replace(office.campaign, decisions=decisions))


def applicable(office: Office, entries: Sequence[Entry], trap: Trap) -> Office:
    """The office with its decisions in force. One about what is no more stops no run: it is a failure with a name."""
    listed = standings(office, entries)
    for item, reason in map(complaint, gone(listed)):
        trap.add(item, reason)
    return with_those_in_force(office, listed)


def gone(listed: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """The rulings about what is no more."""
    return tuple(one for one in listed if one.standing is Standing.GONE)


def complaint(ruling: Ruling) -> tuple[Sentence, Sentence]:
    """Which line of `decisions.csv` cannot be applied, and why."""
    one = ruling.decision
    which = say.WHICH(subject=one.subject, field=one.field, by=one.by, at=one.at.isoformat())
    why = Sentence(ruling.against or "").changed(lambda text: text.removesuffix("."))
    return which, say.LEFT_OUT(why=why)
