"""What the checks of form look at, and the faults that several of them speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.document import Block, BlockKind, Document
from pipeline.model.paper import Paper, Part

TOLERANCE = 0.6  # points: sizes are set in halves, PDF writers round them
MM = 25.4 / 72
_PLAIN, _HEAVY = 0.2, 0.8  # shares of bold or slanted letters up to which a line is not so, from which it is

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


def absent(view: View, part: Part | None, name: str) -> Iterator[Fault]:
    """The fault of a line that the letterhead of a Word file lacks, where what should stand around it was found."""
    if part is None and view.is_word and view.paper.heading and view.paper.issuer:
        yield fault(f"không thấy dòng {name}")


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
