"""Kinds that hold a report to what the plan asks for: a report that keeps each, and one that breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipeline.assess import assess
from pipeline.assess.registry import KINDS
from pipeline.model.campaign import Campaign, Check, Severity
from pipeline.model.document import Document, Recognition
from pipeline.model.finding import Finding, Record
from pipeline.model.section import Section, State
from pipeline.model.submission import ByHand, Role, Submission
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import PASSWORD, june, paper, submission

TITLE = "Sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU ngày 07/7/2020 của Ban Thường vụ Tỉnh uỷ"
READ_KINDS = (
    "names_directive",
    "covers_period",
    "states_form",
    "has_figures",
    "signed_by_head",
    "addressed_to",
)


def checking(kind: str, **parameters: object) -> Campaign:
    """A campaign with one rule of this kind."""
    rule = Check(id="rule", kind=kind, severity=Severity.WARNING, parameters=parameters)
    return replace(nouns.campaign(), checks=(rule,))


def report(*lines: str, title: str = TITLE, closing: tuple[str, ...] = ()) -> Document:
    """A report with this title, text and closing."""
    head = (nouns.block("BÁO CÁO", bold=1.0, centred=True), nouns.block(title, bold=1.0, centred=True))
    opening = "Thực hiện Kế hoạch số 45-KH/BCĐ, đơn vị báo cáo kết quả như sau:"
    return nouns.document(*head, opening, *lines, "Trên đây là báo cáo của đơn vị./.", *closing)


def scanned(document: Document) -> Document:
    """The same, read in pictures."""
    return replace(document, recognised=(Recognition(page=1, confidence=0.9, uncovered=0.0),))


def held(campaign: Campaign, document: Document) -> Record:
    """The record of a unit that sent this."""
    made = submission(june(9), paper(reading=document))
    return sent.record(campaign, made, alignment=sent.aligned(campaign.outline))


def told(campaign: Campaign, document: Document) -> list[str]:
    """What the rule says of a report."""
    return [one.message for one in assess(held(campaign, document), campaign).findings]


@pytest.mark.parametrize("kind", [*READ_KINDS, "sent_to"])
def test_nothing_is_said_without_a_report(kind: str) -> None:
    """Of a unit that sent none; of one that could not be read only who got the mail."""
    campaign = checking(kind)
    assert assess(sent.record(campaign), campaign).findings == ()
    locked = sent.record(campaign, submission(june(9), paper(reading=PASSWORD)))
    assert assess(locked, campaign).findings == ()


# --- names_directive


@pytest.mark.parametrize(
    ("line", "typed", "read"),
    [
        ("Chỉ thị 28-CT/TƯ", True, True),
        ("chỉ thị 28 CTTU", True, True),
        ("CHI THI SO 28.CT.TU", True, True),
        ("Chỉ thị số 2B-CT/TU", False, True),
        ("Chỉ thị số 28-C1/TV", False, True),
        ("Chỉ thị số 128-CT/TU", False, False),
        ("Chỉ thị số 30-CT/TU", False, False),
    ],
)
def test_slips_of_ocr_are_allowed_for_in_what_a_machine_read(line: str, *, typed: bool, read: bool) -> None:
    """Marks and signs never matter; digits taken for letters only in pictures."""
    campaign = replace(checking("names_directive"), references=("28-CT/TU",))
    document = report(line, title="Kết quả thực hiện dân chủ")
    assert (told(campaign, document) == []) == typed
    assert (told(campaign, scanned(document)) == []) == read


@pytest.mark.parametrize(
    ("line", "found"),
    [("KL số 134 của Tỉnh uỷ", 0), ("Kết luận 134", 0), ("Kết luận số 1134", 1), ("KL số 12, mục 134", 1)],
)
def test_the_word_for_number_may_stand_before_it(line: str, found: int) -> None:
    """Whether a spelling of the campaign has it or not."""
    campaign = replace(checking("names_directive"), references=("Kết luận 134", "KL 134"))
    assert len(told(campaign, report(line, title="Kết quả"))) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Chỉ thị số 28/CT-TTg của Thủ tướng", 1),
        ("Chỉ thị số 28/2020/CT-UBND", 1),
        ("Chỉ thị số 28/2020/CT-UBND, rồi Chỉ thị 28", 0),
        ("Chỉ thị 28/TU-CT", 0),
        ("Chỉ thị 28 - một chủ trương đúng", 0),
    ],
)
def test_a_number_of_another_body_is_another_directive(line: str, found: int) -> None:
    """By the letters behind it, which are the campaign's own in whatever order."""
    campaign = replace(checking("names_directive"), references=("28-CT/TU", "Chỉ thị 28"))
    assert len(told(campaign, report(line, title="Kết quả"))) == found


# --- covers_period


@pytest.mark.parametrize(
    ("title", "message"),
    [
        (TITLE, ""),
        ("Sơ kết ba năm thực hiện Chỉ thị 28-CT/TU (2020 - 2023)", ""),
        ("Kết quả thực hiện dân chủ giai đoạn 2020 đến năm 2023", ""),
        ("Sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU năm 2020 của Tỉnh uỷ", ""),
        ("Sơ kết 3 năm thực hiện Nghị định 04/2015/NĐ-CP, nhiệm kỳ 2015-2020", ""),
        ("Kết quả thực hiện dân chủ năm 2023", ""),
        ("Kết quả thực hiện dân chủ các năm 2021, 2022 và 6 tháng đầu năm 2023", ""),
        ("Sơ kết 03 năm thực hiện Chỉ thị 28-CT/TU; phương hướng, nhiệm vụ năm 2024", ""),
        ("Sơ kết thực hiện Chỉ thị 28-CT/TU và nhiệm vụ năm 2024", ""),
        ("Sơ kết 03 năm thực hiện Chỉ thị 28-CT/TU gắn với Nghị quyết Đại hội giai đoạn 2020-2025", ""),
        ("Sơ kết ba năm (từ năm học 2020 - 2021 đến năm học 2022 - 2023)", ""),
        ("Kết quả các năm học 2020-2021, 2021-2022 và 2022-2023", ""),
        ("Sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU, năm học 2022-2023", ""),
        ("Kết quả trong 03 năm 2021, 2022 và 2023", ""),
        ("Kết quả ba năm (2020 - 2021 - 2022 và 5 tháng đầu năm 2023)", ""),
        ("Kết quả 2020-2022, quý I/2023", ""),
        ("Sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU; đăng ký nội dung năm 2024", ""),
        ("Sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU; kết quả năm 2022", "Tên báo cáo nêu năm 2022"),
        ("Kết quả thực hiện Chỉ thị 28-CT/TU năm 2024", "Tên báo cáo nêu năm 2024"),
        ("Sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU (so với giai đoạn 2017-2020)", ""),
        ("Sơ kết 3 năm thực hiện Chỉ thị và Nghị quyết số 12-NQ/TU giai đoạn 2016-2021", ""),
        ("Kết quả giai đoạn 2020-2023, kế hoạch thực hiện giai đoạn 2024-2025", ""),
        ("Kết quả giai đoạn 2018-2019 và quý I/2020", "Tên báo cáo nêu giai đoạn 2018-2020"),
        ("Kết quả 2 năm 11 tháng thực hiện Chỉ thị", ""),
        ("Kết quả hai năm rưỡi thực hiện Chỉ thị", ""),
        ("Kết quả 2,5 năm thực hiện Chỉ thị", ""),
        ("Sơ kết 03 năm thực hiện Chỉ thị gắn với cải cách hành chính giai đoạn 2021-2030", ""),
        ("Sơ kết Chỉ thị và Nghị quyết Đại hội Đảng bộ lần thứ XIX (2020-2025)", ""),
        ("Sơ kết Chỉ thị và Kế hoạch phát triển khoa học, công nghệ giai đoạn 2021-2025", ""),
        ("Sơ kết Chỉ thị và kế hoạch 5 năm phát triển kinh tế - xã hội", ""),
        ("Sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU (2020-2022)", "Tên báo cáo nêu giai đoạn 2020-2022"),
        ("Kết quả thực hiện dân chủ giai đoạn 2020-2025", "Tên báo cáo nêu giai đoạn 2020-2025"),
        ("Kết quả thực hiện dân chủ năm 2022", "Tên báo cáo nêu năm 2022"),
        ("Kết quả thực hiện dân chủ giai đoạn 2018-2021", "Tên báo cáo nêu giai đoạn 2018-2021"),
        ("Sơ kết thực hiện Chỉ thị 28 giai đoạn 2015 - 2023", "Tên báo cáo nêu giai đoạn 2015-2023"),
        ("Sơ kết 5 năm thực hiện Chỉ thị số 28-CT/TU ngày 07 tháng 7 năm 2020", "Tên báo cáo nêu 5 năm"),
        ("Sơ kết hai năm thực hiện Chỉ thị số 28-CT/TU", "Tên báo cáo nêu 2 năm"),
        ("Kết quả 1 năm 6 tháng thực hiện Chỉ thị", "Tên báo cáo nêu 2 năm"),
        ("Sơ kết Chỉ thị 28-CT/TU năm học 2021-2022", "Tên báo cáo nêu giai đoạn 2021-2022"),
        ("Kết quả thực hiện dân chủ các năm 2021, 2022", "Tên báo cáo nêu năm 2021"),
        ("Kết quả thực hiện Kế hoạch dân chủ giai đoạn 2018-2021", "Tên báo cáo nêu giai đoạn 2018-2021"),
    ],
)
def test_a_title_of_another_period_is_told(title: str, message: str) -> None:
    """A year, a span or a length; years of dates, of cited papers and of terms of office are none."""
    expected = [f"{message}, thời kỳ của đợt này là 2020-2023"] if message else []
    assert told(checking("covers_period"), report(title=title)) == expected


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Ban Chỉ đạo báo cáo kết quả thực hiện quy chế dân chủ năm 2022 như sau:", 1),
        ("Trên đây là kết quả thực hiện dân chủ năm 2021 của đơn vị.", 1),
        ("Thực hiện Kế hoạch công tác năm 2022, Ban Chỉ đạo báo cáo như sau:", 0),
        ("Hội nghị cán bộ, công chức năm 2022 có 45 người dự.", 0),
        ("Trên đây là kết quả 3 năm, xin báo cáo.", 0),
        ("Trên đây là kết quả 3 năm; đơn vị sẽ khắc phục các hạn chế trong năm 2024.", 0),
        ("Trên đây là kết quả 3 năm, có việc khắc phục kết luận kiểm tra năm 2022.", 0),
        ("Ban Chỉ đạo báo cáo sơ kết ba năm gắn với Nghị quyết số 12-NQ/TU giai đoạn 2016-2021 như sau:", 0),
        ("Sở báo cáo kết quả thực hiện Luật Thực hiện dân chủ ở cơ sở năm 2022 như sau:", 0),
        ("Trên đây là kết quả đến hết quý I/2023, so sánh với năm 2019.", 0),
        ("Trên đây là kết quả thực hiện năm 2022, kế hoạch năm 2024.", 1),
        ("Trên đây là kết quả 3 năm và kế hoạch giai đoạn 2024-2026 của đơn vị.", 0),
        ("Trên đây là kết quả 3 năm; đề nghị chỉ đạo những năm tiếp theo (giai đoạn 2023-2025).", 0),
    ],
)
def test_last_years_words_in_the_opening_or_closing_are_told(line: str, found: int) -> None:
    """Not those of other sentences, which tell of all years."""
    messages = told(checking("covers_period"), report(line))
    assert len(messages) == found
    assert all(
        message.startswith(("Câu mở đầu nêu năm 202", "Câu kết thúc nêu năm 202")) for message in messages
    )


def test_a_campaign_without_a_period_asks_for_none() -> None:
    """Nor is a paper judged that was not taken apart."""
    stale = report(title="Kết quả năm 2022")
    campaign = checking("covers_period")
    assert told(replace(campaign, period_from=None), stale) == []
    apart = held(campaign, stale)
    assert len(assess(apart, campaign).findings) == 1
    assert assess(replace(apart, paper=None), campaign).findings == ()


# --- states_form


@pytest.mark.parametrize(
    ("line", "forms", "found"),
    [
        ("Đơn vị tổ chức Hội nghị sơ kết ngày 02/6/2023.", None, 0),
        ("Don vi to chuc hoi nghi so ket.", None, 0),
        ("Đơn vị tổ chức hội nghị quán triệt.", None, 1),
        ("Đơn vị tổ chức hội nghị quán triệt.", ("hội nghị quán triệt",), 0),
        ("Đơn vị sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU bằng văn bản.", None, 0),
        ("Việc sơ kết bằng văn bản.", None, 0),
        ("Hội nghị đánh giá 3 năm thực hiện Chỉ thị 28-CT/TU được tổ chức ngày 30/5/2023.", None, 0),
        ("Ban Chỉ đạo đã họp mở rộng để sơ kết 3 năm.", None, 0),
        ("Đảng uỷ tổ chức hội nghị toàn Đảng bộ để đánh giá ba năm thực hiện Chỉ thị.", None, 0),
        ("Các đoàn thể phối hợp chặt chẽ để sơ kết 3 năm.", None, 1),
        ("Nội dung sơ kết được lồng ghép vào hội nghị người lao động.", None, 0),
        ("Việc sơ kết được tiến hành theo hình thức trực tuyến.", None, 0),
        ("Chi uỷ tiến hành sơ kết 03 năm thực hiện Chỉ thị 28-CT/TU và báo cáo như sau:", None, 1),
        ("Đảng uỷ đã tổ chức sơ kết trước ngày 15/6/2023.", None, 1),
        ("Đảng uỷ tổ chức sơ kết ngày 05/6/2023 tại hội trường cơ quan.", None, 0),
        ("Việc sơ kết có 45 đảng viên tham dự.", None, 0),
        ("Mong cấp trên cho phép lồng ghép sơ kết Chỉ thị với tổng kết công tác dân vận.", None, 1),
        ("Chi bộ đã lồng ghép nội dung sơ kết Chỉ thị vào buổi sinh hoạt.", None, 0),
        ("Việc sơ kết đã xong. Kiến nghị được trả lời bằng văn bản.", None, 1),
        ("Việc sơ kết đã xong; kiến nghị được trả lời bằng văn bản.", None, 1),
        (f"Việc sơ kết {'rất ' * 13}kỹ bằng văn bản.", None, 1),
    ],
)
def test_the_form_of_the_review_is_looked_for(line: str, forms: tuple[str, ...] | None, found: int) -> None:
    """In the words of the rule, with marks or without."""
    campaign = checking("states_form", **({"forms": forms} if forms else {}))
    assert len(told(campaign, report(line))) == found


# --- has_figures


def about(campaign: Campaign, text: str, *, state: State = State.FULL, sure: float = 1.0) -> list[Finding]:
    """What the rule says of a report whose first section has this text."""
    section = Section(item="1", state=state, confidence=sure, heading="I. Kết quả", text=text, page=2)
    full = Section(item="2", state=State.FULL, confidence=1.0, text="12 cuộc")
    made = sent.with_sections(held(campaign, report()), section, full)
    return list(assess(made, campaign).findings)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Tổ chức 03 hội nghị.", True),
        ("Đạt 99,3%.", True),
        ("Tổng số 45 cán bộ, công chức tham gia.", True),
        ("Đã giải quyết 2010 hồ sơ.", True),
        ("Hằng năm, cơ quan rà soát quy chế trong giai đoạn 2020 - 2023.", False),
        ("Ban Chỉ đạo họp bốn kỳ một năm.", True),
        ("Ban Chỉ đạo gồm mười lăm đồng chí.", True),
        ("Đã tiếp hai mươi mốt lượt công dân.", True),
        ("Đã tổ chức năm hội nghị quán triệt.", True),
        ("Ban Chỉ đạo có trưởng ban và ba ủy viên.", True),
        ("Tập thể bàn bạc, quyết định 5 việc lớn.", True),
        ("Ban Chỉ đạo, trong số 7 thành viên có đại diện công đoàn.", True),
        (
            "Hằng năm hội nghị cán bộ, công chức được tổ chức; trong 3 năm hội nghị nào cũng đúng quy định.",
            True,
        ),
        ("Hằng năm hội nghị cán bộ, công chức được tổ chức nghiêm túc.", False),
        ("Trong dịch Covid-19, đã gắn với Đề án 06 và dịch vụ công mức độ 4.", False),
        ("Có chín mươi tám phần trăm đồng ý.", True),
        ("Theo khoản 2 Điều 64 Bộ luật Lao động 2019.", False),
        ("Cấp nước theo TCVN 5502:2003, tổng đài 19006089 thông suốt.", False),
        ("Theo Quy định số 08-QĐi/TW và Pháp lệnh 34/2007/PL-UBTVQH11.", False),
        ("Tuyên truyền trong dịp 19/5, 2/9 và ngày 22/12.", False),
        ("Có 3/3 chi bộ tham gia.", True),
        ("Áp dụng ISO 9001:2015, đường dây nóng trực 24/24 giờ.", False),
        ("Thực hiện Nghị quyết Trung ương 4 khoá 12 theo Công văn 15 và Thông tư 01.", False),
        ("Tổ chức nhiều hội nghị, đạt kết quả tốt.", False),
        ("Thực hiện Chỉ thị số 28-CT/TU ngày 07/7/2020 và Nghị định 04/2015/NĐ-CP.", False),
        ("Ngày 5 tháng 6, trong quý 2 năm 2022, đã quán triệt Quyết định số 88/QĐ-SXD.", False),
        ("1. Công khai tốt.\n2.1) Dân chủ rộng.\nTheo Điều 5, khoản 2.", False),
        ("Từ tháng 8/2020 đã có kế hoạch số 15/KH.", False),
    ],
)
def test_a_section_without_figures_is_told(text: str, *, figures: bool) -> None:
    """Dates, years, numbers of papers and of lists are no figures; those in words are."""
    found = about(checking("has_figures"), text)
    expected = [] if figures else [("1", "Mục 1: không có số liệu nào", "I. Kết quả", 2)]
    assert [(one.section, one.message, one.evidence, one.page) for one in found] == expected


def test_only_full_and_sure_sections_that_are_asked_for_are_looked_at() -> None:
    """What is thin or unsure is told by another check."""
    words = "Tổ chức nhiều hội nghị."
    assert about(checking("has_figures", sections=("2",)), words) == []
    assert len(about(checking("has_figures", sections=("1",)), words)) == 1
    assert about(checking("has_figures"), words, state=State.THIN) == []
    assert about(checking("has_figures"), words, sure=0.5) == []


# --- signed_by_head


@pytest.mark.parametrize(
    ("closing", "message"),
    [
        (("T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN", "Nguyễn Văn A"), ""),
        (("Giám đốc", "Nông Thị Vân Kiều"), ""),
        (("GIÁM ĐỐC", "BSCKII. Sầm Văn Đạt"), ""),
        (("T/M ĐẢNG UỶ - PHÓ BÍ THƯ - Ngô Quang Tiệp",), ""),
        (("GIÁM ĐỐC", "(Đã ký) Lê Văn Tám"), ""),
        (("THỦ TRƯỞNG", "Đại tá Nguyễn Văn Hùng"), ""),
        (("TỔNG BIÊN TẬP", "Nhà báo Nguyễn Thị Mai Thoa"), ""),
        (("GIÁM ĐỐC", "Lê Văn Tám (đã ký)"), ""),
        (("CHÁNH ÁN", "Thẩm phán TAND tối cao Nguyễn Thị Hải Hà"), ""),
        (("CHÁNH ÁN", "Thẩm phán TAND tối cao"), "Báo cáo không có tên người ký"),
        (("CHỦ TỊCH", "Luật gia Đỗ Văn Thành"), ""),
        (("TRƯỞNG ĐOÀN", "NSƯT. Trần Thị Lệ"), ""),
        (("HIỆU TRƯỞNG", "Nhà giáo Ưu tú Lê Duy Hùng"), ""),
        (("CHI CỤC TRƯỞNG", "K'Brêu"), ""),
        (("GIÁM ĐỐC", "H’Hen Niê"), ""),
        (("CHÍNH UỶ", "Đại tá Nguyễn Đình Cương"), ""),
        (("CHÍNH TRỊ VIÊN", "Lê Văn Tám"), ""),
        (("PHỤ TRÁCH BẢO TÀNG", "Phạm Thị Hoàng Oanh"), ""),
        (("NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT", "Phạm Thị Hoàng Oanh"), ""),
        (("GIÁM ĐỐC", "Nhà báo"), "Báo cáo không có tên người ký"),
        (("TM. BCĐ", "Trưởng ban: Đinh Tuấn Lịch"), ""),
        (("T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN", "Trương Văn Bình"), ""),
        (("T/M BAN CHI DAO", "TRUONG BAN", "Nguyen Van A"), ""),
        (("Đó là kết quả của nhà trường",), "Báo cáo không có phần ký"),
        (("GIÁM ĐỐC",), "Báo cáo không có tên người ký"),
        (("T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN", "(đã ký)"), "Báo cáo không có tên người ký"),
        (("Nơi nhận:", "- Đảng uỷ Khối;", "- Lưu: VT."), "Báo cáo không có phần ký"),
        ((), "Báo cáo không có phần ký"),
    ],
)
def test_a_report_ends_with_who_answers_for_it(closing: tuple[str, ...], message: str) -> None:
    """A post and a name, in lines of their own or in one; a list of recipients is neither."""
    assert told(checking("signed_by_head"), report(closing=closing)) == ([message] if message else [])


def test_a_signature_in_a_table_is_read() -> None:
    """The two columns of every office's form."""
    signed = nouns.table(("Nơi nhận:\n- Như trên.", "GIÁM ĐỐC\n\nLò Thị Nga"))
    document = replace(report(), blocks=(*report().blocks, signed))
    assert told(checking("signed_by_head"), document) == []


@pytest.mark.parametrize(
    ("post", "messages"),
    [
        ("NGƯỜI LẬP BIỂU", ["Báo cáo không có chức vụ người ký"]),
        ("TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG", []),
        ("THAY MẶT BAN CHẤP HÀNH", []),
        ("UỶ VIÊN THƯỜNG TRỰC", []),
    ],
)
def test_who_only_wrote_a_report_does_not_sign_it(post: str, messages: list[str]) -> None:
    """In the place of a signature as well."""
    signed = nouns.table(("Nơi nhận:\n- Như trên.", f"{post}\n\nLò Thị Nga"))
    document = replace(report(), blocks=(*report().blocks, signed))
    assert told(checking("signed_by_head"), document) == messages


def test_who_may_sign_is_a_parameter() -> None:
    """Only those posts count where the paper's own form tells none."""
    closing = ("NGƯỜI LẬP BIỂU", "Lê Văn C")
    assert told(checking("signed_by_head"), report(closing=closing)) == ["Báo cáo không có phần ký"]
    assert told(checking("signed_by_head", posts=("người lập",)), report(closing=closing)) == []


def test_a_signed_copy_or_a_scan_is_not_held_to_its_end() -> None:
    """The one has the signature elsewhere, the other in a picture."""
    campaign = checking("signed_by_head")
    assert told(campaign, scanned(report())) == []
    copy = paper("BC ky.pdf", reading=report(), role=Role.SIGNED_COPY)
    mailed = submission(june(9), paper(reading=report()), copy)
    made = sent.record(campaign, mailed, alignment=sent.aligned(campaign.outline))
    assert assess(made, campaign).findings == ()


# --- addressed_to

BODIES: Mapping[str, object] = {"bodies": ("Ban Chỉ đạo", "ĐUK")}


@pytest.mark.parametrize(
    ("above", "below", "message"),
    [
        ((), (), ""),
        (("Kính gửi: Ban Chỉ đạo thực hiện dân chủ Đảng uỷ Khối",), (), ""),
        (("Kính gửi: Uỷ ban nhân dân tỉnh",), (), "Kính gửi không nêu Ban Chỉ đạo"),
        (("Kính gửi: Uỷ ban nhân dân tỉnh",), ("Nơi nhận:", "- Như trên;", "- BCĐ ĐUK."), ""),
        ((), ("Nơi nhận:", "- ĐUK (b/c);", "- Lưu: VT."), ""),
        ((), ("Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT."), "Nơi nhận không nêu Ban Chỉ đạo"),
        ((), ("Nơi nhận:", "- Như trên;", "- Lưu: VT."), ""),
        ((), ("Nơi nhận:", "chi bộ lưu"), ""),
    ],
)
def test_a_paper_names_the_body_that_asked(
    above: tuple[str, ...], below: tuple[str, ...], message: str
) -> None:
    """Above or below the text; one that names nobody, or nobody by name, is not blamed."""
    plain = report()
    head, rest = plain.blocks[:2], plain.blocks[2:]
    document = nouns.document(*head, *above, *(block.text for block in rest), *below)
    campaign = checking("addressed_to", **BODIES)
    assert told(campaign, document) == ([message] if message else [])
    assert told(campaign, scanned(document)) == []


def test_without_bodies_the_agency_is_meant() -> None:
    """As `campaign.yaml` names it."""
    closing = ("Nơi nhận:", "- Đảng ủy khối các cơ quan tỉnh;", "- Lưu: VT.")
    assert told(checking("addressed_to"), report(closing=closing)) == []


@pytest.mark.parametrize(
    ("agency", "recipient", "named"),
    [
        ("Ban Tổ chức Tỉnh uỷ Phú Thọ", "Ban Tổ chức Tỉnh ủy (b/c)", True),
        ("Ban Tổ chức Tỉnh uỷ Phú Thọ", "Ban Tổ chức TU", True),
        ("Ban Tổ chức Tỉnh uỷ Phú Thọ", "Ban TCTU", True),
        ("Ban Tổ chức Tỉnh uỷ Phú Thọ", "BTCTU", True),
        ("Ban Tổ chức Tỉnh uỷ Phú Thọ", "Ban TGTU", False),
        ("Ban Tổ chức Tỉnh uỷ Phú Thọ", "Ban Tuyên giáo Tỉnh uỷ", False),
        ("Sở Nội vụ tỉnh Phú Thọ", "Sở Nội vụ", True),
        ("Sở Nội vụ tỉnh Phú Thọ", "Sở Tài chính tỉnh Phú Thọ", False),
        ("Uỷ ban nhân dân tỉnh Phú Thọ", "UBND tỉnh", True),
        ("UBND tỉnh Bà Rịa - Vũng Tàu", "Uỷ ban nhân dân tỉnh", True),
        ("UBND tỉnh Bà Rịa - Vũng Tàu", "Sở Nội vụ", False),
        ("Tỉnh uỷ Phú Thọ", "Thường trực Tỉnh uỷ", True),
        ("Bộ Công Thương", "Bộ Công Thương", True),
        ("Bộ Công Thương", "Bộ Tài chính", False),
    ],
)
def test_the_agency_is_known_without_its_province_and_by_letters(
    agency: str, recipient: str, *, named: bool
) -> None:
    """As units of the same province write it."""
    campaign = replace(checking("addressed_to"), agency=agency)
    document = report(closing=("Nơi nhận:", f"- {recipient};", "- Lưu: VT."))
    assert (told(campaign, document) == []) == named


# --- sent_to


def mailed(account: str, *recipients: str) -> Submission:
    """A report that lay in this mailbox, in a mail to these addresses."""
    made = submission(june(9), paper(reading=report()))
    message = made.received.message
    assert message is not None
    to = replace(message, envelope=replace(message.envelope, recipients=recipients))
    arrival = replace(made.received.arrival, account=account)
    return replace(made, received=replace(made.received, message=to, arrival=arrival))


BOX = "bao.cao@khoi.example@imap.khoi.example:143"


@pytest.mark.parametrize(
    ("account", "recipients", "addresses", "told_of"),
    [
        (BOX, ("Bao.Cao@khoi.example",), (), ""),
        (BOX, ("lan@mail.example", "bao.cao@khoi.example"), (), ""),
        (BOX, ("lan@mail.example", "hoa@mail.example"), (), "lan@mail.example, hoa@mail.example"),
        (BOX, (), (), ""),
        (BOX, ("undisclosed-recipients",), (), ""),
        ("bao@127.0.0.1", ("lan@mail.example",), (), ""),
        ("eml", ("lan@mail.example",), (), ""),
        ("eml", ("lan@mail.example",), ("bao.cao@khoi.example",), "lan@mail.example"),
        ("eml", ("lan@mail.example",), ("lan@mail.example", "bao.cao@khoi.example"), ""),
    ],
)
def test_a_mail_to_somebody_else_is_told(
    account: str, recipients: tuple[str, ...], addresses: tuple[str, ...], told_of: str
) -> None:
    """By the address of the mailbox, or those of the rule; a mail without recipients was a blind copy."""
    campaign = checking("sent_to", addresses=addresses)
    made = sent.record(campaign, mailed(account, *recipients), alignment=sent.aligned(campaign.outline))
    found = [(one.message, one.evidence) for one in assess(made, campaign).findings]
    assert found == ([("Thư không gửi tới địa chỉ nhận báo cáo của đợt", told_of)] if told_of else [])


def test_a_file_taken_in_by_hand_was_sent_to_nobody() -> None:
    """Nor was a message without a mail."""
    campaign = checking("sent_to", addresses=("a@b.example",))
    made = mailed("eml", "lan@mail.example")
    hand = ByHand(unit="SNV", by="Lan", note="Zalo")
    for changed in ({"by_hand": hand}, {"message": None}):
        taken = replace(made, received=replace(made.received, **changed))
        record = sent.record(campaign, taken, alignment=sent.aligned(campaign.outline))
        assert assess(record, campaign).findings == ()


@pytest.mark.parametrize("kind", READ_KINDS)
def test_each_kind_has_a_group(kind: str) -> None:
    """Under which its findings are counted in the sentence."""
    assert KINDS[kind].group in {"nội dung", "thể thức"}
