"""Lines of text that are a mark of secrecy, and lines that only hold its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.secrecy import Level, Mark, level_told
from pipeline.read.marks import (
    level_at_edge,
    level_beside,
    level_named,
    level_of,
    level_stamped,
)

TOP, HIGH, LOW = Level.TOP, Level.HIGH, Level.LOW


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("MẬT", LOW), ("TỐI MẬT", HIGH), ("TUYỆT MẬT", TOP), ("[ MẬT ]", LOW), ("| TỐI  MẬT |", HIGH), ("* MẬT *", LOW),
        ("M Ậ T", LOW), ("MẬT.", LOW), ("M\u00c2\u0323T", LOW), ("MẬT - KHẨN", LOW), ("HỎA TỐC, TỐI MẬT", HIGH),
        ("TUYỆT MẬT / HOẢ TỐC HẸN GIỜ", TOP), ("Độ mật: Mật", LOW), ("MỨC ĐỘ MẬT: TUYỆT MẬT", TOP), ("TÀI LIỆU MẬT", LOW),
        ("MẬT (hết mật khi tách phụ lục)", LOW), ("Tối mật (khi có phụ lục kèm theo)", HIGH),
    ],
)  # fmt: skip
def test_a_degree_alone_is_a_mark(text: str, level: Level) -> None:
    """In capitals, however it is framed, spaced and composed, with a degree of urgency or a form's label beside it."""
    assert level_of(text) is level


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "KHẨN", "HOẢ TỐC", "THƯỢNG KHẨN", "BÍ MẬT", "BẢO MẬT", "MẬT ĐỘ", "KHÔNG MẬT", "Không mật", "MẬT MÃ", "mật",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Độ mật: Không", "Độ mật:", "ĐỘ MẬT", "NGUYỄN VĂN MẬT", "MẶT TRẬN", "1. TUYỆT MẬT",
        "MẬT: 15", "Tài liệu mật", "MẬT " * 40, "TUYỆT ĐỐI", "Mật (15 tài liệu)", "Tài liệu mật (khi họp)", "Bảo mật (khi gửi thư)",
    ],
)  # fmt: skip
def test_words_are_no_mark(text: str) -> None:
    """Neither as they stand, nor in any case; misread they are none either."""
    assert level_of(text) is None
    assert level_of(text, any_case=True, misread=True) is None


def test_small_letters_count_only_where_they_are_asked_for() -> None:
    """`Mật` by itself is a name or a column elsewhere; a sentence never begins so."""
    assert level_of("Tối mật") is None
    assert level_of("Tối mật", any_case=True) is HIGH
    assert level_of("tối mật", any_case=True) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("MÂT", LOW),
        ("MAT", LOW),
        ("MẠT", LOW),
        ("IMẬT|", LOW),
        ("MẬTI", LOW),
        ("TÕI MẬT", HIGH),
        ("TUYẾỆT MẬT", TOP),
    ],
)
def test_capitals_that_ocr_hurt_are_a_mark_where_it_may_have(text: str, level: Level) -> None:
    """Lost marks, a frame read as a letter, one wrong letter in two words; typed text is taken at its word."""
    assert level_of(text, misread=True) is level
    assert level_of(text) is None
    assert level_of(text.lower(), any_case=True, misread=True) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [("MẬT", LOW), ("Mật", LOW), ("MẬI", LOW), ("MẮL", LOW), ("TỔH MẮL", HIGH), ("TUYẾT MẬI", TOP), ("TÔI MÁT I", HIGH)],
)  # fmt: skip
def test_a_stamp_read_by_itself_may_be_hurt_more(text: str, level: Level) -> None:
    """There is hardly anything else that coloured letters at the top of a page say."""
    assert level_stamped(text) is level


@pytest.mark.parametrize(
    "text", ["KHẨN", "HỎA TỐC", "ĐẾN", "MAI", "MẪU", "NĂM", "SAO Y", "CÔNG VĂN ĐẾN", "NHÂN DÂN", "MẠI", ""]
)
def test_other_stamps_are_no_mark(text: str) -> None:
    """Urgency, incoming mail, copies, seals."""
    assert level_stamped(text) is None


@pytest.mark.parametrize("text", ["MẬT", "Mật", "MẬT - 2", "2 - MẬT", "Mật Trang 2/5", "MẬT | 3"])
def test_a_running_head_may_have_a_page_number(text: str) -> None:
    """Before or behind it."""
    assert level_at_edge(text) is LOW


@pytest.mark.parametrize("text", ["Bảo mật", "Trang 2", "Mật độ 2", "15"])
def test_other_running_heads_are_no_mark(text: str) -> None:
    """Numbers and words."""
    assert level_at_edge(text) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Số: 12/BC-SYT MẬT", LOW), ("Số 12-BC/ĐU (TỐI MẬT)", HIGH), ("SỐ: 3/BC-X TUYỆT MẬT", TOP),
        ("MẬT Phú Thọ, ngày 5 tháng 6 năm 2023", LOW), ("TỐI MẬT ĐẢNG CỘNG SẢN VIỆT NAM", HIGH),
        ("MẬT ĐỘ DÂN SỐ ngày càng cao", None), ("Số người giữ BÍ MẬT", None), ("Sở Y tế MẬT", None), ("không", None),
    ],
)  # fmt: skip
def test_a_mark_on_one_line_with_the_number_or_the_date(text: str, level: Level | None) -> None:
    """As readers give it who see no gap between the columns."""
    assert level_beside(text) is level


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("MẬT - Báo cáo sơ kết", LOW), ("Mật_BC 12", LOW), ("[TỐI MẬT] Báo cáo", HIGH), ("Re: FW: TUYỆT MẬT: Báo cáo", TOP),
        ("TUYỆT MẬT BÁO CÁO", TOP), ("Báo cáo (Mật)", LOW), ("MẬT", LOW), ("Mật", None), ("MAT - BC", None),
        ("Độ mật: Tối mật - Báo cáo", HIGH), ("BC_SXD_MẬT", LOW), ("Báo cáo sơ kết - TỐI MẬT", HIGH), ("Độ mật: Không - BC", None),
        ("BC_CÔNG_TÁC_BẢO_MẬT", None), ("BC BÍ-MẬT", None), ("BC công tác_bảo mật", None), ("Bùi Văn_Mật", None),
        ("Nguyễn Văn Mật - báo cáo", None), ("Mật độ dân số - BC", None), ("Bảo mật - BC", None), ("mật ong", None),
        ("Báo cáo công tác bảo vệ bí mật nhà nước", None), ("(Không mật) BC", None), ("", None),
    ],
)  # fmt: skip
def test_what_senders_write_into_names_and_subjects(name: str, level: Level | None) -> None:
    """In front and parted, or in brackets; a name or a word is none."""
    assert level_named(name) is level


@given(st.text(max_size=80))
def test_no_text_makes_it_fail(text: str) -> None:
    """And what is a mark in capitals is one in any case."""
    found = level_of(text)
    assert found is None or level_of(text, any_case=True) is found
    for other in (level_at_edge, level_beside, level_named, level_stamped):
        other(text)


def test_a_mark_says_its_level_first_and_where_it_was_seen() -> None:
    """Nothing else goes on from a marked paper; a ruling has no level to tell."""
    assert Mark(level=HIGH, page=2).detail == "TỐI MẬT, page 2"
    assert Mark(level=LOW, where="letterhead").detail == "MẬT, letterhead"
    assert level_told("TỐI MẬT, page 2") == "TỐI MẬT"
    assert level_told("MẬT") == "MẬT"
    assert level_told("ruled by a reviewer") == ""
