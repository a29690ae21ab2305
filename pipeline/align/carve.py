"""Cuts the document at headings: what stands below each matched one, and which other headings end a section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.align.candidates import Candidate, Look
from pipeline.align.labels import LabelKind
from pipeline.align.path import GOES_ON, Match
from pipeline.align.similarity import Fit
from pipeline.model.document import Block, Document

# This like a heading that the outline lists as belonging to none of its items (0 to 1, letters).
_FOREIGN = 0.80
LEGIBLE = 0.70  # mean word confidence: blocks of text had 0.78 and more on the worst copies, the words of a seal 0.6
_SHORT = 15  # words: a plain numbered line longer than this is a sentence of a list, not a heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A matched heading with the blocks below it, up to the next heading that ends it."""

    match: Match
    line: Candidate
    heading: Block
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The content, one line per block, the heading itself left out."""
        rest = (self.line.rest,) if self.line.rest else ()
        return "\n".join((*rest, *(block.shown for block in self.blocks)))

    @property
    def legible(self) -> str:
        """The content without the blocks that OCR is not sure to be text at all: seals, pens, stains."""
        rest = (self.line.rest,) if self.line.rest else ()
        return "\n".join((*rest, *(block.shown for block in self.blocks if block.sure >= LEGIBLE)))


def foreign_lines(
    lines: Sequence[Candidate], fit: Fit, matches: Sequence[Match], depths: Sequence[int]
) -> frozenset[int]:
    """Unmatched headings that end a section: listed as foreign, or of a rank with matched ones by their look."""
    answers = {match.line: match.items for match in matches}
    depth_at = {line: max(depths[item] for item in items) for line, items in answers.items()}
    ranks: dict[Look, int] = {}
    for match in matches:
        look = lines[match.line].look
        ranks[look] = min(depth_at[match.line], ranks.get(look, depth_at[match.line]))
    found: set[int] = set()
    current, open_items = 0, tuple[int, ...]()
    for row, line in enumerate(lines):
        if row in answers:
            current, open_items = depth_at[row], answers[row]
        elif _ends(line, float(fit.foreign[row]), ranks.get(line.look), current):
            if any(fit.items[row, item] >= GOES_ON for item in open_items):
                continue
            found.add(row)
            open_items = ()
    return frozenset(found)


def _ends(line: Candidate, foreign: float, rank: int | None, current: int) -> bool:
    """A part, a heading by its form, or a short numbered line that looks like headings of its rank."""
    if line.sure and line.label is LabelKind.PART:
        return True
    if foreign >= _FOREIGN and not line.rest and (line.sure or line.numbered):
        return True
    short = line.numbered and not line.rest and len(line.head.split()) <= _SHORT
    return rank is not None and 0 < rank <= current and (line.sure or short)


def carve(
    document: Document,
    body: range,
    lines: Sequence[Candidate],
    matches: Sequence[Match],
    foreign: frozenset[int],
) -> tuple[Slice, ...]:
    """One slice per match, in the order of the document."""
    ends = (
        {lines[row].block for row in foreign} | {lines[match.line].block for match in matches} | {body.stop}
    )
    slices = []
    for match in matches:
        line = lines[match.line]
        stop = min(end for end in ends if end > line.block)
        slices.append(
            Slice(
                match=match, line=line, heading=document.blocks[line.block],
                blocks=document.blocks[line.last + 1 : stop],
            )
        )  # fmt: skip
    return tuple(slices)
