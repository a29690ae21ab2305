"""Drawing a page for OCR: upright, at a resolution that helps, and never larger than memory allows."""

from __future__ import annotations

import pytest

from pipeline.errors import UnreadableError
from pipeline.read.pdf import dots as pdf_dots
from pipeline.read.pdf.dots import dots
from pipeline.read.pdf.pdfium import render
from tests.build import pdf, pdf_raw

A4 = (595.0, 842.0)


def scan_of(
    pixels: tuple[int, int], *, bits: int = 8, colour: str = "DeviceGray", turned: int = 0, deep: bool = False
) -> bytes:
    """A page of A4 under one picture whose upper half is dark; `deep` puts it into a form that is drawn enlarged."""
    width, height = pixels
    row = (width * bits * (3 if colour == "DeviceRGB" else 1) + 7) // 8
    body = bytes(row * (height // 2)) + b"\xff\xff\xee" * (row * (height - height // 2) // 3 + 1)
    picture = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent {bits} "
        f"/ColorSpace /{colour} /Length {len(body)} >>\nstream\n".encode()
        + body
        + b"\nendstream"
    )
    half = b"297.5 0 0 421 0 0 cm /Im Do"
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 300 450] /Resources << /XObject << /Im 4 0 R >> >> "
        b"/Length %d >>\nstream\n%s\nendstream" % (len(half), half)
    )
    content = b"2 0 0 2 0 0 cm /Fm Do" if deep else b"595 0 0 842 0 0 cm /Im Do"
    return pdf_raw.raw(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents 6 0 R "
            b"/Resources << /XObject << /Im 4 0 R /Fm 5 0 R >> >> >>" % turned,
            picture,
            form,
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    )


def page_of(box: str) -> bytes:
    """A blank page with this MediaBox."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] >>".encode()
    return pdf_raw.raw(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page]
    )


def test_a_page_without_a_picture_is_drawn_at_200_dpi() -> None:
    """Text alone has no resolution of its own: 200 dpi is what OCR reads best."""
    picture, dpi, size = render(pdf.pdf([pdf.Para("Trong ba năm qua")]), 1)
    assert (picture.mode, picture.size, dpi) == ("L", (1654, 2339), 200)
    assert size == pytest.approx(pdf.A4, abs=0.1)


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize(
    ("pixels", "bits", "dpi"),
    [
        ((827, 1170), 8, 100),
        ((2480, 3509), 8, 200),
        ((2480, 3509), 1, 300),
        ((827, 1170), 1, 100),
        ((8, 8), 8, 72),
    ],
)
def test_a_scan_keeps_its_resolution_up_to_200_dpi(
    pixels: tuple[int, int],
    bits: int,
    dpi: float,
    deep: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Never stretched beyond what was scanned, shrunk to 200; black and white ones as they are, also inside a form."""
    assert render(scan_of(pixels, bits=bits, deep=deep), 1)[1] == pytest.approx(dpi, rel=0.01)


def test_a_turned_page_is_drawn_as_it_is_displayed() -> None:
    """/Rotate is obeyed: the dark upper half stands on the right, and the size is that of the turned page."""
    picture, _, size = render(scan_of((200, 280), turned=90), 1)
    assert size == (842, 595)
    wide, high = picture.size
    assert picture.getpixel((wide - 5, high // 2)) == 0
    assert picture.getpixel((5, high // 2)) > 200


def test_colour_stays_only_where_it_is() -> None:
    """A coloured scan comes as RGB, so that a red stamp can be told from ink; a grey one as grey."""
    assert render(scan_of((200, 280), colour="DeviceRGB"), 1)[0].mode == "RGB"
    assert render(scan_of((200, 280)), 1)[0].mode == "L"


def test_large_pages_are_drawn_coarser() -> None:
    """The largest page that PDF allows has no more pixels than memory, and no longer side than OCR takes."""
    picture, dpi, _ = render(page_of("0 0 14400 14400"), 1)
    assert picture.size[0] * picture.size[1] <= pdf_dots.MOST_PIXELS * 1.01
    assert dpi == pytest.approx(31.6, abs=0.1)
    assert max(render(page_of("0 0 5 14400"), 1)[0].size) <= pdf_dots.MOST_SIDE + 1


@pytest.mark.parametrize(
    ("data", "number", "code"),
    [
        (page_of("0 0 999999999 999999999"), 1, "too_large"),
        (page_of("0 0 595 842"), 2, "corrupt"),
        (page_of("0 0 595 842"), 0, "corrupt"),
        (page_of("0 0 595 842"), 10**12, "corrupt"),
        (b"%PDF-1.4", 1, "corrupt"),
        (pdf.pdf([pdf.Scan()], password="secret"), 1, "password"),  # noqa: S106 - a made file's
    ],
)
def test_what_cannot_be_drawn_says_why(data: bytes, number: int, code: str) -> None:
    """Pages too large, absent, broken or locked are refused in the words that every reader uses."""
    with pytest.raises(UnreadableError) as caught:
        render(data, number)
    assert caught.value.code == code


def test_a_picture_that_leaves_half_the_page_free_says_nothing_of_its_resolution() -> None:
    """A logo of 20 dpi on a page of damaged text must not make the text illegible."""
    assert dots(A4, cover=0.1, area=50_000, pixels=(20, 20), bits=8) == 200


def test_the_largest_picture_counts() -> None:
    """A second, smaller picture on the scan says nothing of the page's resolution."""
    data = scan_of((827, 1170)).replace(
        b"595 0 0 842 0 0 cm /Im Do", b"595 0 0 842 0 0 cm /Im Do .1 0 0 .1 0 0 cm /Im Do"
    )
    assert render(data.replace(b"/Length 25 ", b"/Length 49 "), 1)[1] == pytest.approx(100, rel=0.01)


def test_a_page_without_size_is_corrupt() -> None:
    """No width or no height, no picture."""
    with pytest.raises(UnreadableError, match="no size"):
        dots((0.0, 842.0))
