"""Codes are known by fonts, decoded where they are codes, and never seen where there are none."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.legacy import (
    FILLER,
    Legacy,
    decode,
    decode_in_place,
    decode_runs,
    guess,
    has_telltale,
    is_unicode,
    legacy_of,
)
from tests.build.legacy import tcvn3, vni

REPORT = (
    "Thực hiện Chỉ thị về tăng cường lãnh đạo thực hiện quy chế dân chủ ở cơ sở, cấp uỷ và thủ trưởng cơ quan đã tổ chức "
    "quán triệt đến toàn thể cán bộ, đảng viên; được nhân dân đồng tình, hưởng ứng; những hạn chế, khuyết điểm đã khắc phục."
)
FOREIGN = (
    "Señor Muñoz está aquí mañana; el niño pequeño también comió pingüinos y jalapeños en la cañada.",
    "Les élèves ont été reçus à l'hôtel près de la forêt; où êtes-vous allés, ça va très bien, c'est déjà l'été là-bas.",
    "Die Straße führt über die Brücke, schöne Grüße aus Köln, für größere Mädchen und Söhne möglich.",
    "The report was sent on time, and nothing in it needs any other letters than these.",
    "São Paulo não é a capital; a criança comeu pão, feijão e maçã às três.",
    "än en gång så: gång på gång, två små får på ön",
    "10×14 10×15 11×12 11×15 12×19 30×40 ±5° ½ § ®",
    "thé, né, clé, très",
    "",
)

FORMS: st.SearchStrategy[Literal["NFC", "NFD"]] = st.sampled_from(("NFC", "NFD"))
FONTS = {
    ".VnTime": Legacy.TCVN3, ".vntime": Legacy.TCVN3, ".VNArial": Legacy.TCVN3, " .Vn3DH": Legacy.TCVN3_CAPITALS,
    ".VnTimeH": Legacy.TCVN3_CAPITALS, ".vnTimeH,Bold": Legacy.TCVN3_CAPITALS, ".VnArialH-BoldItalic": Legacy.TCVN3_CAPITALS,
    "ABCDEF+.VnTime": Legacy.TCVN3, "ABCDEF+.VnTimeH Bold": Legacy.TCVN3_CAPITALS, ".VnTime,Italic": Legacy.TCVN3,
    "VNI-Times": Legacy.VNI, "Vni-Helve-Condense": Legacy.VNI, "VniHelvetica": Legacy.VNI, "QWERTY+VNI-Times,Bold": Legacy.VNI,
    "Times New Roman": None, "VnTime": None, "UVN Bach": None, "UTM Times": None, "Avni": None, "": None, None: None,
}  # fmt: skip


@pytest.mark.parametrize(("font", "code"), FONTS.items())
def test_a_font_tells_its_code(font: str | None, code: Legacy | None) -> None:
    """`.Vn…` and `VNI…` in any case, under a PDF's tags and faces; nothing else."""
    assert legacy_of(font) is code


SAMPLES = {
    "§ÆC §IÓM t×nh h×nh": ("ĐặC ĐIểM tình hình", Legacy.TCVN3),
    "§Æc ®iÓm t×nh h×nh": ("ĐẶC ĐIỂM TÌNH HÌNH", Legacy.TCVN3_CAPITALS),
    "nh÷ng yÕu kÐm, ®Ó ngµy cµng ®\xadîc": ("những yếu kém, để ngày càng được", Legacy.TCVN3),
    "Ch¼ng h¹n n¨m Tþ": ("Chẳng hạn năm Tỵ", Legacy.TCVN3),
    "Chaúng haïn naêm Tî, Soá tòch, vó ñaïi, giaù trò": ("Chẳng hạn năm Tỵ, Số tịch, vĩ đại, giá trị", Legacy.VNI),
    "ÑAËC ÑIEÅM – 28-CT/TU “ngaøy”": ("ĐẶC ĐIỂM – 28-CT/TU “ngày”", Legacy.VNI),
    "28-CT/TU ngay 15/6": ("28-CT/TU ngay 15/6", Legacy.TCVN3),
}  # fmt: skip


@pytest.mark.parametrize(("coded", "meant"), SAMPLES.items())
def test_texts_are_decoded(coded: str, meant: tuple[str, Legacy]) -> None:
    """Letters from the table, everything else as it is."""
    assert decode(coded, meant[1]) == meant[0]


@given(st.text(), st.sampled_from(Legacy))
def test_decoding_in_place_keeps_every_place(text: str, code: Legacy) -> None:
    """Whatever the text, the result is as long as it was, and fillers apart it is the text decoded."""
    placed = decode_in_place(text, code)
    assert len(placed) == len(text)
    assert placed.replace(FILLER, "") == decode(text, code)


@given(
    st.text(st.sampled_from("aeoyAOÔôöñùøûÅäéúŠbc đ­")), st.lists(st.integers(0, 40)), st.sampled_from(Legacy)
)
def test_runs_are_decoded_as_one_text(text: str, cuts: list[int], code: Legacy) -> None:
    """Wherever a word processor cut a text to runs, what is read is the same."""
    places = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    runs = [text[start:end] for start, end in pairwise(places)]
    assert "".join(decode_runs(runs, code)) == decode(text, code)


def test_a_letter_parted_from_its_mark_is_whole() -> None:
    """The letter goes to the run where it began."""
    assert decode_runs(["ña", "ëc ñie", "å", "m"], Legacy.VNI) == ["đặ", "c điể", "", "m"]


@pytest.mark.parametrize("code", Legacy)
def test_unicode_text_in_an_old_font_is_left(code: Legacy) -> None:
    """Text that was converted while the font's name stayed is not decoded a second time: «có» stays «có»."""
    assert decode(REPORT, code) == REPORT
    assert decode(unicodedata.normalize("NFD", REPORT), code) == unicodedata.normalize("NFD", REPORT)
    assert is_unicode(REPORT, code)


def test_a_unicode_word_among_codes_is_left() -> None:
    """One word typed in Unicode does not keep the others from being decoded."""
    assert decode("®\xadîc tổ chøc ®ó", Legacy.TCVN3) == "được tổ chức đú"
    assert decode("đó lµ ®\xadîc tæ chøc", Legacy.TCVN3) == "đó là được tổ chức"


@pytest.mark.parametrize(("coded", "code"), [(tcvn3(REPORT), Legacy.TCVN3), (vni(REPORT), Legacy.VNI)])
def test_content_tells_when_fonts_do_not(coded: str, code: Legacy) -> None:
    """A sentence or two are enough."""
    assert guess(coded) is code
    assert decode(coded, code) == REPORT
    assert guess(" ".join(coded.split()[:14])) is code


@pytest.mark.parametrize("text", FOREIGN)
def test_foreign_text_is_no_code(text: str) -> None:
    """Other languages use the same signs as their own letters."""
    assert guess(text) is None


@given(st.lists(st.sampled_from(REPORT.split())), FORMS)
def test_vietnamese_is_no_code(words: list[str], form: Literal["NFC", "NFD"]) -> None:
    """Correct Vietnamese, in whatever order and form, is never taken for a code."""
    text = " ".join(words)
    assert guess(unicodedata.normalize(form, text)) is None
    assert guess(text.upper()) is None


@given(st.lists(st.sampled_from([word for text in FOREIGN[:5] for word in text.split()]), max_size=40))
def test_foreign_words_are_no_code(words: list[str]) -> None:
    """Nor are foreign words, however they fall together."""
    assert guess(" ".join(words)) is None


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_ascii_is_no_code(text: str) -> None:
    """Nor is anything in plain ASCII, and no code changes it, but for its case."""
    assert guess(text) is None
    assert not has_telltale(text)
    assert decode(text, Legacy.TCVN3) == decode(text, Legacy.VNI) == text
