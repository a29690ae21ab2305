"""Which page a block stands on, as far as a .docx says: breaks that Word or a person left, and the claim in app.xml.

Never lays out text: where the file does not say, the page is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml.etree import _Element as Element

from pipeline.read.docx import names as w

MAX_PAGES = 20_000  # a claim beyond that is a joke or an attack
MAX_PAGE_CHARACTERS = 6_000  # A4 at 10 pt, single spaced, holds 60 lines of 95 characters
SURE_PAGE_CHARACTERS = 1_200  # one page for certain: 20 lines of 60 characters at 14 pt, a letterhead above
_HALF = 0.5
_SAME_PAGE = frozenset(("continuous", "nextColumn"))


class PageCounter:
    """Counts pages along one walk. A break that Word noted after a hard one is the same break."""

    def __init__(self, main: Element | None = None) -> None:
        self.page = 1
        self.inked = False  # something visible stands on this page
        self.rendered = False  # Word noted at least one break itself
        # A section's kind says how it begins: the first one's does not matter. Sought when one ends, not before: most
        # files have a single section, and the whole tree would be gone through for it.
        self._kinds = islice(_section_kinds(main), 1, None)

    def hard_break(self) -> None:
        """A page break that a person set."""
        self.page += 1
        self.inked = False

    def noted_break(self) -> None:
        """A page break that Word noted when it last laid out the file."""
        self.rendered = True
        self.break_before()

    def break_before(self) -> None:
        """A paragraph that begins a page, wherever it stands."""
        if self.inked:
            self.hard_break()

    def section_end(self) -> None:
        """The end of a section; the next one's properties say whether it begins a page."""
        if next(self._kinds, "nextPage") not in _SAME_PAGE:
            self.hard_break()


def _section_kinds(main: Element | None) -> Iterator[str]:
    for section in () if main is None else main.iter(w.SECTION):
        parent = section.getparent()
        if parent is not None and not str(parent.tag).endswith("PrChange"):
            yield w.value(section, f"{w.W}type") or "nextPage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """The number of pages, None when unknown, and whether each block's own page can be told."""

    pages: int | None
    known: bool


def settle(counter: PageCounter, claim: int | None, characters: Mapping[int, int]) -> Paging:
    """Weigh what was counted against what app.xml claims and the characters on each page as counted.

    Hard breaks alone are a lower bound: pages between them flow over unless they are short.
    """
    counted = counter.page
    room = 0 if claim is None else claim * MAX_PAGE_CHARACTERS
    sane = claim is not None and counted <= claim <= MAX_PAGES and sum(characters.values()) <= room
    if counter.rendered:
        return Paging(pages=claim if sane else counted, known=True)
    if sane:
        return Paging(pages=claim, known=claim == counted)
    known = max(characters.values(), default=0) <= SURE_PAGE_CHARACTERS
    return Paging(pages=counted if known else None, known=known)


def claimed_pages(properties: Element | None, characters: int) -> int | None:
    """The `Pages` of docProps/app.xml; None when it does not say, or counted less than half of our characters.

    Programs that copy a template leave its figures behind: python-docx claims 1 page of 0 characters.
    """
    claims: dict[str, int | None] = {}
    for child in () if properties is None else properties:
        claims[str(child.tag).rpartition("}")[2]] = w.integer((child.text or "").strip())
    stale = (claims.get("Characters") or 0) < characters * _HALF if "Characters" in claims else False
    return None if stale else claims.get("Pages")
