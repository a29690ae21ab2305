"""Whose message it is, by all its papers: the report's letterhead first, with every reason why nobody's."""

from __future__ import annotations

import pytest

from pipeline.identify import Sorter
from pipeline.model.document import Reading, Unread
from pipeline.model.submission import Disposition, Submission
from tests.build.nouns import UNITS, attached, campaign, envelope, message, received, unit
from tests.build.page import page

SCAN = Unread(code="no_text", detail="no page has text")
TITLE = "^ **BÁO CÁO**\n^ **Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU**\n"
TYPED = page(f"{TITLE}~140")


def paper(*left: str, body: str = TITLE + "~140", number: str = "Số: 9/BC-X") -> Reading:
    """A paper with this letterhead."""
    return page(f"| {' / '.join((*left, number))} | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n{body}")


def sort(*readings: Reading, sender: str = "ai.do@mail.example", first: str = "pdf") -> Submission:
    """A mail with these files, sorted; all are PDFs, or the first another kind."""
    endings = (first, *["pdf"] * (len(readings) - 1))
    files = [
        attached(f"{place}.{ending}", path=str(place), content=str(place))
        for place, ending in enumerate(endings, start=2)
    ]
    mail = message(*files, head=envelope(sender, "Báo cáo"))
    given = {file.path: reading for file, reading in zip(files, readings, strict=True)}
    return Sorter(campaign()).sort(received(mail, given))


def test_a_joint_letterhead_goes_to_a_reviewer() -> None:
    """Even from one unit's own address; the reason names both."""
    found = sort(paper("UBND TỈNH", "SỞ NỘI VỤ - SỞ Y TẾ"), sender="vanthu@sonv.example")
    assert (found.disposition, found.unit) == (Disposition.UNIDENTIFIED, "")
    assert found.reason == "a joint letterhead: SNV, SYT"


@pytest.mark.parametrize("other", ["~140", "một văn bản khác hẳn, không trùng một câu nào với văn bản kia"])
def test_reports_of_two_units_in_one_message(other: str) -> None:
    """A near copy of the first among them: one message cannot be filed under both."""
    found = sort(paper("UBND TỈNH", "SỞ NỘI VỤ"), paper("UBND TỈNH", "SỞ Y TẾ", body=TITLE + other))
    assert (found.unit, found.reason) == ("", "reports of several units in one message: SNV, SYT")


def test_a_copy_under_the_same_letterhead_is_no_second_unit() -> None:
    """The signed copy of the report names the same unit."""
    assert sort(paper("UBND TỈNH", "SỞ NỘI VỤ"), paper("UBND TỈNH", "SỞ NỘI VỤ")).unit == "SNV"


def test_one_letterhead_near_to_two_names_is_one_report() -> None:
    """Nobody's for certain, and no second report is spoken of: the candidates are told."""
    report = attached("BC.docx", path="2")
    rules = campaign(units=(*UNITS, unit("SNGV", "Đảng bộ Sở Ngoại vụ")))
    mail = received(
        message(report, head=envelope("ai.do@mail.example", "Báo cáo")), {"2": paper("SỞ NGỘI VỤ")}
    )
    found = Sorter(rules).sort(mail)
    assert (found.unit, "several units" in found.reason) == ("", False)
    assert {code for code, _ in found.identification.candidates} == {"SNV", "SNGV"}


def test_a_guide_beside_the_report_says_nothing() -> None:
    """Another unit's paper of another type is not whose report this is."""
    guide = paper("UBND TỈNH", "SỞ Y TẾ", body="^ **HƯỚNG DẪN**\n~90")
    assert sort(guide, paper("UBND TỈNH", "SỞ NỘI VỤ")).unit == "SNV"


def test_the_letter_beside_a_scan_speaks_for_it() -> None:
    """Where the report cannot be read its covering letter's letterhead is the unit's."""
    letter = paper(
        "UBND TỈNH", "SỞ NỘI VỤ", body="Kính gửi: Đảng uỷ Khối\nXin gửi báo cáo về Chỉ thị số 28-CT/TU."
    )
    assert sort(letter, SCAN).unit == "SNV"


def test_the_report_outweighs_a_superiors_letter() -> None:
    """A sở sends its centre's report with a letter of its own."""
    letter = paper(
        "UBND TỈNH", "SỞ Y TẾ", body="Kính gửi: Đảng uỷ Khối\nXin gửi báo cáo về Chỉ thị số 28-CT/TU."
    )
    found = sort(letter, paper("SỞ Y TẾ", "TRUNG TÂM Y TẾ DỰ PHÒNG"), sender="vanthu@soyt.example")
    assert found.unit == "TTYT"


def test_a_stranger_needs_a_letterhead() -> None:
    """With a number or the nation's words it is one; a line that only stands above the text is not."""
    stranger = "CHI BỘ CÔNG TY CẤP NƯỚC"
    assert "CẤP NƯỚC" in sort(paper(stranger), sender="vanthu@sonv.example").reason
    assert sort(page(f"{stranger}\n{TITLE}~140"), sender="vanthu@sonv.example").unit == "SNV"


def test_a_letterhead_that_nearly_names_another_unit() -> None:
    """`TRUNG TÂM Y TẾ DỰ TRÒNG` is nearly the centre: its own address settles it, its superior's cannot."""
    near = paper("SỞ Y TẾ", "TRUNG TÂM Y TẾ DỰ TRÒNG")
    assert sort(near, sender="ttyt@soyt.example").unit == "TTYT"
    found = sort(near, sender="vanthu@soyt.example")
    assert (found.unit, found.reason) == ("", "the clues fit SYT, but the letterhead nearly names TTYT")


def test_an_unread_report_alone() -> None:
    """No paper to read: the mail alone says whose it is."""
    assert sort(SCAN, sender="vanthu@sonv.example").unit == "SNV"
    assert sort(SCAN).unit == ""


def test_the_signed_copy_speaks_for_a_report_without_letterhead() -> None:
    """The file that was typed has none; the same text, signed, names the unit, which alone is one unit."""
    found = sort(TYPED, paper("UBND TỈNH", "SỞ Y TẾ"), first="docx")
    assert (found.disposition, found.unit, found.reason) == (Disposition.REPORT, "SYT", "")


def test_a_line_above_the_text_leaves_the_word_to_the_signed_copy() -> None:
    """Such a line is no letterhead; that of the copy is, be it of a body outside the roster."""
    typed = page(f"CHI BỘ CÔNG TY CẤP NƯỚC\n{TITLE}~140")
    assert sort(typed, paper("UBND TỈNH", "SỞ Y TẾ"), first="docx").unit == "SYT"
    found = sort(TYPED, paper("CHI BỘ NHÀ MÁY IN"), sender="vanthu@sonv.example", first="docx")
    assert found.reason == "the letterhead names a body outside the roster: CHI BỘ NHÀ MÁY IN"


def test_signed_copies_of_two_units_beside_a_report_without_letterhead() -> None:
    """Neither of them is more the report's than the other."""
    found = sort(TYPED, paper("UBND TỈNH", "SỞ Y TẾ"), paper("UBND TỈNH", "SỞ NỘI VỤ"), first="docx")
    assert (found.unit, found.reason) == ("", "reports of several units in one message: SNV, SYT")
