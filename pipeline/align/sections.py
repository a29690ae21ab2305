"""Says of each outline item where it is answered and in what state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.align.blind import Blind, blind, sureness
from pipeline.align.candidates import body_range, candidates
from pipeline.align.carve import Slice, carve, foreign_lines
from pipeline.align.confidence import Evidence, confidence
from pipeline.align.path import Match, best_path
from pipeline.align.place import Lines, by_place
from pipeline.align.similarity import Fit, Wordings
from pipeline.model.campaign import Outline, OutlineItem
from pipeline.model.document import Document
from pipeline.model.section import Alignment, Section, State, state_above

# This like a heading known to answer nothing (0 to 1, letters), a heading is no trace of an item that was not found:
# `Phương hướng thời gian tới` has 0.78 against the outline's `Phương hướng, nhiệm vụ trong thời gian tới`.
_LIKE_FOREIGN = 0.60
EMPTY_WORDS = 3  # `Không.`, `(Không)`, `Không có gì` under a heading is no answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Everything needed to speak of an item: the outline, the slices by item, the fit and what was left over."""

    items: tuple[OutlineItem, ...]
    parent_of: Mapping[str, str]
    slices: Mapping[str, Slice]
    near: Mapping[str, float]
    unexplained: Mapping[str, int]
    blind: Blind


@lru_cache(maxsize=8)
def _wordings(outline: Outline) -> Wordings:
    return Wordings(outline)


def align(document: Document, outline: Outline) -> Alignment:
    """Find every item of the outline in the document. Every item comes back, in outline order; never raises."""
    wordings = _wordings(outline)
    body = body_range(document)
    lines = candidates(document, body)
    fit = wordings.fit([line.head for line in lines])
    matches = best_path(lines, fit, wordings.depths)
    matches = by_place(
        Lines(lines=lines, fit=fit, document=document, stop=body.stop), matches, wordings.items
    )
    foreign = foreign_lines(lines, fit, matches, wordings.depths)
    slices = carve(document, body, lines, matches, foreign)
    used = [match.line for match in matches]
    by_item = {wordings.items[place].id: slice_ for slice_ in slices for place in slice_.match.items}
    found = _Found(
        items=wordings.items,
        parent_of=outline.parents(),
        slices=by_item,
        near=_near(wordings.items, fit, used),
        unexplained=_unexplained(wordings.items, fit, matches, foreign),
        blind=blind(document, wordings.items, by_item),
    )
    leaves = {item.id: _leaf(item, found) for item in wordings.items if not item.children}
    sections = tuple(leaves.get(item.id) or _parent(item, leaves, found) for item in wordings.items)
    return Alignment(sections=sections, foreign=tuple(lines[row].head for row in sorted(foreign)))


def _near(items: Sequence[OutlineItem], fit: Fit, used: Sequence[int]) -> dict[str, float]:
    """Per item the best fit among lines that answer nothing."""
    free = [row for row in range(len(fit.items)) if row not in used]
    return {
        item.id: max((float(fit.items[row, k]) for row in free), default=0.0) for k, item in enumerate(items)
    }


def _unexplained(
    items: Sequence[OutlineItem], fit: Fit, matches: Sequence[Match], foreign: frozenset[int]
) -> dict[str, int]:
    """Per item the headings that answer nothing and stand where its own would, between its neighbours'."""
    strange = [row for row in foreign if fit.foreign[row] < _LIKE_FOREIGN]
    ordered = [(match.line, match.items) for match in matches if match.in_order]
    counts = {}
    for place, item in enumerate(items):
        after = max((line for line, answered in ordered if answered[-1] < place), default=-1)
        before = min((line for line, answered in ordered if answered[0] > place), default=len(fit.items))
        counts[item.id] = sum(after < row < before for row in strange)
    return counts


def _leaf(item: OutlineItem, found: _Found) -> Section:
    slice_ = found.slices.get(item.id)
    if slice_ is not None:
        shared = tuple(other for other, same in found.slices.items() if same is slice_ and other != item.id)
        return _answered(item, slice_, shared, found.blind)
    above = _answered_above(item, found)
    if above is not None:
        parent = found.parent_of[item.id]
        return _answered(item, above, tuple(i for i in _children(found, parent) if i != item.id), found.blind)
    return _not_found(item, found)


def _not_found(item: OutlineItem, found: _Found) -> Section:
    """Missing, unless it may stand where nobody could read."""
    hidden = found.blind.hides(item.id)
    evidence = Evidence(
        near=found.near[item.id], unexplained=found.unexplained[item.id], hidden=hidden,
        blurred=found.blind.blurs(item.id), letters=found.blind.legible(item.id),
    )  # fmt: skip
    state = State.UNREADABLE if hidden else State.MISSING
    return Section(item=item.id, state=state, confidence=confidence(evidence))


def _answered_above(item: OutlineItem, found: _Found) -> Slice | None:
    """The parent's slice, when no child has a heading of its own and text stands right below the parent's."""
    parent = found.parent_of[item.id]
    if parent not in found.slices or any(child in found.slices for child in _children(found, parent)):
        return None
    return found.slices[parent] if found.slices[parent].text else None


def _children(found: _Found, parent: str) -> tuple[str, ...]:
    return tuple(child for child, above in found.parent_of.items() if above == parent)


def _answered(item: OutlineItem, slice_: Slice, shared: tuple[str, ...], blind: Blind) -> Section:
    text = slice_.text
    words = _words(text)
    match, by_all = slice_.match, _state(words, item.min_words)
    state = _state(_words(slice_.legible), item.min_words)
    hidden = state is not State.FULL and blind.hides(item.id)
    evidence = Evidence(
        fit=match.fit, sure=slice_.line.sure, in_order=match.in_order, by_place=match.by_place,
        shared=bool(shared), words=words, min_words=item.min_words, hidden=hidden,
        blurred=blind.blurs(item.id), letters=sureness((slice_.heading, *slice_.blocks)),
        argued=state is not by_all,
    )  # fmt: skip
    if state is State.EMPTY and (hidden or by_all is State.FULL):
        state = State.UNREADABLE  # its text stands where nobody could read, or in letters that nobody can
    return Section(
        item=item.id, state=state, heading=slice_.line.head, score=round(match.fit, 3),
        confidence=confidence(evidence), in_order=match.in_order, shared_with=shared, words=words,
        page=slice_.heading.page, paragraph=slice_.heading.paragraph, text=text,
    )  # fmt: skip


def _words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())


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
        heading=slice_.line.head if slice_ else "",
        score=round(slice_.match.fit, 3) if slice_ else 0.0,
        confidence=min(section.confidence for section in below),
        in_order=slice_.match.in_order if slice_ else True,
        words=sum({(s.paragraph, s.text): s.words for s in below}.values()),  # a shared text counts once
        page=slice_.heading.page if slice_ else None,
        paragraph=slice_.heading.paragraph if slice_ else None,
    )
