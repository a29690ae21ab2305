"""From messages as read to what is known of every unit: sort, compare, align, measure, assess.

Messages pass one at a time and their texts are let go at once, so that memory does not grow with the mailbox; the
report that counts is looked up again when its unit's turn comes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pipeline.align import align
from pipeline.app.kept import kept
from pipeline.app.likeness import Counted, likenesses
from pipeline.app.office import Office
from pipeline.app.reading import one_received, read_new
from pipeline.app.results import Overview
from pipeline.app.shelf import Shelf
from pipeline.app.standing import applicable
from pipeline.app.trap import Trap
from pipeline.assess import MISNAMED, assess, build_record, counting, headings_ruled
from pipeline.compare import Other, quote
from pipeline.identify import Sorter, dissect
from pipeline.measure import measure, sent_apart
from pipeline.model.campaign import Pinned, Unit
from pipeline.model.document import Document, Reading
from pipeline.model.figure import Figure
from pipeline.model.finding import Assessment
from pipeline.model.likeness import Match, Origin, Originality
from pipeline.model.paper import Paper
from pipeline.model.section import Alignment
from pipeline.model.submission import Disposition, SortedFile, Submission
from pipeline.ports import Entry
from pipeline.text.fold import fold


def digest(office: Office, entries: Sequence[Entry], trap: Trap) -> Overview:
    """Understand every message and assess every unit of the roster; what has not been read yet is read first."""
    shelf = Shelf(office, trap)
    read_new(office, (*entries, *shelf.entries), trap)
    office = applicable(office, entries, trap)
    sorter = Sorter(office.campaign)
    submissions: list[Submission] = []
    for done, entry in enumerate(entries, start=1):
        submissions.append(_light(sorter.sort(one_received(office, entry))))
        office.progress.step("messages sorted", done, len(entries))
    by_unit: defaultdict[str, list[Submission]] = defaultdict(list)
    for submission in submissions:
        by_unit[submission.unit].append(submission)
    view = _View(
        office=office,
        by_id={entry.id: entry for entry in entries},
        by_unit=by_unit,
        sorter=sorter,
        shelf=shelf,
    )
    found = likenesses(office, _counted(view), shelf)
    doubt = _doubt(office, by_unit)
    assessments = tuple(
        _assess(view, unit, found.get(unit.code, ()), doubt) for unit in office.campaign.units
    )
    return Overview(assessments=assessments, submissions=tuple(submissions))


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What assessing one unit needs beside its own submissions, and theirs."""

    office: Office
    by_id: Mapping[str, Entry]
    by_unit: Mapping[str, Sequence[Submission]]
    sorter: Sorter
    shelf: Shelf


def _counted(view: _View) -> dict[str, Counted]:
    """By unit the reports that count and could be read."""
    found = {}
    for unit in view.office.campaign.units:
        chosen = counting(view.by_unit.get(unit.code, ()))
        if chosen is not None and chosen.report and isinstance(chosen.report.reading, Document):
            found[unit.code] = Counted(
                submission=chosen, entry=view.by_id[chosen.received.id], read=partial(_text, view, unit.code)
            )
    return found


def _text(view: _View, unit: str) -> Document | None:
    """The text of a unit's report that counts; None when there is none."""
    chosen = counting(view.by_unit.get(unit, ()))
    report = _full(view, chosen).report if chosen else None
    return report.reading if report and isinstance(report.reading, Document) else None


def _doubt(office: Office, by_unit: Mapping[str, Sequence[Submission]]) -> float:
    """The chance that a silent unit is behind a report whose sender is unknown: such reports per silent unit."""
    unknown = sum(one.disposition is Disposition.UNIDENTIFIED for one in by_unit.get("", ()))
    silent = sum(counting(by_unit.get(unit.code, ())) is None for unit in office.campaign.units)
    return min(1.0, unknown / silent) if silent else 0.0


def _assess(view: _View, unit: Unit, matches: Sequence[Match], doubt: float) -> Assessment:
    submissions = view.by_unit.get(unit.code, ())
    chosen = counting(submissions)
    full = _full(view, chosen) if chosen else None
    campaign = view.office.campaign
    pinned = Pinned(
        headings=tuple((item, fold(d.value)) for item, d in headings_ruled(unit, campaign).items())
    )
    alignment = _alignment(view.office, full.report, pinned) if full else None
    shown = [full if full and one is chosen else one for one in submissions]
    record = build_record(unit, shown, alignment, campaign, doubt=doubt)
    figures, paper = _figures(view, full, submissions), _paper(view.office, full)
    originality = _originality(view, unit, full, paper, matches)
    found = assess(replace(record, figures=figures, paper=paper, originality=originality), campaign)
    light = tuple(map(_light, found.record.submissions))
    counted = next((one for one in light if chosen and one.received.id == chosen.received.id), None)
    return replace(found, record=replace(found.record, submissions=light, counting=counted))


def _figures(view: _View, full: Submission | None, submissions: Sequence[Submission]) -> tuple[Figure, ...]:
    """The figures of the message that counts; what it lacks may have come with another one."""
    if full is None:
        return ()
    return measure(full.files, view.office.campaign.indicators, elsewhere=sent_apart(full, submissions))


def _paper(office: Office, full: Submission | None) -> Paper | None:
    """The report taken apart, kept by what was read of it and code."""
    report = full.report if full else None
    if report is None or not isinstance(report.reading, Document):
        return None
    return kept(office, "identify", (report.reading,), Paper, partial(dissect, report.reading))


def _alignment(office: Office, report: SortedFile | None, pinned: Pinned) -> Alignment | None:
    """The report's sections, kept by what was read of it, what was ruled of its headings, outline and code."""
    if report is None or not isinstance(report.reading, Document):
        return None
    document, campaign = report.reading, office.campaign
    make = partial(align, document, campaign.outline, pinned, calibration=campaign.calibration)
    return kept(office, "align", (document, pinned), Alignment, make)


def _originality(
    view: _View, unit: Unit, full: Submission | None, paper: Paper | None, matches: Sequence[Match]
) -> Originality:
    """What the report that counts is like, in the words of both papers, and where it speaks as another unit."""
    report = full.report if full else None
    if report is None or paper is None or not isinstance(report.reading, Document):
        return Originality()
    document = report.reading
    others = ((match, _other(view, match)) for match in matches)
    copies = tuple(quote(match, document, other) for match, other in others if other is not None)
    if all(rule.kind != MISNAMED for rule in view.office.campaign.checks):
        return Originality(copies=copies)
    named = kept(
        view.office, "identify", (document, unit.code), Originality,
        lambda: Originality(misnamed=view.sorter.misnamed(document, paper, unit.code)),
    )  # fmt: skip
    return replace(named, copies=copies)


def _other(view: _View, match: Match) -> Other | None:
    """The paper that a match is with."""
    if match.origin is not Origin.UNIT:
        given = next(one for one in view.office.campaign.given if one.name == match.source)
        document = view.shelf.document(given)
        return Other(name=given.name, document=document) if document else None
    document = _text(view, match.source)
    name = next(unit.name for unit in view.office.campaign.units if unit.code == match.source)
    first = min(one.received_at for one in view.by_unit[match.source] if one.is_report)
    return Other(name=name, document=document, sent_at=first) if document else None


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
    return (
        replace(reading, blocks=(), furniture=(), first_header=())
        if isinstance(reading, Document)
        else reading
    )
