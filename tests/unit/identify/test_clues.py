"""Each place where a unit may be named gives its own clue, with its own weight."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.identify import clues
from pipeline.identify.clues import LETTERHEAD, letterhead_clues, message_clues, paper_clues
from pipeline.identify.paper import Head
from pipeline.identify.roster import Roster
from pipeline.identify.spellings import Closeness
from pipeline.model.document import Document
from pipeline.model.mail import Message
from tests.build.nouns import CTK, SNV, SYT, TTYT, UNITS, attached, document, envelope, message, unit

ROSTER = Roster(UNITS)


def told(mail: Message) -> list[tuple[str, str, float]]:
    """The clues of a mail as (source, unit, weight)."""
    return [(clue.source, clue.unit, clue.weight) for clue in message_clues(mail, ROSTER)]


def heads(*issuers: str, symbol: str = "") -> list[tuple[str, str, float]]:
    """The clues of a letterhead."""
    return said(Head(issuers=issuers, symbol=symbol))


def said(paper: Head, text: Document | None = None) -> list[tuple[str, str, float]]:
    """The clues of a paper with this head and text."""
    head = ROSTER.letterheads.read(paper.issuers)
    return [(c.source, c.unit, c.weight) for c in paper_clues(paper, head, text or document(), ROSTER)]


def test_an_address_of_the_roster() -> None:
    """An address is one unit's, in any case of letters."""
    assert told(message(head=envelope("VanThu@SoNV.example"))) == [("sender", "SNV", clues.ADDRESS)]


def test_another_address_at_a_units_host() -> None:
    """A host that one unit uses hints at it, weaker than a listed address; a shared host hints at nobody."""
    assert told(message(head=envelope("ai.do@sonv.example"))) == [("sender host", "SNV", clues.DOMAIN)]
    assert told(message(head=envelope("ai.do@soyt.example"))) == []
    assert told(message(head=envelope(""))) == []


def test_subject_text_and_sender_name() -> None:
    """Words of the mail name units; each place is a clue of its own."""
    mail = message(
        head=envelope(subject="BC Sở Nội vụ", sender_name="Sở Y tế"), text="Cục Thống kê xin gửi báo cáo"
    )
    assert told(mail) == [
        ("sender name", "SYT", clues.SENDER_NAME),
        ("subject", "SNV", clues.SUBJECT),
        ("body", "CTK", clues.BODY),
    ]


def test_a_place_that_names_several_units_says_less_of_each() -> None:
    """A subject with two names halves its weight."""
    mail = message(head=envelope(subject="Sở Nội vụ, Sở Y tế: báo cáo"))
    assert told(mail) == [("subject", "SNV", clues.SUBJECT / 2), ("subject", "SYT", clues.SUBJECT / 2)]


def test_a_forwarded_mail_speaks_too() -> None:
    """The inner sender counts, less than the outer one would."""
    inner = envelope("vanthu@sonv.example", "Báo cáo Sở Nội vụ", path="2")
    assert told(message(forwarded=(inner,))) == [
        ("forwarded sender", "SNV", clues.FORWARDED_ADDRESS),
        ("forwarded subject", "SNV", clues.SUBJECT),
    ]


def test_file_names() -> None:
    """A file's name without marks is a clue; the mail's own text is no file."""
    mail = message(
        attached("BC_So_Y_te.docx"), attached("Sở Nội vụ", path="1", body=True), attached("TTYTDP", path="3")
    )
    assert told(mail) == [("file name", "SYT", clues.FILE_NAME), ("file name", "TTYT", clues.FILE_NAME)]


def test_the_far_end_of_a_long_mail_is_not_the_senders_word() -> None:
    """Quoted mails below name anybody."""
    assert told(message(text="x " * 2000 + "Sở Nội vụ")) == []


def test_the_lowest_letterhead_line_is_the_issuer() -> None:
    """A centre below its office: both are named, the centre strongly, the office as a superior."""
    assert heads("SỞ Y TẾ", "TRUNG TÂM Y TẾ DỰ PHÒNG") == [
        ("letterhead", "TTYT", LETTERHEAD[Closeness.EXACT]),
        ("letterhead", "SYT", clues.PARENT_LINE),
    ]


def test_a_board_is_no_issuer_by_itself() -> None:
    """The line above a board names whose board it is, nearly in full weight."""
    assert heads("ĐẢNG BỘ SỞ Y TẾ", "BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ") == [
        ("letterhead", "SYT", clues.ACTED_FOR)
    ]


def test_a_letterhead_with_a_typo_weighs_less() -> None:
    """Nearly the name is not the name."""
    assert heads("CHI BỘ TRUNG TÂM Y TÊ DỰ PHÒNG") == [("letterhead", "TTYT", LETTERHEAD[Closeness.UNMARKED])]
    assert heads("CHI BỘ TRUNG TÂM Y TẾ DỰ PHÒGN") == [("letterhead", "TTYT", LETTERHEAD[Closeness.HURT])]
    assert LETTERHEAD[Closeness.HURT] < LETTERHEAD[Closeness.UNMARKED] < LETTERHEAD[Closeness.EXACT]


@pytest.mark.parametrize("line", ["SỞ NGOẠI VỤ", "CỤC THUẾ TỈNH", "SỞ TƯ PHÁP", "TRUNG TÂM Y TẾ HUYỆN"])
def test_a_neighbours_letterhead_is_a_weak_clue_at_most(line: str) -> None:
    """A body of the same kind off the roster is never taken for one on it."""
    assert all(weight == LETTERHEAD[Closeness.NEAR] for _, _, weight in heads(line))


def test_a_letter_beside_the_report_may_be_the_superiors() -> None:
    """No clue of it weighs more than it is given."""
    head = ROSTER.letterheads.read(("SỞ Y TẾ", "TRUNG TÂM Y TẾ DỰ PHÒNG"))
    assert [(c.unit, c.weight) for c in letterhead_clues(head, clues.BESIDE)] == [
        ("TTYT", clues.BESIDE), ("SYT", clues.PARENT_LINE),
    ]  # fmt: skip


def test_a_symbol_is_a_clue_when_one_unit_has_it() -> None:
    """The tail of a number's symbol names its unit; two owners, or two units in one symbol, name nobody."""
    assert heads(symbol="BC-SNV") == [("symbol", "SNV", clues.SYMBOL)]
    assert heads(symbol="BC/snv") == [("symbol", "SNV", clues.SYMBOL)]
    assert heads(symbol="SNV-SYT-SNV") == []
    assert heads(symbol="BC-XYZ") == []
    shared = Roster((SNV, replace(CTK, symbols=("SNV",))))
    assert shared.by_symbol("BC-SNV") == ""


def test_a_symbol_that_all_offices_use_says_little() -> None:
    """`VP` is one unit's in the roster, and every office's room in real numbers."""
    office = Roster((replace(SNV, symbols=("VP",)),))
    [clue] = paper_clues(Head(symbol="BC/VP"), office.letterheads.read(()), document(), office)
    assert (clue.unit, clue.weight) == ("SNV", clues.COMMON_SYMBOL)


def test_opening_and_closing_sentences() -> None:
    """The paper's own sentences name its author: who reports, and whose report it was."""
    paper = Head(opening="Thực hiện Công văn của Sở Nội vụ, Chi bộ Cục Thống kê báo cáo như sau")
    text = document(
        "Sở Y tế đã họp.", "Trên đây là báo cáo của Sở Y tế./.", "Nơi nhận: Sở Nội vụ (để báo cáo)"
    )
    assert said(paper, text) == [("text", "CTK", clues.TEXT / 2), ("text", "SYT", clues.TEXT / 2)]


@pytest.mark.parametrize(
    "opening",
    ["Thực hiện báo cáo của Sở Y tế", "Theo đề nghị của Sở Y tế báo cáo", "Sở Y tế đã hướng dẫn", ""],
)
def test_who_is_referred_to_is_not_who_reports(opening: str) -> None:
    """What is carried out is another's."""
    assert said(Head(opening=opening)) == []


@pytest.mark.parametrize("line", ["T/M ĐẢNG UỶ SỞ Y TẾ", "TM. ĐẢNG BỘ SỞ Y TẾ"])
def test_a_signature_in_the_name_of_a_unit(line: str) -> None:
    """Only where the whole line names it; a board's or a director's line does not."""
    assert said(Head(), document(line)) == [("signature", "SYT", clues.SIGNATURE)]
    assert said(Head(), document("TM. BAN CHỈ ĐẠO", "GIÁM ĐỐC SỞ Y TẾ", "T/M CHI BỘ")) == []


@pytest.mark.parametrize(
    "stamp",
    [
        "Ký bởi: Sở Y tế Email: a@b.example Ngày ký: 2023-06-05",
        "Cơ quan: Sở Y tế\nThời gian ký: x",
        "Ký bởi: Sở Y tế",
    ],
)
def test_a_signed_pdf_says_who_signed(stamp: str) -> None:
    """The stamp's lines, however they are run together; a person's name is nobody's."""
    assert said(Head(), document(stamp)) == [("stamp", "SYT", clues.STAMP)]
    assert said(Head(), document("Ký bởi: Nguyễn Văn A")) == []


def test_an_address_that_looks_like_a_unit() -> None:
    """`soyt` in a private address; two units' names in one say nothing."""
    assert told(message(head=envelope("phong.soyt@free.example"))) == [("sender address", "SYT", clues.LOOK)]
    assert told(message(head=envelope("sonoivu.soyt@free.example"))) == []


def inner_and_outer(**more: object) -> Message:
    """Sở Y tế passes on what Sở Nội vụ sent."""
    first = envelope("vanthu@sonv.example", "Báo cáo Sở Nội vụ", path="2", sender_name="Sở Nội vụ")
    sent = message(head=envelope("vanthu@soyt.example", "Fwd: x", sender_name="Sở Y tế"), forwarded=(first,))
    return replace(sent, **more)  # type: ignore[arg-type]  # the fields of a message


def test_who_passes_a_mail_on_is_not_who_sent_it() -> None:
    """Files that came in the inner mail are its sender's; the outer address weighs little."""
    found = {(c.source, c.unit): c.weight for c in message_clues(inner_and_outer(), ROSTER, ("2.2",))}
    assert found["sender", "SYT"] == clues.FORWARDER
    assert found["sender name", "SYT"] < clues.FORWARDER
    assert found["forwarded sender", "SNV"] == clues.ADDRESS
    assert found["forwarded subject", "SNV"] == clues.SUBJECT


def test_files_beside_an_inner_mail_are_the_outer_senders() -> None:
    """The inner mail is what the unit was asked, or what it answers."""
    found = {(c.source, c.unit): c.weight for c in message_clues(inner_and_outer(), ROSTER, ("3",))}
    assert found["sender", "SYT"] == clues.ADDRESS
    assert found["forwarded sender", "SNV"] == clues.FORWARDER
    assert ("forwarded subject", "SNV") not in found


def test_a_mail_passed_on_in_the_text() -> None:
    """The quoted head's sender counts as the unit's, its words not as the forwarder's own."""
    text = "Gửi anh.\nFrom: Sở Nội vụ <vanthu@sonv.example>\nSubject: Cục Thống kê\n"
    mail = inner_and_outer(forwarded=(), text=text)
    found = {(c.source, c.unit): c.weight for c in message_clues(mail, ROSTER, ("2",))}
    assert found["forwarded sender", "SNV"] == clues.ADDRESS
    assert found["forwarded subject", "CTK"] == clues.SUBJECT
    assert found["sender", "SYT"] == clues.FORWARDER
    assert not [source for source, _ in found if source == "body"]


def test_looking_up_a_roster() -> None:
    """What the roster does not list is nobody's."""
    roster = Roster((SYT, TTYT, unit("A", "Sở A", emails=("a@x.example",))))
    assert roster.by_address("b@x.example") == ""
    assert roster.by_host("b@x.example") == "A"
    assert roster.by_host("b@nowhere.example") == ""
    assert Roster((unit("T", "Tỉnh"),)).by_look("tinh@x.example") == ""
