"""A labelled report as lines: what is read, what is true of it, and the document that it makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.document import BlockKind
from pipeline.model.section import State
from pipeline.text.fold import bare
from tests.build.page import filler
from tests.labelled.compose import LEAVES
from tests.labelled.lines import Answer, Line, lay_out, read_paper, truth
from tests.labelled.measure import PAPERS

WRITTEN = sorted(PAPERS.glob("*/*.txt"))
PAPER = f"""\
%\tone of every kind of line
x\tBÁO CÁO
@\tforeign
p\tThực hiện kế hoạch, chi bộ báo cáo như sau
H\tC\tI.\t1.1\tCÔNG TÁC TUYÊN TRUYỀN
p\t{filler(40)}
H\tC\tII.\tchapter\tKẾT QUẢ
p\tCụ thể như sau
H\tB\t1.\t1.2.1\tLãnh đạo,
H\tcont\t\tcont\tchỉ đạo
H\tI\ta)\tsub\tCấp uỷ
-\t{filler(20)}
|\tNăm\tCuộc họp
|\t2022\t4
H\tB\t2.\tmore\tThủ trưởng
p\tchỉ đạo sát sao

H\tR\t3.\t1.2.2+1.2.3\tBan Chỉ đạo và đoàn thể :: đã phối hợp tốt
@\t1.2.4
p\t{filler(30)}
H\tB\t4.\t1.3.1\tƯu điểm
p\tKhông có
H\tC\tIII.\tforeign\tPHƯƠNG HƯỚNG
p\tTiếp tục thực hiện
x\tTrên đây là báo cáo
"""


@pytest.fixture
def lines(tmp_path: Path) -> tuple[Line, ...]:
    """The paper above, read."""
    path = tmp_path / "r.txt"
    path.write_text(PAPER, encoding="utf-8")
    return read_paper(path)


# --- reading


def test_a_paper_is_read_line_by_line(lines: tuple[Line, ...]) -> None:
    """Remarks and blank lines are left out, fields taken apart."""
    assert len(lines) == 23
    assert lines[0] == Line(kind="x", text="BÁO CÁO")
    assert lines[1] == Line(kind="@", what="foreign")
    assert lines[7] == Line(kind="H", form="B", label="1.", what="1.2.1", text="Lãnh đạo,")
    assert lines[11] == Line(kind="|", cells=("Năm", "Cuộc họp"))


def test_a_line_of_no_known_kind_is_an_error_with_its_place(tmp_path: Path) -> None:
    """A letter mistyped is not a paragraph."""
    (tmp_path / "r.txt").write_text("p\tChi bộ\nq\tChi bộ\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"r.txt:2: 'q' is no kind of line"):
        read_paper(tmp_path / "r.txt")


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        (Line(kind="H", what="1.2.1"), ("1.2.1",)),
        (Line(kind="H", what="1.2.1+1.2.2"), ("1.2.1", "1.2.2")),
        *((Line(kind="H", what=what), ()) for what in ("chapter", "sub", "more", "cont", "foreign")),
        (Line(kind="@", what="1.2.1"), ()),
        (Line(kind="p"), ()),
    ],
)
def test_only_headings_of_items_answer(line: Line, answers: tuple[str, ...]) -> None:
    """One item, or two."""
    assert line.answers == answers


# --- truth


def test_the_truth_is_what_the_labels_say(lines: tuple[Line, ...]) -> None:
    """Run-in text, sub-headings, lists and tables belong to the heading above; what no label claims belongs to none."""
    right = truth(lines, LEAVES)
    shared = Answer(state=State.THIN, text="đã phối hợp tốt")
    own = f"a) Cấp uỷ\n- {filler(20)}\nNăm Cuộc họp\n2022 4\n2. Thủ trưởng\nchỉ đạo sát sao"
    nothing = Answer(state=State.MISSING)
    assert right == {
        "1.1": Answer(state=State.FULL, text=filler(40)), "1.2.1": Answer(state=State.FULL, text=own),
        "1.2.2": shared, "1.2.3": shared, "1.2.4": Answer(state=State.FULL, text=filler(30)),
        "1.3.1": Answer(state=State.EMPTY, text="Không có"), "1.3.2": nothing, "1.3.3": nothing, "1.4.1": nothing,
        "1.4.2": nothing,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "state"),
    [(0, State.EMPTY), (3, State.EMPTY), (4, State.THIN), (29, State.THIN), (30, State.FULL)],
)
def test_states_by_length(words: int, state: State) -> None:
    """Three words are no answer, thirty a full one; signs are no words."""
    text = (Line(kind="p", text=filler(words)),) if words else ()
    heading = Line(kind="H", what="1.1", text="Tuyên truyền")
    assert truth((heading, *text, Line(kind="p", text="– … ./.")), ["1.1"])["1.1"].state is state


def test_a_text_without_a_heading_answers_until_the_next_heading() -> None:
    """And a line outside the body ends it too."""
    claimed = (Line(kind="@", what="1.1"), Line(kind="p", text="một"))
    for end in (
        Line(kind="x"),
        Line(kind="H", what="chapter"),
        Line(kind="H", what="foreign"),
        Line(kind="@", what="foreign"),
    ):
        assert truth((*claimed, end, Line(kind="p", text="hai")), ["1.1"])["1.1"].text == "một"


# --- the document


def test_a_typed_paper(lines: tuple[Line, ...]) -> None:
    """Every shown line is a block, numbers in the text, rows of a table together, weight as the form says."""
    blocks = lay_out(lines).blocks
    assert len(blocks) == 20  # no line for the two @, and one for two rows
    heading, cont, sub, item, table = blocks[6:11]
    assert (heading.text, heading.label, heading.style.bold) == ("1. Lãnh đạo,", "", 1.0)
    assert (cont.text, cont.style.bold) == ("chỉ đạo", 1.0)
    assert (sub.text, sub.style.bold, sub.style.italic) == ("a) Cấp uỷ", 0.0, 1.0)
    assert item.text == f"- {filler(20)}"
    assert (table.kind, table.rows) == (BlockKind.TABLE, (("Năm", "Cuộc họp"), ("2022", "4")))


def test_a_heading_that_runs_into_its_text(lines: tuple[Line, ...]) -> None:
    """The bold beginning ends with the colon, in front of a typed number or not."""
    typed, numbered = (
        next(found for found in lay_out(lines, automatic=automatic).blocks if "đoàn thể" in found.text)
        for automatic in (False, True)
    )
    assert typed.text == "3. Ban Chỉ đạo và đoàn thể: đã phối hợp tốt"
    assert typed.text[: typed.style.bold_prefix] == "3. Ban Chỉ đạo và đoàn thể:"
    assert (numbered.label, numbered.text) == ("3.", "Ban Chỉ đạo và đoàn thể: đã phối hợp tốt")
    assert numbered.text[: numbered.style.bold_prefix] == "Ban Chỉ đạo và đoàn thể:"
    assert 0 < typed.style.bold < 1


def test_words_own_numbers_are_labels(lines: tuple[Line, ...]) -> None:
    """Beside the text, not in it: the page shows the same."""
    typed, automatic = lay_out(lines), lay_out(lines, automatic=True)
    assert [found.shown for found in typed.blocks] == [found.shown for found in automatic.blocks]
    assert {found.label for found in typed.blocks} == {""}
    assert {"I.", "1.", "a)", "-"} <= {found.label for found in automatic.blocks}


def test_heading_styles() -> None:
    """Chapters are level 1, sections level 2."""
    chapter, part = lay_out(
        (Line(kind="H", form="S", what="chapter", text="Kết quả"), Line(kind="H", form="S", what="1.2.1", text="Lãnh đạo"))
    ).blocks  # fmt: skip
    assert (chapter.kind, chapter.style.level, part.style.level) == (BlockKind.HEADING, 1, 2)


def test_a_scan_has_letters_and_nothing_else(lines: tuple[Line, ...]) -> None:
    """No style and no heading; every block and page is as sure as the scan; a table is still a table."""
    scan = lay_out(lines, scan=0.9)
    typed = lay_out(lines)
    assert [found.text for found in scan.blocks] == [found.text for found in typed.blocks]
    assert {(found.style.bold, found.style.level, found.sure) for found in scan.blocks} == {(0.0, None, 0.9)}
    assert {found.kind for found in scan.blocks} == {BlockKind.PARAGRAPH, BlockKind.TABLE}
    assert [page.confidence for page in scan.recognised] == [0.9] * (scan.pages or 0)
    assert (typed.recognised, scan.reader, typed.reader) == ((), "scan", "docx")


def test_pages_and_paragraphs_count_from_one() -> None:
    """A page has some lines, and the last page is the number of pages."""
    read = lay_out(tuple(Line(kind="p", text=filler(20)) for _ in range(40)))
    assert [found.paragraph for found in read.blocks] == list(range(1, 41))
    pages = [found.page or 0 for found in read.blocks]
    assert pages == sorted(pages)
    assert (pages[0], pages[-1]) == (1, read.pages)
    assert lay_out(()).pages == 1


def test_titles_in_capitals_are_centred() -> None:
    """As letterheads and titles are; a closing sentence is not."""
    blocks = lay_out((Line(kind="x", text="BÁO CÁO"), Line(kind="x", text="Trên đây là báo cáo"))).blocks
    assert [found.style.centred for found in blocks] == [True, False]


# --- the papers


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_paper_is_labelled_as_this_page_says(path: Path) -> None:
    """It says what is special; kinds, forms and labels are known ones, and no item begins twice."""
    assert path.read_text(encoding="utf-8").startswith("%\t")
    lines = read_paper(path)
    assert {line.form for line in lines} <= {"", "C", "B", "P", "S", "I", "R", "cont"}
    named = {part for line in lines for part in line.what.split("+")}
    assert named <= {"", "chapter", "sub", "more", "cont", "foreign", *LEAVES}
    begun = [leaf for line in lines for leaf in line.answers]
    assert len(begun) == len(set(begun))
    assert any(line.kind == "x" and bare(line.text).startswith("bao ca") for line in lines)
    assert lay_out(lines).blocks


def test_the_papers_show_every_state() -> None:
    """A dozen or more in each folder, most sections full, and some thin, empty and missing in each."""
    for folder in sorted({path.parent for path in WRITTEN}):
        papers = [path for path in WRITTEN if path.parent == folder]
        states = [answer.state for path in papers for answer in truth(read_paper(path), LEAVES).values()]
        assert len(papers) >= 12
        assert set(states) == {State.FULL, State.THIN, State.EMPTY, State.MISSING}
        assert states.count(State.FULL) > len(states) / 2
