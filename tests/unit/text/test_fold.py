"""Folding: spellings that a reader takes for the same become the same, and no others do."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.text.fold import bare, clean, fold, tight, words

_VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđðhklmnqstg"
_LINES = st.text(
    alphabet=_VIETNAMESE + _VIETNAMESE.upper() + " .-/–\u00a0\u00ad\u0300\u0301\u0309\u0323", max_size=30
)
ANY = st.one_of(st.text(max_size=30), _LINES)

# Pairs seen side by side in real official texts and in the plan of the first campaign.
SAME = [
    ("uỷ ban", "ủy ban"), ("Uỷ ban", "Ủy ban"), ("UỶ BAN", "ỦY BAN"), ("cấp uỷ", "cấp ủy"),
    ("dân chủ hoà", "dân chủ hòa"), ("CỘNG HOÀ", "CỘNG HÒA"), ("hoá", "hóa"), ("văn hoá", "văn hóa"),
    ("khoá", "khóa"), ("toà án", "tòa án"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("tuỳ", "tùy"), ("luỹ", "lũy"),
    ("hoạ", "họa"), ("loà", "lòa"), ("qui chế", "quy chế"), ("qui định", "quy định"), ("kỹ thuật", "kĩ thuật"),
    ("lý do", "lí do"), ("kỳ họp", "kì họp"), ("tỷ lệ", "tỉ lệ"), ("mỹ thuật", "mĩ thuật"), ("sỹ quan", "sĩ quan"),
    ("hy sinh", "hi sinh"), ("quý", "quí"), ("quỹ", "quĩ"), ("quỳ", "quì"),
    ("Ðảng bộ", "Đảng bộ"), ("QÐ", "QĐ"), ("ðoàn", "đoàn"),
    ("Chỉ thị\u00a028", "Chỉ thị 28"), ("Chỉ\u2009thị", "Chỉ thị"), ("Kết  quả\t\nchung", "Kết quả chung"),
    ("28–CT/TU", "28-CT/TU"), ("28—CT/TU", "28-CT/TU"), ("28\u2011CT/TU", "28-CT/TU"), ("28\u2212CT/TU", "28-CT/TU"),
    ("\uf02d Kết quả", "- Kết quả"), ("“dân chủ”", '"dân chủ"'), ("«dân chủ»", '"dân chủ"'), ("‘a’", "'a'"),
    ("dân\u00ad chủ", "dân chủ"), ("dân\u200b chủ", "dân chủ"), ("\ufeffBáo cáo", "Báo cáo"),
    ("BÁO CÁO", "báo cáo"), ("Ðề xuất", "đề xuất"), ("ĐÁNH GIÁ", "đánh giá"),
]  # fmt: skip

# Pairs that look alike and are different words.
DIFFERENT = [
    ("quý", "qúy đ"), ("hoàn", "hòan thành"), ("thuý", "thúi"), ("quả", "qủa lạ"), ("cán bộ", "can bo"), ("ủy", "ui"),
    ("lý", "lỳ"), ("tây", "tâi"), ("máy", "mái"), ("ý kiến", "í kiến"), ("yếu", "iếu"), ("ngoài", "ngòai"),
    ("khuỷu", "khủyu"), ("đ", "d"), ("3", "03"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    """What real texts mix within a page compares equal."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_stay_apart(one: str, other: str) -> None:
    """Folding never makes one word of two."""
    assert fold(one) != fold(other)


def test_a_letter_with_one_more_mark_stays() -> None:
    """It is none of Vietnamese; turned into another letter it would join with that mark, and fold again."""
    assert fold("ty\u0330") == "ty\u0330"
    assert fold("tỷ") == "tỉ"


@pytest.mark.parametrize(
    "word", ["hoàn", "toàn", "khuỷu", "thuyết", "quả", "quốc", "loại", "xoáy", "huyện", "quyền"]
)
def test_marks_in_closed_syllables_stay_where_they_are(word: str) -> None:
    """Only open oa, oe and uy have two spellings; `hoàn` has one."""
    assert fold(word) == word


def test_a_tone_mark_too_many_is_seen() -> None:
    """Composed, `oậ` has no tone of its own to move; with one more dot below it, the first of the two moves."""
    assert fold("oậ") == "oậ"
    assert fold("oậ\u0323") == "ọậ"


@pytest.mark.parametrize("blanks", ["\t", "\x85", "\xa0\u3000", "\u200b \ufeff"])
def test_blanks_of_every_kind_are_one(blanks: str) -> None:
    """Whatever white space parts two words, with or without invisible characters in it."""
    assert clean(f"{blanks}báo{blanks}cáo{blanks}") == "báo cáo"


def test_decomposed_text_is_the_same_text() -> None:
    """NFD, as macOS and some converters write it, folds like NFC."""
    text = "Thủ trưởng cơ quan, đơn vị; việc tham mưu của Ban Chỉ đạo"
    assert unicodedata.normalize("NFD", text) != text
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@pytest.mark.parametrize(
    "text", ["28 - CT/TU", "28- CT/TU", "28 -CT / TU", "28 – CT/TU", "28-CT/TU", "28\u00a0-\u00a0Ct/Tu"]
)
def test_a_number_is_tight_without_its_blanks(text: str) -> None:
    """Every way to space a number and symbol is one."""
    assert tight(text) == "28-ct/tu"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đảng uỷ Khối", "dang uy khoi"),
        ("BÁO CÁO SƠ KẾT", "bao cao so ket"),
        ("Qui chế", "qui che"),
        ("Ðường", "duong"),
    ],
)
def test_bare_text_has_no_marks(text: str, plain: str) -> None:
    """A file name without marks and the words it stands for meet."""
    assert bare(text) == plain


def test_clean_keeps_capitals_and_words() -> None:
    """Cleaning is for showing too: it mends spaces, dashes and letters, and nothing a reader would miss."""
    assert clean(" Ðảng  bộ\u00a0SỞ\u00ad Y TẾ –  “khoá” ") == 'Đảng bộ SỞ Y TẾ - "khoá"'


def test_words_are_words_and_numbers() -> None:
    """Punctuation parts words and is none."""
    assert words("Số: 45-KH/BCĐ, (03 năm)…") == ("Số", "45", "KH", "BCĐ", "03", "năm")


@given(ANY)
@example("İ")
@example("ﬁ\u0301")
@example("o\u0301a\u0300")
@example("q\u00aduỳ")
@example("hoà\u0323")
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own folded form."""
    assert fold(fold(text)) == fold(text)


@given(ANY)
@example("0\r\u0300")
def test_baring_twice_changes_nothing(text: str) -> None:
    """A bare text is its own bare form, and baring looks through folding."""
    assert bare(bare(text)) == bare(text)
    assert bare(fold(text)) == bare(text)


@given(ANY)
@example("o\u0301a\u0300")
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """A clean text is its own clean form."""
    assert clean(clean(text)) == clean(text)


@given(ANY)
@example("kho\u0300 \u0301a")
@example("ΟΔΟΣ ΟΔΟΣ")
def test_folding_never_looks_past_a_blank(text: str) -> None:
    """A text folds like its words one by one, so that what a word folds to can be kept."""
    assert fold(text) == " ".join(filter(None, map(fold, text.split())))


@given(ANY)
def test_tightening_twice_changes_nothing(text: str) -> None:
    """A tight text is its own tight form."""
    assert tight(tight(text)) == tight(text)


@given(_LINES)
def test_case_never_matters(text: str) -> None:
    """A heading in capitals folds like the same heading in sentence case."""
    assert fold(text.upper()) == fold(text.lower())


@given(ANY)
def test_no_word_is_empty(text: str) -> None:
    """Words have letters or digits in them, and are pieces of the text in order."""
    found = words(text)
    assert all(found)
    assert all(word in text for word in found)
    place = 0
    for word in found:
        place = text.index(word, place) + len(word)
