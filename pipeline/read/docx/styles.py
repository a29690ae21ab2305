"""How a paragraph and its runs look, as Word resolves it: defaults, style chains, toggles, direct formatting.

A style is resolved when the first paragraph or run needs it, and kept. Never touches text or numbering.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml.etree import _Element as Element

from pipeline.read.docx import names as w
from pipeline.read.docx.properties import PARAGRAPH_READERS, RUN_READERS, said_by

_HEADING_NAME = re.compile(r"(?:heading|tiêu đề|đầu đề|đề mục) ?([1-9])")
_HEADING_ID = re.compile(
    r"(?:heading|tiêuđề|tieude|đầuđề|daude|u)-?([1-9])"
)  # `u1`: Vietnamese Word's own id
_MAX_CHAIN = 32  # Word itself follows some ten styles


@dataclass(frozen=True, slots=True)
class RunLook:
    """What a run looks like; None where nothing is said. Toggles, size in points, the name of its font, its colour.

    `underline` and `colour` are as the file says them. `themed`: the theme names the font, not `font`.
    """

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    caps: bool | None = None
    size: float | None = None
    font: str | None = None
    underline: str | None = None
    colour: str | None = None
    themed: bool | None = None


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What a paragraph's properties say, or a style with all it inherits; None where nothing is said.

    `level` counts from 0, 9 is body text; lengths are in points, `first_line` against `left`. `mark_gone`: the
    paragraph mark is a tracked deletion. `separator`: the mark is Word's style separator, after which the next paragraph
    goes on in the same line. `section` is the section that ends here. `before`, `after`, `line` and `multiple` are as in
    `Setting`.
    """

    style: str | None = None
    level: int | None = None
    alignment: str | None = None
    left: float | None = None
    first_line: float | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    multiple: float | None = None
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
    said = said_by(properties, PARAGRAPH_READERS)
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
        self._paragraph_defaults: dict[str, Any] = {}
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
        said = said_by(properties, RUN_READERS)
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
                said = {} if run is None else said_by(run, RUN_READERS)
                said.pop("style", None)
                self._defaults = RunLook(**said)
                paragraph = element.find(f"{w.W}pPrDefault/{w.PARAGRAPH_PROPERTIES}")
                self._paragraph_defaults = {} if paragraph is None else said_by(paragraph, PARAGRAPH_READERS)
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
        said = dict(self._paragraph_defaults)
        for own_id, element in reversed(chain):
            said |= _heading_level(own_id, element)
            properties = w.child(element, w.PARAGRAPH_PROPERTIES)
            said |= {} if properties is None else said_by(properties, PARAGRAPH_READERS)
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
            said |= {} if properties is None else said_by(properties, RUN_READERS)
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
        for name in ("size", "font", "underline", "colour"):
            found = getattr(character, name) or getattr(paragraph, name) or getattr(base, name)
            said.setdefault(name, found)
        themed = (look.themed for look in (character, paragraph, base) if look.themed is not None)
        said.setdefault("themed", next(themed, None))
        look = RunLook(**said)
        return self._looks.setdefault(look, look)


def _heading_level(style_id: str, element: Element) -> dict[str, Any]:
    """The outline level that a built-in heading style has by its name or id alone."""
    name = unicodedata.normalize("NFC", w.value(element, _NAME) or "").lower()
    plain_id = unicodedata.normalize("NFC", style_id).lower()
    found = _HEADING_NAME.fullmatch(name) or _HEADING_ID.fullmatch(plain_id)
    return {"level": int(found[1]) - 1} if found else {}


_YES = frozenset(("1", "true", "on"))
_STYLE, _DOC_DEFAULTS, _NAME = f"{w.W}style", f"{w.W}docDefaults", f"{w.W}name"
_TYPE, _IS_DEFAULT = f"{w.W}type", f"{w.W}default"
_NOTHING, _PLAIN = ParagraphLook(), RunLook()
