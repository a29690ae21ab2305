"""Whole papers set as a guide of form wants them, as Word files: one for each set of rules, any part of it to be changed.

    set_out(PARTY_2018)                                       a paper that keeps every rule
    set_out(replace(PARTY_2018, number=Said("Số: 5-BC/CB")))  the same with a colon, and without a zero

What is right here is written down by itself, and read nowhere from the rules of a campaign.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest

from tests.build import word
from tests.build.word import Xml

_RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TWIPS = 1440 / 25.4  # of a millimetre
SENTENCE = (
    "Cấp uỷ đã tổ chức học tập cho toàn thể đảng viên, sao gửi văn bản đến từng tổ, treo bảng tin ở phòng họp và "
    "giao cho từng đồng chí phụ trách một phần việc trong năm."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How letters look: size in points, weight, slant, underline, font, colour."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    font: str = "Times New Roman"
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One line, with its look."""

    words: str
    look: Look = field(default_factory=Look)

    def written(self, words: str) -> Said:
        """Other words with the same look."""
        return Said(words, self.look)

    def looking(self, look: Look) -> Said:
        """The same words with another look."""
        return Said(self.words, look)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How running text is set: `w:jc`, indent and gap in points, the inside of `w:spacing` that tells of lines."""

    align: str = "both"
    indent_mm: float = 10
    before: float = 6
    line: str = 'w:line="360" w:lineRule="exact"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Paper and margins in millimetres (top, bottom, left, right), and where pages have their number."""

    width: float = 210
    height: float = 297
    margins: tuple[float, float, float, float] = (20, 20, 30, 15)
    numbers: str = "header"
    number_align: str = "center"
    on_first: bool = False
    first_apart: bool = False  # what stands above the text is a section by itself, without numbers
    pages: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A paper: its lines from the letterhead to the annexes. What is None is left out.

    Two columns are a table with a paragraph a line; `joined` by `breaks` a table with a paragraph a cell, by `tabs` no table.
    """

    heading: tuple[Said, ...]
    above: Said
    issuer: Said
    star: Said | None
    number: Said
    dated: Said
    kind: Said | None
    abstract: Said | None
    rule: Said | None
    addressees: tuple[Said, ...] = ()
    basis: tuple[Said, ...] = ()
    body: tuple[Said, ...]
    ending: Said
    recipients: tuple[Said, ...]
    signature: tuple[Said, ...]
    signer: Said
    annexes: tuple[Said, ...] = ()
    joined: str = ""
    setting: Setting = field(default_factory=Setting)
    sheet: Sheet = field(default_factory=Sheet)


def set_out(made: Made) -> bytes:
    """The paper as a .docx."""
    left = [made.above, made.issuer, *filter(None, [made.star]), made.number]
    right = [*made.heading, made.dated]
    foot_left, foot_right = list(made.recipients), [*made.signature, made.signer]
    middle = filter(None, (made.kind, made.abstract, made.rule))
    body = [*made.addressees, *made.basis, *made.body, made.ending]
    return word.docx(
        *_beside(left, right, made.joined),
        *(_line(said, '<w:jc w:val="center"/>') for said in middle),
        *(
            [word.p("", properties=_section(replace(made.sheet, numbers="")))]
            if made.sheet.first_apart
            else []
        ),
        *(_line(said, _running(made.setting)) for said in body),
        *_beside(foot_left, foot_right, made.joined),
        *(_line(said, '<w:jc w:val="center"/>') for said in made.annexes),
        _section(made.sheet),
        parts=word.Parts(
            related={made.sheet.numbers or "header": _margin(made.sheet)},
            properties={"Pages": made.sheet.pages},
        ),
    )


def _beside(left: list[Said], right: list[Said], joined: str) -> list[Xml]:
    if joined == "tabs":
        pairs = zip_longest(map(_run, left), map(_run, right), fillvalue=Xml(""))
        return [word.p(one, word.run(Xml("<w:tab/>")), other) for one, other in pairs]
    return [word.table([_cell(left, joined), _cell(right, joined)])]


def _line(said: Said, properties: str = "") -> Xml:
    return word.p(_run(said), properties=properties)


def _run(said: Said) -> Xml:
    look = said.look
    marks = "".join(
        mark
        for mark, on in (
            ("<w:b/>", look.bold),
            ("<w:i/>", look.italic),
            ('<w:u w:val="single"/>', look.underlined),
        )
        if on
    )
    colour = f'<w:color w:val="{look.colour}"/>' if look.colour else ""
    font = f'<w:rFonts w:ascii="{look.font}" w:hAnsi="{look.font}"/>' if look.font else ""
    inside = f'{font}{marks}{colour}<w:sz w:val="{round(look.size * 2)}"/>'
    return word.run(said.words, inside)


def _cell(lines: list[Said], joined: str) -> Xml:
    if joined == "breaks":
        broken = (part for said in lines for part in (word.run(Xml("<w:br/>")), _run(said)))
        return word.cell(word.p(*islice(broken, 1, None)))
    return word.cell([_line(said) for said in lines])


def _running(setting: Setting) -> str:
    indent = f'<w:ind w:firstLine="{round(setting.indent_mm * _TWIPS)}"/>'
    return f'<w:spacing w:before="{round(setting.before * 20)}" {setting.line}/>{indent}<w:jc w:val="{setting.align}"/>'


def _section(sheet: Sheet) -> Xml:
    top, bottom, left, right = (round(side * _TWIPS) for side in sheet.margins)
    kind = sheet.numbers
    title = "" if sheet.on_first else "<w:titlePg/>"
    reference = f'<w:{kind}Reference {_RELATIONS} w:type="default" r:id="r0"/>' if kind else ""
    return Xml(
        f"<w:sectPr>{reference}"
        f'<w:pgSz w:w="{round(sheet.width * _TWIPS)}" w:h="{round(sheet.height * _TWIPS)}"/>'
        f'<w:pgMar w:top="{top}" w:bottom="{bottom}" w:left="{left}" w:right="{right}"/>{title}</w:sectPr>'
    )


def _margin(sheet: Sheet) -> tuple[str, str]:
    number = word.field_run("PAGE", "2") if sheet.numbers else word.run("")
    paragraph = word.p(number, properties=f'<w:jc w:val="{sheet.number_align}"/>')
    name = sheet.numbers or "header"
    return f"{name}1.xml", word.story("w:hdr" if name == "header" else "w:ftr", paragraph)


_B, _I = Look(bold=True), Look(italic=True)
PARTY_2018 = Made(
    heading=(Said("ĐẢNG CỘNG SẢN VIỆT NAM", Look(size=15, bold=True)),),
    above=Said("ĐẢNG BỘ SỞ Y TẾ"),
    issuer=Said("CHI BỘ TRUNG TÂM Y TẾ DỰ PHÒNG", _B),
    star=Said("*"),
    number=Said("Số 05-BC/CB"),
    dated=Said("Việt Trì, ngày 05 tháng 02 năm 2023", _I),
    kind=Said("BÁO CÁO", Look(size=16, bold=True)),
    abstract=Said("sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU, ngày 07/7/2020 của Ban Thường vụ Tỉnh uỷ", _B),
    rule=Said("-----", _B),
    body=(
        Said("1. Công tác tuyên truyền", _B), *(Said(SENTENCE) for _ in range(5)),
        Said("Thực hiện Kế hoạch số 45-KH/BCĐ ngày 12/5/2023, chi bộ đã họp. Kế hoạch số 45-KH/BCĐ rõ ràng."),
    ),
    ending=Said("Trên đây là báo cáo của chi bộ."),
    recipients=(
        Said("Nơi nhận:", Look(underlined=True)), Said("- Đảng uỷ Khối,"), Said("- Lưu Chi bộ."),
    ),
    signature=(Said("T/M CHI BỘ", _B), Said("BÍ THƯ", _B)),
    signer=Said("Phạm Thị Dung", _B),
)  # fmt: skip
PARTY_2026 = replace(
    PARTY_2018,
    recipients=(Said("Nơi nhận:", Look(underlined=True)), Said("- Đảng uỷ Khối;"), Said("- Lưu Chi bộ.")),
)
STATE_2020 = Made(
    heading=(
        Said("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look(size=13, bold=True)),
        Said("Độc lập - Tự do - Hạnh phúc", Look(size=14, bold=True)),
    ),
    above=Said("UBND TỈNH PHÚ THỌ", Look(size=13)),
    issuer=Said("SỞ XÂY DỰNG", Look(size=13, bold=True)),
    star=None,
    number=Said("Số: 12/BC-SXD", Look(size=13)),
    dated=Said("Việt Trì, ngày 05 tháng 6 năm 2023", Look(size=13, italic=True)),
    kind=Said("BÁO CÁO", Look(size=14, bold=True)),
    abstract=Said("Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU ngày 07/7/2020", Look(size=14, bold=True)),
    rule=None,
    addressees=(Said("Kính gửi: Đảng uỷ Khối các cơ quan tỉnh"),),
    body=PARTY_2018.body,
    ending=Said("Trên đây là báo cáo của Sở Xây dựng./."),
    recipients=(
        Said("Nơi nhận:", Look(size=12, bold=True, italic=True)), Said("- Như trên;", Look(size=11)),
        Said("- Lưu: VT, VP.", Look(size=11)),
    ),
    signature=(Said("KT. GIÁM ĐỐC", _B), Said("PHÓ GIÁM ĐỐC", _B)),
    signer=Said("Lê Văn Tám", _B),
    setting=Setting(line='w:line="288" w:lineRule="auto"'),
)  # fmt: skip
