"""Tells whether a text speaks of this campaign's directive, or of another one that may have the same number."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pipeline.text.fold import bare, fold, tight, words

_ISSUERS = "tw|tu|tư|ttg|cp|bct|đu|đuk|hu|ubnd|hđnd"
# A Party or State paper's number and symbol: 05-CT/TW, 28/CT-TU, 01-KL/TW, 12-NQ/TU, 28/CT-TTg.
_NUMBERED = re.compile(rf"\b(\d{{1,4}})\s*[-/]?\s*(ct|kl|nq)(?:[-/ ]?({_ISSUERS}))?\b")
_SPOKEN = re.compile(r"\b(chỉ thị|kết luận|nghị quyết)\s*(?:số\s*)?(\d{1,4})\b(?!\s*[-/]?\s*(?:ct|kl|nq))")
_KINDS = {"chỉ thị": "ct", "kết luận": "kl", "nghị quyết": "nq"}
_UNCLEAR = "tư"  # `CT/TƯ` is written for the centre's and, by a slip of the keyboard, for a province's
_ACT = re.compile(fold(r"\b(luật|pháp lệnh|nghị định|đề án|thông tư)\b"))

# What the titles of all campaigns say: words that tell nothing of the subject.
_GENERIC = frozenset(
    bare(pair)
    for pair in (
        "thực hiện", "hoạt động", "cơ quan", "đơn vị", "hành chính", "nhà nước", "sự nghiệp", "công lập", "tiếp tục", "đẩy mạnh",
        "sơ kết", "tổng kết", "chỉ thị", "kết luận", "nghị quyết", "công tác", "kết quả", "ban thường", "thường vụ", "tỉnh uỷ",
        "tăng cường", "nâng cao", "hiệu quả", "chất lượng", "báo cáo", "kế hoạch", "triển khai", "tình hình", "nhiệm vụ",
        "lãnh đạo", "chỉ đạo", "cấp uỷ", "trong các", "của các", "của ban",
    )
)  # fmt: skip
_SAYS_SOMETHING = 2  # pairs of words that are not generic: from here on an abstract has a subject of its own


def directives(text: str) -> frozenset[tuple[str, str]]:
    """The directives a text names, as (number, kind) with kind `ct`, `kl` or `nq`."""
    return frozenset((number, kind) for number, kind, _ in _named(text))


def _named(text: str) -> frozenset[tuple[str, str, str]]:
    """The same with the issuer's letters, empty where the text leaves them out."""
    folded = tight(text)
    numbered = {(found[1].lstrip("0"), found[2], found[3] or "") for found in _NUMBERED.finditer(folded)}
    spoken = {(found[2].lstrip("0"), _KINDS[found[1]], "") for found in _SPOKEN.finditer(folded)}
    return frozenset(numbered | spoken)


class References:
    """The spellings of one campaign's directive, and its subject as the campaign's `title` words it."""

    def __init__(self, spellings: Sequence[str], title: str = "") -> None:
        self._spelled = tuple(
            re.compile(rf"(?<!\w){re.escape(tight(spelling))}(?!\w)") for spelling in spellings
        )
        named = [found for spelling in spellings for found in _named(spelling)]
        self._own = frozenset((number, kind) for number, kind, _ in named)
        self._issuers = frozenset(issuer for _, _, issuer in named if issuer)
        self._subject = _pairs(title) - _GENERIC

    def named_in(self, text: str) -> bool:
        """Whether the text names the campaign's directive in any spelling."""
        rest = _NUMBERED.sub(lambda found: " " if self._is_foreign(found) else found[0], tight(text))
        return any(spelled.search(rest) for spelled in self._spelled) or bool(self._own & directives(rest))

    def others_in(self, text: str) -> frozenset[str]:
        """Other directives that the text names, one of the same number by another issuer among them."""
        rest = tight(text)
        foreign = {_shown(*found.groups("")) for found in _NUMBERED.finditer(rest) if self._is_foreign(found)}
        others = {_shown(*found) for found in _named(text) if found[:2] not in self._own}
        return frozenset(foreign | others)

    def act_in(self, text: str) -> str:
        """The kind of law that a text speaks of in the place of a directive, or empty."""
        found = _ACT.search(fold(text))
        return found[1] if found else ""

    def is_foreign(self, abstract: str) -> bool:
        """Whether an abstract has a subject, and none of the words of the campaign's."""
        told = _pairs(abstract) - _GENERIC
        return bool(self._subject) and len(told) >= _SAYS_SOMETHING and not told & self._subject

    def _is_foreign(self, found: re.Match[str]) -> bool:
        """Whether a number is the campaign's, and its issuer another."""
        own = (found[1].lstrip("0"), found[2]) in self._own
        return own and bool(self._issuers) and (found[3] or _UNCLEAR) not in {*self._issuers, _UNCLEAR}


def _shown(number: str, kind: str, issuer: str) -> str:
    return f"{number.lstrip('0')}-{kind.upper()}{f'/{issuer.upper()}' if issuer else ''}"


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring words, without marks; numbers part them."""
    told = words(bare(text))
    return frozenset(
        f"{one} {two}" for one, two in itertools.pairwise(told) if one.isalpha() and two.isalpha()
    )
