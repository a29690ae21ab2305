"""Picture files of every kind: their pages come out upright, opaque and of a known resolution, or a reason does."""

from __future__ import annotations

import io
import struct
import zlib
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from pipeline.errors import UnreadableError
from pipeline.parse.sniff import media_type
from pipeline.read.registry import recognise
from pipeline.read.scan import photo as scan_photo
from pipeline.read.scan.photo import LEAST_SIDE, frames, picture
from tests.build import heic

ORIENTATION = 0x112


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """A picture as a file."""
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def sheet(mode: str = "L", size: tuple[int, int] = (600, 800)) -> Image.Image:
    """A page with one dark corner, top left."""
    image = Image.new("L", size, 255)
    image.paste(0, (0, 0, 100, 100))
    return image.convert(mode)


def chunk(kind: bytes, data: bytes) -> bytes:
    """A piece of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b""))


def code(act: Callable[[], object]) -> str:
    """The word of the error that comes of it."""
    with pytest.raises(UnreadableError) as caught:
        act()
    return caught.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "WEBP", "GIF"])
def test_a_picture_is_one_page(kind: str) -> None:
    """Whatever its format, moving or not."""
    more = (
        {"save_all": True, "append_images": [sheet().rotate(180)]} if kind in {"PNG", "WEBP", "GIF"} else {}
    )
    data = saved(sheet("RGB"), kind, **more)
    image, dpi = picture(data, 1)
    assert frames(data) == 1
    assert image.convert("L").getpixel((50, 50)) in range(8)
    assert dpi == pytest.approx(96 if kind == "BMP" else 800 / 11.69, rel=0.01)


def test_a_tiff_has_many_pages() -> None:
    """Each by its number; black and white as it came; thumbnails do not count."""
    pages = [sheet("1"), sheet("1", (100, 130)), sheet("1", (850, 1100))]
    data = saved(
        pages[0], "TIFF", compression="group4", save_all=True, append_images=pages[1:], dpi=(100, 100)
    )
    assert frames(data) == 2
    image, dpi = picture(data, 2)
    assert (image.mode, image.size, dpi) == ("1", (850, 1100), 100)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK", "LA", "RGBA", "I;16", "I", "F"])
def test_modes_are_made_plain(mode: str) -> None:
    """Dark stays dark and light light."""
    image, _ = picture(
        saved(sheet().convert("I").convert(mode) if mode == "I;16" else sheet(mode), "TIFF"), 1
    )
    assert image.mode in {"1", "L", "RGB"}
    grey = image.convert("L")
    assert (grey.getpixel((50, 50)), grey.getpixel((300, 300))) == (0, 255)


def test_what_is_transparent_is_white() -> None:
    """Also where a palette or one colour says so."""
    clear = Image.new("RGBA", (600, 800), (0, 0, 0, 0))
    keyed = saved(Image.new("L", (600, 800), 0), "PNG", transparency=0)
    for data in (saved(clear, "PNG"), saved(clear, "GIF"), keyed):
        assert picture(data, 1)[0].convert("L").getextrema() == (255, 255)


def test_a_camera_turns_its_picture() -> None:
    """Whether or not its mode had to be changed."""
    told = Image.Exif()
    told[ORIENTATION] = 6
    for mode in ("L", "RGBA"):
        image, _ = picture(saved(sheet(mode), "PNG", exif=told), 1)
        assert image.size == (800, 600)
        assert image.convert("L").getpixel((750, 50)) == 0


@pytest.mark.parametrize(
    ("size", "told", "seen", "dpi"),
    [
        ((1240, 1754), 150, (1240, 1754), 150),
        ((2480, 3508), 300, (1653, 2339), 200),
        ((2480, 3508), 72, (1653, 2338), 200),
        ((600, 800), 1200, (600, 800), 68),
    ],
    ids=["as told", "too fine", "a camera's word", "a stamp's size"],
)
def test_resolution(size: tuple[int, int], told: int, seen: tuple[int, int], dpi: float) -> None:
    """As the file says where a sheet of paper comes of it, else as for A4; no finer than OCR reads."""
    image, got = picture(saved(sheet(size=size), "PNG", dpi=(told, told)), 1)
    assert image.size == seen
    assert got == pytest.approx(dpi, abs=0.5)


def test_black_and_white_keeps_its_points() -> None:
    """Up to 300 dots an inch; above, it becomes grey."""
    kept, dpi = picture(saved(sheet("1", (2480, 3508)), "TIFF", dpi=(300, 300)), 1)
    assert (kept.mode, kept.size, dpi) == ("1", (2480, 3508), 300)
    shrunk, dpi = picture(saved(sheet("1", (4960, 7016)), "TIFF", dpi=(600, 600)), 1)
    assert (shrunk.mode, shrunk.size, dpi) == ("L", (2480, 3508), 300)


def test_a_fax_is_stretched() -> None:
    """Its points are twice as high as wide."""
    image, dpi = picture(saved(sheet("1", (1728, 1100)), "TIFF", dpi=(204, 98)), 1)
    assert (image.size, dpi) == ((1728, 2290), 204)


def test_heic_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its opener is at hand, and a broken file is told. No encoder of HEIC has a licence that we take: none is made here."""
    head = struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic"
    assert "HEIF" in Image.OPEN
    assert code(lambda: frames(head + b"\0" * 100)) == "corrupt"
    monkeypatch.setattr(scan_photo, "_FORMATS", ("HEIF",))
    assert code(lambda: frames(saved(sheet(), "PNG"))) == "corrupt"


def test_small_pictures_hold_no_page() -> None:
    """Logos, portraits, icons."""
    assert frames(saved(sheet(size=(1200, LEAST_SIDE - 1)), "PNG")) == 0


def test_broken_files_are_told() -> None:
    """Cut short, empty, or of no known kind."""
    whole = saved(sheet("RGB"), "PNG")
    assert code(lambda: picture(whole[: len(whole) // 2], 1)) == "corrupt"
    assert code(lambda: frames(b"")) == "corrupt"
    assert code(lambda: frames(b"II*\0")) == "corrupt"
    assert code(lambda: picture(whole, 2)) == "corrupt"


def test_bombs_are_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the size that they tell, or by the number of their pictures."""
    assert code(lambda: frames(png(11_000, 11_000))) == "too_large"
    assert code(lambda: frames(png(60_000, 60_000))) == "too_large"
    monkeypatch.setattr(scan_photo, "MOST_FRAMES", 2)
    many = saved(sheet(), "TIFF", save_all=True, append_images=[sheet()] * 2)
    assert code(lambda: frames(many)) == "too_large"


def test_a_telephone_s_picture_is_read() -> None:
    """HEIC as an independent encoder writes it: at least 95 of 100 words of the page."""
    sheet = recognise(heic.page(), "image/heic", 1)
    assert media_type(heic.page()) == "image/heic"
    seen = Counter(sheet.words.split())
    expected = Counter(" ".join(heic.lines()).split())
    assert (seen & expected).total() >= 0.95 * expected.total()
