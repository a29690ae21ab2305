"""Automatic numbers are read as Word prints them."""

from __future__ import annotations

import pytest

from pipeline.model.document import BlockKind
from pipeline.read.docx.numerals import glyph, numeral
from pipeline.read.docx.reader import read_docx
from tests.build import word
from tests.build.word import Xml, abstract, level, num, p, start_override, style

OUTLINE = abstract(
    0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>"), level(2, "lowerLetter", "%3)")
)  # fmt: skip


def labels(*blocks: Xml, numbering: str, styles: str = "") -> list[str]:
    """The labels of the blocks read from a file with this numbering."""
    data = word.docx(*blocks, parts=word.Parts(numbering=numbering, styles=styles))
    return [block.label for block in read_docx(data).blocks]


def items(*places: tuple[int, int]) -> list[Xml]:
    """One paragraph per (numId, level)."""
    return [p("x", number=place) for place in places]


def test_levels_count_restart_and_show_upper_numbers() -> None:
    """A deeper level starts again after a higher one; isLgl shows the Roman number in decimals."""
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (1, 2)]
    wanted = ["I.", "1.1.", "1.2.", "a)", "b)", "II.", "2.1.", "a)"]
    assert labels(*items(*places), numbering=OUTLINE + num(1, 0)) == wanted


def test_without_is_lgl_the_roman_number_stays() -> None:
    """Only isLgl turns Roman upper numbers into decimals."""
    numbering = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.")) + num(1, 0)
    assert labels(*items((1, 0), (1, 1)), numbering=numbering) == ["I.", "I.1."]


def test_missing_upper_levels_begin_at_their_start() -> None:
    """A list that begins at its second level shows the first level's start, and that number is then taken."""
    assert labels(*items((1, 1), (1, 1), (1, 0)), numbering=OUTLINE + num(1, 0)) == ["1.1.", "1.2.", "II."]


def test_lists_of_one_family_count_together_until_one_overrides() -> None:
    """Two w:num of one definition share counters; a startOverride restarts once, at the list's first use."""
    numbering = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, start_override(0, 5))
    places = [(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)]
    assert labels(*items(*places), numbering=numbering) == ["I.", "II.", "V.", "VI.", "VII."]


def test_override_is_the_start_of_every_restart() -> None:
    """A level that begins at 3 by override begins at 3 again after its upper level."""
    numbering = OUTLINE + num(1, 0, start_override(1, 3))
    assert labels(*items((1, 0), (1, 1), (1, 0), (1, 1)), numbering=numbering) == [
        "I.",
        "1.3.",
        "II.",
        "2.3.",
    ]


@pytest.mark.parametrize(("restart", "last"), [("0", "3)"), ("1", "1)"), ("2", "1)")])
def test_level_restarts_as_told(restart: str, last: str) -> None:
    """LvlRestart 0 never restarts a level; 1 and 2 name the level after which it does."""
    more = f'<w:lvlRestart w:val="{restart}"/>'
    numbering = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%2)", more)) + num(1, 0)
    assert labels(*items((1, 0), (1, 1), (1, 1), (1, 0), (1, 1)), numbering=numbering)[-1] == last


def test_level_that_restarts_only_after_the_first_goes_on_after_the_second() -> None:
    """LvlRestart 1 on the third level: the second level's use does not restart it."""
    third = level(2, "decimal", "%3)", '<w:lvlRestart w:val="1"/>')
    numbering = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%2"), third) + num(1, 0)
    places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert labels(*items(*places), numbering=numbering) == ["1", "1", "1)", "2", "2)", "2", "1", "1)"]


def test_level_replaced_in_the_list_itself() -> None:
    """A w:lvl inside a w:lvlOverride replaces the definition's level for that list."""
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1-")}</w:lvlOverride>'
    assert labels(*items((1, 0), (1, 0)), numbering=OUTLINE + num(1, 0, own)) == ["A-", "B-"]


def test_number_from_the_style() -> None:
    """A style may number its paragraphs; the list binds a level to it, or the style names the level."""
    bound = level(1, "decimal", "Mục %2:", '<w:pStyle w:val="Muc"/>', start=4)
    numbering = abstract(0, level(0, "upperRoman", "%1."), bound) + num(1, 0)
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("Muc", number) + style("Con", '<w:basedOn w:val="Muc"/>') + style("Khac", number)
    blocks = [p("x", style="Muc"), p("x", style="Con"), p("x", style="Khac")]
    assert labels(*blocks, numbering=numbering, styles=styles) == ["Mục 4:", "Mục 5:", "II."]


def test_style_that_names_its_level() -> None:
    """Without a bound level the style's own ilvl counts, and a paragraph's own ilvl before it."""
    number = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    deeper = p("x", style="Hai", properties='<w:numPr><w:ilvl w:val="2"/></w:numPr>')
    found = labels(p("x", style="Hai"), deeper, numbering=OUTLINE + num(1, 0), styles=style("Hai", number))
    assert found == ["1.1.", "a)"]


def test_number_zero_turns_the_style_off() -> None:
    """NumId 0 in the paragraph or a derived style means no number."""
    number = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>'
    styles = style("A", number.format(1)) + style("B", '<w:basedOn w:val="A"/>' + number.format(0))
    off = p("x", style="A", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    blocks = [p("x", style="A"), off, p("x", style="B"), p("x", style="A")]
    assert labels(*blocks, numbering=OUTLINE + num(1, 0), styles=styles) == ["I.", "", "", "II."]


@pytest.mark.parametrize("own_link", [True, False])
def test_list_that_only_links_to_a_list_style(own_link: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    """NumStyleLink leads to the definition with that styleLink, or through the style's own numId."""
    link = '<w:styleLink w:val="Luoi"/>' if own_link else ""
    target = f'<w:abstractNum w:abstractNumId="0">{link}{level(0, "upperRoman", "%1-")}</w:abstractNum>'
    pointer = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Luoi"/></w:abstractNum>'
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    numbering = target + pointer + num(1, 0) + num(2, 1)
    assert labels(*items((2, 0), (2, 0)), numbering=numbering, styles=style("Luoi", number, "numbering")) == [
        "I-",
        "II-",
    ]


def test_deleted_mark_does_not_advance_the_counter() -> None:
    """Two numbered paragraphs made one by a deleted mark have one number."""
    gone = p("a ", number=(1, 0), properties=word.DELETED_MARK)
    found = labels(
        p("x", number=(1, 0)),
        gone,
        p("b", number=(1, 0)),
        p("x", number=(1, 0)),
        numbering=OUTLINE + num(1, 0),
    )
    assert found == ["I.", "II.", "III."]


def test_empty_numbered_paragraph_counts_and_a_hidden_one_does_not() -> None:
    """Word prints the number of an empty paragraph, and nothing of a hidden one."""
    hidden = p(word.run("z", "<w:vanish/>"), number=(1, 0), properties="<w:rPr><w:vanish/></w:rPr>")
    assert labels(p(number=(1, 0)), hidden, p("x", number=(1, 0)), numbering=OUTLINE + num(1, 0)) == ["II."]


def test_text_box_counts_by_itself() -> None:
    """A text box begins at 1, and the body goes on as if it were not there."""
    box = word.text_box(*items((1, 0), (1, 0)))
    blocks = [p("x", number=(1, 0)), p("x", box, number=(1, 0)), p("x", number=(1, 0))]
    assert labels(*blocks, numbering=OUTLINE + num(1, 0)) == ["I.", "II.", "I.", "II.", "III."]


def test_is_lgl_leaves_the_own_number_alone() -> None:
    """Word's «Section 1.01»: inherited numbers are decimal, the level's own keeps its form."""
    numbering = abstract(
        0, level(0, "upperRoman", "%1."), level(1, "decimalZero", "%1.%2", "<w:isLgl/>")
    ) + num(1, 0)
    assert labels(*items((1, 0), (1, 1)), numbering=numbering) == ["I.", "1.01"]


@pytest.mark.parametrize(
    ("pattern", "font", "label"),
    [("\uf0b7", "Symbol", "•"), ("\uf02d", "Symbol", "-"), ("\uf0a7", "Wingdings", "▪"), ("\uf0aa", "Webdings", "•"),
     ("o", "Courier New", "o"), ("-", "", "-"), ("+", "Times New Roman", "+")],
)  # fmt: skip
def test_bullets_are_shown_as_their_glyph(pattern: str, font: str, label: str) -> None:
    """Symbol fonts keep glyphs at private codes; the label holds the sign that is seen."""
    properties = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>' if font else "</w:lvl>"
    numbering = abstract(0, level(0, "bullet", pattern).replace("</w:lvl>", properties)) + num(1, 0)
    document = read_docx(word.docx(*items((1, 0)), parts=word.Parts(numbering=numbering)))
    assert [(block.kind, block.label) for block in document.blocks] == [(BlockKind.LIST_ITEM, label)]


def test_picture_bullet_is_a_bullet() -> None:
    """A picture has no text; a plain bullet stands for it."""
    numbering = abstract(0, level(0, "bullet", "", '<w:lvlPicBulletId w:val="0"/>')) + num(1, 0)
    assert labels(*items((1, 0)), numbering=numbering) == ["•"]


def test_numbers_that_lead_nowhere_are_no_labels() -> None:
    """An unknown list, a missing level, a missing definition and no numbering part give no label and no error."""
    numbering = OUTLINE + num(1, 0) + num(2, 9)
    assert labels(*items((1, 8), (7, 0), (2, 0)), numbering=numbering) == ["", "", ""]
    assert labels(*items((1, 0)), numbering="") == [""]


def test_pattern_without_its_level_is_left_out() -> None:
    """A place for a level that does not exist, is deeper or has no number prints nothing."""
    numbering = abstract(0, level(0, "none", "%1"), level(1, "decimal", "%1%2.%3%9", "<w:isLgl/>")) + num(
        1, 0
    )
    assert labels(*items((1, 0), (1, 1)), numbering=numbering) == ["", "1."]


NUMERALS = [
    ("decimal", 12, "12"), ("upperRoman", 4, "IV"), ("lowerRoman", 1999, "mcmxcix"), ("upperRoman", 4000, "4000"),
    ("upperRoman", 0, "0"), ("upperLetter", 26, "Z"), ("lowerLetter", 27, "aa"), ("lowerLetter", 54, "bbb"),
    ("lowerLetter", 781, "781"), ("lowerLetter", 0, "0"), ("decimalZero", 7, "07"), ("decimalZero", 12, "12"),
    ("numberInDash", 3, "- 3 -"), ("ordinal", 1, "1st"), ("ordinal", 12, "12th"), ("ordinal", 23, "23rd"),
    ("vietnameseCounting", 10, "mười"), ("vietnameseCounting", 11, "11"), ("none", 5, ""), ("bullet", 5, ""),
    ("hebrew1", 5, "5"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "value", "shown"), NUMERALS)
def test_forms_of_numbers(form: str, value: int, shown: str) -> None:
    """Each numFmt prints as Word prints it; unknown ones and numbers out of range are plain decimals."""
    assert numeral(value, form) == shown


def test_glyphs_of_unknown_fonts_are_bullets_and_letters_stay() -> None:
    """Only private codes are translated."""
    assert glyph("a\uf0ff", "Webdings") == "a•"
