"""The page of each section: paper, margins, where page numbers stand. Facts of `w:sectPr`; nothing is laid out.

A gutter for binding is part of the left margin. A header that a section does not name is that of the section before. Only the look of the number's own paragraph is known:
where tabs move it, its place along the line is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml.etree import _Element as Element

from pipeline.model.document import Layout, PageNumbers
from pipeline.read.docx import names as w
from pipeline.read.docx.styles import Styles, paragraph_look

MARGINS = frozenset(("header", "footer"))
_REFERENCES = {f"{w.W}headerReference": "top", f"{w.W}footerReference": "bottom"}
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TYPE, _TITLE_PAGE = f"{w.W}type", f"{w.W}titlePg"
_PAGE = re.compile(r"\s*PAGE(?:\s|$)")
_FIELDS = (f"{w.W}fldSimple", f"{w.W}instrText")
_INSTRUCTION = f"{w.W}instr"
_FRAME, _ALIGN = f"{w.W}framePr", f"{w.W}xAlign"
_MIDDLE = frozenset(("center", "centre"))
_RIGHT = frozenset(("right", "end"))
_SIDES = _RIGHT | {"left", "start", "outside", "inside"}

_Margins = Mapping[tuple[str, str], Element]  # by place (`top`, `bottom`) and type (`default`, `first`)


def last_section(body: Element | None) -> Sequence[Element]:
    """The properties of the last section, which stand at the body's end."""
    found = None if body is None else next(body.iterchildren(w.SECTION, reversed=True), None)
    return () if found is None else (found,)


def layouts(
    sections: Iterable[Element], margins: Mapping[str, Element] | None, styles: Styles
) -> tuple[Layout, ...]:
    """The pages of these sections; one without a paper size says nothing."""
    known: dict[tuple[str, str], Element] = {}
    found: list[Layout] = []
    for section in sections:
        known |= _named(section, margins or {})
        numbers = None if margins is None else _numbers(section, known, styles)
        found += _layout(section, numbers)
    return tuple(found)


def first_header(section: Element | None, margins: Mapping[str, Element] | None) -> Element | None:
    """The header that the first page of a section alone bears, but for one with the page's number."""
    if section is None or margins is None or not _is_first_apart(section):
        return None
    root = _named(section, margins).get(("top", "first"))
    return None if root is None or _numbered(root) is not None else root


def _is_first_apart(section: Element) -> bool:
    title = w.child(section, _TITLE_PAGE)
    return title is not None and w.is_on(title)


def _layout(section: Element, numbers: PageNumbers | None) -> Iterator[Layout]:
    paper, margin = w.child(section, f"{w.W}pgSz"), w.child(section, f"{w.W}pgMar")
    width, height = _length(paper, "w"), _length(paper, "h")
    if width and height:
        top, bottom, left, right = (_length(margin, name) for name in ("top", "bottom", "left", "right"))
        left = None if left is None else left + (_length(margin, "gutter") or 0)
        yield Layout(
            width=width, height=height, top=top, bottom=bottom, left=left, right=right, numbers=numbers
        )


def _length(element: Element | None, name: str) -> float | None:
    """In points, without the sign: a negative top margin is one that the header may not push."""
    found = None if element is None else w.points(element.get(f"{w.W}{name}"))
    return None if found is None else abs(found)


def _named(section: Element, margins: Mapping[str, Element]) -> dict[tuple[str, str], Element]:
    references = ((child, _REFERENCES.get(str(child.tag))) for child in section)
    return {
        (place, child.get(_TYPE, "default")): margins[child.get(_ID, "")]
        for child, place in references
        if place is not None and child.get(_ID, "") in margins
    }


def _numbers(section: Element, known: _Margins, styles: Styles) -> PageNumbers:
    first_apart = _is_first_apart(section)
    for place in ("top", "bottom"):
        root = known.get((place, "default"))
        paragraph = None if root is None else _numbered(root)
        if paragraph is not None:
            first = known.get((place, "first"))
            shown = (first is not None and _numbered(first) is not None) if first_apart else True
            return PageNumbers(
                top=place == "top", bottom=place == "bottom", centred=_centred(paragraph, styles), first=shown
            )
    return PageNumbers()


def _numbered(root: Element) -> Element | None:
    """The paragraph of a header or footer that holds the page's number."""
    for field in root.iter(*_FIELDS):
        if _PAGE.match(field.get(_INSTRUCTION) or field.text or ""):
            return next(field.iterancestors(w.PARAGRAPH), None)
    return None


def _centred(paragraph: Element, styles: Styles) -> bool | None:
    properties = w.properties(paragraph, w.PARAGRAPH_PROPERTIES)
    frame = None if properties is None else w.child(properties, _FRAME)
    framed = "" if frame is None else frame.get(_ALIGN, "")
    look = paragraph_look(properties)
    aligned = framed or look.alignment or styles.paragraph(look.style).look.alignment or ""
    if aligned in _MIDDLE:
        return True
    return (
        False if aligned in (_SIDES if framed else _RIGHT) else None
    )  # a tab may move what begins at the left
