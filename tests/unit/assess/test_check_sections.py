"""The check of kind `sections`: one finding for what is wrong with each required item, none for what is right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assess import assess
from pipeline.model.campaign import Check, OutlineItem, Severity
from pipeline.model.document import Unread
from pipeline.model.finding import Finding
from pipeline.model.section import Section, State
from pipeline.model.submission import Role
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import PASSWORD, june, paper, submission

CAMPAIGN = replace(
    nouns.campaign(
        sections=nouns.outline(
            OutlineItem(id="1", title="Kết quả", min_words=40),
            OutlineItem(id="2", title="Phụ lục", required=False),
            nouns.item("3", "Đánh giá", nouns.item("3.1", "Hạn chế")),
        )
    ),
    checks=(Check(id="required_sections", kind="sections", severity=Severity.ERROR),),
)
REPORT = submission(june(9), paper(reading=sent.read()))


def told(*sections: Section) -> list[tuple[str, str, str]]:
    """Severity, section and message of the findings on a full report, these sections apart."""
    alignment = sent.aligned(CAMPAIGN.outline)
    made = sent.with_sections(sent.record(CAMPAIGN, REPORT, alignment=alignment), *sections)
    return [(one.severity.value, one.section, one.message) for one in assess(made, CAMPAIGN).findings]


def cell(state: State, item: str = "1") -> Section:
    """A certain section in this state, of 12 words."""
    return Section(item=item, state=state, confidence=1.0, words=12)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.FULL, []),
        (State.MISSING, [("error", "1", "Thiếu mục 1 Kết quả")]),
        (State.EMPTY, [("error", "1", "Mục 1 Kết quả: có tiêu đề, không có nội dung")]),
        (State.UNREADABLE, [("error", "1", "Mục 1 Kết quả: không đọc được")]),
        (State.THIN, [("warning", "1", "Mục 1 Kết quả: nội dung sơ sài (12 từ, cần ít nhất 40)")]),
    ],
)
def test_each_state_has_its_own_words(state: State, expected: list[tuple[str, str, str]]) -> None:
    """Missing, empty and unreadable weigh as the rule says; thin is lighter; full is silent."""
    assert told(cell(state)) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.FULL, []),
        (State.MISSING, ["Thiếu mục 1 Kết quả, theo ý kiến của Lan"]),
        (State.THIN, ["Mục 1 Kết quả: nội dung sơ sài, theo ý kiến của Lan"]),
    ],
)
def test_what_a_reviewer_ruled_is_told_as_theirs(state: State, expected: list[str]) -> None:
    """No count of words stands behind it."""
    assert [message for _, _, message in told(replace(cell(state), ruled_by="Lan"))] == expected


def test_a_ruling_from_before_the_report_is_to_be_looked_at() -> None:
    """It is told why, beside the state that was ruled."""
    old = replace(cell(State.FULL), ruled_by="Lan", confidence=0.5)
    assert told(old) == [("note", "1", "Mục 1: cần xem lại: ý kiến của Lan có trước lần nộp này")]


def test_optional_items_and_parents_are_silent() -> None:
    """Nobody owes the first, and the second speaks through its leaves."""
    assert told(cell(State.MISSING, "2"), cell(State.MISSING, "3")) == []
    assert told(cell(State.MISSING, "3.1")) == [("error", "3.1", "Thiếu mục 3.1 Hạn chế")]


@pytest.mark.parametrize(
    ("confidence", "expected"), [(0.9, []), (0.89, [("note", "1", "Mục 1: cần xem lại")])]
)
def test_an_unsure_cell_is_a_note(confidence: float, expected: list[tuple[str, str, str]]) -> None:
    """From the campaign's threshold up a cell is sure."""
    assert told(replace(cell(State.FULL), confidence=confidence)) == expected


def test_a_misplaced_section_is_a_note_beside_what_else_is_wrong() -> None:
    """One section may have several findings."""
    found = told(replace(cell(State.THIN), in_order=False, confidence=0.5))
    assert [severity for severity, _, _ in found] == ["warning", "note", "note"]
    assert found[-1][2] == "Mục 1 đứng sai thứ tự đề cương"


def test_a_finding_says_where_it_was_seen() -> None:
    """File, page and heading of the section, and the version they are of."""
    section = Section(item="1", state=State.THIN, confidence=1.0, heading="I. KẾT QUẢ", words=1, page=3)
    second = replace(REPORT, version=2)
    made = sent.record(CAMPAIGN, second, alignment=sent.aligned(CAMPAIGN.outline))
    (one,) = assess(sent.with_sections(made, section), CAMPAIGN).findings
    assert one == Finding(
        unit="SNV", version=2, check="required_sections", severity=Severity.WARNING, section="1", file="BC.docx",
        message="Mục 1 Kết quả: nội dung sơ sài (1 từ, cần ít nhất 40)", page=3, evidence="I. KẾT QUẢ",
        brief="viết sơ sài",
    )  # fmt: skip


def test_a_report_that_could_not_be_read_is_one_finding() -> None:
    """Not one for each section; each reason is given once, and files that are no papers are left out."""
    files = (
        paper("logo.png", reading=sent.NO_READER, role=Role.OTHER),
        paper("BC.docx", reading=PASSWORD), paper("BC(1).docx", reading=PASSWORD),
        paper("BC.pdf", reading=Unread(code="no_text", detail="all pages are blank")),
    )  # fmt: skip
    (one,) = assess(sent.record(CAMPAIGN, submission(june(9), *files)), CAMPAIGN).findings
    said = "Đã gửi đúng hạn, chưa đọc được"
    assert (one.message, one.severity, one.file) == (said, Severity.ERROR, "BC.docx")
    assert one.evidence == "tệp có mật khẩu; không có chữ: mọi trang đều trống"


def test_a_report_without_any_file_says_so() -> None:
    """A decision may make a report of a message whose files are gone."""
    (one,) = assess(sent.record(CAMPAIGN, submission(june(9))), CAMPAIGN).findings
    assert (one.file, one.evidence) == ("", "không có tệp nào đọc được")


def test_a_later_report_that_could_not_be_read_is_told() -> None:
    """The row shows the version before it: nobody may take that for the latest."""
    locked = submission(june(11), paper("BC (sua).docx", reading=PASSWORD), version=2)
    gone = submission(june(12), version=3)
    made = sent.record(CAMPAIGN, REPORT, locked, gone, alignment=sent.aligned(CAMPAIGN.outline))
    assert [(one.version, one.file, one.message) for one in assess(made, CAMPAIGN).findings] == [
        (2, "BC (sua).docx", "Lần nộp 2 chưa đọc được; kết quả là của lần nộp 1"),
        (3, "", "Lần nộp 3 chưa đọc được; kết quả là của lần nộp 1"),
    ]


def test_an_older_report_that_could_not_be_read_is_past() -> None:
    """Once a later one was read, it matters no more."""
    locked = submission(june(8), paper(reading=PASSWORD))
    read = submission(june(9), paper(reading=sent.read()), version=2)
    made = sent.record(CAMPAIGN, locked, read, alignment=sent.aligned(CAMPAIGN.outline))
    assert assess(made, CAMPAIGN).findings == ()
