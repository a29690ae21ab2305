"""How a paragraph and its runs look, as Word resolves it: defaults, style chains, toggles, direct formatting.

A style is resolved when the first paragraph or run needs it, and kept. Never touches text or numbering.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml.etree import _Element as Element

from pipeline.read.docx import names as w
from pipeline.text.legacy import legacy_of

_HEADING_NAME = re.compile(r"(?:heading|tiêu đề|đầu đề|đề mục) ?([1-9])")
_HEADING_ID = re.compile(
    r"(?:heading|tiêuđề|tieude|đầuđề|daude|u)-?([1-9])"
)  # `u1`: Vietnamese Word's own id
_MAX_CHAIN = 32  # Word itself follows some ten styles
_HALF_POINTS = 2


@dataclass(frozen=True, slots=True)
class RunLook:
    """What a run looks like; None where nothing is said. Toggles, size in points, the name of its font."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    caps: bool | None = None
    size: float | None = None
    font: str | None = None


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What a paragraph's properties say, or a style with all it inherits; None where nothing is said.

    `level` counts from 0, 9 is body text; lengths are in points, `first_line` against `left`. `mark_gone`: the
    paragraph mark is a tracked deletion. `separator`: the mark is Word's style separator, after which the next paragraph
    goes on in the same line. `section` is the section that ends here.
    """

    style: str | None = None
    level: int | None = None
    alignment: str | None = None
    left: float | None = None
    first_line: float | None = None
    number_id: str | None = None
    number_level: int | None = None
    page_before: bool | None = None
    mark_gone: bool = False
    mark_hidden: bool = False
    separator: bool = False
    section: Element | None = None


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A resolved paragraph style: `chain` holds its id and the ids it is based on, `base` a run without properties."""

    name: str = ""
    chain: tuple[str, ...] = ()
    look: ParagraphLook = ParagraphLook()
    run: RunLook = RunLook()
    base: RunLook = field(default_factory=RunLook)


def paragraph_look(properties: Element | None) -> ParagraphLook:
    """What a `w:pPr` says by itself."""
    if properties is None:
        return _NOTHING
    said = _said(properties, _PARAGRAPH_READERS)
    return ParagraphLook(**said) if "section" in said else _look(tuple(said.items()))


@lru_cache(maxsize=1024)
def _look(said: tuple[tuple[str, Any], ...]) -> ParagraphLook:
    """One object for all paragraphs that say the same; never for one with a section, whose tree it would hold."""
    return ParagraphLook(**dict(said))


class Styles:
    """The styles part of one file; None when it has none."""

    def __init__(self, root: Element | None) -> None:
        self._root = root
        self._elements: dict[str, Element] | None = None
        self._default = ""
        self._defaults = RunLook()
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._runs: dict[tuple[object, ...], RunLook] = {}
        self._looks: dict[RunLook, RunLook] = {}  # equal looks are one object

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """A paragraph style by its id; the default style when the id is None or unknown."""
        found = self._paragraphs.get(style_id)
        if found is None:
            found = self._paragraphs[style_id] = self._resolve_paragraph(style_id)
        return found

    def run(self, style: ParagraphStyle, properties: Element) -> RunLook:
        """What a run with these `w:rPr` looks like in a paragraph of this style; every toggle is said."""
        said = _said(properties, _RUN_READERS)
        key = (style.chain, *said.items())
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = self._resolve_run(style.run, said)
        return found

    def number_of(self, style_id: str) -> str | None:
        """The numId that a style (a list style, mostly) names."""
        element = self._index().get(style_id)
        properties = None if element is None else w.child(element, w.PARAGRAPH_PROPERTIES)
        return paragraph_look(properties).number_id

    def _index(self) -> dict[str, Element]:
        if self._elements is None:
            self._elements = {}
            for element in () if self._root is None else self._root.iterchildren(_STYLE):
                style_id = element.get(w.STYLE_ID, "")
                self._elements.setdefault(style_id, element)
                if element.get(_IS_DEFAULT, "0").lower() in _YES and element.get(_TYPE) == "paragraph":
                    self._default = style_id
            for element in () if self._root is None else self._root.iterchildren(_DOC_DEFAULTS):
                run = element.find(f"{w.W}rPrDefault/{w.RUN_PROPERTIES}")
                said = {} if run is None else _said(run, _RUN_READERS)
                said.pop("style", None)
                self._defaults = RunLook(**said)
        return self._elements

    def _chain(self, style_id: str | None) -> list[tuple[str, Element]]:
        """A style and what it is based on, nearest first; loops are cut."""
        index = self._index()
        chain: list[tuple[str, Element]] = []
        while style_id is not None and style_id in index and len(chain) < _MAX_CHAIN:
            if any(style_id == seen for seen, _ in chain):
                break
            element = index[style_id]
            chain.append((style_id, element))
            style_id = w.value(element, f"{w.W}basedOn")
        return chain

    def _resolve_paragraph(self, style_id: str | None) -> ParagraphStyle:
        chain = self._chain(style_id) or self._chain(self._default)
        said: dict[str, Any] = {}
        for own_id, element in reversed(chain):
            said |= _heading_level(own_id, element)
            properties = w.child(element, w.PARAGRAPH_PROPERTIES)
            said |= {} if properties is None else _said(properties, _PARAGRAPH_READERS)
        run = self._chain_look(chain)
        return ParagraphStyle(
            name=(w.value(chain[0][1], _NAME) or chain[0][0]) if chain else "",
            chain=tuple(own_id for own_id, _ in chain),
            look=ParagraphLook(**said),
            run=run,
            base=self._resolve_run(run, {}),
        )

    def _chain_look(self, chain: list[tuple[str, Element]]) -> RunLook:
        said: dict[str, Any] = {}
        for _, element in reversed(chain):
            properties = w.child(element, w.RUN_PROPERTIES)
            said |= {} if properties is None else _said(properties, _RUN_READERS)
        said.pop("style", None)
        return RunLook(**said)

    def _resolve_run(self, paragraph: RunLook, direct: dict[str, Any]) -> RunLook:
        """Toggles of the paragraph and the character style cancel each other; direct formatting is absolute."""
        said = dict(direct)
        style_id = said.pop("style", None)
        character = _PLAIN if style_id is None else self._chain_look(self._chain(style_id))
        base = self._defaults
        for name in ("bold", "italic", "hidden", "caps"):
            toggled = bool(getattr(paragraph, name)) ^ bool(getattr(character, name))
            said.setdefault(name, toggled or bool(getattr(base, name)))
        said.setdefault("size", character.size or paragraph.size or base.size)
        said.setdefault("font", character.font or paragraph.font or base.font)
        look = RunLook(**said)
        return self._looks.setdefault(look, look)


def _said(properties: Element, readers: dict[str, _Reader]) -> dict[str, Any]:
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


def _heading_level(style_id: str, element: Element) -> dict[str, Any]:
    """The outline level that a built-in heading style has by its name or id alone."""
    name = unicodedata.normalize("NFC", w.value(element, _NAME) or "").lower()
    plain_id = unicodedata.normalize("NFC", style_id).lower()
    found = _HEADING_NAME.fullmatch(name) or _HEADING_ID.fullmatch(plain_id)
    return {"level": int(found[1]) - 1} if found else {}


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
_Reader = tuple[str | None, Callable[..., Any]]
_HANGING, _FIRST_LINE = f"{w.W}hanging", f"{w.W}firstLine"
_INDENTS = {f"{w.W}left": "left", f"{w.W}start": "left", _FIRST_LINE: "first_line", _HANGING: "first_line"}
_YES = frozenset(("1", "true", "on"))
_STYLE, _DOC_DEFAULTS, _NAME = f"{w.W}style", f"{w.W}docDefaults", f"{w.W}name"
_ASCII_FONT, _HIGH_FONT = f"{w.W}ascii", f"{w.W}hAnsi"
_TYPE, _IS_DEFAULT, _VANISH = f"{w.W}type", f"{w.W}default", f"{w.W}vanish"
_MARKS = {
    w.DELETED: "mark_gone",
    w.MOVED_AWAY: "mark_gone",
    _VANISH: "mark_hidden",
    f"{w.W}specVanish": "separator",
}
_RUN_READERS: dict[str, _Reader] = {
    f"{w.W}b": ("bold", w.says_on),
    f"{w.W}i": ("italic", w.says_on),
    _VANISH: ("hidden", w.says_on),
    f"{w.W}caps": ("caps", w.says_on),
    f"{w.W}sz": (None, _size),
    f"{w.W}rFonts": (None, _font),
    f"{w.W}rStyle": ("style", _as_it_is),
}
_PARAGRAPH_READERS: dict[str, _Reader] = {
    f"{w.W}pStyle": ("style", _as_it_is),
    f"{w.W}outlineLvl": ("level", w.integer),
    w.ALIGNMENT: ("alignment", _as_it_is),
    w.INDENT: (None, indent),
    w.NUMBERING: (None, _number),
    f"{w.W}pageBreakBefore": ("page_before", w.says_on),
    w.RUN_PROPERTIES: (None, _mark),
    w.SECTION: (None, _section),
}
_NOTHING, _PLAIN = ParagraphLook(), RunLook()
