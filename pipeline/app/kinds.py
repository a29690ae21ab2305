"""`checks`: every kind of check that rules may name, and which rules of a campaign use it. Opens nothing but the rules."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.app.wire import Place, load_campaign
from pipeline.assess import KINDS
from pipeline.assess.kind import Kind
from pipeline.model.campaign import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedKind:
    """A kind and the rules that use it, in the order of `checks.yaml`."""

    kind: Kind
    rules: tuple[Check, ...]


def kinds(place: Place) -> tuple[UsedKind, ...]:
    """All kinds in the order of the registry. RulesError for every mistake in the campaign."""
    checks = load_campaign(place).checks
    return tuple(
        UsedKind(kind=kind, rules=tuple(rule for rule in checks if rule.kind == kind.name))
        for kind in KINDS.values()
    )
