"""Measures alignment on labelled reports: `python -m tests.labelled.measure [SETS] [--seeds N] [--spoil] [--wrong]`.

SETS are names of banks (made reports are composed of them) or `papers/FOLDER` (whole reports, written and labelled by
hand). The outline's wordings were enlarged after reading the banks a, b and c and the papers i, constants were chosen on
those, on e and on the papers d and f: of other hands only g and the papers h and j tell.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.align.confidence import Signs, confidence
from pipeline.align.sections import appraise
from pipeline.assess import CHECK_KINDS
from pipeline.model.campaign import Campaign
from pipeline.model.document import Document
from pipeline.model.section import State
from pipeline.rulebook import load as load_rules
from pipeline.text.fold import fold, words
from tests.labelled import bank
from tests.labelled.compose import LEAVES, compose
from tests.labelled.lines import lay_out, read_paper, truth
from tests.labelled.spoil import PERTURBATIONS, Lines

PAPERS = Path(__file__).parent / "papers"
RULES = Path(__file__).parents[2] / "rules" / "28-ct-tu"
SURE = 0.9
_AUTOMATIC = 0.2  # share of papers whose numbers are Word's own
SCANNED = {"misread": 0.94, "badly misread": 0.84}  # how sure Tesseract is of the words of such scans
_POOR = 0.8  # overlap of texts worth a look


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One leaf of one report: what is true, and what was found with which signs and confidence."""

    report: str
    kind: str
    leaf: str
    true: State
    found: State
    overlap: float
    signs: Signs
    confidence: float
    heading: str

    @property
    def right(self) -> bool:
        """Whether the state is the true one."""
        return self.true is self.found


def reports(sets: Iterable[str], seeds: range) -> Iterator[tuple[str, Lines]]:
    """The labelled reports of some sets, each with a name: `papers/FOLDER`, or made of the bank of that name."""
    for name in sets:
        if name.startswith("papers/"):
            for path in sorted((PAPERS / name.removeprefix("papers/")).glob("*.txt")):
                yield f"{path.parent.name}/{path.stem}", read_paper(path)
        else:
            clerk = bank.load(name)
            for seed in seeds:
                yield f"{name}{seed}", compose(clerk, seed)


def document(name: str, lines: Lines, kind: str) -> tuple[Lines, Document]:
    """A report spoilt in one way, and what a reader makes of it; the same for the same name and kind."""
    dice = random.Random(f"{name} {kind}")  # noqa: S311 - dice for made reports
    spoilt = PERTURBATIONS[kind](lines, dice)
    return spoilt, lay_out(spoilt, automatic=dice.random() < _AUTOMATIC, scan=SCANNED.get(kind, 0.0))


def cells(name: str, lines: Lines, campaign: Campaign, kind: str) -> Iterator[Cell]:
    """The cells of one report, spoilt in one way."""
    spoilt, read = document(name, lines, kind)
    right = truth(spoilt, LEAVES)
    for section, signs in appraise(read, campaign.outline):
        answer = right[section.item]
        yield Cell(
            report=name, kind=kind, leaf=section.item, true=answer.state, found=section.state,
            overlap=overlap(answer.text, section.text), signs=signs,
            confidence=confidence(signs, campaign.calibration), heading=section.heading,
        )  # fmt: skip


def overlap(one: str, other: str) -> float:
    """How far two texts have the same words: token F1."""
    a, b = Counter(words(fold(one))), Counter(words(fold(other)))
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 1.0


def row(title: str, found: Sequence[Cell]) -> str:
    """One line of figures."""
    present = {State.FULL, State.THIN}
    hit = sum(cell.true in present and cell.found in present for cell in found)
    named = sum((cell.true in present) + (cell.found in present) for cell in found)
    texts = [cell.overlap for cell in found if cell.true in present]
    sure = [cell for cell in found if cell.confidence >= SURE]
    wrong = sum(not cell.right for cell in sure)
    return (
        f"{title:24} {len(found):6} {sum(cell.right for cell in found) / len(found):7.4f} {2 * hit / max(named, 1):8.4f} "
        f"{sum(texts) / max(len(texts), 1):7.4f} {wrong:5} {wrong / len(found):7.4f} {len(sure) / len(found):7.4f}\n"
    )


def miss(cell: Cell) -> str:
    """One line on a cell that is wrong in state or text."""
    return (
        f"   {cell.report:6} {cell.leaf:6} {cell.true:8} {cell.found:8} {cell.confidence:5.2f} {cell.overlap:5.2f} "
        f"{cell.heading[:80]}\n"
    )


def campaign() -> Campaign:
    """The campaign whose outline is measured."""
    return load_rules(RULES, check_kinds=CHECK_KINDS)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=["papers/d", "papers/f", "e"])
    parser.add_argument("--seeds", type=int, default=60)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--spoil", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    rules = campaign()
    made = list(reports(given.sets, range(given.first, given.first + given.seeds)))
    sys.stdout.write("                          cells   state presence    text sure&wrong share   cover\n")
    for kind in PERTURBATIONS if given.spoil else ["as it is"]:
        found = [cell for name, lines in made for cell in cells(name, lines, rules, kind)]
        if not found:
            parser.error("these sets have no reports")
        sys.stdout.write(row(kind, found))
        if given.wrong:
            sys.stdout.writelines(miss(cell) for cell in found if not cell.right or cell.overlap < _POOR)


if __name__ == "__main__":
    main()
