"""Golden documents: for each point of the format, the lines that a person sees on the page, labels with them."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.model.document import Block
from pipeline.read.docx.reader import read_docx
from tests.build import word
from tests.build.word import Xml, p, run


def seen(block: Block) -> str:
    """A block as the page shows it."""
    return f"{block.label} {block.text}" if block.label else block.text


def _field(kind: str) -> Xml:
    return run(Xml(f'<w:fldChar w:fldCharType="{kind}"/>'))


_NESTED = word.field_run("PAGEREF _Toc1", "3")
_TOC = (
    p(_field("begin"), run(Xml("<w:instrText>TOC \\o</w:instrText>")), _field("separate"), "I. Tình hình\t", _NESTED),
    p("II. Kết quả\t", _NESTED),
    p(_field("end")),
)  # fmt: skip
_STYLES = word.Parts(
    styles=word.style("Ghost", "<w:rPr><w:vanish/></w:rPr>")
    + word.style("GhostChild", '<w:basedOn w:val="Ghost"/>')
)

POINTS: dict[str, tuple[tuple[Xml, ...], list[str]]] = {
    "fields of a table of contents": (_TOC, ["I. Tình hình\t3", "II. Kết quả\t3"]),
    "field locked with old data": ((p(word.wrap("w:fldSimple", Xml("<w:fldData>zz</w:fldData>"), "chữ")),), ["chữ"]),
    "vertical merge": (
        (word.table([word.cell("A", '<w:vMerge w:val="restart"/>'), "1"], [word.cell(p(), "<w:vMerge/>"), "2"]),),
        ["A | 1\n2"],
    ),
    "formula": ((p("x ", Xml("<m:oMathPara><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></m:oMathPara>")),), ["x a+b"]),
    "object with its picture": ((p("a", run(Xml("<w:object><v:shape/></w:object>")), "b"),), ["ab"]),
    "comment marks": (
        (p(Xml('<w:commentRangeStart w:id="1"/>'), "a", Xml('<w:commentRangeEnd w:id="1"/>'),
           run(Xml('<w:commentReference w:id="1"/><w:annotationRef/>'))),),
        ["a"],
    ),
    "marks of notes": ((p("a", run(Xml('<w:footnoteReference w:id="1"/><w:endnoteReference w:id="1"/>'))),), ["a"]),
    "bookmarks and proofing marks": ((p("a", Xml('<w:bookmarkStart w:name="zz"/><w:proofErr/>'), "b"),), ["ab"]),
    "paragraph hidden by its style": ((p("zz", style="Ghost"), p("zz", style="GhostChild"), p("a")), ["a"]),
    "hidden style overruled": ((p(run("a", '<w:vanish w:val="0"/>'), style="Ghost"),), ["a"]),
    "right to left mark": ((p(run("a", "<w:rtl/>")),), ["a"]),
    "several sections": (
        (p("a", properties='<w:sectPr><w:type w:val="continuous"/></w:sectPr>'), p("b"), Xml("<w:sectPr/>")),
        ["a", "b"],
    ),
    "prompt of an empty control, as Word prints it": (
        (p(Xml("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Bấm vào đây</w:t></w:r></w:sdtContent></w:sdt>")),),
        ["Bấm vào đây"],
    ),
    "whole paragraph moved": ((Xml(f"<w:moveFrom>{p('zz')}</w:moveFrom>"), Xml(f"<w:moveTo>{p('a')}</w:moveTo>")), ["a"]),
    "row inserted": ((word.table(word.row("a", "b", properties='<w:ins w:id="1"/>')),), ["a | b"]),
    "old properties of a tracked change": (
        (p("a", properties='<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'),), ["a"]),
}  # fmt: skip


@pytest.mark.parametrize(("blocks", "lines"), POINTS.values(), ids=POINTS)
def test_page_is_read_as_a_person_sees_it(blocks: tuple[Xml, ...], lines: list[str]) -> None:
    """Each construct gives the lines on the page, in order, and nothing that is not there."""
    assert [seen(block) for block in read_docx(word.docx(*blocks, parts=_STYLES)).blocks] == lines


def test_run_in_heading_with_a_hidden_mark_joins_the_next() -> None:
    """A style separator (w:specVanish) hides the mark: heading and text stand on one line."""
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    found = read_docx(word.docx(p(word.bold("1. Kết quả."), properties=mark), p(" Đã làm xong."))).blocks
    assert [(block.text, block.style.bold_prefix) for block in found] == [("1. Kết quả. Đã làm xong.", 11)]


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("decimal", ["1)", "2)"]),
        ("decimalZero", ["01)", "02)"]),
        ("upperRoman", ["I)", "II)"]),
        ("lowerRoman", ["i)", "ii)"]),
        ("upperLetter", ["A)", "B)"]),
        ("lowerLetter", ["a)", "b)"]),
        ("vietnameseCounting", ["một)", "hai)"]),
    ],
)
def test_labels_of_the_forms_in_use(form: str, labels: list[str]) -> None:
    """The label is Word's own, in each form that reports use."""
    parts = word.Parts(numbering=word.abstract(1, word.level(0, form, "%1)")) + word.num(1, 1))
    found = read_docx(word.docx(p("a", number=(1, 0)), p("b", number=(1, 0)), parts=parts)).blocks
    assert [block.label for block in found] == labels


def test_notes_and_comments_are_not_body() -> None:
    """Footnotes and endnotes are kept apart; comments are no part of the report at all."""
    related = {
        kind: (f"{kind}.xml", word.story(f"w:{kind}", Xml(f"<w:{kind[:-1]}>{p(kind)}</w:{kind[:-1]}>")))
        for kind in ("footnotes", "endnotes", "comments")
    }
    found = read_docx(word.docx(p("a"), parts=word.Parts(related=related)))
    assert [block.text for block in found.blocks] == ["a"]
    assert found.furniture == ("footnotes", "endnotes")


def test_parts_that_are_not_needed_stay_packed() -> None:
    """A picture that cannot be unpacked costs nothing: it is never asked for, however large."""
    name = b"word/media/a.png"
    parts = word.Parts(
        links='<Relationship Id="rIdX" Type="http://x/image" Target="media/a.png"/>',
        raw={name.decode(): bytes(range(256))},
    )
    with zipfile.ZipFile(io.BytesIO(word.docx(p("a"), parts=parts))) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    listed = b'<Default Extension="png" ContentType="image/png"/></Types>'
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"</Types>", listed)
    made = bytearray(word.archive(members))
    packed = made.index(name) + len(name)
    made[packed : packed + 50] = bytes(50)
    found = read_docx(bytes(made))
    assert [block.text for block in found.blocks] == ["a"]
    assert not found.remarks


def test_style_separator_keeps_the_number_of_its_heading() -> None:
    """The joined line has the first paragraph's number, once; with nothing to join the heading stands by itself."""
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    parts = word.Parts(numbering=word.abstract(1, word.level(0, "decimal", "%1.")) + word.num(1, 1))
    blocks = (
        p("Kết quả.", number=(1, 0), properties=mark),
        p(" Khá,", properties=mark),
        p(" tốt."),
        p("Hết", number=(1, 0), properties=mark),
    )
    found = read_docx(word.docx(*blocks, parts=parts)).blocks
    assert [seen(block) for block in found] == ["1. Kết quả. Khá, tốt.", "2. Hết"]


def test_part_related_many_times_is_read_once() -> None:
    """Thousands of relationships to one header cost no more than one."""
    links = "".join(
        f'<Relationship Id="rIdX{place}" Type="http://x/header" Target="header1.xml"/>'
        for place in range(3_000)
    )
    header = {"header": ("header1.xml", word.story("w:hdr", *[p(f"dòng {line}") for line in range(100)]))}
    found = read_docx(word.docx(p("a"), parts=word.Parts(related=header, links=links)))
    assert len(found.furniture) == 100
