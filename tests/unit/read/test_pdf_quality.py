"""Whether a page's text can be believed."""

from __future__ import annotations

import pytest

from pipeline.read.pdf.quality import page_quality

GOOD = (
    "Trong ba năm qua, cấp uỷ «đã» lãnh đạo thực hiện nghiêm túc Chỉ thị số 28-CT/TU của Ban Thường vụ Tỉnh uỷ; diện "
    "tích 45 m², nhiệt độ 30°, UBND và QCDC: kết quả được nhân dân ghi nhận, đồng tình và ủng hộ mạnh mẽ."
)
SHIFTED = (
    "Usvoh cb oan rvb, ckq vz xcj maoi xcpd uivd ijfo ohijfn uvd Dij uij tv cua Cbo Uivpoh wv Ujoi vz " * 3
)
FOREIGN = (
    "Trung ba ném qua, cép ay dé lanh dao thuc hién nghiém tuc Chi thi sé cha Ban Thudng vu Tinh uy vdi " * 3
)
TCVN3 = (
    "Trong ba n¨m qua, cÊp uû ®· l·nh ®¹o thùc hiÖn nghiªm tóc ChØ thÞ sè cña Ban Th­êng vô TØnh uû vÒ viÖc "
    * 3
)
BARE = (
    "Trong ba nam qua, cap uy da lanh dao thuc hien nghiem tuc Chi thi so cua Ban Thuong vu Tinh uy ve viec "
    * 3
)


def test_good_text_has_no_fault() -> None:
    """Vietnamese prose with figures, initials and units is believed."""
    quality = page_quality(GOOD)
    assert quality.fault == ""
    assert quality.words == 42
    assert quality.syllables > 0.95
    assert quality.marked > 0.7
    assert quality.weird == 0


@pytest.mark.parametrize(
    ("text", "cover", "fault"),
    [
        ("", 1.0, "0 words over an image of the whole page"),
        ("Ký bởi Sở Y tế", 0.9, "4 words over an image of the whole page"),
        ("", 0.2, "no words, only drawings or images"),
        (SHIFTED, 0.0, "of its words look Vietnamese"),
        (FOREIGN, 1.0, "have Vietnamese marks"),
        (TCVN3, 0.0, "of its characters are no Vietnamese text"),
        ("\ue001\ue002\ue003 " * 50, 0.0, "100% of its characters are no Vietnamese text"),
    ],
)
def test_text_that_cannot_be_believed_says_why(text: str, cover: float, fault: str) -> None:
    """Scans, shifted codes, a foreign OCR and old font codes are each named."""
    assert fault in page_quality(text, image_cover=cover).fault


def test_lost_glyphs_count_as_weird() -> None:
    """Glyphs that no character is known for are text that was not read."""
    assert page_quality(GOOD, lost=1).fault == ""
    assert "no Vietnamese text" in page_quality(GOOD, lost=40).fault


def test_vietnamese_typed_without_marks_is_believed() -> None:
    """Without an image below it, text of Vietnamese shape was typed so; over one, it is a failed OCR."""
    assert page_quality(BARE).fault == ""
    assert page_quality(BARE, image_cover=1.0).fault


def test_few_words_are_not_judged() -> None:
    """A page of figures and names has too little text to condemn."""
    assert page_quality("Smith Brown 12 45").fault == ""
    assert page_quality("", drawn=False).fault == ""
    assert page_quality("", drawn=True).fault
