"""Tables are one block, unless they only frame running text."""

from __future__ import annotations

from pipeline.model.document import Block, BlockKind
from pipeline.read.docx.reader import read_docx
from pipeline.read.docx.table import MAX_SPAN, RUNNING_CHARACTERS, RUNNING_PARAGRAPHS
from tests.build import word
from tests.build.word import Xml, cell, p, row, table


def read(*blocks: Xml, numbering: str = "") -> tuple[Block, ...]:
    """The blocks of a file."""
    return read_docx(word.docx(*blocks, parts=word.Parts(numbering=numbering))).blocks


def test_table_is_one_block_with_rows_and_text() -> None:
    """Cells stand in rows; the text leaves empty cells out, and lines of a cell are lines."""
    (block,) = read(table(["TT", "Nội dung"], ["1", [p("dòng 1"), p("dòng 2")]], ["", "x"], ["", ""]))
    assert (block.kind, block.paragraph) == (BlockKind.TABLE, 1)
    assert block.rows == (("TT", "Nội dung"), ("1", "dòng 1\ndòng 2"), ("", "x"), ("", ""))
    assert block.text == "TT | Nội dung\n1 | dòng 1\ndòng 2\nx"


def test_labels_stand_in_cells() -> None:
    """Automatic numbers in a cell are part of its text."""
    numbering = word.abstract(0, word.level(0, "decimal", "%1.")) + word.num(1, 0)
    (block,) = read(table(*[[p("x", number=(1, 0)), "y"]] * 2), numbering=numbering)
    assert block.rows == (("1. x", "y"), ("2. x", "y"))


def test_spanning_cell_comes_once() -> None:
    """A gridSpan cell is one cell, however wide it claims to be."""
    wide = cell("rộng", f'<w:tcW w:w="1"/><w:gridSpan w:val="{10**8}"/>')
    (block,) = read(table([wide, "a"], ["b", "c"]))
    assert block.rows == (("rộng", "a"), ("b", "c"))
    assert MAX_SPAN < 100


def test_vertical_merge_comes_once() -> None:
    """What stands in a continued cell is not seen on the page; without a cell above it is."""
    top = cell("trên", '<w:vMerge w:val="restart"/>')
    below = cell("dưới", "<w:vMerge/>")
    (block,) = read(table([below, "0"], [top, "1"], [below, "2"], ["a", "3"], [below, "4"]))
    assert block.rows == (("dưới", "0"), ("trên", "1"), ("", "2"), ("a", "3"), ("dưới", "4"))


def test_rows_and_cells_that_are_gone_are_not_read() -> None:
    """Rows and cells that were deleted, and hidden rows, are not on the page; wrapped ones are."""
    gone = row("zz", "zz", properties='<w:del w:id="1"/>')
    hidden = row("zz", "zz", properties="<w:hidden/>")
    cut = row("a", cell("zz", '<w:cellDel w:id="2"/>'), "b")
    kept = word.content_control(row("c", word.content_control(cell("d")), cell(p(word.inserted("e")))))
    either = Xml(f"<mc:AlternateContent><mc:Choice>{row('g', 'h')}</mc:Choice></mc:AlternateContent>")
    (block,) = read(table(gone, hidden, cut, kept, either))
    assert block.rows == (("a", "b"), ("c", "d", "e"), ("g", "h"))


def test_nested_table_is_read_inside_its_cell() -> None:
    """The cells of a table in a cell are lines of that cell."""
    (block,) = read(table(["a", [p("trước"), table(["1", "2"], ["3", "4"]), p("sau")]]))
    assert block.rows == (("a", "trước\n1 | 2\n3 | 4\nsau"),)


def test_text_box_in_a_cell_stays_in_the_cell() -> None:
    """A box anchored in a cell is read with it."""
    (block,) = read(table(["a", p("b", word.text_box(p("hộp")))]))
    assert block.rows == (("a", "b\nhộp"),)


def test_frame_of_one_column_is_its_paragraphs() -> None:
    """A 1×1 table and a table of single cells frame text: their paragraphs are blocks."""
    blocks = read(table([[p("một"), p("hai")]]), table(["ba"], ["bốn"]))
    assert [(block.kind, block.text) for block in blocks] == [
        (BlockKind.PARAGRAPH, text) for text in ("một", "hai", "ba", "bốn")
    ]


def test_layout_with_running_text_is_its_paragraphs() -> None:
    """A cell with many long paragraphs makes the table a layout; one character less and it is a table."""
    line = "x" * (RUNNING_CHARACTERS // RUNNING_PARAGRAPHS)
    running = [p(line)] * RUNNING_PARAGRAPHS
    assert len(read(table(["trái", running]))) == RUNNING_PARAGRAPHS + 1
    (block,) = read(table(["trái", [*running[1:], p(line[1:])]]))
    assert block.kind is BlockKind.TABLE


def test_letterhead_and_recipients_stay_tables() -> None:
    """Two columns of short lines, as at the head and the foot of every report, are tables."""
    head = table([[p("ĐẢNG UỶ"), p("Số 12-BC/ĐU")], [p("ĐẢNG CỘNG SẢN VIỆT NAM")]])
    foot = table([[p("Nơi nhận:"), *[p(f"- Đơn vị {n};") for n in range(9)]], [p("T/M ĐẢNG UỶ")]])
    assert [block.kind for block in read(head, p("thân"), foot)] == [
        BlockKind.TABLE, BlockKind.PARAGRAPH, BlockKind.TABLE,
    ]  # fmt: skip


def test_cell_without_properties_is_a_cell() -> None:
    """W:tcPr may be absent."""
    bare = Xml(f"<w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>")
    assert read(table(bare))[0].rows == (("a", "b"),)


def test_empty_table_is_no_block() -> None:
    """A table without text leaves nothing."""
    assert read(table(["", ""]), table()) == ()
