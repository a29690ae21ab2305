"""PDFs in the codes from before Unicode: what a person sees on the page is what is read, or OCR is asked for."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.document import Document, Wanted
from pipeline.read.pdf.legacy import HORNLESS, decoded
from pipeline.read.pdf.reader import read_pdf, read_without_ocr
from pipeline.text.legacy import Legacy
from tests.build.legacy import legacy_pdf, tcvn3, vni

TEXT = (
    "Trong ba năm qua, cấp uỷ đã lãnh đạo, chỉ đạo thực hiện nghiêm túc Chỉ thị số 28-CT/TU của Ban Thường vụ Tỉnh uỷ "
    "về tiếp tục đẩy mạnh thực hiện dân chủ; học tập chủ nghĩa Mác-Lênin và tư tưởng; được ưu tiên hư, Thư ký ra thư"
)
HEAD = "Đặc điểm tình hình"
Code = Callable[[str], str]


def lines(text: str, font: str, code: Code) -> list[tuple[str, str]]:
    """Text wrapped as on a page, in a font and its code."""
    return [(font, code(line)) for line in textwrap.wrap(text, 80)]


def texts(data: bytes) -> list[str]:
    """What is read, without OCR being asked for."""
    document = read_pdf(data)
    assert isinstance(document, Document)
    return [block.text for block in document.blocks]


@pytest.mark.parametrize("horn", [None, 0xAD, 0x2D, 0x2212, 0x2010])
@pytest.mark.parametrize("subset", ["", "ABCDEF+"])
def test_tcvn3_is_read_with_its_horns(horn: int | None, subset: str) -> None:
    """The letter ư comes as a soft hyphen, a hyphen or a minus; real hyphens stay, ã comes as a bullet."""
    told = None if horn is None else {0xAD: horn, 0xB7: 0x2219, 0xAF: 0x2C9}
    data = legacy_pdf(lines(TEXT, f"{subset}.VnTime,Bold", tcvn3), unicode_of=told)
    assert texts(data) == [TEXT]


@pytest.mark.parametrize("end", ["thư", "cấp uỷ Mác-"])
def test_a_lines_end_that_pdfium_takes_for_a_hyphen(end: str) -> None:
    """An ư at a line's end is a letter, a hyphen there is a hyphen."""
    data = legacy_pdf([(".VnTime", tcvn3(f"Báo cáo gửi đến {end}")), (".VnTime", tcvn3("Lênin và các nước"))])
    assert "".join(texts(data)).replace(" ", "") == f"Báo cáo gửi đến {end}Lênin và các nước".replace(" ", "")


def test_vni_is_read_by_its_font() -> None:
    """A vowel and its sign are one letter again; headings in capitals too."""
    data = legacy_pdf([("VNI-Times,Bold", vni(HEAD.upper())), *lines(TEXT, "ABCDEF+VNI-Times", vni)])
    assert texts(data) == [HEAD.upper(), TEXT]


def test_small_letters_of_a_font_of_capitals_are_capitals() -> None:
    """.VnTimeH shows capitals for small letters, beside text in .VnTime and in Unicode's letters."""
    data = legacy_pdf(
        [(".VnTimeH", tcvn3(HEAD.lower())), *lines(TEXT, ".VnTime", tcvn3), ("Times-Roman", "Señor Muñoz")]
    )
    assert " ".join(texts(data)) == f"{HEAD.upper()} {TEXT} Señor Muñoz"


@pytest.mark.parametrize("code", [tcvn3, vni])
def test_without_a_fonts_name_the_words_decide(code: Code) -> None:
    """Fonts that a PDF writer renamed: a page of nonsense that is Vietnamese when decoded is decoded."""
    assert texts(legacy_pdf(lines(TEXT, "F1", code))) == [TEXT]


def test_tables_are_decoded_as_text_is() -> None:
    """Cells hold the same letters as the paragraphs around them."""
    rules = " ".join(f"50 {y} m 400 {y} l S" for y in (775, 793, 757))
    rules += " 50 757 m 50 793 l S 95 757 m 95 793 l S 400 757 m 400 793 l S"
    rows = [(".VnTime", tcvn3("Nước      đã được lãnh đạo")), (".VnTime", tcvn3("Năm       thường vụ"))]
    (table,) = read_without_ocr(legacy_pdf(rows, rules=rules)).blocks
    assert table.rows == (("Nước", "đã được lãnh đạo"), ("Năm", "thường vụ"))


@pytest.mark.parametrize("font", [".VnTime", "F1"])
def test_a_page_that_lost_its_horns_wants_ocr(font: str) -> None:
    """Where no sign is left for ư, only the picture has it; without OCR the page is read as it is, and that is said."""
    data = legacy_pdf(lines(f"{TEXT}. ".replace("ư", "") * 4, font, tcvn3))
    assert read_pdf(data) == Wanted(pages=(1,), of=1)
    if font == "F1":  # without a font's name so many wrong words are no proof of any code
        return
    document = read_without_ocr(data)
    assert document.blocks[0].text.startswith("Trong ba năm qua, cấp uỷ đã lãnh đạo")
    assert document.remarks == (f"page 1: {HORNLESS}",)


def test_letters_that_became_control_signs_want_ocr() -> None:
    """Glyphs that the PDF's own map sends to nothing are lost letters: the page is not believed."""
    data = legacy_pdf(lines(f"{TEXT}. " * 4, ".VnTime", tcvn3), unicode_of={0xAD: 0x02})
    assert read_pdf(data) == Wanted(pages=(1,), of=1)


def test_a_short_page_without_horns_is_believed() -> None:
    """A few words need hold no ư."""
    assert texts(legacy_pdf([(".VnTime", tcvn3(HEAD))])) == [HEAD]


def test_unicode_text_in_an_old_font_stays() -> None:
    """A font's name may outlive the conversion of its text, as may a sign that betrays nothing."""
    assert decoded(f"{TEXT} §", lambda _: Legacy.TCVN3).text == f"{TEXT} §"
    assert decoded(f"{TEXT} 5 × 7", lambda _: None).text == f"{TEXT} 5 × 7"


def test_symbolic_fonts_have_their_signs_in_the_private_area() -> None:
    """Codes that came as U+F0A1 and up are the same codes."""
    private = "".join(chr(0xF000 + ord(sign)) if ord(sign) > 0xA0 else sign for sign in tcvn3(HEAD))
    assert decoded(private, lambda _: Legacy.TCVN3).text == HEAD


def test_a_word_of_two_fonts_is_decoded_by_sign() -> None:
    """An old font inside a word decodes its own signs alone."""
    assert decoded("ñ®Æc", lambda place: Legacy.TCVN3 if place else None).text == "ñđặc"


@given(st.text(), st.sampled_from([None, *Legacy]))
def test_places_stay_where_they_are(text: str, code: Legacy | None) -> None:
    """Decoding keeps the length, whatever the text: the letters' places on the page still count."""
    assert len(decoded(text, lambda _: code).text) == len(text)
