"""Form of a paper (thể thức): one kind of check for each row of the guides of the Party and of the State.

One file per kind; `KINDS` lists them in the order of a paper, from its head to its end. What is allowed stands in
`checks.yaml`, one entry per kind and rule set, with the days it is in force. All are silent on scans.
"""

from __future__ import annotations

from pipeline.assess.form import (
    abbreviations,
    addressee,
    annexes,
    basis,
    citation,
    dated,
    ending,
    font,
    heading,
    issuer,
    number,
    numbering,
    page,
    page_number,
    paper_type,
    paragraph,
    recipients,
    signature,
)  # fmt: skip

KINDS = (
    heading.KIND, issuer.KIND, number.KIND, dated.KIND, paper_type.KIND, page.KIND, font.KIND, paragraph.KIND, page_number.KIND,
    basis.KIND, numbering.KIND, signature.KIND, recipients.KIND, addressee.KIND, abbreviations.KIND, citation.KIND,
    annexes.KIND, ending.KIND,
)  # fmt: skip
