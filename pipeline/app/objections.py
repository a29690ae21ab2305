"""What speaks against a decision before anything is read: nobody has such a name. One sentence each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

from pipeline.model.campaign import Campaign, Decision
from pipeline.model.section import State
from pipeline.model.submission import Disposition

Objection = Callable[[Decision, Campaign, AbstractSet[str]], str]


def objection(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> str:
    """Why the decision can say nothing of this campaign, empty when it can. `messages` are the ledger's."""
    check = _FIELDS.get(decision.field)
    if check is None:
        return f"No field {decision.field!r}: decide one of {', '.join(_FIELDS)}."
    return check(decision, campaign, messages)


def unknown_unit(code: str, campaign: Campaign) -> str:
    """The sentence for a unit that the roster does not have, empty for one that it has."""
    if code in {unit.code for unit in campaign.units}:
        return ""
    return f"No unit {code!r} in the roster of {campaign.id}: see units.csv."


def _unit(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> str:
    return _unknown_message(decision, campaign, messages) or unknown_unit(decision.value, campaign)


def _disposition(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> str:
    unknown = _unknown_message(decision, campaign, messages)
    return unknown or _unknown_value("disposition", decision.value, [one.value for one in Disposition])


def _state(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> str:
    unknown = _heading(decision, campaign, messages)
    return unknown or _unknown_value("state", decision.value, [one.value for one in State])


def _heading(decision: Decision, campaign: Campaign, _messages: AbstractSet[str]) -> str:
    code, slash, section = decision.subject.partition("/")
    if not slash:
        return (
            f"A {decision.field} is decided of UNIT/SECTION, such as {decision.subject}/{_first(campaign)}."
        )
    if unknown := unknown_unit(code, campaign):
        return unknown
    if section not in {item.id for item in campaign.outline.walk()}:
        return f"No section {section!r} in the outline of {campaign.id}: see outline.yaml."
    return ""


def _first(campaign: Campaign) -> str:
    return campaign.outline.leaves()[0].id


def _unknown_message(decision: Decision, campaign: Campaign, messages: AbstractSet[str]) -> str:
    if decision.subject in messages:
        return ""
    return f"No message {decision.subject!r} in the ledger of {campaign.id}: see the first column of messages.csv."


def _unknown_value(what: str, value: str, known: list[str]) -> str:
    return "" if value in known else f"No {what} {value!r}: use one of {', '.join(known)}."


_FIELDS: Mapping[str, Objection] = {
    "unit": _unit,
    "disposition": _disposition,
    "state": _state,
    "heading": _heading,
}
