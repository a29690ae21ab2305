"""How a message that is stored is marked on the server, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """How a message is marked on the server, as the rules spell it."""

    KEYWORD = "keyword"
    LABEL = "label"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a stored message gets on the server: a keyword, a label of Gmail's, or another folder. As text: `kind:name`."""

    kind: MarkKind
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What came of marking messages, by uid: who got the mark `now`, and who needs none, bearing it or being gone."""

    now: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
