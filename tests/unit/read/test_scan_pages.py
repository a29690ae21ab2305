"""Files that are pictures of pages: all their pages are wanted, and make a document once they are recognised."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from pipeline.errors import UnreadableError
from pipeline.model.document import Document, Recognition, Wanted
from pipeline.read.scan.pages import picture, read_pictures
from pipeline.read.sheet import Line, Sheet

TEXT = "Trong ba năm qua, cấp uỷ đã lãnh đạo, chỉ đạo thực hiện nghiêm túc Chỉ thị số 28-CT/TU của Ban Thường vụ."


def tiff(pages: int, size: tuple[int, int] = (827, 1169)) -> bytes:
    """So many white pages of A4 at 100 dpi."""
    images = [Image.new("1", size, 1) for _ in range(pages)]
    target = io.BytesIO()
    images[0].save(
        target, "TIFF", save_all=True, append_images=images[1:], dpi=(100, 100), compression="group4"
    )
    return target.getvalue()


def sheet(number: int, *texts: str) -> Sheet:
    """A page as OCR gives it."""
    lines = tuple(
        Line(text=text, page=number, x0=85, x1=540, base=100 + 40 * place, size=13, sure=0.9)
        for place, text in enumerate(texts)
    )
    ocr = Recognition(page=number, confidence=0.9 if lines else 0.0, uncovered=0.0)
    return Sheet(number=number, width=595, height=842, lines=lines, ocr=ocr)


def test_all_pages_of_a_picture_file_are_wanted() -> None:
    """There is no other way to its text."""
    assert read_pictures(tiff(3)) == Wanted(pages=(1, 2, 3), of=3)


def test_recognised_pages_make_a_document() -> None:
    """One that was not recognised is unread, a blank one is not; each is told of."""
    told: list[Sheet] = []
    document = read_pictures(tiff(3), {1: sheet(1, TEXT), 2: sheet(2)}, told.append)
    assert isinstance(document, Document)
    assert (document.reader, document.pages, [block.text for block in document.blocks]) == ("ocr", 3, [TEXT])
    assert (document.ocr_pages, document.unread_pages) == ((1,), (3,))
    assert [page.number for page in told] == [1, 2, 3]


def test_a_picture_without_text_is_unreadable() -> None:
    """A photo of a meeting has pages and no words."""
    with pytest.raises(UnreadableError, match="no_text"):
        read_pictures(tiff(1), {1: sheet(1)})


def test_a_small_picture_is_no_page() -> None:
    """Logos below a mail are no papers."""
    with pytest.raises(UnreadableError, match="unsupported: a picture too small to be a page"):
        read_pictures(tiff(1, (200, 100)))


def test_a_page_is_drawn_at_its_size() -> None:
    """In points, by the dots an inch that the file names."""
    image, dpi, (width, height) = picture(tiff(2), 2)
    assert (image.size, round(dpi), round(width), round(height)) == ((827, 1169), 100, 595, 842)
