"""File names as senders mangle them, made readable and safe. Names are data to show: no file is ever opened by one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.parse import words

MAX_CHARACTERS = 200  # under the 255 bytes of file systems for most Vietnamese names, and readable in a cell
_MAX_EXTENSION = 20
_MAX_RAW = 10_000
_ESCAPES = re.compile(rb"(?:%[0-9A-Fa-f]{2}|[^%\x80-\xff])+")
_FOLDER = re.compile(r"[/\\]")
_BLANKS = re.compile(r"[\t\n\r\f\v]+|\s")
_REPAIRS = 2  # text read wrongly twice occurs, thrice was never seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A file's name: `raw` as the sender wrote it, `shown` decoded and safe; both empty when there is none."""

    raw: str
    shown: str


def from_headers(disposition: str, content_type: str) -> Name:
    """The name given by Content-Disposition (`filename`) or else Content-Type (`name`), as header values."""
    for value, key in ((disposition, "filename"), (content_type, "name"), (disposition, "name")):
        raw, decoded = words.parameters(value).get(key, ("", ""))
        if decoded:
            return Name(raw=raw_name(raw), shown=readable(decoded))
    return Name(raw="", shown="")


def from_archive(written: bytes, *, utf8: bool) -> Name:
    """The name of an archive's member: UTF-8 when flagged or when it fits, else the Vietnamese code page."""
    text = written.decode("utf-8", "replace") if utf8 else words.decode(written)
    return Name(raw=raw_name(text), shown=readable(text))


def unsigned(name: Name) -> Name:
    """The name of what a signed file holds: `a.docx.p7m` is `a.docx`, and `smime.p7m` has none."""
    stem, _, ending = name.shown.rpartition(".")
    return Name(raw=name.raw, shown=stem if ending.lower() == "p7m" and "." in stem else "")


def nameless(path: str, extension: str) -> str:
    """The name of a part that has none: `part-2.1.pdf`."""
    return f"part-{path.replace('/', '-')}.{extension}"


def raw_name(written: str) -> str:
    """What the sender wrote; bytes that are no UTF-8 become the replacement character."""
    return words.wire(written).decode("utf-8", "replace")[:_MAX_RAW]


def readable(written: str) -> str:
    """Decode all that programs do to a name, then make it safe; empty when nothing is left."""
    text = words.decode_words(written)
    for step in (_unescaped, _repaired):
        text = step(text)
    return safe(text)


def safe(text: str) -> str:
    """A bare name: NFC, no folders, controls, bidi marks, blanks or dots at the ends; at most 200 characters."""
    spaced = _BLANKS.sub(" ", text)
    visible = "".join(letter for letter in spaced if not unicodedata.category(letter).startswith("C"))
    folders = _FOLDER.split(unicodedata.normalize("NFC", visible))
    last = next((part for part in reversed(folders) if part.strip(" .")), "")
    return _shortened(last.strip().rstrip(" ."))


def _shortened(name: str) -> str:
    if len(name) <= MAX_CHARACTERS:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _MAX_EXTENSION:
        return name[:MAX_CHARACTERS].rstrip(" .")
    return stem[: MAX_CHARACTERS - len(ending) - 1].rstrip(" .") + dot + ending


def _unescaped(text: str) -> str:
    """Percent-encoding, where the whole name is made of it and it gives blanks or letters beyond ASCII."""
    if "%" not in text or not text.isascii() or not _ESCAPES.fullmatch(text.encode()):
        return text
    try:
        read = words.percent(text.encode()).decode("utf-8")
    except UnicodeDecodeError:
        return text
    return text if read.isascii() and "%20" not in text else read


def _repaired(text: str) -> str:
    """UTF-8 that was read as Latin-1 or Windows-1252 (`Máº«u`), read rightly (`Mẫu`)."""
    for _ in range(_REPAIRS):
        if text.isascii():
            return text
        try:
            text = b"".join(map(_byte, text)).decode("utf-8")
        except UnicodeError:
            return text
    return text


def _byte(letter: str) -> bytes:
    """The byte that a wrong reading took for this letter; UnicodeError when there is none."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
