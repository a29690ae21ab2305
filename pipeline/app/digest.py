"""From messages as read to what is known of every unit: sort, align, measure, assess.

Messages pass one at a time and their texts are let go at once, so that memory does not grow with the mailbox; the
report that counts is looked up again when its unit's turn comes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import codec
from pipeline.align import align
from pipeline.app import fingerprint
from pipeline.app.office import Office
from pipeline.app.reading import one_received, read_new
from pipeline.app.results import Overview
from pipeline.app.standing import applicable
from pipeline.app.trap import Trap
from pipeline.assess import assess, build_record, counting, headings_ruled
from pipeline.identify import Sorter, dissect
from pipeline.measure import measure, sent_apart
from pipeline.model.campaign import Pinned, Unit
from pipeline.model.document import Document, Reading
from pipeline.model.figure import Figure
from pipeline.model.finding import Assessment
from pipeline.model.paper import Paper
from pipeline.model.section import Alignment
from pipeline.model.submission import Disposition, SortedFile, Submission
from pipeline.ports import Entry
from pipeline.text.fold import fold


def digest(office: Office, entries: Sequence[Entry], trap: Trap) -> Overview:
    """Understand every message and assess every unit of the roster; what has not been read yet is read first."""
    read_new(office, entries, trap)
    office = applicable(office, entries, trap)
    sorter = Sorter(office.campaign)
    submissions: list[Submission] = []
    for done, entry in enumerate(entries, start=1):
        submissions.append(_light(sorter.sort(one_received(office, entry))))
        office.progress.step("messages sorted", done, len(entries))
    by_unit: defaultdict[str, list[Submission]] = defaultdict(list)
    for submission in submissions:
        by_unit[submission.unit].append(submission)
    view = _View(office=office, by_id={entry.id: entry for entry in entries}, doubt=_doubt(office, by_unit))
    assessments = tuple(_assess(view, unit, by_unit[unit.code]) for unit in office.campaign.units)
    return Overview(assessments=assessments, submissions=tuple(submissions))


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What assessing one unit needs beside its own submissions."""

    office: Office
    by_id: Mapping[str, Entry]
    doubt: float


def _doubt(office: Office, by_unit: Mapping[str, Sequence[Submission]]) -> float:
    """The chance that a silent unit is behind a report whose sender is unknown: such reports per silent unit."""
    unknown = sum(one.disposition is Disposition.UNIDENTIFIED for one in by_unit.get("", ()))
    silent = sum(counting(by_unit.get(unit.code, ())) is None for unit in office.campaign.units)
    return min(1.0, unknown / silent) if silent else 0.0


def _assess(view: _View, unit: Unit, submissions: Sequence[Submission]) -> Assessment:
    chosen = counting(submissions)
    full = _full(view, chosen) if chosen else None
    campaign = view.office.campaign
    pinned = Pinned(
        headings=tuple((item, fold(d.value)) for item, d in headings_ruled(unit, campaign).items())
    )
    alignment = _alignment(view.office, full.report, pinned) if full else None
    shown = [full if full and one is chosen else one for one in submissions]
    record = build_record(unit, shown, alignment, campaign, doubt=view.doubt)
    figures, paper = _figures(view, full, submissions), _paper(full)
    found = assess(replace(record, figures=figures, paper=paper), campaign)
    light = tuple(map(_light, found.record.submissions))
    counted = next((one for one in light if chosen and one.received.id == chosen.received.id), None)
    return replace(found, record=replace(found.record, submissions=light, counting=counted))


def _figures(view: _View, full: Submission | None, submissions: Sequence[Submission]) -> tuple[Figure, ...]:
    """The figures of the message that counts; what it lacks may have come with another one."""
    if full is None:
        return ()
    return measure(full.files, view.office.campaign.indicators, elsewhere=sent_apart(full, submissions))


def _paper(full: Submission | None) -> Paper | None:
    report = full.report if full else None
    return dissect(report.reading) if report and isinstance(report.reading, Document) else None


def _alignment(office: Office, report: SortedFile | None, pinned: Pinned) -> Alignment | None:
    """The report's sections, kept by what was read of it, what was ruled of its headings, outline and code."""
    if report is None or not isinstance(report.reading, Document):
        return None
    rules = office.campaign.version
    read, ruled = (hashlib.sha256(codec.encode(given)).hexdigest() for given in (report.reading, pinned))
    key = f"align/{fingerprint.code('align', 'model', 'text')}/{rules}/{read}/{ruled}"
    if (kept := office.memo.get(key)) is not None:
        return codec.decode(kept, Alignment)
    found = align(report.reading, office.campaign.outline, pinned, calibration=office.campaign.calibration)
    office.memo.put(key, codec.encode(found))
    return found


def _full(view: _View, submission: Submission) -> Submission:
    """The submission with the texts of its files."""
    received = one_received(view.office, view.by_id[submission.received.id])
    files = tuple(replace(file, reading=received.reading(file.file.path)) for file in submission.files)
    return replace(submission, received=received, files=files)


def _light(submission: Submission) -> Submission:
    """The submission without the texts of its files and of the mail itself."""
    message = submission.received.message
    received = replace(
        submission.received, readings=(), message=replace(message, text="") if message else None
    )
    files = tuple(replace(file, reading=_without_blocks(file.reading)) for file in submission.files)
    return replace(submission, received=received, files=files)


def _without_blocks(reading: Reading | None) -> Reading | None:
    return replace(reading, blocks=(), furniture=()) if isinstance(reading, Document) else reading
