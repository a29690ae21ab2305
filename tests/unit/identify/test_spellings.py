"""A whole line is a unit's name to the letter, hurt, or not at all; another body's name is never it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identify.spellings import Closeness, Spellings
from tests.build.nouns import unit

AGENCY = "Ban Chỉ đạo Đảng uỷ Khối các cơ quan tỉnh Phú Thọ"
UNITS = (
    unit("SNV", "Đảng bộ Sở Nội vụ", aliases=("Sở Nội vụ",)),
    unit("SNgV", "Chi bộ Sở Ngoại vụ", aliases=("Sở Ngoại vụ",)),
    unit("SYT", "Đảng bộ Sở Y tế", aliases=("Sở Y tế",)),
    unit("TTYT", "Chi bộ Trung tâm Y tế dự phòng", aliases=("TTYTDP",)),
    unit("SKHDT", "Đảng bộ Sở Kế hoạch và Đầu tư", aliases=("Sở KH&ĐT",)),
    unit("CTHUE", "Đảng bộ Cục Thuế tỉnh"),
    unit("CTK", "Chi bộ Cục Thống kê tỉnh"),
    unit("TTT", "Đảng bộ Thanh tra tỉnh"),
    unit("KN", "Chi bộ Trung tâm Khuyến nông"),
    unit("PCC1", "Chi bộ Phòng Công chứng số 1"),
    unit("PCC2", "Chi bộ Phòng Công chứng số 2"),
    unit("CDYT", "Đảng bộ Trường Cao đẳng Y tế"),
    unit("NHNN", "Đảng bộ Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh"),
    unit("BDDB", "Đảng bộ Bưu điện tỉnh", aliases=("Bưu điện Đất Tổ",)),
    unit("BDCB", "Chi bộ Bưu điện tỉnh"),
)
SPELLINGS = Spellings(UNITS, AGENCY)


def found(line: str) -> tuple[str, Closeness] | None:
    """The units that a line names, joined, and how closely."""
    match = SPELLINGS.whole(line)
    return ("+".join(sorted(match.units)), match.closeness) if match else None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("CHI BỘ SỞ NGOẠI VỤ", "SNgV"), ("BAN CHẤP HÀNH ĐẢNG BỘ SỞ Y TẾ", "SYT"), ("ĐẢNG UỶ SỞ Y TẾ", "SYT"),
        ("CHI BỘ SỞ Y TẾ", "SYT"), ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "SKHDT"), ("SỞ KH & ĐT", "SKHDT"), ("CỤC THỐNG KÊ", "CTK"),
        ("CỤC THUẾ TỈNH PHÚ THỌ", "CTHUE"), ("SỞ Y TẾ PHÚ THỌ", "SYT"), ("S Ở  Y  T Ế", "SYT"), ("SỞ NỘIVỤ", "SNV"),
        ("TTYTDP", "TTYT"), ("NGÂN HÀNG NHÀ NƯỚC CHI NHÁNH TỈNH PHÚ THỌ", "NHNN"), ("SO\u031b\u0309 Y TẾ", "SYT"),
        ("CHI BỘ BƯU ĐIỆN TỈNH", "BDCB"), ("ĐẢNG ỦY BƯU ĐIỆN TỈNH", "BDDB"), ("BƯU ĐIỆN TỈNH", "BDCB+BDDB"),
        ("BƯU ĐIỆN ĐẤT TỔ", "BDDB"), ("CHI BỘ BƯU ĐIỆN PHÚ THỌ", "BDCB"), ("CHỈ BỘ SỞ Y TẾ", "SYT"),
        ("BCH ĐANG BÔ SỞ Y TẾ", "SYT"), ("BAN CHẤP HÀNH ĐANG BỘ SỞ Y TẾ", "SYT"), ("BAN CẤP HÀNH ĐẢNG BỘ SỞ Y TẾ", "SYT"),
    ],
)  # fmt: skip
def test_to_the_letter(line: str, code: str) -> None:
    """Whatever Party body stands in front and province behind, blanks lost or won; twins by their body alone."""
    assert found(line) == (code, Closeness.EXACT)


def test_a_twin_is_not_meant_by_the_other_ones_body() -> None:
    """`Bưu điện Đất Tổ` is listed for the committee: the cell of that name is nobody known."""
    assert SPELLINGS.exact("CHI BỘ BƯU ĐIỆN ĐẤT TỔ") is None


@pytest.mark.parametrize("line", ["SO Y TE", "DANG UY SO Y TE", "SƠ Y TÊ"])
def test_marks_lost(line: str) -> None:
    """Some marks or all of them, those of the Party body too."""
    assert found(line) == ("SYT", Closeness.UNMARKED)


NAMESAKES = Spellings(
    (
        unit("DS", "Trường THCS Đồng Sơn"), unit("TTTT", "Đảng bộ Sở Thông tin và Truyền thông"),
        unit("ML", "Chi bộ Trường Mỹ Lung"),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "closeness"),
    [
        ("TRƯỜNG THCS ĐÔNG SƠN", Closeness.UNMARKED), ("TRƯỜNG THCS ĐỐNG SƠN", Closeness.NEAR), ("TRƯỜNG THCS DONG SON", Closeness.UNMARKED),
        ("SỞ THÔNG TIN VÀ TRUYỂN THÔNG", Closeness.UNMARKED), ("TRƯỚNG THCS ĐỒNG SƠN", Closeness.UNMARKED),
        ("SỞ THỐNG TIN VÀ TRUYỂN THÔNG", Closeness.NEAR), ("TRƯỜNG MĨLUNG", Closeness.EXACT), ("TRƯỜNG MYLUNG", Closeness.UNMARKED),
        ("TRƯỜNG MĨLÙNG", Closeness.NEAR), ("C H I B Ộ T R U O N G M Y L U N G", Closeness.UNMARKED),
    ],
)  # fmt: skip
def test_a_mark_is_lost_not_won(line: str, closeness: Closeness) -> None:
    """Another mark makes another name, but for one in a long name or in the words for the kind of body."""
    match = NAMESAKES.whole(line)
    assert match is not None
    assert match.closeness is closeness


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("TT Y TẾ DỰ PHÒNG", "TTYT"),
        ("TRƯỜNG CĐ Y TẾ", "CDYT"),
        ("CỤC TK", "CTK"),
        ("NH NHÀ NƯỚC CN TỈNH", "NHNN"),
    ],
)
def test_written_short(line: str, code: str) -> None:
    """Abbreviations that the roster does not list."""
    assert found(line) == (code, Closeness.SHORT)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("TRUNG TÂM KHUYẾN NÔG", "KN"), ("TRUNG TÂM KHUYYẾN NÔNG", "KN"), ("TƯỜNG CAO ĐẲNG Y TẾ", "CDYT"),
        ("SỞ KẾ HOẠCH VÀ ĐẦU TJ", "SKHDT"), ("PHÒNG CÔNG CHỨGN SỐ 2", "PCC2"), ("ĐNẢG UỶ SỞ Y TẾ", None),
        ("ĐAMG UỶ TRUNG TÂM KHUYẾN NÔG", "KN"), ("TRUNG TÂM Y TẾ DỰ PHÒGN", "TTYT"),
    ],
)  # fmt: skip
def test_a_slip_that_makes_no_word(line: str, code: str | None) -> None:
    """A letter lost, doubled, swapped or wrong, in the Party body or in the kind of body too."""
    assert found(line) == ((code, Closeness.HURT) if code else ("SYT", Closeness.EXACT))


@pytest.mark.parametrize(
    "line",
    [
        "TRUNG TÂM KHUYẾN CÔNG", "SỞ NGHIỆP VỤ", "TRUNG TÂM Y TẾ", "PHÒNG CÔNG CHỨNG SỐ 3", "CỤC THI HÀNH ÁN TỈNH", "PHÒNG NỘI VỤ",
        "SỞ NỘI VỤN ĐỊA", "TRUNG TÂM Y TẾ DỰ PHÒNG HUYỆN", "TRƯỜNG CAO ĐẲNG Y DƯỢC", "SỞ TƯ PHÁP", "SỞ Y TẾ TỈNH VĨNH PHÚC",
        "SỞ KẾ HOẠCH VÀ ĐẦU CƠ", "SỞ NGI VỤ", "",
    ],
)  # fmt: skip
def test_a_neighbours_name_is_not_taken_for_it(line: str) -> None:
    """A word of another meaning, another number, another province: nearly a name at most."""
    match = found(line)
    assert match is None or match[1] is Closeness.NEAR


def test_a_line_between_two_names_is_near_both() -> None:
    """`SỞ NGI VỤ` may be either; which, only another clue can tell."""
    assert found("SỞ NGI VỤ") == ("SNV+SNgV", Closeness.NEAR)


def test_near_names_keep_their_owners() -> None:
    """Nội vụ and Ngoại vụ, Thuế and Thống kê never stand in for each other, even with one of them off the roster."""
    alone = Spellings((unit("SNV", "Sở Nội vụ"), unit("CTK", "Cục Thống kê tỉnh"), unit("SYT", "Sở Y tế")))
    for line in ("Sở Ngoại vụ", "Cục Thuế tỉnh", "Trung tâm Y tế dự phòng"):
        match = alone.whole(line)
        assert match is None or match.closeness is Closeness.NEAR


@given(st.sampled_from(UNITS), st.integers(0, 60), st.sampled_from("aeiouhnktx"))
def test_a_letter_wrong_never_names_another_unit(one: object, place: int, letter: str) -> None:
    """Whatever slips in a name, the line is surely that unit's or surely nobody's."""
    name = getattr(one, "name", "")
    line = name[: place % len(name)] + letter + name[place % len(name) + 1 :]
    match = SPELLINGS.whole(line)
    sure = match is not None and match.closeness is not Closeness.NEAR
    assert not sure or getattr(one, "code", "") in (match.units if match else ())
