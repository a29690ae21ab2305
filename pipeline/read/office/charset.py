"""Bytes of a text or page as text. Only the charsets that Vietnamese offices write are known; a name is never trusted."""

from __future__ import annotations

import re

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_OPENING = 4096  # bytes in which a page declares its charset (the HTML standard asks for 1024)
_VIETNAMESE = frozenset(("windows-1258", "cp1258", "x-cp1258"))


def decode(data: bytes, charset: str = "") -> str:
    """The text: by its mark, else as UTF-8 when it is that, else by what is declared, else as Windows Latin.

    Text that is valid UTF-8 beyond ASCII is nothing else, whatever is declared. Bytes without meaning become U+FFFD.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if data[1::2].count(0) > len(data) // 3:
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(_eight_bit(charset or _declared(data)), "replace")


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data, 0, _OPENING)
    return found[1].decode("ascii", "replace") if found else ""


def _eight_bit(charset: str) -> str:
    """What is declared and yet no UTF-8 is damaged; Windows Latin covers ISO 8859-1, which pages call it by."""
    name = charset.lower()
    if name in ("utf-8", "utf8"):
        return "utf-8"
    return "cp1258" if name in _VIETNAMESE else "cp1252"
