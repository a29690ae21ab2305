"""Targets for text of any kind: labels, numerals, folding, the codes from before Unicode, words of headers, names.

A target takes bytes, does not raise where the law holds, and is the same for a fuzzer and for a seed that is kept.
"""

from __future__ import annotations

import unicodedata

from pipeline.align.labels import LabelKind, split_label, split_loose
from pipeline.parse import names, words
from pipeline.read.docx.numerals import glyph, numeral
from pipeline.read.pdf.labels import label_of, starts_item
from pipeline.read.sheet import tidy
from pipeline.text import fold as folding
from pipeline.text import legacy

_FORMS = (
    "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "decimalZero", "numberInDash", "ordinal",
    "vietnameseCounting", "none", "bullet", "chicago", "",
)  # fmt: skip
_LONGEST_NUMERAL = 40  # letters; the longest by our own rules is `zzz…` of 30
_MOST_GROWTH = 18  # NFKC's worst; ours is NFC, whose worst is 3


def text_of(data: bytes) -> str:
    """Any text, lone surrogates too, which reach us from headers and XML alike."""
    return data.decode("utf-8", "surrogateescape")


def labels(data: bytes) -> None:
    """A label is a beginning of its line; without one the line stays."""
    text = text_of(data)
    found = label_of(text)
    assert starts_item(text) == (found is not None)
    if found is not None:
        assert len(found.bullet) <= 1
    kind, rest = split_label(text)
    line = text.lstrip()
    assert line.endswith(rest)
    assert (kind is LabelKind.NONE) == (rest == line)
    assert line.endswith(split_loose(text)[1])
    assert kind is LabelKind.NONE or split_loose(text) == (kind, rest)


def numerals(data: bytes) -> None:
    """Every number has a numeral of bounded length in every form; no glyph of a symbol font is left."""
    value = int.from_bytes(data[:8], "big", signed=True)
    form = _FORMS[data[8] % len(_FORMS)] if len(data) > 8 else ""
    assert len(numeral(value, form)) <= _LONGEST_NUMERAL
    text = text_of(data[9:])
    for font in ("", "Wingdings", "Symbol", text[:9]):
        shown = glyph(text, font)
        assert len(shown) == len(text)
        assert not any(0xF000 <= ord(sign) < 0xF100 for sign in shown)


def fold(data: bytes) -> None:
    """Folding what is folded changes nothing (but for `bare`, which damages), and nothing grows without bound."""
    text = text_of(data)
    for step in (folding.clean, folding.fold, folding.tight):
        once = step(text)
        assert step(once) == once, step.__name__
        assert len(once) <= _MOST_GROWTH * len(text)
    assert len(folding.bare(text)) <= _MOST_GROWTH * len(text)
    assert all(word for word in folding.words(text))


def old_codes(data: bytes) -> None:
    """Decoding in place keeps the length, a guess is made of any text, and fillers never stay."""
    name, _, rest = data.partition(b"\n")
    found = legacy.legacy_of(text_of(name))
    text = rest.decode("latin-1") if len(data) % 2 else text_of(rest)
    for code in {found, legacy.guess(text), *legacy.Legacy} - {None}:
        assert code is not None
        assert len(legacy.decode_in_place(text, code)) == len(text)
        assert legacy.FILLER not in legacy.decode(text, code)


def sheet_text(data: bytes) -> None:
    """The text of a PDF's line holds no control of ASCII and no surrogate, and is tidy at once."""
    once = tidy(text_of(data))
    assert tidy(once) == once
    assert not any(letter < " " or unicodedata.category(letter) == "Cs" for letter in once)


def header_words(data: bytes) -> None:
    """Whatever a header holds, its words and parameters can be stored as UTF-8."""
    text = data.decode("ascii", "surrogateescape")
    words.decode_words(text).encode("utf-8")
    line = words.one_line(words.decode_words(text))
    assert words.one_line(line) == line
    for written, decoded in words.parameters(text).values():
        words.decode_words(decoded).encode("utf-8")
        assert len(written) <= len(text)
    name, _, rest = data.partition(b"\n")
    words.decode(rest, name.decode("latin-1")).encode("utf-8")
    assert len(words.base64(rest)) <= len(rest)
    assert len(words.percent(rest)) <= len(rest)


def file_names(data: bytes) -> None:
    """A shown name is bare: one line, no folder, nothing invisible, at most as long as we say, safe at once."""
    text = data.decode("ascii", "surrogateescape")
    first, _, second = text.partition("\n")
    found = (
        names.from_headers(first, second),
        names.from_headers(f'attachment; filename="{first}"', second),
        names.from_archive(data, utf8=False),
        names.from_archive(data, utf8=True),
    )
    for name in found:
        name.raw.encode("utf-8")
        _is_bare(name.shown)
    _is_bare(names.safe(text_of(data)))


def _is_bare(shown: str) -> None:
    assert len(shown) <= names.MAX_CHARACTERS
    assert not set(shown) & set("/\\\n\r\t")
    assert not any(unicodedata.category(letter).startswith("C") for letter in shown)
    assert shown == shown.strip()
    assert not shown.endswith(".")
    assert names.safe(shown) == shown
