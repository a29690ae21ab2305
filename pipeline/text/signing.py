"""How a signature is worded: the authority in words or letters, and what stands before a name: degree, rank or address."""

from __future__ import annotations

import re

from pipeline.text.fold import fold

# Words of authority, folded, and the letters that stand for them.
AUTHORITIES = {
    fold(words): letters
    for words, letters in (
        ("thay mặt", "TM"),
        ("ký thay", "KT"),
        ("thừa lệnh", "TL"),
        ("thừa uỷ quyền", "TUQ"),
    )
}
_DEGREE = r"ts|th\.?s|gs|pgs|bs|bsckii|bscki|cn|ks|dr|(?:bác|tiến|thạc) sĩ"
_TITLE = rf"{_DEGREE}|ls|đ/c|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)"
_BEHIND = r"(?:\s*\.\s*|\s+)"
_DEGREES = re.compile(rf"(?:{_DEGREE}){_BEHIND}", re.IGNORECASE)
_TITLES = re.compile(rf"(?:(?:{_TITLE}){_BEHIND})+", re.IGNORECASE)
_WORDS = range(2, 7)


def begins_with_degree(text: str) -> bool:
    """Whether a degree stands before the name: `TS. Nguyễn Văn An`. Ranks are none."""
    return _DEGREES.match(text) is not None


def name_words(text: str) -> list[str]:
    """The words of a line without titles before them, when they are as many as a name has; else none."""
    found = _TITLES.match(text)
    words = text[found.end() if found else 0 :].split()
    return words if len(words) in _WORDS else []
