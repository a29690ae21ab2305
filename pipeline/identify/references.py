"""Tells whether a text speaks of this campaign's directive, of another one, or is a periodic report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.text.fold import fold, tight

# A Party or State paper's number and symbol: 05-CT/TW, 28/CT-TU, 01-KL/TW, 12-NQ/TU.
_NUMBERED = re.compile(r"\b(\d{1,4})\s*[-/]?\s*(ct|kl|nq)(?:[-/]?(?:tw|tu|tư|ttg))?\b")
_SPOKEN = re.compile(r"\b(chỉ thị|kết luận|nghị quyết)\s*(?:số\s*)?(\d{1,4})\b")
_KINDS = {"chỉ thị": "ct", "kết luận": "kl", "nghị quyết": "nq"}
_PERIODIC = re.compile(
    rf"\b(tháng|{fold('quý')}|qúy|tuần|6 tháng|sáu tháng|9 tháng)\s+(\d{{1,2}}|[ivx]{{1,4}}|đầu năm|cuối năm)\b"
)


def directives(text: str) -> frozenset[tuple[str, str]]:
    """The directives a text names, as (number, kind) with kind `ct`, `kl` or `nq`."""
    folded = tight(text)
    numbered = {(found[1].lstrip("0"), found[2]) for found in _NUMBERED.finditer(folded)}
    spoken = {(found[2].lstrip("0"), _KINDS[found[1]]) for found in _SPOKEN.finditer(folded)}
    return frozenset(numbered | spoken)


class References:
    """The spellings of one campaign's directive."""

    def __init__(self, spellings: Sequence[str]) -> None:
        self._spelled = tuple(
            re.compile(rf"(?<!\w){re.escape(tight(spelling))}(?!\w)") for spelling in spellings
        )
        self._own = frozenset(found for spelling in spellings for found in directives(spelling))

    def named_in(self, text: str) -> bool:
        """Whether the text names the campaign's directive in any spelling."""
        folded = tight(text)
        return any(spelled.search(folded) for spelled in self._spelled) or bool(self._own & directives(text))

    def others_in(self, text: str) -> frozenset[tuple[str, str]]:
        """Other directives that the text names."""
        return directives(text) - self._own


def periodic(text: str) -> str:
    """The period that a text reports on when it is a month, quarter or week, as written folded; else empty."""
    found = _PERIODIC.search(fold(text))
    return found[0] if found else ""
