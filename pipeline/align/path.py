"""The best assignment of heading lines to outline items over the whole document, in the outline's order.

A line answers one item, or two neighbouring siblings; items may be skipped; a second pass then takes items that stand
out of order. Dynamic programming, O(lines × items²).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from pipeline.align.candidates import Candidate, Look, is_bare
from pipeline.align.labels import LabelKind
from pipeline.align.similarity import Fit
from pipeline.align.vocabulary import Matrix

# Under this fit the words do not speak for the item, whatever the form says (gate .55 held 0 false matches on three
# foreign outlines in the notes; ours scores aliases too, so honest headings sit higher).
GATE = 0.55
_GATE_UNSURE = 0.80  # for lines that neither form nor number marks, nor the look of headings found already
_STEEP = 3.0  # how much fit counts against form
_NEUTRAL = 0.58  # the fit at which words alone decide nothing
_SURE = 0.35  # bold, capitals or a heading style
_LABELLED = 0.15
_PLAIN = -0.25  # a line that neither form nor label marks
_RUN_IN = -0.05
_FAMILY = 0.25  # the look of headings matched at the same depth, learnt in the first pass
_LEARNT = 2  # this many headings of a look make it a look of headings
_MERGED_GAIN = 1.25  # two answers are worth more than one,
_MERGED_PRICE = 0.25  # but one heading per item is the rule
# A heading that names an item this well, right below that item's own heading, goes on with it: offices put under two
# headings what an outline puts in one item.
GOES_ON = 0.70
_CLEAR = 0.75  # a fit that speaks for itself,
_COMPANY = 2  # and how many of them make the weaker ones believable
_STRAY_GATE = 0.66  # out of order only on good words and a look of headings


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Candidate `line` answers `items` (one or two positions in the walk) with this fit of words.

    `by_place` tells that place and evidence below decided, not the words of the heading.
    """

    line: int
    items: tuple[int, ...]
    fit: float
    in_order: bool = True
    by_place: bool = False


def best_path(lines: Sequence[Candidate], fit: Fit, depths: Sequence[int]) -> tuple[Match, ...]:
    """Match lines to items: two passes in order, then strays; sorted by line."""
    form = np.array([_form(line) for line in lines])
    fit_first = _gated(lines, fit, frozenset())
    first = _monotone(fit_first, form, np.zeros_like(fit.items))
    looks = Counter(lines[match.line].look for match in first)
    known = frozenset(look for look, count in looks.items() if count >= _LEARNT)
    fit = _gated(lines, fit, known)
    matches = _raised(lines, fit, _monotone(fit, form, _family(lines, first, depths)), depths)
    strays = _strays(lines, _without_chapters(lines, fit, depths), known, matches)
    return _in_company(tuple(sorted((*matches, *strays), key=lambda match: match.line)))


def _gated(lines: Sequence[Candidate], fit: Fit, known: frozenset[Look]) -> Fit:
    """The fit with what stays below a line's gate set to nothing."""
    firm = [line.sure or line.numbered or line.look in known for line in lines]
    gate = np.where(firm, GATE, _GATE_UNSURE)[:, None]
    return Fit(
        items=np.where(fit.items >= gate, fit.items, 0.0),
        merged=np.where(fit.merged >= gate, fit.merged, 0.0),
        foreign=fit.foreign,
    )


def _form(line: Candidate) -> float:
    score = _SURE if line.sure else 0.0
    score += _LABELLED if line.label is not LabelKind.NONE else 0.0
    if not line.sure and line.label in {LabelKind.NONE, LabelKind.DASH, LabelKind.PLUS}:
        score += _PLAIN
    return score + (_RUN_IN if line.rest and not line.sure else 0.0)


def _family(lines: Sequence[Candidate], matches: Sequence[Match], depths: Sequence[int]) -> Matrix:
    """A bonus where a line looks like those matched at the depth of an item, a malus where like another depth's."""
    looks: dict[Look, set[int]] = {}
    for match in matches:
        looks.setdefault(lines[match.line].look, set()).update(depths[item] for item in match.items)
    bonus = np.zeros((len(lines), len(depths)))
    for row, line in enumerate(lines):
        known = looks.get(line.look)
        if known:
            bonus[row] = [_FAMILY if depth in known else -_FAMILY for depth in depths]
    return bonus


def _monotone(fit: Fit, form: Matrix, family: Matrix) -> tuple[Match, ...]:
    """The in-order assignment with the highest total; state = position of the last item answered (+1)."""
    count = fit.items.shape[1]
    single = np.where(fit.items >= GATE, _STEEP * (fit.items - _NEUTRAL) + form[:, None] + family, -np.inf)
    double = np.where(
        (fit.merged >= GATE) & (fit.merged > fit.items),
        _MERGED_GAIN * (_STEEP * (fit.merged - _NEUTRAL) + form[:, None] + family) - _MERGED_PRICE,
        -np.inf,
    )
    best = np.full(count + 1, -np.inf)
    best[0] = 0.0
    steps: list[dict[int, tuple[int, tuple[int, ...]]]] = []
    for row in range(len(fit.items)):
        reach = np.maximum.accumulate(best)
        came: dict[int, tuple[int, tuple[int, ...]]] = {}
        after = best.copy()
        for item in range(count):
            for items, gain in (
                ((item,), single[row, item]),
                ((item - 1, item), double[row, item - 1] if item else -np.inf),
            ):
                before = items[0]
                total = reach[before] + gain
                if gain > 0 and total > after[item + 1]:
                    after[item + 1] = total
                    came[item + 1] = (int(np.argmax(best[: before + 1])), items)
        best = after
        steps.append(came)
    return _trace(fit, best, steps)


def _trace(
    fit: Fit, best: Matrix, steps: Sequence[dict[int, tuple[int, tuple[int, ...]]]]
) -> tuple[Match, ...]:
    state = int(np.argmax(best))
    found: list[Match] = []
    for row in range(len(steps) - 1, -1, -1):
        if state in steps[row]:
            before, items = steps[row][state]
            table = fit.merged if len(items) > 1 else fit.items
            found.append(Match(line=row, items=items, fit=float(table[row, items[0]])))
            state = before
    return tuple(reversed(found))


def _raised(
    lines: Sequence[Candidate], fit: Fit, matches: Sequence[Match], depths: Sequence[int]
) -> tuple[Match, ...]:
    """Move matches up to the heading that their item begins with, where one stands above and was passed over."""
    looks = Counter((depths[match.items[0]], lines[match.line].look) for match in matches)
    raised: list[Match] = []
    for match in matches:
        free = range(raised[-1].line + 1 if raised else 0, match.line)
        usual = {look: count for (depth, look), count in looks.items() if depth == depths[match.items[0]]}
        above = [row for row in free if _begins(lines, fit, match, row, usual)]
        if not above or len(match.items) > 1:
            raised.append(match)
        else:
            raised.append(replace(match, line=above[0], fit=float(fit.items[above[0], match.items[0]])))
    return tuple(raised)


def _begins(lines: Sequence[Candidate], fit: Fit, match: Match, row: int, usual: Mapping[Look, int]) -> bool:
    """Whether a line above a match names its item too, and looks the same or more like the item's equals.

    The first of two equal headings begins the item (`Dân chủ trong nội bộ`, `Dân chủ với công dân`); a sub-heading
    that names the item better than the heading over it does not.
    """
    item, own, look = match.items[0], lines[match.line].look, lines[row].look
    if fit.items[row, item] < max(GATE, float(fit.items[row].max())):
        return False
    if look == own:
        above_first = item == 0  # there a list of contents may stand
        return not above_first and bool(fit.items[row, item] >= GOES_ON)
    return usual.get(look, 0) >= usual[own]


def _in_company(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """All matches, or only the sure ones when hardly any is: a report on something else has likenesses too."""
    sure = tuple(match for match in matches if match.fit >= _CLEAR)
    return matches if len(sure) >= _COMPANY else sure


def _without_chapters(lines: Sequence[Candidate], fit: Fit, depths: Sequence[int]) -> Fit:
    """The fit in which a heading right above another is none of a leaf's: out of order it is a chapter's."""
    bare = np.array([is_bare(lines, row) for row in range(len(lines))], dtype=bool)
    leaf = [here >= below for here, below in pairwise((*depths, 0))]
    items = fit.items.copy()
    items[np.ix_(bare, np.array(leaf, dtype=bool))] = 0.0
    return replace(fit, items=items)


def _strays(
    lines: Sequence[Candidate], fit: Fit, known: frozenset[Look], matches: Sequence[Match]
) -> list[Match]:
    """Items left over that an unused heading names well, elsewhere than in order."""
    taken = {match.line for match in matches}
    open_items = set(range(fit.items.shape[1])) - {item for match in matches for item in match.items}
    pairs = sorted(
        (
            (fit.items[row, item], row, item)
            for row in range(len(lines))
            for item in open_items
            if row not in taken
        ),
        reverse=True,
    )
    strays: list[Match] = []
    for score, row, item in pairs:
        if score < _STRAY_GATE:
            break
        if row in taken or item not in open_items or not (lines[row].sure or lines[row].look in known):
            continue
        taken.add(row)
        open_items.discard(item)
        strays.append(Match(line=row, items=(item,), fit=float(score), in_order=False))
    return strays
