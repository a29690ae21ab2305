"""Files that are pictures of pages (JPEG, PNG, TIFF, HEIC) → Document, once their pages have been recognised."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PIL import Image

from pipeline.errors import UnreadableError
from pipeline.model.document import Document, Wanted
from pipeline.read.pdf.build import build
from pipeline.read.pdf.ocr import mended
from pipeline.read.scan import photo as scan_photo
from pipeline.read.sheet import Sheet

TOO_SMALL = "a picture too small to be a page"
_POINTS = 72  # an inch


def read_pictures(
    data: bytes, sheets: Mapping[int, Sheet] | None = None, progress: Callable[[Sheet], None] | None = None
) -> Document | Wanted:
    """The text of a file of pictures; Wanted, all its pages, when `sheets` is None.

    UnreadableError: `unsupported` (no picture in it is large enough to be a page); `corrupt`, `too_large` (the file
    is no picture, or one beyond the limits); `no_text` (none of the pages has text that can be believed).
    """
    count = scan_photo.frames(data)
    if not count:
        raise UnreadableError("unsupported", TOO_SMALL)
    numbers = tuple(range(1, count + 1))
    if sheets is None:
        return Wanted(pages=numbers, of=count)
    pages = [_page(number, count, sheets) for number in numbers]
    if progress is not None:
        for page in pages:
            progress(page)
    return build(pages, reader="ocr")


def picture(data: bytes, number: int) -> tuple[Image.Image, float, tuple[float, float]]:
    """A page's picture, its dpi, and its size in points."""
    image, dpi = scan_photo.picture(data, number)
    return image, dpi, (image.width * _POINTS / dpi, image.height * _POINTS / dpi)


def _page(number: int, count: int, sheets: Mapping[int, Sheet]) -> Sheet:
    bare = Sheet(number=number, width=0, height=0, lines=(), image_cover=1.0, of=count)
    return mended(bare, sheets.get(number, bare))
