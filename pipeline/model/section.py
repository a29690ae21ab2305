"""One outline item as found, or not found, in one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What became of an outline item: six states that are never folded into one another."""

    FULL = "full"
    THIN = "thin"
    EMPTY = "empty"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_SUBMITTED = "not_submitted"


def state_above(leaves: Iterable[State]) -> State:
    """A parent's state by its leaves': theirs when all agree.

    Otherwise thin; but when none of them says a thing, empty, or unreadable if one may say it where nobody could read.
    """
    states = frozenset(leaves)
    if len(states) == 1:
        return next(iter(states))
    if states <= {State.EMPTY, State.MISSING, State.UNREADABLE}:
        return State.UNREADABLE if State.UNREADABLE in states else State.EMPTY
    return State.THIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Where an outline item is answered.

    `heading` is the line as it stands in the document (empty when found without one, or missing); `score` the match's
    strength 0 to 1; `confidence` the probability that `state` is right; `shared_with` other items answered under the
    same heading; `page` and `paragraph` count from 1; `text` is the content, one line per block. `ruled_by` names the
    reviewer who ruled on the state, empty when nobody did.
    """

    item: str
    state: State
    heading: str = ""
    score: float = 0.0
    confidence: float = 0.0
    in_order: bool = True
    shared_with: tuple[str, ...] = ()
    words: int = 0
    page: int | None = None
    paragraph: int | None = None
    text: str = ""
    ruled_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """All outline items of one document in outline order, and the headings that belong to none (`foreign`).

    `pinned` are the items that are read as a reviewer ruled; what else was ruled could not be applied.
    """

    sections: tuple[Section, ...]
    foreign: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
