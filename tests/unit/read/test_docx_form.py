"""What a Word file says of its form: paper, margins, page numbers, how paragraphs are set, the looks of letterheads."""

from __future__ import annotations

import pytest

from pipeline.model.document import Layout, PageNumbers, Setting, Style
from pipeline.read.docx.reader import read_docx
from tests.build import word
from tests.build.word import Parts, Xml, p, run, style

R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A4 = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="-1134" w:left="1701" w:right="850"/>'
DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
)


def look(block: Xml, styles: str = "") -> Style:
    """The style of the one paragraph of a file."""
    return read_docx(word.docx(block, parts=Parts(styles=styles))).blocks[0].style


def setting(properties: str, styles: str = "", named: str = "") -> Setting:
    """How the one paragraph of a file is set."""
    found = look(p("a", style=named, properties=properties), styles).setting
    assert found is not None
    return found


def section(inside: str) -> Xml:
    """A section's properties at the end of the body."""
    return Xml(f"<w:sectPr {R}>{inside}</w:sectPr>")


def layouts(*blocks: Xml, related: dict[str, tuple[str, str]] | None = None) -> tuple[Layout, ...]:
    """The layout of a file of these blocks."""
    return read_docx(word.docx(*blocks, parts=Parts(related=related or {}))).layout


def test_paper_and_margins_of_every_section() -> None:
    """In points; a negative margin is as wide as a positive one; a section without a paper size says nothing."""
    first = p("a", properties=f"<w:sectPr>{A4.replace('1701', '1134')}</w:sectPr>")
    found = layouts(first, p("b", properties="<w:sectPr/>"), p("c"), section(A4))
    assert [(one.left, one.top, one.bottom, one.right) for one in found] == [
        (56.7, 56.7, 56.7, 42.5),
        (85.05, 56.7, 56.7, 42.5),
    ]
    assert {(one.width, one.height, one.measured) for one in found} == {(595.3, 841.9, False)}
    assert layouts(p("a")) == ()


def test_a_gutter_widens_the_left_margin() -> None:
    """The text begins behind both; a gutter of nothing changes nothing."""
    gutter = A4.replace('w:left="1701"', 'w:left="1417" w:gutter="284"')
    (found,) = layouts(p("a"), section(gutter))
    assert (found.left, found.right) == (85.05, 42.5)
    (bare,) = layouts(p("a"), section(A4.replace('w:left="1701"', 'w:gutter="284"')))
    assert bare.left is None


HEADER = f'<w:headerReference {R} w:type="default" w:id="x" r:id="r0"/>'
FIRST = f'<w:headerReference {R} w:type="first" r:id="r1"/>'
NUMBER = word.field_run(" PAGE ", "2")
SIMPLE = Xml('<w:fldSimple w:instr="PAGE   \\* MERGEFORMAT"><w:r><w:t>2</w:t></w:r></w:fldSimple>')
NUMBERS = [
    (p(NUMBER, properties='<w:jc w:val="center"/>'), "<w:titlePg/>", PageNumbers(top=True, centred=True)),
    (p(SIMPLE, properties='<w:jc w:val="center"/>'), "", PageNumbers(top=True, centred=True, first=True)),
    (
        p(NUMBER, properties='<w:framePr w:xAlign="right"/>'),
        "",
        PageNumbers(top=True, centred=False, first=True),
    ),
    (
        p(NUMBER, properties='<w:framePr w:xAlign="center"/>'),
        "",
        PageNumbers(top=True, centred=True, first=True),
    ),
    (p("\t", NUMBER), '<w:titlePg w:val="0"/>', PageNumbers(top=True, first=True)),
    (p(NUMBER, properties='<w:jc w:val="right"/>'), "", PageNumbers(top=True, centred=False, first=True)),
    (p(word.field_run("PAGEREF x", "2")), "", PageNumbers()),
    (p("trang"), "", PageNumbers()),
]


@pytest.mark.parametrize(("paragraph", "title", "numbers"), NUMBERS)
def test_where_pages_have_their_number(paragraph: Xml, title: str, numbers: PageNumbers) -> None:
    """By the field in the header, the alignment of its paragraph or frame, and whether the first page is apart."""
    related = {"header": ("header1.xml", word.story("w:hdr", paragraph))}
    (found,) = layouts(p("a"), section(HEADER + A4 + title), related=related)
    assert found.numbers == numbers


def test_a_first_page_may_bear_its_number_in_a_header_of_its_own() -> None:
    """Then it is shown there too; and a header not named is that of the section before."""
    number = word.story("w:hdr", p(NUMBER, properties='<w:jc w:val="center"/>'))
    related = {"header": ("header1.xml", number), "footer": ("footer1.xml", number)}
    before = p(
        "a", properties=f"<w:sectPr>{HEADER}{FIRST.replace('header', 'footer')}{A4}<w:titlePg/></w:sectPr>"
    )
    first, second = layouts(before, p("b"), section(A4), related=related)
    assert first.numbers == PageNumbers(top=True, centred=True)
    assert second.numbers == PageNumbers(top=True, centred=True, first=True)
    beside = layouts(
        p("a"), section(HEADER + FIRST + A4 + "<w:titlePg/>"), related={"header": related["header"]}
    )
    assert beside[0].numbers == PageNumbers(top=True, centred=True)


@pytest.mark.parametrize(
    ("kind", "title", "shown"),
    [
        ("first", "<w:titlePg/>", ["SỞ Y TẾ", "Số: 12/BC-SYT"]),
        ("first", '<w:titlePg w:val="0"/>', []),
        ("first", "", []),
        ("default", "<w:titlePg/>", []),
    ],
)
def test_the_header_of_the_first_page_alone(kind: str, title: str, shown: list[str]) -> None:
    """It is kept with its looks, of the first section; a header that other pages bear too is not."""
    said = p(word.bold("SỞ Y TẾ")), p("Số: 12/BC-SYT")
    related = {"header": ("header1.xml", word.story("w:hdr", *said))}
    first = p("a", properties=f"<w:sectPr>{HEADER.replace('default', kind)}{A4}{title}</w:sectPr>")
    for blocks in ((first, section(A4)), (p("a"), section(HEADER.replace("default", kind) + A4 + title))):
        found = read_docx(word.docx(*blocks, parts=Parts(related=related)))
        assert [block.text for block in found.first_header] == shown
        assert [block.style.bold for block in found.first_header] == [1, 0][: len(shown)]
        assert ([block.text for block in found.blocks], found.furniture[0]) == (["a"], "SỞ Y TẾ")
    later = word.docx(
        p("a", properties=f"<w:sectPr>{A4}</w:sectPr>"), blocks[-1], parts=Parts(related=related)
    )
    assert read_docx(later).first_header == ()


def test_a_first_pages_header_with_its_number_is_none_of_the_text() -> None:
    """Nor is one of a file that has no sections."""
    related = {"header": ("header1.xml", word.story("w:hdr", p(NUMBER), p("SỞ Y TẾ")))}
    made = section(HEADER.replace("default", "first") + A4 + "<w:titlePg/>")
    for blocks in ((p("a"), made), (p("a"),)):
        assert read_docx(word.docx(*blocks, parts=Parts(related=related))).first_header == ()


def test_page_numbers_are_not_known_of_a_file_opened_by_its_relationships() -> None:
    """Its headers are read without the ids by which sections name them."""
    parts = Parts(
        raw={
            "[Content_Types].xml": b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        }
    )
    (found,) = read_docx(word.docx(p("a"), section(A4), parts=parts)).layout
    assert found.numbers is None


SETTINGS = [
    ("", Setting()),
    ('<w:jc w:val="both"/><w:ind w:firstLine="567"/>', Setting(justified=True, first_line=28.35)),
    ('<w:spacing w:before="120" w:after="60" w:line="360" w:lineRule="exact"/>', Setting(before=6, after=3, line=18)),
    ('<w:spacing w:line="360" w:lineRule="atLeast"/>', Setting(line=18)),
    ('<w:spacing w:line="276"/>', Setting(multiple=1.15)),
    ('<w:spacing w:before="x" w:line="y"/>', Setting()),
    ('<w:spacing w:before="100" w:beforeAutospacing="1" w:after="60" w:afterAutospacing="0"/>', Setting(before=14, after=3)),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "found"), SETTINGS)
def test_how_a_paragraph_is_set(properties: str, found: Setting) -> None:
    """Alignment, first line, gaps and lines as the paragraph says them."""
    assert setting(properties) == found


@pytest.mark.parametrize("blanks", ["\t", "    ", "\xa0"])
def test_a_first_line_that_blanks_move(blanks: str) -> None:
    """Where it begins is not known then."""
    found = look(p(run(f"{blanks}a"), properties='<w:ind w:firstLine="567"/>')).setting
    assert found == Setting(first_line=None)


def test_settings_come_from_styles_and_defaults() -> None:
    """What a paragraph does not say its style says, then the defaults; another kind of line takes the place of both."""
    named = style(
        "Van",
        '<w:pPr><w:spacing w:before="120" w:line="400" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>',
    )
    assert setting("", DEFAULTS + named) == Setting(after=8, multiple=259 / 240)
    assert setting("", DEFAULTS + named, "Van") == Setting(justified=True, before=6, after=8, line=20)
    ruled = setting('<w:spacing w:line="240"/>', DEFAULTS + named, "Van")
    assert ruled == Setting(justified=True, before=6, after=8, multiple=1)


LOOKS = [
    (
        run("a", '<w:rFonts w:ascii="Arial"/><w:color w:val="FF0000"/><w:u w:val="single"/>'),
        ("Arial", "FF0000", 1.0),
    ),
    (
        run("a", '<w:rFonts w:asciiTheme="minorHAnsi"/><w:color w:val="auto"/><w:u w:val="none"/>'),
        ("", "", 0.0),
    ),
    (run("a", '<w:color w:val="000000"/>'), ("Time", "", 0.0)),
]


@pytest.mark.parametrize(("written", "found"), LOOKS)
def test_font_colour_and_underline(written: Xml, found: tuple[str, str, float]) -> None:
    """A font that the theme names is not known; black and automatic are no colours."""
    base = style("N", '<w:rPr><w:rFonts w:ascii="Time"/></w:rPr>', attributes='w:default="1"')
    got = look(p(written), base)
    assert (got.font, got.colour, got.underlined) == found


def test_most_letters_decide() -> None:
    """Of a paragraph in several looks; the share of underlined letters counts by itself."""
    got = look(
        p(run("abc", '<w:rFonts w:ascii="A"/>'), run("d", '<w:rFonts w:ascii="B"/><w:u w:val="single"/>'))
    )
    assert (got.font, got.underlined) == ("A", 0.25)


def test_the_looks_of_what_tabs_and_breaks_part() -> None:
    """Piece by piece, those without words left out, at the ends too; of a whole paragraph or of a long text none is kept."""
    tab, gap = run(Xml("<w:tab/>")), run(Xml("<w:br/>"))
    bold, plain = run("SỞ Y TẾ", '<w:b/><w:sz w:val="26"/>'), run("Phú Thọ, ngày 05", "<w:i/>")
    parted = p(
        gap,
        tab,
        bold,
        tab,
        run(" "),
        tab,
        plain,
        gap,
        gap,
        run("Số: 1"),
        tab,
        run("a "),
        run("b", "<w:b/>"),
        gap,
    )
    (block,) = read_docx(word.docx(parted)).blocks
    ((first, none, last),) = block.looks
    assert [(one.bold, one.italic, one.size) for one in first] == [(1, 0, 13), (0, 1, None)]
    assert none == ()
    assert [(one.bold, one.centred) for one in last] == [(0, False), (0.5, False)]
    whole, long = read_docx(word.docx(p(tab, bold), p(bold, tab, run("dài " * 100)))).blocks
    assert (whole.looks, long.looks) == ((), ())


def test_the_looks_of_a_letterhead() -> None:
    """Of every line of every cell, broken lines included, but for those with tabs; a table of many rows has none."""
    name = p(
        run("UBND", "<w:b/>"),
        run(Xml("<w:br/><w:tab/>")),
        run("SỞ"),
        run(Xml("<w:br/><w:br/>")),
        run("a\tb", "<w:b/>"),
    )
    (head, big) = read_docx(
        word.docx(word.table([[name, p(run("y", "<w:b/>"))], "x"]), word.table(*[["1", "2"]] * 9))
    ).blocks
    assert [[[line.bold for line in cell] for cell in row] for row in head.looks] == [
        [[1.0, 0.0, 0.0, 0.0, 1.0], [0.0]]
    ]
    assert head.looks[0][0][2:4] == (Style(), Style())
    assert [cell.split("\n") for cell in head.rows[0]] == [["UBND", "\tSỞ", "", "a\tb", "y"], ["x"]]
    assert big.looks == ()
