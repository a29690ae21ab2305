"""Word files in TCVN3 and VNI fonts are read as their fonts show them; files in Unicode stay as they are."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from pipeline.model.document import Document
from pipeline.read.docx.reader import read_docx
from tests.build import word
from tests.build.legacy import tcvn3, vni
from tests.build.word import Xml, p, run

SENTENCE = "đặc điểm tình hình được nhân dân như những người chẳng hạn"
TCVN3_REMARK = "text in fonts of an old Vietnamese code, decoded: .VnTime"


def font(name: str, *attributes: str) -> str:
    """A run's font, by default in both halves of Latin-1."""
    said = " ".join(f'w:{attribute}="{name}"' for attribute in attributes or ("ascii", "hAnsi"))
    return f"<w:rFonts {said}/>"


def coded(text: str) -> Xml:
    """Text in TCVN3 as LibreOffice and Word write it: every ư is a `w:softHyphen` between two texts."""
    gap = '</w:t><w:softHyphen/><w:t xml:space="preserve">'
    inside = escape(tcvn3(text)).replace("\u00ad", gap)
    return Xml(f'<w:t xml:space="preserve">{inside}</w:t>')


def read(*blocks: Xml, styles: str = "", numbering: str = "") -> Document:
    """What is read from a file of these blocks."""
    return read_docx(word.docx(*blocks, parts=word.Parts(styles=styles, numbering=numbering)))


def texts(*blocks: Xml, styles: str = "") -> list[str]:
    """The texts that are read."""
    return [block.text for block in read(*blocks, styles=styles).blocks]


DEFAULTS = f"<w:docDefaults><w:rPrDefault><w:rPr>{font('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults>"
PLACES = {
    "run": (font(".VnTime"), "", ""),
    "character style": ('<w:rStyle w:val="C"/>', "", word.style("C", f"<w:rPr>{font('.VnTime')}</w:rPr>", kind="character")),
    "paragraph style": ("<w:b/>", "P", word.style("P", f"<w:rPr>{font('.VnTime')}</w:rPr>")),
    "style below": ("", "P", word.style("P", '<w:basedOn w:val="N"/>') + word.style("N", f"<w:rPr>{font('.VnTime')}</w:rPr>")),
    "default style": ("", "", word.style("N", f"<w:rPr>{font('.VnTime')}</w:rPr>", attributes='w:default="1"')),
    "defaults": ("", "", DEFAULTS),
    "lower half": (font(".VnTime", "ascii"), "", ""),
    "upper half alone": (font(".VnTime", "hAnsi"), "", ""),
    "upper half": ('<w:rFonts w:ascii="Times New Roman" w:hAnsi=".VnTime"/>', "", ""),
    "theme beside it": (font("minorHAnsi", "asciiTheme", "hAnsiTheme"), "", DEFAULTS),
}  # fmt: skip


@pytest.mark.parametrize(("properties", "style", "styles"), PLACES.values(), ids=PLACES)
def test_the_effective_font_decodes(properties: str, style: str, styles: str) -> None:
    """Wherever the font is said, on the run, in a style or in the defaults, its text is decoded, and that is said."""
    document = read(p(run(coded(SENTENCE), properties), style=style), styles=styles)
    assert [block.text for block in document.blocks] == [SENTENCE]
    assert document.remarks == (TCVN3_REMARK,)


def test_the_nearest_font_counts() -> None:
    """A run in a Unicode font inside a paragraph in an old one is left alone."""
    styles = word.style("P", f"<w:rPr>{font('.VnTime')}</w:rPr>")
    inner = run("Señor Muñoz", font("Times New Roman"))
    assert texts(p(run(coded("được ")), inner, run(coded(" ở")), style="P"), styles=styles) == [
        "được Señor Muñoz ở"
    ]


def test_a_file_as_libreoffice_writes_it() -> None:
    """An old .doc through LibreOffice: Normal in .VnTime, a heading in .VnTimeH, names in Times, in Latin-1 codes."""
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif" '
        'w:eastAsia="DejaVu Sans" w:cs="DejaVu Sans"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + word.style(
            "Normal",
            '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime" w:eastAsia="DejaVu Sans" w:cs="DejaVu Sans"/></w:rPr>',
            attributes='w:default="1"',
        )
    )
    heading = run(Xml("<w:t>§Æc ®iÓm t×nh h×nh</w:t>"), f"{font('.VnTimeH', 'cs', 'ascii', 'hAnsi')}<w:b/>")
    body = Xml('<w:t xml:space="preserve">C¸n bé, ®¶ng viªn ®</w:t><w:softHyphen/><w:t>îc häc tËp</w:t>')
    document = read(
        p(heading, style="Normal"),
        p(run(body), style="Normal"),
        p(run("Người ký: Nguyễn Văn A", font("Times New Roman"))),
        styles=styles,
    )
    assert [block.text for block in document.blocks] == [
        "ĐẶC ĐIỂM TÌNH HÌNH",
        "Cán bộ, đảng viên được học tập",
        "Người ký: Nguyễn Văn A",
    ]
    assert document.blocks[0].style.bold == 1
    assert document.remarks == (f"{TCVN3_REMARK}, .VnTimeH",)


def test_vni_letters_cut_by_runs_are_whole() -> None:
    """A vowel and its mark in two runs are one letter, in the run that holds the vowel."""
    document = read(
        p(
            run("Ñieà", f"{font('VNI-Times')}<w:b/>"),
            run("u 1: thuû tröô", font("VNI-Times")),
            run("ûng", font("VNI-Times")),
        )
    )
    assert [block.text for block in document.blocks] == ["Điều 1: thủ trưởng"]
    assert document.blocks[0].style.bold_prefix == 3


def test_capitals_by_formatting_come_after_decoding() -> None:
    """w:caps makes capitals of letters, never of their codes: `µ` would become a Greek letter."""
    assert texts(p(run(coded("và được"), f"{font('.VnTime')}<w:caps/>"))) == ["VÀ ĐƯỢC"]


def test_unicode_under_an_old_font_name_is_left() -> None:
    """Text that was converted while its font stayed is not decoded a second time; hyphens that hide are no letters."""
    assert texts(
        p(run("Thực hiện quy chế, có ", font(".VnTime")), run("và\u00ad ở cơ sở", font(".VnTime")))
    ) == ["Thực hiện quy chế, có và ở cơ sở"]


def test_words_tell_when_no_font_does() -> None:
    """A paragraph in the old code under a Unicode font's name is known by its words, soft hyphens too."""
    told = read(p(run(coded(SENTENCE))), p(run(vni(SENTENCE), "<w:b/>")), p("Señor Muñoz está aquí mañana"))
    assert [block.text for block in told.blocks] == [SENTENCE, SENTENCE, "Señor Muñoz está aquí mañana"]
    assert told.remarks == ("text in an old Vietnamese code, known by its words, decoded",)


def test_blanks_in_an_old_font_are_no_text() -> None:
    """A run of blanks alone makes no remark."""
    assert read(p("một", run(" ", font(".VnTime")), "hai")).remarks == ()


def test_automatic_numbers_are_decoded() -> None:
    """Words in a list's pattern are in the list's font, or in the paragraph's."""
    own = word.abstract(
        0,
        word.level(0, "decimal", "§iÒu %1.").replace("</w:lvl>", f"<w:rPr>{font('.VnTime')}</w:rPr></w:lvl>"),
    )
    bare = word.abstract(1, word.level(0, "decimal", "§iÒu %1."))
    document = read(
        p("một", number=(1, 0)),
        p(run(coded("hai"), font(".VnTime")), number=(2, 0)),
        p("ba", number=(2, 0)),
        p(number=(2, 0)),
        numbering=own + bare + word.num(1, 0) + word.num(2, 1),
    )
    assert [block.label for block in document.blocks] == ["Điều 1.", "Điều 1.", "§iÒu 2."]


def test_tables_and_headers_are_decoded() -> None:
    """Every story goes the same way."""
    said = run(coded("được"), font(".VnTime"))
    header = {"header": ("header1.xml", word.story("w:hdr", p(said)))}
    document = read_docx(word.docx(word.table([p(said), "1"]), parts=word.Parts(related=header)))
    assert document.blocks[0].rows == (("được", "1"),)
    assert document.furniture == ("được",)


SYMBOLS = {
    "Symbol bullet": ("·", "Symbol", "• x"), "Symbol bullet, private": ("\uf0b7", "Symbol", "• x"),
    "Symbol sign": ("³", "Symbol", "≥ x"), "Symbol dash": ("\uf02d", "Symbol", "- x"), "Symbol digit": ("(1)", "Symbol", "(1) x"),
    "Wingdings arrow": ("Ø", "Wingdings", "➢ x"), "Wingdings tick": (" ü ", "Wingdings", "✓  x"),
    "Wingdings unknown": ("J", "Wingdings", "• x"), "Wingdings private": ("\uf0a7", "Wingdings", "▪ x"),
    "words by mistake": ("Kết quả", "Wingdings", "Kết quả x"), "already a sign": ("•", "Wingdings 2", "• x"),
    "private in a text font": ("\uf0b7", "Times New Roman", "• x"), "private in an old font": ("\uf0b7", ".VnTime", "• x"),
}  # fmt: skip


@pytest.mark.parametrize(("sign", "name", "shown"), SYMBOLS.values(), ids=SYMBOLS)
def test_symbol_fonts_show_signs(sign: str, name: str, shown: str) -> None:
    """Bullets, arrows and signs of comparison typed in symbol fonts come as such; words are never lost."""
    assert texts(p(run(sign, font(name)), " x")) == [shown]
