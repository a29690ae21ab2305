"""The two old Vietnamese codes as tables: what stands in the text → the letter that was meant. Data and nothing else.

TCVN3 (the ABC code, fonts `.Vn…`): TCVN 5712:1993 VN3, one sign a letter; capitals with a tone have no code, they come
from fonts whose small letters look like capitals. VNI (fonts `VNI…`): a vowel, then a sign for its marks; i, đ and the
horned vowels have signs of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

TCVN3: Mapping[str, str] = dict(
    zip(
        "¡¢£¤¥¦§" "¨©ª«¬\xad®" "µ¶·¸¹»¼½¾Æ" "ÇÈÉÊËÌÎÏÐÑ" "ÒÓÔÕÖ×ØÜÝÞ" "ßáâãäåæçèé" "êëìíîïñòóô" "õö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐ" "ăâêôơưđ" "àảãáạằẳẵắặ" "ầẩẫấậèẻẽéẹ" "ềểễếệìỉĩíị" "òỏõóọồổỗốộ" "ờởỡớợùủũúụ" "ừửữứựỳỷỹýỵ",
        strict=True,
    )
)  # fmt: skip

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_TONES = (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)
_TONE_SIGNS = "ùøûõï"
# The first of each six signs is for the bare letter, the others for its tones in their order.
_ROOF, _ROOF_SIGNS = "\u0302", "âáàåãä"
_BOWL, _BOWL_SIGNS = "\u0306", "êéèúüë"
_ROOFED, _BOWLED = "aeo", "a"
_BASES = {"a": "a", "e": "e", "o": "o", "ô": "ơ", "u": "u", "ö": "ư", "y": "y"}
_WHOLE = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))


def _small() -> Iterator[tuple[str, str]]:
    yield from _WHOLE.items()
    for sign, letter in _BASES.items():
        for mark, tone in zip(_TONE_SIGNS, _TONES, strict=True):
            if sign + mark != "yï":  # ỵ has a sign of its own
                yield sign + mark, letter + tone
    for letters, shape, signs in ((_ROOFED, _ROOF, _ROOF_SIGNS), (_BOWLED, _BOWL, _BOWL_SIGNS)):
        for letter in letters:
            for mark, tone in zip(signs, ("", *_TONES), strict=True):
                yield letter + mark, letter + shape + tone


def _all() -> Iterator[tuple[str, str]]:
    """Small and capital; a mark in the other case (a capital that a word processor put there) changes nothing."""
    for signs, decomposed in _small():
        letter = unicodedata.normalize("NFC", decomposed)
        first, mark = signs[0], signs[1:]
        yield signs, letter
        yield first.upper() + mark.upper(), letter.upper()
        if mark:
            yield first.upper() + mark, letter.upper()
            yield first + mark.upper(), letter


VNI: Mapping[str, str] = dict(_all())
