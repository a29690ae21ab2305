"""Golden cases of signed papers: files with what is known of their signatures, and what the checks say of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.assess import assess, build_record
from pipeline.model.document import Document, Recognition
from pipeline.model.finding import Finding
from pipeline.model.signature import Alteration, Integrity, Signature, Signed, Signer
from pipeline.model.submission import Disposition, Identification, Received, Role, SortedFile, Submission
from tests.build import nouns
from tests.build.page import page
from tests.golden.case import Case, shipped

_KINDS = ("signature", "stamp", "copies_agree", "unsigned")
_SINCE, _UNTIL = dt.datetime(2021, 1, 1, tzinfo=dt.UTC), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def checked(case: Case) -> dict[str, list[dict[str, Any]]]:
    """What each of the four kinds of checks that look at signatures says of the files of a case."""
    campaign = shipped()
    unit = next(unit for unit in campaign.units if unit.code == case.given["unit"])
    files = tuple(_file(facts) for facts in case.given["signed"])
    received = Received(
        id="m1", arrival=nouns.arrival(), sha256="", message=nouns.message(*(f.file for f in files))
    )
    found = Identification(unit=unit.code, confidence=1.0, candidates=((unit.code, 1.0),), clues=())
    sent = Submission(
        received=received, disposition=Disposition.REPORT, identification=found, files=files, version=1
    )
    checks = tuple(check for check in campaign.checks if check.kind in _KINDS)
    record = build_record(unit, (sent,), None, campaign)
    said = assess(record, replace(campaign, checks=checks)).findings
    kinds = {check.id: check.kind for check in checks}
    return {kind: [_told(one) for one in said if kinds[one.check] == kind] for kind in _KINDS}


def _file(facts: Mapping[str, Any]) -> SortedFile:
    signed = Signed(signatures=tuple(_signature(one) for one in facts.get("signatures", ())))
    document = _scanned(page(facts["page"])) if facts.get("scanned") else page(facts["page"])
    return SortedFile(
        file=nouns.attached(facts["name"]), role=Role(facts["role"]), reading=document, signed=signed
    )


def _scanned(document: Document) -> Document:
    return replace(document, recognised=(Recognition(page=1, confidence=0.9, uncovered=0.0),))


def _signature(facts: Mapping[str, Any]) -> Signature:
    signer = Signer(
        name=facts["name"], organisation=facts.get("organisation", ""), email=facts.get("email", ""),
        valid_from=_SINCE, valid_to=facts.get("until", _UNTIL),
    )  # fmt: skip
    return Signature(
        field="Signature1", signer=signer, integrity=Integrity(facts.get("integrity", "intact")),
        signed_at=facts["at"], claimed_at=facts["at"], page=1, stamp=tuple(facts.get("stamp", ())),
        detail=facts.get("detail", ""),
        alterations=tuple(
            Alteration(page=number, before=before, after=after)
            for number, before, after in facts.get("alterations", ())
        ),
    )  # fmt: skip


def _told(found: Finding) -> dict[str, Any]:
    told: dict[str, Any] = {"severity": found.severity.value, "message": found.message, "file": found.file}
    if found.page is not None:
        told["page"] = found.page
    if found.evidence:
        told["evidence"] = found.evidence
    return told
