"""What speaks against a decision before anything is read: nobody has such a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.campaign import Campaign, Decision
from pipeline.model.section import State
from pipeline.model.submission import Disposition


class Unknown(StrEnum):
    """What it is that nobody has."""

    FIELD = "field"
    SUBJECT = "subject"
    UNIT = "unit"
    SECTION = "section"
    MESSAGE = "message"
    VALUE = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Of which kind `name` is unknown; `sentence` says it to an operator, and what to use instead."""

    unknown: Unknown
    name: str
    sentence: str


_Check = Callable[[Decision, Campaign, AbstractSet[str]], Objection | None]


def objection(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> Objection | None:
    """Why the decision can say nothing of this campaign, None when it can. `messages` are the ledger's."""
    check = _FIELDS.get(decision.field)
    if check is None:
        sentence = f"No field {decision.field!r}: decide one of {', '.join(_FIELDS)}."
        return Objection(unknown=Unknown.FIELD, name=decision.field, sentence=sentence)
    return check(decision, campaign, messages)


def unknown_unit(code: str, campaign: Campaign) -> Objection | None:
    """The objection to a unit that the roster does not have."""
    if code in {unit.code for unit in campaign.units}:
        return None
    sentence = f"No unit {code!r} in the roster of {campaign.id}: see units.csv."
    return Objection(unknown=Unknown.UNIT, name=code, sentence=sentence)


def _unit(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> Objection | None:
    return _unknown_message(decision, campaign, messages) or unknown_unit(decision.value, campaign)


def _disposition(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> Objection | None:
    unknown = _unknown_message(decision, campaign, messages)
    return unknown or _unknown_value("disposition", decision.value, [one.value for one in Disposition])


def _state(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> Objection | None:
    unknown = _heading(decision, campaign, messages)
    return unknown or _unknown_value("state", decision.value, [one.value for one in State])


def _heading(decision: Decision, campaign: Campaign, _messages: AbstractSet[str]) -> Objection | None:
    code, slash, section = decision.subject.partition("/")
    if not slash:
        first = campaign.outline.leaves()[0].id
        sentence = f"A {decision.field} is decided of UNIT/SECTION, such as {decision.subject}/{first}."
        return Objection(unknown=Unknown.SUBJECT, name=decision.subject, sentence=sentence)
    if unknown := unknown_unit(code, campaign):
        return unknown
    if section in {item.id for item in campaign.outline.walk()}:
        return None
    sentence = f"No section {section!r} in the outline of {campaign.id}: see outline.yaml."
    return Objection(unknown=Unknown.SECTION, name=section, sentence=sentence)


def _unknown_message(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> Objection | None:
    if decision.subject in messages:
        return None
    where = f"in the ledger of {campaign.id}: see the first column of messages.csv"
    sentence = f"No message {decision.subject!r} {where}."
    return Objection(unknown=Unknown.MESSAGE, name=decision.subject, sentence=sentence)


def _unknown_value(what: str, value: str, known: list[str]) -> Objection | None:
    if value in known:
        return None
    sentence = f"No {what} {value!r}: use one of {', '.join(known)}."
    return Objection(unknown=Unknown.VALUE, name=value, sentence=sentence)


_FIELDS: Mapping[str, _Check] = {
    "unit": _unit,
    "disposition": _disposition,
    "state": _state,
    "heading": _heading,
}
