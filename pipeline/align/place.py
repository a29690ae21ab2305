"""Finds items whose heading shares few words with them: by the place between matched siblings and by the text below.

An unmatched heading between two matched siblings, at their level and in their style, is most likely the missing one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.align.candidates import Candidate, Look, is_bare
from pipeline.align.path import GOES_ON, Match
from pipeline.align.similarity import Fit
from pipeline.model.campaign import OutlineItem
from pipeline.model.document import Document
from pipeline.text.fold import fold

_ENOUGH_PHRASES = 3  # this many evidence phrases below a heading speak for the item fully
_SCORE = 0.35  # words of the heading and evidence below it, averaged
_SCORE_ALONE = 0.20  # enough where as many headings as items are left between two neighbours that were found
_FOREIGN = 0.80


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The candidate lines of a document, how they fit, and the text below each up to the next of the same look."""

    lines: Sequence[Candidate]
    fit: Fit
    document: Document
    stop: int

    def below(self, row: int) -> str:
        """The folded text under a line."""
        line = self.lines[row]
        end = next((other.block for other in self.lines[row + 1 :] if other.look == line.look), self.stop)
        blocks = self.document.blocks[line.last + 1 : end]
        return fold(" ".join((line.rest, *(block.shown for block in blocks))))


def by_place(page: Lines, matches: Sequence[Match], items: Sequence[OutlineItem]) -> tuple[Match, ...]:
    """The matches, and those that the place and the text below add; sorted by line."""
    ordered = [match for match in matches if match.in_order]
    answered = {item for match in matches for item in match.items}
    used = {match.line for match in matches}
    looks = {page.lines[m.line].look for m in ordered if any(not items[item].children for item in m.items)}
    added: list[Match] = []
    bounds = [(-1, -1), *((m.line, m.items[-1]) for m in ordered), (len(page.lines), len(items))]
    for (row, item), (next_row, next_item) in pairwise(bounds):
        missing = [k for k in range(item + 1, next_item) if k not in answered and not items[k].children]
        free = [r for r in range(row + 1, next_row) if r not in used and _may_answer(page, r, item, looks)]
        scored = _scored(page, free, missing, items)
        pairs = _pair(scored, _SCORE, [])
        if len(free) == len(missing) and item >= 0 and next_item < len(items):
            pairs = _pair(scored, _SCORE_ALONE, pairs)
        added += pairs
    return tuple(sorted((*matches, *added), key=lambda match: match.line))


def _may_answer(page: Lines, row: int, above: int, looks: set[Look]) -> bool:
    """A heading that looks like those found, has text, is not known as foreign and no more of the item `above`."""
    line = page.lines[row]
    goes_on = above >= 0 and page.fit.items[row, above] >= GOES_ON
    return (
        (line.sure or line.numbered)
        and line.look in looks
        and page.fit.foreign[row] < _FOREIGN
        and not goes_on
        and not is_bare(page.lines, row)
    )


def _scored(
    page: Lines, free: Sequence[int], missing: Sequence[int], items: Sequence[OutlineItem]
) -> list[tuple[float, int, int]]:
    """How well each free line answers each missing item, best first."""
    texts = {row: page.below(row) for row in free} if missing else {}
    return sorted(
        ((_score(float(page.fit.items[r, k]), texts[r], items[k]), r, k) for r in texts for k in missing),
        reverse=True,
    )


def _pair(scored: Sequence[tuple[float, int, int]], least: float, found: list[Match]) -> list[Match]:
    """Add pairs in the order of both lines and items, from the best down to the least score."""
    pairs = list(found)
    for score, row, item in scored:
        crossed = any((row - match.line) * (item - match.items[0]) <= 0 for match in pairs)
        if score >= least and not crossed:
            pairs.append(Match(line=row, items=(item,), fit=score, by_place=True))
    return pairs


def _score(words: float, below: str, item: OutlineItem) -> float:
    hits = sum(fold(phrase) in below for phrase in item.evidence)
    return 0.5 * words + 0.5 * min(1.0, hits / _ENOUGH_PHRASES)
