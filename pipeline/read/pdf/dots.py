"""At what resolution to draw a page for OCR. Pure arithmetic."""

from __future__ import annotations

import math

from pipeline.errors import UnreadableError
from pipeline.read.pdf.quality import SCAN_COVER

# A 200-dpi scan drawn at 300 got worse (character errors .44 → .98 %); a 300-dpi scan drawn at 200 lost nothing and
# took 65 % of the time. Black and white scans lost by it (5.4 → 8.1 %): they keep their own resolution.
USUAL_DPI = 200.0
LEAST_DPI = 72.0  # a picture that says less of itself is stretched; letters drawn smaller are never read
BLACK_AND_WHITE = 1  # bits a pixel
MOST_PIXELS = 40_000_000  # A4 at 600 dpi has 35 million
MOST_SIDE = 30_000  # pixels; Tesseract takes 32 767 at most
MOST_POINTS = 14_400.0  # the PDF reference's own limit (annex C.2): 200 inches
_INCH = 72.0


def dots(
    size: tuple[float, float],
    *,
    cover: float = 0.0,
    area: float = 0.0,
    pixels: tuple[int, int] = (0, 0),
    bits: int = 0,
) -> float:
    """The resolution, in dpi, for a page of `size` points.

    `cover` is the share of the page under images; `area` (square points), `pixels` and `bits` (a pixel) are those of
    the largest. UnreadableError `too_large` or `corrupt` when the page has no size that can be drawn.
    """
    width, height = size
    if min(size) <= 0:
        raise UnreadableError("corrupt", "the page has no size")
    if max(size) > MOST_POINTS:
        raise UnreadableError("too_large", f"a page of {width:.0f} × {height:.0f} points")
    most = _INCH * min(math.sqrt(MOST_PIXELS / (width * height)), MOST_SIDE / max(size))
    return min(most, _wanted(cover, area, pixels, bits))


def _wanted(cover: float, area: float, pixels: tuple[int, int], bits: int) -> float:
    if cover <= SCAN_COVER or area <= 0:
        return USUAL_DPI
    native = max(LEAST_DPI, _INCH * math.sqrt(pixels[0] * pixels[1] / area))
    return native if bits == BLACK_AND_WHITE else min(native, USUAL_DPI)
