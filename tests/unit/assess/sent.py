"""What a unit sent, as `identify` hands it on: submissions and records with only what a test cares about spelt out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.assess import build_record
from pipeline.identify import dissect
from pipeline.model.campaign import Campaign, Outline
from pipeline.model.document import Document, Reading, Unread
from pipeline.model.finding import Record
from pipeline.model.mail import Arrival, Envelope, Message
from pipeline.model.section import Alignment, Section, State
from pipeline.model.submission import Disposition, Identification, Received, Role, SortedFile, Submission
from tests.build import nouns

PASSWORD = Unread(code="password", detail="the document is protected by a password", reader="docx")
NO_READER = Unread(code="unsupported", detail="no reader for application/msword")


def june(day: int, hour: int = 9, minute: int = 12, second: int = 0) -> dt.datetime:
    """A time in June 2023, as Vietnam's clocks show it."""
    return dt.datetime(2023, 6, day, hour, minute, second, tzinfo=nouns.ZONE)


def read(*lines: str) -> Document:
    """What a reader made of a report that says this."""
    return nouns.document(*(lines or ("BÁO CÁO", "Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU")))


def paper(name: str = "BC.docx", *, reading: Reading | None = None, role: Role | None = None) -> SortedFile:
    """A file of a message; without a role, the report when it was read, else unreadable."""
    found = role or (Role.REPORT if isinstance(reading, Document) else Role.UNREADABLE)
    reason = f"{reading.code}: {reading.detail}" if isinstance(reading, Unread) else ""
    return SortedFile(file=nouns.attached(name), role=found, reading=reading, reason=reason)


def submission(at: dt.datetime, *files: SortedFile, version: int = 1, sure: float = 1.0) -> Submission:
    """A unit's report, or a later version of it; its id is its version."""
    id_ = f"m{version}"
    arrival = Arrival(account="eml", folder="INBOX", validity="", uid=id_, received_at=at, size=1000)
    envelope = Envelope(message_id=f"<{id_}@sonv.example>", sender="vanthu@sonv.example", subject="Báo cáo")
    message = Message(envelope=envelope, text="", files=tuple(one.file for one in files))
    found = Identification(unit="SNV", confidence=sure, candidates=(("SNV", sure),), clues=())
    return Submission(
        received=Received(id=id_, arrival=arrival, sha256=nouns.digest(id_), message=message),
        disposition=Disposition.REPORT if version == 1 else Disposition.CORRECTION,
        identification=found, files=files, version=version,
    )  # fmt: skip


def aligned(outline: Outline, **states: State) -> Alignment:
    """Every item full and certain, but those named (`s1_2` is item 1.2) in the state given."""
    told = {key.removeprefix("s").replace("_", "."): state for key, state in states.items()}
    return Alignment(
        sections=tuple(
            Section(
                item=item.id,
                state=told.get(item.id, State.FULL),
                heading=item.title,
                confidence=1.0,
                words=50,
            )
            for item in outline.walk()
        )
    )


def record(campaign: Campaign, *submissions: Submission, alignment: Alignment | None = None) -> Record:
    """The record of the first unit of the roster, its report taken apart."""
    made = build_record(campaign.units[0], submissions, alignment, campaign)
    report = made.counting.report if made.counting else None
    read_ = report.reading if report else None
    return replace(made, paper=dissect(read_) if isinstance(read_, Document) else None)


def with_sections(made: Record, *sections: Section) -> Record:
    """The record with these sections in the place of those of the same item."""
    given = {section.item: section for section in sections}
    return replace(made, sections=tuple(given.get(one.item, one) for one in made.sections))
