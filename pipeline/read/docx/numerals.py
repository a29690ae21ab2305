"""Numbers and bullets as Word prints them. Pure: a value and a format in, a string out."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_ROMAN_END = 4_000  # beyond, the letters M would grow without bound
_LETTERS = 26
_LETTER_END = 780  # 30 rounds of the alphabet, where Word itself stops
_VIETNAMESE = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ENGLISH_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)

_PRIVATE = range(0xF000, 0xF100)  # where symbol fonts put their glyphs
_BULLET = "•"
_GLYPHS = {
    "symbol": {0xB7: _BULLET, 0x2D: "-", 0x2B: "+", 0x2A: "*", 0xDE: "⇒", 0xAE: "→"},
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: _BULLET, 0xA7: "▪", 0xA8: "◻",
        0xD8: "➢", 0xE0: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFE: "☑",
    },
}  # fmt: skip


def numeral(value: int, form: str) -> str:
    """A counter in a `w:numFmt`; forms we do not know come as plain decimals, `none` and `bullet` as nothing."""
    return _FORMS.get(form, str)(value)


def glyph(text: str, font: str = "") -> str:
    """A symbol-font string as Unicode: known glyphs as themselves, unknown private ones as a bullet."""
    known = _GLYPHS.get("wingdings" if font.lower().startswith("wingdings") else "symbol", {})
    return "".join(known.get(ord(sign) & 0xFF, _BULLET) if ord(sign) in _PRIVATE else sign for sign in text)


def _roman(value: int) -> str:
    if not 0 < value < _ROMAN_END:
        return str(value)
    out = ""
    for step, letters in _ROMAN:
        times, value = divmod(value, step)
        out += letters * times
    return out


def _letter(value: int) -> str:
    """Letters a to z, then aa, bb: Word repeats the letter."""
    if not 0 < value <= _LETTER_END:
        return str(value)
    rounds, place = divmod(value - 1, _LETTERS)
    return chr(ord("a") + place) * (rounds + 1)


def _ordinal(value: int) -> str:
    last = 0 if value % 100 in _TEENS else value % 10
    return f"{value}{_ENGLISH_ORDINALS.get(last, 'th')}"


def _vietnamese(value: int) -> str:
    return _VIETNAMESE[value - 1] if 0 < value <= len(_VIETNAMESE) else str(value)


def _nothing(_value: int) -> str:
    return ""


_FORMS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerLetter": _letter,
    "decimalZero": lambda value: f"{value:02d}",
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": _ordinal,
    "vietnameseCounting": _vietnamese,
    "none": _nothing,
    "bullet": _nothing,
}
