"""A person's name as it stands below a signature: what is written before it says degree, rank or address, not who."""

from __future__ import annotations

import re

_TITLE = r"ts|th\.?s|gs|pgs|bs|bsckii|bscki|cn|ks|dr|ls|đ/c|(?:bác|tiến|thạc) sĩ|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)"
_TITLES = re.compile(rf"(?:(?:{_TITLE})(?:\s*\.\s*|\s+))+", re.IGNORECASE)
_WORDS = range(2, 7)


def name_words(text: str) -> list[str]:
    """The words of a line without titles before them, when they are as many as a name has; else none."""
    found = _TITLES.match(text)
    words = text[found.end() if found else 0 :].split()
    return words if len(words) in _WORDS else []
