"""Text of a page in the codes from before Unicode, decoded where it stands: by font, else by content. Pure.

What PDF writers and PDFium make of the codes is undone first. TCVN3's ư is the soft hyphen: it comes as such, as a
hyphen, as a minus, or as PDFium's mark for a hyphen at a line's end; whether a hyphen was ư, the spelling tells. Where
it is left out altogether, only the picture of the page has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from pipeline.text.legacy import Legacy, decode_in_place, guess, has_telltale, is_unicode
from pipeline.text.legacy_syllables import is_syllable
from pipeline.text.legacy_tables import TCVN3

# Of 47 960 words of built reports 5 % hold an ư without a tone; of 100 in a row once none did, of 150 always one.
HORN_WORDS = 150

HORNLESS = "its letter ư was lost when the PDF was made (an old font)"

_HORN = "\u00ad"
_LINE_HYPHEN = "\u0002"
_HYPHENS = f"{_LINE_HYPHEN}\u00ad\u2010\u2011\u2212-"
# Second names that Adobe's glyph list has for the same glyphs, and the private area of symbolic fonts.
_TWINS = {0x2219: "\u00b7", 0x02C9: "\u00af", 0x03BC: "\u00b5"} | {
    0xF000 + code: chr(code) for code in range(0x20, 0x100)
}
_PRIVATE = re.compile("[\uf0a1-\uf0fe]")
_WORD = re.compile(r"\S+")
_HYPHENED = re.compile(f"(?:[^\\W\\d_]|[\u00a1-\u00bf×÷\u2010\u2011\u2212-])+{_LINE_HYPHEN}?")
_CODES_OF_TCVN3 = (Legacy.TCVN3, Legacy.TCVN3_CAPITALS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A page's text in Unicode, as long as it was; `hornless` says that TCVN3's ư was lost from it for good."""

    text: str
    hornless: bool = False


def decoded(text: str, code_at: Callable[[int], Legacy | None]) -> Plain:
    """A page's text in Unicode; `code_at` tells the code of the font at a place, and is asked only when signs betray one."""
    if not (has_telltale(text) or _PRIVATE.search(text)):
        return Plain(text=text)
    runs = list(_runs(text, code_at))
    if all(code is None for _, _, code in runs):
        return _guessed(text)
    shown, tcvn3 = list(text), list[str]()
    for start, end, code in runs:
        if code is None:
            continue
        piece = _restored(text[start:end], code)
        shown[start:end] = decode_in_place(piece, code)
        if code in _CODES_OF_TCVN3 and not is_unicode(piece, code):
            tcvn3.append(piece)
    return Plain(text="".join(shown), hornless=_is_hornless(" ".join(tcvn3)))


def _guessed(text: str) -> Plain:
    """The same where no font says anything: by the words alone."""
    for code in (Legacy.TCVN3, Legacy.VNI):
        piece = _restored(text, code)
        if guess(piece) is code:
            hornless = code in _CODES_OF_TCVN3 and _is_hornless(piece)
            return Plain(text=decode_in_place(piece, code), hornless=hornless)
    return Plain(text=text)


def _is_hornless(coded: str) -> bool:
    return _HORN not in coded and len(_WORD.findall(coded)) >= HORN_WORDS


def _runs(text: str, code_at: Callable[[int], Legacy | None]) -> Iterator[tuple[int, int, Legacy | None]]:
    """From where to where each code goes, blanks between two words of one code included."""
    pieces = (piece for word in _WORD.finditer(text) for piece in _pieces(word.start(), word.end(), code_at))
    for code, group in groupby(pieces, key=itemgetter(2)):
        places = list(group)
        yield places[0][0], places[-1][1], code


def _pieces(
    start: int, end: int, code_at: Callable[[int], Legacy | None]
) -> Iterator[tuple[int, int, Legacy | None]]:
    """One word, or its signs where its ends have different fonts."""
    first = code_at(start)
    if first == code_at(end - 1):
        yield start, end, first
    else:
        yield from ((place, place + 1, code_at(place)) for place in range(start, end))


def _restored(text: str, code: Legacy) -> str:
    """The signs of the code as they were before the PDF was written."""
    told = text.translate(_TWINS)
    return _HYPHENED.sub(lambda word: _horned(word[0]), told) if code in _CODES_OF_TCVN3 else told


def _horned(word: str) -> str:
    """A word whose hyphens are ư when it is a syllable so; otherwise as it was."""
    if not any(sign in _HYPHENS for sign in word) or all(sign in _HYPHENS for sign in word):
        return word
    meant = "".join(_HORN if sign in _HYPHENS else sign for sign in word)
    return meant if is_syllable("".join(TCVN3.get(sign, sign) for sign in meant)) else word
