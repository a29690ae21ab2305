"""The one sentence on a unit: what is said first, what is said together, and that something is always said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.assess import assess
from pipeline.model.campaign import Campaign, Check, Decides, Decision, Severity
from pipeline.model.finding import Record
from pipeline.model.section import Section, State
from pipeline.model.submission import Confirmed, Disposition, Elsewhere, SenderCheck
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import PASSWORD, june, paper, submission

ITEMS = tuple(nouns.item(f"1.{place}", "Mục") for place in range(1, 9))
SECTIONS, DEADLINE, ADDRESS, DIRECTIVE = (
    Check(id=kind, kind=kind, severity=severity)
    for kind, severity in (
        ("sections", Severity.ERROR), ("deadline", Severity.ERROR), ("new_address", Severity.NOTE),
        ("names_directive", Severity.WARNING),
    )
)  # fmt: skip


def checking(*rules: Check, decisions: Sequence[Decision] = ()) -> Campaign:
    """A campaign with eight sections and these rules; the roster lists no address."""
    units = (nouns.unit("SNV", "Sở Nội vụ"),)
    made = nouns.campaign(sections=nouns.outline(*ITEMS), units=units, decisions=tuple(decisions))
    return replace(made, checks=rules)


def came(campaign: Campaign, day: int, *cells: Section, sure: float = 1.0) -> Record:
    """A whole report of that day in June that names the directive, but for these sections."""
    report = submission(june(day), paper(reading=sent.read()), sure=sure)
    return sent.with_sections(sent.record(campaign, report, alignment=sent.aligned(campaign.outline)), *cells)


def said(campaign: Campaign, made: Record) -> str:
    """The sentence."""
    return assess(made, campaign).explanation


def cells(state: State, *numbers: int, sure: float = 1.0) -> list[Section]:
    """Sections in one state."""
    return [Section(item=f"1.{number}", state=state, confidence=sure) for number in numbers]


def test_sections_in_one_state_are_named_together() -> None:
    """By number, in the outline's order; then what else there is, by severity."""
    campaign = checking(SECTIONS, DEADLINE, ADDRESS)
    gaps = [
        *cells(State.MISSING, 7, 2),
        *cells(State.EMPTY, 4),
        *cells(State.THIN, 1),
        *cells(State.UNREADABLE, 3),
    ]
    assert said(campaign, came(campaign, 16, *gaps)) == (
        "Thiếu mục 1.2, 1.7; không đọc được mục 1.3; để trống mục 1.4; nộp muộn 2 ngày; viết sơ sài mục 1.1; "
        "1 lưu ý thư gửi"
    )


def test_more_than_six_sections_are_counted() -> None:
    """A sentence must stay one."""
    campaign = checking(SECTIONS)
    assert said(campaign, came(campaign, 9, *cells(State.MISSING, *range(1, 7)))).count(",") == 5
    assert said(campaign, came(campaign, 9, *cells(State.MISSING, *range(1, 8)))) == "Thiếu 7 mục"


def test_doubt_is_said_with_the_state_and_once() -> None:
    """A gap that may be none, and a full section that may be one."""
    campaign = checking(SECTIONS)
    doubts = [*cells(State.MISSING, 1, 3, sure=0.5), *cells(State.FULL, 2, sure=0.5)]
    told = "Cần xem lại, có thể thiếu mục 1.1, 1.3; cần xem lại mục 1.2"
    assert said(campaign, came(campaign, 9, *doubts)) == told


def test_what_is_sure_is_said_before_what_may_be() -> None:
    """Also where it stands further down in the outline."""
    campaign = checking(SECTIONS)
    gaps = [*cells(State.MISSING, 1, sure=0.5), *cells(State.MISSING, 4)]
    told = "Thiếu mục 1.4; cần xem lại, có thể thiếu mục 1.1"
    assert said(campaign, came(campaign, 9, *gaps)) == told


def test_a_misplaced_section_is_said() -> None:
    """Also of a report that is complete."""
    campaign = checking(SECTIONS)
    (section,) = cells(State.FULL, 5)
    told = said(campaign, came(campaign, 9, replace(section, in_order=False)))
    assert told == "Đủ các mục, đúng hạn; sai thứ tự mục 1.5"


def test_weight_goes_before_severity_and_order() -> None:
    """The heaviest rule speaks first; one without weight is silent."""
    heavy = replace(ADDRESS, weight=2.0)
    campaign = checking(SECTIONS, DEADLINE, heavy)
    assert said(campaign, came(campaign, 16, *cells(State.MISSING, 2))) == (
        "1 lưu ý thư gửi; thiếu mục 1.2; nộp muộn 2 ngày"
    )
    campaign = checking(SECTIONS, replace(DEADLINE, weight=0.0))
    assert said(campaign, came(campaign, 16)) == "Đủ các mục"


def test_findings_without_words_of_their_own_are_counted_by_group_and_severity() -> None:
    """Two rules of one kind are counted together where they weigh the same."""
    rules = (ADDRESS, replace(ADDRESS, id="b"), replace(ADDRESS, id="c", severity=Severity.WARNING))
    campaign = checking(*rules)
    assert said(campaign, came(campaign, 9)) == ("Đủ các mục, đúng hạn; 1 cảnh báo thư gửi; 2 lưu ý thư gửi")


@pytest.mark.parametrize(
    ("day", "told"), [(9, "Đã gửi đúng hạn, chưa đọc được"), (16, "Đã gửi, chưa đọc được; nộp muộn 2 ngày")]
)
def test_a_report_that_was_not_read_is_said_to_have_come(day: int, told: str) -> None:
    """In time or not; with a check on sections, not twice."""
    for rules in ((DEADLINE,), (SECTIONS, DEADLINE)):
        campaign = checking(*rules)
        made = sent.record(campaign, submission(june(day), paper(reading=PASSWORD)))
        assert said(campaign, made) == told


def test_a_silent_unit_and_one_that_wrote_elsewhere() -> None:
    """What it sent instead is said after it."""
    campaign = checking(Check(id="e", kind="sent_elsewhere", severity=Severity.WARNING))
    assert said(campaign, sent.record(campaign)) == "Chưa nộp báo cáo"
    mail = replace(
        submission(june(9)), disposition=Disposition.OTHER, elsewhere=Elsewhere.LINK, version=0, reason="why"
    )
    told = "Chưa nộp báo cáo; đã gửi đường dẫn để tải báo cáo"
    assert said(campaign, sent.record(campaign, mail)) == told


def test_an_unsure_unit_is_said() -> None:
    """It is why the verdict is review, though no check has a finding."""
    campaign = checking(SECTIONS)
    told = "Chưa chắc báo cáo là của đơn vị này; thiếu mục 1.1"
    assert said(campaign, came(campaign, 9, *cells(State.MISSING, 1), sure=0.5)) == told


def test_other_kinds_have_words_of_their_own() -> None:
    """The directive, and a sender that the server refutes."""
    campaign = checking(DIRECTIVE, Check(id="f", kind="unconfirmed_sender", severity=Severity.WARNING))
    report = submission(june(9), paper(reading=sent.read("BÁO CÁO")))
    forged = replace(report, sender_check=SenderCheck(confirmed=Confirmed.NO, evidence="dmarc=fail"))
    made = sent.record(campaign, forged, alignment=sent.aligned(campaign.outline))
    told = "Đủ các mục, đúng hạn; không nêu văn bản số 28-CT/TU; chưa xác nhận được người gửi"
    assert said(campaign, made) == told


def test_rulings_that_could_not_be_applied_are_counted() -> None:
    """They are of no rule in `checks.yaml`."""
    campaign = checking(decisions=[nouns.decision("SNV/1.1", "heading", "Dòng khác")])
    assert said(campaign, came(campaign, 9)) == "Đủ các mục, đúng hạn; 1 cảnh báo ý kiến rà soát"


@pytest.mark.parametrize(
    ("day", "told"), [(9, "Đúng hạn; thiếu mục 1.3"), (16, "Nộp muộn 2 ngày; thiếu mục 1.3")]
)
def test_a_gap_that_decides_nothing_is_no_whole(day: int, told: str) -> None:
    """Complete by the rules, and yet not all of it is there."""
    campaign = checking(DEADLINE, replace(SECTIONS, decides=Decides.NOTHING, weight=1.0))
    assert said(campaign, came(campaign, day, *cells(State.MISSING, 3))) == told


def test_a_gap_that_no_rule_speaks_of_is_said_in_a_word() -> None:
    """The verdict's own name."""
    campaign = checking()
    assert said(campaign, came(campaign, 9, *cells(State.MISSING, 1))) == "Thiếu nội dung"
