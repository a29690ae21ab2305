"""Targets whose input has a shape: pages of lines, trees of Word's elements, lists, files taken in by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableError
from pipeline.model.document import BlockKind, Recognition
from pipeline.parse import names
from pipeline.parse.mail import unpack
from pipeline.parse.wrap import wrap_file
from pipeline.read.docx.reader import read_docx
from pipeline.read.pdf.build import build
from pipeline.read.sheet import Gap, Grid, Line, Sheet, tidy
from tests.build import word
from tests.fuzz.files import read_or_refused

_WORDS = ("BÁO CÁO", "I. Tình hình", "1.1. Kết quả", "- Một", "a) Hai", "dòng chữ thường nối tiếp", "12", "2 / 7", "Nơi nhận:",
          "TM. BAN THƯỜNG VỤ", "Số: 45-BC/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM", "phối hợp-", "x")  # fmt: skip
_POINT = st.floats(-50, 900, allow_nan=False, width=32)
_TEXTS = st.one_of(st.sampled_from(_WORDS), st.text(min_size=1, max_size=30)).map(tidy).filter(bool)
_PAIRS = st.tuples(st.booleans(), st.booleans())


@st.composite
def _lines(draw: st.DrawFn, page: int) -> Line:
    text, x0, wide = draw(_TEXTS), draw(_POINT), draw(st.floats(0, 600, allow_nan=False, width=32))
    gaps = (
        draw(st.lists(st.integers(1, max(1, len(text) - 1)), max_size=2, unique=True))
        if len(text) > 2
        else []
    )
    return Line(
        text=text, page=page, x0=x0, x1=x0 + wide, base=draw(_POINT), size=draw(st.sampled_from([0.5, 9.0, 13.0, 14.0, 72.0])),
        bold=draw(_PAIRS), italic=draw(_PAIRS), prefix=draw(st.integers(0, len(text))), hang=draw(st.sampled_from([0.0, x0 + 5])),
        gaps=tuple(Gap(at=at, x0=x0 + wide * 0.4, x1=x0 + wide * 0.6) for at in sorted(gaps)),
        sure=draw(st.sampled_from([1.0, 0.3])),
    )  # fmt: skip


@st.composite
def _sheets(draw: st.DrawFn, number: int) -> Sheet:
    lines = draw(st.lists(_lines(number), max_size=14))
    corners = draw(st.lists(st.tuples(_POINT, _POINT), max_size=2))
    rows = (("Tên", "Số"), ("một", ""))
    return Sheet(
        number=number, width=595.0, height=842.0, lines=tuple(lines),
        grids=tuple(Grid(x0=x, top=y, x1=x + 300, bottom=y + 200, rows=rows) for x, y in corners),
        image_cover=draw(st.sampled_from([0.0, 0.9])), drawn=draw(st.booleans()), lost=draw(st.integers(0, 9)),
        ocr=draw(st.sampled_from([None, Recognition(page=number, confidence=0.8, uncovered=0.1)])),
    )  # fmt: skip


_PAGES = st.integers(0, 3).flatmap(lambda count: st.tuples(*(_sheets(number + 1) for number in range(count))))


def _free_text(sheet: Sheet) -> str:
    """What stands in lines and in no table: a table's cells speak for the lines inside it."""
    return "".join(line.text for line in sheet.lines if not any(grid.holds(line) for grid in sheet.grids))


def pages(sheets: tuple[Sheet, ...]) -> None:
    """Pages of any lines become blocks on those pages in their order, or are refused; nothing that was read is lost."""
    try:
        made = build(sheets, reader="pdf")
    except UnreadableError:  # no page has text
        return
    assert made.pages == len(sheets)
    numbers = [block.page for block in made.blocks if block.page is not None]
    assert numbers == sorted(numbers)
    assert [block.paragraph for block in made.blocks] == list(range(1, len(made.blocks) + 1))
    shown = "".join(["".join(block.text.split()) for block in made.blocks] + ["".join(made.furniture)])
    letters = {
        sign for sheet in sheets if sheet.number not in made.unread_pages for sign in _free_text(sheet)
    }
    assert {sign for sign in letters if sign.isalpha()} <= set(shown)
    for block in made.blocks:
        assert 0 <= block.style.bold <= 1
        assert 0 <= block.style.bold_prefix <= len(block.text)
        assert 0 <= block.sure <= 1


_TAGS = (
    "p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "tcPr", "trPr", "numPr", "numId", "ilvl", "pStyle", "rStyle", "b", "i",
    "caps", "vanish", "ins", "del", "moveFrom", "moveTo", "sdt", "sdtContent", "sdtPr", "txbxContent", "hyperlink", "fldSimple",
    "fldChar", "instrText", "delText", "tab", "br", "cr", "sym", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak",
    "sectPr", "pgSz", "gridSpan", "vMerge", "hMerge", "gridBefore", "gridAfter", "jc", "ind", "outlineLvl", "altChunk",
    "rFonts", "sz", "ruby", "rt", "rubyBase", "smartTag", "customXml", "pageBreakBefore", "drawing", "pict", "object",
)  # fmt: skip
_VALUES = st.one_of(
    st.sampled_from(["0", "1", "2", "9", "-1", "1000000000", "99999999999999999999", "on", "false", "continue", "restart",
                     "Heading1", "loop", "begin", "separate", "end", "page", "1.5", "12pt", "nan", "F0B7", "0020", ".VnTime",
                     "VNI-Times", "center", ""]),
    st.from_regex(r"[ -~À-ỹ]{0,12}", fullmatch=True),
)  # fmt: skip
_NAMES = ("val", "type", "fldCharType", "left", "firstLine", "hanging", "ascii", "hAnsi", "char", "font", "styleId", "instr",
          "numId", "abstractNumId", "ilvl", "h", "w", "orient", "id")  # fmt: skip
_SAID = st.dictionaries(st.sampled_from(_NAMES), _VALUES, max_size=3)
_PLAIN = st.from_regex(r"[\t\n -~À-ỹ\uf0b7\xad]{0,20}", fullmatch=True)


def _element(tag: str, said: dict[str, str], inside: list[str]) -> str:
    attributes = "".join(f" w:{name}={quoteattr(value)}" for name, value in said.items())
    return f"<w:{tag}{attributes}>{''.join(inside)}</w:{tag}>"


def _trees(tags: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.recursive(
        _PLAIN.map(escape),
        lambda inner: st.builds(_element, st.sampled_from(tags), _SAID, st.lists(inner, max_size=5)),
        max_leaves=25,
    )


_LIST_TAGS = ("abstractNum", "num", "lvl", "start", "numFmt", "lvlText", "isLgl", "lvlRestart", "pStyle", "abstractNumId",
              "lvlOverride", "startOverride", "numStyleLink", "styleLink", "ind", "rPr", "pPr", "suff")  # fmt: skip
_STYLE_TAGS = ("style", "name", "basedOn", "link", "next", "pPr", "rPr", "numPr", "numId", "ilvl", "outlineLvl", "b", "i",
               "rFonts", "docDefaults", "rPrDefault", "pPrDefault", "jc", "ind", "sz", "caps", "vanish")  # fmt: skip


def word_trees(body: list[str], lists: list[str], styles: list[str]) -> None:
    """Any tree of Word's elements, in the body, the lists and the styles, is read or refused with a reason."""
    parts = word.Parts(styles="".join(styles), numbering="".join(lists))
    read_or_refused(read_docx, word.docx(*map(word.Xml, body), parts=parts))


_LEVELS = st.lists(
    st.builds(
        word.level, st.integers(-1, 10), st.sampled_from(["decimal", "upperRoman", "bullet", "none", "ordinal", "x"]),
        st.sampled_from(["%1.", "%1.%2", "%9%8%7", "%%1", "Mục %1:", "\uf0b7", ""]),
        st.sampled_from(["", "<w:isLgl/>", '<w:lvlRestart w:val="0"/>', '<w:lvlRestart w:val="7"/>', '<w:pStyle w:val="L"/>']),
        st.integers(-5, 10**9),
    ),
    max_size=9,
)  # fmt: skip
_FAMILIES = st.lists(_LEVELS, min_size=1, max_size=3)
_RESTARTS = st.lists(st.tuples(st.integers(0, 4), st.integers(-2, 9)), max_size=4)
_COUNTED = st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 10)), max_size=20)


def word_lists(
    families: list[list[str]], restarts: list[tuple[int, int]], counted: list[tuple[int, int]]
) -> None:
    """Lists of any definition number every paragraph with a bounded label and lose no text."""
    defined = "".join(word.abstract(family, *levels) for family, levels in enumerate(families))
    named = "".join(
        word.num(
            number,
            number % (len(families) + 1),
            *(word.start_override(level, start) for level, start in restarts),
        )
        for number in range(1, 4)
    )
    style = word.style("L", '<w:basedOn w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    lines = [
        word.p(f"dòng {place}", number=number, style="L" if place % 3 else "")
        for place, number in enumerate(counted)
    ]
    made = read_docx(word.docx(*lines, parts=word.Parts(numbering=defined + named, styles=style)))
    assert [block.text for block in made.blocks] == [f"dòng {place}" for place in range(len(counted))]
    assert all(len(block.label) < 400 for block in made.blocks)
    assert {block.kind for block in made.blocks} <= {
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.HEADING,
    }


_LINES = st.text(max_size=40)
_ZONED = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(9000, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001 -- zones are given apart


def taken_in(data: bytes, name: str, by: str, note: str, at: dt.datetime) -> None:
    """A file that was taken in by hand comes out of its message byte by byte, under its readable name."""
    taken = unpack(wrap_file(data, name=name, by=by, note=note, unit="SYT", at=at))
    files = {file.path: file for file in taken.message.files}
    contents = dict(taken.contents)
    assert data in contents.values()
    assert taken.message.envelope.sent_at == at.replace(microsecond=0)
    named = [file for path, file in files.items() if contents.get(path) == data and not file.body]
    shown = names.readable(names.safe(name) or "file")
    assert [file.name for file in named] == [shown] or not shown  # what has no name is called by its path


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """A law, and the values that it holds for."""

    law: Callable[..., None]
    values: tuple[st.SearchStrategy[Any], ...]

    def hold(self, *, examples: int, chance: int) -> None:
        """Try so many values; what breaks the law is made small and raised. The same chance gives the same values."""
        options = settings(
            deadline=None, max_examples=examples, database=None, print_blob=False, suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        )  # fmt: skip
        seed(chance)(options(given(*self.values)(self.law)))()


SHAPED: Mapping[str, Shaped] = {
    "pages": Shaped(law=pages, values=(_PAGES,)),
    "word_trees": Shaped(
        law=word_trees,
        values=(
            st.lists(_trees(_TAGS), max_size=6),
            st.lists(_trees(_LIST_TAGS), max_size=4),
            st.lists(_trees(_STYLE_TAGS), max_size=4),
        ),
    ),
    "word_lists": Shaped(law=word_lists, values=(_FAMILIES, _RESTARTS, _COUNTED)),
    "taken_in": Shaped(law=taken_in, values=(st.binary(max_size=300), _LINES, _LINES, _LINES, _ZONED)),
}
