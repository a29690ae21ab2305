"""What speaks against a decision before anything is read: nobody has such a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from pipeline.app import secrecy
from pipeline.model.calendar import as_day
from pipeline.model.campaign import Campaign, Decision
from pipeline.model.section import State
from pipeline.model.submission import Disposition
from pipeline.sentences import decisions as say
from pipeline.sentences.sentence import Sentence

_Check = Callable[[Decision, Campaign, AbstractSet[str]], Sentence | None]


def objection(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> Sentence | None:
    """Why the decision can say nothing of this campaign, None when it can. `messages` are the ledger's."""
    check = _FIELDS.get(decision.field)
    if check is None:
        return say.NO_FIELD(name=decision.field, known=", ".join(_FIELDS))
    return check(decision, campaign, messages)


def unknown_unit(code: str, campaign: Campaign) -> Sentence | None:
    """The objection to a unit that the roster does not have."""
    if code in {unit.code for unit in campaign.units}:
        return None
    return say.NO_UNIT(name=code, campaign=campaign.id)


def _unit(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> Sentence | None:
    return _unknown_message(decision, campaign, messages) or unknown_unit(decision.value, campaign)


def _disposition(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> Sentence | None:
    return _unknown_message(decision, campaign, messages) or _unknown_value(decision, Disposition)


def _state(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> Sentence | None:
    return _heading(decision, campaign, messages) or _unknown_value(decision, State)


def _heading(decision: Decision, campaign: Campaign, _messages: AbstractSet[str]) -> Sentence | None:
    code, slash, section = decision.subject.partition("/")
    if not slash:
        first = campaign.outline.leaves()[0].id
        return say.NO_SECTION_NAMED(field=decision.field, subject=decision.subject, first=first)
    if unknown := unknown_unit(code, campaign):
        return unknown
    if section in {item.id for item in campaign.outline.walk()}:
        return None
    return say.NO_SECTION(name=section, campaign=campaign.id)


def _due(decision: Decision, campaign: Campaign, _messages: AbstractSet[str]) -> Sentence | None:
    if unknown := unknown_unit(decision.subject, campaign):
        return unknown
    return None if as_day(decision.value) else say.NO_DAY(name=decision.value)


def _unknown_message(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> Sentence | None:
    if decision.subject in messages:
        return None
    return say.NO_MESSAGE(name=decision.subject, campaign=campaign.id)


def _unknown_value(decision: Decision, known: Iterable[str]) -> Sentence | None:
    values = tuple(map(str, known))
    if decision.value in values:
        return None
    return say.NO_VALUE(field=decision.field, name=decision.value, known=", ".join(values))


def _confidential(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> Sentence | None:
    unknown = _unknown_message(decision, campaign, messages)
    return unknown or _unknown_value(decision, (secrecy.YES, secrecy.NO))


_FIELDS: Mapping[str, _Check] = {
    "unit": _unit,
    "disposition": _disposition,
    "state": _state,
    "heading": _heading,
    "due": _due,
    secrecy.FIELD: _confidential,
}
