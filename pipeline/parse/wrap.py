"""A file that a person took in by hand, as a message: it then enters the store like any mail, and is never lost.

The same file, words and time give the same bytes: nothing here draws a random boundary or looks at a clock.
"""

from __future__ import annotations

import binascii
import datetime as dt
import email.utils
import hashlib
from urllib.parse import quote

from pipeline.parse import names, words

DOMAIN = "tonghop.invalid"  # reserved (RFC 2606): never a real sender
SENDER = f"by-hand@{DOMAIN}"
SUBJECT = "Tệp nhập bằng tay"
HEADER_BY = "X-Tonghop-By"
HEADER_NOTE = "X-Tonghop-Note"
HEADER_UNIT = "X-Tonghop-Unit"
_BASE64_LINE = 57  # bytes: 76 characters, the longest line that MIME allows
_WORD_BYTES = 45  # 60 characters of base64 in an encoded word of at most 75
_SEGMENT = 60  # characters of a file name to a line


def wrap_file(  # noqa: PLR0913 - a file and the five facts that a ledger keeps of it
    data: bytes, *, name: str, by: str, note: str, unit: str, at: dt.datetime
) -> bytes:
    """An RFC 822 message with the file's exact bytes; its Message-ID comes from their sha256 and the time.

    `at` must be aware (ValueError otherwise). Names and notes may hold anything: they are encoded, never copied.
    """
    if at.tzinfo is None:
        raise ValueError("the time a file was taken in at must carry its zone")
    digest = hashlib.sha256(data).hexdigest()
    boundary = f"=_{digest[:32]}"
    stamp = at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    headers = (
        f"From: {_text(by)} <{SENDER}>",
        f"Subject: {_text(f'{SUBJECT}: {unit}')}",
        f"Date: {email.utils.format_datetime(at)}",
        f"Message-ID: <{digest[:40]}.{stamp}@{DOMAIN}>",
        f"{HEADER_BY}: {_text(by)}",
        f"{HEADER_NOTE}: {_text(note)}",
        f"{HEADER_UNIT}: {_text(unit)}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{boundary}"',
    )
    text = _part(("Content-Type: text/plain; charset=utf-8",), note.encode("utf-8", "replace"))
    attached = _part(
        ("Content-Type: application/octet-stream", f"Content-Disposition: attachment;{_file_name(name)}"),
        data,
    )
    opening, closing = f"--{boundary}\r\n".encode(), f"--{boundary}--\r\n".encode()
    return _lines(headers) + b"\r\n" + opening + text + opening + attached + closing


def _lines(headers: tuple[str, ...]) -> bytes:
    return "".join(f"{line}\r\n" for line in headers).encode("ascii")


def _part(headers: tuple[str, ...], content: bytes) -> bytes:
    pieces = (content[start : start + _BASE64_LINE] for start in range(0, len(content), _BASE64_LINE))
    encoded = b"".join(binascii.b2a_base64(piece, newline=False) + b"\r\n" for piece in pieces)
    return _lines((*headers, "Content-Transfer-Encoding: base64")) + b"\r\n" + (encoded or b"\r\n")


def _text(value: str) -> str:
    """Encoded words, whatever the text holds, cut between letters."""
    chunks, chunk = [], b""
    for letter in words.one_line(value) or "-":
        octets = letter.encode("utf-8")
        if len(chunk) + len(octets) > _WORD_BYTES:
            chunks.append(chunk)
            chunk = b""
        chunk += octets
    encoded = (binascii.b2a_base64(chunk, newline=False).decode() for chunk in (*chunks, chunk))
    return "\r\n ".join(f"=?utf-8?B?{word}?=" for word in encoded)


def _file_name(name: str) -> str:
    """The name by RFC 2231, in numbered segments where it is long."""
    segments = ["UTF-8''"]
    for letter in names.safe(name) or "file":
        escaped = quote(letter, safe="")
        if len(segments[-1]) + len(escaped) > _SEGMENT:
            segments.append("")
        segments[-1] += escaped
    if len(segments) == 1:
        return f"\r\n filename*={segments[0]}"
    return ";".join(f"\r\n filename*{number}*={segment}" for number, segment in enumerate(segments))
