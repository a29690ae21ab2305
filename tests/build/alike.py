"""Reports compared as the program does, without a mailbox: documents by unit in, findings out; and texts that are alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from pipeline.app.likeness import by_rules, titles
from pipeline.assess import assess, build_record
from pipeline.compare import Other, Papers, mark, of_texts, quote
from pipeline.identify import Sorter, dissect
from pipeline.model.campaign import Campaign, Unit, kin
from pipeline.model.document import Document
from pipeline.model.finding import Finding
from pipeline.model.likeness import Match, Origin, Originality
from pipeline.model.section import Alignment, Section, State
from pipeline.model.submission import Disposition, Identification, Role, SortedFile, Submission
from tests.build.nouns import ARRIVED, attached, message, received

Documents = Mapping[str, Document]


def findings(rules: Campaign, reports: Documents, earlier: Documents, known: Documents) -> list[Finding]:
    """What the campaign's checks say of these reports, which came an hour apart; each unit has one earlier report."""
    papers = Papers(
        reports={unit: mark(document) for unit, document in reports.items()},
        titles=of_texts(enumerate(titles(rules))),
        kin=kin(rules.units),
        earlier={unit: {f"{unit}.docx": mark(document)} for unit, document in earlier.items()},
        given={name: mark(document) for name, document in known.items()},
    )
    found = by_rules(rules.checks, papers)
    sorter, hours = Sorter(rules), {unit: hour for hour, unit in enumerate(reports)}
    told: list[Finding] = []
    for unit in rules.units:
        if unit.code in reports:
            copies = tuple(
                quote(match, reports[unit.code], _other(match, rules, hours, (reports, earlier, known)))
                for match in found.get(unit.code, ())
            )
            names = sorter.misnamed(reports[unit.code], dissect(reports[unit.code]), unit.code)
            record = build_record(unit, (_sent(unit, reports[unit.code], hours),), _whole(rules), rules)
            record = replace(record, originality=Originality(copies=copies, misnamed=names))
            told += assess(record, rules).findings
    return told


def _other(match: Match, rules: Campaign, hours: Mapping[str, int], papers: tuple[Documents, ...]) -> Other:
    reports, earlier, known = papers
    if match.origin is Origin.UNIT:
        name = next(unit.name for unit in rules.units if unit.code == match.source)
        return Other(name=name, document=reports[match.source], sent_at=_at(hours[match.source]))
    if match.origin is Origin.EARLIER:
        return Other(name=match.source, document=earlier[match.source.removesuffix(".docx")])
    return Other(name=match.source, document=known[match.source])


def _at(hour: int) -> dt.datetime:
    return ARRIVED + dt.timedelta(hours=hour)


def _sent(unit: Unit, document: Document, hours: Mapping[str, int]) -> Submission:
    file = attached(f"{unit.code}.docx")
    mail = received(message(file), {file.path: document}, id_=unit.code)
    return Submission(
        received=replace(mail, arrival=replace(mail.arrival, received_at=_at(hours[unit.code]))),
        disposition=Disposition.REPORT, version=1,
        identification=Identification(unit=unit.code, confidence=1.0, candidates=(), clues=()),
        files=(SortedFile(file=file, role=Role.REPORT, reading=document),),
    )  # fmt: skip


def _whole(rules: Campaign) -> Alignment:
    sections = (Section(item=item.id, state=State.FULL, confidence=1.0) for item in rules.outline.walk())
    return Alignment(sections=tuple(sections))
