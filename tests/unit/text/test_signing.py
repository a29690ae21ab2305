"""Names below signatures, and what stands before them."""

from __future__ import annotations

import pytest

from pipeline.text.signing import begins_with_degree, name_behind, name_words


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("TS. Nguyễn Văn An", "Nguyễn Văn An"),
        ("PGS.TS.Nguyễn Văn An", "Nguyễn Văn An"),
        ("BSCKII. Nguyễn Văn An", "Nguyễn Văn An"),
        ("KS Lê Thị Bình", "Lê Thị Bình"),
        ("Th.S. Lê Thị Bình", "Lê Thị Bình"),
        ("Đại tá Lê Bình", "Lê Bình"),
        ("Thiếu tướng, Lê Bình", "Thiếu tướng, Lê Bình"),
        ("Thượng tá, TS. Lê Bình", "Lê Bình"),
        ("Đại tá - Kỹ sư Lê Bình", "Lê Bình"),
        ("NSƯT. Trần Thị Lệ", "Trần Thị Lệ"),
        ("Nhà giáo Nhân dân Trần Thị Lệ", "Trần Thị Lệ"),
        ("Luật sư Trần Thị Lệ", "Trần Thị Lệ"),
        ("Chấp hành viên cao cấp Trần Thị Lệ", "Trần Thị Lệ"),
        ("K'Brêu", "K'Brêu"),
        ("Thẩm phán H’Hen Niê", "H’Hen Niê"),
        ("Đ/c Lê Bình", "Lê Bình"),
        ("Bác sĩ Cầm Thị Tsun", "Cầm Thị Tsun"),
        ("Tsun Thị Cầm", "Tsun Thị Cầm"),  # a name that begins like a degree
        ("TS. An", ""),
        ("An", ""),
        ("", ""),
        ("Một hai ba bốn năm sáu bảy", ""),
    ],
)
def test_titles_are_no_part_of_a_name(line: str, name: str) -> None:
    """Two to six words are a name; more and fewer are none."""
    assert " ".join(name_words(line)) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Thẩm phán TAND tối cao Lê Thị Hà", "Lê Thị Hà"),
        ("Lê Hà", "Lê Hà"),
        ("Chánh án", ""),
        ("Ông Lê", ""),
        ("Lê là họ của nhiều người ở đây", ""),
    ],
)
def test_a_name_may_stand_behind_any_title(line: str, name: str) -> None:
    """From a common family name on, as many words as a name has."""
    assert " ".join(name_behind(line)) == name


@pytest.mark.parametrize(
    ("line", "degree"),
    [
        ("TS. Nguyễn Văn An", True),
        ("PGS.TS Nguyễn Văn An", True),
        ("Tiến sĩ Nguyễn Văn An", True),
        ("BSCKII. Nguyễn Văn An", True),
        ("Đại tá Nguyễn Văn An", False),
        ("Đ/c Nguyễn Văn An", False),
        ("Tsun Thị Cầm", False),
        ("Nguyễn Văn An", False),
    ],
)
def test_degrees_are_told_from_ranks(line: str, *, degree: bool) -> None:
    """Where a guide forbids degrees, officers may still write their rank."""
    assert begins_with_degree(line) is degree
