"""How a unit writes its report: numbering, form of the letterhead, habits, and the states its sections are to be in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.section import State


class Numbering(StrEnum):
    """How headings are numbered: the mark of a chapter, the mark of a heading inside it."""

    ROMAN = "I. 1."
    ROMAN_DASH = "I- 1-"
    DECIMAL = "1. 1.1."
    LETTERS = "I. a)"


class Regime(StrEnum):
    """Whose form the letterhead follows; a committee writes under its unit's name in the Party's form."""

    PARTY = "party"
    COMMITTEE = "committee"
    STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a unit writes. `states` name the leaves that are not full; `voice` decides the sentences.

    `merged` answers hardships and causes under one heading, `swapped` turns the first two headings of each chapter
    round, `figures` adds a table, `situation` and `outlook` chapters that no outline asks for.
    """

    voice: str
    states: tuple[tuple[str, State], ...] = ()
    numbering: Numbering = Numbering.ROMAN
    regime: Regime = Regime.PARTY
    capitals: bool = True
    merged: bool = False
    swapped: bool = False
    figures: bool = False
    situation: bool = False
    outlook: bool = False

    def state(self, leaf: str) -> State:
        """The state that a leaf is to be in."""
        return dict(self.states).get(leaf, State.FULL)


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LETTERS = "abcdeghiklmnopqr"


def label(numbering: Numbering, chapter: int, heading: int) -> str:
    """The mark of a chapter (heading 0), or of a heading inside it; both count from 1."""
    roman = _ROMAN[(chapter - 1) % len(_ROMAN)]
    outer, inner = {
        Numbering.ROMAN: (f"{roman}.", f"{heading}."),
        Numbering.ROMAN_DASH: (f"{roman}-", f"{heading}-"),
        Numbering.DECIMAL: (f"{chapter}.", f"{chapter}.{heading}."),
        Numbering.LETTERS: (f"{roman}.", f"{_LETTERS[(heading - 1) % len(_LETTERS)]})"),
    }[numbering]
    return inner if heading else outer
