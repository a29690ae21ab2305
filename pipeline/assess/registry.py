"""The kinds of checks that `checks.yaml` may name; each file beside this one that holds a kind has its line here."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.assess import deadline, directive, elsewhere, forged, junk, sections, sender
from pipeline.assess.kind import Kind

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        deadline.KIND,
        sections.KIND,
        directive.KIND,
        sender.KIND,
        forged.KIND,
        elsewhere.KIND,
        junk.KIND,
    )
}

# Kind → its parameters, for the rulebook to check against.
CHECK_KINDS = {name: kind.parameters for name, kind in KINDS.items()}
