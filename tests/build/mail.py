"""Mails as code: well-formed ones by `build_mail`, and the odd and hostile shapes that real mailboxes hold."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import email.utils
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

VIETNAM = dt.timezone(dt.timedelta(hours=7))
SENT = dt.datetime(2023, 6, 5, 9, 30, tzinfo=VIETNAM)
MAILBOX = "tonghop@duk.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How an attachment is written.

    `naming`: rfc2231, continued, rfc2047, raw (UTF-8 bytes), plain (ASCII, quoted), bare (unquoted), type (in
    Content-Type only), none. `encoding`: base64, 8bit, quoted-printable, x-uuencode.
    """

    media_type: str = "application/octet-stream"
    encoding: str = "base64"
    disposition: str = "attachment"
    naming: str = "rfc2231"


Attachment = tuple[str, bytes] | tuple[str, bytes, Options]


def build_mail(  # noqa: PLR0913 - a mail has many headers; every one has a default
    *,
    sender: str = "Văn phòng Sở Y tế <vanthu@soyt.example>",
    to: str = MAILBOX,
    subject: str = "Báo cáo sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU",
    sent_at: dt.datetime | None = SENT,
    received_at: dt.datetime | None = None,
    body: str = "Đơn vị xin gửi báo cáo.\n",
    html: str = "",
    attachments: Sequence[Attachment] = (),
    message_id: str | None = "<bao-cao-1@soyt.example>",
    extra: Sequence[str] = (),
) -> bytes:
    """A mail with a text body, perhaps its HTML alternative, and attachments (name, bytes[, Options]).

    `received_at` gives a `Received:` field on top (default: none); None for `sent_at` or `message_id` leaves that
    field out. `extra` are whole header lines. The same arguments give the same bytes.
    """
    lines = [f"Received: from mx (192.0.2.1) by mx.duk.example; {_date(received_at)}"] if received_at else []
    lines += [f"From: {_header(sender)}", f"To: {_header(to)}", f"Subject: {_header(subject)}"]
    lines += [f"Date: {_date(sent_at)}"] if sent_at else []
    lines += [f"Message-ID: {message_id}"] if message_id is not None else []
    text = part("text/plain; charset=utf-8", body.encode())
    if html:
        text = multipart("alternative", [text, part("text/html; charset=utf-8", html.encode())])
    content = multipart("mixed", [text, *map(attachment, attachments)]) if attachments else text
    return _lines([*lines, "MIME-Version: 1.0", *extra]) + content


def attachment(given: Attachment) -> bytes:
    """One part from (name, bytes[, Options])."""
    name, data, options = given if len(given) == 3 else (*given, Options())
    media_type, disposition = options.media_type, options.disposition
    if options.naming == "type":
        media_type += f'; name="{name}"'
    elif options.naming != "none":
        disposition += f";{_named(name, options.naming)}"
    headers = [f"Content-Disposition: {disposition}"] if disposition else []
    return part(media_type, data, encoding=options.encoding, headers=headers)


def part(media_type: str, data: bytes, *, encoding: str = "base64", headers: Sequence[str] = ()) -> bytes:
    """A leaf: headers, blank line, encoded content. An empty encoding leaves the bytes as they are."""
    lines = [f"Content-Type: {media_type}", *headers]
    lines += [f"Content-Transfer-Encoding: {encoding}"] if encoding else []
    return _lines(lines) + b"\r\n" + _encoded(data, encoding)


def multipart(subtype: str, parts: Sequence[bytes], *, closed: bool = True, parameters: str = "") -> bytes:
    """A multipart of ready parts; its boundary comes from its content."""
    boundary = f"=_{binascii.crc32(b''.join(parts)):08x}.{len(parts)}"
    head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"{parameters}\r\n\r\n'.encode()
    middle = b"".join(b"--" + boundary.encode() + b"\r\n" + each + b"\r\n" for each in parts)
    return head + middle + (b"--" + boundary.encode() + b"--\r\n" if closed else b"")


def forwarded(inner: bytes, *, encoding: str = "", name: str = "") -> Attachment:
    """A mail as an attachment: named or not, as it is or in base64 as Gmail and Exchange write it."""
    naming = "rfc2231" if name else "none"
    options = Options(media_type="message/rfc822", encoding=encoding or "8bit", naming=naming)
    return (name, inner, options)


def deep(levels: int) -> bytes:
    """Multiparts within multiparts, none closed, with a text at the bottom."""
    opening = (
        f"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n" for level in range(levels)
    )
    return "".join(opening).encode() + b"Content-Type: text/plain\r\n\r\nXin chao\r\n"


def matryoshka(levels: int) -> bytes:
    """Mails within mails."""
    return b"Content-Type: message/rfc822\r\n\r\n" * levels + b"Subject: trong cung\r\n\r\nhet\r\n"


def zip_of(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file; names are flagged UTF-8 where they need it, times are fixed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 6, 1, 8, 0, 0)), data, method)
    return buffer.getvalue()


def zip_named(name: bytes, data: bytes) -> bytes:
    """A zip file with one member whose name is these very bytes, not flagged as UTF-8."""
    stand_in = "x" * len(name)
    return zip_of({stand_in: data}, method=zipfile.ZIP_STORED).replace(stand_in.encode(), name)


def encrypted_zip(members: Mapping[str, bytes], *, only: Sequence[str] = ()) -> bytes:
    """A zip file that says its members (or `only` these) are encrypted: bit 0 of their flags."""
    data = bytearray(zip_of(members))
    for signature, flags, names in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        start = data.find(signature)
        while start >= 0:
            name = bytes(data[start + names :])
            if not only or any(name.startswith(wanted.encode()) for wanted in only):
                data[start + flags] |= 1
            start = data.find(signature, start + 4)
    return bytes(data)


def overlapping_zip(copies: int) -> bytes:
    """A zip bomb of the overlapping kind: many directory records for the bytes of one member."""
    one = zip_of({"a.txt": b"\0" * 100_000})
    directory = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    records = one[directory:end] * copies
    sizes = struct.pack("<2H2L", copies, copies, len(records), directory)
    return one[:directory] + records + b"PK\x05\x06\0\0\0\0" + sizes + b"\0\0"


def nested_zip(levels: int, *, inner: bytes = b"trong cung") -> bytes:
    """Zip files within zip files."""
    data, name = inner, "a.txt"
    for _ in range(levels):
        data, name = zip_of({name: data}), "a.zip"
    return data


def package(main: str = "word/document.xml", kind: str = "wordprocessingml.document.main+xml") -> bytes:
    """The least that is a Word, Excel or PowerPoint file by its content."""
    types = f'<Types><Override PartName="/{main}" ContentType="application/vnd.{kind}"/></Types>'.encode()
    return zip_of({"[Content_Types].xml": types, "_rels/.rels": b"<r/>", main: b"<d/>"})


def ole(*streams: str) -> bytes:
    """An OLE file with these names at its top level: header, one FAT sector, directory sectors."""
    entries = [
        _entry("Root Entry", 5, child=1),
        *(_entry(name, 2, right=n + 2) for n, name in enumerate(streams)),
    ]
    entries[-1] = _entry(streams[-1], 2)
    directory = b"".join(entries)
    directory += b"\0" * (-len(directory) % 512)
    chain = [0xFFFFFFFD, *range(2, len(directory) // 512 + 1), 0xFFFFFFFE]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<2I", 1, 1)
    head = head.ljust(76, b"\0") + struct.pack("<I", 0)
    return head.ljust(512, b"\xff") + fat + directory


def _entry(name: str, kind: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return head.ljust(128, b"\0")


def _lines(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "surrogateescape")


def _date(when: dt.datetime | None) -> str:
    return email.utils.format_datetime(when) if when else ""


def _word(text: str) -> str:
    return f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="


def _header(text: str) -> str:
    """Non-ASCII words as encoded words; an address in angle brackets stays as it is."""
    if text.isascii():
        return text
    shown, angle, address = text.partition(" <")
    return _word(shown) + angle + address


def _named(name: str, naming: str) -> str:
    escaped = "UTF-8''" + quote(name, safe="")
    halves = escaped[: len(escaped) // 2], escaped[len(escaped) // 2 :]
    return {
        "rfc2231": f" filename*={escaped}",
        "continued": f" filename*0*={halves[0]};\r\n filename*1*={halves[1]}",
        "rfc2047": f' filename="{_word(name)}"',
        "raw": f' filename="{name}"',
        "plain": f' filename="{name}"',
        "bare": f" filename={name}",
    }[naming]


def _encoded(data: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return base64.encodebytes(data).replace(b"\n", b"\r\n")
    if encoding == "quoted-printable":
        rows = (data[start : start + 20] for start in range(0, len(data), 20))
        return b"=\r\n".join(b"".join(b"=%02X" % octet for octet in row) for row in rows)
    if encoding == "x-uuencode":
        rows = (binascii.b2a_uu(data[start : start + 45]) for start in range(0, len(data), 45))
        return b"begin 644 tep\n" + b"".join(rows) + b"`\nend\n"
    return data
