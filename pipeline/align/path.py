"""Finds the headings of a document: one best way over all its lines, twice, the second time knowing how headings look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.align.candidates import Candidate
from pipeline.align.gains import STRANGERS, Family, Page, family, is_listed, trellis
from pipeline.align.labels import LabelKind
from pipeline.align.odds import weigh
from pipeline.align.scene import Prepared, Scene, Step, steps
from pipeline.align.similarity import GATE
from pipeline.align.states import States
from pipeline.align.trellis import NEVER, Margins, Trellis, best_way, margins
from pipeline.align.vocabulary import Matrix

_CLEAR = 0.75  # a fit that speaks for itself,
_FAR_AHEAD = 3.0  # or a margin that does,
_COMPANY = 2  # and how many of them make the weaker ones believable
# Items that begin twice of which two places each are followed to the end; what is left then is settled at once. A report
# with every section ten times costs eight more readings than one without.
_TRIED, _PLACES = 3, 2
_LONG = 3000  # steps from which all is settled at once: each reading takes seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What begins at a step: `items` (positions in the walk) with this fit of words; `line` is None without a heading.

    `margin` is by how much, in log-odds, the best reading in which this line is something else is worse; `within` the
    same of the line below, up to the one that ends it, of which this is least sure.
    """

    block: int
    line: int | None
    items: tuple[int, ...]
    fit: float
    margin: float
    within: float = 0.0
    in_order: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """All matches in the order of the document, the lines that end a section without beginning one, and what is absent.

    `absent` gives per item by how much the best reading that finds it somewhere is worse, and `stops` the blocks where
    a section ends.
    """

    matches: tuple[Match, ...]
    foreign: frozenset[int]
    stops: frozenset[int]
    absent: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Best:
    """The best way through a trellis, and the best totals before each step."""

    gains: Trellis
    way: tuple[int, ...]
    totals: Matrix

    @property
    def total(self) -> float:
        """The log-odds of the whole way."""
        return float(self.totals[-1].max())

    @classmethod
    def of(cls, gains: Trellis) -> _Best:
        """The best way through these gains."""
        way, totals = best_way(gains)
        return cls(gains=gains, way=way, totals=totals)

    def only_at(self, states: States, places: Mapping[int, tuple[int, int]]) -> _Best:
        """The best way when each of these items may begin at one step, with one state, only."""
        begin = self.gains.begin.copy()
        begin[:, [state for state, of in enumerate(states.items) if not places.keys().isdisjoint(of)]] = NEVER
        for place in places.values():
            begin[place] = self.gains.begin[place]
        return _Best.of(replace(self.gains, begin=begin))


def find_path(scene: Scene, ready: Prepared) -> Path:
    """The best reading of a document."""
    scene, ready = _narrowed(scene, ready)
    places, text, openers = steps(scene, ready)
    page = Page(
        lines=scene.lines, rows=[step.row for step in places], fit=scene.fit, words=weigh(scene.fit, ready.states), text=text, openers=openers,
        states=ready.states,
    )  # fmt: skip
    known = family(scene.lines, _headings(page, _once(page, STRANGERS).way))
    best = _once(page, known)
    margin = margins(best.gains, best.way, best.totals)
    return _told(page, places, best.way, margin, _foreign(page, best.way, known))


def _narrowed(scene: Scene, ready: Prepared) -> tuple[Scene, Prepared]:
    """Without the pairs of items that no line names."""
    kept = [pair for pair, fits in enumerate(scene.fit.merged.T) if fits.max(initial=0.0) >= GATE]
    fit = replace(scene.fit, merged=scene.fit.merged[:, kept], merged_votes=scene.fit.merged_votes[:, kept])
    return replace(scene, fit=fit), replace(ready, states=ready.states.narrowed(kept))


def _once(page: Page, known: Family) -> _Best:
    """The best way on which every item begins once."""
    return _resolved(page.states, _Best.of(trellis(page, known)), _TRIED if len(page.rows) <= _LONG else 0)


def _resolved(states: States, best: _Best, deep: int) -> _Best:
    """Of an item that begins twice its best places are tried, to the end for the first few items; then the best is kept."""
    twice = _doubled(states, best.way)
    if not twice:
        return best
    if not deep:
        return _resolved(
            states, best.only_at(states, {item: _best_of(best, at)[0] for item, at in twice.items()}), 0
        )
    item, places = next(iter(twice.items()))
    ways = [best.only_at(states, {item: place}) for place in _best_of(best, places)]
    found = _resolved(states, ways[0], deep - 1)
    for way in ways[1:]:
        if way.total > found.total:  # to settle what is left only takes from a way
            found = max(found, _resolved(states, way, deep - 1), key=lambda one: one.total)
    return found


def _best_of(best: _Best, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places where most is gained, the first of equals first."""
    return sorted(places, key=lambda place: -float(best.gains.begin[place] + best.gains.text[place]))[
        :_PLACES
    ]


def _doubled(states: States, way: tuple[int, ...]) -> dict[int, list[tuple[int, int]]]:
    """The items that begin more than once, with the steps and states that begin them."""
    places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for step, state in _begun(way):
        for item in states.items[state]:
            places[item].append((step, state))
    return {item: found for item, found in sorted(places.items()) if len(found) > 1}


def _begun(way: tuple[int, ...]) -> list[tuple[int, int]]:
    """The steps at which the state changes, with the new one."""
    return [(step, state) for step, state in enumerate(way) if state != (way[step - 1] if step else 0)]


def _headings(page: Page, way: tuple[int, ...]) -> list[tuple[int, int]]:
    """The lines found to be headings, and their depth."""
    return [
        (row, int(page.states.depth[state]))
        for step, state in _begun(way)
        if state >= page.states.nothing and (row := page.rows[step]) is not None
    ]


def _foreign(page: Page, way: tuple[int, ...], known: Family) -> frozenset[int]:
    """The headings that answer nothing: those that end a section, and their like where no section is open."""
    ends = {step for step, state in _begun(way) if state < page.states.nothing}
    return frozenset(
        row
        for step, state in enumerate(way)
        if state < page.states.nothing and (row := page.rows[step]) is not None
        if step in ends or is_listed(page, row) or (page.lines[row].sure and _leads(page.lines[row], known))
    )


def _leads(line: Candidate, known: Family) -> bool:
    """Whether a line looks like a chapter."""
    return line.label is LabelKind.PART or known.rank(line.look) == 1


def _told(
    page: Page, places: Sequence[Step], way: tuple[int, ...], margin: Margins, foreign: frozenset[int]
) -> Path:
    matches: list[Match] = []
    begun = _begun(way)
    ends = [*(step for step, _ in begun), len(way) - 1][1:]
    for (step, state), end in zip(begun, ends, strict=True):
        if page.states.items[state]:
            matches.append(
                Match(
                    block=places[step].block, line=page.rows[step], items=page.states.items[state],
                    fit=_fit(page, page.rows[step], state), margin=float(margin.here[step]),
                    within=float(margin.here[step + 1 : end + 1].min(initial=margin.here[step])),
                )
            )  # fmt: skip
    kept = _in_company(_ordered(matches))
    return Path(
        matches=kept, foreign=foreign if len(kept) == len(matches) else frozenset(),
        stops=frozenset(places[step].block for step, _ in begun), absent=_absent(page, margin),
    )  # fmt: skip


def _absent(page: Page, margin: Margins) -> tuple[float, ...]:
    """Per item by how much the best reading that begins it somewhere is worse."""
    return tuple(
        min(float(margin.absent[state]) for state, of in enumerate(page.states.items) if item in of)
        for item in range(page.fit.items.shape[1])
    )


def _fit(page: Page, row: int | None, state: int) -> float:
    if row is None:
        return 0.0
    items = page.states.items[state]
    if len(items) == 1:
        return float(page.fit.items[row, items[0]])
    return float(page.fit.merged[row, state - page.states.nothing - page.fit.items.shape[1]])


def _ordered(matches: Sequence[Match]) -> list[Match]:
    """The matches, those marked that stand outside the longest run in the outline's order."""
    best: list[tuple[int, int]] = []  # length of the longest run that ends here, and its match before
    for place, match in enumerate(matches):
        runs = [(best[p][0], -p) for p in range(place) if matches[p].items[-1] < match.items[0]]
        length, before = max(runs, default=(0, 1))
        best.append((length + 1, -before))
    place = max(range(len(best)), key=lambda p: (best[p][0], p), default=-1)
    kept = set[int]()
    while place >= 0:
        kept.add(place)
        place = best[place][1]
    return [replace(match, in_order=place in kept) for place, match in enumerate(matches)]


def _in_company(matches: Sequence[Match]) -> tuple[Match, ...]:
    """All matches, or only the sure ones when hardly any is: a report on something else has likenesses too."""
    sure = tuple(match for match in matches if match.fit >= _CLEAR or match.margin >= _FAR_AHEAD)
    return tuple(matches) if len(sure) >= _COMPANY else sure
