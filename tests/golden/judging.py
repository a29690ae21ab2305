"""What the checks on content and days make of one report: a case with the key `judged`.

judged: |                           # the report, as lines
arrived: "2023-06-14T09:00+07:00"   # and when it came; the header's own time, recipients, mailbox where they matter
header: "2023-06-14T08:59+07:00"
to: [a@b.example]
account: a@b.example@imap.b.example
due: 2023-06-20                     # what a reviewer made of the unit's deadline
expected: {verdict: …, explanation: …, findings: [...]}
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.align import align
from pipeline.assess import assess, build_record
from pipeline.identify import dissect
from pipeline.model.campaign import Campaign
from pipeline.model.finding import Finding
from pipeline.model.mail import Arrival, Envelope, Message
from pipeline.model.submission import Disposition, Identification, Received, Role, SortedFile, Submission
from tests.build.nouns import attached, decision
from tests.build.page import page
from tests.golden.case import Case, shipped

KINDS = frozenset(
    (
        "deadline", "dates_disagree", "sections", "names_directive", "covers_period", "states_form", "has_figures",
        "signed_by_head", "addressed_to", "sent_to",
    )
)  # fmt: skip
_UNIT = "SXD"


def judged(case: Case) -> dict[str, Any]:
    """Verdict, sentence and findings of a report that the first unit of such a name sent."""
    campaign, report = _campaign(case.given), page(case.given["judged"])
    alignment = align(report, campaign.outline, calibration=campaign.calibration)
    file = SortedFile(file=attached("BC.docx"), role=Role.REPORT, reading=report)
    unit = next(one for one in campaign.units if one.code == _UNIT)
    record = build_record(unit, [_submission(case.given, file)], alignment, campaign)
    found = assess(replace(record, paper=dissect(report)), campaign)
    return {
        "verdict": found.verdict.value,
        "explanation": found.explanation,
        "findings": [_told(one) for one in found.findings],
    }


def _campaign(given: Mapping[str, Any]) -> Campaign:
    checks = tuple(rule for rule in shipped().checks if rule.kind in KINDS)
    rulings = (decision(_UNIT, "due", str(given["due"])),) if "due" in given else ()
    return replace(shipped(), checks=checks, decisions=rulings)


def _submission(given: Mapping[str, Any], file: SortedFile) -> Submission:
    arrival = Arrival(
        account=given.get("account", "eml"), folder="INBOX", validity="", uid="1",
        received_at=dt.datetime.fromisoformat(given["arrived"]), size=1000,
    )  # fmt: skip
    header = dt.datetime.fromisoformat(given["header"]) if "header" in given else None
    envelope = Envelope(recipients=tuple(given.get("to", ())), sent_at=header)
    message = Message(envelope=envelope, text="", files=(file.file,))
    return Submission(
        received=Received(id="m1", arrival=arrival, sha256="", message=message), files=(file,), version=1,
        disposition=Disposition.REPORT,
        identification=Identification(unit=_UNIT, confidence=1.0, candidates=(), clues=()),
    )  # fmt: skip


def _told(one: Finding) -> dict[str, str]:
    told = {"check": one.check, "severity": one.severity.value, "message": one.message}
    return told | ({"evidence": one.evidence} if one.evidence else {})
