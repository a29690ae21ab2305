"""A letter as a PDF page set: A4, two-column letterhead, justified text, page numbers; fonts embedded as subsets.

The same bytes for the same letter and fonts. Without a Vietnamese serif font on the machine there is no PDF: `faces`
says so, and the caller does without.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape

from reportlab.graphics.shapes import Drawing, Line
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from pipeline.demo.faces import Faces
from pipeline.demo.nouns import Letter, Letterhead, Part, Shape

_WIDTH = A4[0] - 45 * mm
_BODY_SIZE = 13.5
_PADDING = 6  # points that a frame of the library keeps free inside its margins
_LINE = 1.3  # leading over size: single to one and a half lines is what both rules of form allow
_SMALL = 12
_LEFT_SHARE = 0.43  # of the width goes to the left column of a letterhead


def pdf(letter: Letter, faces: Faces, *, locked_with: str = "") -> bytes:
    """The letter as the bytes of a PDF; locked, one that nobody opens without these words."""
    target = io.BytesIO()
    paper = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=30 * mm - _PADDING,
        rightMargin=15 * mm - _PADDING,
        topMargin=20 * mm - _PADDING,
        bottomMargin=20 * mm - _PADDING,
        title=letter.title,
        author=letter.signer,
        creator="",
        invariant=1,
        encrypt=StandardEncryption(locked_with, strength=128) if locked_with else None,
    )
    paper.build(_flowables(letter, faces), onLaterPages=_page_number(faces))
    return target.getvalue()


def _page_number(faces: Faces) -> Callable[[Canvas, SimpleDocTemplate], None]:
    def draw(canvas: Canvas, paper: SimpleDocTemplate) -> None:
        canvas.setFont(faces.regular, 13)
        canvas.drawCentredString(30 * mm + _WIDTH / 2, A4[1] - 13 * mm, str(paper.page))

    return draw


def _flowables(letter: Letter, faces: Faces) -> list[Flowable]:
    story: list[Flowable] = []
    if letter.head:
        story.append(_letterhead(letter.head, letter.subject, faces))
    story += _title(letter, faces)
    for part in letter.parts:
        story += _part(part, faces)
    if letter.capacity:
        story += [Spacer(1, 12), _signature(letter, faces)]
    return story


def _letterhead(head: Letterhead, subject: str, faces: Faces) -> Table:
    left_width, right_width = _WIDTH * _LEFT_SHARE, _WIDTH * (1 - _LEFT_SHARE)
    left = [_centred(head.parent, faces.regular, 12.5), _centred(head.issuer, faces.bold, 12.5)]
    left += [_centred("*", faces.regular, 13)] if head.party else [_rule(left_width, 0.4)]
    left += [_centred(head.number, faces.regular, 13)]
    left += [_centred(subject, faces.italic, _SMALL)] if subject else []
    if head.party:
        right = [_fitted("ĐẢNG CỘNG SẢN VIỆT NAM", faces.bold, 15, right_width), _rule(right_width, 0.80)]
    else:
        right = [
            _fitted("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", faces.bold, 12.5, right_width),
            _centred("Độc lập - Tự do - Hạnh phúc", faces.bold, 13),
            _rule(right_width, 0.58),
        ]
    right += [Spacer(1, 8), _centred(head.place_date, faces.italic, 13)]
    return _columns([*left], [*right], _LEFT_SHARE)


def _title(letter: Letter, faces: Faces) -> list[Flowable]:
    if not letter.title:
        return [Spacer(1, 10)]
    lines: list[Flowable] = [Spacer(1, 16), _centred(letter.title, faces.bold, 16)]
    if letter.abstract:
        lines.append(_centred(letter.abstract, faces.bold, _BODY_SIZE))
    plain = letter.head is None or letter.head.party
    lines.append(_centred("-----", faces.regular, _BODY_SIZE) if plain else _rule(_WIDTH, 0.3))
    return [*lines, Spacer(1, 6)]


def _part(part: Part, faces: Faces) -> list[Flowable]:
    if part.shape is Shape.TABLE:
        return [Spacer(1, 6), _table(part, faces), Spacer(1, 4)]
    heading = part.shape in {Shape.CHAPTER, Shape.HEADING}
    style = ParagraphStyle(
        "part",
        fontName=faces.bold if heading else faces.regular,
        fontSize=_BODY_SIZE,
        leading=_BODY_SIZE * _LINE,
        alignment=TA_JUSTIFY,
        firstLineIndent=10 * mm,
        spaceBefore=6,
        keepWithNext=int(heading),
    )
    return [Paragraph(escape(part.typed), style)]


def _table(part: Part, faces: Faces) -> Table:
    cells = [
        [_cell(text, faces, bold=place == 0, centred=column > 0) for column, text in enumerate(row)]
        for place, row in enumerate(part.rows)
    ]
    others = len(part.rows[0]) - 1
    table = Table(cells, colWidths=[_WIDTH * 0.52, *[_WIDTH * 0.48 / others] * others], splitByRow=0)
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.6, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    )
    return table


def _cell(text: str, faces: Faces, *, bold: bool, centred: bool) -> Paragraph:
    style = ParagraphStyle(
        "cell",
        fontName=faces.bold if bold else faces.regular,
        fontSize=_SMALL,
        leading=_SMALL * _LINE,
        alignment=TA_CENTER if centred or bold else 0,
    )
    return Paragraph(escape(text), style)


def _signature(letter: Letter, faces: Faces) -> Table:
    flush = ParagraphStyle("recipients", fontName=faces.regular, fontSize=11, leading=14)
    underlined = ParagraphStyle("sent", parent=flush, fontName=faces.italic, fontSize=_SMALL)
    left = [Paragraph("<u>Nơi nhận:</u>", underlined)]
    left += [Paragraph(escape(line), flush) for line in letter.recipients]
    right: list[Flowable] = [_centred(line, faces.bold, _BODY_SIZE) for line in letter.capacity]
    right += [Spacer(1, 55), _centred(letter.signer, faces.bold, _BODY_SIZE)]
    return _columns([*left], right, 0.5)


def _columns(left: list[Flowable], right: list[Flowable], share: float) -> Table:
    table = Table([[left, right]], colWidths=[_WIDTH * share, _WIDTH * (1 - share)])
    flat = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    table.setStyle(TableStyle([*flat, ("RIGHTPADDING", (0, 0), (-1, -1), 0)]))
    return table


def _centred(text: str, face: str, size: float) -> Paragraph:
    style = ParagraphStyle(
        "centred",
        fontName=face,
        fontSize=size,
        leading=size * _LINE,
        alignment=TA_CENTER,
    )
    return Paragraph(escape(text), style)


def _fitted(text: str, face: str, size: float, width: float) -> Paragraph:
    """A centred line that is made smaller rather than broken."""
    return _centred(text, face, min(size, size * width / stringWidth(text, face, size) * 0.99))


def _rule(column: float, share: float) -> Drawing:
    """A thin line in the middle of a column, as wide as a share of it."""
    half = column * share / 2
    drawing = Drawing(column, 5)
    drawing.add(Line(column / 2 - half, 3, column / 2 + half, 3, strokeWidth=0.7))
    return drawing
