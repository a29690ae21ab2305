"""Mails with the truth of what kind they are: the report that was asked for, or something else that looks like it.

Written before the code answered any of them. Sentences behind `|` in a list are held out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.document import Document, Reading, Unread
from pipeline.model.submission import Received
from tests.build.nouns import attached, envelope, message, received
from tests.build.page import filler
from tests.labelled.papers import Sheet, made

SENDER = "vanthu@sonv.example"
HEAD = ("UBND TỈNH PHÚ THỌ", "SỞ NỘI VỤ", "Số: 45/BC-SNV")
OURS = "Nhiều nội dung của Chỉ thị số 28-CT/TU đã được thực hiện."

# Abstracts of reports → whether they are the report asked for. The text below names the directive where `+` begins
# the line; the part behind `|` is held out.
REPORTS = """
    +Sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU ngày 07/7/2020 của Ban Thường vụ Tỉnh uỷ
    +Kết quả 3 năm (2020 - 2023) thực hiện Chỉ thị 28-CT/TU và phương hướng, nhiệm vụ năm 2024
    +Sơ kết ba năm thực hiện Chỉ thị số 28 về dân chủ, giai đoạn 2020-2023
    +Kết quả thực hiện Chỉ thị 28-CT/TU gắn với Kết luận 120-KL/TW
    +Sơ kết việc thực hiện dân chủ trong hoạt động của cơ quan
    +Sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU (tính đến hết quý I năm 2023)
    +Tình hình, kết quả thực hiện Chỉ thị số 28 - CT/TU ngày 07 tháng 7 năm 2020
    +Kết quả thực hiện Chỉ thị 28 từ năm 2020 đến năm 2023
    +So ket 3 nam thuc hien Chi thi 28-CT/TU
    +
    +Sơ kết 3 năm việc thực hiện dân chủ theo Kế hoạch số 45-KH/BCĐ
    +Sơ kết 03 năm thực hiện Chỉ thị số 28/CT-TU; nhiệm vụ 6 tháng cuối năm 2023
  | +Kết quả công tác thực hiện dân chủ giai đoạn 7/2020 - 6/2023 theo Chỉ thị 28/CT-TU
  | +Kết quả sau 3 năm triển khai Chỉ thị số 28-CTTU (nhiệm kỳ 2020-2025)
  | +V/v sơ kết Chỉ thị số 28-CT/TU, Nghị định 04/2015/NĐ-CP
  | +Sơ kết công tác dân chủ cơ sở tại cơ quan, đơn vị
  | +Đánh giá tình hình thực hiện Chỉ thị 28-CT/TU trong 3 năm, từ tháng 7/2020 đến tháng 6/2023
"""
OTHERS = """
    Công tác tháng 5 năm 2023
    +Công tác dân vận và thực hiện quy chế dân chủ tháng 5/2023
    +Kết quả thực hiện Chỉ thị 28-CT/TU quý I năm 2023
    +Tình hình thực hiện quy chế dân chủ 6 tháng đầu năm 2023
    +Kết quả thực hiện Chỉ thị số 28-CT/TU năm 2021
    +Sơ kết 01 năm thực hiện Chỉ thị số 28-CT/TU
    +Kết quả thực hiện Chỉ thị 28-CT/TU giai đoạn 2020 - 2021
    Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TW về bảo vệ, chăm sóc trẻ em
    Kết quả thực hiện Chỉ thị số 28/CT-TTg của Thủ tướng Chính phủ
    Sơ kết 03 năm thực hiện Chỉ thị 05-CT/TW về học tập và làm theo tư tưởng Hồ Chí Minh
    Sơ kết 2 năm thực hiện Kết luận 01-KL/TW
    Kết quả 5 năm thực hiện Nghị quyết số 12-NQ/TU
    Công tác phòng, chống tham nhũng
    Kết quả cải cách hành chính
    Tổng kết công tác đảng năm 2022
    Tự kiểm tra việc bảo vệ bí mật nhà nước
    Kết quả triển khai Luật Thực hiện dân chủ ở cơ sở
  | Kết quả thực hiện chuyển đổi số tuần 3
  | +Công tác thực hiện dân chủ ở cơ sở quý II/2023
  | +Sơ kết một năm thực hiện Chỉ thị 28-CT/TU
  | +Kết quả thực hiện dân chủ ở cơ sở năm 2022, phương hướng năm 2023
  | +Tổng kết 5 năm thực hiện Chỉ thị 28-CT/TU
  | Sơ kết 3 năm thực hiện Chỉ thị số 30-CT/TU về phòng cháy
  | Công tác kiểm tra, giám sát 9 tháng đầu năm
  | Kết quả giám sát chuyên đề tại Trung tâm Khuyến nông
  | +Kết quả thực hiện Chỉ thị 28-CT/TU từ năm 2020 đến năm 2022
"""
PAPERS = """
    KẾ HOẠCH: Sơ kết 03 năm thực hiện Chỉ thị số 28-CT/TU
    GIẤY MỜI: Dự hội nghị sơ kết Chỉ thị 28-CT/TU
    TỜ TRÌNH: Về kiện toàn Ban Chỉ đạo thực hiện dân chủ
    QUYẾT ĐỊNH: Về việc kiện toàn Ban Chỉ đạo thực hiện dân chủ
    THÔNG BÁO: Kết luận hội nghị sơ kết Chỉ thị 28-CT/TU
    BIÊN BẢN: Hội nghị sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU
    CÔNG VĂN: Xin lùi thời hạn gửi báo cáo sơ kết Chỉ thị 28
    ĐỀ CƯƠNG: Báo cáo sơ kết 03 năm thực hiện Chỉ thị 28-CT/TU
  | NGHỊ QUYẾT: Về thực hiện Chỉ thị 28-CT/TU
  | HƯỚNG DẪN: Sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU
  | CHƯƠNG TRÌNH: Hội nghị sơ kết Chỉ thị 28-CT/TU
  | THƯ MỜI: Hội nghị sơ kết
  | GIẤY XÁC NHẬN: Đã nhận báo cáo sơ kết Chỉ thị 28-CT/TU
  | CHỈ THỊ: Về tiếp tục đẩy mạnh thực hiện dân chủ
"""
LETTERS = """
    V/v xin lùi thời hạn gửi báo cáo Chỉ thị 28
    V/v cử cán bộ dự hội nghị sơ kết Chỉ thị 28-CT/TU
    V/v góp ý dự thảo báo cáo
  | V/v đôn đốc báo cáo Chỉ thị 28
"""
WORDS = """
    Cảm ơn: Đơn vị đã nhận được kế hoạch, xin cảm ơn.
    Re: Đôn đốc báo cáo: Vâng, đơn vị sẽ gửi trước thứ sáu ạ.
    Hỏi về đề cương: Anh cho em hỏi mục 1.2 viết thế nào ạ?
  | Xác nhận: Đã nhận được mail của anh.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One mail and whether it counts (`report`) or not (`other`)."""

    name: str
    trait: str
    kind: str
    mail: Received
    held_out: bool


def samples() -> tuple[Sample, ...]:
    """All of them, always the same."""
    made_of = {
        "report asked for": (REPORTS, "report", _report), "another report": (OTHERS, "other", _report),
        "another paper": (PAPERS, "other", _paper), "official letter": (LETTERS, "other", _letter),
        "words alone": (WORDS, "other", _words), "machine mail": ("Automatic reply: x", "other", _machine),
        "photographed, banner first": ("1\n2\n| 3", "report", _album),
    }  # fmt: skip
    return tuple(
        Sample(name=f"{trait}: {line}", trait=trait, kind=kind, mail=make(line), held_out=held_out)
        for trait, (lines, kind, make) in made_of.items()
        for held_out, line in _lines(lines)
    )


def _lines(text: str) -> Iterator[tuple[bool, str]]:
    for line in filter(None, map(str.strip, text.splitlines())):
        yield line.startswith("|"), line.removeprefix("|").strip()


def _mail(subject: str, *pages: tuple[str, Reading], text: str = "", automatic: str = "") -> Received:
    files = [
        attached(name, path=str(place), content=subject + name) for place, (name, _) in enumerate(pages, 2)
    ]
    sent = message(*files, head=envelope(SENDER, subject), text=text, automatic=automatic)
    readings = {file.path: reading for file, (_, reading) in zip(files, pages, strict=True)}
    return received(sent, readings, id_=f"{subject} {pages[:1]}")


def _report(line: str) -> Received:
    texts = (OURS,) if line.startswith("+") else ()
    paper = Sheet(
        left=HEAD,
        abstract=line.removeprefix("+"),
        opening="Thực hiện văn bản của cấp trên, cơ quan báo cáo:",
        texts=texts,
    )
    return _mail("Gửi báo cáo", ("bao cao.docx", made(paper)))


def _paper(line: str) -> Received:
    kind, _, abstract = line.partition(": ")
    return _mail(
        "Gửi văn bản", ("van ban.docx", made(Sheet(left=HEAD, type=kind, abstract=abstract, texts=(OURS,))))
    )


def _letter(line: str) -> Received:
    paper = Sheet(
        left=(*HEAD, line),
        type="",
        abstract="",
        opening="Kính gửi: Đảng uỷ Khối các cơ quan tỉnh",
        words=150,
        texts=(OURS,),
    )
    return _mail("Công văn", ("CV.docx", made(paper)))


def _words(line: str) -> Received:
    subject, _, text = line.partition(": ")
    return _mail(subject, text=text)


def _machine(line: str) -> Received:
    return _mail(line, ("bao cao.docx", made(Sheet(left=HEAD))), automatic="Auto-Submitted")


def _album(line: str) -> Received:
    """A photo of the meeting, whose banner OCR reads, before the pages of the report."""
    banner = made(
        Sheet(type="", abstract="", opening="HỘI NGHỊ SƠ KẾT 3 NĂM THỰC HIỆN CHỈ THỊ 28-CT/TU", words=3),
        scanned=True,
    )
    first = _first(banner, int(line))
    pages = [
        made(Sheet(left=HEAD), "lines", scanned=True),
        made(Sheet(type="", abstract="", opening=filler(90)), scanned=True),
    ]
    named = [(f"IMG_{place}.jpg", reading) for place, reading in enumerate((first, *pages))]
    return _mail("Báo cáo sơ kết", *named)


def _first(banner: Document, kind: int) -> Reading:
    """What OCR makes of such a photo: its banner, a word or two, or nothing."""
    lines = {1: banner.blocks[:1], 2: banner.blocks[:3]}.get(kind)
    if lines is None:
        return Unread(code="no_text", detail="page 1: OCR found no words")
    return Document(reader="ocr", blocks=lines, pages=1, recognised=banner.recognised)
