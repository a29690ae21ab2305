"""What happens with one unit's report: how it is written, when it comes, by what way, and what comes after.

`SCENES` stands in order of worth: a small roster plays the first ones, a big one all of them and ordinary ones after.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.demo.dice import Dice
from pipeline.demo.nouns import Layout
from pipeline.model.section import State


class When(StrEnum):
    """When the first mail arrives, seen from the deadline."""

    EARLY = "early"
    LAST_HOUR = "last hour"
    DUE_DAY = "due day"
    LATE = "late"


class Way(StrEnum):
    """How the report travels."""

    PLAIN = "plain"
    COVERED = "with a cover letter"
    PAIR = "docx and signed pdf"
    ZIPPED = "in a zip"
    FORWARDED = "forwarded whole"
    STRANGER = "from an unknown address"
    NAMELESS = "without a file name"
    DAMAGED = "damaged"
    LOCKED = "password"


class After(StrEnum):
    """What the unit sends later."""

    NOTHING = "nothing"
    CORRECTION = "correction"
    ANNEX = "annex"
    AGAIN = "same mail again"
    FORWARDED = "same file again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One unit's story. `gaps` are (place of the leaf in the outline from 0, its state); all others are full.

    `voice` makes two units write the same sentences; empty, each has its own.
    """

    name: str
    layout: Layout = Layout.BOLD
    as_pdf: bool = False
    when: When = When.EARLY
    way: Way = Way.PLAIN
    after: After = After.NOTHING
    gaps: tuple[tuple[int, State], ...] = ()
    merged: bool = False
    swapped: bool = False
    decomposed: bool = False
    figures: bool = False
    voice: str = ""


_MISSING, _EMPTY, _THIN = State.MISSING, State.EMPTY, State.THIN
SCENES = (
    Scene(name="complete", layout=Layout.STYLES, figures=True),
    Scene(name="sections missing", gaps=((3, _MISSING), (7, _MISSING), (9, _MISSING))),
    Scene(name="complete pdf", as_pdf=True, figures=True),
    Scene(name="late", when=When.LATE, layout=Layout.AUTO),
    Scene(name="corrected", after=After.CORRECTION, gaps=((2, _MISSING), (8, _EMPTY), (9, _MISSING))),
    Scene(name="thin and empty", gaps=((0, _THIN), (6, _EMPTY), (7, _EMPTY), (8, _THIN))),
    Scene(name="same mail again", after=After.AGAIN, as_pdf=True),
    Scene(name="out of order", swapped=True, layout=Layout.STYLES),
    Scene(name="supplement", after=After.ANNEX),
    Scene(name="zip", way=Way.ZIPPED, layout=Layout.AUTO, gaps=((5, _THIN),)),
    Scene(name="password", way=Way.LOCKED, as_pdf=True),
    Scene(name="unknown address", way=Way.STRANGER),
    Scene(name="damaged", way=Way.DAMAGED),
    Scene(name="cover letter", way=Way.COVERED, layout=Layout.STYLES),
    Scene(name="forwarded", way=Way.FORWARDED, as_pdf=True, gaps=((4, _MISSING),)),
    Scene(name="nameless", way=Way.NAMELESS, as_pdf=True),
    Scene(name="automatic numbers", layout=Layout.AUTO, figures=True, gaps=((9, _THIN),)),
    Scene(name="plain headings", layout=Layout.PLAIN, gaps=((7, _MISSING),)),
    Scene(name="docx and signed pdf", way=Way.PAIR, merged=True),
    Scene(name="same file again", after=After.FORWARDED),
    Scene(name="last hour", when=When.LAST_HOUR, merged=True),
    Scene(name="on the due day", when=When.DUE_DAY, as_pdf=True),
    Scene(
        name="late and incomplete", when=When.LATE, as_pdf=True, gaps=((1, _THIN), (4, _EMPTY), (8, _MISSING))
    ),
    Scene(name="decomposed letters", decomposed=True, layout=Layout.STYLES),
    Scene(name="copied from", voice="shared", layout=Layout.BOLD),
    Scene(name="copied by", voice="shared", layout=Layout.PLAIN),
    Scene(name="mostly empty", gaps=tuple((place, _EMPTY if place % 2 else _THIN) for place in range(2, 10))),
    Scene(
        name="first chapter missing",
        gaps=((0, _MISSING), (5, _MISSING)),
        layout=Layout.STYLES,
        when=When.LATE,
    ),
)
_ORDINARY_GAPS = (_MISSING, _MISSING, _THIN, _THIN, _EMPTY)


def scene(place: int, leaves: int, dice: Dice) -> Scene:
    """The story of the sender at this place (from 0), for an outline with so many leaves."""
    return SCENES[place] if place < len(SCENES) else _ordinary(leaves, dice)


def _ordinary(leaves: int, dice: Dice) -> Scene:
    holes = dice.pick((0, 0, 0, 1, 1, 2, 3))
    return Scene(
        name="ordinary",
        layout=dice.pick(tuple(Layout)),
        as_pdf=dice.chance(35),
        when=When.LATE if dice.chance(15) else When.EARLY,
        gaps=tuple((place, dice.pick(_ORDINARY_GAPS)) for place in dice.some(range(leaves), holes)),
        merged=dice.chance(25),
        figures=dice.chance(30),
    )
