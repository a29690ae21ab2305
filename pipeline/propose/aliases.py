"""Groups the headings that reviewers ruled on by item and wording, and holds each against the outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.model.campaign import Outline, OutlineItem
from pipeline.model.proposal import FOREIGN, Proposal, Source, Used, Wording
from pipeline.text.fold import fold, words

# Likeness in letters, folded, 0 to 1, measured over the 306 wordings of the first outline.
# 0.90 is `Nguyên nhân chủ quan` beside `khách quan`; from here on only a small word (`Về`, `và`, `03`) differs.
_SAME = 0.92
# Eight wordings come this near to another item's or a foreign one, most by saying something else with the same words
# (`Những mặt đã làm được`, `chưa làm được`: 0.86, the highest there is).
_CLASH = 0.80
# Words (of one syllable each) up to which one other item that has them all makes a heading general; above it takes two.
# Of those 306 wordings 6 are general by this: `Mặt được`, and `Hạn chế`, `Tồn tại`, `Khuyết điểm` (also of 1.3.3).
_SHORT = 3
_OTHERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A wording of the outline, folded."""

    item: str
    text: str
    key: str
    words: frozenset[str]


def propose(outline: Outline, ruled: Sequence[Used], found: Sequence[Used]) -> tuple[Proposal, ...]:
    """One proposal for each item and wording that was ruled, in outline order, the most used first.

    `found` are the headings that the program matched by itself, in all reports.
    """
    book = _Book(outline)
    order = [item.id for item in outline.walk()]
    groups: dict[tuple[str, str], list[Used]] = {}
    for used in ruled:
        groups.setdefault((used.item, fold(used.heading)), []).append(used)
    made = [_proposal(book, group, (*ruled, *found), len(ruled)) for group in groups.values()]
    return tuple(sorted(made, key=lambda one: (order.index(one.item), -len(one.units), fold(one.alias))))


class _Book:
    """Every wording of an outline, and who stands above whom."""

    def __init__(self, outline: Outline) -> None:
        self.items = {item.id: item for item in outline.walk()}
        self.parents = outline.parents()
        texts = [(item.id, text) for item in outline.walk() for text in (item.title, *item.aliases)]
        texts += [(FOREIGN, text) for text in outline.foreign]
        self.known = [_known(item, text) for item, text in texts]

    def related(self, one: str, other: str) -> bool:
        """Whether one stands in the other: a chapter's wording may well hold its part's words."""
        return other in self._line(one) or one in self._line(other)

    def _line(self, item: str) -> Iterator[str]:
        while item:
            yield item
            item = self.parents.get(item, "")


def _known(item: str, text: str) -> _Known:
    key = fold(text)
    return _Known(item=item, text=text, key=key, words=frozenset(words(key)))


def _proposal(book: _Book, group: Sequence[Used], used: Sequence[Used], ruled: int) -> Proposal:
    alias = _known(group[0].item, group[0].heading)
    likely = [(known, _likeness(alias.key, known.key)) for known in book.known]
    own = [_wording(known, like) for known, like in likely if known.item == alias.item and like >= _SAME]
    others = [_wording(known, like) for known, like in likely if known.item != alias.item and like >= _CLASH]
    within = _within(book, alias)
    return Proposal(
        item=alias.item, alias=alias.text, units=tuple(dict.fromkeys(one.unit for one in group)),
        said=max(own, key=lambda wording: wording.likeness, default=None),
        clashes=(*_best_of_each(others), *_used_elsewhere(alias, used, ruled)),
        within=within, general=_is_general(alias, within, book.items[alias.item]),
    )  # fmt: skip


def _likeness(one: str, other: str) -> float:
    return round(fuzz.ratio(one, other) / 100, 2)


def _wording(known: _Known, likeness: float) -> Wording:
    return Wording(item=known.item, text=known.text, likeness=likeness)


def _best_of_each(wordings: Sequence[Wording]) -> tuple[Wording, ...]:
    """Per item its most alike wording, most alike item first."""
    best: dict[str, Wording] = {}
    for wording in sorted(wordings, key=lambda wording: -wording.likeness):
        best.setdefault(wording.item, wording)
    return tuple(best.values())


def _used_elsewhere(alias: _Known, used: Sequence[Used], ruled: int) -> Iterator[Wording]:
    """Other items for which the same heading was ruled, or found in reports: each once, rulings first."""
    told: set[str] = set()
    for place, one in enumerate(used):
        if one.item != alias.item and one.item not in told and fold(one.heading) == alias.key:
            told.add(one.item)
            source = Source.RULING if place < ruled else Source.REPORTS
            yield Wording(item=one.item, text=one.heading, likeness=1.0, source=source)


def _within(book: _Book, alias: _Known) -> tuple[str, ...]:
    """Other items, not above or below its own, of which one wording has all of its words."""
    holders = (known.item for known in book.known if alias.words <= known.words)
    return tuple(dict.fromkeys(item for item in holders if not book.related(alias.item, item)))


def _is_general(alias: _Known, within: Sequence[str], item: OutlineItem) -> bool:
    """Said by others too, or short and with no word that speaks of its own item."""
    if len(alias.words) > _SHORT:
        return len(within) >= _OTHERS
    own = {word for text in (item.title, *item.aliases, *item.evidence) for word in words(fold(text))}
    return bool(within) or not alias.words & own
