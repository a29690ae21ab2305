"""What is seen on the page is read exactly once; what is not seen is not read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.document import Block, BlockKind
from pipeline.read.docx.reader import read_docx
from tests.build import word
from tests.build.word import Xml, p, run


def texts(*blocks: Xml, parts: word.Parts = word.DEFAULT) -> list[str]:
    """The texts that are read from a file of these blocks."""
    return [block.text for block in read_docx(word.docx(*blocks, parts=parts)).blocks]


SEEN_ONCE = {
    "inserted run": word.inserted("chữ"),
    "moved here": word.wrap("w:moveTo", "chữ"),
    "content control": word.content_control("chữ"),
    "smart tag": word.wrap("w:smartTag", "chữ"),
    "simple field": word.wrap("w:fldSimple", "chữ", attributes='w:instr="DATE"'),
    "custom XML": word.wrap("w:customXml", "chữ"),
    "hyperlink": word.wrap("w:hyperlink", "chữ"),
    "complex field": word.field_run("HYPERLINK x", "chữ"),
    "nested field": word.field_run("IF", word.field_run("REF", "chữ")),
    "unknown wrapper": word.wrap("w:bdo", "chữ"),
    "formula": Xml("<m:oMath><m:r><m:t>chữ</m:t></m:r></m:oMath>"),
    "base of ruby": run(Xml("<w:ruby><w:rt><w:r><w:t>zz</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>chữ</w:t></w:r></w:rubyBase></w:ruby>")),
    "choice": Xml("<mc:AlternateContent><mc:Choice><w:r><w:t>chữ</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>chữ</w:t></w:r></mc:Fallback></mc:AlternateContent>"),
    "fallback where the choice has no text": run(Xml("<mc:AlternateContent><mc:Choice><w:sym/></mc:Choice><mc:Fallback><w:t>chữ</w:t></mc:Fallback></mc:AlternateContent>")),
    "NFD": run(unicodedata.normalize("NFD", "chữ")),
    "visible although its style could hide it": run("chữ", '<w:vanish w:val="0"/>'),
}  # fmt: skip


@pytest.mark.parametrize("content", SEEN_ONCE.values(), ids=SEEN_ONCE)
def test_visible_text_is_read_exactly_once(content: Xml) -> None:
    """Whatever wraps a run that the page shows, its text comes once, composed, in its place."""
    assert texts(p("a ", content, " b")) == ["a chữ b"]


UNSEEN = {
    "deleted": word.deleted("zz"),
    "moved away": word.wrap("w:moveFrom", "zz"),
    "hidden": run("zz", "<w:vanish/>"),
    "hidden by a character style": run("zz", '<w:rStyle w:val="Ghost"/>'),
    "field instruction": word.field_run("REF zz"),
    "field inside an instruction": Xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + word.field_run("A", "zz")
        + '<w:r><w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "fallback": Xml("<mc:Fallback><w:r><w:t>zz</w:t></w:r></mc:Fallback>"),
    "alternates without a branch": Xml("<mc:AlternateContent/>"),
    "soft hyphen in a Unicode font": run(Xml("<w:softHyphen/><w:t>\u00ad</w:t>")),
    "symbol without a code": run(Xml('<w:sym w:char="zz"/>')),
    "end of a field that never began": run(Xml('<w:fldChar w:fldCharType="end"/>')),
}  # fmt: skip


@pytest.mark.parametrize("content", UNSEEN.values(), ids=UNSEEN)
def test_invisible_text_is_not_read(content: Xml) -> None:
    """Deleted, moved, hidden and technical text leaves no trace in its neighbours."""
    ghost = word.Parts(styles=word.style("Ghost", "<w:rPr><w:vanish/></w:rPr>", kind="character"))
    assert texts(p("a", content, "b"), parts=ghost) == ["ab"]


SIGNS = {
    "<w:tab/>": "\t", "<w:ptab/>": "\t", "<w:br/>": "\n", "<w:cr/>": "\n", "<w:noBreakHyphen/>": "-",
    '<w:sym w:font="Symbol" w:char="F0B7"/>': "•", '<w:sym w:font="Wingdings" w:char="F0D8"/>': "➢",
}  # fmt: skip


@pytest.mark.parametrize(("markup", "sign"), SIGNS.items())
def test_signs_that_are_no_letters_become_characters(markup: str, sign: str) -> None:
    """Tabs, breaks, hyphens and symbols stand in the text where they stand on the page."""
    assert texts(p(run(Xml(f"<w:t>28</w:t>{markup}<w:t>CT</w:t>")))) == [f"28{sign}CT"]


@pytest.mark.parametrize("properties", ['<w:rFonts w:ascii=".VnTime"/>', '<w:rStyle w:val="Old"/>'])
def test_soft_hyphen_is_a_letter_in_tcvn3_fonts(properties: str) -> None:
    """U+00AD is ư in .Vn fonts, so it is read, and the reviewer is told about the font."""
    parts = word.Parts(
        styles=word.style("Old", '<w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr>', kind="character")
    )
    document = read_docx(
        word.docx(p(run(Xml("<w:t>®</w:t><w:softHyphen/><w:t>îc</w:t>"), properties)), parts=parts)
    )
    assert document.blocks[0].text == "được"
    assert any(".VnTime" in remark for remark in document.remarks)


def test_capitals_by_formatting_are_capitals_on_the_page() -> None:
    """w:caps shows capitals, and the text says what is shown."""
    assert texts(p(run("kết quả", "<w:caps/>"))) == ["KẾT QUẢ"]


def test_whole_paragraphs_in_wrappers_are_read() -> None:
    """Content controls, custom XML and alternates round paragraphs hide nothing."""
    wrapped = word.content_control(p("một"))
    custom = word.wrap("w:customXml", p("hai"))
    either = Xml(
        f"<mc:AlternateContent><mc:Choice>{p('ba')}</mc:Choice><mc:Fallback>{p('ba')}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(wrapped, custom, either) == ["một", "hai", "ba"]


def test_text_box_comes_once_after_its_paragraph() -> None:
    """Word writes a text box twice (DrawingML and VML); it is read once, after the paragraph that anchors it."""
    assert texts(p("Số", word.text_box(p("DỰ THẢO"), p("lần 2")), ": 5"), p("sau")) == [
        "Số: 5",
        "DỰ THẢO",
        "lần 2",
        "sau",
    ]


def test_old_text_box_and_one_inside_another_are_read() -> None:
    """VML alone is read, and a box in a box comes after the paragraph that holds it."""
    assert texts(p(word.old_text_box(p("ngoài", word.text_box(p("trong")))))) == ["ngoài", "trong"]


def test_text_box_outside_a_run_is_read() -> None:
    """A box that some program put straight into the paragraph is a box all the same."""
    assert texts(p("a", word.wrap("w:txbxContent", p("hộp")))) == ["a", "hộp"]


def test_drawing_without_text_gives_nothing() -> None:
    """A picture is no block, however its markup is nested."""
    picture = Xml(
        "<w:drawing><x><mc:AlternateContent><mc:Choice><y/></mc:Choice></mc:AlternateContent></x></w:drawing>"
    )
    assert texts(p(run(picture))) == []


def test_paragraph_with_deleted_mark_joins_the_next() -> None:
    """A tracked deletion of the mark makes one paragraph of two; the second one's properties count."""
    document = read_docx(
        word.docx(
            p("một ", properties=word.DELETED_MARK), p("hai", properties='<w:jc w:val="center"/>'), p("ba")
        )
    )
    assert [block.text for block in document.blocks] == ["một hai", "ba"]
    assert document.blocks[0].style.centred
    assert document.remarks == ("tracked changes: read as if all were accepted",)


def test_deleted_mark_before_a_table_or_the_end_keeps_its_text() -> None:
    """Where there is nothing to join, the paragraph stands by itself."""
    lone = p("một", properties=word.DELETED_MARK)
    assert texts(lone, word.table(["a", "b"]), lone) == ["một", "a | b", "một"]


def test_broken_field_does_not_swallow_the_rest() -> None:
    """A field without an end mutes its own paragraph at most."""
    assert texts(p("a", run(Xml('<w:fldChar w:fldCharType="begin"/>')), "b"), p("c")) == ["a", "c"]


def test_field_result_over_several_paragraphs_is_read() -> None:
    """A table of contents is one field whose result spans paragraphs."""
    begin = run(
        Xml(
            '<w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType="separate"/>'
        )
    )
    assert texts(p(begin, "I. Một\t1"), p("II. Hai\t2", run(Xml('<w:fldChar w:fldCharType="end"/>'))), p("c")) == [
        "I. Một\t1", "II. Hai\t2", "c",
    ]  # fmt: skip


def test_empty_paragraphs_are_no_blocks() -> None:
    """Blocks are numbered from 1 without gaps, empty lines aside."""
    document = read_docx(word.docx(p(), p("a"), p("  \u00a0 "), p("b")))
    assert [(block.text, block.paragraph) for block in document.blocks] == [("a", 1), ("b", 2)]


def test_headers_footers_and_notes_are_furniture() -> None:
    """What stands outside the body is kept apart, each text once."""
    related = {
        "header": ("header1.xml", word.story("w:hdr", p("ĐẢNG BỘ"))),
        "footer": ("footer1.xml", word.story("w:ftr", p("ĐẢNG BỘ"), p("trang 1"))),
        "footnotes": ("footnotes.xml", word.story("w:footnotes", word.wrap("w:footnote", p("chú thích")))),
    }
    document = read_docx(word.docx(p("thân"), parts=word.Parts(related=related)))
    assert [block.text for block in document.blocks] == ["thân"]
    assert document.furniture == ("ĐẢNG BỘ", "trang 1", "chú thích")


def test_remarks_tell_what_a_reviewer_should_know() -> None:
    """Accepted changes and embedded documents are named, never passed over."""
    document = read_docx(word.docx(p(word.inserted("a")), Xml("<w:altChunk/>")))
    assert document.remarks == (
        "tracked changes: read as if all were accepted",
        "1 embedded documents (altChunk) not read",
    )


def test_background_before_the_body_is_no_obstacle() -> None:
    """LibreOffice puts w:background first; the body is found by name."""
    plain = word.docx(p("a"))
    assert [block.text for block in read_docx(plain).blocks] == ["a"]
    xml = f'<w:document xmlns:w="{word.W_NS}"><w:background/><w:body>{p("b")}</w:body></w:document>'
    raw = {"word/document.xml": xml.encode()}
    assert texts(parts=word.Parts(raw=raw)) == ["b"]


LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Co", "Cf")),
    min_size=1,
    max_size=20,
)


@given(st.lists(LINES, max_size=8))
def test_paragraphs_come_back_as_they_were_written(lines: list[str]) -> None:
    """Law: the texts of a file of plain paragraphs are those paragraphs, composed, in order."""
    blocks = [Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines]
    wanted = [unicodedata.normalize("NFC", line).strip() for line in lines]
    assert [block.text for block in read_docx(word.from_blocks(blocks)).blocks] == [
        line for line in wanted if line
    ]
