"""Numbers and bullets in front of a heading, typed or automatic, as a kind and a remainder."""

from __future__ import annotations

import re
from enum import StrEnum


class LabelKind(StrEnum):
    """The family of a label; headings of one family in one document are usually siblings."""

    NONE = "none"
    PART = "part"
    ROMAN = "roman"
    CAPITAL = "capital"
    NUMBER = "number"
    DECIMAL = "decimal"
    DEEP = "deep"
    BRACKETED = "bracketed"
    LETTER = "letter"
    DASH = "dash"
    PLUS = "plus"
    STAR = "star"


_AFTER = r"\s*[-–—./):]+(?!\d)\s*"
_NO_WORD = r"(?!\w/[a-zđ]\b)"  # `V/v`, `Đ/c` and `b/c` are words
_BULLETS = "•·▪◦‣●○■□➢✓❖\uf000-\uf0ff"  # the last are the glyphs of symbol fonts
# In order of trust. A number must not run on into digits: `26/11/2024`, `69.000`, `15 - 20` are no labels.
_PATTERNS: tuple[tuple[LabelKind, re.Pattern[str]], ...] = (
    (LabelKind.PART, re.compile(r"(?i:phần|chương|mục)\s+(?:(?i:thứ\s+\w+)|[IVX]{1,5}|\d{1,2})\b[\s.:–-]*")),
    (LabelKind.ROMAN, re.compile(rf"{_NO_WORD}[IVX]{{1,5}}{_AFTER}")),
    (LabelKind.CAPITAL, re.compile(rf"{_NO_WORD}[A-HĐ]\s*[./)-]\s*")),
    (LabelKind.DEEP, re.compile(r"\d{1,2}(?:\.\d{1,2}){2,3}[\s./):-]+(?!\d)")),
    (LabelKind.DECIMAL, re.compile(r"(?:\d{1,2}|[IVX]{1,4})\.\d{1,2}(?![./-]?\d)[\s./):-]*(?!\d)")),
    (LabelKind.NUMBER, re.compile(r"\d{1,2}(?:\s*[.):][-–—./):]*(?!\d)|\s*[-–—/]+(?!\s*\d))\s*")),
    (LabelKind.BRACKETED, re.compile(r"\((?:\d{1,2}|[a-zđ])\)\s*")),
    (LabelKind.LETTER, re.compile(rf"{_NO_WORD}[a-zđ]\s*[./)]\s*(?![a-zđ]\.)")),
    (LabelKind.DASH, re.compile(rf"[-–—{_BULLETS}]\s*")),
    (LabelKind.PLUS, re.compile(r"\+\s*")),
    (LabelKind.STAR, re.compile(r"\*+\s*")),
)


_LOOSE: tuple[tuple[LabelKind, re.Pattern[str]], ...] = (
    (LabelKind.ROMAN, re.compile(r"[IVX]{1,5}\s+(?=[A-ZĐÀ-Ỹ])")),
    (LabelKind.DECIMAL, re.compile(r"\d{1,2}(?:\.\d{1,2})+\s+(?=[A-ZĐÀ-Ỹ])")),
    (LabelKind.NUMBER, re.compile(r"\d{1,2}\s+(?=[A-ZĐÀ-Ỹ])")),
    (LabelKind.LETTER, re.compile(r"[a-zđ]\s+(?=[A-ZĐÀ-Ỹ])")),
)


def split_loose(text: str) -> tuple[LabelKind, str]:
    """The same for a line known to be a heading, whose label may have lost its full stop (`I ĐÁNH GIÁ CHUNG`)."""
    kind, rest = split_label(text)
    if kind is not LabelKind.NONE:
        return kind, rest
    for loose, pattern in _LOOSE:
        if found := pattern.match(text.lstrip()):
            return loose, text.lstrip()[found.end() :]
    return kind, rest


def split_label(text: str) -> tuple[LabelKind, str]:
    """The kind of the label a line begins with, and the line without it."""
    line = text.lstrip()
    for kind, pattern in _PATTERNS:
        if found := pattern.match(line):
            return kind, line[found.end() :]
    return LabelKind.NONE, line
