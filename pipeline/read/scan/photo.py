"""Picture files → the pages in them: photographs, screenshots, scans of one page or, in TIFF, of many.

The one door to the formats of pictures. Sizes are read before anything is unpacked; what is unpacked comes from
strangers: call it in a worker process with limits of time and memory.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pi_heif
from PIL import Image, ImageOps

from pipeline.errors import UnreadableError
from pipeline.read.scan.reader import OCR_DPI

MOST_PIXELS = 100_000_000  # a frame: A3 at 600 dpi has 70 million, 300 MB once unpacked
MOST_FRAMES = 500
# Pixels of the shorter side: at 100 dpi, the coarsest that is read, 300 hold 15 lines. Logos, portraits and the icons
# below a mail are smaller; a page that is would be 36 dpi, which nobody can read.
LEAST_SIDE = 300
MOST_BITS_DPI = (
    300  # black and white is kept as it is: 300 → 200 cost 5.4 → 8.1 % error; 600 has no more to tell
)

# Inches of the longer side that a picture may claim to show: A6 to A2. Cameras write 72 dpi: then it is taken for A4.
_LEAST_INCHES, _MOST_INCHES = 5.0, 25.0
_A4_INCHES = 11.69
_UNEVEN = 1.1  # across to down: faxes have 204 × 98 dots an inch
_PAGED = "TIFF"  # frames of other formats are previews or moving pictures
_FORMATS = ("JPEG", "PNG", "TIFF", "HEIF", "BMP", "WEBP", "GIF")
_PLAIN = ("1", "L", "RGB")
_DEEP = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, TypeError, KeyError, IndexError, OverflowError,
    RuntimeError,
)  # fmt: skip

pi_heif.register_heif_opener()


def frames(data: bytes) -> int:
    """How many pages a picture file holds; 0 for pictures too small to hold one (LEAST_SIDE).

    UnreadableError: `corrupt`; `too_large` (a frame over 100 megapixels, more than 500 frames).
    """
    with _opened(data) as image:
        return len(_pages(image))


def picture(data: bytes, number: int) -> tuple[Image.Image, float]:
    """Page `number` of a picture file, counted from 1, and its dots an inch: at most OCR_DPI, black and white its own.

    Stood up as its camera says, transparent parts white; mode `1`, `L` or `RGB`. UnreadableError as `frames`.
    """
    with _opened(data) as image:
        image.seek(_pages(image)[number - 1])
        across, down = _dpi(image)
        image.load()
        seen = ImageOps.exif_transpose(_plain(image))
        return _scaled(seen, across, down)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own limits only warn; ours refuse
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                yield image
    except Image.DecompressionBombError as error:
        raise UnreadableError("too_large", f"a picture of more than {MOST_PIXELS} pixels") from error
    except _BROKEN as error:
        raise UnreadableError("corrupt", f"the picture cannot be opened: {error}") from error


def _pages(image: Image.Image) -> list[int]:
    """The frames large enough for a page."""
    count = getattr(image, "n_frames", 1) if image.format == _PAGED else 1
    if count > MOST_FRAMES:
        raise UnreadableError("too_large", f"{count} pictures in one file, more than {MOST_FRAMES}")
    found = []
    for place in range(count):
        image.seek(place)
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise UnreadableError(
                "too_large", f"a picture of {width} × {height} pixels, more than {MOST_PIXELS}"
            )
        if min(width, height) >= LEAST_SIDE:
            found.append(place)
    return found


def _dpi(image: Image.Image) -> tuple[float, float]:
    """Dots an inch, across and down: as the file says where that gives a sheet of paper, else as if it were A4."""
    told = image.info.get("dpi") or (0, 0)
    across, down = float(told[0]), float(told[1])
    width, height = image.size
    if across > 0 and down > 0 and _LEAST_INCHES <= max(width / across, height / down) <= _MOST_INCHES:
        return across, down
    guess = max(image.size) / _A4_INCHES
    return guess, guess


def _plain(image: Image.Image) -> Image.Image:
    """The picture in one of three modes, what is behind transparent parts white."""
    if image.mode in _PLAIN and "transparency" not in image.info:
        return image
    if image.mode in _DEEP:
        return _shallow(image)
    if not image.has_transparency_data:
        return _with_exif(image.convert("RGB"), image)
    clear = image.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return _with_exif(Image.alpha_composite(white, clear).convert("RGB"), image)


def _shallow(image: Image.Image) -> Image.Image:
    """Deep grey values as 0 to 255, by the lightest there is."""
    values = np.asarray(image).astype(np.float32)
    most = max(float(values.max()), 1.0)
    return _with_exif(Image.fromarray(np.clip(values * (255 / most), 0, 255).astype(np.uint8)), image)


def _with_exif(image: Image.Image, source: Image.Image) -> Image.Image:
    image.info["exif"] = source.getexif().tobytes()
    return image


def _scaled(image: Image.Image, across: float, down: float) -> tuple[Image.Image, float]:
    """The picture at the dots an inch that OCR wants, the same across and down, never enlarged as a whole."""
    most = MOST_BITS_DPI if image.mode == "1" else OCR_DPI
    even = max(across, down) <= _UNEVEN * min(across, down)
    if even and max(across, down) <= most * _UNEVEN:
        return image, across
    dpi = min(max(across, down), most)
    width, height = (round(side * dpi / own) for side, own in zip(image.size, (across, down), strict=True))
    grey = image.convert("L") if image.mode == "1" else image
    return grey.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0), dpi
