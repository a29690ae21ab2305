"""Web pages, single-file pages and texts are read as a reader of the page sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableError
from pipeline.model.document import Block, BlockKind
from pipeline.read.office import html as office_html
from pipeline.read.office import page as office_page
from pipeline.read.office.reader import read_office
from tests.build import office


def blocks(page: str) -> tuple[Block, ...]:
    """The blocks of a page."""
    return office_html.read_html(page.encode()).blocks


def shown(page: str) -> list[str]:
    """The texts of a page with their labels."""
    return [block.shown for block in blocks(page)]


WORD_LABEL = "<span style='mso-list:Ignore'>1.1.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"
PAGES = {
    "paragraphs": ("<p>một</p><div>hai<p>ba</p>bốn</div>", ["một", "hai", "ba", "bốn"]),
    "lines and blanks fold": ("<p>một\r\n  hai\t<b>ba</b>\n</p>", ["một hai ba"]),
    "a break ends a line": ("<p>một<br>hai<br/><br>ba", ["một", "hai", "ba"]),
    "entities and NFD": ("<p>c&#417;&nbsp;quan Đa\u0309ng</p>", ["cơ\u00a0quan Đảng"]),
    "lists": ("<ol><li>một<ul><li>con</ul><li><p>hai</p><p>ba</p></ol>", ["1. một", "• con", "2. hai", "ba"]),
    "roman lists": ("<ol type=I start=3><li>một<li>hai</ol>", ["III. một", "IV. hai"]),
    "absurd starts": ("<ol start=99999999><li>một</ol><ol start=-1><li>hai</ol>", ["1. một", "1. hai"]),
    "empty items count": ("<ol><li><li>hai</ol><p>ba", ["2. hai", "ba"]),
    "an item without a list": ("<li>một", ["• một"]),
    "Word's automatic numbers": (f"<p><![if !supportLists]>{WORD_LABEL}<![endif]>Tuyên truyền</p>", ["1.1. Tuyên truyền"]),
    "not shown": (
        """<head><title>x</title><style>p{}</style></head><p>a<span style='display: none'>x</span><del>x</del>
        <span style='mso-hide:all'>x</span><script>x</script><!-- x --><!--[if mso]>x<![endif]-->b<p hidden>x""",
        ["a b"],
    ),
    "preformatted": ("<pre>một\n  hai\n\nba</pre>", ["một", "hai", "ba"]),
    "a table of data": ("<table><tbody><tr><th>Năm<td>2020<tr><td>Số<td></table>", ["Năm | 2020\nSố"]),
    "a table's title": ("<table><caption>Bảng 1</caption><col><tr><td>a<td>b</table>", ["Bảng 1", "a | b"]),
    "a frame": ("<table><tr><td><h1>một</h1><p>hai</table>", ["một", "hai"]),
    "an empty table": ("<table><tr><td><td></table>", []),
    "nested tables": ("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>", ["a | b | c"]),
    "no text at all": ("<p>&nbsp;</p>", []),
}  # fmt: skip


@pytest.mark.parametrize(("page", "texts"), PAGES.values(), ids=PAGES)
def test_what_is_seen_is_read_once(page: str, texts: list[str]) -> None:
    """Each text that a browser shows comes once, in order, and nothing that it hides."""
    assert shown(page) == texts


def test_blocks_carry_the_evidence_of_their_style() -> None:
    """Level, weight, a bold beginning, slant and alignment are seen; paragraphs are numbered."""
    page = (
        "<h2>Một</h2><p class=MsoNormal align=center><b>Hai</b></p><p><strong>Ba: </strong>bốn</p><p><i>năm</i></p>"
        "<p style='mso-outline-level:1;text-align:center'><span style='font-weight:700;font-style:italic'>Sáu</span></p>"
        "<b style='font-weight:normal;mso-bidi-font-weight:bold'>bảy</b>"
    )
    first, second, third, fourth, fifth, last = blocks(page)
    assert (first.kind, first.style.level, first.style.bold) == (BlockKind.HEADING, 2, 1.0)
    assert (second.style.name, second.style.centred, second.style.bold_prefix) == ("MsoNormal", True, 0)
    assert (third.style.bold, third.style.bold_prefix) == (2 / 5, 3)
    assert (fourth.style.italic, fourth.style.bold) == (1.0, 0.0)
    assert (fifth.style.level, fifth.style.bold, fifth.style.italic, fifth.style.centred) == (
        1,
        1.0,
        1.0,
        True,
    )
    assert (last.style.bold, last.style.bold_prefix, last.paragraph) == (0.0, 0, 6)


def test_tables_keep_their_cells() -> None:
    """A cell's paragraphs are lines; the kind says table."""
    (table,) = blocks("<table><tr><td><p>UBND</p><p>tỉnh</p></td><td>Số 1</td></tr></table>")
    assert (table.kind, table.rows) == (BlockKind.TABLE, (("UBND\ntỉnh", "Số 1"),))


def test_old_fonts_are_named() -> None:
    """Text in a font of an old code cannot be decoded here, so the reviewer is told."""
    page = "<p style=\"font-family:'.VnTime'\">§¶ng <font face='VNI-Times'>uyû</font>"
    assert office_html.read_html(page.encode()).remarks == (
        "text in fonts of an old Vietnamese code, not Unicode: .VnTime, VNI-Times",
    )


CHARSETS = {
    "UTF-8 that says nothing": "Đảng uỷ".encode(),
    "UTF-8 with a lie": b"<meta charset=windows-1252>" + "Đảng uỷ".encode(),
    "UTF-8 with a mark": "\ufeffĐảng uỷ".encode(),
    "UTF-16": "\ufeffĐảng uỷ".encode("utf-16-le"),
    "UTF-16 without a mark": "<p>Đảng uỷ</p><p class='x'></p>".encode("utf-16-le"),
    "Windows Vietnamese": b"<meta http-equiv=Content-Type content='text/html; charset=windows-1258'>\xd0a\xd2ng uy\xd2",
}


@pytest.mark.parametrize("data", CHARSETS.values(), ids=CHARSETS)
def test_charsets_are_told_by_the_bytes_first(data: bytes) -> None:
    """What the bytes prove counts more than what the page declares."""
    text = office_html.read_html(data).blocks[0].text
    assert text == "Đảng uỷ"


@pytest.mark.parametrize("declared", ["", "utf-8", "punycode", "hex", "no such"])
def test_a_declared_charset_is_no_key_to_python(declared: str) -> None:
    """Bytes that are no UTF-8 are read as Windows Latin, or damaged, whatever codec a page names."""
    text = office_html.read_html(b"<p>\xe9t\xe9</p>", declared).blocks[0].text
    assert text == ("\ufffdt\ufffd" if declared == "utf-8" else "été")


REFUSED = {
    "no bytes": (b"", "empty"),
    "controls alone": (b"\x01\x02", "empty"),
    "a comment alone": (b"<!-- x -->", "corrupt"),
    "nested too deep": (b"<div>" * 5000 + b"x", "corrupt"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_pages_without_content_are_refused(data: bytes, code: str) -> None:
    """A page that holds nothing to read says why."""
    with pytest.raises(UnreadableError) as caught:
        office_html.read_html(data)
    assert caught.value.code == code


@pytest.mark.parametrize("read", [office_html.read_html, office_page.read_mhtml, office_page.read_text])
def test_sizes_are_limited(read: office_page.Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every reader refuses what is too long, before it looks."""
    monkeypatch.setattr(office_html, "MAX_BYTES", 3)
    monkeypatch.setattr(office_page, "MAX_BYTES", 3)
    with pytest.raises(UnreadableError, match="too_large"):
        read(b"<p>dai</p>")


def test_the_number_of_paragraphs_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with more paragraphs than any report is refused, not half read."""
    monkeypatch.setattr(office_html, "MAX_BLOCKS", 2)
    with pytest.raises(UnreadableError, match="too_large"):
        blocks("<p>a<p>b<p>c")


@given(st.text(alphabet="<>/ apbdivtrol='\n&;!-[]"))
def test_any_markup_is_read_or_refused(page: str) -> None:
    """Nothing but UnreadableError ever comes out."""
    try:
        found = office_html.read_html(page.encode())
    except UnreadableError:
        return
    assert all(block.text for block in found.blocks)


def test_single_file_pages_are_read() -> None:
    """The page inside is found and its charset kept; Word's own opens like a text."""
    saved = office.mhtml(b"<p>\xd0a\xd2ng uy\xd2</p>", charset="windows-1258")
    for media_type in ("multipart/related", "text/plain"):
        assert read_office(saved, media_type).blocks[0].text == "Đảng uỷ"


@pytest.mark.parametrize(
    "data", [b"MIME-Version: 1.0\n\ntext", b'Content-Type: multipart/related; boundary="x"\n\n--x--']
)
def test_single_file_pages_without_a_page_are_refused(data: bytes) -> None:
    """A wrapper with nothing in it is corrupt."""
    with pytest.raises(UnreadableError, match="no page in it"):
        office_page.read_mhtml(data)


def test_wrappers_nested_without_end_are_refused() -> None:
    """A page wrapped a thousand times in mails breaks nothing."""
    with pytest.raises(UnreadableError, match="corrupt"):
        office_page.read_mhtml(b"Content-Type: message/rfc822\n\n" * 2000)


def test_texts_are_read_by_the_line() -> None:
    """Each line with words is a paragraph; a file of blanks is empty."""
    document = office_page.read_text("Báo cáo\r\n\r\n I. Đặc điểm\n".encode())
    assert [block.text for block in document.blocks] == ["Báo cáo", "I. Đặc điểm"]
    assert document.reader == "text"
    with pytest.raises(UnreadableError, match="empty"):
        office_page.read_text(b" \r\n")
