"""Each place where a unit may be named gives its own clue, with its own weight."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.identify import clues
from pipeline.identify.clues import Roster, message_clues, paper_clues, unknown_issuer
from pipeline.identify.names import plain
from pipeline.identify.paper import Paper
from pipeline.model.mail import Message
from tests.build.nouns import CTK, SNV, SYT, TTYT, UNITS, attached, envelope, message, unit

ROSTER = Roster(UNITS)
SUPERIORS = frozenset({plain("đảng uỷ khối các cơ quan tỉnh"), plain("ubnd tỉnh phú thọ")})


def told(mail: Message) -> list[tuple[str, str, float]]:
    """The clues of a mail as (source, unit, weight)."""
    return [(clue.source, clue.unit, clue.weight) for clue in message_clues(mail, ROSTER)]


def heads(*issuers: str, symbol: str = "") -> list[tuple[str, str, float]]:
    """The clues of a letterhead."""
    paper = Paper(issuers=issuers, symbol=symbol)
    return [(clue.source, clue.unit, clue.weight) for clue in paper_clues(paper, "", ROSTER)]


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
        ("letterhead", "TTYT", clues.LETTERHEAD),
        ("letterhead", "SYT", clues.PARENT_LINE),
    ]


def test_a_board_is_no_issuer_by_itself() -> None:
    """The line above a board names whose board it is, in full weight."""
    assert heads("ĐẢNG BỘ SỞ Y TẾ", "BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ") == [
        ("letterhead", "SYT", clues.LETTERHEAD)
    ]


def test_a_letterhead_with_a_typo_weighs_less() -> None:
    """Nearly the name is not the name."""
    assert heads("CHI BỘ TRUNG TÂM Y TÊ DỰ PHÒNG") == [("letterhead", "TTYT", clues.LETTERHEAD_CLOSE)]


@pytest.mark.parametrize("line", ["SỞ NGOẠI VỤ", "CỤC THUẾ TỈNH", "SỞ TƯ PHÁP", "TRUNG TÂM Y TẾ HUYỆN"])
def test_a_neighbours_letterhead_is_no_clue(line: str) -> None:
    """A body of the same kind off the roster is never taken for one on it."""
    assert heads(line) == []


def test_a_symbol_is_a_clue_when_one_unit_has_it() -> None:
    """The tail of a number's symbol names its unit; two owners, or two units in one symbol, name nobody."""
    assert heads(symbol="BC-SNV") == [("symbol", "SNV", clues.SYMBOL)]
    assert heads(symbol="BC/snv") == [("symbol", "SNV", clues.SYMBOL)]
    assert heads(symbol="SNV-SYT-SNV") == []
    assert heads(symbol="BC-XYZ") == []
    shared = Roster((SNV, replace(CTK, symbols=("SNV",))))
    assert shared.by_symbol("BC-SNV") == ""


def test_opening_and_closing_sentences() -> None:
    """The paper's own sentences name its author."""
    paper = Paper(opening="Chi bộ Cục Thống kê báo cáo như sau")
    assert [(c.source, c.unit) for c in paper_clues(paper, "báo cáo của Sở Y tế", ROSTER)] == [
        ("text", "CTK"),
        ("text", "SYT"),
    ]


@pytest.mark.parametrize(
    ("issuers", "symbol", "stranger"),
    [
        (("ĐẢNG UỶ KHỐI CÁC CƠ QUAN TỈNH", "CHI BỘ CÔNG TY CẤP NƯỚC"), "BC/CB", "CHI BỘ CÔNG TY CẤP NƯỚC"),
        (("CHI BỘ CÔNG TY CẤP NƯỚC",), "", ""),  # without a number it may be no letterhead at all
        (("ĐẢNG UỶ KHỐI CÁC CƠ QUAN TỈNH",), "BC/ĐUK", ""),
        (("UBND TỈNH PHÚ THỌ", "SỞ Y TẾ"), "BC-SYT", ""),
        (("CÔNG TY CẤP NƯỚC", "ĐẢNG UỶ KHỐI CÁC CƠ QUAN TỈNH"), "BC/CB", ""),
        (("CÔNG ĐOÀN CƠ QUAN SỞ Y TẾ TỈNH",), "BC-CĐ", ""),  # names a unit inside: not a stranger
        (("BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ",), "BC/BCĐ", ""),
        ((), "BC/CB", ""),
    ],
)
def test_strangers(issuers: tuple[str, ...], symbol: str, stranger: str) -> None:
    """A numbered letterhead whose lowest line is no unit and no superior is a stranger's."""
    assert unknown_issuer(Paper(issuers=issuers, symbol=symbol), ROSTER, SUPERIORS) == stranger


def test_looking_up_a_roster() -> None:
    """What the roster does not list is nobody's."""
    roster = Roster((SYT, TTYT, unit("A", "Sở A", emails=("a@x.example",))))
    assert roster.by_address("b@x.example") == ""
    assert roster.by_host("b@x.example") == "A"
    assert roster.by_host("b@nowhere.example") == ""
