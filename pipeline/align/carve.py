"""Cuts the document at headings: what stands below each matched one, up to the next that begins or ends a section."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.align.candidates import Candidate
from pipeline.align.path import Match, Path
from pipeline.align.scene import Scene
from pipeline.model.document import Block

# Below it OCR is not sure that a block is text at all: seals, pens, stains.
LEGIBLE = 0.70  # mean word confidence: blocks of text had 0.78 and more on the worst copies, the words of a seal 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A match with the blocks below it. `line` is None for a text without a heading; its first block is `first`."""

    match: Match
    line: Candidate | None
    first: Block
    blocks: tuple[Block, ...]

    @property
    def head(self) -> str:
        """The heading as it stands in the document, without its number; empty when there is none."""
        return self.line.head if self.line else ""

    @property
    def text(self) -> str:
        """The content, one line per block, the heading itself left out."""
        return "\n".join(self.lines(0.0))

    def lines(self, least_sure: float) -> tuple[str, ...]:
        """The content block by block, without those of whose letters the reader is less sure."""
        rest = (self.line.rest,) if self.line and self.line.rest else ()
        return (*rest, *(block.shown for block in self.blocks if block.sure >= least_sure))


def carve(scene: Scene, path: Path) -> tuple[Slice, ...]:
    """One slice per match, in the order of the document."""
    ends = sorted({*path.stops, scene.stop})
    slices = []
    for match in path.matches:
        line = None if match.line is None else scene.lines[match.line]
        stop = next(end for end in ends if end > match.block)
        below = match.block if line is None else line.last + 1
        slices.append(
            Slice(
                match=match, line=line, first=scene.document.blocks[match.block],
                blocks=scene.document.blocks[below:stop],
            )
        )  # fmt: skip
    return tuple(slices)
