"""The kinds of checks that `checks.yaml` may name; each file beside this one that holds a kind has its line here.

Those of a package are listed in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.assess import (
    addressee,
    confidential,
    copied,
    copied_earlier,
    copied_known,
    copies,
    dates,
    deadline,
    directive,
    elsewhere,
    figures,
    forged,
    form,
    junk,
    misnamed,
    period,
    review_form,
    sections,
    sender,
    sent_to,
    signatory,
    signature,
    stamp,
    unsigned,
)
from pipeline.assess.kind import Kind

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        deadline.KIND,
        dates.KIND,
        sections.KIND,
        directive.KIND,
        period.KIND,
        review_form.KIND,
        figures.KIND,
        signatory.KIND,
        addressee.KIND,
        sent_to.KIND,
        sender.KIND,
        forged.KIND,
        elsewhere.KIND,
        junk.KIND,
        copied.KIND,
        copied_earlier.KIND,
        copied_known.KIND,
        misnamed.KIND,
        signature.KIND,
        stamp.KIND,
        copies.KIND,
        unsigned.KIND,
        confidential.KIND,
        *form.KINDS,
    )
}

# Kind → its parameters, for the rulebook to check against.
CHECK_KINDS = {name: kind.parameters for name, kind in KINDS.items()}
