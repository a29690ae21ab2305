"""Folding: two spellings that a reader takes for the same become the same string.

For comparison only; nothing folded is ever shown. Facts: real official texts mix tone placements (uỷ, ủy), i and y
(quy, qui), dashes, quotes, NBSP, NFD and U+00D0 for Đ within one page.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import filterfalse

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uf02d"), "-")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»″"), '"') | dict.fromkeys(map(ord, "‘’‚‛′"), "'")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None)
_LETTERS = {ord("ð"): "đ", ord("Ð"): "Đ"}
_SWAPS = str.maketrans(_DASHES | _QUOTES | _INVISIBLE | _LETTERS)
_SWAPPED = re.compile(f"[{''.join(map(chr, _SWAPS))}]+")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# In an open syllable the tone mark of oa, oe, uy may stand on either vowel; we keep it on the first.
_LATE_TONE = re.compile(rf"(?<!q)(o[ae]|uy)([{_TONES}])(?![a-z\u0302\u0306\u031b])")
# Where that may be in composed letters: a tone on a second vowel, or a mark by itself. Only then are letters taken apart.
_TONED_A, _TONED_Y, _MARKS = "àáãảạèéẽẻẹ", "ýỳỹỷỵ", "\u0300-\u036f"
_MAYBE_LATE = re.compile(
    rf"[{_TONED_A}{_TONED_Y}{_MARKS}](?:(?<=[{_MARKS}])|(?<=o[{_TONED_A}]|u[{_TONED_Y}])(?<!q..)(?![a-z]))"
)
# A letter with one more mark is none of Vietnamese: as another letter it might join with that mark. The rare `y` stands
# first in the pattern, which makes the search four times as fast.
_SYLLABLE_Y = re.compile(rf"[y{_TONED_Y}](?:(?<=\b[hklmst].)|(?<=\bqu.))(?![\w{_MARKS}])")
_Y_TO_I = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_JOINTS = re.compile(r"\s*([-/])\s*")
_WORD = re.compile(r"\w+")


def clean(text: str) -> str:
    """NFC with one kind of dash, quote and space, no invisible characters, Ð as Đ; case kept."""
    composed = unicodedata.normalize("NFC", text)
    # `translate` on the whole text would ask for every letter of it: ten times the time where few are to be swapped.
    swapped = _SWAPPED.sub(lambda found: found[0].translate(_SWAPS), composed)
    return " ".join(swapped.split())


def fold(text: str) -> str:
    """Lower case, tone marks in one place, `y` as `i` where both spellings are in use; idempotent."""
    loose = unicodedata.normalize("NFC", clean(text).lower())
    if _MAYBE_LATE.search(loose):
        loose = _early(loose)
    return _SYLLABLE_Y.sub(lambda found: _Y_TO_I[found[0]], loose)


def _early(text: str) -> str:
    """The text with late tone marks on the first vowel."""
    apart = unicodedata.normalize("NFD", text)
    early = _LATE_TONE.sub(lambda found: f"{found[1][0]}{found[2]}{found[1][1]}", apart)
    return unicodedata.normalize("NFC", early)


def bare(text: str) -> str:
    """Folded and without any mark (`đảng` → `dang`): a weaker form, for file names and damaged text."""
    return unmarked(fold(text))


def unmarked(folded: str) -> str:
    """`bare` of what is folded already, in a third of the time."""
    decomposed = unicodedata.normalize("NFD", folded)
    kept = "".join(filterfalse(unicodedata.combining, decomposed))
    return fold(kept.replace("đ", "d"))


def tight(text: str) -> str:
    """Folded, without blanks around dashes and slashes (`28 - CT/TU` → `28-ct/tu`)."""
    return _JOINTS.sub(r"\1", fold(text))


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in order, as they are written."""
    return tuple(_WORD.findall(text))
