"""Where a report speaks as another unit: only in places where units name themselves, and never of superiors and parts."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

import pytest

from pipeline.identify.misnamed import misnamed
from pipeline.identify.paper import dissect
from pipeline.identify.roster import Roster
from pipeline.model.document import Document
from pipeline.model.likeness import Misnamed, Spot
from tests.build.nouns import CTK, SNV, SYT, TTYT, block, document, table

PART = replace(TTYT, parent="SYT")
ROSTER = Roster((SNV, SYT, PART, CTK), "Đảng uỷ Khối các cơ quan tỉnh")
HEAD = "ĐẢNG CỘNG SẢN VIỆT NAM"


def told(unit: str, *lines: str) -> list[tuple[str, Spot]]:
    """The other units that a report of `unit` with these lines speaks as."""
    return [(one.unit, one.where) for one in named(document(*lines), unit)]


def named(made: Document, unit: str, gone: Container[str] = ()) -> tuple[Misnamed, ...]:
    """The places of a document of `unit`."""
    return misnamed(made, dissect(made), unit, ROSTER, gone)


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
        "Đảng uỷ Sở Y tế đã về kiểm tra việc thực hiện tại đơn vị.",
        "Ban Chỉ đạo Sở Y tế tỉnh đã thường xuyên phối hợp tập huấn cho cán bộ.",
        "Đảng uỷ Sở Y tế luôn tích cực giúp đỡ đơn vị.",
        "Đảng uỷ Sở Y tế đã tham gia ý kiến vào quy chế.",
        "Ban Chỉ đạo Sở Y tế đã có nhiều cách làm hay, cần được nhân rộng.",
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


def test_a_sentence_of_both_is_not_the_others() -> None:
    """A copied one would know nothing of the kind of body that the unit is, which the other is not."""
    line = "Đảng uỷ Sở Y tế đã ban hành kế hoạch, trên cơ sở đó Cục xây dựng kế hoạch của mình."
    assert told("CTK", line) == []
    assert told("CTK", line.replace("Cục", "Sở")) == [("SYT", Spot.TEXT)]
    assert told("SNV", line.replace("Cục", "Sở")) == [("SYT", Spot.TEXT)]


def test_parts_and_superiors_may_be_named() -> None:
    """In either direction; a unit beside is another."""
    assert told("TTYT", "Đảng uỷ Sở Y tế đã ban hành nghị quyết.") == []
    assert told("SYT", "Chi bộ Trung tâm Y tế dự phòng đã họp.") == []
    assert told("CTK", "Chi bộ Trung tâm Y tế dự phòng đã họp.") == [("TTYT", Spot.TEXT)]


def test_the_opening_is_told_of_once() -> None:
    """A body that acts in it is no second place; in another sentence it is."""
    opening = "Thực hiện Kế hoạch của cấp trên; Đảng uỷ Sở Y tế tổ chức sơ kết, báo cáo kết quả như sau:"
    assert told("SNV", opening) == [("SYT", Spot.OPENING)]
    both = [("SYT", Spot.OPENING), ("SYT", Spot.TEXT)]
    assert told("SNV", opening, "Đảng uỷ Sở Y tế đã họp bốn kỳ.") == both


def test_what_units_that_are_gone_did_may_be_told() -> None:
    """Their work is the report's own; a paper still speaks for none of them."""
    lines = "Đảng uỷ Sở Y tế đã ban hành hai nghị quyết.", "Trên đây là báo cáo của Đảng bộ Sở Y tế./."
    found = named(document(*lines), "SNV", gone={"SYT"})
    assert [one.where for one in found] == [Spot.CLOSING]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Thực hiện Kế hoạch số 45-KH/BCĐ; Sở Y tế báo cáo kết quả như sau:", True),
        ("Thực hiện Kế hoạch của cấp trên, Đảng uỷ Sở Y tế tổ chức sơ kết, báo cáo như sau", True),
        ("Ban Chỉ đạo thực hiện dân chủ Sở Y tế xin báo cáo kết quả như sau:", True),
        ("Thực hiện hướng dẫn của Sở Y tế, đơn vị báo cáo kết quả như sau:", False),
        ("Sở Y tế đã hướng dẫn, đơn vị báo cáo kết quả như sau:", False),
        ("Thực hiện Công văn của Sở Y tế; Sở Nội vụ báo cáo kết quả như sau:", False),
        ("Thực hiện Chỉ thị, đơn vị gửi Sở Y tế báo cáo như sau:", False),
        ("Sở Y tế báo cáo hằng quý.", False),
    ],
)
def test_the_opening_says_who_reports(line: str, *, found: bool) -> None:
    """The last subject before what follows, not whom a plan or a letter came from."""
    assert told("SNV", line, "Nội dung") == ([("SYT", Spot.OPENING)] if found else [])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("KT. GIÁM ĐỐC SỞ Y TẾ", True),
        ("GIÁM ĐỐC SỞ Y TẾ", True),
        ("T/M ĐẢNG UỶ SỞ Y TẾ", True),
        ("BÍ THƯ ĐẢNG BỘ SỞ Y TẾ", True),
        ("GIÁM ĐỐC SỞ NỘI VỤ", False),
        ("TL. GIÁM ĐỐC", False),
        ("TRƯỞNG BAN CHỈ ĐẠO", False),
    ],
)
def test_who_signs_stands_beside_the_recipients(line: str, *, found: bool) -> None:
    """In a table with them, by authority or by post."""
    end = table(("Nơi nhận:\n- Như trên;\n- Lưu: VT.", f"{line}\nNguyễn Văn An"))
    made = document(block("BÁO CÁO", bold=1.0), "Nội dung", end)
    spots = [(one.unit, one.where) for one in named(made, "SNV")]
    assert spots == ([("SYT", Spot.SIGNATURE)] if found else [])


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("Trên đây là Báo cáo sơ kết ba năm của Đảng bộ Sở Y tế./.", Spot.CLOSING),
        ("Trên đây là kết quả thực hiện Chỉ thị tại Sở Y tế", Spot.CLOSING),
        ("T/M ĐẢNG UỶ SỞ Y TẾ", Spot.SIGNATURE),
        ("Trên đây là báo cáo công tác lãnh đạo, chỉ đạo năm 2023 của Ban Chỉ đạo Sở Y tế.", Spot.CLOSING),
        ("Trên đây là báo cáo sơ kết 03 năm theo hướng dẫn của Sở Y tế./.", None),
        ("Trên đây là báo cáo kết quả thực hiện Kế hoạch số 12/KH-SYT ngày 03/5/2023 của Sở Y tế.", None),
        ("Trên đây là kết quả thực hiện chỉ đạo của Sở Y tế.", None),
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
    spots = [(one.unit, one.where, one.page) for one in named(made, "SNV")]
    assert spots == ([("SYT", Spot.LETTERHEAD, 1)] if found else [])


def test_each_unit_is_told_of_once_for_a_kind_of_place() -> None:
    """With the first sentence; tables name whom they like."""
    lines = ("Đảng uỷ Sở Y tế đã họp.", "Đảng uỷ Sở Y tế đã ra nghị quyết.", "Chi bộ Cục Thống kê đã họp.")
    found = named(document(*lines, table(lines)), "SNV")
    assert [(one.unit, one.text) for one in found] == [("SYT", lines[0]), ("CTK", lines[2])]
