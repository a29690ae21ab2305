"""The text of a message: which of its alternatives, and HTML as plain lines. Nothing is fetched, nothing is run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lxml import etree
from lxml import html as lxml_html

from pipeline.parse import words

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "ul",
        "ol",
        "table",
        "blockquote",
        "pre",
        "hr",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ],
)
_VOID = frozenset(("br", "hr"))
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript"))
_MARKUP_PER_CHARACTER = 20  # bytes of HTML looked at for each character wanted; Word's mails need about 10
_BLANKS = re.compile(r"[ \t\u00a0]+")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_LINK = re.compile(r"https?://[^\s<>\"']{1,300}", re.IGNORECASE)
_INSIDE = (0x80, 0xBF)  # the bytes of a letter in UTF-8 after its first
_EMPTY_LINES = re.compile(r"\n{3,}")


def plain(data: bytes, charset: str, most: int) -> str:
    """Plain text of at most `most` characters: NFC, line feeds, no controls but tabs."""
    return _cleaned(words.decode(_start(data, most * 4, charset), charset))[:most]


def from_html(data: bytes, charset: str, most: int) -> str:
    """What a reader of the page sees, one line per block, and where its links lead; empty when it cannot be read."""
    text = _CONTROLS.sub("", words.decode(_start(data, most * _MARKUP_PER_CHARACTER, charset), charset))
    # huge_tree: without it the text under 256 levels of tags, which quoted replies reach, is lost in silence; the
    # input is bounded above, so that memory is too.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        return ""
    # Twice the wanted length: blanks fold away below.
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(_up_to(2 * most, _pieces(root))).split("\n"))
    return _cleaned(_EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip())[:most]


def _up_to(most: int, pieces: Iterator[str]) -> Iterator[str]:
    for piece in pieces:
        yield piece
        most -= len(piece)
        if most < 0:
            return


def _pieces(root: etree._Element) -> Iterator[str]:
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if tag in _SILENT:
            silent += 1 if event == "start" else -1
        if tag in _BLOCKS and (event == "start" or tag not in _VOID):
            yield "\n"
        if tag == "a" and event == "end" and not silent:
            yield _link(element)
        words_here = element.text if event == "start" else element.tail
        if words_here and not silent:
            yield words_here.replace("\n", " ")
        if tag in _CELLS and event == "end":
            yield "\t"


def _link(element: etree._Element) -> str:
    found = _LINK.match(element.get("href", "").strip())
    return f" <{found[0]}>" if found else ""


def _start(data: bytes, most: int, charset: str) -> bytes:
    """The first bytes (an even number), not cut inside a letter of UTF-8."""
    cut = min(most, len(data))
    wide = charset.lower().startswith(("utf-16", "utf-32"))
    while not wide and most - 4 < cut < len(data) and _INSIDE[0] <= data[cut] <= _INSIDE[1]:
        cut -= 1
    return data[:cut]


def _cleaned(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(filter(_visible, lines)))


def _visible(letter: str) -> bool:
    return letter in "\n\t" or not unicodedata.category(letter).startswith("C")


def chosen(parts: Iterable[tuple[str, bool, str]]) -> str:
    """The text of (group, is HTML, text): of each group of alternatives the plain one, unless it is blank."""
    groups: dict[str, dict[bool, list[str]]] = {}
    for group, is_html, text in parts:
        if text.strip():
            groups.setdefault(group, {}).setdefault(is_html, []).append(text.strip())
    return "\n\n".join(text for kinds in groups.values() for text in kinds.get(False) or kinds[True])
