"""Words from mail made harmless for a terminal: nothing in them moves the cursor, changes a colour or hides letters.

What a terminal would act upon is shown as a stand-in, never dropped in silence. Decides nothing about looks.
"""

from __future__ import annotations

import re

# Controls (ESC and the C1 range begin terminal commands), marks that turn the reading direction round, separators that
# begin a line, letters of no width, halves of surrogate pairs (no terminal can be sent one).
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_BREAKING = re.compile(r"[\t\r\n]*[\t\n]")
_STAND_IN = "\N{REPLACEMENT CHARACTER}"


def line(text: str) -> str:
    """A text in one line, so that none of it can pass for a line of ours."""
    return _ACTING.sub(_STAND_IN, _BREAKING.sub(" ", text))


def in_json(text: str) -> str:
    """JSON text with what acts on a terminal as escapes: the value stays the same."""
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
