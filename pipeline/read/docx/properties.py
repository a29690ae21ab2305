"""What the elements of a `w:rPr` or a `w:pPr` say, each by itself, under the names that looks give them.

Never resolves a style; what is not understood says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml.etree import _Element as Element

from pipeline.read.docx import names as w
from pipeline.text.legacy import legacy_of

_HALF_POINTS = 2


def said_by(properties: Element, readers: dict[str, Reader]) -> dict[str, Any]:
    """What a `w:rPr` or `w:pPr` says, by the readers of its elements."""
    said: dict[str, Any] = {}
    for child in properties:
        reader = readers.get(child.tag)
        if reader is None:
            continue
        name, read = reader
        if name is None:
            read(child, said)
        else:  # without a function of ours for each `w:val`: a twentieth of the time of a file
            said[name] = read(child.get(w.VAL))
    return said


def _size(element: Element, said: dict[str, Any]) -> None:
    size = w.points(element.get(w.VAL), _HALF_POINTS)
    if size is not None:
        said["size"] = size


def _font(element: Element, said: dict[str, Any]) -> None:
    """One name for both halves of Latin-1; where they differ, that of an old code: its letters are in the upper one."""
    low, high = element.get(_ASCII_FONT), element.get(_HIGH_FONT)
    font = high if low != high and (not low or (legacy_of(high) and not legacy_of(low))) else low
    if font:
        said["font"] = font
    if font or element.get(_THEME_FONT):
        said["themed"] = not font


def _spacing(element: Element, said: dict[str, Any]) -> None:
    """`before`, `after` and the distance of lines of a `w:spacing`, where they are said."""
    for name, length, automatic in _GAPS:
        gap = _AUTOMATIC if w.says_on(element.get(automatic, "0")) else w.points(element.get(length))
        if gap is not None:
            said[name] = gap
    line = w.points(element.get(_LINE))
    if line is not None:
        auto = element.get(_LINE_RULE, "auto") == "auto"
        said["line"] = None if auto else line
        said["multiple"] = line * w.TWIPS_PER_POINT / _SINGLE_LINE if auto else None


def indent(element: Element, said: dict[str, Any]) -> None:
    """`left` and `first_line` of a `w:ind`, in points, where they are said; hanging wins over a first line."""
    for name, text in element.items():
        length = w.points(str(text)) if name in _INDENTS else None
        if length is None:
            continue
        if name == _HANGING:
            said["first_line"] = -length
        elif name != _FIRST_LINE or element.get(_HANGING) is None:
            said[_INDENTS[str(name)]] = length


def _number(element: Element, said: dict[str, Any]) -> None:
    for child in element:
        if child.tag == w.NUMBER_ID:
            said["number_id"] = child.get(w.VAL)
        elif child.tag == w.NUMBER_LEVEL:
            said["number_level"] = w.integer(child.get(w.VAL))


def _mark(element: Element, said: dict[str, Any]) -> None:
    """The paragraph mark's own properties: whether it was deleted, moved away or hidden, or parts styles in a line."""
    for child in element:
        name = _MARKS.get(child.tag)
        if name is not None:
            said[name] = name == "mark_gone" or w.is_on(child)


def _as_it_is(text: str | None) -> str | None:
    return text


def _section(element: Element, said: dict[str, Any]) -> None:
    said["section"] = element


# What an element says: a property by its `w:val`, or (without a name) whatever a function finds in it.
Reader = tuple[str | None, Callable[..., Any]]
_HANGING, _FIRST_LINE = f"{w.W}hanging", f"{w.W}firstLine"
_INDENTS = {f"{w.W}left": "left", f"{w.W}start": "left", _FIRST_LINE: "first_line", _HANGING: "first_line"}
_ASCII_FONT, _HIGH_FONT, _THEME_FONT = f"{w.W}ascii", f"{w.W}hAnsi", f"{w.W}asciiTheme"
_GAPS = tuple((name, f"{w.W}{name}", f"{w.W}{name}Autospacing") for name in ("before", "after"))
_AUTOMATIC = 14.0  # points, in Word and LibreOffice; the length beside it does not count then
_LINE, _LINE_RULE = f"{w.W}line", f"{w.W}lineRule"
_SINGLE_LINE = 240  # of `w:line` where its rule is `auto`
_VANISH = f"{w.W}vanish"
_MARKS = {
    w.DELETED: "mark_gone",
    w.MOVED_AWAY: "mark_gone",
    _VANISH: "mark_hidden",
    f"{w.W}specVanish": "separator",
}
RUN_READERS: dict[str, Reader] = {
    f"{w.W}b": ("bold", w.says_on),
    f"{w.W}i": ("italic", w.says_on),
    _VANISH: ("hidden", w.says_on),
    f"{w.W}caps": ("caps", w.says_on),
    f"{w.W}sz": (None, _size),
    f"{w.W}rFonts": (None, _font),
    f"{w.W}rStyle": ("style", _as_it_is),
    f"{w.W}u": ("underline", _as_it_is),
    f"{w.W}color": ("colour", _as_it_is),
}
PARAGRAPH_READERS: dict[str, Reader] = {
    f"{w.W}pStyle": ("style", _as_it_is),
    f"{w.W}outlineLvl": ("level", w.integer),
    w.ALIGNMENT: ("alignment", _as_it_is),
    w.INDENT: (None, indent),
    f"{w.W}spacing": (None, _spacing),
    w.NUMBERING: (None, _number),
    f"{w.W}pageBreakBefore": ("page_before", w.says_on),
    w.RUN_PROPERTIES: (None, _mark),
    w.SECTION: (None, _section),
}
