"""Unit names are found as whole words, the longest first, and a name that two units share names neither."""

from __future__ import annotations

import pytest

from pipeline.identify.names import NameIndex, plain, with_body, without_body
from tests.build.nouns import unit

UNITS = (
    unit("SNV", "Đảng bộ Sở Nội vụ", aliases=("Sở Nội vụ",)),
    unit("SNgV", "Chi bộ Sở Ngoại vụ", aliases=("Sở Ngoại vụ",)),
    unit("SYT", "Đảng bộ Sở Y tế", aliases=("Sở Y tế",)),
    unit("TTYT", "Chi bộ Trung tâm Y tế dự phòng", aliases=("TTYTDP",)),
    unit("SKHDT", "Đảng bộ Sở Kế hoạch và Đầu tư", aliases=("Sở KH&ĐT",)),
    unit("CTHUE", "Đảng bộ Cục Thuế tỉnh"),
    unit("CTK", "Chi bộ Cục Thống kê tỉnh"),
    unit("TTT", "Đảng bộ Thanh tra tỉnh"),
    unit("tdoan", "Tỉnh đoàn"),
)
INDEX = NameIndex(UNITS)


def named(text: str) -> list[str]:
    """The units that a text names."""
    return [mention.unit for mention in INDEX.mentions(text)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Báo cáo của Sở Nội vụ tỉnh Phú Thọ", ["SNV"]),
        ("BÁO CÁO CỦA ĐẢNG BỘ SỞ NGOẠI VỤ", ["SNgV"]),
        ("Sở Kế hoạch & Đầu tư", ["SKHDT"]),
        ("sở kế hoạch và đầu tư", ["SKHDT"]),
        ("Sở KH&ĐT báo cáo", ["SKHDT"]),
        ("Cục Thống kê gửi báo cáo", ["CTK"]),
        ("Trung tâm Y tế dự phòng", ["TTYT"]),
        ("công tác thanh tra tại cơ quan", []),
        ("Thanh tra tỉnh", ["TTT"]),
        ("Sở Nội chính", []),
        ("Sở Nội", []),
        ("Sở", []),
        ("", []),
        ("Sở Nội vụ và Sở Y tế, Sở Nội vụ", ["SNV", "SYT"]),
    ],
)
def test_names_in_running_text(text: str, units: list[str]) -> None:
    """Every spelling is found, with and without a Party body, `&` as `và`; common words are no names."""
    assert sorted(named(text)) == sorted(units)


def test_longer_names_come_first_and_hide_the_shorter_inside() -> None:
    """`Đảng bộ Sở Y tế` is one mention, by its longest words."""
    index = NameIndex((unit("A", "Sở Y tế"), unit("B", "Trung tâm kiểm nghiệm Sở Y tế")))
    assert [(m.unit, m.words) for m in index.mentions("Trung tâm kiểm nghiệm Sở Y tế, Sở Y tế")] == [
        ("B", "trung tâm kiểm nghiệm sở y tế"),
        ("A", "sở y tế"),
    ]
    assert [m.unit for m in index.mentions("Trung tâm kiểm nghiệm Sở Y tế")] == ["B"]


@pytest.mark.parametrize(
    ("text", "units"),
    [("BC TTYTDP", ["TTYT"]), ("bc ttytdp", []), ("BC_TTYTDP_v2", ["TTYT"]), ("SNV", ["SNV"]), ("snv", [])],
)
def test_codes_are_matched_by_case(text: str, units: list[str]) -> None:
    """A code in capitals is a name; the same letters in small are a word."""
    assert named(text) == units


def test_a_code_of_small_letters_is_no_name() -> None:
    """A roster code that is no word in capitals is never looked for in text."""
    assert named("tdoan") == []


def test_file_names_have_no_marks() -> None:
    """Marks lost and underlines for blanks: still the name."""
    assert [m.unit for m in INDEX.mentions_bare("BC_so_ket_CT28_So_Ngoai_vu")] == ["SNgV"]
    assert [m.unit for m in INDEX.mentions_bare("Báo cáo Sở Nội vụ (1)")] == ["SNV"]


def test_a_spelling_shared_by_derivation_names_neither() -> None:
    """`Đảng bộ Văn phòng` and `Chi bộ Văn phòng` leave `văn phòng` to nobody; the full names stay."""
    index = NameIndex((unit("A", "Đảng bộ Văn phòng"), unit("B", "Chi bộ Văn phòng")))
    assert index.mentions("Văn phòng") == ()
    assert [m.unit for m in index.mentions("Đảng bộ Văn phòng")] == ["A"]


def test_names_that_differ_in_marks_alone_are_nobodys_without_marks() -> None:
    """`Hội Đông` and `Hội Đồng` are one file name."""
    index = NameIndex((unit("A", "Hội Đông"), unit("B", "Hội Đồng")))
    assert index.mentions_bare("Hoi Dong") == ()
    assert [m.unit for m in index.mentions("Hội Đồng")] == ["B"]


def test_plain_names() -> None:
    """Comparison form: folded words, `&` as a word."""
    assert plain("Sở KH&ĐT - Phú Thọ") == "sở kh và đt phú thọ"
    assert without_body("đảng bộ sở y tế") == "sở y tế"
    assert without_body("sở y tế") == "sở y tế"
    assert with_body("đảng ủy sở y tế") == with_body("bch đảng bộ sở y tế") == "đảng bộ sở y tế"
    assert with_body("chi ủy sở y tế") == "chi bộ sở y tế"
    assert with_body("sở y tế") == "sở y tế"


def test_a_text_without_any_mark_is_read_without_marks() -> None:
    """`So Ngoai vu` in a subject of an old telephone; in a text with marks the same letters are another word."""
    assert named("BC cua So Ngoai vu") == ["SNgV"]
    assert named("Báo cáo của So Ngoai vu") == []


@pytest.mark.parametrize(
    "text", ["Cục Thống kê huyện Hạ Hoà", "Thanh tra tỉnh khu vực 3", "SO Y TE THANH PHO HA NOI"]
)
def test_a_name_of_another_level_is_another_bodys(text: str) -> None:
    """A district's, a region's, another city's."""
    assert named(text) == []


def test_a_single_word_is_never_a_name() -> None:
    """`Đảng bộ Viện` leaves `viện` a common word."""
    index = NameIndex((unit("V", "Đảng bộ Viện"),))
    assert index.mentions("Viện báo cáo") == ()
    assert [m.unit for m in index.mentions("Đảng bộ Viện báo cáo")] == ["V"]
