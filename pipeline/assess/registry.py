"""The kinds of checks: a name in `checks.yaml`, a function, and the parameters it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipeline.assess import deadline, directive, elsewhere, forged, junk, sections, sender
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record

CheckFunction = Callable[[Record, Campaign, Check], Iterator[Finding]]

CHECKS: Mapping[str, CheckFunction] = {
    "deadline": deadline.check,
    "sections": sections.check,
    "names_directive": directive.check,
    "new_address": sender.check,
    "unconfirmed_sender": forged.check,
    "sent_elsewhere": elsewhere.check,
    "found_in_junk": junk.check,
}

# Kind → names of its parameters, for the rulebook to check against.
CHECK_KINDS: Mapping[str, frozenset[str]] = {kind: frozenset() for kind in CHECKS}
