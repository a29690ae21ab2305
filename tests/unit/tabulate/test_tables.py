"""What stands in the cells of the six tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.assess import assess, build_record
from pipeline.model.campaign import Campaign
from pipeline.model.document import Document, Recognition, Unread
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.section import Alignment
from pipeline.model.submission import Disposition, Identification, Role, SortedFile, Submission
from pipeline.tabulate import tabulate
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import PASSWORD, june, paper, submission

Tables = Mapping[str, pd.DataFrame]
Tabulated = Callable[[Sequence[Submission], Sequence[Submission]], Tables]

LATE_REPORT = submission(june(16, 8, 0), paper(reading=replace(sent.read(), pages=4)), sure=0.94)
LOCKED = replace(
    submission(june(12), paper("bc.docx", reading=PASSWORD)),
    identification=Identification(unit="BDT", confidence=1.0, candidates=(), clues=()),
)


def rows(table: pd.DataFrame) -> list[dict[str, object]]:
    """The rows as written, None where there is nothing."""
    return [
        {str(name): None if value is pd.NA else value for name, value in row.items()}
        for row in table.astype(object).to_dict("records")
    ]


def column(table: pd.DataFrame, name: str) -> list[object]:
    """One column, None where there is nothing."""
    return [row[name] for row in rows(table)]


def test_every_unit_of_the_roster_has_its_row(tabulated: Tabulated) -> None:
    """In roster order, whatever it sent; so has every unit every item of the outline, in outline order."""
    for sendings in (((), ()), ((LATE_REPORT,), ()), ((LATE_REPORT,), (LOCKED,))):
        tables = tabulated(*sendings)
        assert column(tables["units"], "unit") == ["SNV", "BDT", "ATC"]
        cells = tables["sections"][["unit", "section"]].itertuples(index=False, name=None)
        items = ["1", "2", "2.1", "2.2", "3"]
        assert list(cells) == [(unit, item) for unit in ("SNV", "BDT", "ATC") for item in items]


def test_a_report_that_was_read_fills_its_row(tabulated: Tabulated) -> None:
    """Counts are of required leaves alone; times are Vietnam's."""
    assert rows(tabulated((LATE_REPORT,), ())["units"])[0] == {
        "unit": "SNV", "name": "Sở Nội vụ", "status": "late", "received_at": "2023-06-16T08:00:00+07:00",
        "due_at": "2023-06-14T23:59:59+07:00", "days_late": 2, "version": 1, "report": "BC.docx", "format": "docx",
        "pages": 4, "required": 3, "full": 1, "thin": 1, "empty": 0, "missing": 1, "unreadable": 0,
        "completeness": 0.5, "errors": 1, "warnings": 2, "verdict": "incomplete", "confidence": 0.92,
        "decided_by": "",
    }  # fmt: skip


def test_a_report_that_could_not_be_read_names_its_file(tabulated: Tabulated) -> None:
    """Name and format are of the file that stands in the report's place; it has no pages."""
    found = rows(tabulated((), (LOCKED,))["units"])[1]
    assert {name: found[name] for name in ("status", "report", "format", "pages", "unreadable", "verdict")} == {
        "status": "on_time", "report": "bc.docx", "format": "docx", "pages": None, "unreadable": 3,
        "verdict": "unreadable",
    }  # fmt: skip
    assert found["warnings"] == 1


def test_a_silent_unit_has_a_row_with_nothing_in_it(tabulated: Tabulated) -> None:
    """No time, no version and no days late: absent, which is not zero."""
    tables = tabulated((), ())
    found = rows(tables["units"])[2]
    absent = ("received_at", "days_late", "version", "report", "format", "pages")
    assert [found[name] for name in absent] == ["", None, None, "", "", None]
    assert (found["status"], found["verdict"], found["completeness"]) == (
        "not_submitted",
        "not_submitted",
        0.0,
    )
    assert set(column(tables["sections"], "state")) == {"not_submitted"}
    assert [len(tables[name]) for name in ("findings", "indicators", "messages", "files")] == [0, 0, 0, 0]


def test_a_section_says_where_it_was_found(tabulated: Tabulated) -> None:
    """Heading, place and text; other items of the same heading are separated by a bar."""
    table = tabulated((LATE_REPORT,), ())["sections"]
    assert rows(table)[2] == {
        "unit": "SNV", "section": "2.1", "title": "Lãnh đạo", "state": "thin", "heading": "1. Lãnh đạo, phối hợp",
        "score": 0.7, "confidence": 0.92, "in_order": False, "shared_with": "2.2|1", "words": 4, "page": 2,
        "paragraph": 9, "file": "BC.docx", "text": "Đã làm.",
    }  # fmt: skip
    missing = rows(table)[3]
    assert (missing["page"], missing["paragraph"], missing["text"]) == (None, None, "")
    assert rows(table)[0]["text"] == "Đã họp.\nĐã học."


def test_findings_are_rows_in_roster_order(tabulated: Tabulated) -> None:
    """Each with its check, weight and place."""
    table = tabulated((LATE_REPORT,), (LOCKED,))["findings"]
    told = table[["unit", "check", "severity", "section"]].itertuples(index=False, name=None)
    assert list(told) == [
        ("SNV", "deadline", "error", ""),
        ("SNV", "sections", "warning", "2.1"),
        ("SNV", "sections", "note", "2.1"),
        ("SNV", "sections", "warning", "2.2"),
        ("BDT", "sections", "warning", ""),
    ]
    assert column(table, "page") == [None, 2, 2, None, None]
    assert column(table, "version") == [1] * 5


def test_figures_are_rows_in_roster_order(campaign: Campaign, alignment: Alignment) -> None:
    """Each with its cell; what was not found has a row of its own, without value and place."""
    asked = replace(campaign, indicators=(Indicator(id="visits", title="Số lượt tiếp dân", unit="lượt"),))
    found = Figure(
        indicator="visits", period="2021", value=1250.0, unit="lượt", raw="1.250", confidence=0.97, file="PL.docx", page=2,
        table=1, row=3, column=4,
    )  # fmt: skip
    gap = Figure(indicator="visits", unit="lượt", confidence=0.5)
    records = [
        replace(build_record(unit, (LATE_REPORT,), alignment, asked), figures=(figure,))
        for unit, figure in zip(asked.units, (found, gap), strict=False)
    ]
    table = tabulate([assess(record, asked) for record in records], (), asked)["indicators"]
    base = {"indicator": "visits", "title": "Số lượt tiếp dân", "unit_of_measure": "lượt"}
    assert rows(table) == [
        {
            **base, "unit": "SNV", "period": "2021", "value": 1250.0, "raw": "1.250", "confidence": 0.97, "file": "PL.docx",
            "page": 2, "table": 1, "row": 3, "column": 4,
        },
        {
            **base, "unit": "BDT", "period": "", "value": None, "raw": "", "confidence": 0.5, "file": "", "page": None,
            "table": None, "row": None, "column": None,
        },
    ]  # fmt: skip


def test_a_message_has_a_row_whatever_became_of_it(campaign: Campaign) -> None:
    """One that was never parsed, too; the text of a message is none of its files."""
    body = SortedFile(file=nouns.attached("body.txt", path="1", body=True), role=Role.OTHER, reading=None)
    report = replace(LATE_REPORT, files=(body, *LATE_REPORT.files))
    gone = replace(
        report, received=replace(report.received, id="m9", message=None), files=(), version=0,
        disposition=Disposition.QUARANTINED, reason="the server closed the connection",
        identification=Identification(unit="", confidence=0.0, candidates=(), clues=()),
    )  # fmt: skip
    first, second = rows(tabulate((), (report, gone), campaign)["messages"])
    assert first == {
        "message": "m1", "folder": "INBOX", "uid": "m1", "message_id": "<m1@sonv.example>", "subject": "Báo cáo",
        "sender": "vanthu@sonv.example", "sent_at": "", "received_at": "2023-06-16T08:00:00+07:00",
        "disposition": "report", "unit": "SNV", "version": 1, "reason": "", "files": 1,
    }  # fmt: skip
    assert (second["message"], second["unit"], second["version"], second["files"]) == ("m9", "", None, 0)
    assert (second["disposition"], second["reason"]) == ("quarantined", "the server closed the connection")


@pytest.mark.parametrize(
    ("sent_at", "shown"),
    [
        (dt.datetime(2023, 6, 9, 2, 12, 0, 999999, tzinfo=dt.UTC), "2023-06-09T09:12:00+07:00"),
        (dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.UTC), "9999-12-31T23:59:00+00:00"),
        (dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=14))), "0001-01-01T00:00:00+14:00"),
    ],
)
def test_times_are_those_of_vietnam(campaign: Campaign, sent_at: dt.datetime, shown: str) -> None:
    """To the second; a date at the calendar's ends, which a sender may write, stands as it came."""
    message = LATE_REPORT.received.message
    assert message is not None
    dated = replace(message, envelope=replace(message.envelope, sent_at=sent_at))
    one = replace(LATE_REPORT, received=replace(LATE_REPORT.received, message=dated))
    assert column(tabulate((), (one,), campaign)["messages"], "sent_at") == [shown]


def test_who_decided_is_named_once(campaign: Campaign, alignment: Alignment) -> None:
    """First who ruled on the message, then who ruled on its sections."""
    ruled = replace(
        campaign,
        decisions=(
            nouns.decision("SNV/1", "state", "full", by="An"),
            nouns.decision("SNV/2.1", "state", "full", by="Lan"),
        ),
    )
    by_lan = replace(LATE_REPORT, decided_by="Lan")
    record = build_record(ruled.units[0], (by_lan,), alignment, ruled)
    assert column(tabulate((assess(record, ruled),), (), ruled)["units"], "decided_by") == ["Lan, An"]


@pytest.mark.parametrize(
    ("media_type", "shown"),
    [
        (nouns.DOCX, "docx"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template", "dotx"),
        ("application/vnd.ms-word.document.macroEnabled.12", "docm"),
        ("application/vnd.ms-word.template.macroEnabled.12", "dotm"),
        ("application/x-encrypted-ooxml", "docx"),
        ("application/pdf", "pdf"),
        ("application/msword", "doc"),
        ("application/rtf", "rtf"),
        ("application/vnd.oasis.opendocument.text", "odt"),
        ("text/html", "html"),
        ("application/vnd.rar", "rar"),
        ("application/x-empty", "empty"),
    ],
)
def test_a_format_has_a_short_name(tabulated: Tabulated, media_type: str, shown: str) -> None:
    """By the content of the file that could not be read, in one word; a logo beside it is not the report."""
    logo = paper("logo.png", reading=sent.NO_READER, role=Role.OTHER)
    nobody = paper("x")
    report = replace(nobody, file=replace(nobody.file, media_type=media_type))
    table = tabulated((submission(june(9), logo, report),), ())["units"]
    assert (rows(table)[0]["format"], rows(table)[0]["report"]) == (shown, "x")


def files(campaign: Campaign, *given: SortedFile) -> list[dict[str, object]]:
    """The rows of these files of one message."""
    return rows(tabulate((), (submission(june(9), *given),), campaign)["files"])


def test_a_file_says_what_read_it(campaign: Campaign) -> None:
    """Pages read by OCR are listed; what the reader remarked stands behind the reason of the role."""
    read = tuple(Recognition(page=page, confidence=0.9, uncovered=0.0) for page in (1, 3))
    reading = Document(reader="pdf", blocks=(), pages=3, recognised=read, remarks=("page 2 is upside down",))
    made = replace(paper("BC.pdf", reading=reading), reason="no line says that it is a report")
    assert files(campaign, made) == [
        {
            "message": "m1", "path": "2", "name": "BC.pdf", "sha256": nouns.digest("BC.pdf"),
            "media_type": "application/pdf", "bytes": 1000, "role": "report", "reader": "pdf", "pages": 3,
            "ocr": "1|3", "reason": "no line says that it is a report; page 2 is upside down",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "reader", "reason"),
    [
        (paper(reading=PASSWORD), "docx", "password: the document is protected by a password"),
        (
            replace(paper("PL.docx", reading=PASSWORD, role=Role.ANNEX), reason="by its name"),
            "docx",
            "by its name; password: the document is protected by a password",
        ),
        (
            replace(paper("a.png", reading=sent.NO_READER, role=Role.OTHER), reason="no paper: image/png"),
            "",
            "no paper: image/png",
        ),
        (
            SortedFile(file=replace(nouns.attached("a.zip"), reason="too many members"), role=Role.OTHER, reading=None),
            "",
            "too many members",
        ),
        (replace(paper("BC.pdf", reading=Unread(code="time", detail="", reader="pdf")), reason=""), "pdf", "time"),
    ],
)  # fmt: skip
def test_a_file_that_was_not_read_says_why(
    campaign: Campaign, one: SortedFile, reader: str, reason: str
) -> None:
    """The reason is there whatever the file's role, and said once."""
    (row,) = files(campaign, one)
    assert (row["reader"], row["reason"], row["pages"], row["ocr"]) == (reader, reason, None, "")


def test_the_same_input_gives_the_same_tables(tabulated: Tabulated) -> None:
    """Cell for cell, kind for kind."""
    first, second = (tabulated((LATE_REPORT,), (LOCKED,)) for _ in range(2))
    for name, table in first.items():
        pd.testing.assert_frame_equal(table, second[name])


def test_a_roster_of_one_unit_is_a_campaign(campaign: Campaign) -> None:
    """One row, and its sections."""
    unit = campaign.units[0]
    small = replace(campaign, units=(unit,))
    tables = tabulate((assess(build_record(unit, (), None, small), small),), (), small)
    assert (len(tables["units"]), len(tables["sections"])) == (1, 5)


def test_what_may_have_been_lost_is_told(campaign: Campaign) -> None:
    """What the parser stumbled over stands behind the reason; what one of two parsers could read anyway does not."""
    defects = (
        "headers: AddressHeaderDefect",
        "2: text after the last part",
        "message: a",
        "message: b",
        "message: c",
    )
    one = submission(june(9), paper("BC.docx"))
    assert one.received.message is not None
    broken = replace(one.received, message=replace(one.received.message, defects=defects))
    made = replace(one, received=broken, reason="an annex only")
    [row] = rows(tabulate((), (made,), campaign)["messages"])
    assert row["reason"] == "an annex only; 2: text after the last part; message: a; message: b; and 1 more"
