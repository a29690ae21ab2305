"""Scans as code: office reports set in type, then spoiled as scanners, photocopiers, stamps and cameras spoil them.

Everything random is seeded by page and kind: the same call gives the same picture.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from tests.build import pdf
from tests.build.scan_papers import PAPERS, Paper

KINDS = ("clean", "skew2", "stamp", "typical", "noise", "hard", "bw")
_POINTS = 72
_RED, _BLUE, _BLACK = (212, 32, 40), (40, 60, 190), (20, 20, 20)
_OPAQUE = 0.85


@dataclass(frozen=True)
class Page:
    """One page of a report: its picture at 300 dpi, its words line by line, and the headings on it."""

    paper: str
    number: int
    typed: Image.Image
    lines: tuple[str, ...]
    headings: tuple[str, ...]

    def picture(self, kind: str, dpi: int, *, turned: int = 0) -> Image.Image:
        """The page as a scan of this kind, lying turned clockwise by so many degrees."""
        seed = sum(map(ord, f"{self.paper}{kind}")) * 100 + self.number
        width, height = self.typed.size
        small = self.typed.resize((width * dpi // 300, height * dpi // 300), Image.Resampling.BOX)
        spoilt = _SPOILERS[kind](small.convert("RGB"), dpi, random.Random(seed))  # noqa: S311 - a picture's grain
        return spoilt.rotate(-turned, expand=True)


def pages(papers: Sequence[Paper] = PAPERS) -> tuple[Page, ...]:
    """The pages of the reports."""
    return tuple(page for paper in papers for page in _pages(paper))


def _pages(paper: Paper) -> list[Page]:
    found = []
    with closing(pypdfium2.PdfDocument(pdf.pdf(paper.parts, edges=("", "", "{page}")))) as document:
        for number in range(len(document)):
            page = document[number]
            lines = tuple(page.get_textpage().get_text_range().replace("\r", "").split("\n"))
            folded = " ".join(lines)
            here = tuple(heading for heading in paper.headings if heading in folded)
            typed = page.render(scale=300 / _POINTS, grayscale=True).to_pil()
            found.append(Page(paper.name, number + 1, typed, lines, here))
    return found


def _clean(image: Image.Image, _dpi: int, _dice: random.Random) -> Image.Image:
    return image


def _skew(image: Image.Image, degrees: float, fill: tuple[int, int, int] = (255, 255, 255)) -> Image.Image:
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=fill)


def _skew2(image: Image.Image, _dpi: int, _dice: random.Random) -> Image.Image:
    return _skew(image, 2)


def _stamped(
    image: Image.Image, dpi: int, dice: random.Random, ink: tuple[int, int, int] = _RED
) -> Image.Image:
    """A round seal over the body text, a half one at the margin, and a signature in blue (or all in one ink)."""
    layer = Image.new("L", image.size)
    pen = ImageDraw.Draw(layer)
    inch = dpi
    x = image.width * dice.uniform(0.3, 0.6)
    y = image.height * dice.uniform(0.35, 0.7)
    _seal(pen, (x, y), 0.7 * inch, dpi)
    _seal(pen, (image.width - 0.25 * inch, image.height * 0.3), 0.7 * inch, dpi)
    stamped = _inked(image, layer, ink)
    written = Image.new("L", image.size)
    strokes = [(x + inch * (0.2 * step), y + inch * dice.uniform(-0.35, 0.35)) for step in range(9)]
    ImageDraw.Draw(written).line(strokes, fill=255, width=max(2, dpi // 70), joint="curve")
    return _inked(stamped, written, ink if ink == _BLACK else _BLUE)


def _seal(pen: ImageDraw.ImageDraw, middle: tuple[float, float], radius: float, dpi: int) -> None:
    x, y = middle
    stroke = max(2, dpi // 60)
    for share, width in ((1.0, stroke), (0.93, stroke // 2), (0.62, stroke // 2)):
        r = radius * share
        pen.ellipse((x - r, y - r, x + r, y + r), outline=255, width=max(1, width))
    font = ImageFont.truetype(f"{pdf.FONTS}/{pdf.BOLD}.ttf", dpi * 9 // _POINTS)
    for row, text in enumerate(("UỶ BAN", "NHÂN DÂN", "HUYỆN")):
        pen.text((x, y + (row - 1) * dpi * 11 / _POINTS), text, font=font, fill=255, anchor="mm")


def _inked(image: Image.Image, layer: Image.Image, ink: tuple[int, int, int]) -> Image.Image:
    """Ink soaks into paper: what is dark stays as dark."""
    inked = ImageChops.darker(image, Image.new("RGB", image.size, ink))
    return Image.composite(inked, image, layer.point(lambda value: int(value * _OPAQUE)))


def _grain(image: Image.Image, strength: float, dice: random.Random) -> Image.Image:
    noise = np.random.default_rng(dice.randrange(2**32)).normal(0, strength, (image.height, image.width, 1))
    return Image.fromarray(np.clip(np.asarray(image, dtype=np.float32) + noise, 0, 255).astype(np.uint8))


def _tinted(image: Image.Image, low: int, high: int) -> Image.Image:
    """Ink no darker than `low`, paper no lighter than `high`, and darker to one side."""
    values = low + np.asarray(image, dtype=np.float32) * ((high - low) / 255)
    shade = np.linspace(1, 0.93, image.width, dtype=np.float32)[None, :, None]
    return Image.fromarray((values * shade).astype(np.uint8))


def _jpeg(image: Image.Image, quality: int) -> Image.Image:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality)
    return Image.open(target).convert("RGB")


def _typical(image: Image.Image, dpi: int, dice: random.Random) -> Image.Image:
    skewed = _skew(_stamped(image, dpi, dice), 1.2)
    blurred = _tinted(skewed, 30, 232).filter(ImageFilter.GaussianBlur(0.6 * dpi / 200))
    return _jpeg(_grain(blurred, 4, dice), 60)


def _noise(image: Image.Image, _dpi: int, dice: random.Random) -> Image.Image:
    return _grain(image, 28, dice)


def _hard(image: Image.Image, dpi: int, dice: random.Random) -> Image.Image:
    skewed = _skew(_stamped(image, dpi, dice), 2.5)
    blurred = _tinted(skewed, 70, 205).filter(ImageFilter.GaussianBlur(0.8 * dpi / 200))
    return _jpeg(_grain(blurred, 22, dice), 30)


def _bw(image: Image.Image, dpi: int, dice: random.Random) -> Image.Image:
    grey = _grain(_skew(_stamped(image, dpi, dice, _BLACK), 0.4), 16, dice).convert("L")
    blurred = grey.filter(ImageFilter.GaussianBlur(0.5 * dpi / 200))
    return blurred.point(lambda value: 255 * (value > 150)).convert("1")


_SPOILERS: dict[str, Callable[[Image.Image, int, random.Random], Image.Image]] = {
    "clean": _clean,
    "skew2": _skew2,
    "stamp": _stamped,
    "typical": _typical,
    "noise": _noise,
    "hard": _hard,
    "bw": _bw,
}
