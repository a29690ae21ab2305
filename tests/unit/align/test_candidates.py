"""Which lines may be headings, and between which blocks sections stand."""

from __future__ import annotations

import pytest

from pipeline.align.candidates import Candidate, body_range, candidates, is_copied, may_merge
from pipeline.align.labels import LabelKind
from pipeline.model.document import Document
from tests.build.nouns import block, document, table
from tests.build.page import page

HEAD = "^ **BÁO CÁO**\n^ **Sơ kết 03 năm thực hiện Chỉ thị**\n^ -----\n"


def body(text: str) -> tuple[str, ...]:
    """The blocks between title and end, as written."""
    read = page(text)
    return tuple(block.text for block in read.blocks[slice(*_ends(read))])


def _ends(read: Document) -> tuple[int, int]:
    found = body_range(read)
    return found.start, found.stop


def lines(text: str) -> tuple[Candidate, ...]:
    """The candidates of a document without a title."""
    read = page(text)
    return candidates(read, body_range(read))


def heads(text: str) -> list[tuple[str, str]]:
    """Head and rest of each candidate."""
    return [(line.head, line.rest) for line in lines(text)]


# --- where sections stand


def test_the_body_begins_below_the_abstract() -> None:
    """Type, abstract and rule are no part of it; the opening sentence is."""
    assert body(HEAD + "Thực hiện kế hoạch\n**I. Kết quả**") == ("Thực hiện kế hoạch", "I. Kết quả")


@pytest.mark.parametrize(
    "abstract",
    [
        "^ **Kết quả thực hiện Chỉ thị**",
        "Kết quả thực hiện Chỉ thị",
        "^ Kết quả thực hiện\n^ Chỉ thị số 28-CT/TU",
        "**Kết quả thực hiện Chỉ thị**\n-----",
        "",
    ],
)
def test_an_abstract_of_any_form(abstract: str) -> None:
    """Bold, plain, over two lines, with a rule below, or absent: the first numbered line begins the body."""
    assert body(f"**BÁO CÁO**\n{abstract}\n**I. Kết quả**\n~5")[0] == "I. Kết quả"


def test_a_type_with_its_abstract_in_one_line_has_no_other() -> None:
    """What follows it at the margin belongs to the body."""
    assert body("**BÁO CÁO SƠ KẾT 03 NĂM**\n**Kết quả**\n~5")[0] == "Kết quả"


def test_a_styled_heading_right_below_the_type_is_a_heading() -> None:
    """Word says that it is one."""
    assert body("**BÁO CÁO**\n# Kết quả\n~5")[0] == "Kết quả"


def test_an_abstract_has_an_end() -> None:
    """Four centred lines are the longest; a fifth is the report's own."""
    assert body("**BÁO CÁO**\n" + "^ Dòng\n" * 6) == ("Dòng", "Dòng")


def test_a_table_ends_the_abstract() -> None:
    """What stands in cells is content."""
    assert body("**BÁO CÁO**\n| a | b |\n~5")[0] == "a | b"


def test_without_a_title_everything_is_body() -> None:
    """A file that begins with its first chapter, or with nothing."""
    assert body("**I. Kết quả**\n~5")[0] == "I. Kết quả"
    assert body("") == ()


def test_a_title_far_down_is_no_title() -> None:
    """`Báo cáo` in the middle of a text announces nothing."""
    assert len(body("~3\n" * 16 + "Báo cáo kết quả\n~3")) == 18


@pytest.mark.parametrize(
    "end",
    [
        "Trên đây là báo cáo của chi bộ./.",
        "TRÊN ĐÂY LÀ BÁO CÁO",
        "Trên đây, chi bộ báo cáo kết quả",
        "Nơi nhận:",
        "PHỤ LỤC SỐ LIỆU",
        "| Nơi nhận: / - Như trên; | T/M CHI BỘ |",
        "| - Như trên | TM. BAN CHỈ ĐẠO |",
        "| Lưu | KT. GIÁM ĐỐC |",
        "| Lưu | T/M CHI BỘ / BÍ THƯ |",
    ],
)
def test_what_ends_the_body(end: str) -> None:
    """Closing sentence, addressees, annex, or a signature table, in any case."""
    assert body(f"{HEAD}**I. Kết quả**\n~5\n~5\n{end}\n~5")[-1] == page("~5").blocks[0].text
    assert len(body(f"{HEAD}**I. Kết quả**\n~5\n~5\n{end}\n~5")) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Trên địa bàn tỉnh có 5 phòng",
        "| Năm | Lượt |",
        "| Nguyễn Văn A | ktv |",
        "Nơi ở của cán bộ",
    ],
)
def test_what_does_not_end_the_body(line: str) -> None:
    """A sentence that begins alike, and a table of figures, are content."""
    assert len(body(f"{HEAD}**I. Kết quả**\n~5\n{line}\n~5")) == 4


def test_an_opening_that_sounds_like_a_closing() -> None:
    """`Trên đây là …` in the first part of a body opens it."""
    assert len(body(HEAD + "Trên đây là tình hình chung.\n**I. Kết quả**\n~5\n~5\n~5")) == 5


# --- which lines


@pytest.mark.parametrize(
    ("line", "head", "rest"),
    [
        ("**1. Hạn chế: ** chưa đều", "Hạn chế", "chưa đều"),
        ("**1. Hạn chế.** Chưa đều", "Hạn chế", "Chưa đều"),
        ("1. Hạn chế: chưa đều", "Hạn chế", "chưa đều"),
        ("- Hạn chế: Không", "Hạn chế", "Không"),
        ("Về những khó khăn, hạn chế, vướng mắc: không", "Về những khó khăn, hạn chế, vướng mắc", "không"),
        ("1. Hạn chế. Chưa đều tay", "Hạn chế", "Chưa đều tay"),
        ("1. Hạn chế:", "Hạn chế", ""),
        ("1. Hạn chế;", "Hạn chế", ""),
        ("{1.} Hạn chế: không", "Hạn chế", "không"),
        ("**Công tác / tuyên truyền**", "Công tác tuyên truyền", ""),
        ("1. Số 45. ngày khác", "Số 45. ngày khác", ""),
    ],
)
def test_where_a_heading_ends(line: str, head: str, rest: str) -> None:
    """At the change of weight, a colon, or a full stop before a capital; line feeds are blanks."""
    assert heads(line) == [(head, rest)]


def test_a_bold_prefix_behind_an_automatic_number() -> None:
    """The word processor's number is not in the text, and the weight still tells where the heading ends."""
    assert heads("{1.} **Hạn chế** chưa đều") == [("Hạn chế", "chưa đều")]


@pytest.mark.parametrize(
    "line",
    [
        "~16",
        "~50",
        "1. ~86",
        "Hạn chế. Chưa đều tay",
        "Trong ba năm qua ở cơ quan có mấy việc lớn như sau: đã họp",
        "1. 2. 3.",
        "…",
        "12345",
        "1. ……………",
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    """Plain prose, very long lines, and lines without letters."""
    assert heads(line) == []


COPIED = " ".join(["thực hiện dân chủ"] * 20)  # as long as the plan's longest item


@pytest.mark.parametrize("form", ["1. {}", "- {}", "**{}**", "1. {}: Đã họp", "- {}. Đã họp"])
def test_a_title_copied_from_the_plan_is_a_line_but_not_by_its_form(form: str) -> None:
    """Of so many words only the plan's own make a heading, alone or running into the text; nobody merges two of them."""
    (line,) = lines(form.format(COPIED))
    assert (line.head, line.sure, is_copied(line), may_merge(line)) == (COPIED, False, True, False)
    assert line.rest in {"", "Đã họp"}


def test_a_bold_sentence_that_others_follow_is_no_heading_by_its_weight() -> None:
    """Thirty words in front of a full stop at most."""
    short, long = (lines(f"**{' '.join(['dân chủ'] * half)}. Đã họp**")[0] for half in (15, 16))
    assert (short.sure, long.sure) == (True, False)


@pytest.mark.parametrize(
    ("line", "sure", "label"),
    [
        ("**Hạn chế**", True, LabelKind.NONE),
        ("HẠN CHẾ", True, LabelKind.NONE),
        ("## Hạn chế", True, LabelKind.NONE),
        ("Hạn chế", False, LabelKind.NONE),
        ("1. Hạn chế", False, LabelKind.NUMBER),
        ("{a)} Hạn chế", False, LabelKind.LETTER),
        ("- Hạn chế", False, LabelKind.DASH),
    ],
)
def test_form_and_label(line: str, label: LabelKind, *, sure: bool) -> None:
    """Weight, capitals and style make a line sure; a label alone does not."""
    found = lines(line)[0]
    assert (found.sure, found.label, found.numbered) == (
        sure,
        label,
        label in {LabelKind.NUMBER, LabelKind.LETTER},
    )


@pytest.mark.parametrize(
    ("line", "label", "head"),
    [
        ("**I ĐÁNH GIÁ CHUNG**", LabelKind.ROMAN, "ĐÁNH GIÁ CHUNG"),
        ("**2 Cái còn vướng**", LabelKind.NUMBER, "Cái còn vướng"),
        ("2 Cái còn vướng", LabelKind.NONE, "2 Cái còn vướng"),  # plain: a count of things
        ("**03 năm thực hiện**", LabelKind.NONE, "03 năm thực hiện"),
    ],
)
def test_a_bold_line_may_have_lost_its_labels_full_stop(line: str, label: LabelKind, head: str) -> None:
    """Bold, a number before a capital is a label; in plain prose it counts something."""
    assert [(found.label, found.head) for found in lines(line)] == [(label, head)]


@pytest.mark.parametrize(
    ("line", "open_"),
    [
        ("**Hạn chế**", True),
        ("**Hạn chế:**", True),
        ("Hạn chế.", False),
        ("Hạn chế;", False),
        ("Hạn chế,", False),
    ],
)
def test_a_line_that_ends_like_a_sentence_is_closed(line: str, *, open_: bool) -> None:
    """A full stop, semicolon or comma at its end; a colon opens what follows."""
    assert lines(line)[0].open is open_


@pytest.mark.parametrize(
    ("line", "merges"),
    [
        ("**Hạn chế và nguyên nhân.**", True), ("1. Hạn chế và nguyên nhân.", True), ("Hạn chế và nguyên nhân", True),
        ("Hạn chế và nguyên nhân.", False), ("- Hạn chế và nguyên nhân;", False), ("- Hạn chế và nguyên nhân: không có", False),
    ],
)  # fmt: skip
def test_which_lines_may_be_a_heading_of_two(line: str, *, merges: bool) -> None:
    """Those that look like a heading, are numbered, or stand free; not a sentence of a list."""
    assert may_merge(lines(line)[0]) is merges


def test_a_part_without_a_name_is_called_by_its_number() -> None:
    """`PHẦN THỨ HAI` with plain text below keeps its own words."""
    assert heads("**PHẦN THỨ HAI**\n~20") == [("PHẦN THỨ HAI", "")]


def test_tables_are_no_headings() -> None:
    """Whatever stands in a cell."""
    read = document(table(("1. Hạn chế",)), block("2. Nguyên nhân"))
    assert [line.head for line in candidates(read, range(2))] == ["Nguyên nhân"]


# --- contents lists


@pytest.mark.parametrize("line", ["1. Kết quả........ 3", "1. Kết quả…… 12", "1. Kết quả\t7"])
def test_a_line_of_a_contents_list_is_no_heading(line: str) -> None:
    """Dot leaders or a tab before a page number."""
    read = document(block(line))
    assert candidates(read, range(1)) == ()


def _list(count: int) -> str:
    return "".join(
        f"**{n}. Mục về {name}**\n"
        for n, name in enumerate(["gà", "vịt", "cá", "ong", "dê", "bò", "tằm"][:count], 1)
    )


def test_a_bare_contents_list_is_dropped() -> None:
    """Six headings in a row that all come again are a list of them."""
    text = _list(6) + _list(6).replace("\n", "\n~20\n")
    assert len(lines(text)) == 6
    assert lines(text)[0].block == 6


@pytest.mark.parametrize(("count", "title"), [(3, ""), (3, "**MỤC LỤC**\n"), (6, "**MỤC LỤC**\n")])
def test_a_short_list_without_a_word_between(count: int, title: str) -> None:
    """Three headings, block after block, that come again with text: a list of chapters."""
    text = title + _list(count) + _list(count).replace("\n", "\n~20\n")
    assert [line.head for line in lines(text)] == [line.head for line in lines(_list(count))]


def test_two_repeated_headings_are_kept() -> None:
    """Two may be alike by chance, and five with text between them."""
    assert len(lines(_list(2) + _list(2).replace("\n", "\n~20\n"))) == 4
    assert len(lines(2 * _list(5).replace("\n", "\n~20\n"))) == 10


# --- broken headings


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("**1. Vai trò và sự phối hợp với**\n**các đoàn thể**", "Vai trò và sự phối hợp với các đoàn thể"),
        (
            "**II. KẾT QUẢ BA NĂM TỔ CHỨC THỰC HIỆN CÁC NỘI DUNG**\n**CỦA CHỈ THỊ**",
            "KẾT QUẢ BA NĂM TỔ CHỨC THỰC HIỆN CÁC NỘI DUNG CỦA CHỈ THỊ",
        ),
        ("**PHẦN THỨ HAI**\n**PHƯƠNG HƯỚNG**", "PHƯƠNG HƯỚNG"),
        (
            "**PHẦN THỨ HAI**\n**PHƯƠNG HƯỚNG, NHIỆM VỤ TRONG THỜI GIAN TỚI VÀ**\n**GIẢI PHÁP**",
            "PHƯƠNG HƯỚNG, NHIỆM VỤ TRONG THỜI GIAN TỚI VÀ GIẢI PHÁP",
        ),
        ("**Vai trò của**\n**đoàn thể:** tốt", "Vai trò của đoàn thể"),
    ],
)
def test_a_heading_broken_over_blocks_is_one(text: str, head: str) -> None:
    """It goes on in small letters, in capitals after a full line, or below a bare part; its last block is known."""
    found = lines(text + "\n~20")
    assert [line.head for line in found] == [head]
    assert found[0].last == text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "**1. Kết quả:**\n**các đoàn thể**",  # a colon ends it
        "**1. Kết quả**\n**Các đoàn thể**",  # a capital begins another
        "**1. Kết quả**\n**2. các đoàn thể**",  # a number does
        "**1. Kết quả**\ncác đoàn thể",  # plain weight is text
        "**II. KẾT QUẢ**\n**ƯU ĐIỂM**",  # capitals after a short line
        "**1. Kết quả**\n~3\n**các đoàn thể**",  # text between
        "**1. Kết quả:** tốt\n**các đoàn thể**",  # it had run into its text
    ],
)
def test_neighbouring_headings_are_two(text: str) -> None:
    """What ends a heading keeps the next line apart."""
    assert lines(text)[0].last == 0
