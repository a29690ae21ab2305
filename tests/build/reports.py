"""Whole reports of roster units, as files and as mails: invented by the demo's own writers, in any state of repair."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

from pipeline.demo.cast import author
from pipeline.demo.letters import report
from pipeline.demo.manner import Manner
from pipeline.demo.nouns import Layout
from pipeline.demo.word import docx
from pipeline.model.campaign import Campaign
from pipeline.model.section import State
from tests.build.mail import VIETNAM, Attachment, Options, build_mail

EARLY = dt.datetime(2023, 6, 5, 9, 30, tzinfo=VIETNAM)
NAME = "BC so ket 28-CT-TU.docx"
WORD = Options(media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def report_file(campaign: Campaign, code: str, gaps: Mapping[str, State] | None = None) -> bytes:
    """The unit's report as a Word file; `gaps` are the sections that are not full."""
    unit = next(unit for unit in campaign.units if unit.code == code)
    manner = Manner(voice=code, states=tuple((gaps or {}).items()))
    letter = report(author(unit, campaign), campaign.outline, manner, EARLY.date())
    return docx(letter, Layout.BOLD)


def unit_mail(
    campaign: Campaign,
    code: str,
    *attachments: Attachment,
    at: dt.datetime = EARLY,
    extra: Sequence[str] = (),
) -> bytes:
    """A mail from the unit's own address with these files, arrived at `at`."""
    unit = next(unit for unit in campaign.units if unit.code == code)
    told = f"{code} {at.isoformat()} {[each[:2] for each in attachments]}".encode()
    return build_mail(
        sender=f"{unit.name} <{unit.emails[0]}>",
        received_at=at,
        sent_at=at,
        message_id=f"<{hashlib.sha256(told).hexdigest()[:20]}@{unit.emails[0].partition('@')[2]}>",
        attachments=attachments,
        extra=extra,
    )


def report_mail(
    campaign: Campaign, code: str, gaps: Mapping[str, State] | None = None, *, at: dt.datetime = EARLY
) -> bytes:
    """The unit's report, mailed."""
    return unit_mail(campaign, code, (NAME, report_file(campaign, code, gaps), WORD), at=at)
