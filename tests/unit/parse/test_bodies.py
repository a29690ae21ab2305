"""The text of a message: chosen among alternatives, HTML as lines."""

from __future__ import annotations

import pytest

from pipeline.parse import bodies


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Kính gửi</p><p>Ban</p>", "Kính gửi\n\nBan"),
        ("a<br>b<hr>c", "a\nb\nc"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<head><title>x</title></head><body>a &amp; b<script>1</script> c</body>", "a & b c"),
        ('<?xml version="1.0" encoding="utf-16"?><html><body>a</body></html>', "a"),
        ("<div>" * 300 + "sâu", "sâu"),
        ("a\0b\x01c", "abc"),
        ("", ""),
        ("<!-- chỉ có ghi chú -->", ""),
    ],
)
def test_html_is_read_as_lines(page: str, text: str) -> None:
    """What a person sees, one line per block; nothing that is not shown."""
    assert bodies.from_html(page.encode(), "utf-8", 1000) == text


def test_a_page_stops_at_the_wanted_length() -> None:
    """A long page costs no more than the text that is wanted."""
    assert bodies.from_html(b"<p>xin chao</p>" * 5000, "", 100) == ("xin chao\n\n" * 10)[:100]


@pytest.mark.parametrize("data", ["ă".encode() * 3000, ("ă" * 300 + "a").encode() * 10, "ế".encode() * 4000])
def test_a_cut_splits_no_letter(data: bytes) -> None:
    """A long text cut in the middle of a letter is still UTF-8, not a code page."""
    assert set(bodies.plain(data, "", 1000)) <= set("ăếa")


def test_line_ends_become_one_kind() -> None:
    """CRLF, CR and LF are one line end; other controls go."""
    assert bodies.plain(b"a\r\nb\rc\n\td\x00\x1b", "", 100) == "a\nb\nc\n\td"


def test_each_group_gives_its_plain_text() -> None:
    """In a group of alternatives the plain one is read, groups follow one another."""
    parts = [
        ("1", False, "nam"),
        ("1", True, "NAM"),
        ("2", False, " "),
        ("2", True, "hai"),
        ("3", False, "ba"),
    ]
    assert bodies.chosen(parts) == "nam\n\nhai\n\nba"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>Xem <a href="https://drive.google.com/a?b=1&amp;c=2">báo cáo</a>.</p>', "Xem báo cáo <https://drive.google.com/a?b=1&c=2>."),
        ('<a href=" HTTP://x.example ">x</a>', "x <HTTP://x.example>"),
        ('<a href="mailto:a@b.example">a</a> <a href="javascript:x">b</a> <a name="c">c</a>', "a b c"),
        ('<a href="https://x.example/a b">x</a>', "x <https://x.example/a>"),
        ('<noscript><a href="https://x.example">x</a></noscript><p>y</p>', "y"),
    ],
)  # fmt: skip
def test_where_links_lead_is_told(html: str, text: str) -> None:
    """Of the web alone; what is no address ends it."""
    assert bodies.from_html(html.encode(), "utf-8", 500).split() == text.split()
