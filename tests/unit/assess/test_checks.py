"""Each kind of check, with a report that keeps it and one that breaks it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.assess import assess
from pipeline.model.campaign import Campaign, Check, Due, DueReading, Severity
from pipeline.model.finding import Finding, Record
from pipeline.model.submission import ByHand, Confirmed, Disposition, Elsewhere, SenderCheck, Submission
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import PASSWORD, june, paper, submission

FORGED = SenderCheck(confirmed=Confirmed.NO, evidence="dmarc=fail sonv.example")


def checking(kind: str, *references: str, reading: DueReading = DueReading.STRICT) -> Campaign:
    """A campaign with one check of this kind, that weighs an error."""
    return replace(
        nouns.campaign(references=references),
        checks=(Check(id="rule", kind=kind, severity=Severity.ERROR),),
        due=Due(before=dt.date(2023, 6, 15), reading=reading),
    )


def found(campaign: Campaign, made: Record) -> tuple[Finding, ...]:
    """What the campaign's one check says."""
    return assess(made, campaign).findings


def arrived(campaign: Campaign, at: dt.datetime, *before: Submission) -> tuple[Finding, ...]:
    """What the check says of a locked report that came at this time, after others."""
    return found(campaign, sent.record(campaign, *before, submission(at, paper(reading=PASSWORD))))


# --- deadline


def test_a_late_report_is_told_with_its_days_and_its_time() -> None:
    """The message counts days; the evidence is the time on Vietnam's clocks, whatever zone it came in."""
    (one,) = arrived(checking("deadline"), dt.datetime(2023, 6, 16, 18, 5, tzinfo=dt.UTC))
    assert one == Finding(
        unit="SNV", version=1, check="rule", severity=Severity.ERROR,
        message="Nộp muộn 3 ngày (hạn: trước ngày 15/6/2023)", evidence="01:05 17/06/2023, 2 ngày làm việc sau hạn",
        brief="nộp muộn 3 ngày",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reading", "at", "severity", "message"),
    [
        (DueReading.STRICT, june(14, 23, 59, 59), None, ""),
        (DueReading.STRICT, june(15, 0, 0), Severity.ERROR, "Nộp muộn 1 ngày (hạn: trước ngày 15/6/2023)"),
        (DueReading.LENIENT, june(14, 23, 59, 59), None, ""),
        (DueReading.LENIENT, june(15, 0, 0), Severity.NOTE, "Nộp đúng ngày 15/6/2023"),
        (DueReading.LENIENT, june(15, 23, 59, 59), Severity.NOTE, "Nộp đúng ngày 15/6/2023"),
        (DueReading.LENIENT, june(16, 0, 0), Severity.ERROR, "Nộp muộn 1 ngày (hạn: hết ngày 15/6/2023)"),
    ],
)
def test_the_day_itself_is_late_or_a_note(
    reading: DueReading, at: dt.datetime, severity: Severity | None, message: str
) -> None:
    """Strict, the 15th is late; lenient, it is in time and reported apart."""
    told = [(one.severity, one.message) for one in arrived(checking("deadline", reading=reading), at)]
    assert told == ([(severity, message)] if severity else [])


def test_a_finding_on_the_deadline_is_about_the_first_report() -> None:
    """A letter or a supplement that came before it has no part in it."""
    letter = replace(submission(june(9), version=7), disposition=Disposition.OTHER, version=0)
    (one,) = arrived(checking("deadline"), june(20), letter)
    assert one.version == 1


def test_a_report_from_the_end_of_the_calendar_is_only_late() -> None:
    """Where the zone has no clock any more, the time stands as it came."""
    (one,) = arrived(checking("deadline"), dt.datetime(9999, 12, 31, 23, 0, tzinfo=dt.UTC))
    assert one.evidence.startswith("23:00 31/12/9999, ")


@pytest.mark.parametrize(
    ("at", "severity", "message", "evidence"),
    [
        (june(19, 8), Severity.NOTE, "Hạn lùi đến hết ngày 19/6/2023: ngày 17/6/2023 là ngày nghỉ", "08:12 19/06/2023"),
        (june(17), None, "", ""),
        (
            june(20), Severity.ERROR, "Nộp muộn 1 ngày (hạn: hết ngày 19/6/2023, vì ngày 17/6/2023 là ngày nghỉ)",
            "09:12 20/06/2023, 1 ngày làm việc sau hạn",
        ),
    ],
)  # fmt: skip
def test_a_day_off_moves_the_deadline_where_the_campaign_says_so(
    at: dt.datetime, severity: Severity | None, message: str, evidence: str
) -> None:
    """`trước ngày 18/6/2023` ends on a Saturday: then Monday is in time, and that it is so is said."""
    due = Due(before=dt.date(2023, 6, 18), next_working_day=True)
    told = [
        (one.severity, one.message, one.evidence)
        for one in arrived(replace(checking("deadline"), due=due), at)
    ]
    assert told == ([(severity, message, evidence)] if severity else [])


@pytest.mark.parametrize(
    ("at", "severity", "message"),
    [
        (june(14), None, ""),
        (june(15), Severity.NOTE, "Được gia hạn đến hết ngày 20/6/2023, nộp sau hạn chung"),
        (june(20, 23, 59, 59), Severity.NOTE, "Được gia hạn đến hết ngày 20/6/2023, nộp sau hạn chung"),
        (june(21), Severity.ERROR, "Nộp muộn 1 ngày (hạn đã gia hạn: hết ngày 20/6/2023)"),
    ],
)
def test_an_extension_is_a_units_own_deadline(
    at: dt.datetime, severity: Severity | None, message: str
) -> None:
    """Status and days go by it; a report in time by it alone says so."""
    rulings = (nouns.decision("SNV", "due", "2023-06-20"), nouns.decision("SYT", "due", "2023-06-10"))
    campaign = replace(checking("deadline"), decisions=rulings)
    told = [(one.severity, one.message) for one in arrived(campaign, at)]
    assert told == ([(severity, message)] if severity else [])


@pytest.mark.parametrize(
    "kind",
    [
        "deadline",
        "names_directive",
        "new_address",
        "sections",
        "sent_elsewhere",
        "unconfirmed_sender",
        "found_in_junk",
        "signature",
        "stamp",
        "copies_agree",
        "unsigned",
    ],
)
def test_nothing_is_said_of_a_unit_that_sent_nothing(kind: str) -> None:
    """Its row says so already."""
    campaign = checking(kind, "28-CT/TU")
    assert found(campaign, sent.record(campaign)) == ()


# --- names_directive


def named(campaign: Campaign, *lines: str) -> tuple[Finding, ...]:
    """What the check says of a report with these lines."""
    return found(campaign, sent.record(campaign, submission(june(9), paper(reading=sent.read(*lines)))))


@pytest.mark.parametrize(
    "line",
    [
        "Chỉ thị số 28-CT/TU ngày 07/7/2020",
        "chỉ thị số 28 - ct/tu",
        "Chỉ thị 28–CT / TU",
        "thực hiện Chỉ\u00a0thị 28 của Tỉnh uỷ",
        "Chi\u0309 thi\u0323 28, của Tỉnh uỷ",
        "(28-CT/TU)",
    ],
)
def test_any_spelling_names_the_directive(line: str) -> None:
    """Blanks, dashes, case and the form of letters do not matter; the line may be anywhere."""
    assert named(checking("names_directive", "28-CT/TU", "Chỉ thị 28"), "BÁO CÁO", line, "Nơi nhận:") == ()


@pytest.mark.parametrize(
    "line", ["Chỉ thị số 30-CT/TW", "Chỉ thị số 128-CT/TU", "Chỉ thị 285", "28-CT/TUBND", "ngày 28/6/2023"]
)
def test_another_number_does_not_name_it(line: str) -> None:
    """The digits of the directive within another number are another directive."""
    (one,) = named(checking("names_directive", "28-CT/TU", "Chỉ thị 28"), "BÁO CÁO", line)
    assert (one.message, one.file, one.severity) == (
        "Báo cáo không nêu văn bản số 28-CT/TU",
        "BC.docx",
        Severity.ERROR,
    )


def test_a_directive_of_no_known_spelling_is_not_missed() -> None:
    """A campaign without references has nothing to look for."""
    assert named(checking("names_directive"), "BÁO CÁO") == ()


def test_a_report_that_was_not_read_may_name_anything() -> None:
    """Cannot read is not the same as does not name."""
    assert arrived(checking("names_directive", "28-CT/TU"), june(9)) == ()


# --- new_address


@pytest.mark.parametrize(
    ("emails", "told"),
    [
        (("khac@sonv.example", "vanthu@sonv.example"), False),
        (("VanThu@SoNV.example",), False),
        (("khac@sonv.example",), True),
        ((), True),
    ],
)
def test_an_address_that_the_roster_does_not_list_is_told(emails: tuple[str, ...], *, told: bool) -> None:
    """Upper and lower case are one address; the address itself is the evidence."""
    campaign = replace(checking("new_address"), units=(nouns.unit("SNV", "Sở Nội vụ", emails=emails),))
    evidence = [one.evidence for one in arrived(campaign, june(9))]
    assert evidence == (["vanthu@sonv.example"] if told else [])


@pytest.mark.parametrize("kind", ["new_address", "unconfirmed_sender"])
def test_a_file_taken_in_by_hand_has_no_sender(kind: str) -> None:
    """Who took it in stands in the row of the message."""
    campaign = replace(checking(kind), units=(nouns.unit("SNV", "Sở Nội vụ"),))
    mailed = replace(submission(june(9), paper(reading=sent.read())), sender_check=FORGED)
    assert len(found(campaign, sent.record(campaign, mailed))) == 1
    hand = ByHand(unit="SNV", by="Lan", note="bản sửa")
    for changed in ({"by_hand": hand}, {"message": None}):
        taken = replace(mailed, received=replace(mailed.received, **changed))
        assert found(campaign, sent.record(campaign, taken, alignment=sent.aligned(campaign.outline))) == ()


# --- unconfirmed_sender


@pytest.mark.parametrize("confirmed", list(Confirmed))
def test_a_sender_that_the_server_refutes_is_told(confirmed: Confirmed) -> None:
    """With the address and the server's words; one that it confirms, or says nothing of, is not."""
    campaign = checking("unconfirmed_sender")
    mailed = replace(submission(june(9), paper()), sender_check=replace(FORGED, confirmed=confirmed))
    evidence = [one.evidence for one in found(campaign, sent.record(campaign, mailed))]
    assert evidence == (
        ["vanthu@sonv.example (dmarc=fail sonv.example)"] if confirmed is Confirmed.NO else []
    )


# --- sent_elsewhere


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (Elsewhere.LINK, "chỉ có đường dẫn để tải báo cáo; hãy lưu thành tệp"),
        (Elsewhere.TEXT, "nội dung báo cáo dường như viết ngay trong thư; hãy lưu thành tệp"),
        (Elsewhere.OTHER_TIME, "tên báo cáo nêu thời kỳ khác nên chưa được tính; hãy xem lại"),
    ],
)
def test_a_report_that_is_elsewhere_is_told(where: Elsewhere, told: str) -> None:
    """With the time of the mail, until a report counts; a mail without any says nothing."""
    campaign = checking("sent_elsewhere")
    linked = replace(
        submission(june(9)), disposition=Disposition.OTHER, elsewhere=where, reason="why", version=0
    )
    plain = replace(linked, elsewhere=Elsewhere.NOWHERE)
    (one,) = found(campaign, sent.record(campaign, plain, linked))
    assert one.message.startswith(f"Thư lúc 09:12 ngày 9/6/2023: {told}")
    assert one.evidence == "why"
    assert arrived(campaign, june(10), linked) == ()


# --- found_in_junk


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("INBOX", False), ("Spam", True), ("[Gmail]/Thư rác", True), ("INBOX.Junk", True), ("[Gmail]/SPAM", True), ("by-hand", False),
        ("Thư rác cũ", False),
    ],
)  # fmt: skip
def test_a_report_in_the_spam_folder_is_told(folder: str, *, told: bool) -> None:
    """Under any of its usual names, with the folder and the sender."""
    campaign = checking("found_in_junk")
    mailed = submission(june(9), paper())
    moved = replace(mailed.received, arrival=replace(mailed.received.arrival, folder=folder))
    evidence = [
        one.evidence for one in found(campaign, sent.record(campaign, replace(mailed, received=moved)))
    ]
    assert evidence == ([f"{folder}: vanthu@sonv.example"] if told else [])


# --- days on which a rule is in force


@pytest.mark.parametrize(("last", "told"), [(19, 0), (20, 1)])
def test_a_rule_holds_for_reports_of_its_days(last: int, told: int) -> None:
    """By the day on which the report that counts arrived."""
    campaign = checking("deadline")
    rule = replace(campaign.checks[0], valid_to=dt.date(2023, 6, last))
    assert len(arrived(replace(campaign, checks=(rule,)), june(20))) == told


def test_a_rule_that_is_no_more_on_the_day_of_the_deadline_says_nothing_of_silent_units() -> None:
    """Without a report the deadline is the day that counts."""
    campaign = checking("sent_elsewhere")
    rule = replace(campaign.checks[0], valid_from=dt.date(2023, 6, 16))
    mail = replace(submission(june(20)), disposition=Disposition.OTHER, version=0, elsewhere=Elsewhere.LINK)
    assert len(found(campaign, sent.record(campaign, mail))) == 1
    assert found(replace(campaign, checks=(rule,)), sent.record(campaign, mail)) == ()
