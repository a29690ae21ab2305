"""PDFs as code: office papers from a list of blocks, scans, and files broken by hand.

Debian's fonts-liberation2 has every Vietnamese letter; its fonts-liberation 1.07 has hardly any of them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = "/usr/share/fonts/truetype/liberation2"
PLAIN, BOLD, ITALIC = (f"LiberationSerif-{face}" for face in ("Regular", "Bold", "Italic"))
A4 = (595.3, 841.9)
LEFT, RIGHT, TOP, BOTTOM = 85.0, 57.0, 57.0, 57.0
INDENT = 28.3
PITCH = 1.35


@dataclass(frozen=True)
class Para:
    """A paragraph; `bold` is how many leading characters are bold (-1: all), `first` the first line's indent."""

    text: str
    bold: int = 0
    italic: bool = False
    size: float = 13
    centred: bool = False
    first: float = INDENT
    left: float = 0
    after: float = 6
    ragged: bool = False


@dataclass(frozen=True)
class Table:
    """A ruled table; every column is as wide as the others."""

    rows: Sequence[Sequence[str]]
    size: float = 8


@dataclass(frozen=True)
class Pair:
    """Two columns without rules; `by_rows` writes them row by row; boxes are drawn `late`, the right one `raised`."""

    left: Sequence[str]
    right: Sequence[str]
    by_rows: bool = False
    centred: bool = True
    step: float = 17
    size: float = 10
    late: bool = False
    raised: float = 0


@dataclass(frozen=True)
class Framed:
    """A paragraph in a box: strokes, but no table."""

    text: str


@dataclass(frozen=True)
class Stamp:
    """The lines of a digital signature, small, at the top right."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Scan:
    """A picture over the whole page."""


@dataclass(frozen=True)
class Break:
    """A new page."""


Part = Para | Table | Pair | Framed | Stamp | Scan | Break


@dataclass
class _Sheet:
    canvas: Canvas
    turned: int
    header: str
    footer: str
    number: str
    size: tuple[float, float]
    page: int = 1
    y: float = field(init=False)
    late: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.y = self.size[1] - TOP
        self._edges()

    def _edges(self) -> None:
        width, height = self.size
        _upright(self.canvas, self.turned, self.size)
        self.canvas.setFont(PLAIN, 11)
        self.canvas.drawCentredString(width / 2, height - 36, self.header)
        self.canvas.drawCentredString(width / 2, 44, self.footer)
        number = self.number.format(page=self.page) if self.page > 1 or "/" in self.number else ""
        self.canvas.drawCentredString(width / 2, 28, number)

    def turn(self) -> None:
        self.end()
        self.canvas.showPage()
        self.page += 1
        self.y = self.size[1] - TOP
        self._edges()

    def end(self) -> None:
        """Draw what comes after the rest of a page."""
        while self.late:
            self.late.pop(0)()

    def down(self, step: float) -> float:
        if self.y - step < BOTTOM:
            self.turn()
        self.y -= step
        return self.y

    @property
    def width(self) -> float:
        return self.size[0] - LEFT - RIGHT


def pdf(
    parts: Sequence[Part],
    *,
    edges: tuple[str, str, str] = ("", "", "{page}"),
    size: tuple[float, float] = A4,
    password: str = "",
    rotate: int = 0,
) -> bytes:
    """A PDF of these parts.

    `edges` are the running head, the running foot and the page number's form; pages of `size` are shown upright
    whatever `rotate` says of the file's own page.
    """
    for name in (PLAIN, BOLD, ITALIC):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, f"{FONTS}/{name}.ttf"))
    target = io.BytesIO()
    encrypt = StandardEncryption(password, canPrint=0) if password else None
    media = size if rotate % 180 == 0 else size[::-1]
    sheet = _Sheet(Canvas(target, pagesize=media, invariant=True, encrypt=encrypt), rotate, *edges, size)
    for part in parts:
        _draw(sheet, part)
    sheet.end()
    sheet.canvas.showPage()
    sheet.canvas.save()
    return target.getvalue()


def _upright(canvas: Canvas, turned: int, size: tuple[float, float]) -> None:
    """Draw so that the page shows upright although the file says it is turned."""
    canvas.setPageRotation(turned)
    shifts = {0: (0, 0), 90: (size[1], 0), 180: size, 270: (0, size[0])}
    canvas.translate(*shifts[turned])
    canvas.rotate(turned)


def _draw(sheet: _Sheet, part: Part) -> None:
    match part:
        case Para():
            _paragraph(sheet, part)
        case Table():
            _table(sheet, part)
        case Pair():
            _pair(sheet, part)
        case Break():
            sheet.turn()
        case _:
            _picture(sheet, part)


def _picture(sheet: _Sheet, part: Framed | Stamp | Scan) -> None:
    """What is drawn rather than set."""
    if isinstance(part, Scan):
        sheet.canvas.drawImage(_grey(), 0, 0, *sheet.size)
    elif isinstance(part, Stamp):
        sheet.canvas.setFont(PLAIN, 7)
        for number, line in enumerate(part.lines):
            sheet.canvas.drawString(400, sheet.size[1] - 30 - 9 * number, line)
    else:
        sheet.canvas.rect(LEFT - 4, sheet.y - 60, sheet.width + 8, 58)
        for _ in range(3):
            sheet.canvas.line(LEFT, sheet.y - 30, LEFT + 100, sheet.y - 30)
        _paragraph(sheet, Para(part.text, first=0, after=40))


def _first(part: Para) -> float:
    return 0 if part.centred else part.first


def _words(part: Para) -> list[tuple[str, str]]:
    """Words with their font; a word is bold when its first letter is."""
    words, place = [], 0
    for word in part.text.split(" "):
        bold = part.bold < 0 or place < part.bold
        words.append((word, BOLD if bold else ITALIC if part.italic else PLAIN))
        place += len(word) + 1
    return words


def _rows(part: Para, width: float) -> list[list[tuple[str, str]]]:
    rows: list[list[tuple[str, str]]] = [[]]
    room = width - part.left - _first(part)
    for word, font in _words(part):
        need = pdfmetrics.stringWidth(f"{word} ", font, part.size)
        if rows[-1] and need - part.size / 4 > room:
            rows.append([])
            room = width - part.left
        rows[-1].append((word, font))
        room -= need
    return rows


def _paragraph(sheet: _Sheet, part: Para) -> None:
    rows = _rows(part, sheet.width)
    for number, row in enumerate(rows):
        y = sheet.down(part.size * PITCH)
        indent = part.left + (_first(part) if number == 0 else 0)
        inked = sum(pdfmetrics.stringWidth(word, font, part.size) for word, font in row)
        blank = pdfmetrics.stringWidth(" ", PLAIN, part.size)
        x = LEFT + indent
        if part.centred:
            x = LEFT + (sheet.width - inked - blank * (len(row) - 1)) / 2
        elif not part.ragged and number < len(rows) - 1 and len(row) > 1:
            blank = (sheet.width - indent - inked) / (len(row) - 1)
        _row(sheet.canvas, row, (x, y), blank, part.size)
    sheet.y -= part.after


def _row(
    canvas: Canvas, row: list[tuple[str, str]], at: tuple[float, float], blank: float, size: float
) -> None:
    x, y = at
    for word, font in row:
        canvas.setFont(font, size)
        canvas.drawString(x, y, word)
        x += pdfmetrics.stringWidth(word, font, size) + blank


def _table(sheet: _Sheet, part: Table) -> None:
    columns = len(part.rows[0])
    wide, high = sheet.width / columns, 22.0
    top = sheet.y - 4
    for row in part.rows:
        y = sheet.down(high)
        for place, cell in enumerate(row):
            for line, text in enumerate(cell.split("\n")):
                sheet.canvas.setFont(PLAIN, part.size)
                sheet.canvas.drawString(LEFT + wide * place + 4, y + 8 - 9 * line, text)
    for number in range(len(part.rows) + 1):
        sheet.canvas.line(LEFT, top - high * number, LEFT + sheet.width, top - high * number)
    for number in range(columns + 1):
        sheet.canvas.line(LEFT + wide * number, top, LEFT + wide * number, top - high * len(part.rows))
    sheet.y -= 20


def _pair(sheet: _Sheet, part: Pair) -> None:
    start = sheet.down(20)
    cells = [
        (row, column, text)
        for column, lines in enumerate((part.left, part.right))
        for row, text in enumerate(lines)
    ]

    def draw() -> None:
        for row, column, text in sorted(cells) if part.by_rows else cells:
            font = BOLD if text.isupper() and (row or column) else PLAIN
            sheet.canvas.setFont(font, part.size)
            x, y = LEFT + sheet.width * (0.22 + 0.54 * column), start - part.step * row + part.raised * column
            if part.centred or column:
                sheet.canvas.drawCentredString(x, y, text)
            else:
                sheet.canvas.drawString(LEFT, y, text)

    if part.late:
        sheet.late.append(draw)
    else:
        draw()
    sheet.y = start - part.step * max(len(part.left), len(part.right)) - 25


def _grey() -> ImageReader:
    return ImageReader(io.BytesIO(b"P5 8 8 255\n" + bytes(range(0, 256, 4))))
