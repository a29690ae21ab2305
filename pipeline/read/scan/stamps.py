"""Marks of secrecy stamped in colour. Bleaching takes coloured ink away with the seals, so it is read by itself here.

Costs 0.1 processor seconds a turn, and nothing on pages whose upper half has no coloured letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from PIL import Image, ImageChops, ImageFilter

from pipeline.model.secrecy import Level
from pipeline.read.marks import level_stamped
from pipeline.read.scan.engine import Engine, Row
from pipeline.read.scan.ink import letters
from pipeline.read.scan.prepare import COLOURED, has_colour, skew
from pipeline.read.sheet import Line

SHARE = 0.5  # of the page's height: marks stand under the number, or at the top
LEAST_LETTERS = 2  # of MẬT, two of which may touch
LEAST_TURN = 1.0  # degrees: a stamp is seldom level, and 4 are too many for the engine
STEP = 3  # how much darker a point is than its colour is strong

_POINTS = 72


def stamps(engine: Engine, image: Image.Image, *, dpi: float, number: int) -> tuple[Line, ...]:
    """The mark stamped in colour on page `number`, if any, as a line that says its degree: OCR may have hurt its letters."""
    if not has_colour(image):
        return ()
    ink = _coloured(image.crop((0, 0, image.width, round(image.height * SHARE))))
    if len(letters(ink, dpi)) < LEAST_LETTERS:
        return ()
    for shown in _turned(ink):
        if found := next(_marks(engine.rows(shown, dpi)), None):
            return (_line(*found, dpi, number),)
    return ()


def _turned(ink: Image.Image) -> Iterator[Image.Image]:
    """The ink as it lies, and level: frames and letters tell how it leans, round seals do not."""
    yield ink
    if abs(angle := skew(ink)) >= LEAST_TURN:
        yield ink.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)


def _coloured(image: Image.Image) -> Image.Image:
    """Coloured ink dark, all else white."""
    bands = image.convert("RGB").split()
    colour = ImageChops.subtract(reduce(ImageChops.lighter, bands), reduce(ImageChops.darker, bands))
    return colour.filter(ImageFilter.MedianFilter(3)).point(
        lambda value: 255 - min(255, max(0, value - COLOURED) * STEP)
    )


def _marks(rows: tuple[Row, ...]) -> Iterator[tuple[Row, Level]]:
    for row in rows:
        if level := level_stamped(" ".join(word.text for word in row.words)):
            yield row, level


def _line(row: Row, level: Level, dpi: float, number: int) -> Line:
    scale = _POINTS / dpi
    first, last = row.words[0], row.words[-1]
    return Line(
        text=level.value, page=number, x0=first.x0 * scale, x1=last.x1 * scale, base=row.base * scale,
        size=(first.bottom - first.top) * scale, sure=row.sure,
    )  # fmt: skip
