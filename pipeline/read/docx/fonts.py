"""What a run's letters mean in its font: letters of old Vietnamese codes, glyphs of symbol fonts, capitals.

A paragraph's pieces in, the same pieces out with the text that the page shows. Never looks at the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from pipeline.read.docx.numerals import glyph
from pipeline.read.docx.styles import RunLook
from pipeline.text.legacy import TELLTALES, decode, decode_runs, guess, is_unicode, legacy_of

Piece = tuple[str, RunLook]

_DINGBATS = ("wingdings", "webdings")
_SYMBOL = "symbol"
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_ODD = re.compile(f"[{TELLTALES}\uf000-\uf0ff]")
_PRIVATE_START, _BYTES = 0xF000, 0x100
# The font Symbol typed as text: what differs from its Latin-1 sign and is met in reports.
_SYMBOLS = str.maketrans("£³´¹»·Þ®", "≤≥×≠≈•⇒→")


@lru_cache(maxsize=1024)
def is_coded(font: str | None) -> bool:
    """Whether text in this font says something else than its characters."""
    return legacy_of(font) is not None or (font or "").lower().startswith((_SYMBOL, *_DINGBATS))


def shown(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of one paragraph as the page shows them; neighbours of one old code are decoded together."""
    coded = "".join(text for text, look in pieces if legacy_of(look.font) is not None)
    out: list[Piece] = []
    for code, group in groupby(pieces, key=lambda piece: legacy_of(piece[1].font)):
        texts, looks = zip(*group, strict=True)
        if code is not None and not is_unicode(coded, code):
            texts = tuple(decode_runs(texts, code))
        out += [(_drawn(text, look), look) for text, look in zip(texts, looks, strict=True)]
    return out


def is_plain(pieces: Sequence[Piece]) -> bool:
    """Whether pieces in no font of an old code need no second look: one search for all that would."""
    return _ODD.search("".join([text for text, _ in pieces])) is None


def recognised(pieces: Sequence[Piece]) -> list[Piece] | None:
    """The pieces decoded when their words betray an old code although no font says so; None when they do not."""
    code = guess("".join([text for text, _ in pieces]))
    if code is None:
        return None
    texts = decode_runs([text for text, _ in pieces], code)
    return [(text, look) for text, (_, look) in zip(texts, pieces, strict=True)]


def label_shown(label: str, font: str | None) -> str:
    """An automatic number whose words are written in an old code («§iÒu 1.»)."""
    code = legacy_of(font)
    return label if code is None else decode(label, code)


def without_private(pieces: Sequence[Piece]) -> list[Piece]:
    """Signs of the private area, where symbol fonts and their bullets live, as what they look like."""
    return [(_signs(text, look.font), look) for text, look in pieces]


def _signs(text: str, font: str | None) -> str:
    return glyph(text, font or "") if _PRIVATE.search(text) else text


def _drawn(text: str, look: RunLook) -> str:
    font = (look.font or "").lower()
    if font.startswith(_SYMBOL):
        text = text.translate(_SYMBOLS)
    elif font.startswith(_DINGBATS):
        text = _dingbat(text)
    text = _signs(text, look.font)
    return text.upper() if look.caps else text


def _dingbat(text: str) -> str:
    """A sign that stands alone is a bullet; words are left, for a font set by mistake must not cost their text."""
    sign = text.strip()
    if len(sign) != 1 or not ord(sign) < _BYTES:
        return text
    return text.replace(sign, chr(_PRIVATE_START + ord(sign)))
