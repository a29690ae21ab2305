"""What the checks of form look at, and the faults that several of them speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.document import Block, BlockKind, Document
from pipeline.model.paper import Paper, Part
from pipeline.text.fold import fold, words

TOLERANCE = 0.6  # points: sizes are set in halves, PDF writers round them
MM = 25.4 / 72
_PLAIN, _HEAVY = 0.2, 0.8  # shares of bold or slanted letters up to which a line is not so, from which it is
_NAME = re.compile(r"[\w\s,.&:–-]+")  # of a body; damaged letters bring other signs

Range = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing against the form: what is said of it, in Vietnamese, where, and what was seen there.

    `measured` tells of how the file is set, which a conversion may have changed.
    """

    said: str
    page: int | None = None
    seen: str = ""
    measured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A typed report and its parts."""

    document: Document
    paper: Paper

    @property
    def is_word(self) -> bool:
        """Whether the file says how it is set: a Word file, or one converted to it."""
        return any(not layout.measured for layout in self.document.layout)

    @property
    def is_whole(self) -> bool:
        """Whether it is a PDF with text on every page."""
        return self.document.reader == "pdf" and not self.document.unread_pages

    def body(self) -> Iterator[Block]:
        """The blocks of the text proper, without tables."""
        first, last = self.paper.body or (0, -1)
        return (b for b in self.document.blocks[first : last + 1] if b.kind is not BlockKind.TABLE)

    def running(self) -> Iterator[Block]:
        """Those of them that are running text: no headings, nothing centred."""
        return (b for b in self.body() if not (b.style.centred or b.style.bold >= _HEAVY or b.style.level))


def fault(said: str, part: Part | Block | None = None, *, measured: bool = False) -> Fault:
    """A fault seen in a line of the paper."""
    if part is None:
        return Fault(said=said)
    return Fault(said=said, page=part.page, seen=part.text, measured=measured)


def absent(view: View, part: Part | None, name: str, trace: re.Pattern[str]) -> Iterator[Fault]:
    """The fault of a line that a letterhead lacks, where what should stand around it was found.

    In a PDF also the other of number and date must be, and at the head no word of any other line and no `trace` of this
    one, folded: it may be parted, or stamped on.
    """
    paper = view.paper
    if part is not None or not paper.heading or not paper.issuer:
        return
    shown = (_head(view), *view.document.furniture)
    if view.is_word or (_is_read_well(view) and not any(trace.search(fold(text)) for text in shown)):
        yield fault(f"không thấy dòng {name}", paper.number or paper.dated or paper.issuer[-1])


def _is_read_well(view: View) -> bool:
    """Whether a PDF has text on every page, and every word of its letterhead is of a part known, number or date among them."""
    paper = view.paper
    other, names = paper.number or paper.dated, (*paper.above, *paper.issuer)
    if not view.is_whole or other is None or not all(_NAME.fullmatch(part.text) for part in names):
        return False
    known = (*paper.heading, *names, *paper.marks, *paper.abstract, other)
    spoken = {word for part in known for word in words(part.text)}
    return spoken.issuperset(words(_head(view)))


def _head(view: View) -> str:
    """All that stands above the title or the text."""
    paper = view.paper
    first = paper.kind.block if paper.kind else paper.body[0] if paper.body else len(view.document.blocks)
    return "\n".join(block.text for block in view.document.blocks[paper.begins : first])


def within(value: float, allowed: Range, tolerance: float = TOLERANCE) -> bool:
    """Whether a measure lies in its range, or close to it."""
    return allowed[0] - tolerance <= value <= allowed[-1] + tolerance


def shown(value: float) -> str:
    """A number as staff write it: `12,7`, `20`."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def spread(allowed: Range) -> str:
    """A range as staff write it: `30–35`, or `20`."""
    ends = dict.fromkeys(map(shown, (allowed[0], allowed[-1])))
    return "–".join(ends)


def sized(name: str, part: Part, allowed: Range) -> Iterator[Fault]:
    """The fault of a line in another size; none where its size is not known, or the rule says 0."""
    size = part.style.size
    if allowed[-1] and size is not None and not within(size, allowed):
        yield fault(f"{name} cỡ chữ {shown(size)} (quy định {spread(allowed)})".strip(), part, measured=True)


def weighed(name: str, part: Part, *, bold: bool) -> Iterator[Fault]:
    """The fault of a line that is bold and should not be, or the other way round; none where its look is not known."""
    if part.style.size is None:
        return
    if bold and part.style.bold <= _PLAIN:
        yield fault(f"{name} không in đậm (quy định in đậm)".strip(), part, measured=True)
    if not bold and part.style.bold >= _HEAVY:
        yield fault(f"{name} in đậm (quy định không đậm)".strip(), part, measured=True)


def slanted(name: str, part: Part) -> Iterator[Fault]:
    """The fault of a line that should be in italics and is not."""
    if part.style.size is not None and part.style.italic <= _PLAIN:
        yield fault(f"{name} không in nghiêng (quy định in nghiêng)".strip(), part, measured=True)
