"""Can the text layer of a page be believed? Pure: text in, counts and a reason out.

Presence of text proves nothing: of 147 real PDFs of one agency 68 had none, 49 only a signature stamp, 27 rubbish
from a foreign OCR. So the content is judged, page by page, never by file.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

# Measured per page on built samples: good pages have 302-341 words, syllables .98-1.0, marks .88-.91, weird 0;
# an English OCR of Vietnamese .87 / .16 / 0; a shifted ToUnicode .27 / .67 / .001; a removed one .22 / 0 / .20;
# TCVN3 font codes .43 / .29 / .068; a scan with a signature stamp has 4 words.
SCAN_WORDS = 15
SCAN_COVER = 0.5
JUDGED_WORDS = 30
JUDGED_LETTERS = 100  # about as much as 30 words; damaged text may hold no word to count
LEAST_SYLLABLES = 0.80
LEAST_MARKED = 0.50
MOST_WEIRD = 0.02
# Vietnamese typed without its marks has the shape of good text (.95 and more) where a failed OCR layer has .87.
BARE_SYLLABLES = 0.95
# A text layer under a scan is another program's OCR: the good ones have .98 and .88 and more, bad ones .87 and .16.
LAYER_SYLLABLES = 0.93
LAYER_MARKED = 0.70
# Recognised words: upright pages had .79 and more, the worst scans .62 to .75, pages on their side 0 to .45.
LEAST_SURE = 0.60
# Some shapes but no word at all: letters drawn as outlines. A lone rule at a page's foot is nothing.
DRAWN_COVER = 0.1

_TOKEN = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"[A-Z]{1,6}")  # UBND, QCDC: no syllables
_MARK = re.compile("[\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
_MARKED = re.compile(f"{_MARK.pattern}|đ")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
# Controls, private use and U+FFFD; and the Latin-1 signs that TCVN3 fonts put where Vietnamese letters are meant,
# unless they stand alone: bullets, degrees, square metres, quotes.
_WEIRD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd¡-©ª-¿ÆÇÑÞßæç×÷øþÿ]")
_USUAL = re.compile(
    "(?<![^\\W\\d_])«|»(?![^\\W\\d_])|(?<![^\\W\\d_])[·±½×](?![^\\W\\d_])|[²³°](?!\\w)|§|[\uf0b7\uf02d\uf0a7\uf0fc\uf0d8]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageQuality:
    """What a page's text is like.

    `letters` counts its signs, blanks left out; `syllables` is the share of its words that have the shape of a
    Vietnamese syllable, `marked` the share with a Vietnamese mark, `weird` that of signs that no such text has;
    `fault` says in English why the page counts as unread, empty when it does not; `doubt` why OCR may read better what
    can be used as it is.
    """

    words: int
    letters: int
    syllables: float
    marked: float
    weird: float
    fault: str = ""
    doubt: str = ""


@lru_cache(maxsize=64)  # a page is judged when it is read and when the document is built
def page_quality(text: str, *, image_cover: float = 0.0, drawn: bool = False, lost: int = 0) -> PageQuality:
    """Judge a page by its text, the share of it under an image, whether shapes are drawn, and the glyphs lost."""
    words = _TOKEN.findall(unicodedata.normalize("NFC", text))
    shapes = [shape for word in words if (shape := _shape(word))]
    letters = len("".join(text.split())) + lost
    quality = PageQuality(
        words=len(shapes),
        letters=letters,
        syllables=_share(sum(shape[0] for shape in shapes), len(shapes)),
        marked=_share(sum(shape[1] for shape in shapes), len(shapes)),
        weird=(len(_WEIRD.findall(_USUAL.sub("", text))) + lost) / max(letters, 1),
    )
    fault = _scan(quality, image_cover, drawn=drawn) or _rubbish(quality, image_cover)
    return replace(quality, fault=fault, doubt="" if fault else _doubt(quality, image_cover))


@lru_cache(maxsize=8192)  # Vietnamese has some 7 000 syllables
def _shape(word: str) -> tuple[bool, bool] | None:
    """Whether a word has the shape of a Vietnamese syllable, and whether it has a Vietnamese mark; None for initials."""
    if _INITIALS.fullmatch(word):
        return None
    form = unicodedata.normalize("NFD", word.lower())
    return _SYLLABLE.fullmatch(_MARK.sub("", form)) is not None, _MARKED.search(form) is not None


def _scan(quality: PageQuality, image_cover: float, *, drawn: bool) -> str:
    if quality.words < SCAN_WORDS and image_cover > SCAN_COVER:
        return f"{quality.words} words over an image of the whole page"
    if quality.words == 0 and (image_cover > DRAWN_COVER or drawn):
        return "no words, only drawings or images"
    return ""


def _rubbish(quality: PageQuality, image_cover: float) -> str:
    if quality.weird > MOST_WEIRD and quality.letters >= JUDGED_LETTERS:
        return f"{quality.weird:.0%} of its characters are no Vietnamese text"
    if quality.words < JUDGED_WORDS:
        return ""
    if quality.syllables < LEAST_SYLLABLES:
        return f"only {quality.syllables:.0%} of its words look Vietnamese"
    typed_bare = image_cover <= SCAN_COVER and quality.syllables >= BARE_SYLLABLES
    if quality.marked < LEAST_MARKED and not typed_bare:
        return f"only {quality.marked:.0%} of its words have Vietnamese marks"
    return ""


def _doubt(quality: PageQuality, image_cover: float) -> str:
    """Whether the layer is invisible or hidden below the image is not asked: either way it is not what a person sees."""
    poor = quality.syllables < LAYER_SYLLABLES or quality.marked < LAYER_MARKED
    if image_cover > SCAN_COVER and quality.words >= JUDGED_WORDS and poor:
        return "a poor text layer over an image of the whole page"
    return ""


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
