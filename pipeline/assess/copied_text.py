"""A paper's text as far as its signed copy must have it too, with its pages, and which of these were read too badly."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model.document import Block, BlockKind, Document, Doubt
from pipeline.text.fold import bare
from pipeline.text.passage import Copy

_HEAD_BLOCKS = 25  # within which the title stands
# As OCR may have it: its marks are gone here, a letter may be another.
_TITLE = re.compile(r"^b\wo c\wo\b")
# From here on a paper is signed, and the copies must differ: names, seals, frames.
_FOOT = re.compile(r"(?:^|\| )n\wi nh\w[mn]\b|\bn\wi nh\w[mn] ?[:;.]")
_ANNEX = re.compile(r"^(?:phu luc|phu bieu|bieu)\b")
# Of a page's words, those that OCR nearly guessed, with the pieces of ink in no word: 0-2 % on made scans of the usual
# quality, 4 % at most on pages of bad ones that are no tables, 4-13 % on photocopies with a black seal over the text.
_POOR = 0.045
_LEAST_POOR = 5  # of them
_GUESSED = 0.70  # so sure or less, a word is as often wrong as right


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyText:
    """The text of the blocks compared, and where each begins in it, with its page; `poor` pages were read too badly."""

    copy: Copy
    starts: Sequence[int]
    pages: Sequence[int | None]
    poor: frozenset[int]

    def page(self, at: int) -> int | None:
        """The page of a place in the text."""
        return self.pages[bisect.bisect_right(self.starts, at) - 1] if self.starts else None

    def poor_at(self, at: int) -> int | None:
        """The page of a place in the text if it is a poor one."""
        page = self.page(at)
        return page if page in self.poor else None


def compared_text(document: Document) -> CopyText:
    """The text of a document as far as its copy must have it too."""
    lines, starts, doubts, tables, place = list[str](), list[int](), list[Doubt](), list[tuple[int, int]](), 0
    blocks = list(_compared(document.blocks))
    for block in blocks:
        starts.append(place)
        lines.append(block.shown)
        text = place + len(block.shown) - len(block.text)
        doubts += (replace(each, at=text + each.at, end=text + each.end) for each in block.doubts)
        if block.kind is BlockKind.TABLE:
            tables.append((place, place + len(block.shown)))
        place += len(block.shown) + 1
    return CopyText(
        copy=Copy(text="\n".join(lines), recognised=bool(document.recognised), doubts=doubts, tables=tables),
        starts=starts,
        pages=[block.page for block in blocks],
        poor=_poor(blocks),
    )


def _poor(blocks: Sequence[Block]) -> frozenset[int]:
    """The pages of which OCR guessed or lost too much."""
    words, lost = Counter[int](), Counter[int]()
    for block in blocks:
        if block.page is not None and (block.doubts or block.sure < 1):
            words[block.page] += len(block.text.split())
            lost[block.page] += sum(doubt.sure < _GUESSED for doubt in block.doubts)
    return frozenset(page for page, count in lost.items() if count >= max(_LEAST_POOR, _POOR * words[page]))


def _compared(blocks: Sequence[Block]) -> Iterator[Block]:
    """The text from its title on, annexes too; not the foot, where a copy has what the other cannot have."""
    head = (place for place, block in enumerate(blocks[:_HEAD_BLOCKS]) if _TITLE.search(bare(block.text)))
    foot = False
    for block in blocks[next(head, 0) :]:
        line = bare(block.text)
        foot = not _ANNEX.search(line) if foot else bool(_FOOT.search(line))
        if not foot:
            yield block
