"""One rule file from disk: bounded bytes, and the text in them. Never decides what the text means."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from pipeline.rulebook.problems import Page

# The first campaign's largest rule file has 31 kB; a file 160 times that was not made by hand.
MAX_BYTES = 5_000_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Controls and half characters cannot be written to XLSX, XML or UTF-8 again.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file's bytes, for the digest, and its text in NFC, None when it has none that can be trusted."""

    data: bytes = b""
    text: str | None = None


def read(page: Page, *, optional: bool = False) -> Source:
    """Read the page's file. What is wrong becomes a problem; an optional file that is absent does not."""
    try:
        with page.path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        if not optional:
            page.add(1, "the file is missing", "write it, or copy it from another campaign's folder")
        return Source()
    except OSError as error:
        page.add(1, f"the file cannot be read ({error.strerror})", "give the program read access to it")
        return Source()
    if len(data) > MAX_BYTES:
        page.add(
            1, f"the file has more than {MAX_BYTES:,} bytes", "keep only the rules of this campaign in it"
        )
        return Source()
    return Source(data=data, text=_decode(data, page))


def has_unwritable(text: str) -> bool:
    """Whether a text holds controls or half characters."""
    return _UNWRITABLE.search(text) is not None


def _decode(data: bytes, page: Page) -> str | None:
    if data.startswith(_UTF16) or b"\0" in data:
        page.add(1, "the file is UTF-16, not UTF-8", "save it again as 'CSV UTF-8', or as UTF-8 text")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        page.add(
            line,
            f"byte {data[error.start]:#04x} is not UTF-8",
            "save the file again as UTF-8 ('CSV UTF-8' in Excel)",
        )
        return None
    wrong = _UNWRITABLE.search(text)
    if wrong:
        line = text.count("\n", 0, wrong.start()) + 1
        page.add(line, f"control character {wrong[0]!r} in the text", "delete it, and save the file as UTF-8")
        return None
    return unicodedata.normalize("NFC", text)
