"""Messages of a campaign in order of arrival: disposition, unit and version of each, given all before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.errors import RulesError
from pipeline.identify import Sorter, dissect
from pipeline.model.campaign import Decision
from pipeline.model.document import Reading, Unread
from pipeline.model.submission import ByHand, Disposition, Received, Submission
from tests.build.nouns import ZONE, arrival, attached, campaign, decision, envelope, message, received
from tests.build.page import page

ADDRESS = "vanthu@sonv.example"
BODY = "^ **BÁO CÁO**\n^ **Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU**\n~140"
REPORT = page(BODY)
ANNEX = page("^ **PHỤ LỤC**\n~20")


def mail(
    id_: str, *, sender: str = ADDRESS, content: str = "", reading: Reading | None = REPORT, raw: str = ""
) -> Received:
    """A mail with one file of this content."""
    sent = message(attached("BC.docx", content=content or id_), head=envelope(sender, "Báo cáo"))
    return received(sent, {"2": reading} if reading else {}, id_=id_, raw=raw)


def sort(*mails: Received, decisions: tuple[Decision, ...] = ()) -> list[Submission]:
    """The mails sorted one after the other."""
    sorter = Sorter(campaign(decisions=decisions))
    return [sorter.sort(found) for found in mails]


def told(*mails: Received, decisions: tuple[Decision, ...] = ()) -> list[tuple[str, str, int]]:
    """(disposition, unit, version) of each."""
    return [(s.disposition.value, s.unit, s.version) for s in sort(*mails, decisions=decisions)]


def test_versions_count_per_unit() -> None:
    """Each unit's papers are numbered on their own, in order of arrival."""
    mails = mail("a"), mail("b", sender="vanthu@soyt.example"), mail("c"), mail("d", reading=ANNEX)
    assert told(*mails) == [
        ("report", "SNV", 1),
        ("report", "SYT", 1),
        ("correction", "SNV", 2),
        ("supplement", "SNV", 3),
    ]


def test_a_correction_says_what_it_replaces() -> None:
    """The reason names the version before."""
    assert [s.reason for s in sort(mail("a"), mail("b"))] == ["", "replaces version 1"]


def test_the_second_unit_and_its_margin_are_told() -> None:
    """Where some clue spoke for another unit, a reviewer sees how far behind it is."""
    head = "| UBND TỈNH PHÚ THỌ / SỞ NỘI VỤ / Số: 4/BC-SNV | CỘNG HOÀ |\n" + BODY
    first, second = sort(
        mail("a", sender="vanthu@soyt.example", reading=page(head)), mail("b", reading=page(head))
    )
    assert first.unit == second.unit == "SNV"
    assert (
        first.reason == "next unit: SYT (margin 3.91)"
    )  # ln(100) + ln(2) for letterhead and symbol, less ln(4)
    assert second.reason == "replaces version 1"


def test_an_annex_that_comes_first_is_a_supplement() -> None:
    """The report that follows is a correction of nothing, and still counts on."""
    assert told(mail("a", reading=ANNEX), mail("b")) == [("supplement", "SNV", 1), ("correction", "SNV", 2)]


def test_an_unreadable_report_is_a_report() -> None:
    """Sent and not readable is not the same as not sent."""
    assert told(mail("a", reading=Unread(code="password", detail=""))) == [("report", "SNV", 1)]


def test_the_same_bytes_are_a_duplicate() -> None:
    """The second of two identical mails names the first, keeps its unit and takes no version."""
    _, second, third = sort(mail("a", raw="x"), mail("b", raw="x"), mail("c"))
    assert (second.disposition, second.unit, second.version) == (Disposition.DUPLICATE, "SNV", 0)
    assert second.reason == "the same bytes as message a"
    assert third.version == 2


def test_the_same_message_again_is_not_its_own_duplicate() -> None:
    """Sorting one id twice, or a mail whose bytes are unknown, finds no twin."""
    unknown = replace(mail("a"), sha256="")
    assert told(unknown, replace(mail("b"), sha256=""))[1] == ("correction", "SNV", 2)
    assert told(mail("a"), mail("a"))[1][0] == "duplicate"  # the same papers, though


def test_the_same_file_in_a_new_mail_is_a_duplicate() -> None:
    """Sent again under another subject: no new version; another unit's same file is its own."""
    mails = (
        mail("a", content="x"),
        mail("b", content="x"),
        mail("c", content="x", sender="vanthu@soyt.example"),
    )
    assert told(*mails) == [("report", "SNV", 1), ("duplicate", "SNV", 0), ("report", "SYT", 1)]


def test_an_old_version_sent_again_is_a_duplicate() -> None:
    """Version 1 that comes after version 2 does not take its place."""
    assert told(mail("a", content="x"), mail("b", content="y"), mail("c", content="x"))[2][0] == "duplicate"


def test_a_mail_that_could_not_be_read_is_quarantined() -> None:
    """The trouble is its reason; nothing is guessed."""
    found = sort(received("corrupt: no header"))[0]
    assert (found.disposition, found.unit, found.reason) == (
        Disposition.QUARANTINED,
        "",
        "corrupt: no header",
    )


def test_machine_mail_is_other() -> None:
    """A bounce carries our own papers back."""
    sent = message(attached("BC.docx"), head=envelope(ADDRESS), automatic="Auto-Submitted")
    found = sort(received(sent, {"2": REPORT}))[0]
    assert (found.disposition, found.reason) == (Disposition.OTHER, "sent by a machine (Auto-Submitted)")


def test_mail_without_a_paper_is_other() -> None:
    """A mail of words alone, and one with a picture: other, with a reason."""
    words = message(attached("text", path="1", body=True), head=envelope(ADDRESS, "Cảm ơn"))
    picture = message(attached("anh.jpg"), head=envelope(ADDRESS))
    first, second = sort(received(words, id_="a"), received(picture, id_="b"))
    assert (first.disposition, first.reason) == (Disposition.OTHER, "no report among its files")
    assert (second.disposition, second.reason) == (Disposition.OTHER, "no paper: image/jpeg")


def test_nobodys_report_is_unidentified() -> None:
    """The reason of the identification is the message's reason; no version is spent."""
    found = sort(mail("a", sender="ai.do@mail.example"))[0]
    assert (found.disposition, found.version) == (Disposition.UNIDENTIFIED, 0)
    assert found.reason == found.identification.reason


def test_a_strangers_letterhead_outweighs_a_listed_address() -> None:
    """The superior's line is known and no stranger."""
    head = "| ĐẢNG UỶ KHỐI CÁC CƠ QUAN TỈNH / {} / * / Số 4-BC/CB | ĐẢNG CỘNG SẢN VIỆT NAM |\n" + BODY
    stranger, own = page(head.format("CHI BỘ NHÀ MÁY IN")), page(head.format("ĐẢNG BỘ SỞ NỘI VỤ"))
    first, second = sort(mail("a", reading=stranger), mail("b", reading=own))
    assert first.unit == ""
    assert "CHI BỘ NHÀ MÁY IN" in first.reason
    assert second.unit == "SNV"


def test_the_closing_sentence_names_the_unit() -> None:
    """Opening and closing words of a paper without letterhead, with a subject that agrees."""
    paper = page(BODY + "\nTrên đây là báo cáo của Sở Y tế./.")
    sent = message(attached("BC.docx"), head=envelope(subject="BC Sở Y tế"))
    found = sort(received(sent, {"2": paper}))[0]
    assert found.unit == "SYT"
    assert {clue.source for clue in found.identification.clues} == {"subject", "text"}


def test_taken_in_by_hand() -> None:
    """The person's word is certain, and a second file is a correction."""
    brought = replace(mail("a", sender="x@y.example"), by_hand=ByHand(unit="CTK", by="Lan", note="mang đến"))
    found = sort(brought, replace(mail("b"), by_hand=ByHand(unit="CTK", by="Lan", note="")))
    assert [(s.unit, s.version) for s in found] == [("CTK", 1), ("CTK", 2)]
    assert found[0].identification.confidence == 1.0
    assert found[0].identification.clues[0].source == "by hand"


def test_a_decision_on_the_unit_wins_and_shows() -> None:
    """Whatever the clues, and over the hand that took it in."""
    by_hand = replace(mail("b"), by_hand=ByHand(unit="CTK", by="Hoa", note=""))
    rulings = decision("a", "unit", "SYT"), decision("b", "unit", "TTYT")
    first, second = sort(mail("a"), by_hand, decisions=rulings)
    assert (first.unit, first.decided_by, first.identification.clues[0].source) == ("SYT", "Lan", "decision")
    assert (second.unit, second.decided_by) == ("TTYT", "Lan")


@pytest.mark.parametrize(
    ("value", "version"),
    [("report", 2), ("correction", 2), ("supplement", 2), ("other", 0), ("duplicate", 0), ("quarantined", 0)],
)
def test_a_decision_on_the_disposition_wins_and_shows(value: str, version: int) -> None:
    """What counts gets a version, what does not gets none; the note is the reason."""
    found = sort(mail("a"), mail("b"), decisions=(decision("b", "disposition", value),))[1]
    assert (found.disposition.value, found.version, found.decided_by) == (value, version, "Lan")
    assert found.reason == "đã gọi điện"


def test_a_ruling_counts_where_the_clues_did_not() -> None:
    """The same file again, or a paper that looks like none: ruled a report, each gets its version."""
    letter = page("**GIẤY MỜI**\n~20")
    mails = mail("a", content="x"), mail("b", content="x"), mail("c", reading=letter)
    rulings = decision("b", "disposition", "correction"), decision("c", "disposition", "report")
    assert told(*mails, decisions=rulings) == [
        ("report", "SNV", 1),
        ("correction", "SNV", 2),
        ("report", "SNV", 3),
    ]


def test_decisions_on_what_is_not_there() -> None:
    """A unit off the roster, or a word that is no disposition: the rules are wrong, and the line says how."""
    for ruling, told_so in (
        (decision("a", "unit", "XYZ"), "no unit of the roster"),
        (decision("a", "disposition", "lost"), "no disposition"),
    ):
        with pytest.raises(RulesError, match=told_so):
            sort(mail("a"), decisions=(ruling,))


def test_mail_from_before_the_opening_is_other() -> None:
    """The day of the opening counts, the evening before does not; without an opening every mail does."""
    opening = dt.datetime(2023, 5, 12, tzinfo=ZONE)
    early, punctual = (
        replace(mail(name), arrival=arrival(name, at=at))
        for name, at in (("a", opening - dt.timedelta(seconds=1)), ("b", opening))
    )
    first, second = sort(early, punctual)
    assert (first.disposition, first.reason) == (Disposition.OTHER, "it came before the campaign opened")
    assert second.disposition is Disposition.REPORT
    assert Sorter(replace(campaign(), opens=None)).sort(early).disposition is Disposition.REPORT


def test_a_decision_cannot_number_what_is_nobodys() -> None:
    """Ruled a report, but still without a unit: no version."""
    found = sort(mail("a", sender="x@y.example"), decisions=(decision("a", "disposition", "report"),))[0]
    assert (found.disposition, found.unit, found.version) == (Disposition.REPORT, "", 0)


def test_a_mail_ruled_out_spends_no_version() -> None:
    """What comes after it is numbered as if it had not been."""
    assert told(mail("a"), mail("b"), decisions=(decision("a", "disposition", "other"),)) == [
        ("other", "SNV", 0),
        ("report", "SNV", 1),
    ]


def test_a_ruling_wins_over_the_same_bytes() -> None:
    """The second of two identical mails counts, or is thrown out, as the reviewer says; the ruling on its unit shows."""
    mails = mail("a", raw="x"), mail("b", raw="x")
    for value, version in (("correction", 2), ("other", 0)):
        found = sort(*mails, decisions=(decision("b", "disposition", value),))[1]
        assert (found.disposition, found.version) == (value, version)
        assert (found.decided_by, found.reason) == ("Lan", "đã gọi điện")
    moved = sort(*mails, decisions=(decision("b", "unit", "SYT"),))[1]
    assert (moved.disposition, moved.unit, moved.decided_by) == (Disposition.DUPLICATE, "SYT", "Lan")


@pytest.mark.parametrize(("other", "named"), [("Hoa", "Lan, Hoa"), ("Lan", "Lan")])
def test_two_rulings_on_one_mail_name_both_reviewers(other: str, named: str) -> None:
    """Who ruled the unit, then who ruled the disposition; one person once."""
    rulings = decision("a", "unit", "SYT"), decision("a", "disposition", "report", by=other)
    found = sort(mail("a"), decisions=rulings)[0]
    assert (found.unit, found.version, found.decided_by) == ("SYT", 1, named)


def test_a_unit_that_ended_before_the_campaign_is_no_other_in_the_text() -> None:
    """What it did is told by who went on with its work; until the campaign opens, it is a unit like all."""
    report, rules = page("Đảng uỷ Sở Y tế đã ban hành hai nghị quyết."), campaign()

    def named(ended: dt.date) -> int:
        units = tuple(replace(one, valid_to=ended) if one.code == "SYT" else one for one in rules.units)
        return len(Sorter(replace(rules, units=units)).misnamed(report, dissect(report), "SNV"))

    assert named(dt.date(2023, 5, 11)) == 0
    assert named(dt.date(2023, 5, 12)) == 1
