"""Which words below a heading say something of their own."""

from __future__ import annotations

import pytest

from pipeline.align.content import Content
from tests.build.nouns import item, outline
from tests.build.page import filler

PLAN = outline(
    item(
        "a", "Lãnh đạo, chỉ đạo của cấp uỷ và thủ trưởng cơ quan",
        aliases=("Công tác chỉ đạo", "Việc lãnh đạo, chỉ đạo của cấp uỷ, thủ trưởng cơ quan trong việc thực hiện quy chế dân chủ"),
    ),
    item("b", "Nguyên nhân của những khó khăn, hạn chế"),
)  # fmt: skip
CONTENT = Content(PLAN.walk())
A, B = 0, 1


def counted(line: str, *items: int) -> int:
    """The words of one line below a heading of these items, the first when none is named."""
    return CONTENT.words([line], items or (A,))


@pytest.mark.parametrize(
    "line",
    [
        "Lãnh đạo, chỉ đạo của cấp uỷ và thủ trưởng cơ quan",
        "LÃNH ĐẠO, CHỈ ĐẠO CỦA CẤP ỦY VÀ THỦ TRƯỞNG CƠ QUAN:",
        "1. Lãnh đạo, chỉ đạo của cấp uỷ và thủ trưởng cơ quan.",
        "- lãnh đạo chỉ đạo của cấp uỷ và thủ trưởng cq",
        "Việc lãnh đạo, chỉ đạo của cấp uỷ, thủ trưởng cơ quan trong việc thực hiện QCDC",
    ],
)
def test_the_plans_own_words_are_no_answer(line: str) -> None:
    """A title, or a full sentence of the plan, repeated: with any number, case, spelling or abbreviation."""
    assert counted(line) == 0


@pytest.mark.parametrize(
    "line",
    [
        "(Nêu rõ số cuộc họp, số người dự)",
        "[Ghi rõ số liệu từng năm]",
        "(cần nêu cụ thể việc đã làm).",
        "(Đánh giá ưu điểm, hạn chế)",
        "(Liệt kê các văn bản đã ban hành)",
    ],
)
def test_instructions_left_from_a_form_are_no_answer(line: str) -> None:
    """What a form tells its writer to do, in brackets, and nothing else in the line."""
    assert counted(line) == 0


@pytest.mark.parametrize(
    "line",
    [
        "Cấp uỷ họp bốn lần",
        "Nêu rõ số cuộc họp, số người dự",  # no brackets
        "(Chi bộ họp bốn lần)",  # tells what was done
        "(Nêu rõ số cuộc họp) đã họp bốn lần",  # and an answer
        "Công tác chỉ đạo",  # a short wording may be a sub-heading
        "Nguyên nhân của những khó khăn, hạn chế",  # another item's title
        "Lãnh đạo, chỉ đạo của cấp uỷ và thủ trưởng cơ quan rất sát sao, họp hằng tháng",
    ],
)
def test_what_is_content(line: str) -> None:
    """Everything else counts, word for word."""
    assert counted(line) == len(line.split())


def test_a_heading_of_two_items_repeats_either() -> None:
    """Under a merged heading both titles are the plan's words."""
    line = "Nguyên nhân của những khó khăn, hạn chế"
    assert (counted(line, A, B), counted(line, B), counted(line, A)) == (0, 0, 8)


def test_a_long_line_is_an_answer_whatever_it_repeats() -> None:
    """No title is as long."""
    line = "(Nêu " + "rất nhiều " * 45 + ")"
    assert counted(line) == 91


@pytest.mark.parametrize(("line", "count"), [("– … ./.", 0), ("", 0), ("12 ngày - 3 đêm", 4), ("1.", 1)])
def test_signs_are_no_words(line: str, count: int) -> None:
    """A word holds a letter or a figure."""
    assert counted(line) == count


def test_lines_add_up() -> None:
    """Those that say nothing of their own are left out, the others counted."""
    lines = ["(Nêu kết quả)", filler(20), "Lãnh đạo, chỉ đạo của cấp uỷ và thủ trưởng cơ quan", filler(5)]
    assert CONTENT.words(lines, (A,)) == 25
    assert CONTENT.words([], (A,)) == 0
