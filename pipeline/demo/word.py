"""A letter as a Word file: the same bytes for the same letter, on every day.

Four habits of typists: heading styles, bold paragraphs with typed numbers, automatic multilevel numbering, nothing.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from pipeline.demo.nouns import Layout, Letter, Letterhead, Part, Shape

FONT = "Times New Roman"
_SIZE = 14
_NUMBERING_ID = 45
_OUTER_STYLE, _INNER_STYLE = "Heading 1", "Heading 2"
_ZIP_TIME = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest that a zip can say: the time of packing is no part of the letter
_THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How one line of text stands on the page; sizes in points."""

    size: int
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: ALIGN = ALIGN.CENTER


def docx(letter: Letter, layout: Layout) -> bytes:
    """The letter as the bytes of a .docx file."""
    paper = Document()
    _page(paper)
    _properties(paper, letter)
    if layout is Layout.AUTO:
        _define_numbering(paper, roman=_is_roman(letter))
    if letter.head:
        _letterhead(paper, letter.head, letter.subject)
    _title(paper, letter)
    for part in letter.parts:
        _part(paper, part, layout)
    _signature(paper, letter)
    return _packed(paper)


def _packed(paper: Paper) -> bytes:
    """The file with its members in their order and all times the same."""
    first, second = io.BytesIO(), io.BytesIO()
    paper.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(second, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return second.getvalue()


def _page(paper: Paper) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    page.header_distance = Mm(10)
    page.different_first_page_header_footer = True
    _page_number(page.header.paragraphs[0])
    _face(paper, "Normal", _SIZE)
    for name in (_OUTER_STYLE, _INNER_STYLE):
        _face(paper, name, _SIZE)


def _face(paper: Paper, name: str, size: int) -> None:
    style = paper.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in _THEME_FONTS:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), FONT)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    _xml(paragraph).append(field)


def _properties(paper: Paper, letter: Letter) -> None:
    written = dt.datetime.combine(letter.dated, dt.time(8), dt.UTC)
    told = paper.core_properties
    told.author = told.last_modified_by = letter.signer
    told.title, told.comments, told.language = letter.title, "", "vi-VN"
    told.created = told.modified = written


def _letterhead(paper: Paper, head: Letterhead, subject: str) -> None:
    left, right = _columns(paper, 75, 90)
    _say(left, head.parent, _Look(size=13))
    _say(left, head.issuer, _Look(size=13, bold=True))
    if head.party:
        _say(left, "*", _Look(size=13))
        _say(right, "ĐẢNG CỘNG SẢN VIỆT NAM", _Look(size=15, bold=True, underline=True))
    else:
        _say(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _Look(size=12, bold=True))
        _say(right, "Độc lập - Tự do - Hạnh phúc", _Look(size=13, bold=True, underline=True))
    _say(left, head.number, _Look(size=13))
    if subject:
        _say(left, subject, _Look(size=12, italic=True))
    _say(right, head.place_date, _Look(size=13, italic=True))


def _columns(paper: Paper, left: int, right: int) -> tuple[_Cell, _Cell]:
    table = paper.add_table(rows=1, cols=2)
    table.autofit = False
    cells = table.rows[0].cells
    for cell, width in zip(cells, (left, right), strict=True):
        cell.width = Mm(width)
    return cells[0], cells[1]


def _title(paper: Paper, letter: Letter) -> None:
    if not letter.title:
        return
    title = _say(paper, letter.title, _Look(size=16, bold=True))
    title.paragraph_format.space_before = Pt(18)
    if letter.abstract:
        _say(paper, letter.abstract, _Look(size=_SIZE, bold=True))
    if letter.head is None or letter.head.party:
        _say(paper, "-----", _Look(size=_SIZE))


def _part(paper: Paper, part: Part, layout: Layout) -> None:
    if part.shape is Shape.TABLE:
        _table(paper, part)
    elif part.shape in {Shape.CHAPTER, Shape.HEADING}:
        _heading(paper, part, layout)
    else:
        _flow(paper.add_paragraph(part.typed))


def _heading(paper: Paper, part: Part, layout: Layout) -> None:
    outer = part.shape is Shape.CHAPTER
    text = part.text if layout is Layout.AUTO else part.typed
    style = (_OUTER_STYLE if outer else _INNER_STYLE) if layout is Layout.STYLES else None
    paragraph = paper.add_paragraph(style=style)
    run = paragraph.add_run(text)
    if layout in {Layout.BOLD, Layout.AUTO}:
        run.bold = True
    if layout is Layout.AUTO:
        _number(paragraph, 0 if outer else 1)
    _flow(paragraph)


def _flow(paragraph: Paragraph) -> None:
    paragraph.alignment = ALIGN.JUSTIFY
    layout = paragraph.paragraph_format
    layout.first_line_indent, layout.space_before, layout.space_after = Mm(10), Pt(6), Pt(0)
    layout.line_spacing = Pt(18)


def _table(paper: Paper, part: Part) -> None:
    table = paper.add_table(rows=0, cols=len(part.rows[0]), style="Table Grid")
    for place, row in enumerate(part.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(12), place == 0


def _signature(paper: Paper, letter: Letter) -> None:
    if not letter.capacity:
        return
    paper.add_paragraph()
    left, right = _columns(paper, 85, 80)
    _say(left, "Nơi nhận:", _Look(size=12, italic=True, bold=True, align=ALIGN.LEFT))
    for recipient in letter.recipients:
        _say(left, recipient, _Look(size=11, align=ALIGN.LEFT))
    for told in (*letter.capacity, "", "", "", letter.signer):
        _say(right, told, _Look(size=_SIZE, bold=True))


def _say(place: Paper | _Cell, text: str, look: _Look) -> Paragraph:
    """A line of its own; the first line of a cell goes into the empty paragraph that every cell is born with."""
    unused = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.text
    paragraph = place.paragraphs[0] if unused else place.add_paragraph()
    paragraph.alignment = look.align
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic, run.underline = Pt(look.size), look.bold, look.italic, look.underline
    return paragraph


def _is_roman(letter: Letter) -> bool:
    return any(part.label.startswith("I") for part in letter.parts if part.shape is Shape.CHAPTER)


def _define_numbering(paper: Paper, *, roman: bool) -> None:
    """A multilevel list of its own: `I.` and `1.`, or `1.` and `1.1.`."""
    outer, inner = ("upperRoman", "%2.") if roman else ("decimal", "%1.%2.")
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, form, text in ((0, outer, "%1."), (1, "decimal", inner))
    )
    numbering = paper.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING_ID}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{_NUMBERING_ID}"><w:abstractNumId w:val="{_NUMBERING_ID}"/></w:num>'
        )
    )


def _number(paragraph: Paragraph, level: int) -> None:
    """Make it an item of the list; before any other property, since the schema wants this order."""
    mark = parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_NUMBERING_ID}"/></w:numPr>'
    )
    _xml(paragraph).get_or_add_pPr().append(mark)


def _xml(paragraph: Paragraph) -> CT_P:
    return paragraph._p  # noqa: SLF001 - fields and list levels have no call in python-docx; this is its way out
