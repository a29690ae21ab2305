"""The checks of form: nothing on papers that keep every rule, the right finding on papers that break one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import pipeline.assess
from pipeline.assess import CHECK_KINDS, assess
from pipeline.assess.registry import KINDS
from pipeline.model.campaign import Campaign, Check, Severity
from pipeline.model.document import Block, Document, Layout, Recognition, Style
from pipeline.model.finding import Finding
from pipeline.read.docx.reader import read_docx
from pipeline.rulebook import load
from tests.build import nouns
from tests.build.papers import (
    PARTY_2018,
    PARTY_2026,
    SENTENCE,
    STATE_2020,
    Look,
    Made,
    Said,
    Setting,
    Sheet,
    set_out,
)  # fmt: skip
from tests.unit.assess import sent
from tests.unit.rulebook import folders

RULES = Path(pipeline.assess.__file__).parents[2] / "rules" / "28-ct-tu"
DAYS = {"party2018": dt.date(2023, 6, 9), "party2026": dt.date(2026, 6, 9), "state2020": dt.date(2023, 6, 9)}
GOOD = {"party2018": PARTY_2018, "party2026": PARTY_2026, "state2020": STATE_2020}
PLAN = Path(__file__).parents[2] / "build" / "plan.txt"


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """The first campaign, with its own rules."""
    return load(RULES, check_kinds=CHECK_KINDS)


def found(document: Document, campaign: Campaign, day: dt.date) -> list[Finding]:
    """What the rules of form in force on a day say of a document."""
    record = sent.record(campaign, sent.submission(nouns.ARRIVED, sent.paper(reading=document)))

    def findings() -> Iterator[Finding]:
        for rule in campaign.checks:
            if rule.kind.startswith("form_") and rule.applies_on(day):
                yield from KINDS[rule.kind].check(record, campaign, rule)

    return list(findings())


def said(document: Document, campaign: Campaign, edition: str) -> dict[str, str]:
    """The messages by rule."""
    return {one.check: one.message for one in found(document, campaign, DAYS[edition])}


@pytest.mark.parametrize("edition", GOOD)
def test_a_paper_that_keeps_every_rule(edition: str, campaign: Campaign) -> None:
    """Nothing is said of it, under the rules of its regime and day."""
    assert said(read_docx(set_out(GOOD[edition])), campaign, edition) == {}


@pytest.mark.parametrize("joined", ["breaks", "tabs"])
@pytest.mark.parametrize("edition", GOOD)
def test_columns_joined_by_breaks_or_tabs(edition: str, joined: str, campaign: Campaign) -> None:
    """They are judged as those of tables are: nothing is said of a paper that keeps every rule, and looks are seen."""
    good = replace(GOOD[edition], joined=joined)
    assert said(read_docx(set_out(good)), campaign, edition) == {}
    plain = good.issuer.looking(Look(size=good.issuer.look.size))
    dated = good.dated.looking(Look(size=good.dated.look.size))
    made = replace(good, issuer=plain, dated=dated, heading=tuple(Said(one.words) for one in good.heading))
    told = said(read_docx(set_out(made)), campaign, edition)
    assert "không in đậm" in told[f"{edition}.heading"]
    assert "cơ quan ban hành không in đậm" in told[f"{edition}.issuer"]
    assert "không in nghiêng" in told[f"{edition}.dated"]
    assert len(told) == len(("heading", "issuer", "dated"))


BASIS = (Said("Căn cứ Luật A ngày 01/2/2020;"), Said("Căn cứ Kế hoạch số 1-KH/TU ngày 01/2/2021,"))
LONG = tuple(Said(SENTENCE) for _ in range(5))
SMALL = tuple(line.looking(Look(size=12, font="Arial", colour="FF0000")) for line in LONG)
CASES = [
    ("party2018", "heading", {"heading": (Said("Đảng Cộng sản Việt Nam", Look(size=13)),)}, "ghi “Đảng Cộng sản Việt Nam”"),
    ("party2018", "heading", {"heading": (Said("ĐẢNG CỘNG SẢN VIỆT NAM", Look(size=13)),)}, "cỡ chữ 13 (quy định 15)"),
    ("party2018", "heading", {"heading": ()}, "Tiêu đề: không thấy dòng “ĐẢNG CỘNG SẢN VIỆT NAM”"),
    ("party2018", "heading", {"heading": (Said("ĐẢNG CỘNG SẢN VIỆT NAM", Look(size=15)),)}, "không in đậm"),
    ("state2020", "heading", {"heading": (STATE_2020.heading[0], STATE_2020.heading[1].written("Độc lập-Tự do-Hạnh phúc"))}, "Quốc hiệu, tiêu ngữ: ghi “Độc lập-Tự do-Hạnh phúc”"),
    ("party2018", "issuer", {"issuer": Said("CHI BỘ TRUNG TÂM Y TẾ DỰ PHÒNG")}, "cơ quan ban hành không in đậm"),
    ("party2018", "issuer", {"above": Said("ĐẢNG BỘ SỞ Y TẾ", Look(bold=True))}, "cấp trên in đậm (quy định không đậm)"),
    ("party2018", "issuer", {"above": Said("Đảng bộ Sở Y tế")}, "không viết in hoa"),
    ("party2018", "issuer", {"star": None}, "không có dấu “*”"),
    ("party2018", "issuer", {"star": Said("-------")}, "dưới tên cơ quan là “-------” (quy định “*”)"),
    ("state2020", "issuer", {"issuer": Said("SỞ XÂY DỰNG", Look(size=15, bold=True))}, "cỡ chữ 15 (quy định 12–13)"),
    ("party2018", "number", {"number": Said("Số: 05-BC/CB")}, "có dấu hai chấm"),
    ("party2018", "number", {"number": Said("Số 5-BC/CB")}, "số 5 (quy định thêm số 0 phía trước: 05)"),
    ("party2018", "number", {"number": Said("Số 05 - BC/CB")}, "dấu cách"),
    ("party2018", "number", {"number": Said("Số 05/BC-CB")}, "dấu “/” rồi “-” (quy định “-” rồi “/”)"),
    ("party2018", "number", {"number": Said("Số 05-KH/CB")}, "ký hiệu “KH” (tên loại báo cáo có ký hiệu BC)"),
    ("party2026", "number", {"number": Said("Số 05-BC/ĐUK")}, "“ĐUK” không còn dùng"),
    ("state2020", "number", {"number": Said("Số 12/BC-SXD", Look(size=13))}, "không có dấu hai chấm"),
    ("state2020", "number", {"number": Said("SỐ: 12/BC-SXD", Look(size=13))}, "ghi “SỐ” (quy định “Số”)"),
    ("state2020", "number", {"number": Said("Số: 12/BC-SXD", Look(size=15))}, "cỡ chữ 15 (quy định 13)"),
    ("party2018", "number", {"number": Said("")}, "Số, ký hiệu: không thấy dòng số, ký hiệu"),
    ("state2020", "number", {"number": Said("")}, "Số, ký hiệu: không thấy dòng số, ký hiệu"),
    ("state2020", "dated", {"dated": STATE_2020.dated.written("Việt Trì, ngày 31 tháng 6 năm 2023")}, "Địa danh, ngày tháng: ghi ngày không có trong lịch: 31/6/2023"),
    ("state2020", "dated", {"dated": Said("")}, "Địa danh, ngày tháng: không thấy dòng địa danh, ngày tháng"),
    ("party2018", "dated", {"dated": Said("Việt Trì, ngày 5 tháng 2 năm 2023", Look(italic=True))}, "ngày 5 (quy định thêm số 0 phía trước: 05); tháng 2"),
    ("party2018", "dated", {"dated": Said("Việt Trì ngày 05 tháng 02 năm 2023", Look(italic=True))}, "không có dấu phẩy"),
    ("party2018", "dated", {"dated": Said("Việt Trì, Ngày 05 tháng 02 năm 2023")}, "ghi “Ngày”"),
    ("party2018", "dated", {"dated": Said("Việt Trì, ngày 05 tháng 02 năm 2023")}, "không in nghiêng"),
    ("party2018", "dated", {"dated": Said("Ngày 05 tháng 02 năm 2023", Look(italic=True))}, "không ghi địa danh"),
    ("party2018", "dated", {"dated": Said("Việt Trì, ngày 05/02/2023", Look(italic=True))}, "Địa danh, ngày tháng: ghi “ngày 05/02/2023” (quy định viết đủ: “ngày … tháng … năm …”)"),
    ("state2020", "dated", {"dated": Said(""), "ending": Said("Việt Trì, ngày 05 tháng 6 năm 2023", Look(size=13, italic=True))}, "Địa danh, ngày tháng: ghi ở cuối văn bản (quy định ghi ở phần đầu, bên phải)"),
    ("party2018", "type", {"kind": Said("BÁO CÁO", Look(size=14, bold=True))}, "tên loại cỡ chữ 14 (quy định 15–16)"),
    ("party2018", "type", {"kind": Said("Báo cáo", Look(size=16))}, "tên loại không viết in hoa; tên loại không in đậm"),
    ("party2018", "type", {"kind": Said("BÁO CÁO SƠ KẾT", Look(size=16, bold=True))}, "không đứng riêng một dòng"),
    ("party2018", "type", {"abstract": None}, "không có trích yếu"),
    ("state2020", "type", {"abstract": Said("Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU ngày 07/7/2020")}, "trích yếu không in đậm"),
    ("party2018", "type", {"rule": None}, "không thấy dòng “-----”"),
    ("party2018", "type", {"rule": Said("----------")}, "là “----------” (quy định “-----”)"),
    ("party2018", "page", {"sheet": Sheet(margins=(20, 20, 20, 15))}, "lề trái 20 mm (quy định 30 mm)"),
    ("state2020", "page", {"sheet": Sheet(margins=(20, 25, 35, 10))}, "lề phải 10 mm (quy định 15–20 mm)"),
    ("state2020", "page", {"sheet": Sheet(width=215.9, height=279.4)}, "khổ giấy 216 × 279 mm (quy định 210 × 297 mm)"),
    ("state2020", "page", {"sheet": Sheet(width=297, height=210)}, "khổ giấy ngang"),
    ("party2018", "font", {"body": tuple(line.looking(Look(font=".VnTime")) for line in LONG)}, "phông .VnTime (quy định phông Unicode)"),
    ("party2026", "font", {"body": SMALL}, "phông Arial (quy định Times New Roman); lời văn cỡ 12 (quy định 14–15); chữ màu FF0000"),
    ("party2018", "font", {"body": tuple(line.looking(Look(colour="595959")) for line in LONG)}, "chữ màu 595959 (quy định màu đen)"),
    ("state2020", "font", {"body": SMALL}, "lời văn cỡ 12 (quy định 13–14)"),
    ("party2018", "paragraph", {"setting": Setting(align="left", indent_mm=0, before=0, line="")}, "không căn đều hai lề (quy định căn đều hai lề); dòng đầu lùi 0 mm (quy định lùi dòng đầu 10 mm); cách đoạn 0 pt (quy định cách đoạn từ 6 pt); giãn dòng 1 (quy định giãn dòng chính xác từ 18 pt)"),
    ("party2018", "paragraph", {"setting": Setting(line='w:line="320" w:lineRule="exact"')}, "giãn dòng 16 pt (quy định giãn dòng chính xác từ 18 pt)"),
    ("party2018", "paragraph", {"setting": Setting(indent_mm=15)}, "dòng đầu lùi 15 mm (quy định lùi dòng đầu 10 mm)"),
    ("party2026", "paragraph", {"setting": Setting(line='w:line="480" w:lineRule="exact"')}, "giãn dòng 24 pt (quy định giãn dòng chính xác 18–22 pt)"),
    ("state2020", "paragraph", {"setting": Setting(line='w:line="480"')}, "giãn dòng 2 (quy định giãn dòng 1–1,5)"),
    ("party2018", "page_number", {"sheet": Sheet(numbers="")}, "không đánh số trang"),
    ("party2018", "page_number", {"sheet": Sheet(numbers="", first_apart=True)}, "không đánh số trang"),
    ("party2018", "page_number", {"sheet": Sheet(numbers="footer")}, "ở lề dưới"),
    ("party2018", "page_number", {"sheet": Sheet(numbers="footer", first_apart=True)}, "ở lề dưới"),
    ("party2018", "page_number", {"sheet": Sheet(number_align="right")}, "không ở giữa"),
    ("party2018", "page_number", {"sheet": Sheet(on_first=True)}, "hiện cả ở trang đầu"),
    ("party2018", "basis", {"basis": BASIS[:1] * 2}, "căn cứ cuối kết thúc bằng “;” (quy định “,”)"),
    ("party2026", "basis", {"basis": BASIS}, "căn cứ không bắt đầu bằng “-”; căn cứ cuối kết thúc bằng “,” (quy định “.”)"),
    ("state2020", "basis", {"basis": BASIS}, "căn cứ không in nghiêng"),
    ("state2020", "numbering", {"body": (Said("1/ Việc một"), Said("2/ Việc hai"), Said("a. Ý một"), Said("b. Ý hai"), *LONG)}, "khoản đánh số “1/” (quy định “1.”); điểm đánh số “a.”"),
    ("state2020", "numbering", {"body": (Said("1/Việc một"), Said("2/Ưu điểm"), *LONG)}, "khoản đánh số “1/” (quy định “1.”)"),
    ("state2020", "numbering", {"body": (Said("1- Việc một"), Said("2-Ổn định"), *LONG)}, "khoản đánh số “1-” (quy định “1.”)"),
    ("state2020", "numbering", {"body": (Said("1) Việc một"), Said("2)Việc hai"), *LONG)}, "khoản đánh số “1)” (quy định “1.”)"),
    ("party2018", "signature", {"signature": (Said("TM. CHI BỘ", Look(bold=True)),)}, "ghi “TM.” (quy định “T/M”)"),
    ("party2018", "signature", {"signature": (Said("T/M BAN CHỈ ĐẠO", Look(bold=True)),)}, "Chữ ký: Ban Chỉ đạo không ký T/M (quy định ghi chức vụ: TRƯỞNG BAN CHỈ ĐẠO; không có con dấu riêng thì ghi “<chức vụ> kiêm TRƯỞNG BAN CHỈ ĐẠO”)"),
    ("party2018", "signature", {"signature": (Said("K/T TRƯỞNG BAN CHỈ ĐẠO", Look(bold=True)), Said("PHÓ TRƯỞNG BAN", Look(bold=True)))}, "Chữ ký: cấp phó của Ban Chỉ đạo không ghi K/T"),
    ("party2018", "signature", {"signature": (Said("KT. TRƯỞNG BAN CHỈ ĐẠO", Look(bold=True)),)}, "Chữ ký: ghi “KT.” (quy định “K/T”); cấp phó của Ban Chỉ đạo không ghi K/T"),
    ("party2018", "signature", {"signer": Said("TS. Phạm Thị Dung", Look(bold=True))}, "học hàm, học vị"),
    ("party2018", "signature", {"signature": (Said("THAY MẶT CHI BỘ"), Said("BÍ THƯ"))}, "Chữ ký: ghi “THAY MẶT” (quy định “T/M”)"),
    ("party2018", "signature", {"signature": (Said("THAY MẶT BAN CHỈ ĐẠO"),)}, "ghi “THAY MẶT” (quy định “T/M”); Ban Chỉ đạo không ký T/M"),
    ("state2020", "signature", {"signature": (Said("THỪA ỦY QUYỀN GIÁM ĐỐC", Look(bold=True)),)}, "ghi “THỪA ỦY QUYỀN” (quy định “TUQ.”)"),
    ("state2020", "signature", {"signature": (Said("K/T GIÁM ĐỐC", Look(bold=True)),)}, "ghi “K/T” (quy định “KT.”)"),
    ("state2020", "signature", {"signature": (Said("KT GIÁM ĐỐC", Look(bold=True)),)}, "ghi “KT” (quy định “KT.”)"),
    ("state2020", "signature", {"signature": (Said("GIÁM ĐỐC"),)}, "không in đậm"),
    ("party2018", "recipients", {"recipients": PARTY_2026.recipients}, "Nơi nhận: có dòng kết thúc bằng “;” (quy định “,”)"),
    ("party2018", "recipients", {"recipients": (Said("Nơi nhận:"), Said("- Đảng uỷ,"), Said("- Lưu"))}, "không gạch chân; dòng cuối thiếu dấu “.”"),
    ("state2020", "recipients", {"recipients": ()}, "Nơi nhận: không thấy “Nơi nhận”"),
    ("state2020", "recipients", {"recipients": (STATE_2020.recipients[0], Said("- Như trên", Look(size=11)), STATE_2020.recipients[2])}, "Nơi nhận: có dòng thiếu dấu “;”"),
    ("state2020", "recipients", {"recipients": (Said("Nơi nhận:"), Said("- Như trên;"), Said("- Lưu VT."))}, "ghi “Lưu VT.” (quy định “Lưu: VT, …”)"),
    ("party2018", "addressee", {"addressees": STATE_2020.addressees}, "báo cáo có ghi “Kính gửi” (quy định không ghi)"),
    ("party2026", "addressee", {"kind": Said("TỜ TRÌNH", Look(size=16, bold=True)), "number": Said("Số 05-TTr/CB"), "addressees": STATE_2020.addressees}, "(quy định “Kính trình”)"),
    ("state2020", "addressee", {"addressees": ()}, "báo cáo không ghi “Kính gửi”"),
    ("state2020", "addressee", {"recipients": (STATE_2020.recipients[0], STATE_2020.recipients[2])}, "nơi nhận không ghi “Như trên”"),
    ("party2018", "abbreviations", {"body": (Said("Các TCCS đã họp."), Said("Các tổ chức cơ sở (gọi tắt là TCCS) đã họp."), Said("Có (viết tắt là TCCS) nữa."))}, "TCCS dùng trước khi giải thích"),
    ("party2018", "abbreviations", {"body": (Said("BCĐ đã họp."), Said("Ban Chỉ đạo thực hiện dân chủ (sau đây gọi tắt là BCĐ) đã họp."))}, "BCĐ dùng trước khi giải thích"),
    ("party2018", "abbreviations", {"body": (Said("BCĐ đã họp."), Said("Ban Chỉ đạo thực hiện dân chủ (Sau đây gọi là “BCĐ”) đã họp."))}, "BCĐ dùng trước khi giải thích"),
    ("party2018", "abbreviations", {"body": (Said("BCĐ đã gặp UBND."), Said("Trưởng Ban Chỉ đạo (BCĐ) gặp Uỷ ban nhân dân (UBND)."))}, "BCĐ dùng trước khi giải thích; UBND dùng trước"),
    ("party2018", "citation", {"body": (Said("Thực hiện Kế hoạch số 45-KH/BCĐ, chi bộ đã họp."),)}, "lần đầu nêu 45-KH/BCĐ không có ngày ban hành"),
    ("party2018", "citation", {"body": (Said("Thực hiện Chỉ thị số 30-CT/TU ngày 08/7/2020, Kế hoạch số 45-KH/BCĐ, chi bộ đã họp."),)}, "lần đầu nêu 45-KH/BCĐ không có ngày ban hành"),
    ("party2018", "citation", {"body": (Said("Ngày 07/7/2020, chi bộ đã họp. Kế hoạch số 45-KH/BCĐ đã xong."),)}, "lần đầu nêu 45-KH/BCĐ không có ngày ban hành"),
    ("party2018", "citation", {"abstract": Said("sơ kết Chỉ thị số 28-CT/TU", Look(bold=True)), "body": (Said("Thực hiện Chỉ thị số 28-CT/TU, chi bộ đã họp."),)}, "lần đầu nêu 28-CT/TU không có ngày ban hành"),
    ("party2018", "citation", {"body": (Said("Thực hiện Kế hoạch số 45-KH/BCĐ về sơ kết Chỉ thị số 28-CT/TU ngày 07/7/2020, chi bộ đã họp."),)}, "Viện dẫn: lần đầu nêu 45-KH/BCĐ không có ngày ban hành"),
    ("party2018", "annexes", {"annexes": (Said("PHỤ LỤC"),)}, "phụ lục không có tên"),
    ("party2018", "annexes", {"annexes": (Said("PHỤ LỤC I"), Said("SỐ LIỆU"), Said("PHỤ LỤC II"), Said("KINH PHÍ"))}, "phụ lục đánh số I (quy định số Ả Rập)"),
    ("state2020", "annexes", {"annexes": (Said("PHỤ LỤC"), Said("SỐ LIỆU"), Said("PHỤ LỤC 2"), Said("KINH PHÍ"))}, "có nhiều phụ lục mà không đánh số; phụ lục đánh số 2 (quy định số La Mã)"),
    ("party2026", "annexes", {"annexes": (Said("PHỤ LỤC"), Said("SỐ LIỆU"))}, "không có dòng “kèm theo …”"),
    ("party2018", "ending", {"ending": Said("Trên đây là báo cáo của chi bộ")}, "không kết thúc bằng “.” hoặc “./.”"),
]  # fmt: skip


@pytest.mark.parametrize(("edition", "row", "change", "message"), CASES)
def test_a_paper_that_breaks_a_rule(
    edition: str, row: str, change: dict[str, object], message: str, campaign: Campaign
) -> None:
    """The rule of that row says so, in these words; and no other rule speaks."""
    made: Made = replace(GOOD[edition], **change)  # type: ignore[arg-type]  # parts by name
    told = said(read_docx(set_out(made)), campaign, edition)
    assert message in told[f"{edition}.{row}"]
    assert set(told) == {f"{edition}.{row}"}


KEPT = [
    ("party2018", {"abstract": Said("sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU của Ban Thường vụ Tỉnh uỷ ngày 07/7/2020")}),
    ("party2018", {"abstract": Said("sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU\nngày 07/7/2020 của Ban Thường vụ Tỉnh uỷ")}),
    ("party2018", {"body": (Said("Ngày 08/7/2020, Ban Thường vụ Tỉnh uỷ ban hành Chỉ thị số 30-CT/TU và Kế hoạch số 31-KH/TU."),)}),
    ("party2018", {"signature": (Said("T/M CHI BỘ"), Said("BÍ THƯ"))}),
    ("party2018", {"signature": (Said("T/L BAN CHỈ ĐẠO"), Said("CHÁNH VĂN PHÒNG"))}),
    ("party2018", {"signature": (Said("TRƯỞNG BAN CHỈ ĐẠO"),)}),
    ("party2018", {"body": (Said("đ/c An dự họp."), Said("đ/c Bình dự họp."))}),
    ("party2018", {"body": (Said("TU đã họp với BCĐ."), Said("Chỉ thị của Tỉnh uỷ (CT), Ban Thường vụ (TU) và đạo (BCĐ)."), Said("(BCĐ)"))}),
    ("party2018", {"ending": Said("NGƯỜI LẬP BÁO CÁO")}),
    ("party2018", {"body": tuple(Said("\t" + SENTENCE) for _ in range(5)), "setting": Setting(indent_mm=0)}),
    ("party2018", {"number": Said("Số       -BC/CB")}),
    ("party2018", {"dated": Said("Việt Trì, ngày      tháng     năm 2023", Look(italic=True))}),
    ("party2018", {"basis": BASIS}),
    ("party2026", {"basis": (Said("- Căn cứ Luật A;"), Said("- Căn cứ Luật B."))}),
    ("state2020", {"heading": (Said("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look(size=12, bold=True)), STATE_2020.heading[1])}),
    ("state2020", {"sheet": Sheet(margins=(25, 25, 35, 20))}),
    ("state2020", {"body": (Said("26/11/2024 là ngày họp."), Said("27-11-2024 là ngày sau."), Said("a) Ý một"), *LONG)}),
    ("state2020", {"body": (Said("28/CT-TU của Tỉnh uỷ"), Said("92/TWPCTT về việc họp"), Said("45-KH/BCĐ đã nêu"), Said("12/tháng là số buổi"), Said("v.v"), Said("v.v.. đã nêu"), *LONG)}),
    ("party2018", {"body": tuple(line.looking(Look(colour=colour)) for line, colour in zip(LONG, ("0D0D0D", "222222", "262626", "404040", "001a33"), strict=True))}),
    ("party2018", {"annexes": (Said("PHỤ LỤC 1"), Said("SỐ LIỆU"), Said("PHỤ LỤC 2"), Said("KINH PHÍ"))}),
    ("state2020", {"annexes": (Said("PHỤ LỤC I"), Said("SỐ LIỆU"), Said("PHỤ LỤC II"), Said("KINH PHÍ"))}),
    ("party2018", {"sheet": Sheet(pages=1, numbers="")}),
    ("party2018", {"sheet": Sheet(first_apart=True, on_first=True)}),
    ("party2018", {"body": tuple(line.looking(Look(font="")) for line in LONG)}),
    ("party2018", {"recipients": (PARTY_2018.recipients[0], Said("- Đảng uỷ Khối các cơ quan"), Said("tỉnh Phú Thọ,"), Said("- Lưu."))}),
    ("party2018", {"body": (Said("Việc ngắn."),)}),
    ("party2018", {"abstract": Said("sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU của Ban Thường vụ Tỉnh uỷ", Look(bold=True))}),
    ("party2018", {"abstract": Said("sơ kết Chỉ thị số 28-CT/TU", Look(bold=True)), "body": (Said("Thực hiện Chỉ thị số 28-CT/TU ngày 07/7/2020, chi bộ đã họp."),)}),
    ("party2018", {"body": (Said("Đã làm theo Kế hoạch số 45-KH/BCĐ ngày 12/5/2023, Công văn số 9/UBND-NC ngày 01/6/2023."), Said("Ban Chỉ đạo (BCĐ) báo cáo Uỷ ban nhân dân (UBND)."))}),
    ("party2018", {"body": (Said("Thực hiện Chỉ thị số 30-CT/TU và Kế hoạch số 45-KH/BCĐ cùng ngày 12/5/2023, chi bộ đã họp."),)}),
    ("party2018", {"body": (Said("Thực hiện Kế hoạch số 45-KH/BCĐ của Ban Chỉ đạo thực hiện dân chủ Đảng uỷ Khối các cơ quan tỉnh về sơ kết 3 năm thực hiện dân chủ, ngày12/5/2023, chi bộ đã họp."),)}),
    ("state2020", {"annexes": (Said("PHỤ LỤC"), Said("SỐ LIỆU"), Said("PHỤ BIỂU 01"), Said("KINH PHÍ"), Said("PHỤ BIỂU 02"), Said("NHÂN SỰ"))}),
    ("party2018", {"signature": (Said("BÍ THƯ"), Said("kiêm TRƯỞNG BAN CHỈ ĐẠO"))}),
    ("party2018", {"setting": Setting(indent_mm=12.7)}),
    ("party2026", {"setting": Setting(indent_mm=12.7)}),
    ("state2020", {"ending": Said("(Có biểu số liệu chi tiết kèm theo)")}),
    ("state2020", {"body": tuple(line.looking(Look(font="times new roman")) for line in LONG)}),
    ("state2020", {"recipients": (STATE_2020.recipients[0], *(Said(item, Look(size=11)) for item in ("- Như trên;", "- Lãnh đạo Sở:", "+ Giám đốc;", "- Lưu: VT.")))}),
    ("state2020", {"heading": (STATE_2020.heading[0].written("CỘNG HÒA XÃ HỘI CHỦ NGHĨA"), STATE_2020.heading[0].written("VIỆT NAM"), STATE_2020.heading[1])}),
    ("state2020", {"heading": (*STATE_2020.heading, STATE_2020.dated.written("Thành phố Việt Trì,")), "dated": STATE_2020.dated.written("ngày 05 tháng 6 năm 2023")}),
    ("state2020", {"basis": tuple(Said(line, Look(italic=True)) for line in ("Căn cứ Luật A ngày 01/2/2020;", "Thực hiện Chương trình công tác năm;")), "body": (Said("Thực hiện Kế hoạch của Sở năm 2022."), *LONG)}),
    ("state2020", {"basis": tuple(Said(line, Look(italic=True)) for line in ("Căn cứ Luật A ngày 01/2/2020;", "Thực hiện Chương trình công tác năm;", "Thực hiện Kế hoạch của Sở năm 2022."))}),
    ("party2018", {"annexes": (Said("BIỂU MẪU"), Said("SỐ LIỆU"))}),
]  # fmt: skip


@pytest.mark.parametrize(("edition", "change"), KEPT)
def test_what_a_rule_lets_pass(edition: str, change: dict[str, object], campaign: Campaign) -> None:
    """Drafts with blanks, other spellings that are right, the ends of ranges, what nobody can tell."""
    made: Made = replace(GOOD[edition], **change)  # type: ignore[arg-type]  # parts by name
    assert said(read_docx(set_out(made)), campaign, edition) == {}


@pytest.mark.parametrize(
    ("written", "held"),
    [
        (dt.date(2023, 6, 9), True),
        (dt.date(2026, 5, 26), True),
        (dt.date(2026, 5, 27), False),
        (dt.date(2026, 6, 11), False),
        (dt.date(2013, 6, 9), False),
        (None, False),
    ],
)
def test_a_paper_is_held_to_the_rules_of_its_own_day(
    written: dt.date | None, *, held: bool, campaign: Campaign
) -> None:
    """However late it is taken in; by its arrival where its date is none of this campaign's, or lies after it."""
    rules = tuple(rule for rule in campaign.checks if rule.id in {"party2018.number", "party2026.number"})
    came = dt.datetime(2026, 6, 10, 9, 0, tzinfo=nouns.ZONE)
    document = read_docx(set_out(replace(PARTY_2018, number=Said("Số: 05-BC/CB"))))
    made = sent.record(campaign, sent.submission(came, sent.paper(reading=document)))
    assert made.paper is not None
    judged = assess(replace(made, paper=replace(made.paper, date=written)), replace(campaign, checks=rules))
    assert [one.check for one in judged.findings] == ["party2018.number" if held else "party2026.number"]


def test_of_a_scan_nothing_is_said(campaign: Campaign) -> None:
    """Its letters are guesses; the same paper typed has its faults."""
    typed = read_docx(set_out(replace(PARTY_2018, number=Said("Số: 5-BC/CB"))))
    seen = replace(typed, recognised=(Recognition(page=1, confidence=0.9, uncovered=0.0),))
    assert said(typed, campaign, "party2018")
    assert said(seen, campaign, "party2018") == {}


def test_a_rule_of_one_regime_is_silent_on_the_other(campaign: Campaign) -> None:
    """A State paper is not asked for a star, nor on any day under the Party's rules."""
    told = found(
        read_docx(set_out(replace(STATE_2020, number=Said("Số 1/BC-SXD")))), campaign, DAYS["party2026"]
    )
    assert {one.check.partition(".")[0] for one in told} == {"state2020"}


@pytest.mark.parametrize("edition", GOOD)
def test_a_rule_that_names_no_regime_speaks_of_either(edition: str, campaign: Campaign) -> None:
    """And of no paper whose regime is not known."""
    rule = Check(id="own", kind="form_ending", severity=Severity.NOTE)
    own = replace(campaign, checks=(rule,))
    made = replace(GOOD[edition], ending=Said("Trên đây là báo cáo của chi bộ"))
    assert set(said(read_docx(set_out(made)), own, edition)) == {"own"}
    assert said(nouns.document("BÁO CÁO", "Trên đây là báo cáo"), own, edition) == {}


MISTAKES = [
    ("form_ending, regime: Party", "regime: it is not party or state in quotes"),
    ("form_number, signs: []", 'signs: it is not a list of two signs, each "-" or "/"'),
    ("form_number, signs: ['-', '.']", "signs: it is not a list of two signs"),
    ("form_number, codes: ['báo cáo: BC']", 'codes: it is not a list of texts like "báo cáo=BC"'),
    ("form_number, codes: ['=BC']", "codes: it is not a list of texts like"),
    ("form_citation, cited_pattern: 'Chỉ thị'", "cited_pattern: it is not a regular expression with a group"),
    ("form_abbreviations, explained_pattern: 'tắt'", "explained_pattern: it is not a regular expression with a group"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "told"), MISTAKES)
def test_a_parameter_that_no_paper_could_be_judged_by(kind: str, told: str, tmp_path: Path) -> None:
    """It is told with its line when the rules are read, before a run."""
    text = f"# thể thức\n- {{id: own, severity: note, kind: {kind}}}\n"
    (problem,) = folders.problems(tmp_path, {"checks.yaml": text}, CHECK_KINDS)
    assert problem.startswith(f"checks.yaml:2: {told}")


def test_patterns_may_have_groups_that_find_nothing(campaign: Campaign) -> None:
    """Then all that was found is named, or nothing is."""
    patterns = {"cited_pattern": r"Chỉ thị( \d+)?(/TU)?", "explained_pattern": r"\(tắt(?: là (\w+))?()\)"}
    kinds = ("form_citation", "form_abbreviations")
    rules = tuple(Check(id=kind, kind=kind, severity=Severity.NOTE, parameters=patterns) for kind in kinds)
    words = ("TCCS đã làm theo Chỉ thị này.", "Tổ chức cơ sở (tắt là TCCS) đã họp (tắt).")
    made = replace(PARTY_2018, abstract=None, body=tuple(map(Said, words)))
    assert said(read_docx(set_out(made)), replace(campaign, checks=rules), "party2018") == {
        "form_citation": "Viện dẫn: lần đầu nêu Chỉ thị không có ngày ban hành",
        "form_abbreviations": "Viết tắt: TCCS dùng trước khi giải thích",
    }


def test_a_paper_without_letterhead_is_of_no_regime(campaign: Campaign) -> None:
    """Nobody knows by which rules it should be set."""
    assert said(nouns.document("BÁO CÁO", "Căn cứ kế hoạch"), campaign, "party2018") == {}


def test_without_a_report_that_was_read_nothing_is_said(campaign: Campaign) -> None:
    """No paper, no form."""
    record = sent.record(campaign, sent.submission(nouns.ARRIVED, sent.paper(reading=sent.PASSWORD)))
    forms = [rule for rule in campaign.checks if rule.kind.startswith("form_")]
    assert [one for rule in forms for one in KINDS[rule.kind].check(record, campaign, rule)] == []


def test_a_converted_file_says_that_measures_may_differ(campaign: Campaign) -> None:
    """What was set in an old format went through LibreOffice; words are the same, sizes may not be."""
    made = replace(
        PARTY_2018, sheet=Sheet(margins=(20, 20, 20, 15)), ending=Said("Trên đây là báo cáo của chi bộ")
    )
    told = said(replace(read_docx(set_out(made)), reader="libreoffice"), campaign, "party2018")
    assert told["party2018.page"].endswith("(tệp đã được chuyển đổi, số đo có thể lệch)")
    assert "chuyển đổi" not in told["party2018.ending"]


def test_a_pdf_is_judged_by_words_and_paper_alone(campaign: Campaign) -> None:
    """Its margins are measured, with more room; looks of a letterhead are not known."""
    lines: list[Block | str] = [
        nouns.table(("ĐẢNG BỘ SỞ Y TẾ\nCHI BỘ A\nSố: 5-BC/CB", "ĐẢNG CỘNG SẢN\nViệt Trì, ngày 05 tháng 02 năm 2023")),
        "BÁO CÁO", "sơ kết", "-----", "Căn cứ kế hoạch", "Chi bộ đã họp.",
    ]  # fmt: skip
    a4 = Layout(width=595.3, height=841.9, left=77.0, right=60.0, measured=True)
    made = replace(nouns.document(*lines, reader="pdf"), layout=(a4,))
    told = said(made, campaign, "party2018")
    assert told == {
        "party2018.number": "Số, ký hiệu: sau chữ “Số” có dấu hai chấm (quy định không có); số 5 (quy định thêm số 0 phía trước: 05)",
        "party2018.page": "Trang giấy: lề phải 21,2 mm (quy định 15 mm)",
    }


LEFT, RIGHT = "ĐẢNG BỘ SỞ Y TẾ\nCHI BỘ A\n*", "ĐẢNG CỘNG SẢN VIỆT NAM"
NUMBER, DATED = "\nSố 05-BC/CB", "\nViệt Trì, ngày 05 tháng 02 năm 2023"
NO_NUMBER, NO_DATE = (
    {"party2018.number": "Số, ký hiệu: không thấy dòng số, ký hiệu"},
    {"party2018.dated": "Địa danh, ngày tháng: không thấy dòng địa danh, ngày tháng"},
)
A4 = Layout(width=595.3, height=841.9, left=85.0, right=43.0, measured=True)


def as_pdf(left: str, right: str, *below: Block | str, foot: str = "Nơi nhận:\n- Lưu.") -> Document:
    """A Party paper as a reader of text PDFs gives it."""
    lines = (
        "BÁO CÁO",
        "sơ kết",
        "-----",
        "Căn cứ kế hoạch",
        "Chi bộ đã họp.",
        nouns.table((foot, "T/M CHI BỘ\nPhạm Thị Dung")),
    )
    return replace(nouns.document(nouns.table((left, right)), *below, *lines, reader="pdf"), layout=(A4,))


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (as_pdf(LEFT + NUMBER, RIGHT + DATED), {}),
        (as_pdf(LEFT, RIGHT + DATED), NO_NUMBER),
        (as_pdf(LEFT + NUMBER, RIGHT), NO_DATE),
        (as_pdf(LEFT, RIGHT), {}),  # nor may the reader have seen the lower half of the letterhead
        (as_pdf(LEFT, f"{RIGHT}{DATED}\n{NUMBER}"), {}),
        (as_pdf(LEFT, RIGHT + DATED, "BC/CB-12"), {}),
        (as_pdf(LEFT, RIGHT + DATED, "SỐ"), {}),
        (as_pdf(LEFT, RIGHT + DATED, "$K' L)M&N"), {}),
        (as_pdf(f"{LEFT}{NUMBER} Việt Trì, ngày 05/02/2023", RIGHT), {}),
        (as_pdf(LEFT + NUMBER, RIGHT, "Việt Trì, tháng 02"), {}),
        (replace(as_pdf(LEFT, RIGHT + DATED), furniture=("Số 05-BC/CB",)), {}),
        (replace(as_pdf(LEFT, RIGHT + DATED), unread_pages=(2,)), {}),
        (replace(as_pdf(LEFT, RIGHT + DATED), reader="html"), {}),
        (replace(as_pdf(LEFT, RIGHT + DATED), recognised=(Recognition(page=1, confidence=0.9, uncovered=0.0),)), {}),
    ],
)  # fmt: skip
def test_a_line_that_a_pdfs_letterhead_lacks(
    document: Document, told: dict[str, str], campaign: Campaign
) -> None:
    """It is missed where all else was read, and nothing at the head, stamped on or set apart, can be what is left of it."""
    assert said(document, campaign, "party2018") == told


def test_a_line_that_is_missing_is_shown_by_the_other(campaign: Campaign) -> None:
    """The finding quotes the line beside which it should stand, with its page; without that, the issuer."""
    for document, seen in (
        (as_pdf(LEFT, RIGHT + DATED), "Việt Trì, ngày 05 tháng 02 năm 2023"),
        (as_pdf(LEFT + NUMBER, RIGHT), "Số 05-BC/CB"),
        (read_docx(set_out(replace(PARTY_2018, number=Said(""), dated=Said("")))), PARTY_2018.issuer.words),
    ):
        told = found(document, campaign, DAYS["party2018"])
        assert {one.evidence for one in told} == {seen}
        assert {one.page for one in told} == {document.blocks[0].page}


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (as_pdf(LEFT + NUMBER, RIGHT + DATED, foot=" "), {"party2018.recipients": "Nơi nhận: không thấy “Nơi nhận”"}),
        (as_pdf(LEFT + NUMBER, RIGHT + DATED, "N ơi nhậ n", foot=" "), {}),
        (as_pdf(LEFT + NUMBER, RIGHT + DATED, foot="Nơi gửi:"), {}),
        (as_pdf(LEFT + NUMBER, RIGHT + DATED, foot="- Lưu: VT."), {}),
        (replace(as_pdf(LEFT + NUMBER, RIGHT + DATED, foot=" "), furniture=("Nơi nhận",)), {}),
        (replace(as_pdf(LEFT + NUMBER, RIGHT + DATED, foot=" "), unread_pages=(2,)), {}),
    ],
)  # fmt: skip
def test_recipients_that_a_pdf_lacks(document: Document, told: dict[str, str], campaign: Campaign) -> None:
    """They are missed where who signs was read, and the words stand nowhere, parted or not."""
    assert said(document, campaign, "party2018") == told


def test_recipients_at_the_foot_of_a_word_page_are_not_missed(campaign: Campaign) -> None:
    """Readers keep a footer apart from the text."""
    made = read_docx(set_out(replace(PARTY_2018, recipients=())))
    assert set(said(made, campaign, "party2018")) == {"party2018.recipients"}
    assert said(replace(made, furniture=("2", "Nơi nhận:")), campaign, "party2018") == {}


def test_a_pdf_draws_its_underlines(campaign: Campaign) -> None:
    """So of the word above the recipients nothing is said, though the size of its letters is known."""
    word = replace(nouns.block("Nơi nhận:"), style=Style(size=14))
    end = nouns.document(word, "- Đảng uỷ Khối,", "- Lưu Chi bộ.", "T/M CHI BỘ", "Phạm Thị Dung")
    made = as_pdf(LEFT + NUMBER, RIGHT + DATED)
    made = replace(made, blocks=(*made.blocks[:-1], *end.blocks))
    assert said(made, campaign, "party2018") == {}


@pytest.mark.parametrize("edition", GOOD)
def test_a_letterhead_in_the_first_pages_header_is_judged(edition: str, campaign: Campaign) -> None:
    """As one that stands above the text."""

    def moved(made: Made) -> dict[str, str]:
        whole = read_docx(set_out(made))
        apart = replace(whole, blocks=whole.blocks[1:], first_header=whole.blocks[:1])
        told = said(apart, campaign, edition)
        assert told == said(whole, campaign, edition)
        return told

    good = GOOD[edition]
    assert moved(good) == {}
    assert set(moved(replace(good, number=Said("")))) == {f"{edition}.number"}
    assert set(moved(replace(good, dated=Said("")))) == {f"{edition}.dated"}


def test_below_a_cover_pages_and_margins_are_the_files(campaign: Campaign) -> None:
    """Its first page is another than the paper's: where it has a section of its own, margins and first number are not judged."""
    made = replace(
        PARTY_2018, sheet=Sheet(margins=(20, 20, 20, 15), on_first=True), number=Said("Số: 05-BC/CB")
    )
    plain = read_docx(set_out(made))
    cover = nouns.document("CHI BỘ A", "BÁO CÁO", "Phú Thọ, 2023").blocks
    below = replace(plain, blocks=(*(replace(one, page=None) for one in cover), *plain.blocks))
    rows = {"party2018.number", "party2018.page", "party2018.page_number"}
    assert set(said(plain, campaign, "party2018")) == rows
    assert set(said(below, campaign, "party2018")) == rows - {"party2018.page_number"}
    apart = replace(below, layout=below.layout * 2)
    assert set(said(apart, campaign, "party2018")) == {"party2018.number"}


def test_a_finding_quotes_the_first_places_and_counts_the_rest(campaign: Campaign) -> None:
    """One finding for a rule, however often it was broken."""
    items = tuple(Said(f"- Nơi {name};") for name in "ABCD")
    made = replace(PARTY_2018, recipients=(PARTY_2018.recipients[0], *items, Said("- Lưu.")))
    (one,) = found(read_docx(set_out(made)), campaign, DAYS["party2018"])
    assert one.evidence == "- Nơi A; | - Nơi B; | - Nơi C; | … và 1 chỗ nữa"
    assert (one.check, one.severity.value, one.file) == ("party2018.recipients", "note", "BC.docx")


def test_an_official_letter_has_no_type(campaign: Campaign) -> None:
    """Its subject stands in the letterhead; a letterhead without number and date has nothing to be judged there."""
    head = nouns.table(
        ("SỞ Y TẾ\nV/v góp ý", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    )
    letter = nouns.document(head, "Kính gửi: Đảng uỷ Khối", "Sở đã họp.", reader="pdf")
    assert said(letter, campaign, "state2020") == {}


def test_the_plan_itself(campaign: Campaign) -> None:
    """The text of the plan that asks for the reports, set as its guide wants: what is left is in its words."""
    words = PLAN.read_text(encoding="utf-8").splitlines()
    end = words.index("Nơi nhận:")
    made = replace(
        PARTY_2018,
        above=PARTY_2018.above.written(words[0]), issuer=PARTY_2018.issuer.written(words[1]),
        number=PARTY_2018.number.written(words[3]), dated=PARTY_2018.dated.written(words[5]),
        kind=Said(words[6], Look(size=16, bold=True)), abstract=Said(words[7], Look(bold=True)), rule=None,
        body=tuple(map(Said, words[8:end - 1])), ending=Said(words[end - 1]),
        recipients=(PARTY_2018.recipients[0], *map(Said, words[end + 1:])),
    )  # fmt: skip
    # Judged by hand, all three are so: a stray blank in `45- KH`, no hyphens in the text (the page may bear a drawn line), and
    # the decree named without its day. Its `./.`, commas and dates pass.
    assert said(read_docx(set_out(made)), campaign, "party2018") == {
        "party2018.number": "Số, ký hiệu: có dấu cách trong số và ký hiệu (quy định viết liền)",
        "party2018.type": "Tên loại, trích yếu: dưới trích yếu không thấy dòng “-----”",
        "party2018.citation": "Viện dẫn: lần đầu nêu 04/2015/NĐ-CP không có ngày ban hành",
    }
