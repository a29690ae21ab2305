"""What each constant of alignment is worth: `python -m tests.labelled.ablate [SETS] [--seeds N] [--kind HOW]`.

Every constant in turn is halved and doubled, and once made nothing; the table gives how many cells then change from right
to wrong (and back) on labelled reports. A constant that nothing changes by is not needed; one where half and double both
lose much stands on an edge. The confidence keeps its weights: only states are counted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from types import ModuleType

import numpy as np

from pipeline.align import align, evidence, gains, odds, scene
from pipeline.model.campaign import Campaign
from tests.labelled.compose import LEAVES
from tests.labelled.lines import truth
from tests.labelled.measure import campaign, document, reports
from tests.labelled.spoil import PERTURBATIONS, Lines

MODULES: tuple[ModuleType, ...] = (odds, gains, evidence, scene)
FACTORS = (0.0, 0.5, 2.0)


def constants(module: ModuleType) -> list[str]:
    """The names of a module's own numbers, as they stand in its file."""
    own = (name for name in vars(module) if name.startswith("_") and name.isupper())
    return [name for name in own if isinstance(getattr(module, name), float)]


def right(made: Sequence[tuple[str, Lines]], rules: Campaign, kind: str) -> list[bool]:
    """Whether each cell's state is the true one."""
    found = []
    for name, lines in made:
        spoilt, read = document(name, lines, kind)
        answers = truth(spoilt, LEAVES)
        sections = {one.item: one.state for one in align(read, rules.outline).sections}
        found += [sections[item] is answer.state for item, answer in answers.items()]
    return found


def worth(module: ModuleType, name: str, measured: Callable[[], list[bool]]) -> str:
    """Cells lost and gained with the constant times each factor."""
    kept, told, base = getattr(module, name), [], measured()
    # Nothing smoothed: of no hits there is no logarithm.
    with np.errstate(divide="ignore", invalid="ignore"):
        for factor in FACTORS:
            setattr(module, name, kept * factor)
            pairs = list(zip(base, measured(), strict=True))
            told.append(f"-{pairs.count((True, False))} +{pairs.count((False, True))}")
    setattr(module, name, kept)
    return f"{kept:8.2f}" + "".join(f"{one:>12}" for one in told)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=["g", "papers/h"])
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--kind", choices=PERTURBATIONS, default="as it is")
    given = parser.parse_args()
    rules = campaign()
    made = list(reports(given.sets, range(given.seeds)))
    measured = partial(right, made, rules, given.kind)
    base = measured()
    sys.stdout.write(f"{sum(base)} of {len(base)} cells right; lost and gained with the constant times\n")
    sys.stdout.write(f"{'':32}" + "".join(f"{factor:>12}" for factor in FACTORS) + "\n")
    for module in MODULES:
        for name in constants(module):
            shown = f"{module.__name__.rpartition('.')[2]}.{name}"
            sys.stdout.write(f"{shown:24}{worth(module, name, measured)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
