"""Headings that reviewers ruled on take the place of what was matched. Never matches by likeness."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.align.candidates import Candidate
from pipeline.align.labels import split_label
from pipeline.align.path import Match, Path
from pipeline.align.similarity import Fit
from pipeline.model.campaign import OutlineItem, Pinned
from pipeline.model.document import Document
from pipeline.model.section import Section, State
from pipeline.text.fold import fold

NO_PINS = Pinned()
# An item whose line a reviewer gave to another: nobody has said yet where it stands, so its cell asks to be reviewed.
_DISPLACED = 0.50
_CERTAIN = 8.0  # log-odds, as far as margins tell
_SIGNS = " .:;"  # what ends a heading and is no part of its text


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The candidate lines of a document and how they fit the outline's items."""

    document: Document
    lines: Sequence[Candidate]
    fit: Fit
    items: Sequence[OutlineItem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """The path after the rulings. `rows` is each ruled item's line, None for nowhere; `displaced` lost theirs."""

    path: Path
    rows: Mapping[str, int | None]
    displaced: frozenset[str]

    def nowhere(self, item: str) -> bool:
        """Whether a reviewer ruled that the item stands nowhere."""
        return item in self.rows and self.rows[item] is None

    def settle(self, section: Section, *, hidden: bool) -> Section:
        """The section as ruled: sure of its place, and of its state unless the rest may stand on an unread page."""
        if section.item in self.displaced:
            return replace(section, confidence=min(section.confidence, _DISPLACED))
        if section.item not in self.rows or (hidden and section.heading and section.state is not State.FULL):
            return section
        if self.nowhere(section.item):
            return Section(item=section.item, state=State.MISSING, confidence=1.0)
        return replace(section, confidence=1.0)


def unlabelled(heading: str) -> str:
    """A heading without its number and closing sign; as it is when it is nothing else."""
    return split_label(heading)[1].strip(_SIGNS) or heading


def pin(page: Page, path: Path, pinned: Pinned) -> Ruled:
    """Put ruled items under their lines; other matches of these items and on these lines are dropped.

    A ruling whose text no line has is left out, and its item stays as it was found.
    """
    places = {item.id: place for place, item in enumerate(page.items)}
    rows = dict(_rows(page, pinned, places))
    if not rows:
        return Ruled(path=path, rows=rows, displaced=frozenset())
    ruled = {places[item]: row for item, row in rows.items()}
    kept = tuple(_kept(path.matches, ruled))
    free = {item for match in path.matches for item in match.items} - set(ruled)
    displaced = free - {item for match in kept for item in match.items}
    return Ruled(
        path=_replaced(page, path, tuple(sorted(_placed(page, kept, ruled), key=lambda match: match.block))),
        rows=rows,
        displaced=frozenset(page.items[place].id for place in displaced),
    )


def _replaced(page: Page, path: Path, matches: tuple[Match, ...]) -> Path:
    """The path with other matches. A line that lost its item, or looks like one that was ruled, ends a section still."""
    begun = {match.block for match in matches}
    before = {match.block for match in path.matches}
    rows = {line.block: row for row, line in enumerate(page.lines)}
    like = {page.lines[rows[block]].look for block in begun - before}
    strange = {
        block
        for block, row in rows.items()
        if block not in begun
        and page.lines[row].look in like
        and (page.lines[row].sure or page.lines[row].numbered)
    }
    foreign = {row for row in path.foreign if page.lines[row].block not in begun}
    return replace(
        path, matches=matches, stops=(path.stops - (before - begun - strange)) | begun | strange,
        foreign=frozenset(foreign | {rows[block] for block in strange}),
    )  # fmt: skip


def _rows(page: Page, pinned: Pinned, places: Mapping[str, int]) -> Iterator[tuple[str, int | None]]:
    for item, heading in pinned.headings:
        row = _row_of(page, heading) if heading else None
        if item in places and (row is not None or not heading):
            yield item, row


def _row_of(page: Page, heading: str) -> int | None:
    """The first line that is this text with or without its label, else that has it in its head, else anywhere.

    A part is one of whole words: a letter or a syllable's half would be found in any line.
    """
    shown = [
        fold(" ".join(block.shown for block in page.document.blocks[line.block : line.last + 1]))
        for line in page.lines
    ]
    heads = [fold(line.head) for line in page.lines]
    text = unlabelled(heading)
    part, whole = _part(text), _part(heading)
    ways: tuple[Callable[[int], bool], ...] = (
        lambda row: heading in {shown[row], heads[row]} or text == heads[row],
        lambda row: bool(part.search(heads[row])),
        lambda row: bool(whole.search(shown[row]) or part.search(shown[row])),
    )
    return next((row for reads in ways for row in range(len(heads)) if reads(row)), None)


def _part(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")


def _kept(matches: Sequence[Match], ruled: Mapping[int, int | None]) -> Iterator[Match]:
    """Matches of items that nobody ruled on, on lines that no ruling names, or names for one of their items."""
    taken = {row for row in ruled.values() if row is not None}
    for match in matches:
        shared = match.line in taken and any(ruled.get(item) == match.line for item in match.items)
        items = tuple(item for item in match.items if item not in ruled)
        if items and (shared or match.line not in taken):
            yield replace(match, items=items)


def _placed(page: Page, kept: Sequence[Match], ruled: Mapping[int, int | None]) -> Iterator[Match]:
    """One match for each line: those kept, and those ruled, in order where they follow their neighbours."""
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    for place, row in ruled.items():
        if row is not None:
            by_row[row].append(place)
    yield from (match for match in kept if match.line not in by_row)
    for row, places in by_row.items():
        beside = [item for match in kept if match.line == row for item in match.items]
        items, block = tuple(sorted((*places, *beside))), page.lines[row].block
        yield Match(
            block=block, line=row, items=items, fit=float(page.fit.items[row, list(items)].max()), margin=_CERTAIN, within=_CERTAIN,
            in_order=_in_order(page, block, items, (kept, ruled)),
        )  # fmt: skip


def _in_order(
    page: Page, block: int, items: Sequence[int], answers: tuple[Sequence[Match], Mapping[int, int | None]]
) -> bool:
    """Whether every other answer stands on the side of this line where the outline has it."""
    kept, ruled = answers
    others = [(match.block, item) for match in kept if match.in_order for item in match.items]
    others += [(page.lines[row].block, item) for item, row in ruled.items() if row is not None]
    return all((other < block) == (item < items[0]) for other, item in others if other != block)
