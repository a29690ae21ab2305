"""Whose reports may be like whose, among all: few enough to be measured word by word."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from pipeline.compare.marks import Marks, Words
from pipeline.compare.phrases import NOTHING, own_runs, runs_of, set_phrases
from pipeline.compare.sketch import near_pairs
from pipeline.compare.wholes import groups, wholes


class Partners:
    """The reports that share passages of their own, or are one as a whole. Build once, ask for each unit.

    `reports` are by unit; a phrase that more of them than `common_to` have is nobody's own.
    """

    def __init__(self, reports: Mapping[str, Marks], *, common_to: int) -> None:
        units = list(reports)
        runs = [runs_of(paper) for paper in reports.values()]
        pairs = wholes(runs)
        phrases = set_phrases(runs, groups(len(runs), pairs), common_to=common_to)
        self._phrases = phrases
        self._whole: dict[str, dict[str, float]] = {unit: {} for unit in units}
        for one, other, share in pairs:
            self._whole[units[one]][units[other]] = self._whole[units[other]][units[one]] = share
        self._near = _near(reports, phrases)

    def of(self, unit: str, *, apart_from: Collection[str], most: int) -> dict[str, Words]:
        """The few units whose reports are most like this one's, each with what of it was copied by nobody.

        That is nothing for papers that are one: there set phrases too were copied.
        """
        whole, near = self._whole[unit], self._near[unit]
        ones = sorted(whole.keys() - set(apart_from), key=lambda other: (-whole[other], other))
        others = sorted(
            near.keys() - whole.keys() - set(apart_from), key=lambda other: (-len(near[other]), other)
        )
        return dict.fromkeys(ones[:most], NOTHING) | dict.fromkeys(others[:most], self._phrases)


def _near(reports: Mapping[str, Marks], phrases: Words) -> dict[str, dict[str, set[int]]]:
    """Unit → other unit → the numbers of its paragraphs that may be like one of the other's."""
    owners: list[str] = []
    sizes: list[int] = []
    runs = [NOTHING]
    for unit, paper in reports.items():
        of_paper, counts = own_runs(paper, phrases)
        runs.append(of_paper)
        sizes += counts
        owners += [unit] * len(counts)
    near: dict[str, dict[str, set[int]]] = {unit: {} for unit in reports}
    for one, other in near_pairs(np.concatenate(runs), sizes):
        near[owners[one]].setdefault(owners[other], set()).add(one)
        near[owners[other]].setdefault(owners[one], set()).add(other)
    return near
