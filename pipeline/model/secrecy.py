"""How secret a paper says it is: the three marks of the law on state secrets (29/2018/QH14, Điều 8)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

CONFIDENTIAL = "confidential"  # the code of what stands in the place of a paper that has a mark


class Level(StrEnum):
    """A degree of secrecy, as it is stamped."""

    TOP = "TUYỆT MẬT"
    HIGH = "TỐI MẬT"
    LOW = "MẬT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark and where it was seen: on a page (counted from 1), or, without one, as `where` says; in English."""

    level: Level
    where: str = ""
    page: int | None = None

    @property
    def detail(self) -> str:
        """The mark in words, the level first; nothing of the paper's text."""
        place = f"page {self.page}" if self.page else self.where
        return ", ".join(filter(None, (self.level.value, place)))


def level_told(detail: str) -> str:
    """The level that a `Mark.detail` begins with; empty where a person ruled and none is known."""
    return next((level.value for level in Level if detail.startswith(level)), "")
