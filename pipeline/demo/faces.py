"""Finds a serif font family on this machine that can write Vietnamese.

Having the file is not enough: Liberation Serif 1.07, which Debian 12 still ships, has 668 glyphs and neither `ơ` nor
`ộ` among them (measured), so every face is asked for all letters of the alphabet.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = frozenset(
    unicodedata.normalize("NFC", vowel + tone) for vowel, tone in itertools.product(_VOWELS, _TONES)
) | {"đ", "Đ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """A font family: the names under which its regular, bold and italic faces are ready for drawing."""

    regular: str
    bold: str
    italic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Where a family's files would be. The italic may be absent: the regular face then stands in."""

    regular: Path
    bold: Path
    italic: Path


def _family(folder: str, regular: str, bold: str, italic: str) -> Family:
    return Family(regular=Path(folder, regular), bold=Path(folder, bold), italic=Path(folder, italic))


_WINDOWS = ("times.ttf", "timesbd.ttf", "timesi.ttf")
_MAC = ("Times New Roman.ttf", "Times New Roman Bold.ttf", "Times New Roman Italic.ttf")
_LIBERATION = ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf", "LiberationSerif-Italic.ttf")
_TINOS = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf")
_NOTO = ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf")
_FREE = ("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf")
_NARROW = ("DejaVuSerifCondensed.ttf", "DejaVuSerifCondensed-Bold.ttf", "DejaVuSerifCondensed-Italic.ttf")
_DEJAVU = ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf")
FAMILIES = (
    _family("C:/Windows/Fonts", *_WINDOWS),
    _family("/System/Library/Fonts/Supplemental", *_MAC),
    _family("/Library/Fonts", *_MAC),
    _family("/usr/share/fonts/truetype/croscore", *_TINOS),
    _family("/usr/share/fonts/truetype/liberation", *_LIBERATION),
    _family("/usr/share/fonts/truetype/liberation2", *_LIBERATION),
    _family("/usr/share/fonts/liberation-serif-fonts", *_LIBERATION),
    _family("/usr/share/fonts/liberation-serif", *_LIBERATION),
    _family("/usr/share/fonts/liberation", *_LIBERATION),
    _family("/usr/share/fonts/truetype/freefont", *_FREE),
    _family("/usr/share/fonts/truetype/noto", *_NOTO),
    _family("/usr/share/fonts/noto", *_NOTO),
    _family("/usr/share/fonts/truetype/dejavu", *_NARROW),
    _family("/usr/share/fonts/truetype/dejavu", *_DEJAVU),
    _family("/usr/share/fonts/dejavu-serif-fonts", *_DEJAVU),
    _family("/usr/share/fonts/TTF", *_DEJAVU),
)


def find_faces(families: Sequence[Family] = FAMILIES) -> Faces | None:
    """The first family here that can write Vietnamese, ready for drawing; None: then no PDF can be made."""
    return next((found for family in families if (found := _ready(family))), None)


def _ready(family: Family) -> Faces | None:
    regular, bold, italic = (_face(path) for path in (family.regular, family.bold, family.italic))
    if not regular or not bold:
        return None
    return Faces(regular=regular, bold=bold, italic=italic or regular)


def _face(path: Path) -> str:
    """The name of a face that has every letter, registered; empty when the file cannot serve."""
    name = str(path)
    if name in pdfmetrics.getRegisteredFontNames():
        return name
    try:
        font = TTFont(name, name)
    except (TTFError, OSError):
        return ""
    if any(ord(letter) not in font.face.charToGlyph for letter in LETTERS):
        return ""
    pdfmetrics.registerFont(font)
    return name
