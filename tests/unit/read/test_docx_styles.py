"""The evidence of style is what Word would show, through defaults, styles, toggles and direct formatting."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.document import Block, BlockKind
from pipeline.read.docx.line import Line, share_of
from pipeline.read.docx.reader import read_docx
from pipeline.read.docx.styles import ParagraphStyle, RunLook
from tests.build import word
from tests.build.word import Xml, bold, p, run, style

DEFAULTS = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'


def only(block: Xml, styles: str = "", numbering: str = "") -> Block:
    """The one block of a file with one paragraph."""
    (found,) = read_docx(word.docx(block, parts=word.Parts(styles=styles, numbering=numbering))).blocks
    return found


BOLD = "<w:rPr><w:b/></w:rPr>"
BOLD_SHARES = [
    (p("a"), 0.0),
    (p(bold("a")), 1.0),
    (p(run("a", '<w:b w:val="false"/>')), 0.0),
    (p("a", style="Dam"), 1.0),
    (p("a", style="Con"), 1.0),
    (p("a", style="Thoi"), 0.0),
    (p(run("a", '<w:rStyle w:val="Manh"/>')), 1.0),
    (p(run("a", '<w:rStyle w:val="Manh"/>'), style="Dam"), 0.0),
    (p(run("a", '<w:rStyle w:val="Manh"/><w:b/>'), style="Dam"), 1.0),
    (p(bold("abc"), "12 d"), 0.75),
    (p(bold("1. "), bold("2.")), 1.0),
    (p(bold("1. "), "2"), 0.0),
    (p(bold("a"), run("b", '<w:b/><w:sz w:val="40"/>')), 1.0),
]


@pytest.mark.parametrize(("block", "share"), BOLD_SHARES)
def test_bold_is_the_share_of_letters_with_toggles_resolved(block: Xml, share: float) -> None:
    """Paragraph and character style cancel each other, direct formatting is absolute, children may turn it off."""
    styles = (
        style("Dam", BOLD)
        + style("Con", '<w:basedOn w:val="Dam"/>')
        + style("Thoi", '<w:basedOn w:val="Con"/><w:rPr><w:b w:val="0"/></w:rPr>')
        + style("Manh", BOLD, kind="character")
    )
    assert only(block, styles).style.bold == share


def test_document_defaults_and_default_style_apply() -> None:
    """Size from docDefaults, bold from the style marked as default, both overruled nearer to the run."""
    styles = DEFAULTS + style("Normal", BOLD, attributes='w:default="1"')
    assert (only(p("a"), styles).style.size, only(p("a"), styles).style.bold) == (14.0, 1.0)
    assert only(p(run("a", '<w:sz w:val="26"/>')), styles).style.size == 13.0
    assert only(p("a"), DEFAULTS.replace("<w:sz ", '<w:b/><w:rStyle w:val="x"/><w:sz ')).style.bold == 1.0


def test_size_is_that_of_most_letters() -> None:
    """A paragraph of two sizes has the size that most of its letters have; a broken size is no size."""
    assert only(p(run("ab", '<w:sz w:val="20"/>'), run("abc", '<w:sz w:val="26"/>'))).style.size == 13.0
    assert only(p(run("ab", '<w:sz w:val="x"/>'))).style.size is None


@pytest.mark.parametrize(
    ("content", "prefix"),
    [
        ((bold(" 1. Ưu điểm:"), " đã làm"), 11),
        ((bold("1. "), bold("Ưu điểm: "), "đã làm"), 11),
        ((bold(unicodedata.normalize("NFD", "Ưu điểm:")), " đã làm"), 8),
        (("đã ", bold("làm")), 0),
        ((bold("tất cả"), " "), 0),
        ((bold("  "), "đã làm"), 0),
    ],
)
def test_bold_prefix_measures_a_run_in_heading(content: tuple[word.Content, ...], prefix: int) -> None:
    """The characters of the text before the weight changes; 0 when it does not, or begins plain."""
    found = only(p(*content))
    assert found.style.bold_prefix == prefix
    assert found.style.bold_prefix < len(found.text)


HEADING_STYLES = [
    ("Heading2", '<w:name w:val="heading 2"/>', 2),
    ("u3", '<w:name w:val="x"/>', 3),
    ("x", '<w:name w:val="Heading 1"/>', 1),
    ("x", f'<w:name w:val="{unicodedata.normalize("NFD", "Tiêu đề 4")}"/>', 4),
    ("x", '<w:name w:val="Đề mục 2"/>', 2),
    ("Muc", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>', 3),
    ("x", '<w:basedOn w:val="Goc"/>', 5),
    ("x", '<w:basedOn w:val="Goc"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>', None),
    ("Heading1", '<w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>', None),
    ("x", '<w:name w:val="toc 1"/>', None),
    ("x", '<w:name w:val="heading 12"/>', None),
]


@pytest.mark.parametrize(("style_id", "inside", "level"), HEADING_STYLES)
def test_heading_styles_make_headings(style_id: str, inside: str, level: int | None) -> None:
    """The outline level counts first, then the built-in name in English or Vietnamese, also when inherited."""
    styles = style("Goc", '<w:name w:val="heading 5"/>') + style(style_id, inside)
    found = only(p("a", style=style_id), styles)
    assert found.style.level == level
    assert found.kind is (BlockKind.PARAGRAPH if level is None else BlockKind.HEADING)


def test_outline_level_of_the_paragraph_counts_most() -> None:
    """A paragraph's own outlineLvl makes a heading of plain text and plain text of a heading style."""
    assert only(p("a", properties='<w:outlineLvl w:val="0"/>')).style.level == 1
    found = only(p("a", style="Heading1", properties='<w:outlineLvl w:val="9"/>'), word.HEADINGS)
    assert (found.style.level, found.style.name) == (None, "heading 1")


def test_italic_and_centring() -> None:
    """Italic is a share as bold is; centring comes from the paragraph or its style."""
    styles = style("Giua", '<w:pPr><w:jc w:val="center"/></w:pPr>')
    found = only(p(run("ab", "<w:i/>"), "cd", style="Giua"), styles)
    assert (found.style.italic, found.style.centred) == (0.5, True)
    assert not only(p("a", style="Giua", properties='<w:jc w:val="both"/>'), styles).style.centred


@pytest.mark.parametrize(
    ("properties", "indent"),
    [
        ('<w:ind w:firstLine="720"/>', 36.0),
        ('<w:ind w:left="720" w:hanging="360"/>', 18.0),
        ('<w:ind w:start="1cm"/>', 28.35),
        ('<w:ind w:left="x"/>', 0.0),
        ("", 0.0),
    ],
)
def test_indent_is_where_the_first_line_begins(properties: str, indent: float) -> None:
    """Left indent plus first line minus hanging, in points; strict files write units."""
    assert only(p("a", properties=properties)).style.indent == indent


def test_indent_of_the_list_and_of_the_style() -> None:
    """A list named by the paragraph places it; one named by the style gives way to the style's own indent."""
    place = '<w:pPr><w:ind w:left="720"/></w:pPr></w:lvl>'
    numbering = word.abstract(0, word.level(0, "decimal", "%1.").replace("</w:lvl>", place)) + word.num(1, 0)
    number = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = style("So", f'<w:pPr>{number}<w:ind w:left="200"/></w:pPr>') + style(
        "Khong", f"<w:pPr>{number}</w:pPr>"
    )
    assert only(p("a", number=(1, 0), style="So"), styles, numbering).style.indent == 36.0
    assert only(p("a", style="So"), styles, numbering).style.indent == 10.0
    assert only(p("a", style="Khong"), styles, numbering).style.indent == 36.0


def test_broken_styles_do_no_harm() -> None:
    """A loop of basedOn, an unknown style and a style without an id are borne."""
    loop = style("A", '<w:basedOn w:val="B"/>') + style("B", '<w:basedOn w:val="A"/>' + BOLD)
    assert only(p("a", style="A"), loop).style.bold == 1.0
    assert only(p("a", style="lost"), "<w:style/><w:latentStyles/>").style.name == ""
    assert only(p(run("a", '<w:rStyle w:val="lost"/><w:rFonts/>'))).style.bold == 0.0


@given(st.text(min_size=1), st.text("aâ", min_size=1))
def test_share_of_bold_counts_letters_of_every_script(heavy: str, light: str) -> None:
    """The share is that of the signs that Unicode calls letters."""
    line = Line(style=ParagraphStyle(), pieces=[(heavy, RunLook(bold=True)), (light, RunLook())])
    letters = sum(map(str.isalpha, heavy)) if not heavy.isspace() else 0
    assert share_of(line, heavy + light).bold == letters / (letters + len(light))


def test_half_a_surrogate_among_symbols_is_no_letter() -> None:
    """A `w:sym` of half a sign is text that cannot be encoded; it is counted all the same."""
    block = only(p(run(Xml('<w:sym w:char="D800"/><w:t>ab</w:t>'), "<w:b/>"), "cd"))
    assert block.style.bold == 0.5
