"""Is this the spelling of a Vietnamese syllable? Letters in, yes or no out; no dictionary, no frequency.

Stricter than the eye needs: a foreign word, a damaged one or one in another code must not pass by chance. Not meant
for judging what people write: names of places (Đắk Lắk) and loanwords are no syllables here.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOPPED = ("p", "t", "c", "ch")
_STOP_TONES = frozenset(("\u0301", "\u0323"))  # a syllable that ends in a stop has sắc or nặng
_ONSET = re.compile("ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]")
# The vowels that may stand before each ending.
_VOWELS = {
    "": "a e ê i o ô ơ u ư y ia ua ưa uya oa oe uê uơ uy",
    "i": "a o ô ơ u ư uô ươ oa",
    "y": "a â oa uâ",
    "o": "a e oa oe ua",
    "u": "a â ê i ư iê yê ươ uy",
    "m": "a ă â e ê i o ô ơ u iê yê uô ươ oa oă oe",
    "n": "a ă â e ê i o ô ơ u iê yê uô ươ oa oă oe uâ uê uyê uy",
    "ng": "a ă â e ê o ô u ư iê yê uô ươ oa oă oo uâ uy",
    "nh": "a ê i oa uê uy y",
    "p": "a ă â e ê i o ô ơ u iê ươ oa oă uy",
    "t": "a ă â e ê i o ô ơ u ư iê yê uô ươ oa oă oe uâ uy uyê y",
    "c": "a ă â e o ô u ư iê uô ươ oa oă oo",
    "ch": "a ê i oa uê uy y",
}
_RHYMES = frozenset(f"{vowel}{ending}" for ending, vowels in _VOWELS.items() for vowel in vowels.split())


def is_syllable(word: str) -> bool:
    """Whether a word, in any case, is spelt as one Vietnamese syllable, marks included."""
    marks = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(marks)
    plain = unicodedata.normalize("NFC", _TONES.sub("", marks))
    if len(tones) > 1 or (plain.endswith(_STOPPED) and not _STOP_TONES.issuperset(tones or " ")):
        return False
    onset = _ONSET.match(plain)
    if onset is None:
        return plain in _RHYMES
    rhyme = plain[onset.end() :]
    return rhyme in _RHYMES or (
        onset[0] == "gi" and plain[1:] in _RHYMES
    )  # gì, gìn: the i belongs to the rhyme
