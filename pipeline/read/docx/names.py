"""Names of WordprocessingML, and the three ways its attributes say yes, how many and how long.

Facts of the format alone; never reads a part, never decides anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml.etree import _Element as Element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/wordprocessingml/main"
W = f"{{{NAMESPACE}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

VAL = f"{W}val"
BODY = f"{W}body"
PARAGRAPH = f"{W}p"
TABLE = f"{W}tbl"
ROW = f"{W}tr"
CELL = f"{W}tc"
RUN = f"{W}r"
TEXT = f"{W}t"
MATH_TEXT = f"{_MATH}t"
MATH_RUN = f"{_MATH}r"
RUN_PROPERTIES = f"{W}rPr"
PARAGRAPH_PROPERTIES = f"{W}pPr"
ROW_PROPERTIES = f"{W}trPr"
CELL_PROPERTIES = f"{W}tcPr"
SECTION = f"{W}sectPr"
NUMBERING = f"{W}numPr"
NUMBER_ID = f"{W}numId"
NUMBER_LEVEL = f"{W}ilvl"
INDENT = f"{W}ind"
ALIGNMENT = f"{W}jc"
STYLE_ID = f"{W}styleId"
DELETED = f"{W}del"
MOVED_AWAY = f"{W}moveFrom"
TEXT_BOX = f"{W}txbxContent"
TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
EMBEDDED_CHUNK = f"{W}altChunk"
ALTERNATES = f"{_MC}AlternateContent"
CHOICE = f"{_MC}Choice"
FALLBACK = f"{_MC}Fallback"

# What stands in the tree and not on the page. Everything unknown is looked into, so that nothing visible is lost.
INVISIBLE = frozenset(
    f"{W}{name}"
    for name in (
        "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr",
        "smartTagPr", "customXmlPr", "fldData", "rt", "rubyPr",
    )
) | {FALLBACK}  # fmt: skip

_NO = frozenset(("0", "false", "off", "none"))
_INTEGER = re.compile(r"([+-]?[0-9]{1,9})(?:\.[0-9]*)?")
_MEASURE = re.compile(r"([+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?)(pt|cm|mm|in|pc|pi)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pc": 12.0, "pi": 12.0}
TWIPS_PER_POINT = 20


def is_on(element: Element) -> bool:
    """A toggle such as `w:b`: on unless it says otherwise."""
    return says_on(element.get(VAL))


@lru_cache(maxsize=1024)
def says_on(text: str | None) -> bool:
    """The same of its `w:val`."""
    return text is None or text.lower() not in _NO


@lru_cache(
    maxsize=1024
)  # a file says the same few numbers in all its runs: a sixth of the time of reading one
def integer(text: str | None) -> int | None:
    """A number of at most nine digits (Word itself writes `12.0` at times), None when it is none."""
    found = _INTEGER.fullmatch(text) if text else None
    return int(found[1]) if found else None


@lru_cache(maxsize=1024)
def points(text: str | None, per_point: int = TWIPS_PER_POINT) -> float | None:
    """A length in points: a plain number in 1/`per_point` points, or a number with its unit; None when neither."""
    plain = integer(text)
    if plain is not None:
        return plain / per_point
    measure = _MEASURE.fullmatch(text) if text else None
    return float(measure[1]) * _POINTS[measure[2]] if measure else None


def child(parent: Element, name: str) -> Element | None:
    """The first child called `name`: `Element.find` without its path language, in half its time."""
    return next(parent.iterchildren(name), None)


def properties(parent: Element, name: str) -> Element | None:
    """The same for properties, which stand first as a rule: looking there first halves the time again."""
    if len(parent) and (head := parent[0]).tag == name:
        return head
    return child(parent, name)


def value(parent: Element | None, name: str) -> str | None:
    """The `w:val` of the first child called `name`, None when there is no such child or value."""
    found = None if parent is None else child(parent, name)
    return None if found is None else found.get(VAL)


def first(values: Iterable[float | None]) -> float:
    """The first value that is said at all, else 0."""
    for value_said in values:
        if value_said is not None:
            return value_said
    return 0.0
