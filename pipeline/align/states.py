"""What may be open at a place of a document, and what it costs to pass from one to the next in another order.

A state is nothing (so far `p` leaves of the outline are behind), one item, or two leaves under one heading. Costs are
log-odds, of the same scale as the gains of `gains.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.align.vocabulary import Matrix
from pipeline.model.campaign import Outline, OutlineItem

_SKIP = 0.30  # for each leaf passed over: about one in ten is missing
_SKIP_MOST = 1.5  # a paper that leaves out a chapter leaves it out as a whole
_BACK = 1.8  # for leaving the outline's order,
_BACK_EACH = 0.1  # and a little more the farther back
_PAIR = 0.3  # one heading per item is the rule


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """All states of an outline. Of state s: `items[s]` are positions in the walk, empty for nothing.

    `nothing` states come first, one per number of leaves behind. `passing[s, t]` is what the pass from s to the
    heading of t costs (minus infinity: never); `depth[s]` is that of its items, 0 for nothing. `below` pairs the states
    of parents with the positions of the leaves below them, `pairs` each pair with the position of the parent that has
    these two leaves and no other, if there is one.
    """

    items: tuple[tuple[int, ...], ...]
    below: tuple[tuple[int, tuple[int, ...]], ...]
    pairs: tuple[tuple[tuple[int, int], tuple[int, ...]], ...]
    nothing: int
    depth: Matrix
    passing: Matrix
    back: Matrix

    def narrowed(self, kept: Sequence[int]) -> States:
        """Without the pairs that are not among these: most papers merge none, and time grows with the square of states."""
        first = len(self.items) - len(self.pairs)
        states = [*range(first), *(first + pair for pair in kept)]
        return replace(
            self, items=tuple(self.items[state] for state in states), pairs=tuple(self.pairs[pair] for pair in kept),
            depth=self.depth[states], passing=self.passing[np.ix_(states, states)],
            back=self.back[np.ix_(states, states)],
        )  # fmt: skip


def states(items: Sequence[OutlineItem], depths: Sequence[int], pairs: Sequence[tuple[int, int]]) -> States:
    """The states of an outline's walk."""
    leaves = [place for place, item in enumerate(items) if not item.children]
    order = {place: sum(leaf < place for leaf in leaves) for place in range(len(items))}
    nothing = tuple(() for _ in range(len(leaves) + 1))
    alone = tuple((place,) for place in range(len(items)))
    every: tuple[tuple[int, ...], ...] = (*nothing, *alone, *pairs)
    begins = [place if not items_ else order[items_[0]] for place, items_ in enumerate(every)]
    ends = [
        place if not of else order[of[-1]] + (not items[of[-1]].children) for place, of in enumerate(every)
    ]
    passing = np.array(
        [[_passing(ends[s], begins[t], every[t]) for t in range(len(every))] for s in range(len(every))]
    )
    back = np.array([[float(begin < end) for begin in begins] for end in ends])
    back[:, : len(nothing)] = 0.0
    passing[:, : len(nothing)] = -np.inf
    for state, end in enumerate(ends):
        passing[state, end] = 0.0
    np.fill_diagonal(passing, -np.inf)
    below = tuple(_below(every, items))
    parents = {leaves: every[state] for state, leaves in below}
    return States(
        items=every, nothing=len(nothing), below=below, passing=passing, back=back,
        pairs=tuple((pair, parents.get(pair, ())) for pair in pairs),
        depth=np.array([max((depths[item] for item in of), default=0) for of in every], dtype=np.float64),
    )  # fmt: skip


def _passing(behind: int, begins: int, items: tuple[int, ...]) -> float:
    """The price of passing to a heading when this many leaves are behind."""
    jump = begins - behind
    price = min(_SKIP * jump, _SKIP_MOST) if jump >= 0 else _BACK - _BACK_EACH * jump
    return -price - (_PAIR if len(items) > 1 else 0.0)


def _below(
    every: Sequence[tuple[int, ...]], items: Sequence[OutlineItem]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    places = {item.id: place for place, item in enumerate(items)}
    for state, of in enumerate(every):
        if len(of) == 1 and items[of[0]].children:
            leaves = Outline(items=(items[of[0]],)).leaves()
            yield state, tuple(places[leaf.id] for leaf in leaves)
