"""One picture of a page → Sheet: prepared, read, turned when it lies, its lost lines read again. One thread.

What OCR loses is never lost in silence: see `Recognition.uncovered`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import fmean

from PIL import Image, ImageStat

from pipeline.model.document import Recognition
from pipeline.read.scan.bands import in_rows, read_bands
from pipeline.read.scan.engine import Engine, Row, Tesseract, Word
from pipeline.read.scan.ink import Letters, joined, letters, uncovered
from pipeline.read.scan.lines import lines_of
from pipeline.read.scan.prepare import has_colour, prepare
from pipeline.read.scan.stamps import stamps
from pipeline.read.scan.torn import rejoined
from pipeline.read.scan.unread import marked
from pipeline.read.sheet import Sheet

# Pages that stand upright had a mean confidence of 0.79 and more once prepared, lying ones 0-0.45.
LYING = 0.60
LEAST_LETTERS = 20  # fewer are no page to be turned, and without a word dust: OSD costs as much as reading
# Of ink, on one page: texts have 1 600, the grainiest scans 2 900; a page of dust alone, with 98 000, kept Tesseract
# busy for 57 seconds and gave not one word.
MOST_PIECES = 40_000
PAPER = 128  # of 255: the paper of the greyest made scans is 194
OCR_DPI = 200  # finer scans are read no better, and 1.5 times as slowly


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page as read: its picture as it came and as shown to the engine, the ink on it, the rows found."""

    source: Image.Image
    image: Image.Image
    ink: Letters
    rows: tuple[Row, ...]
    turned: int = 0

    @property
    def sure(self) -> float:
        """The mean confidence of all words, 0 without any."""
        return fmean(word.sure for word in self.words) if self.words else 0.0

    @property
    def words(self) -> list[Word]:
        """All of them."""
        return [word for row in self.rows for word in row.words]


def recognise(
    image: Image.Image,
    *,
    dpi: float,
    number: int,
    size: tuple[float, float],
    engine: Engine | None = None,
) -> Sheet:
    """Page `number` of `size` points as its picture of `dpi` shows it, stood upright.

    `size` is that of the page as it lies in the file. The picture should have min(its own, OCR_DPI) points an inch, but
    black and white its own. UnreadableError `unsupported` when OCR is not installed.
    """
    engine = engine or Tesseract()
    found = _upright(engine, image, dpi)
    if found.ink.pieces > MOST_PIECES:
        fault = f"{found.ink.pieces} specks of ink, more than {MOST_PIECES}"
        return Sheet(number=number, width=size[0], height=size[1], lines=(), image_cover=1.0, fault=fault)
    found = _coloured(engine, _completed(engine, found, dpi), dpi)
    width, height = size if found.turned % 180 == 0 else size[::-1]
    share = uncovered(found.ink, found.rows, found.image.size)
    rows = marked(found.rows, found.ink.outside(found.words, found.image.size))
    if not found.rows:
        share = 0.0 if len(found.ink) < LEAST_LETTERS and _is_paper(image) else 1.0
    return Sheet(
        number=number,
        width=width,
        height=height,
        lines=lines_of(rows, dpi=dpi, number=number, size=found.image.size),
        ocr=Recognition(
            page=number, confidence=round(found.sure, 3), uncovered=round(share, 4), turned=found.turned
        ),
        aside=stamps(engine, found.source, dpi=dpi, number=number),
    )


def _is_paper(image: Image.Image) -> bool:
    """Whether most of a picture is as light as paper; a black one hides what it may show."""
    return ImageStat.Stat(image.convert("L")).median[0] >= PAPER


def _upright(engine: Engine, image: Image.Image, dpi: float) -> _Reading:
    """The page read as it lies, or stood up where that reads better."""
    first = _read(engine, image, dpi, 0)
    if first.sure >= LYING or len(first.ink) < LEAST_LETTERS or first.ink.pieces > MOST_PIECES:
        return first
    turn = engine.turn(first.image, dpi)
    if not turn:
        return first
    second = _read(engine, image.rotate(-turn, expand=True), dpi, turn)
    return max(first, second, key=lambda reading: reading.sure)


def _read(engine: Engine, image: Image.Image, dpi: float, turned: int) -> _Reading:
    ready = prepare(image)
    ink = letters(ready, dpi)
    rows = engine.rows(ready, dpi) if ink.pieces <= MOST_PIECES else ()
    return _Reading(image, ready, ink, rejoined(rows), turned)


def _completed(engine: Engine, found: _Reading, dpi: float) -> _Reading:
    """The rows, with those that were lost read again.

    Not only where much is lost: a heading of two words is 0.8 % of a page's letters, and a band costs 0.04 seconds.
    """
    lost = found.ink.outside(found.words, found.image.size)
    return replace(found, rows=read_bands(engine, found.image, dpi, found.rows, lost))


def _coloured(engine: Engine, found: _Reading, dpi: float) -> _Reading:
    """The same with the rows that were typed in colour: bleaching takes them for a seal, and hides that they are lost.

    Where most is in colour, the page is read anew with its colours.
    """
    if not has_colour(found.source):
        return found
    shown = prepare(found.source, bleach=False)
    lost = in_rows(letters(shown, dpi).outside(found.words, shown.size), found.rows)
    if len(lost) > len(found.ink):
        rows = rejoined(engine.rows(shown, dpi))
        whole = _Reading(found.source, shown, letters(shown, dpi), rows, found.turned)
        return _completed(engine, whole, dpi)
    rows = read_bands(engine, shown, dpi, found.rows, lost)
    return replace(found, rows=rows, ink=joined(found.ink, lost))
