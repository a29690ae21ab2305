"""Where a report speaks as another unit: only in places where units name themselves, and never of superiors and parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.identify.misnamed import misnamed
from pipeline.identify.roster import Roster
from pipeline.model.likeness import Spot
from tests.build.nouns import CTK, SNV, SYT, TTYT, block, document, table

PART = replace(TTYT, parent="SYT")
ROSTER = Roster((SNV, SYT, PART, CTK), "Đảng uỷ Khối các cơ quan tỉnh")
HEAD = "ĐẢNG CỘNG SẢN VIỆT NAM"


def told(unit: str, *lines: str) -> list[tuple[str, Spot]]:
    """The other units that a report of `unit` with these lines speaks as."""
    return [(one.unit, one.where) for one in misnamed(document(*lines), unit, ROSTER)]


@pytest.mark.parametrize(
    "line",
    [
        "Đảng uỷ Sở Y tế đã ban hành hai nghị quyết.",
        "- Trong kỳ, công việc đều. Đảng bộ Sở Y tế hiện có 12 chi bộ.",
        "1. Ban Chỉ đạo thực hiện dân chủ Sở Y tế thường xuyên kiểm tra.",
        "Ban Chỉ đạo của Sở Y tế gồm 9 đồng chí",
        "BCH Đảng bộ Sở Y tế tỉnh luôn quan tâm.",
        "BCH Đảng bộ Sở Y tế tỉnh Bắc Ninh luôn quan tâm.",
        "BCH Đảng bộ Sở Y tế tỉnh Thừa Thiên Huế luôn quan tâm.",
        "Đa\u0309ng uỷ Sở Y tế đã họp.",
    ],
)
def test_a_body_that_acts_is_the_reports_own(line: str) -> None:
    """Whatever stands in front of the sentence, and however its letters are put together."""
    assert told("SNV", line) == [("SYT", Spot.TEXT)]
    assert told("SYT", line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Đảng uỷ đã phối hợp với Đảng uỷ Sở Y tế tổ chức hai lớp.",
        "Sở Y tế đã hướng dẫn mức chi.",
        "Đề nghị Đảng uỷ Sở Y tế có ý kiến.",
        "Đảng uỷ Sở Y tế, Đảng uỷ Sở Nội vụ và các cơ quan liên quan.",
        "Đảng uỷ Sở Y tế huyện Tam Nông đã họp.",
        "Ban Chỉ đạo đã họp bốn lần.",
        "Chi bộ trực thuộc đã họp.",
        "Đảng uỷ.",
    ],
)
def test_who_is_only_spoken_of_is_no_other_name(line: str) -> None:
    """Partners, offices that instruct, addressees, lists, and other bodies of the name."""
    assert told("SNV", line) == []


def test_parts_and_superiors_may_be_named() -> None:
    """In either direction; a unit beside is another."""
    assert told("TTYT", "Đảng uỷ Sở Y tế đã ban hành nghị quyết.") == []
    assert told("SYT", "Chi bộ Trung tâm Y tế dự phòng đã họp.") == []
    assert told("CTK", "Chi bộ Trung tâm Y tế dự phòng đã họp.") == [("TTYT", Spot.TEXT)]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("Trên đây là Báo cáo sơ kết ba năm của Đảng bộ Sở Y tế./.", Spot.CLOSING),
        ("Trên đây là kết quả thực hiện Chỉ thị tại Sở Y tế", Spot.CLOSING),
        ("T/M ĐẢNG UỶ SỞ Y TẾ", Spot.SIGNATURE),
        ("Trên đây là báo cáo của đơn vị, kính gửi Sở Y tế tổng hợp.", None),
        ("Trên đây là báo cáo của Ban Chỉ đạo.", None),
        ("T/M BAN CHẤP HÀNH", None),
    ],
)
def test_closing_and_signature(line: str, where: Spot | None) -> None:
    """Whose report it says it is, and for whom it is signed; not to whom it goes."""
    assert told("SNV", "Nội dung", line) == ([("SYT", where)] if where else [])


@pytest.mark.parametrize(
    ("line", "found"),
    [("ĐẢNG BỘ SỞ Y TẾ", True), ("ĐẢNG BỘ SỞ Y TÊ", False), ("BAN CHỈ ĐẠO", False)],
)
def test_the_letterhead_counts_to_the_letter(line: str, *, found: bool) -> None:
    """A name with a letter wrong may be any; one without a name is none."""
    made = document(table((line, HEAD)), block("BÁO CÁO", bold=1.0), "Nội dung")
    spots = [(one.unit, one.where, one.page) for one in misnamed(made, "SNV", ROSTER)]
    assert spots == ([("SYT", Spot.LETTERHEAD, 1)] if found else [])


def test_each_unit_is_told_of_once_for_a_kind_of_place() -> None:
    """With the first sentence; tables name whom they like."""
    lines = ("Đảng uỷ Sở Y tế đã họp.", "Đảng uỷ Sở Y tế đã ra nghị quyết.", "Chi bộ Cục Thống kê đã họp.")
    found = misnamed(document(*lines, table(lines)), "SNV", ROSTER)
    assert [(one.unit, one.text) for one in found] == [("SYT", lines[0]), ("CTK", lines[2])]
