"""What kind of body a letterhead line names."""

from __future__ import annotations

import pytest

from pipeline.identify.bodies import (
    acted_for,
    goes_on_lower,
    is_above,
    is_below,
    is_office,
    is_part,
    is_superior,
    kind_of,
)
from pipeline.identify.names import plain


@pytest.mark.parametrize(
    ("line", "superior", "above"),
    [
        ("UBND TỈNH PHÚ THỌ", True, True), ("TỈNH UỶ PHÚ THỌ", True, True), ("ĐẢNG UỶ KHỐI CÁC CƠ QUAN TỈNH", True, True),
        ("UBND HUYỆN HẠ HOÀ", False, False), ("TỔNG CỤC THUẾ", False, True), ("TOÀ ÁN NHÂN DÂN TỐI CAO", False, True),
        ("SỞ Y TẾ", False, False),
    ],
)  # fmt: skip
def test_superiors(line: str, superior: bool, above: bool) -> None:  # noqa: FBT001 - the truth of a case
    """The province and the Party above all units; the nation's bodies above those."""
    assert (is_superior(plain(line)), is_above(plain(line))) == (superior, above)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("VĂN PHÒNG", True), ("PHÒNG TỔ CHỨC - HÀNH CHÍNH", True), ("BAN CHỈ ĐẠO THỰC HIỆN DÂN CHỦ", True),
        ("BAN THANH TRA NHÂN DÂN", True), ("CHI BỘ CƠ QUAN", True), ("BAN THƯỜNG VỤ", True), ("PHÒNG CÔNG CHỨNG SỐ 3", False),
        ("VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", False), ("TRUNG TÂM DA LIỄU", False),
    ],
)  # fmt: skip
def test_parts_of_an_office(line: str, part: bool) -> None:  # noqa: FBT001 - the truth of a case
    """Rooms and boards have no name of their own; offices called like rooms have one."""
    assert is_part(plain(line)) is part


@pytest.mark.parametrize(
    ("line", "office"),
    [("CHI CỤC THUẾ", True), ("TRUNG TÂN DA LIỄU", True), ("TRUONG CAO DANG", True), ("(DỰ THẢO)", False), ("MẬT", False), ("", False)],
)  # fmt: skip
def test_lines_that_name_some_office(line: str, office: bool) -> None:  # noqa: FBT001 - the truth of a case
    """By their first words, a letter wrong or the marks lost."""
    assert is_office(plain(line)) is office


def test_kinds() -> None:
    """The longest kind; what stands below a sở has such a kind."""
    assert kind_of("chi cục kiểm lâm") == "chi cục"
    assert kind_of("kính gửi") == ""
    assert is_below("trung tâm pháp y")
    assert not is_below("sở y tế")


@pytest.mark.parametrize(
    ("line", "first", "count"),
    [
        ("CÔNG ĐOÀN CƠ QUAN SỞ Y TẾ", "cơ quan sở y tế", 4), ("VĂN PHÒNG SỞ Y TẾ", "sở y tế", 1),
        ("BCĐ THỰC HIỆN QCDC SỞ Y TẾ", "thực hiện qcdc sở y tế", 5), ("CÔNG ĐOÀN TRUNG TÂM DA LIỄU SỞ Y TẾ", "trung tâm da liễu sở y tế", 1),
    ],
)  # fmt: skip
def test_who_writes_for_whom(line: str, first: str, count: int) -> None:
    """A body inside a unit: the unit's name is some tail of the line, never one behind another body's name."""
    names = acted_for(plain(line))
    assert (names[0], len(names)) == (first, count)


def test_an_office_writes_for_itself() -> None:
    """A line that begins with no acting body acts for nobody."""
    assert acted_for("trung tâm kiểm chuẩn sở y tế") == ()


@pytest.mark.parametrize(
    ("following", "lower"),
    [("huyện tam nông", True), ("thanh pho ha", True), ("báo cáo", False), ("", False)],
)
def test_names_that_go_on(following: str, lower: bool) -> None:  # noqa: FBT001 - the truth of a case
    """`Bảo hiểm xã hội` + `huyện …` is the district's."""
    assert goes_on_lower(following) is lower
