"""Signed papers as the checks see them, with only what a test cares about spelt out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.assess import assess
from pipeline.model.campaign import Campaign, Check, Severity
from pipeline.model.document import Block, BlockKind, Document, Recognition
from pipeline.model.finding import Finding
from pipeline.model.signature import Integrity, Signature, Signed, Signer
from pipeline.model.submission import Role, SortedFile
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import june

SIGNER = Signer(
    name="Sở Nội vụ", organisation="UBND tỉnh Phú Thọ", email="vanthu@sonv.phutho.gov.vn", serial="5401ac",
    issuer="Ban Cơ yếu", valid_from=dt.datetime(2021, 1, 1, tzinfo=dt.UTC), valid_to=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
)  # fmt: skip
SIGNATURE = Signature(
    field="Signature1",
    signer=SIGNER,
    integrity=Integrity.INTACT,
    signed_at=june(9, 8, 30),
    claimed_at=june(9, 8, 30),
)


def checking(kind: str, **parameters: object) -> Campaign:
    """A campaign with one check of this kind, that weighs an error."""
    rule = Check(id="rule", kind=kind, severity=Severity.ERROR, parameters=parameters)
    return replace(nouns.campaign(), checks=(rule,))


def found(kind: str, *files: SortedFile, **parameters: object) -> list[Finding]:
    """What the check says of a report that came as these files."""
    campaign = checking(kind, **parameters)
    made = sent.record(campaign, sent.submission(june(9), *files))
    return [one for one in assess(made, campaign).findings if one.check == "rule"]


def pdf(
    *signatures: Signature, role: Role = Role.SIGNED_COPY, reading: Document | None = None, trouble: str = ""
) -> SortedFile:
    """A PDF with these signatures."""
    paper = sent.paper("BC.signed.pdf", reading=reading, role=role)
    return replace(paper, signed=Signed(signatures=signatures, trouble=trouble))


def pages(*texts: str, scanned: bool = False, furniture: tuple[str, ...] = ()) -> Document:
    """A document with one paragraph a page."""
    blocks = tuple(
        Block(kind=BlockKind.PARAGRAPH, text=text, page=number, paragraph=number)
        for number, text in enumerate(texts, start=1)
    )
    seen = tuple(Recognition(page=block.page or 1, confidence=0.9, uncovered=0.0) for block in blocks)
    return Document(
        reader="pdf",
        blocks=blocks,
        pages=len(blocks),
        recognised=seen if scanned else (),
        furniture=furniture,
    )
