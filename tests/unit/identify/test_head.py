"""The head of a paper, in both regimes and in every layout that letterheads come in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.identify.paper import length_in_words, read_head, symbol_parts
from tests.build.nouns import block, document, table
from tests.build.page import page

PARTY = """
| ĐẢNG UỶ KHỐI CÁC CƠ QUAN TỈNH / CHI BỘ SỞ NGOẠI VỤ / * / Số 12-BC/CB | ĐẢNG CỘNG SẢN VIỆT NAM / Việt Trì, ngày 02 tháng 6 năm 2023 |
^ **BÁO CÁO**
^ **Sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU**
^ -----
Thực hiện Kế hoạch số 45-KH/BCĐ, chi bộ báo cáo:
**I. Công tác tuyên truyền**
"""
STATE = """
UBND TỈNH PHÚ THỌ      CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ XÂY DỰNG      Độc lập - Tự do - Hạnh phúc
_______
Số: 210/BC-SXD      Việt Trì, ngày 05 tháng 6 năm 2023
BÁO CÁO
Kết quả thực hiện Chỉ thị 28
Kính gửi: Đảng uỷ Khối
"""


@pytest.mark.parametrize("source", [PARTY, STATE.replace("\n_______", "")])
def test_a_letterhead_in_the_first_pages_header(source: str) -> None:
    """It says whose the paper is as it would above the text."""
    made = page(source)
    place = next(place for place, one in enumerate(made.blocks) if one.text == "BÁO CÁO")
    apart = replace(made, blocks=made.blocks[place:], first_header=made.blocks[:place])
    assert read_head(apart) == read_head(made)


def test_a_party_letterhead_in_a_table() -> None:
    """Superior above, issuer below, the number without a colon, title, abstract and opening apart."""
    paper = read_head(page(PARTY))
    assert paper.type == "báo cáo"
    assert paper.issuers == ("ĐẢNG UỶ KHỐI CÁC CƠ QUAN TỈNH", "CHI BỘ SỞ NGOẠI VỤ")
    assert paper.symbol == "BC/CB"
    assert paper.abstract == "BÁO CÁO Sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU"
    assert "Thực hiện Kế hoạch số 45-KH/BCĐ" in paper.opening
    assert not paper.addressed


def test_a_state_letterhead_in_plain_lines() -> None:
    """Two columns parted by blanks: only the left one names the issuer; rules and dates name nobody."""
    paper = read_head(page(STATE))
    assert paper.issuers == ("UBND TỈNH PHÚ THỌ", "SỞ XÂY DỰNG")
    assert paper.symbol == "BC-SXD"
    assert paper.addressed
    assert paper.abstract == "BÁO CÁO Kết quả thực hiện Chỉ thị 28"


def test_columns_parted_by_tabs() -> None:
    """Tabs part columns as blanks do."""
    paper = read_head(
        document("UBND TỈNH\tCỘNG HOÀ XÃ HỘI", "SỞ Y TẾ\t\tĐộc lập - Tự do", block("BÁO CÁO", bold=1.0))
    )
    assert paper.issuers == ("UBND TỈNH", "SỞ Y TẾ")


def test_columns_parted_by_one_blank() -> None:
    """A PDF read line by line: the nation's words, or a place and date in small letters, begin the right column."""
    lines = (
        "ĐẢNG UỶ KHỐI CÁC CƠ QUAN TỈNH ĐẢNG CỘNG SẢN VIỆT NAM", "CHI BỘ SỞ NGOẠI VỤ Việt Trì, ngày 05 tháng 6 năm 2023",
        "TRUNG TÂM Y TẾ CỘNG HÒA XA HỘI CHU NGHĨA VIỆT NAM", "* Phú Thọ, ngày 5 tháng 6 năm 2023", "BÁO CÁO",
    )  # fmt: skip
    paper = read_head(document(*lines))
    assert paper.issuers == ("ĐẢNG UỶ KHỐI CÁC CƠ QUAN TỈNH", "CHI BỘ SỞ NGOẠI VỤ", "TRUNG TÂM Y TẾ")
    assert paper.headed


def test_an_empty_cell_is_a_margin() -> None:
    """The left column is the first with words in it."""
    paper = read_head(document(table(("", "SỞ Y TẾ", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA"), ("", " ", "")), "BÁO CÁO"))
    assert paper.issuers == ("SỞ Y TẾ",)


@pytest.mark.parametrize(
    ("lines", "headed"),
    [
        (("CHI BỘ CÔNG TY CẤP NƯỚC", "BÁO CÁO"), False), (("Số: 4/BC-X", "BÁO CÁO"), True),
        (("SỞ Y TẾ", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO"), True),
    ],
)  # fmt: skip
def test_a_letterhead_has_a_number_or_the_nations_words(lines: tuple[str, ...], headed: bool) -> None:  # noqa: FBT001 -- the truth of a case
    """Lines over a text may be anything else."""
    assert read_head(document(*lines)).headed is headed


@pytest.mark.parametrize("layout", ["plain", "table"])
def test_the_subject_of_an_official_letter(layout: str) -> None:
    """It stands below the number, and is no issuer; neither is what it goes on to."""
    lines = "SỞ Y TẾ", "Số: 4/SYT-VP", "V/v góp ý dự thảo", "báo cáo sơ kết"
    head = [table(("\n".join(lines), "CỘNG HOÀ"))] if layout == "table" else list(lines)
    paper = read_head(document(*head, "Kính gửi: Đảng uỷ Khối"))
    assert paper.subject == "V/v góp ý dự thảo"
    assert paper.issuers == ("SỞ Y TẾ",)


def test_a_letterhead_in_the_right_order_of_a_reader() -> None:
    """The nation's lines and the date, each in a line of its own, are no issuers."""
    lines = (
        "ĐẢNG BỘ SỞ Y TẾ",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "*",
        "Số 4-BC/ĐU",
        "Việt Trì, ngày 3 tháng 6 năm 2023",
        "BÁO CÁO",
    )
    assert read_head(document(*lines)).issuers == ("ĐẢNG BỘ SỞ Y TẾ",)


def test_a_draft_has_a_symbol_without_a_number() -> None:
    """Number and day left blank: the symbol still speaks."""
    lines = "SỞ CÔNG THƯƠNG", "Số:      /BC-SCT", "Việt Trì, ngày    tháng 6 năm 2023", "BÁO CÁO"
    paper = read_head(document(*lines))
    assert paper.symbol == "BC-SCT"
    assert paper.issuers == ("SỞ CÔNG THƯƠNG",)


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("Số 45- KH/BCĐ", "KH/BCĐ"), ("Số: 3367/TTr-SNV", "TTr-SNV"), ("SỐ: 251/BC-TH", "BC-TH"),
        ("Số 38 - HD/BTCTW", "HD/BTCTW"), ("Số: …/BC-SYT", "BC-SYT"), ("Số:   /BC-UBND", "BC-UBND"),
        ("Số: 876/BQLDADD&CN-PPP", "BQLDADD&CN-PPP"), ("Số lượng biên chế", ""), ("Số:", ""),
    ],
)  # fmt: skip
def test_symbols_of_both_regimes(line: str, symbol: str) -> None:
    """Stray blanks, colons, blank numbers: the letters behind the number are the symbol."""
    assert read_head(document("CƠ QUAN", line, "BÁO CÁO")).symbol == symbol


@pytest.mark.parametrize(
    ("symbol", "parts"),
    [
        ("BC-SNV", ("SNV", "BC-SNV")),
        ("BC/ĐU", ("ĐU", "BC-ĐU")),
        ("SLĐTBXH-VP", ("VP", "SLĐTBXH-VP")),
        ("BC-BTV-HLHPN", ("BTV", "HLHPN", "BC-BTV-HLHPN", "BTV-HLHPN")),
        ("", ()),
    ],
)
def test_the_parts_of_a_symbol(symbol: str, parts: tuple[str, ...]) -> None:
    """Every tail may be the issuer's; the type in front never is, alone."""
    assert symbol_parts(symbol) == parts


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("**BÁO CÁO**", "báo cáo"), ("Báo cáo:", "báo cáo"), ("**BÁO CÁO SƠ KẾT 3 NĂM**", "báo cáo"),
        ("^ **Báo cáo kết quả**", "báo cáo"), ("KẾ HOẠCH", "kế hoạch"), ("GIẤY MỜI", "giấy mời"),
        ("PHỤ LỤC", "phụ lục"), ("Quy chế", "quy chế"), ("Qui chế", "quy chế"), ("Báo cáo kết quả như sau", ""),
        ("^ BÁO CÁO / SƠ KẾT", "báo cáo"), ("**Công tác báo cáo**", ""),
    ],
)  # fmt: skip
def test_types_of_papers(line: str, kind: str) -> None:
    """The word alone, or a line that shouts it; a sentence that begins with it is none."""
    assert read_head(page(line)).type == kind


def test_title_and_abstract_in_one_line() -> None:
    """What the report is about may stand in the title itself."""
    paper = read_head(page("**BÁO CÁO SƠ KẾT 03 NĂM THỰC HIỆN CHỈ THỊ SỐ 28-CT/TU**\nCăn cứ kế hoạch\n~9"))
    assert paper.abstract == "BÁO CÁO SƠ KẾT 03 NĂM THỰC HIỆN CHỈ THỊ SỐ 28-CT/TU"
    assert paper.opening.startswith("Căn cứ kế hoạch")


def test_a_paper_without_a_title() -> None:
    """An official letter has no type: its subject line is all there is."""
    paper = read_head(page("SỞ Y TẾ\nV/v gửi báo cáo\nKính gửi: Đảng uỷ Khối\n~20"))
    assert paper.type == ""
    assert paper.addressed
    assert paper.issuers == ("SỞ Y TẾ",)
    assert "V/v gửi báo cáo" in paper.abstract


def test_a_table_is_no_title_and_an_empty_paper_is_nothing() -> None:
    """A cell that says BÁO CÁO announces no report; a document without blocks has an empty head."""
    assert read_head(document(table(("BÁO CÁO",)))).type == ""
    assert read_head(document()).issuers == ()


def test_a_letterhead_of_one_cell_goes_on_below_its_table() -> None:
    """A table with one line only is a frame around the superior; the issuer stands below."""
    paper = read_head(document(table(("UBND TỈNH",)), "SỞ Y TẾ", "BÁO CÁO"))
    assert paper.issuers == ("UBND TỈNH", "SỞ Y TẾ")


def test_length_counts_words_of_tables_too() -> None:
    """Length is of everything a reader sees."""
    assert length_in_words(document("ba từ nữa", table(("hai", "cột")))) == 5
