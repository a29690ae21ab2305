"""Wordings that reviewers' rulings speak for, with all that speaks against them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FOREIGN = "not_in_outline"  # stands in the place of an item's id: headings known to belong to none


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A unit's heading for an item, its label left out: ruled by a reviewer, or found by the program."""

    item: str
    unit: str
    heading: str


class Source(StrEnum):
    """Where a wording stands: in the outline, in another ruling, as a heading found in reports."""

    OUTLINE = "outline"
    RULING = "ruling"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How an item is worded somewhere, and how like the proposal that is, 0 to 1."""

    item: str
    text: str
    likeness: float
    source: Source = Source.OUTLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An alias for an item. `units` use it; `said` is the item's own wording that (nearly) says it already.

    `clashes` are wordings of other items like it; `within` other items that have all of its words in one wording;
    `general` tells that it says too little to stand for this item alone.
    """

    item: str
    alias: str
    units: tuple[str, ...]
    said: Wording | None = None
    clashes: tuple[Wording, ...] = ()
    within: tuple[str, ...] = ()
    general: bool = False

    @property
    def safe(self) -> bool:
        """Whether nothing speaks against it."""
        return self.said is None and not self.clashes and not self.general
