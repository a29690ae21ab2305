"""A paper taken apart by its form: both regimes, tables and plain lines, drafts, scans, letters, annexes."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pytest

from pipeline.identify import dissect
from pipeline.identify.paper import closing, head, letterhead, lines
from pipeline.model.document import Block, BlockKind, Document, Style
from pipeline.model.paper import Paper, Part, Regime
from tests.build.nouns import block, document, table
from tests.build.page import page

PARTY = """
| ĐẢNG BỘ SỞ Y TẾ / CHI BỘ TRUNG TÂM Y TẾ DỰ PHÒNG / * / Số 12-BC/CB | ĐẢNG CỘNG SẢN VIỆT NAM / Việt Trì, ngày 02 tháng 6 năm 2023 |
^ **BÁO CÁO**
^ **Sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU**
^ -----
- Căn cứ Chỉ thị số 28-CT/TU;
- Căn cứ Kế hoạch số 45-KH/BCĐ,
Chi bộ báo cáo như sau:
**I. Công tác tuyên truyền**
~40
| Nơi nhận: / - Như trên, / - Lưu VT. | T/M CHI BỘ / BÍ THƯ / (Đã ký) / Phạm Thị D |
"""
STATE = """
UBND TỈNH PHÚ THỌ      CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ XÂY DỰNG      Độc lập - Tự do - Hạnh phúc
_______
Số: 210/BC-SXD      Việt Trì, ngày 05 tháng 6 năm 2023
HỎA TỐC
BÁO CÁO
Kết quả thực hiện Chỉ thị 28
Kính gửi:
- Đảng uỷ Khối;
- Ban Chỉ đạo.
Thực hiện Kế hoạch số 45, Sở báo cáo:
~40
Nơi nhận:
- Như trên; KT. GIÁM ĐỐC
- Lưu: VT.      PHÓ GIÁM ĐỐC
(Chữ ký)
Nguyễn Văn An
^ **PHỤ LỤC I**
^ **SỐ LIỆU**
| đơn vị | số |
**Phụ lục II**
"""


def said(parts: Iterable[Part] | Part | None) -> list[str]:
    """The words of some parts."""
    found = (parts,) if isinstance(parts, Part) else parts or ()
    return [part.text for part in found]


def test_a_party_paper_in_tables() -> None:
    """Every part in its place; the basis begins the text, the closing ends it."""
    paper = dissect(page(PARTY))
    assert paper.regime is Regime.PARTY
    assert said(paper.heading) == ["ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert said(paper.above) == ["ĐẢNG BỘ SỞ Y TẾ"]
    assert said(paper.issuer) == ["CHI BỘ TRUNG TÂM Y TẾ DỰ PHÒNG"]
    assert said(paper.star) == ["*"]
    assert said(paper.number) == ["Số 12-BC/CB"]
    assert paper.date == dt.date(2023, 6, 2)
    assert said(paper.kind) == ["BÁO CÁO"]
    assert said(paper.abstract) == ["Sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU"]
    assert said(paper.rule) == ["-----"]
    assert said(paper.basis) == ["- Căn cứ Chỉ thị số 28-CT/TU;", "- Căn cứ Kế hoạch số 45-KH/BCĐ,"]
    assert paper.body == (4, 8)
    assert said(paper.signature) == ["T/M CHI BỘ", "BÍ THƯ"]
    assert said(paper.signer) == ["Phạm Thị D"]
    assert said(paper.recipients) == ["Nơi nhận:", "- Như trên,", "- Lưu VT."]


def test_a_state_paper_in_plain_lines() -> None:
    """Columns parted by blanks, or by one blank before the authority; addressees and annexes are lists."""
    paper = dissect(page(STATE))
    assert paper.regime is Regime.STATE
    assert said(paper.heading) == ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert said(paper.above) == ["UBND TỈNH PHÚ THỌ"]
    assert said(paper.issuer) == ["SỞ XÂY DỰNG"]
    assert said(paper.number) == ["Số: 210/BC-SXD"]
    assert paper.date == dt.date(2023, 6, 5)
    assert said(paper.marks) == ["HỎA TỐC"]
    assert said(paper.addressees) == ["Kính gửi:", "- Đảng uỷ Khối;", "- Ban Chỉ đạo."]
    assert paper.basis == ()
    assert said(paper.signature) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert said(paper.signer) == ["Nguyễn Văn An"]
    assert said(paper.recipients) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert said(paper.annexes) == ["PHỤ LỤC I\nSỐ LIỆU", "Phụ lục II"]
    assert paper.body == (10, 11)


def test_another_normal_form_is_the_same_paper() -> None:
    """Texts that come decomposed give the same parts."""
    one, other = dissect(page(PARTY)), dissect(page(unicodedata.normalize("NFD", PARTY)))
    assert (one.date, one.body, one.regime) == (other.date, other.body, other.regime)
    assert list(map(len, (one.issuer, one.signature, one.recipients))) == list(
        map(len, (other.issuer, other.signature, other.recipients))
    )


def headed(source: str) -> Document:
    """A page whose first block stands in the header of the first page."""
    made = page(source)
    return replace(made, blocks=made.blocks[1:], first_header=made.blocks[:1])


def test_a_letterhead_in_the_first_pages_header() -> None:
    """It is the paper's, as if it stood above the text; places in the text are those of its own blocks."""
    whole, apart = dissect(page(PARTY)), dissect(headed(PARTY))
    for name in ("regime", "above", "issuer", "star", "number", "dated", "heading"):
        assert getattr(apart, name) == getattr(whole, name)
    assert (said(apart.kind), said(apart.abstract)) == (said(whole.kind), said(whole.abstract))
    assert whole.body is not None
    assert apart.body == (whole.body[0] - 1, whole.body[1] - 1)
    assert {part.block for part in (*apart.heading, *apart.issuer)} == {0}


@pytest.mark.parametrize("source", ["Mẫu số 1a\n^ **BÁO CÁO**\nCăn cứ", f"Trường Y tế\n{STATE}"])
def test_a_header_that_is_no_letterhead(source: str) -> None:
    """Without the words of nation or Party it is left aside, and so it is where the text has its own."""
    made = headed(source)
    assert dissect(made) == dissect(replace(made, first_header=()))
    other = replace(page(STATE), first_header=page(PARTY).blocks[:1])
    assert dissect(other) == dissect(page(STATE))


COVER = "^ **SỞ XÂY DỰNG PHÚ THỌ**\n^ **BÁO CÁO**\n^ **SƠ KẾT 3 NĂM**\n^ Phú Thọ, tháng 6 năm 2023\n"


def covered(cover: str, source: str) -> Document:
    """A page below a cover on a page by itself."""
    return paged(page(cover + source), len(page(cover).blocks) - 1)


@pytest.mark.parametrize("source", [PARTY, STATE])
def test_below_a_cover_the_paper_begins(source: str) -> None:
    """On the page of its letterhead; nothing of the cover is a part of it."""
    plain, below = dissect(page(source)), dissect(covered(COVER, source))
    assert (plain.begins, below.begins) == (0, 4)
    for name in (
        "heading",
        "above",
        "issuer",
        "star",
        "number",
        "dated",
        "kind",
        "abstract",
        "signature",
        "recipients",
    ):
        assert said(getattr(below, name)) == said(getattr(plain, name))
    assert plain.body is not None
    assert below.body == (plain.body[0] + 4, plain.body[1] + 4)


def test_where_pages_are_not_known_a_cover_is_what_has_a_type_above_the_letterheads_table() -> None:
    """Without a type, or above a letterhead in plain lines, it may be part of that."""
    for cover, source, begins in ((COVER, PARTY, 4), ("^ **DỰ THẢO**\n", PARTY, 0), (COVER, STATE, 0)):
        made = page(cover + source)
        unpaged = replace(made, blocks=tuple(replace(one, page=None) for one in made.blocks))
        paper = dissect(unpaged)
        assert paper.begins == begins
        assert (said(paper.issuer) == []) == (source == STATE)  # its lines and the cover's are not told apart


@pytest.mark.parametrize(
    "cover",
    ["Thực hiện Chỉ thị, sở báo cáo.\n", "~60\n", "\n".join(f"dòng {line}" for line in range(16)) + "\n"],
)
def test_a_page_of_text_is_no_cover(cover: str) -> None:
    """Nor is one with many lines: the letterhead below is another paper's."""
    assert dissect(covered(cover, PARTY)).begins == 0


def test_an_empty_document_has_no_parts() -> None:
    """Nothing is made up."""
    assert dissect(document()) == Paper()


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Việt Trì, ngày 05 tháng 6 năm 2023", dt.date(2023, 6, 5)), ("Vinh Hà, ngày 25 thang 11 năm2022", dt.date(2022, 11, 25)),
        ("Việt Trì, ngày      tháng 6 năm 2023", None), ("ngày 31 tháng 6 năm 2023", None),
        ("Việt Trì, ngày CÔ tháng Ê` năm 2020", None),
        ("Việt Trì, ngày 09/6/2023", dt.date(2023, 6, 9)), ("Việt Trì, ngày 9 - 6 - 2023.", dt.date(2023, 6, 9)),
    ],
)  # fmt: skip
def test_the_day_of_a_paper(line: str, date: dt.date | None) -> None:
    """Blank, unreadable and impossible days are none; the line is there all the same."""
    paper = dissect(document(table(("SỞ Y TẾ", line)), "BÁO CÁO"))
    assert said(paper.dated) == [line]
    assert paper.date == date


@pytest.mark.parametrize(
    ("number", "regime"),
    [
        ("Số 12-BC/CB", Regime.PARTY), ("Số: 12/BC-SYT", Regime.STATE), ("Số:      /BC-UBND", Regime.STATE),
        ("Số      -BC/ĐU", Regime.PARTY), ("Số:", Regime.UNKNOWN),
    ],
)  # fmt: skip
def test_without_the_nations_words_the_number_tells_the_regime(number: str, regime: Regime) -> None:
    """The dash and the slash stand the other way round."""
    assert dissect(document("CƠ QUAN", number, "BÁO CÁO")).regime is regime


@pytest.mark.parametrize(
    ("right", "regime"),
    [
        ("ĐOÀN TNCS HỒ CHÍ MINH\nViệt Trì, ngày 05 tháng 6 năm 2023", Regime.UNKNOWN),
        ("ĐẢNG CỘNG SẢN VIỆT NAM\nVăn phòng Tỉnh uỷ\nViệt Trì, ngày 05 tháng 6 năm 2023", Regime.PARTY),
        ("DỰ THẢO\nViệt Trì, ngày 05 tháng 6 năm 2023", Regime.PARTY),
    ],
)
def test_a_body_in_the_nations_place_has_a_form_of_its_own(right: str, regime: Regime) -> None:
    """Though it writes its number as the Party does."""
    head = table(("BCH ĐOÀN TỈNH PHÚ THỌ\n***\nSố: 120-BC/TĐTN-VP", right))
    assert dissect(document(head, block("BÁO CÁO", bold=1.0), "Nội dung")).regime is regime


def test_a_number_split_over_cells() -> None:
    """`Số:` in one cell, the symbol in the next; stars that OCR hurt are no issuer, drafts are not either."""
    head = table(
        ("SỞ Y TẾ\nx*\nSố:", "/BC-SYT"), ("DỰ THẢO LẦN 2", "MẪU 1\nViệt Trì, ngày 5 tháng 6 năm 2023")
    )
    paper = dissect(document(head, "BÁO CÁO"))
    assert said(paper.number) == ["Số: /BC-SYT"]
    assert said(paper.issuer) == ["SỞ Y TẾ"]
    assert said(paper.star) == ["x*"]


def test_the_issuer_is_what_is_bold_below_what_is_not() -> None:
    """The look tells superior and issuer apart, and a name broken over lines stays one."""
    lines: list[Block | str] = [
        block("ĐOÀN KHỐI"),
        block("HỘI LIÊN HIỆP", bold=1.0),
        block("PHỤ NỮ CƠ SỞ", bold=1.0),
        "Số 1-BC/PN",
        "BÁO CÁO",
    ]
    paper = dissect(document(*lines))
    assert said(paper.above) == ["ĐOÀN KHỐI"]
    assert said(paper.issuer) == ["HỘI LIÊN HIỆP", "PHỤ NỮ CƠ SỞ"]


def test_a_name_over_lines_without_look() -> None:
    """It begins at the last line that begins as a body's name does; else the last line is the issuer."""
    broken = dissect(
        document("TỈNH UỶ", "BAN CHỈ ĐẠO THỰC HIỆN", "QUY CHẾ DÂN CHỦ", "Số 1-BC/BCĐ", "BÁO CÁO")
    )
    assert said(broken.issuer) == ["BAN CHỈ ĐẠO THỰC HIỆN", "QUY CHẾ DÂN CHỦ"]
    strange = dissect(document("NƠI NÀY", "NƠI KIA", "Số 1-BC/BCĐ", "BÁO CÁO"))
    assert (said(strange.above), said(strange.issuer)) == (["NƠI NÀY"], ["NƠI KIA"])


def test_an_official_letter() -> None:
    """No type: the subject is what it is about, in as many lines as it takes."""
    head = table(
        ("SỞ Y TẾ\nSố: 4/SYT-VP\nV/v góp ý dự thảo\nbáo cáo sơ kết", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    )
    paper = dissect(
        document(head, table(("Kính gửi:", "Đảng uỷ Khối\nBan Chỉ đạo")), "Thực hiện công văn, Sở có ý kiến.")
    )
    assert paper.kind is None
    assert said(paper.abstract) == ["V/v góp ý dự thảo", "báo cáo sơ kết"]
    assert said(paper.addressees) == ["Kính gửi:", "Đảng uỷ Khối", "Ban Chỉ đạo"]
    assert paper.body == (2, 2)


def test_a_day_in_a_letters_subject_is_not_its_own() -> None:
    """What the letter is about may end with the day of another paper."""
    head = table(
        ("SỞ Y TẾ\nSố: 4/SYT-VP\nV/v sơ kết Chỉ thị 28-CT/TU ngày 07/7/2020", "Việt Trì, ngày 09/6/2023")
    )
    paper = dissect(document(head, "Kính gửi: Đảng uỷ Khối", "Sở đã họp."))
    assert (said(paper.dated), paper.date) == (["Việt Trì, ngày 09/6/2023"], dt.date(2023, 6, 9))


def test_the_sentence_before_the_report_is_no_abstract() -> None:
    """Also where it begins with the unit's name; in bold or in the middle a line is still one of the title."""
    title = (block("BÁO CÁO", bold=1.0, centred=True), block("Sơ kết 3 năm", bold=1.0, centred=True))
    opening = "Sở Y tế báo cáo kết quả thực hiện quy chế năm 2022 như sau:"
    assert said(dissect(document(*title, opening, "I. Kết quả")).abstract) == ["Sơ kết 3 năm"]
    loud = block("và kết quả như sau", centred=True)
    assert said(dissect(document(*title, loud, "Căn cứ Kế hoạch số 45")).abstract) == [
        "Sơ kết 3 năm",
        "và kết quả như sau",
    ]


def test_an_abstract_of_many_lines() -> None:
    """What goes on centred and bold is still of it, and the hyphens below are its rule; a heading is not."""
    look = Style(bold=1.0, centred=True)
    title = [
        Block(kind=BlockKind.PARAGRAPH, text=text, style=look) for text in ("BÁO CÁO", *"abcde", "-----")
    ]
    paper = dissect(document(*title, "Căn cứ kế hoạch"))
    assert (said(paper.abstract), said(paper.rule), paper.body) == ([*"abcde"], ["-----"], (7, 7))
    heading = Block(kind=BlockKind.PARAGRAPH, text="I. KẾT QUẢ", style=look)
    assert said(dissect(document(*title[:5], heading)).abstract) == [*"abcd"]


def test_a_name_with_a_rank() -> None:
    """Ranks and degrees before it are no part of it."""
    for name in ("Đại tá Nguyễn Văn Hùng", "Bác sĩ Trần Thị Mơ", "Thiếu uý Lê A"):
        paper = dissect(document("BÁO CÁO", "Căn cứ", "THỦ TRƯỞNG", name, "Nơi nhận:", "- Lưu."))
        assert said(paper.signer) == [name]


def test_title_and_abstract_in_one_block() -> None:
    """Lines below the type in its own paragraph say what it is about."""
    paper = dissect(page("SỞ Y TẾ\n^ **BÁO CÁO / SƠ KẾT**\n^ năm 2023\n~20"))
    assert said(paper.kind) == ["BÁO CÁO"]
    assert said(paper.abstract)[:2] == ["SƠ KẾT", "năm 2023"]


def test_the_rule_in_the_paragraph_of_the_title() -> None:
    """Type, abstract and hyphens as lines of one paragraph, or the hyphens in that of the abstract."""
    for title in (["BÁO CÁO\nsơ kết 3 năm\n-----"], ["BÁO CÁO", "sơ kết 3 năm\n-----"]):
        paper = dissect(document(*title, "Thực hiện Kế hoạch số 45, chi bộ báo cáo:"))
        assert (said(paper.abstract), said(paper.rule)) == (["sơ kết 3 năm"], ["-----"])
        assert paper.body == (len(title), len(title))


def test_recipients_that_ocr_hurt_and_a_signature_above() -> None:
    """`Noi nhan` is still the list; the signature may stand before it; a post alone is enough."""
    paper = dissect(page("BÁO CÁO\nCăn cứ kế hoạch\n~30\nHIỆU TRƯỞNG\nTS. Lê Văn Tám\nNơi nhân:\n- Lưu.\n~9"))
    assert said(paper.signature) == ["HIỆU TRƯỞNG"]
    assert said(paper.signer) == ["TS. Lê Văn Tám"]
    assert said(paper.recipients) == ["Nơi nhân:", "- Lưu."]


def test_a_signature_without_recipients() -> None:
    """The line of authority begins it; a chapter that names a post in capitals does not."""
    paper = dissect(
        page("BÁO CÁO\nCăn cứ kế hoạch\nGIÁM ĐỐC LÀM\n~30\nTM. BAN CHẤP HÀNH\nCHỦ TỊCH CÔNG ĐOÀN\nLê Văn Tám")
    )
    assert said(paper.signature) == ["TM. BAN CHẤP HÀNH", "CHỦ TỊCH CÔNG ĐOÀN"]
    assert said(paper.signer) == ["Lê Văn Tám"]
    lone = dissect(
        page("BÁO CÁO\nCăn cứ kế hoạch\n~30\nGIÁM ĐỐC\nNgày nắng hoa phượng nở đỏ bên dòng sông lặng.")
    )
    assert (said(lone.signature), lone.signer) == (["GIÁM ĐỐC"], None)


def test_a_paper_without_closing() -> None:
    """The text goes to the end."""
    paper = dissect(page("BÁO CÁO\nCăn cứ kế hoạch\n~30"))
    assert (paper.signature, paper.signer, paper.recipients) == ((), None, ())
    assert paper.body == (1, 2)


def test_a_name_far_below_is_nobodys() -> None:
    """A signature reaches a page at most; what stands below it is no name of the signer."""
    far = [f"Dòng {place}." for place in range(3)]
    words = dissect(document("BÁO CÁO", "Căn cứ", "CHỦ TỊCH", *(["- mục"] * 15), "Lê Văn Tám", *far))
    assert words.signer is None


def test_the_other_cell_beside_the_recipients_signs() -> None:
    """Capitals there are the authority, whatever they say; a cell in small letters is no signature."""
    sure = dissect(
        document("BÁO CÁO", "Căn cứ", table(("Nơi nhận:\n- Lưu.", "NHÓM VIẾT BÁO CÁO\nLÊ VĂN TÁM")))
    )
    assert said(sure.signature) == ["NHÓM VIẾT BÁO CÁO"]
    assert said(sure.signer) == ["LÊ VĂN TÁM"]
    none = dissect(document("BÁO CÁO", "Căn cứ", table(("Nơi nhận:\n- Lưu.", "người viết"))))
    assert (none.signature, none.signer) == ((), None)


def test_recipients_of_a_table_end_with_it() -> None:
    """The items of the left column, in as many rows as it has; the text below is no item."""
    rows = table(("Nơi nhận:", "T/M CHI BỘ"), ("- Như trên", "BÍ THƯ"))
    paper = dissect(document("BÁO CÁO", "Căn cứ", rows, "- một mục nữa"))
    assert said(paper.recipients) == ["Nơi nhận:", "- Như trên"]


def paged(made: Document, last: int) -> Document:
    """The document with its first blocks, up to one, on page 1 and the others on page 2."""
    blocks = (replace(one, page=1 if place <= last else 2) for place, one in enumerate(made.blocks))
    return replace(made, blocks=tuple(blocks))


def test_a_table_that_a_page_cuts_off_goes_on_in_lines() -> None:
    """A reader of pages gives what is left of both columns below: items, where more or the rest of one must follow, then who signs."""
    items = ["- Như trên;", "- Ban Chỉ đạo thực hiện", "dân chủ;", "- Lưu."]
    rest = "PHÓ GIÁM ĐỐC", "Lê Văn Tám"
    for within in (0, 1, 2):
        left = table(("\n".join(["Nơi nhận:", *items[:within]]), "KT. GIÁM ĐỐC"))
        made = document("BÁO CÁO", "Căn cứ", left, *items[within:], *rest)
        paper = dissect(paged(made, 2))
        assert said(paper.recipients) == ["Nơi nhận:", *items]
        assert (said(paper.signature), said(paper.signer)) == (["KT. GIÁM ĐỐC", rest[0]], [rest[1]])
        assert dissect(made).signer is None


def test_an_item_goes_on_in_the_next_line() -> None:
    """Where it has no sign at its end and finds one there; a post or a name below the last one is no more of it."""
    items = "- Ban Chỉ đạo thực hiện dân chủ", "Đảng uỷ Khối (b/c),", "- Lưu Chi bộ"
    paper = dissect(document("BÁO CÁO", "Căn cứ", "Nơi nhận:", *items, "T/M CHI BỘ", "Lê Văn Tám"))
    assert said(paper.recipients) == ["Nơi nhận:", *items]
    assert (said(paper.signature), said(paper.signer)) == (["T/M CHI BỘ"], ["Lê Văn Tám"])


def test_one_post_besides_another_is_of_the_signature() -> None:
    """`kiêm` in small letters stands between two posts, by itself or not; it begins no signature."""
    for posts in (["BÍ THƯ", "kiêm", "TRƯỞNG BAN CHỈ ĐẠO"], ["BÍ THƯ", "kiêm TRƯỞNG BAN CHỈ ĐẠO"]):
        rows = table(("Nơi nhận:\n- Lưu.", "\n".join([*posts, "Phạm Thị Dung"])))
        paper = dissect(document("BÁO CÁO", "Căn cứ", rows))
        assert (said(paper.signature), said(paper.signer)) == (posts, ["Phạm Thị Dung"])


def test_an_annex_below_a_signature_without_a_name_is_none() -> None:
    """A draft has no name yet; the annex behind it keeps its title, with the line that ties it, loud or not."""
    tie = "(kèm theo Báo cáo số 15-BC/CB)"
    annex = block("PHỤ LỤC", bold=1.0), block("SỐ LIỆU", bold=1.0), tie
    lines = "Nơi nhận:", "- Lưu.", "T/M CHI BỘ", "BÍ THƯ"
    for end in (lines, (table(("Nơi nhận:\n- Lưu.", "T/M CHI BỘ\nBÍ THƯ")),)):
        paper = dissect(document("BÁO CÁO", "Căn cứ", *end, *annex, "Số liệu năm 2022."))
        assert (said(paper.signature), said(paper.signer)) == (["T/M CHI BỘ", "BÍ THƯ"], [])
        assert said(paper.annexes) == [f"PHỤ LỤC\nSỐ LIỆU\n{tie}"]


def test_addressees_go_on_where_a_sign_says_so() -> None:
    """In the next line of the paragraph, or in the next paragraph below a semicolon; the first sentence is none."""
    first, second = "Kính gửi: Sở Nội vụ;", "Ban Chỉ đạo thực hiện dân chủ."
    for written in ([f"{first}\n{second}"], [first, second]):
        paper = dissect(document("BÁO CÁO", "Sơ kết", *written, "Đã làm xong."))
        assert said(paper.addressees) == [first, second]
        assert paper.body == (2 + len(written), 2 + len(written))
    paper = dissect(document("BÁO CÁO", "Sơ kết", first, "Thực hiện Kế hoạch số 45, Sở báo cáo:"))
    assert said(paper.addressees) == [first]


def test_a_letterhead_line_goes_on_in_a_narrow_column() -> None:
    """The nation's words, and the place above its day, are one line each, in a cell and in a PDF."""
    right = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nTP. Việt Trì,\nngày 05 tháng 6 năm 2023"
    paper = dissect(document(table(("SỞ Y TẾ", right)), "BÁO CÁO", "Sơ kết"))
    assert said(paper.heading) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert said(paper.dated) == ["TP. Việt Trì, ngày 05 tháng 6 năm 2023"]
    other = dissect(
        document(table(("SỞ Y TẾ", "(Bản dự thảo)\nngày 05 tháng 6 năm 2023")), "BÁO CÁO", "Sơ kết")
    )
    assert said(other.dated) == ["ngày 05 tháng 6 năm 2023"]


def test_the_day_above_the_signature() -> None:
    """Without one in the letterhead it dates the paper, and is no text; a sentence with a day is no such line."""
    end = "Nơi nhận:", "- Lưu.", "HIỆU TRƯỞNG", "Lê Văn Tám"
    for line in ("Lâm Thao, ngày 05 tháng 6 năm 2023", "Ngày 5 tháng 6 năm 2023."):
        paper = dissect(document("BÁO CÁO", "Căn cứ", "Đã làm.", line, *end))
        assert (said(paper.dated), paper.date) == ([line], dt.date(2023, 6, 5))
        assert paper.body == (1, 2)
    for line in (
        "Trường đã họp ngày 05 tháng 6 năm 2023, có 20 người.",
        "Đã làm.\nLâm Thao, ngày 05 tháng 6 năm 2023",
    ):
        paper = dissect(document("BÁO CÁO", "Căn cứ", line, *end))
        assert (paper.dated, paper.body) == (None, (1, 2))
    other = dissect(document("SỞ Y TẾ\tViệt Trì, ngày 06 tháng 6 năm 2023", "BÁO CÁO", "Căn cứ", line, *end))
    assert other.date == dt.date(2023, 6, 6)


def test_an_annex_is_titled_loudly() -> None:
    """A sentence that begins with the word is none."""
    heading = Block(kind=BlockKind.HEADING, text="Phụ lục 1", style=Style(level=1))
    closing = table(("Nơi nhận:\n- Lưu.", "CHỦ TỊCH\nLê Văn Tám"))
    made: Document = document(
        "BÁO CÁO", "Căn cứ", closing, "Phụ lục kèm theo báo cáo này.", heading, table(("1", "2"))
    )
    assert said(dissect(made).annexes) == ["Phụ lục 1"]


def test_kinh_gui_far_below_is_no_address() -> None:
    """Only what stands right below the title says to whom a paper goes."""
    lines = [f"{place}. Mục" for place in range(6)]
    assert dissect(document("BÁO CÁO", "Về việc nhỏ", *lines, "Kính gửi: ai đó")).addressees == ()


def test_basis_may_be_all_there_is() -> None:
    """A decision's text may end with it."""
    paper = dissect(document("QUYẾT ĐỊNH", "- Căn cứ Luật A;", "- Xét đề nghị của B."))
    assert said(paper.basis) == ["- Căn cứ Luật A;", "- Xét đề nghị của B."]


def test_a_post_beside_an_item() -> None:
    """A reader of lines gives both columns in one: the item ends where the post begins."""
    lines = "BÁO CÁO", "Căn cứ", "Nơi nhận:", "- Như trên; PHÓ GIÁM ĐỐC", "- Lưu: VT.", "Lê Văn Tám"
    paper = dissect(document(*lines))
    assert said(paper.recipients) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert (said(paper.signature), said(paper.signer)) == (["PHÓ GIÁM ĐỐC"], ["Lê Văn Tám"])


@pytest.mark.parametrize(("rest", "signs"), [("Lê Văn Tám", True), ("các phòng", False), ("Phòng 1", False)])
def test_a_name_beside_an_item(rest: str, *, signs: bool) -> None:
    """It signs, as a post does; what is no name is of the item, and so is all that a cell holds."""
    lines = (
        "BÁO CÁO",
        "Căn cứ",
        "Nơi nhận: T/M CHI BỘ",
        "- Như trên; BÍ THƯ",
        f"- Các chi bộ; {rest}",
        "- Lưu.",
    )
    paper = dissect(document(*lines))
    assert said(paper.recipients)[2] == ("- Các chi bộ;" if signs else lines[4])
    assert said(paper.signer) == ([rest] if signs else [])
    cell = table((f"Nơi nhận:\n- Các chi bộ; {rest}", "BÍ THƯ\nTrần Thị Ba"))
    paper = dissect(document("BÁO CÁO", "Căn cứ", cell))
    assert (said(paper.recipients)[1:], said(paper.signer)) == ([lines[4]], ["Trần Thị Ba"])


@dataclass(slots=True)
class Counter:
    """Counts the letters that a function is given."""

    letters: int = 0

    def counting(self, function: Callable[[str], str]) -> Callable[[str], str]:
        """The function, counted."""

        def counted(text: str) -> str:
            self.letters += len(text)
            return function(text)

        return counted


@pytest.mark.parametrize(
    ("above", "again"),
    [
        ("SỞ Y TẾ", "từ "), ("SỞ Y TẾ", "TỪ "), ("SỞ Y", " Ngày"), ("SỞ Y Ngày", " tháng"), ("Số:", "\n-1"), ("Số:", "."),
    ],
)  # fmt: skip
def test_what_is_looked_at_grows_with_the_paper(
    above: str, again: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each letter of a long line is folded a few times, however long it is; above the title and below."""
    counter = Counter()
    for module, name in (
        (lines, "fold"), (lines, "tight"), (lines, "unmarked"), (closing, "fold"), (closing, "bare"), (letterhead, "fold"), (head, "fold"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, counter.counting(getattr(module, name)))
    seen = []
    for times in (400, 800, 1600):
        counter.letters = 0
        dissect(document(above + again * times, "BÁO CÁO", "Căn cứ", again * times))
        seen.append(counter.letters)
    assert seen[2] - seen[1] <= 2.1 * (seen[1] - seen[0]) + 2000


def test_a_sentence_in_the_text_is_not_parted() -> None:
    """Only a letterhead has columns without blanks between; below the title the same words stay one line."""
    text = "CĂN CỨ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;"
    assert said(dissect(document("SỞ Y TẾ", "BÁO CÁO", "- Căn cứ Luật;", text)).basis)[1:] == [text]


@pytest.mark.parametrize("rows", [((),), (("",),), (("", "\n"),), (("chữ",),), (("Nơi nhận:", "BÍ THƯ"),)])
def test_a_document_of_one_table(rows: tuple[tuple[str, ...], ...]) -> None:
    """Whatever is in it, nothing breaks and nothing is a type."""
    assert dissect(document(table(*rows))).kind is None


def test_ten_thousand_lines() -> None:
    """In one paragraph or in as many, each is a line of the text."""
    many = ["Dòng chữ"] * 10_000
    assert dissect(document("BÁO CÁO", "Căn cứ", *many)).body == (1, 10_001)
    assert dissect(document("BÁO CÁO", "Căn cứ", "\n".join(many))).body == (1, 2)


@pytest.mark.parametrize(
    "heading",
    [
        "QUY CHẾ DÂN CHỦ Ở CƠ SỞ", "QUÁN TRIỆT, TRIỂN KHAI", "LÃNH ĐẠO, CHỈ ĐẠO CỦA CẤP UỶ",
        "LÃNH ĐẠO CÔNG TÁC TUYÊN TRUYỀN VÀ QUÁN TRIỆT CHỈ THỊ",
    ],
)  # fmt: skip
def test_a_heading_in_capitals_is_no_signature(heading: str) -> None:
    """Letters of an authority within a word, posts in an enumeration and long lines do not sign."""
    paper = dissect(document("BÁO CÁO", "Căn cứ", heading, "Chi bộ đã làm.", "- Một mục."))
    assert (paper.signature, paper.body) == ((), (1, 4))


def test_the_last_posts_sign() -> None:
    """Without recipients a heading that names a post is passed over; signatures of annexes are theirs."""
    text = "BÁO CÁO", "Căn cứ", "LÃNH ĐẠO CÔNG TÁC", "Chi bộ đã làm việc này."
    closing = "KT. GIÁM ĐỐC", "PHÒNG HÀNH CHÍNH - TỔ CHỨC", "PHÓ GIÁM ĐỐC, BÍ THƯ CHI BỘ", "Lê Văn Tám"
    annex = block("PHỤ LỤC", bold=1.0), "KẾ TOÁN TRƯỞNG", "Lê Thị Chín"
    posts = dissect(document(*text, *closing[2:]))
    assert (said(posts.signature), said(posts.signer)) == ([closing[2]], ["Lê Văn Tám"])
    paper = dissect(document(*text, "QUÁN TRIỆT", "Đã làm.", *closing, *annex))
    assert (said(paper.signature), said(paper.signer)) == (list(closing[:3]), ["Lê Văn Tám"])
    assert said(paper.annexes) == ["PHỤ LỤC\nKẾ TOÁN TRƯỞNG"]


def test_the_name_in_a_row_of_its_own() -> None:
    """A cell keeps its column where the one beside it is empty; columns without any word are margins."""
    rows = table(("", "Nơi nhận:\n- Lưu.", "", "T/M CHI BỘ\nBÍ THƯ"), ("", "", "", "Trương Văn Bình"))
    paper = dissect(document("BÁO CÁO", "Căn cứ", rows))
    assert said(paper.recipients) == ["Nơi nhận:", "- Lưu."]
    assert (said(paper.signature), said(paper.signer)) == (["T/M CHI BỘ", "BÍ THƯ"], ["Trương Văn Bình"])


def test_parts_of_one_paragraph_have_no_look_of_their_own() -> None:
    """The look of a paragraph in several lines or columns is that of none of them; one line keeps it."""
    look = Style(bold=0.5, size=13.0, centred=True)
    texts = (
        "SỞ Y TẾ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/BC-SYT",
        "BÁO CÁO\nsơ kết",
        "- Như trên; CHỦ TỊCH",
    )
    blocks = [Block(kind=BlockKind.PARAGRAPH, text=text, style=look) for text in texts]
    paper = dissect(document(*blocks[:2], "Căn cứ", "Nơi nhận:", blocks[2], "Lê Văn Tám"))
    parts = (
        *paper.heading,
        *paper.issuer,
        paper.number,
        paper.kind,
        *paper.abstract,
        *paper.signature,
        paper.recipients[1],
    )
    assert [part.style for part in parts if part] == [Style()] * 7
    whole = dissect(document(Block(kind=BlockKind.PARAGRAPH, text="BÁO CÁO", style=look)))
    assert whole.kind
    assert whole.kind.style == look


def test_parts_of_one_paragraph_have_the_looks_that_are_known() -> None:
    """Where the reader tells them apart; what words part, not tabs, has none."""
    bold, plain, italic = Style(bold=1.0, size=13), Style(size=13), Style(italic=1.0, size=13)
    text = "SỞ Y TẾ\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 1/BC-SYT\tViệt Trì, ngày 05 tháng 6 năm 2023"
    looks = (((bold, bold), (), (plain, italic)),)
    made = document("BÁO CÁO", "Căn cứ")
    head = Block(kind=BlockKind.PARAGRAPH, text=text, looks=looks)
    paper = dissect(replace(made, blocks=(head, *made.blocks)))
    parts = (*paper.issuer, *paper.heading, paper.number, paper.dated)
    assert [part.style for part in parts if part] == [bold, bold, plain, italic]
    run_on = replace(head, text=text.replace("\t\t", " "))
    paper = dissect(replace(made, blocks=(run_on, *made.blocks)))
    parts = (*paper.issuer, *paper.heading, paper.number, paper.dated)
    assert [part.style for part in parts if part] == [Style(), Style(), plain, italic]


def test_a_first_sentence_is_no_basis() -> None:
    """Below a basis a full stop ends the formulas of a basis alone."""
    sentence = "Thực hiện chương trình công tác năm, chi bộ đã họp công khai."
    basis = ["Căn cứ Kế hoạch số 45-KH/BCĐ;", "Thực hiện Chỉ thị 28;"]
    assert said(dissect(document("BÁO CÁO", *basis, sentence)).basis) == basis
    last = "Theo đề nghị của Chánh Văn phòng."
    assert said(dissect(document("QUYẾT ĐỊNH", *basis, last)).basis) == [*basis, last]


def test_addressees_above_the_title() -> None:
    """`Kính gửi` may stand between letterhead and type; it is nobody's name."""
    above = "SỞ Y TẾ", "Kính gửi:", "- Đảng uỷ Khối;", "- Ban Chỉ đạo."
    paper = dissect(document(*above, "BÁO CÁO", "Sơ kết", "Căn cứ", "Đã làm."))
    assert said(paper.issuer) == ["SỞ Y TẾ"]
    assert said(paper.addressees) == list(above[1:])
    assert paper.body == (6, 7)
    beside = document(table(("SỞ Y TẾ", "Việt Trì"), ("Kính gửi: Đảng uỷ", "")), "BÁO CÁO", "Căn cứ")
    assert said(dissect(beside).addressees) == ["Kính gửi: Đảng uỷ"]
