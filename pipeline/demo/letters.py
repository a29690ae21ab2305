"""Invented papers as a clerk writes them: letterhead, title, body, recipients, signature.

Pure: an author, a manner and a date in, a `Letter` out. What a file looks like is the business of `word` and `paper`.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from pipeline.demo import wordings
from pipeline.demo.cast import Author, person
from pipeline.demo.dice import Dice
from pipeline.demo.manner import Manner, Regime
from pipeline.demo.nouns import Letter, Letterhead, Part, Shape
from pipeline.demo.sections import body, figures, line
from pipeline.demo.slots import fill, old_tones
from pipeline.model.campaign import Outline

_PADDED_MONTHS = 3  # both rules of form write a zero before months 1 and 2 only


def report(author: Author, outline: Outline, manner: Manner, dated: dt.date) -> Letter:
    """The author's report on every item of the outline, in the manner asked for."""
    dice = Dice(manner.voice, "letter")
    opening = line(wordings.OPENINGS, author, dice)
    closing = line(wordings.CLOSINGS, author, dice)
    return replace(
        _frame(author, manner.regime, dated),
        abstract=f"Sơ kết 3 năm thực hiện {wordings.DIRECTIVE}",
        parts=(opening, *body(author, outline, manner), closing),
    )


def annex(author: Author, dated: dt.date) -> Letter:
    """A sheet of figures that belongs to a report sent before."""
    dice = Dice(author.code, "annex")
    told = Part(
        shape=Shape.BODY,
        text=fill("Số liệu do {org} {unit} tổng hợp đến ngày {25|28|30}/5/2023.", author.names, dice),
    )
    return replace(
        _frame(author, Regime.PARTY, dated),
        title="PHỤ LỤC",
        abstract="Biểu số liệu kèm theo báo cáo sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU",
        parts=(told, figures(dice)),
    )


def cover(author: Author, dated: dt.date) -> Letter:
    """The official letter that a report is sent with; it is not the report."""
    said = (
        "Kính gửi: Ban Chỉ đạo thực hiện dân chủ Đảng ủy Khối các cơ quan tỉnh",
        "{org} {unit} gửi kèm công văn này bản báo cáo sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU theo yêu cầu.",
        "Kính đề nghị Ban Chỉ đạo xem xét, tổng hợp./.",
    )
    return replace(
        _frame(author, Regime.PARTY, dated, "CV"),
        title="",
        subject="V/v gửi báo cáo sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU",
        parts=_lines(said, author),
    )


def monthly(author: Author, dated: dt.date) -> Letter:
    """A monthly report: a report, but not the one that the campaign asks for."""
    said = (
        "Trong tháng {5|6}, {unit} giải quyết {210-890} hồ sơ, tham mưu ban hành {9-40} văn bản, hoàn thành {94-99}% nhiệm vụ được giao.",
        "Tháng tới tập trung quyết toán quý II, chuẩn bị hội nghị sơ kết sáu tháng và rà soát kế hoạch đào tạo cán bộ.",
    )
    parts = _headed(("Kết quả công tác trong tháng", "Nhiệm vụ trọng tâm tháng tới"), _lines(said, author))
    return replace(
        _frame(author, Regime.PARTY, dated),
        abstract=f"Kết quả công tác tháng {dated.month} và nhiệm vụ trọng tâm tháng tới",
        parts=parts,
    )


def other_campaign(author: Author, dated: dt.date) -> Letter:
    """A report on another directive, sent to the same mailbox."""
    said = (
        "{org} {unit} tổ chức {3-9} buổi sinh hoạt chuyên đề, có {86-99}% đảng viên đăng ký nội dung làm theo gương Bác phù hợp với vị trí việc làm.",
        "Đã xuất hiện {2-8} mô hình hay về tiết kiệm điện, nước và sử dụng văn phòng phẩm, giảm chi {18-75} triệu đồng mỗi năm.",
        "Tiếp tục nhân rộng mô hình, biểu dương người tốt, việc tốt vào dịp 19/5 hằng năm.",
    )
    heads = ("Công tác lãnh đạo, chỉ đạo", "Kết quả học tập và làm theo", "Nhiệm vụ thời gian tới")
    return replace(
        _frame(author, Regime.PARTY, dated),
        abstract="Kết quả 2 năm thực hiện Kết luận số 01-KL/TW của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW",
        parts=_headed(heads, _lines(said, author)),
    )


def invitation(author: Author, dated: dt.date) -> Letter:
    """An invitation to a meeting."""
    said = (
        "{org} {unit} trân trọng kính mời đại diện Ban Chỉ đạo dự hội nghị sơ kết của cơ quan.",
        "Thời gian: 14 giờ 00, ngày {05|06|07}/6/2023. Địa điểm: Hội trường tầng {2|3}, trụ sở {unit}.",
        "Sự có mặt của đồng chí góp phần vào thành công của hội nghị./.",
    )
    parts = _lines(said, author)
    return replace(_frame(author, Regime.PARTY, dated, "GM"), title="GIẤY MỜI", parts=parts)


def in_old_tones(letter: Letter) -> Letter:
    """The same letter by a typist who puts the tone mark on the other vowel (uỷ, hoà)."""
    return _respelt(letter, old_tones)


def decomposed(letter: Letter) -> Letter:
    """The same letter typed on a system that writes each mark as a character of its own (NFD)."""
    return _respelt(letter, lambda text: unicodedata.normalize("NFD", text))


def place_date(dated: dt.date) -> str:
    """`Việt Trì, ngày 05 tháng 6 năm 2023`: days below 10 are padded, months below 3."""
    month = f"{dated.month:02d}" if dated.month < _PADDED_MONTHS else str(dated.month)
    return f"Việt Trì, ngày {dated.day:02d} tháng {month} năm {dated.year}"


def _frame(author: Author, regime: Regime, dated: dt.date, kind: str = "BC") -> Letter:
    """A paper that says nothing yet: what stands above and below the words."""
    named = bool(author.code)
    return Letter(
        head=_letterhead(author, regime, kind, dated) if named else None,
        title="BÁO CÁO",
        abstract="",
        parts=(),
        recipients=_recipients(author, Dice(author.code, kind)) if named else (),
        capacity=_capacity(author, regime) if named else (),
        signer=person(Dice(author.code, "signer")) if named else "",
        dated=dated,
    )


def _letterhead(author: Author, regime: Regime, kind: str, dated: dt.date) -> Letterhead:
    number = Dice(author.code, kind, dated).between(5, 140)
    symbol = "BCĐ" if regime is Regime.COMMITTEE else author.symbol
    parent, issuer = {
        Regime.PARTY: (author.parent, author.name),
        Regime.COMMITTEE: (author.name, "Ban Chỉ đạo thực hiện dân chủ"),
        Regime.STATE: ("UBND tỉnh Phú Thọ", author.short),
    }[regime]
    state = regime is Regime.STATE
    return Letterhead(
        party=not state,
        parent=parent.upper(),
        issuer=issuer.upper(),
        number=f"Số: {number:02d}/{kind}-{author.state_symbol}"
        if state
        else f"Số {number:02d}-{kind}/{symbol}",
        place_date=place_date(dated),
    )


def _capacity(author: Author, regime: Regime) -> tuple[str, ...]:
    return {
        Regime.PARTY: (f"T/M {author.org.upper()}", "BÍ THƯ"),
        Regime.COMMITTEE: ("TRƯỞNG BAN CHỈ ĐẠO",),
        Regime.STATE: (author.head.upper(),),
    }[regime]


def _recipients(author: Author, dice: Dice) -> tuple[str, ...]:
    middle = dice.pick(("- Các đồng chí cấp ủy,", "- Các bộ phận trực thuộc,", "- Công đoàn cơ quan,"))
    return ("- BCĐ thực hiện dân chủ Đảng ủy Khối (để b/c),", middle, f"- Lưu: {author.symbol}, VP.")


def _lines(sentences: tuple[str, ...], author: Author) -> tuple[Part, ...]:
    dice = Dice(author.code, *sentences)
    return tuple(Part(shape=Shape.BODY, text=fill(text, author.names, dice)) for text in sentences)


def _headed(heads: tuple[str, ...], said: tuple[Part, ...]) -> tuple[Part, ...]:
    numbered = zip(("I.", "II.", "III."), heads, said, strict=False)
    return tuple(
        part
        for number, head, text in numbered
        for part in (Part(shape=Shape.CHAPTER, text=head.upper(), label=number), text)
    )


def _respelt(letter: Letter, spell: Callable[[str], str]) -> Letter:
    parts = tuple(
        replace(part, text=spell(part.text), rows=tuple(tuple(map(spell, row)) for row in part.rows))
        for part in letter.parts
    )
    return replace(letter, parts=parts, abstract=spell(letter.abstract))
