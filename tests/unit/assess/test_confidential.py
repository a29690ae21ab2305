"""Kind `confidential`: what is said of marked files, and what becomes of the unit's row."""

from __future__ import annotations

from dataclasses import replace

from pipeline.assess import assess
from pipeline.model.campaign import Campaign, Check, Severity
from pipeline.model.document import Unread
from pipeline.model.finding import Assessment, Status, Verdict
from pipeline.model.section import State
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import PASSWORD, june, paper, submission

MARKED = Unread(code="confidential", detail="TỐI MẬT, trang 1")
RULED = Unread(code="confidential", detail="ruled by a reviewer")


def campaign(**parameters: object) -> Campaign:
    """A campaign with this one check."""
    rule = Check(id="rule", kind="confidential", severity=Severity.ERROR, parameters=parameters)
    return replace(nouns.campaign(), checks=(rule,))


def assessed(*readings: Unread, **parameters: object) -> Assessment:
    """A unit that sent one report after another, each of one file."""
    sents = [
        submission(june(4 + number), paper(f"BC{number}.pdf", reading=reading), version=number)
        for number, reading in enumerate(readings, start=1)
    ]
    rules = campaign(**parameters)
    return assess(sent.record(rules, *sents), rules)


def test_a_marked_report_was_sent_and_is_surely_unreadable() -> None:
    """Its arrival counts; every cell is certain, since nobody is to read it here."""
    found = assessed(MARKED)
    assert (found.record.status, found.verdict) == (Status.ON_TIME, Verdict.UNREADABLE)
    assert {(one.state, one.confidence) for one in found.record.sections} == {(State.UNREADABLE, 1.0)}


def test_the_finding_says_the_level_and_whom_to_tell() -> None:
    """And names the file, with nothing of its text."""
    (finding,) = assessed(MARKED, tell="ông Bình, phòng Hành chính").findings
    assert finding.message == (
        "Tệp có dấu TỐI MẬT: không đọc tiếp; báo ngay cho ông Bình, phòng Hành chính; không chuyển tiếp qua thư điện tử"
    )
    assert (finding.file, finding.evidence, finding.severity) == (
        "BC1.pdf",
        "TỐI MẬT, trang 1",
        Severity.ERROR,
    )


def test_the_sentence_says_that_it_is_not_read_and_whom_to_tell() -> None:
    """Nobody failed to read it; what must be done now is said in the unit's row."""
    assert assessed(MARKED, tell="ông Bình").explanation == (
        "Đã gửi đúng hạn, không đọc để giữ bí mật; tệp có dấu TỐI MẬT, phải báo ngay cho ông Bình"
    )
    assert assessed(RULED, tell="ông Bình").explanation == (
        "Đã gửi đúng hạn, không đọc để giữ bí mật; tệp được người rà soát xác định là mật, phải báo ngay cho ông Bình"
    )


def test_a_file_that_a_reviewer_ruled_secret_has_no_level() -> None:
    """The office tells somebody all the same: by default whoever is in charge of state secrets."""
    (finding,) = assessed(RULED).findings
    assert finding.message.startswith(
        "Tệp được người rà soát xác định là mật: không đọc tiếp; báo ngay cho người phụ trách bảo vệ bí mật nhà nước;"
    )


def test_a_marked_version_that_does_not_count_is_told_too() -> None:
    """Whichever came later; other unreadable files are none of this check's."""
    rules = campaign()
    read = submission(june(5), paper(reading=sent.read()), version=1)
    later = submission(june(6), paper("BC2.pdf", reading=MARKED), version=2)
    alignment = sent.aligned(rules.outline)
    found = assess(sent.record(rules, read, later, alignment=alignment), rules)
    assert [(one.version, one.file) for one in found.findings] == [(2, "BC2.pdf")]
    assert found.verdict is Verdict.COMPLETE
    assert assessed(PASSWORD).findings == ()
