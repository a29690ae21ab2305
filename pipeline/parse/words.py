"""Bytes of unsure encoding to text: charsets, encoded words, header parameters. Never raises on what a sender wrote.

Header values come from the stdlib parser as ASCII with surrogate escapes for raw 8-bit bytes; text that leaves this
module holds no surrogate, so that it can always be stored.
"""

from __future__ import annotations

import binascii
import codecs
import re
import unicodedata
from itertools import groupby

# Decoders known to be linear and harmless. punycode is quadratic (300 kB took 12 s), unicode_escape and idna are no
# charsets of mail, utf-7 can give lone surrogates.
_CHARSETS = frozenset(
    ["ascii", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "koi8-r", "koi8-u", "tis-620",
     "mac-roman", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "shift_jis", "cp932", "euc_jp", "iso2022_jp",
     "euc_kr", "cp949", "hz", "cp437", "cp850", "cp874"]
    + [f"cp{number}" for number in range(1250, 1259)]
    + [f"iso8859-{number}" for number in (*range(1, 12), *range(13, 17))]
)  # fmt: skip
# What programs declare when they do not know: UTF-8 is tried first.
_WESTERN = frozenset(["ascii", "iso8859-1", "cp1252"])
_CHARSET_NAME = re.compile(r"[A-Za-z0-9_:+-]{1,40}")
_LEGACY = "cp1258"  # the Windows code page for Vietnamese

_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?)")
_FOLDED = re.compile(r"\r?\n[ \t]*|\r")
_PARAMETER = re.compile(
    r";\s*([^=;\s]{1,60})\s*=\s*(\"(?:[^\"\\]|\\.|\"(?!\s*(?:;|$)))*\"?|[^;]*)", re.DOTALL
)  # a quote inside a quoted value ends it only before `;` or the end
_ESCAPED = re.compile(r"\\([\"\\])")
_SEGMENT = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
)
_SPACES = re.compile(r"\s+")


def charset(name: str) -> str:
    """The Python name of a charset that is allowed, else empty."""
    if not _CHARSET_NAME.fullmatch(name):
        return ""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return ""
    return found if found in _CHARSETS else ""


def decode(data: bytes, declared: str = "") -> str:
    """Text by the declared charset where it fits, else UTF-8, else the Vietnamese code page; NFC, no surrogates."""
    known = charset(declared)
    tries = ("utf-8", known, _LEGACY) if not known or known in _WESTERN else (known, "utf-8", _LEGACY)
    for name in filter(None, tries):
        try:
            return unicodedata.normalize("NFC", data.decode(name))
        except UnicodeError:
            continue
    return unicodedata.normalize("NFC", data.decode(known or "utf-8", "replace"))


def wire(text: str) -> bytes:
    """The bytes that a header value was made from."""
    return text.encode("utf-8", "surrogateescape" if _escaped_only(text) else "replace")


def _escaped_only(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" and not "\udc80" <= letter <= "\udcff" for letter in text)


def base64(data: bytes) -> bytes:
    """Decode as far as it goes: blanks and stray characters are skipped, missing padding is added."""
    kept = data.translate(None, _NOT_BASE64).partition(b"=")[0]
    whole = kept[: len(kept) - (len(kept) % 4 == 1)]
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def unfold(value: str) -> str:
    """A header value on one line."""
    return _FOLDED.sub(" ", value)


def decode_words(value: str) -> str:
    """A header value with its encoded words (RFC 2047) read, also where they stand in quotes or split a letter."""
    pieces: list[tuple[str, bytes]] = []
    text, end = _BETWEEN.sub(r"\1", unfold(value)), 0
    for found in _ENCODED.finditer(text):
        pieces.append(("", wire(text[end : found.start()])))
        pieces.append((found[1].partition("*")[0].lower(), _word(found[2], found[3])))
        end = found.end()
    pieces.append(("", wire(text[end:])))
    filled = (piece for piece in pieces if piece[1])
    runs = groupby(filled, key=lambda piece: piece[0])
    return "".join(decode(b"".join(data for _, data in run), name) for name, run in runs)


def _word(encoding: str, text: str) -> bytes:
    data = wire(text)
    return base64(data) if encoding in "bB" else binascii.a2b_qp(data, header=True)


def one_line(text: str) -> str:
    """NFC, single blanks, without controls, bidi marks, surrogates and other characters that nobody sees."""
    spaced = _SPACES.sub(" ", text)
    visible = "".join(letter for letter in spaced if not unicodedata.category(letter).startswith("C"))
    # Once more: what nobody sees may have stood between two blanks.
    return unicodedata.normalize("NFC", _SPACES.sub(" ", visible)).strip()


def parameters(value: str) -> dict[str, tuple[str, str]]:
    """The parameters of a header by lower-case name, as (as written, decoded by RFC 2231 but not by RFC 2047).

    Takes what programs write: blanks without quotes, quotes within quotes, continuations out of order, unknown
    charsets. The extended form (`name*`) wins over the plain one. Linear in the length of the value.
    """
    plain: dict[str, str] = {}
    parts: dict[str, dict[int, tuple[bool, str]]] = {}
    for key, written in _PARAMETER.findall(unfold(value)):
        found = _SEGMENT.fullmatch(key.lower())
        if found and (found[2] or found[3]):
            parts.setdefault(found[1], {}).setdefault(
                int(found[2] or 0), (bool(found[3]), _unquoted(written))
            )
        else:
            plain.setdefault(key.lower(), _unquoted(written))
    merged = {name: (text, text) for name, text in plain.items()}
    return merged | {name: _joined(segments) for name, segments in parts.items()}


def _unquoted(written: str) -> str:
    text = written.strip()
    if not text.startswith('"'):
        return text
    return _ESCAPED.sub(r"\1", text[1:-1] if text.endswith('"') and len(text) > 1 else text[1:])


def _joined(segments: dict[int, tuple[bool, str]]) -> tuple[str, str]:
    ordered = [segments[number] for number in sorted(segments)]
    written = "".join(text for _, text in ordered)
    encoded, first = ordered[0]
    declared, _, rest = first.partition("'") if encoded and first.count("'") > 1 else ("", "", first)
    ordered[0] = (encoded, rest.partition("'")[2] if declared or rest != first else first)
    if not any(flag for flag, _ in ordered):
        return written, written
    # Joined before they are read: programs cut a segment inside `%E1`.
    runs = (
        (flag, "".join(text for _, text in run)) for flag, run in groupby(ordered, key=lambda part: part[0])
    )
    octets = b"".join(percent(wire(text)) if flag else wire(text) for flag, text in runs)
    return written, decode(octets, declared)


def percent(data: bytes) -> bytes:
    """Bytes with each `%XX` read."""
    return _PERCENT.sub(lambda found: bytes([int(found[1], 16)]), data)
