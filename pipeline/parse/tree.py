"""The parts of a message, as the stdlib parser (compat32) finds them, with depth and header bytes bounded.

Bytes are exact: a part's content is what stood on the wire, minus its transfer encoding. Nested mails stay closed
here (they are leaves to be parsed in their turn), so that a broken one cannot spoil the message around it.
"""

from __future__ import annotations

import binascii
import contextlib
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32, Policy
from functools import lru_cache
from typing import cast

from pipeline.parse import words
from pipeline.parse.limits import Limits

TOO_DEEP = "nested too deeply"
_OPAQUE = "application/octet-stream"
_BLANK_START = (
    b"\xef\xbb\xbf\r\n"  # a byte order mark or empty lines before the headers hide them from the parser
)
_BLANK_LINE = re.compile(rb"\n\r?\n")
# No field name and colon, nor the rest of the field above, nor the line that mbox files begin messages with.
_ODD_LINE = re.compile(rb"^(?![\x21-\x39\x3b-\x7e]{1,200}[ \t]*:|[ \t]|>?From )[^\r\n]+\r?\n", re.MULTILINE)
_CONTENT_TYPE = re.compile(rb"^content-type[ \t]*:", re.MULTILINE | re.IGNORECASE)
_MAX_BOUNDARY = 1000  # the standard allows 70 characters
_UU_LINE = re.compile(rb"begin [0-7]{3,4} ([^\r\n]{1,500})\r?\n((?:[!-`][ -`]*\r?\n)*)[ `]?\s*end\b")
_TRANSFER = re.compile(r"[a-z0-9-]+")
# Behind any number of other fields, or all that is in the message would be lost with them.
_NEEDED = frozenset(
    (
        "content-type",
        "content-transfer-encoding",
        "content-disposition",
        "from",
        "to",
        "subject",
        "date",
        "message-id",
    )
)


class _AsWritten(Compat32):
    """Compat32 that hands header values out as they were read, 8-bit bytes as surrogate escapes."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - the signature is the stdlib's
        return value


class Part(Message):
    """One part. Knows its depth, and opens only as far as the limits allow."""

    limits = Limits()
    depth = 0
    header_bytes = 0
    cut = False
    odd = 0  # lines among the headers that were none

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy)
        self.names: set[str] = set()

    def attach(self, payload: Message) -> None:  # type: ignore[override]  # the parser makes parts of this class only
        """Take a child in; called by the parser before the child is read."""
        if isinstance(payload, Part):
            payload.limits, payload.depth = self.limits, self.depth + 1
        super().attach(payload)

    def set_raw(self, name: str, value: str) -> None:
        """Keep a header field as far as the limits go; called by the parser. The first that matters always fits."""
        kept = value[: self.limits.field_bytes]
        self.header_bytes += len(name) + len(kept)
        fits = self.header_bytes <= self.limits.header_bytes and len(self) < self.limits.header_fields
        self.cut = self.cut or not fits or len(kept) < len(value)
        known = name.lower()
        if fits or (known in _NEEDED and known not in self.names):
            super().set_raw(name, kept)
            self.names.add(known)

    def get_boundary(self, failobj: object = None) -> str | None:  # type: ignore[override]  # the parser passes none
        """The boundary, read by our own rules: the stdlib would decode it with any codec that the sender names."""
        del failobj
        found = words.parameters(self.field("content-type")).get("boundary", ("", ""))[0]
        return found.rstrip()[:_MAX_BOUNDARY] or None

    def get_content_type(self) -> str:
        """As declared for what the parser may split, else an opaque type."""
        declared = self.declared
        opens = declared.startswith("multipart/") and self.depth < self.limits.depth
        return declared if opens else _OPAQUE

    @property
    def declared(self) -> str:
        """What the sender says this part is; lower case, bounded, the default where nothing usable is said."""
        return _shown(super().get_content_type())

    @property
    def unsplit(self) -> str:
        """Why a multipart was not split, else empty."""
        if not self.declared.startswith("multipart/") or self.is_multipart():
            return ""
        return TOO_DEEP if self.depth >= self.limits.depth else "parts could not be told apart"

    def field(self, name: str) -> str:
        """The first header field of that name, as written; empty when there is none."""
        return str(self.get(name, ""))

    def children(self) -> tuple[Part, ...]:
        """The parts of a multipart, in order."""
        if not self.is_multipart():  # the stdlib would decode a text, with any codec that the sender names
            return ()
        return tuple(part for part in self.get_payload() if isinstance(part, Part))

    def octets(self) -> bytes:
        """The content without its transfer encoding; decoded as far as it goes, never an error."""
        encoding = _TRANSFER.search(self.field("content-transfer-encoding").lower())
        del self["content-transfer-encoding"]  # so that the stdlib hands out the wire bytes
        payload = self.get_payload(decode=True)
        wire = payload if isinstance(payload, bytes) else b""
        return _decoded(wire, encoding[0] if encoding else "")


@lru_cache(maxsize=64)  # the parser asks five times of each part, and mails have few kinds of parts
def _shown(content_type: str) -> str:
    return words.one_line(content_type)[:100]


def parse(raw: bytes, limits: Limits, depth: int = 0) -> Part:
    """The tree of a message. Anything is a message to the parser; what it stumbled over is in the parts' defects."""

    def part(policy: Policy | None = None) -> Part:
        made = Part(policy or _AsWritten())
        made.limits, made.depth = limits, depth
        return made

    whole, odd = _without_odd_lines(raw.lstrip(_BLANK_START), limits)
    found = cast("Part", BytesParser(part, policy=_AsWritten()).parsebytes(whole))
    found.odd = odd
    return found


def _without_odd_lines(raw: bytes, limits: Limits) -> tuple[bytes, int]:
    """A message without the lines among its headers that are none, and how many these were.

    The parser takes such a line for the end of the headers, and all files for text. It is one only as long as the
    Content-Type that says what follows still comes before the first blank line.
    """
    end = _BLANK_LINE.search(raw, 0, limits.header_bytes)
    head = raw[: end.start() + 1] if end else b""
    first = _ODD_LINE.search(head)
    if first is None or not _CONTENT_TYPE.search(head, first.end()):
        return raw, 0
    kept, odd = _ODD_LINE.subn(b"", head)
    return kept + raw[len(head) :], odd


def uuencoded(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Files written into a text body the old way: (name, content), in order."""
    if b"begin " not in body:
        return
    for found in _UU_LINE.finditer(body):
        if found.start() == 0 or body[found.start() - 1 : found.start()] == b"\n":
            yield found[1], _uu_content(found[2])


def _decoded(wire: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return words.base64(wire)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(wire)
    if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        return next((content for _, content in uuencoded(wire)), wire)
    return wire


def _uu_content(lines: bytes) -> bytes:
    pieces = []
    for line in lines.splitlines():
        with contextlib.suppress(binascii.Error):
            pieces.append(_uu_line(line))
    return b"".join(pieces)


def _uu_line(line: bytes) -> bytes:
    """One line; some programs leave trailing blanks off or add a checksum letter."""
    length = (line[0] - 32) & 63
    needed = 1 + -(-length // 3) * 4
    return binascii.a2b_uu(line[:needed].ljust(needed))
