"""Vietnamese in the codes from before Unicode, TCVN3 and VNI: known by the font's name, decoded by table.

The text of such a document is only right in its own fonts: `®Æc ®iÓm` in .VnTime is «đặc điểm». A font's name is
proof; content alone (`guess`) is believed only when decoding turns nonsense into Vietnamese. Never opens a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from pipeline.text.legacy_syllables import is_syllable
from pipeline.text.legacy_tables import TCVN3, VNI

# Shares that decoded text must reach to be believed without a font's name. Good pages have .98 and .88 and more.
LEAST_SPELT = 0.95
LEAST_MARKED = 0.70
# Words that are nonsense as they stand and Vietnamese when decoded: so many, and so large a share of all.
LEAST_MENDED = 4
LEAST_MENDED_SHARE = 0.25


class Legacy(StrEnum):
    """A code; TCVN3 in a font whose small letters look like capitals is one of its own."""

    TCVN3 = "TCVN3"
    TCVN3_CAPITALS = "TCVN3 capitals"
    VNI = "VNI"


FILLER = "\u2060"  # a word joiner: what no text in these codes holds, and no page shows

_TABLES: Mapping[Legacy, Mapping[str, str]] = {
    Legacy.TCVN3: TCVN3,
    Legacy.TCVN3_CAPITALS: TCVN3,
    Legacy.VNI: VNI,
}
_SUBSET = re.compile(r"[A-Z]{6}\+")  # what PDF writers put before the name of a font that they cut
_FACE = re.compile(r"(?:[,\- ]*(?:bold|italic|oblique|regular|normal|mt))+$")
_TCVN3_FONT, _VNI_FONT, _CAPITALS = ".vn", "vni", "h"

_WORD = re.compile(r"\S+")
# Letters, and the signs that both codes use as letters (a soft hyphen among them); never blanks, digits, ASCII signs.
_SPELLING = re.compile("(?:[^\\W\\d_]|[\u00a1-\u00bf×÷\u0300-\u036f])+")
_INITIALS = re.compile("[A-Z]{1,6}")  # UBND, QCDC: no syllables
_UNICODE_ONLY = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u036f]")  # no sign of either code
TELLTALES = (
    "¡-ª¬-¯±µ¶¸-º¼-¿ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿ"  # in no Vietnamese word of Unicode; a class of `re`
)
_TELLTALE = re.compile(f"[{TELLTALES}]")
_MARKED = re.compile("[à-ãèéêìíò-õùúýăđĩũơưạ-ỹ]")
_PIECES: Mapping[Legacy, re.Pattern[str]] = {
    code: re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))
    for code, table in _TABLES.items()
}


@lru_cache(maxsize=1024)
def legacy_of(font: str | None) -> Legacy | None:
    """The code of a font by its name, None for Unicode fonts.

    `.Vn…` is TCVN3 (the ABC fonts), with an H at its end in capitals; `VNI…` is VNI. `Vn…` without the dot belongs to a
    code of another maker that is not known here. A PDF's subset tag (`ABCDEF+`) and faces (`,Bold`) are no part of it.
    """
    name = _FACE.sub("", _SUBSET.sub("", font or "").strip().lower())
    if name.startswith(_TCVN3_FONT):
        return Legacy.TCVN3_CAPITALS if name.endswith(_CAPITALS) else Legacy.TCVN3
    return Legacy.VNI if name.startswith(_VNI_FONT) else None


def decode(text: str, legacy: Legacy) -> str:
    """Text of one code as Unicode, NFC where it was all code; text that is Unicode already comes back as it is.

    A font's name sometimes outlives the conversion of its text: where more words hold letters that only Unicode has
    than words that the code would change, nothing is decoded, and such words never are.
    """
    return decode_in_place(text, legacy).replace(FILLER, "")


def decode_in_place(text: str, legacy: Legacy) -> str:
    """The same, as long as the text was: a letter of two signs is followed by FILLER."""
    if is_unicode(text, legacy):
        return text
    shown = _WORD.sub(lambda word: _spell(word[0], legacy), text)
    return shown.upper() if legacy is Legacy.TCVN3_CAPITALS and len(shown.upper()) == len(shown) else shown


def decode_runs(texts: Sequence[str], legacy: Legacy) -> list[str]:
    """Neighbouring pieces of one code, decoded together; a VNI letter parted from its mark is made whole in the first."""
    whole = "".join(texts)
    decoded, start, out = decode_in_place(whole, legacy), 0, list[str]()
    for text in texts:
        end = start + len(text)
        out.append(decoded[start:end])
        start = end
    return [text.replace(FILLER, "") for text in out]


def is_unicode(text: str, legacy: Legacy) -> bool:
    """Whether text in a font of this code is Unicode nevertheless, by a majority of the words that tell."""
    words = _WORD.findall(text)
    unicode = sum(_UNICODE_ONLY.search(word) is not None for word in words)
    return unicode > sum(_spell(word, legacy) != word for word in words) if unicode else False


def guess(text: str) -> Legacy | None:
    """The code of a text by its content alone, None in any doubt; correct Vietnamese is always None.

    For text whose fonts are lost. Needs a sentence: a heading of three words may be too short to tell.
    """
    found = _believable(text) if has_telltale(text) else {}
    return max(found, key=found.__getitem__) if found else None


def has_telltale(text: str) -> bool:
    """Whether it holds a sign that both codes use as a letter and no Vietnamese word of Unicode has: cheap to ask."""
    return _TELLTALE.search(text) is not None


def _believable(text: str) -> dict[Legacy, float]:
    found: dict[Legacy, float] = {}
    words = _words(text)
    for code in (Legacy.TCVN3, Legacy.VNI):
        decoded = [_spell(word, code).replace(FILLER, "") for word in words]
        good = list(map(is_syllable, decoded))
        mended = [
            word
            for word, now in zip(words, good, strict=True)
            if now and len(word) > 1 and not is_syllable(word)  # 10×15 is no word
        ]
        marked = _share([_MARKED.search(word.lower()) is not None for word in decoded])
        enough = len({*mended}) >= LEAST_MENDED and len(mended) >= LEAST_MENDED_SHARE * len(words)
        if enough and _share(good) >= LEAST_SPELT and marked >= LEAST_MARKED:
            found[code] = _share(good)
    return found


def _spell(word: str, code: Legacy) -> str:
    """One word decoded, as long as it was; a word that holds letters of Unicode alone stays."""
    if _UNICODE_ONLY.search(word):
        return word
    table = _TABLES[code]
    return _PIECES[code].sub(lambda signs: table[signs[0]] + FILLER * (len(signs[0]) - 1), word)


def _words(text: str) -> list[str]:
    return [word for word in _SPELLING.findall(text) if not _INITIALS.fullmatch(word)]


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 1.0
