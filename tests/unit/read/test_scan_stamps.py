"""Marks of secrecy in scans, with the real engine: stamped in black or red, in a frame, askew, and under a seal."""

from __future__ import annotations

import random
from contextlib import closing
from functools import lru_cache

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.model.secrecy import Level, Mark
from pipeline.read.places import mark_in_sheet
from pipeline.read.scan.reader import recognise
from pipeline.read.sheet import Sheet
from tests.build import pdf, scans

A4 = (595.3, 841.9)
TEXT = "Trong ba năm qua, cấp uỷ đã lãnh đạo, chỉ đạo thực hiện nghiêm túc Chỉ thị số 28-CT/TU của Ban Thường vụ."
PARTS: list[pdf.Part] = [
    pdf.Pair(
        ["TỈNH UỶ PHÚ THỌ", "VĂN PHÒNG", "*", "Số 12-BC/VPTU", "", ""],
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "", "Phú Thọ, ngày 12 tháng 6 năm 2023"],
    ),
    pdf.Para("BÁO CÁO", bold=-1, centred=True, size=15),
    *[pdf.Para(TEXT)] * 4,
]
INKS = {"black": (20, 20, 20), "red": (212, 32, 40)}


@lru_cache(maxsize=1)
def typed() -> Image.Image:
    """A page as it was typed, at 300 dpi."""
    with closing(pypdfium2.PdfDocument(pdf.pdf(PARTS))) as document, closing(document[0]) as page:
        drawn: Image.Image = page.render(scale=300 / 72, grayscale=True).to_pil()
        return drawn.convert("RGB")


def framed(text: str, ink: str, lean: float = 0) -> Image.Image:
    """The page with a stamp under its number: a text in a frame."""
    font = ImageFont.truetype(f"{pdf.FONTS}/{pdf.BOLD}.ttf", 58)
    layer = Image.new("L", typed().size)
    pen = ImageDraw.Draw(layer)
    left, top, right, bottom = pen.textbbox((520, 640), text, font=font)
    pen.text((520, 640), text, font=font, fill=255)
    pen.rectangle((left - 15, top - 15, right + 15, bottom + 15), outline=255, width=6)
    turned = layer.rotate(lean, center=(520, 640))
    return Image.composite(Image.new("RGB", layer.size, INKS[ink]), typed(), turned)


def read(image: Image.Image, kind: str) -> Sheet:
    """The page, scanned at 200 dpi and read."""
    small = image.resize((image.width * 2 // 3, image.height * 2 // 3), Image.Resampling.BOX)
    spoilt = scans._SPOILERS[kind](small, 200, random.Random(5))  # noqa: S311 - a picture's grain
    return recognise(spoilt, dpi=200, number=1, size=A4)


@pytest.mark.parametrize(
    ("text", "ink", "lean", "kind"),
    [
        ("MẬT", "black", 0, "typical"), ("MẬT", "red", 0, "typical"), ("TỐI MẬT", "red", 0, "typical"),
        ("TUYỆT MẬT", "red", -4, "typical"), ("TỐI MẬT", "red", 5, "stamp"), ("TUYỆT MẬT", "red", 0, "bw"),
    ],
)  # fmt: skip
def test_a_stamp_in_a_scan_is_a_mark(text: str, ink: str, lean: float, kind: str) -> None:
    """Red ink is bleached with the seals before the page is read, and must be seen nevertheless."""
    assert mark_in_sheet(read(framed(text, ink, lean), kind)) == Mark(level=Level(text), page=1)


@pytest.mark.parametrize(("text", "ink"), [("HOẢ TỐC", "red"), ("KHẨN", "black"), ("ĐẾN", "red")])
def test_other_stamps_in_a_scan_are_none(text: str, ink: str) -> None:
    """Nor do they leave words behind."""
    sheet = read(framed(text, ink), "stamp")
    assert mark_in_sheet(sheet) is None
    assert sheet.aside == ()


def test_a_page_without_coloured_letters_costs_nothing_more() -> None:
    """A dot of colour is no stamp."""
    page = typed().copy()
    ImageDraw.Draw(page).rectangle((520, 640, 620, 700), fill=INKS["red"])
    assert read(page, "clean").aside == ()
