"""Word's automatic numbers as text: what stands before a paragraph on the page and nowhere in its runs.

No library we tried gives Word's label in all of: isLgl, style-linked lists, startOverride, lvlRestart. The counters
are those of one walk through one story in document order; never use one `Numbering` for two walks. The rules of
sharing (lists of one definition count together, a text box counts by itself, a level that was skipped counts as used,
isLgl leaves the level's own number alone) are those that docx4j's authors measured in Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from pipeline.read.docx import names as w
from pipeline.read.docx.numerals import glyph, numeral
from pipeline.read.docx.properties import indent
from pipeline.read.docx.styles import Styles

MAX_LABEL = 255  # characters of a level's pattern; Word's own dialog takes no more
_PLACE = re.compile(r"%([1-9])")
_OFF = "0"  # numId 0: no numbering here, whatever the style says


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list. `restart` is the 1-based level whose use restarts it: None any higher, 0 none."""

    start: int
    form: str
    pattern: str
    restart: int | None
    legal: bool
    style: str | None
    font: str
    left: float | None
    first_line: float | None

    def restarts_after(self, used: int) -> bool:
        """Whether the use of a higher level (0-based) starts this one again."""
        return self.restart is None or used < self.restart


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A `w:num` resolved: counters are shared by all lists of one `family` (abstract definition)."""

    family: str
    levels: dict[int, Level]
    overrides: dict[int, int] = field(default_factory=dict)

    def start(self, level: int) -> int:
        if level in self.overrides:
            return self.overrides[level]
        return self.levels[level].start if level in self.levels else 1


class Numbering:
    """The numbering part of one file (None when it has none) and the counters of one walk."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._root = root
        self._styles = styles
        self._numbers: dict[str, Element] = {}
        self._families: dict[str, Element] = {}
        self._linked: dict[str, str] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._overridden: set[tuple[str, int]] = set()

    def level(self, number_id: str | None, level: int) -> Level | None:
        """The definition of a level (0-based); None when the paragraph is not numbered by it."""
        found = self._list(number_id)
        return None if found is None else found.levels.get(level)

    def level_of_style(self, number_id: str | None, chain: tuple[str, ...]) -> int | None:
        """The level that a list binds to one of a style's chain (`w:lvl/w:pStyle`), nearest first."""
        found = self._list(number_id)
        bound = {} if found is None else {level.style: place for place, level in found.levels.items()}
        return next((bound[style] for style in chain if style in bound), None)

    def advance(self, number_id: str | None, level: int) -> str:
        """Count one paragraph and return its label, empty when it has none."""
        found = self._list(number_id)
        if found is None or number_id is None or level not in found.levels:
            return ""
        counters = self._counters.setdefault(found.family, {})
        self._count(found, counters, (number_id, level))
        for deeper in [place for place in counters if place > level]:
            if deeper not in found.levels or found.levels[deeper].restarts_after(level):
                del counters[deeper]
        for upper in range(level):
            counters.setdefault(upper, found.start(upper))
        return _label(found, level, counters)

    @contextmanager
    def own_story(self) -> Iterator[None]:
        """Counters of a text box: they begin anew, and those outside go on afterwards as if it were not there."""
        outside = self._counters, self._overridden
        self._counters, self._overridden = {}, set()
        yield
        self._counters, self._overridden = outside

    def _count(self, found: _List, counters: dict[int, int], place: tuple[str, int]) -> None:
        level = place[1]
        restarted = level in found.overrides and place not in self._overridden
        self._overridden.add(place)
        counters[level] = found.start(level) if restarted or level not in counters else counters[level] + 1

    def _take(self, element: Element) -> None:
        if element.tag == f"{w.W}num":
            self._numbers.setdefault(element.get(f"{w.W}numId", ""), element)
        elif element.tag == f"{w.W}abstractNum":
            family = element.get(f"{w.W}abstractNumId", "")
            self._families.setdefault(family, element)
            link = w.value(element, f"{w.W}styleLink")
            if link is not None:
                self._linked.setdefault(link, family)

    def _list(self, number_id: str | None) -> _List | None:
        if number_id is None or number_id == _OFF:
            return None
        if self._root is not None:  # not before the first number: a header has none as a rule
            root, self._root = self._root, None
            for element in root:
                self._take(element)
        if number_id not in self._lists:
            self._lists[number_id] = self._resolve(number_id)
        return self._lists[number_id]

    def _resolve(self, number_id: str) -> _List | None:
        number = self._numbers.get(number_id)
        family = w.value(number, f"{w.W}abstractNumId") or ""
        definition = self._definition(family)
        if number is None or definition is None:
            return None
        levels = dict(_levels(definition))
        overrides: dict[int, int] = {}
        for override in number.findall(f"{w.W}lvlOverride"):
            place = w.integer(override.get(w.NUMBER_LEVEL))
            start = w.integer(w.value(override, f"{w.W}startOverride"))
            if place is not None and start is not None:
                overrides[place] = start
            levels.update(_levels(override))
        return _List(family=family, levels=levels, overrides=overrides)

    def _definition(self, family: str) -> Element | None:
        """An abstract definition, through a list style's link when it is only a reference to one."""
        definition = self._families.get(family)
        link = w.value(definition, f"{w.W}numStyleLink")
        if link is None:
            return definition
        linked = self._numbers.get(self._styles.number_of(link) or "")
        target = self._linked.get(link) or w.value(linked, f"{w.W}abstractNumId")
        return self._families.get(target or family)


def _levels(parent: Element) -> list[tuple[int, Level]]:
    found = ((w.integer(element.get(w.NUMBER_LEVEL)), element) for element in parent.findall(f"{w.W}lvl"))
    return [(place, _level(element)) for place, element in found if place is not None]


def _level(element: Element) -> Level:
    legal = w.child(element, f"{w.W}isLgl")
    place = element.find(f"{w.PARAGRAPH_PROPERTIES}/{w.INDENT}")
    lengths: dict[str, float] = {}
    if place is not None:
        indent(place, lengths)
    font = element.find(f"{w.RUN_PROPERTIES}/{w.W}rFonts")
    picture = w.child(element, f"{w.W}lvlPicBulletId")
    pattern = (w.value(element, f"{w.W}lvlText") or "")[:MAX_LABEL]
    return Level(
        start=w.integer(w.value(element, f"{w.W}start")) or 0,
        form=w.value(element, f"{w.W}numFmt") or "decimal",
        pattern=pattern if picture is None else "•",
        restart=w.integer(w.value(element, f"{w.W}lvlRestart")),
        legal=legal is not None and w.is_on(legal),
        style=w.value(element, f"{w.W}pStyle"),
        font="" if font is None else font.get(f"{w.W}ascii", ""),
        left=lengths.get("left"),
        first_line=lengths.get("first_line"),
    )


def _label(found: _List, level: int, counters: dict[int, int]) -> str:
    own = found.levels[level]
    if own.form == "bullet":
        return glyph(own.pattern, own.font).strip()

    def shown(place: re.Match[str]) -> str:
        upper = int(place[1]) - 1
        if upper > level or upper not in found.levels:
            return ""
        form = found.levels[upper].form
        legal = own.legal and upper < level and form != "none"
        return numeral(counters[upper], "decimal" if legal else form)

    return _PLACE.sub(shown, own.pattern).strip()
