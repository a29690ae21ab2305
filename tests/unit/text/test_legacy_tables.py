"""The two tables, held against tables that others made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.legacy import Legacy, decode
from pipeline.text.legacy_tables import TCVN3, VNI
from tests.build.legacy import VN3_CAPITALS, VNI_SIGNS, tcvn3, tcvn3_codes, vni

ASCII = "".join(map(chr, range(0x20, 0x7F)))
SMALL = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


def test_tcvn3_is_what_glibc_says() -> None:
    """All 74 letters stand where `iconv -f TCVN5712-1` reads them, and none is missing."""
    assert {sign: letter for letter, sign in tcvn3_codes().items()} == TCVN3
    assert len(TCVN3) == 74
    assert set(TCVN3.values()) == {*SMALL, *VN3_CAPITALS}


@pytest.mark.parametrize(("letter", "sign"), tcvn3_codes().items())
def test_each_tcvn3_sign_is_decoded(letter: str, sign: str) -> None:
    """One sign is one letter, the soft hyphen ư among them."""
    assert decode(sign, Legacy.TCVN3) == letter


@pytest.mark.parametrize(("letter", "signs"), VNI_SIGNS.items())
def test_each_vni_letter_is_decoded(letter: str, signs: str) -> None:
    """All 146 letters of the published chart, twelve of them as they are, are decoded from their signs."""
    assert decode(signs, Legacy.VNI) == letter


def test_vni_has_the_chart_and_marks_of_the_other_case() -> None:
    """What the table has beyond the chart are the same letters with a mark of the other case."""
    assert len(VNI_SIGNS) == 146
    coded = {signs: letter for letter, signs in VNI_SIGNS.items() if signs != letter or not letter.isascii()}
    assert len(coded) == 134
    assert coded.items() <= VNI.items()
    more = {signs: letter for signs, letter in VNI.items() if signs not in coded}
    assert all(
        VNI[signs.upper() if signs[0].isupper() else signs.lower()] == letter
        for signs, letter in more.items()
    )
    assert decode("AÙnh, thaÙng", Legacy.VNI) == decode("Aùnh, thaùng", Legacy.VNI) == "Ánh, tháng"


@given(st.text(SMALL + VN3_CAPITALS + ASCII))
def test_tcvn3_comes_back(text: str) -> None:
    """What is written in TCVN3 is read as it was meant; in fonts of capitals, in capitals."""
    assert decode(tcvn3(text), Legacy.TCVN3) == text
    assert decode(tcvn3(text), Legacy.TCVN3_CAPITALS) == text.upper()


@given(st.text(SMALL + SMALL.upper() + ASCII))
def test_vni_comes_back(text: str) -> None:
    """What is written in VNI is read as it was meant: no two letters are told apart wrongly."""
    assert decode(vni(text), Legacy.VNI) == text
