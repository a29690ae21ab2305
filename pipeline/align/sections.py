"""Says of each outline item where it is answered and in what state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from pipeline.align.blind import Blind, blind, sureness
from pipeline.align.candidates import body_range, candidates, may_merge
from pipeline.align.carve import LEGIBLE, Slice, carve
from pipeline.align.confidence import EMPTY_WORDS, Signs, confidence
from pipeline.align.content import Content
from pipeline.align.evidence import Evidence
from pipeline.align.path import find_path
from pipeline.align.pinned import NO_PINS, Page, Ruled, pin
from pipeline.align.scene import Prepared, Scene
from pipeline.align.similarity import Fit, Wordings
from pipeline.align.spread import spread
from pipeline.align.states import states
from pipeline.model.calibration import UNFITTED, Calibration
from pipeline.model.campaign import Outline, OutlineItem, Pinned
from pipeline.model.document import Document
from pipeline.model.section import Alignment, Section, State, state_above


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Everything needed to speak of an item: the outline, the slices by item, the fit and what was left over."""

    items: tuple[OutlineItem, ...]
    says: Content
    parent_of: Mapping[str, str]
    slices: Mapping[str, Slice]
    near: Mapping[str, float]
    absent: Mapping[str, float]
    blind: Blind
    foreign: tuple[str, ...]
    ruled: Ruled


@lru_cache(maxsize=8)
def _prepared(outline: Outline) -> Prepared:
    wordings = Wordings(outline)
    return Prepared(
        wordings=wordings, content=Content(wordings.items), states=states(wordings.items, wordings.depths, wordings.pairs),
        evidence=Evidence(wordings.items),
    )  # fmt: skip


def align(
    document: Document, outline: Outline, pinned: Pinned = NO_PINS, *, calibration: Calibration = UNFITTED
) -> Alignment:
    """Find every item of the outline in the document. Every item comes back, in outline order; never raises.

    An item that is pinned is read under the line that it is pinned to, where the document has that line.
    """
    found = _find(document, outline, pinned)
    leaves = {}
    for place, (section, signs) in _leaves(found).items():
        sure = replace(section, confidence=confidence(signs, calibration))
        leaves[place] = found.ruled.settle(sure, hidden=found.blind.hides(place))
    sections = tuple(leaves.get(item.id) or _parent(item, leaves, found) for item in found.items)
    return Alignment(sections=sections, foreign=found.foreign, pinned=tuple(found.ruled.rows))


def appraise(document: Document, outline: Outline) -> tuple[tuple[Section, Signs], ...]:
    """The leaves' sections with what speaks for their states, to learn confidence from."""
    return tuple(_leaves(_find(document, outline, NO_PINS)).values())


def _find(document: Document, outline: Outline, pinned: Pinned) -> _Found:
    ready = _prepared(outline)
    document = spread(document, ready.wordings)
    body = body_range(document)
    lines = candidates(document, body)
    fit = ready.wordings.fit([line.head for line in lines], [may_merge(line) for line in lines])
    scene = Scene(document=document, start=body.start, stop=body.stop, lines=lines, fit=fit)
    items = ready.wordings.items
    ruled = pin(Page(document=document, lines=lines, fit=fit, items=items), find_path(scene, ready), pinned)
    path = ruled.path
    slices = carve(scene, path)
    by_item = {items[place].id: slice_ for slice_ in slices for place in slice_.match.items}
    return _Found(
        items=items,
        says=ready.content,
        parent_of=outline.parents(),
        slices=by_item,
        near=_near(items, fit, [match.line for match in path.matches if match.line is not None]),
        absent={item.id: path.absent[place] for place, item in enumerate(items)},
        blind=blind(document, items, by_item),
        foreign=tuple(lines[row].head for row in sorted(path.foreign)),
        ruled=ruled,
    )


def _leaves(found: _Found) -> dict[str, tuple[Section, Signs]]:
    """Every leaf, its confidence still 0, with the signs of how sure it is."""
    leaves = {item.id: _leaf(item, found) for item in found.items if not item.children}
    present = sum(signs.found for _, signs in leaves.values()) / max(len(leaves), 1)
    return {place: (section, replace(signs, others=present)) for place, (section, signs) in leaves.items()}


def _near(items: Sequence[OutlineItem], fit: Fit, used: Sequence[int]) -> dict[str, float]:
    """Per item the best fit among lines that answer nothing."""
    free = np.delete(fit.items, used, axis=0)
    return {item.id: near for item, near in zip(items, free.max(axis=0, initial=0.0).tolist(), strict=True)}


def _leaf(item: OutlineItem, found: _Found) -> tuple[Section, Signs]:
    slice_ = found.slices.get(item.id)
    if slice_ is not None:
        shared = tuple(other for other, same in found.slices.items() if same is slice_ and other != item.id)
        return _answered(item, slice_, shared, found)
    above = _answered_above(item, found)
    if above is not None:
        parent = found.parent_of[item.id]
        return _answered(
            item,
            above,
            tuple(i for i in _children(found, parent) if i != item.id and not found.ruled.nowhere(i)),
            found,
        )
    return _not_found(item, found)


def _not_found(item: OutlineItem, found: _Found) -> tuple[Section, Signs]:
    """Missing, unless it may stand where nobody could read."""
    hidden = found.blind.hides(item.id)
    signs = Signs(
        near=found.near[item.id], margin=found.absent[item.id], hidden=hidden,
        blurred=found.blind.blurs(item.id), letters=found.blind.legible(item.id),
    )  # fmt: skip
    return Section(item=item.id, state=State.UNREADABLE if hidden else State.MISSING), signs


def _answered_above(item: OutlineItem, found: _Found) -> Slice | None:
    """The parent's slice, when no child has a heading of its own and text stands right below the parent's."""
    parent = found.parent_of[item.id]
    if parent not in found.slices or any(child in found.slices for child in _children(found, parent)):
        return None
    return found.slices[parent] if found.slices[parent].text else None


def _children(found: _Found, parent: str) -> tuple[str, ...]:
    return tuple(child for child, above in found.parent_of.items() if above == parent)


def _answered(
    item: OutlineItem, slice_: Slice, shared: tuple[str, ...], found: _Found
) -> tuple[Section, Signs]:
    match = slice_.match
    lines, legible, blind = slice_.lines(0.0), slice_.lines(LEGIBLE), found.blind
    words = found.says.words(lines, match.items)
    by_all = _state(words, item.min_words)
    state = by_all if legible == lines else _state(found.says.words(legible, match.items), item.min_words)
    hidden = state is not State.FULL and blind.hides(item.id)
    signs = Signs(
        found=True, fit=match.fit, margin=match.margin, within=match.within, sure=bool(slice_.line and slice_.line.sure),
        headed=slice_.line is not None, whole=found.slices.get(item.id) is not slice_, in_order=match.in_order,
        shared=bool(shared), near=found.near[item.id], words=words,
        min_words=item.min_words, hidden=hidden, blurred=blind.blurs(item.id),
        letters=sureness((slice_.first, *slice_.blocks)), argued=state is not by_all,
    )  # fmt: skip
    if state is State.EMPTY and (hidden or by_all is State.FULL):
        state = State.UNREADABLE  # its text stands where nobody could read, or in letters that nobody can
    section = Section(
        item=item.id, state=state, heading=slice_.head, score=round(match.fit, 3), in_order=match.in_order,
        shared_with=shared, words=words, page=slice_.first.page, paragraph=slice_.first.paragraph, text=slice_.text,
    )  # fmt: skip
    return section, signs


def _state(words: int, min_words: int) -> State:
    if words <= EMPTY_WORDS:
        return State.EMPTY
    return State.THIN if words < min_words else State.FULL


def _parent(item: OutlineItem, leaves: Mapping[str, Section], found: _Found) -> Section:
    """A parent speaks through its leaves."""
    below = [leaves[leaf.id] for leaf in Outline(items=(item,)).leaves()]
    slice_ = found.slices.get(item.id)
    return Section(
        item=item.id,
        state=state_above(section.state for section in below),
        heading=slice_.head if slice_ else "",
        score=round(slice_.match.fit, 3) if slice_ else 0.0,
        confidence=min(section.confidence for section in below),
        in_order=slice_.match.in_order if slice_ else True,
        words=_words(below),
        page=slice_.first.page if slice_ else None,
        paragraph=slice_.first.paragraph if slice_ else None,
    )


def _words(below: Sequence[Section]) -> int:
    """The words of a parent's leaves; a text that several share counts once."""
    told = set[str]()
    total = 0
    for section in below:
        total += 0 if section.item in told else section.words
        told.update(section.shared_with)
    return total
