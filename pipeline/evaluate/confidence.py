"""Whether confidences are the probabilities that they claim to be, and how well they put wrong cells last.

Both take (confidence, right) pairs, in any order.
"""

from __future__ import annotations

import bisect
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.evaluate.shares import mean
from pipeline.model.evaluation import Bin, Calibration, RiskCurve, RiskPoint

Rated = tuple[float, bool]

# Finer from 0.9 up: on a sample of 340 cells 98 % lie there, and in one bin they would all be one point.
EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
# The tables have three decimals, so 1.0 stands for 0.9995 and more; without this one sure and wrong cell costs infinity.
NEAREST_TO_CERTAIN = 0.0005


def calibrate(rated: Sequence[Rated]) -> Calibration | None:
    """Reliability by bins and over all; None without a cell."""
    if not rated:
        return None
    bins = tuple(_bins(rated))
    gaps = (one.cells * abs((one.confidence or 0.0) - (one.right or 0.0)) for one in bins)
    return Calibration(
        cells=len(rated),
        bins=bins,
        expected_error=math.fsum(gaps) / len(rated),
        brier=math.fsum((confidence - right) ** 2 for confidence, right in rated) / len(rated),
        log_loss=math.fsum(_surprise(*one) for one in rated) / len(rated),
    )


def risk_curve(rated: Sequence[Rated]) -> RiskCurve | None:
    """The error rate among the surest cells, cells of one confidence taken in together; None without a cell.

    The area is the mean error rate over the surest 1, 2, … n cells; among equals errors are taken as evenly spread.
    """
    if not rated:
        return None
    points: list[RiskPoint] = []
    risks: list[float] = []
    cells = wrong = 0
    for confidence, answers in _from_the_surest(rated):
        errors = answers.count(False)
        risks += [
            (wrong + errors * place / len(answers)) / (cells + place) for place in range(1, len(answers) + 1)
        ]
        cells, wrong = cells + len(answers), wrong + errors
        coverage, risk = cells / len(rated), wrong / cells
        points.append(RiskPoint(confidence=confidence, cells=cells, coverage=coverage, risk=risk))
    return RiskCurve(points=tuple(points), area=math.fsum(risks) / len(rated))


def _bins(rated: Sequence[Rated]) -> Iterator[Bin]:
    """Every bin, empty ones too; each begins at its lower edge, and the last also has its upper one."""
    held: Mapping[int, list[Rated]] = defaultdict(list)
    for one in rated:
        held[min(bisect.bisect_right(EDGES, one[0]), len(EDGES) - 1)].append(one)
    for place in range(1, len(EDGES)):
        yield Bin(
            low=EDGES[place - 1],
            high=EDGES[place],
            cells=len(held[place]),
            confidence=mean([confidence for confidence, _ in held[place]]),
            right=mean([right for _, right in held[place]]),
        )


def _surprise(confidence: float, right: bool) -> float:  # noqa: FBT001 -- one half of a pair
    given = confidence if right else 1 - confidence
    return -math.log(min(max(given, NEAREST_TO_CERTAIN), 1 - NEAREST_TO_CERTAIN))


def _from_the_surest(rated: Sequence[Rated]) -> list[tuple[float, list[bool]]]:
    levels: Mapping[float, list[bool]] = defaultdict(list)
    for confidence, right in rated:
        levels[confidence].append(right)
    return sorted(levels.items(), reverse=True)
