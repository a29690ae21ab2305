"""Labels and tables from a few words."""

from __future__ import annotations

from pipeline.evaluate.pairs import Pair
from pipeline.model.labelled import CellFound, CellLabel, Tables, Truth
from pipeline.model.section import State

Answer = tuple[
    str, str | None, float | None
]  # the state as labelled, as found (None: no row), the confidence


def pairs(*answers: Answer) -> list[Pair]:
    """A cell of its own section for each answer."""
    return [cell(f"1.{place}", answer) for place, answer in enumerate(answers, start=1)]


def cell(section: str, answer: Answer, *, unit: str = "SYT", texts: tuple[str, str] = ("", "")) -> Pair:
    """One labelled cell and its row; `texts` are the labelled and the found one."""
    labelled, said, confidence = answer
    label = CellLabel(unit=unit, section=section, state=State(labelled), text=texts[0])
    if said is None:
        return Pair(label=label, found=None)
    found = CellFound(
        unit=unit, section=section, state=State(said), text=texts[1], confidence=confidence, file="a.docx", page=2
    )  # fmt: skip
    return Pair(label=label, found=found)


def truth_and_tables(*made: Pair) -> tuple[Truth, Tables]:
    """The same as a folder of labels and one of tables, without other files."""
    found = tuple(one.found for one in made if one.found)
    return Truth(cells=tuple(one.label for one in made)), Tables(cells=found)
