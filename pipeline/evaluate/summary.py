"""The figures of a set of cells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from pipeline.evaluate.overlap import overlap
from pipeline.evaluate.pairs import Pair
from pipeline.evaluate.shares import hits, mean, share
from pipeline.model.evaluation import Confusion, Group, Share, StateFigures, Summary, Sure
from pipeline.model.section import State

PRESENT = frozenset({State.FULL, State.THIN})
ABSENT = frozenset({State.MISSING, State.EMPTY})
_DIGITS = re.compile(r"(\d+)")


def summarise(pairs: Sequence[Pair], threshold: float) -> Summary:
    """All figures of these cells; cells at or above the threshold count as sure."""
    states = tuple(_states(pairs))
    right = sum(one.right for one in pairs)
    texts = [overlap(one.label.text, _text(one)) for one in pairs if _has_text(one)]
    return Summary(
        cells=len(pairs),
        right=right,
        state_accuracy=share(right, len(pairs)),
        state_macro_f1=mean([one.f1 or 0.0 for one in states if one.support]),
        presence_f1=_f1(pairs, PRESENT),
        absence_f1=_f1(pairs, ABSENT),
        text_overlap_f1=mean(texts),
        sure=_sure(pairs, threshold),
        states=states,
    )


def group(named: Iterable[tuple[str, Pair]], threshold: float) -> tuple[Group, ...]:
    """A summary for each name, in the order of names (1.9 before 1.10); cells without a name are in none."""
    groups: Mapping[str, list[Pair]] = defaultdict(list)
    for name, one in named:
        if name:
            groups[name].append(one)
    names = sorted(groups, key=_by_number)
    return tuple(Group(name=name, summary=summarise(groups[name], threshold)) for name in names)


def confuse(pairs: Iterable[Pair]) -> tuple[Confusion, ...]:
    """Which state was taken for which how often, in the order of states; no row comes last."""
    counts = Counter((one.label.state, one.said) for one in pairs)
    cells = ((expected, found, counts[expected, found]) for expected in State for found in (*State, None))
    return tuple(Confusion(expected=e, found=f, cells=count) for e, f, count in cells if count)


def _by_number(name: str) -> list[str | int]:
    parts = _DIGITS.split(name)  # text and digits by turns, so that like is compared with like
    return [int(part) if place % 2 else part for place, part in enumerate(parts)]


def _states(pairs: Sequence[Pair]) -> Iterable[StateFigures]:
    """Every state that is, or that was said."""
    for state in State:
        found = hits((one.label.state is state, one.said is state) for one in pairs)
        if found.f1 is not None:
            yield StateFigures(
                state=state,
                support=found.right + found.missed,
                precision=found.precision,
                recall=found.recall,
                f1=found.f1,
            )


def _f1(pairs: Iterable[Pair], states: Collection[State]) -> Share:
    return hits((one.label.state in states, one.said in states) for one in pairs).f1


def _has_text(one: Pair) -> bool:
    return one.label.state in PRESENT and bool(one.label.text)


def _text(one: Pair) -> str:
    return one.found.text if one.found else ""


def _sure(pairs: Sequence[Pair], threshold: float) -> Sure | None:
    rated = [(one, one.confidence) for one in pairs if one.confidence is not None]
    if not rated:
        return None
    sure = [one for one, confidence in rated if confidence >= threshold]
    wrong = sum(not one.right for one in sure)
    return Sure(
        cells=len(sure),
        coverage=share(len(sure), len(pairs)),
        wrong=wrong,
        wrong_share=share(wrong, len(sure)),
    )
