"""winmail.dat: what Outlook makes of a mail's attachments for other Outlooks (TNEF, [MS-OXTNEF]).

Read by hand, since no library under a permissive licence does. Lengths are a sender's words: each is checked against
the bytes that are there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.parse import names, packed, words
from pipeline.parse.limits import Limits
from pipeline.parse.packed import Member, Opened

SIGNATURE = b"\x78\x9f\x3e\x22"
_HEADER = struct.Struct("<BII")  # level, attribute, length; a checksum of two bytes follows the value
_CHECKSUM_BYTES = 2
_FIRST = 6  # after the signature and a key

_BODY = 0x0002800C
_RENDER_DATA = 0x00069002  # opens an attachment
_TITLE = 0x00018010
_DATA = 0x0006800F
_PROPERTIES = 0x00069005  # an attachment's MAPI properties
_MESSAGE_PROPERTIES = 0x00069003
_CODE_PAGE = 0x00069007

_LONG_NAME, _SHORT_NAME, _SHOWN_NAME = 0x3707, 0x3704, 0x3001
_DATA_OBJECT = 0x3701
_RTF = 0x1009
_INTERFACE_BYTES = 16  # an object's value opens with the identifier of its interface

_FIXED = {
    2: 4,
    3: 4,
    4: 4,
    5: 8,
    6: 8,
    7: 8,
    0xA: 4,
    0xB: 4,
    0x14: 8,
    0x40: 8,
    0x48: 16,
}  # bytes by type, padded
_STRING8, _UNICODE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_VARIABLE = frozenset((_STRING8, _UNICODE, _OBJECT, _BINARY))
_MULTIPLE = 0x1000
_NAMED = 0x8000  # identifiers from here on carry a name
_MOST_PROPERTIES = 10_000  # Outlook writes some sixty for a message

RTF_UNREAD = "the formatted text in winmail.dat was not read"


@dataclass(slots=True)
class _Attachment:
    title: bytes = b""
    data: bytes = b""
    properties: dict[int, tuple[int, bytes]] = field(default_factory=dict)


_NOTHING = b"\0 \r\n"


@dataclass(slots=True)
class _Contents:
    """What was gathered; `whole` turns false where a value does not fit the bytes."""

    attachments: list[_Attachment] = field(default_factory=list)
    body: bytes = b""
    charset: str = ""
    rtf: bool = False
    whole: bool = True


def open_tnef(data: bytes, limits: Limits, budget: int) -> Opened:
    """The attachments as members, at most `budget` bytes of them, and the plain text; never raises on damaged bytes.

    An attached mail is a member that is TNEF itself.
    """
    found = _Contents()
    try:
        for attribute, value in _attributes(data):
            _take(found, attribute, value)
    except (struct.error, ValueError):
        found.whole = False
    chosen = found.attachments[: limits.members]
    many = packed.TOO_MANY if len(found.attachments) > len(chosen) else ""
    return Opened(
        members=tuple(_members(chosen, found.charset, limits, budget)),
        reason=many or _reason(found),
        text=words.decode(found.body.rstrip(b"\0"), found.charset).encode()
        if found.body.strip(_NOTHING)
        else b"",
        remarks=(RTF_UNREAD,) if found.rtf else (),
    )


def _reason(found: _Contents) -> str:
    if not found.whole:
        return packed.DAMAGED
    if found.attachments or found.body.strip(_NOTHING):
        return ""
    return RTF_UNREAD if found.rtf else packed.EMPTY


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = _FIRST
    while place < len(data):
        _, attribute, length = _HEADER.unpack_from(data, place)
        yield attribute, _taken(data, place + _HEADER.size, length)
        place += _HEADER.size + length + _CHECKSUM_BYTES


def _take(found: _Contents, attribute: int, value: bytes) -> None:
    if attribute == _RENDER_DATA:
        found.attachments.append(_Attachment())
    elif attribute == _CODE_PAGE:
        found.charset = f"cp{struct.unpack_from('<I', value)[0]}"
    elif attribute == _BODY:
        found.body = value
    elif attribute == _MESSAGE_PROPERTIES:
        found.rtf = _RTF in dict(_properties(value))
    elif attribute in {_TITLE, _DATA, _PROPERTIES}:
        _fill(found, attribute, value)


def _fill(found: _Contents, attribute: int, value: bytes) -> None:
    """Take what belongs to the attachment that was opened last; one that was never opened is one all the same."""
    if not found.attachments:
        found.attachments.append(_Attachment())
    last = found.attachments[-1]
    if attribute == _TITLE:
        last.title = value
    elif attribute == _DATA:
        last.data = value
    else:
        for key, pair in _properties(value):
            last.properties[key] = pair


def _properties(value: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """MAPI properties as (identifier, (type, first value)); ValueError or struct.error where they do not fit."""
    (count,) = struct.unpack_from("<I", value)
    place = 4
    for _ in range(min(count, _MOST_PROPERTIES)):
        kind, key = struct.unpack_from("<2H", value, place)
        place = _after_name(value, place + 4) if key >= _NAMED else place + 4
        single = kind & ~_MULTIPLE
        times = 1
        if kind & _MULTIPLE or single in _VARIABLE:
            (times,) = struct.unpack_from("<I", value, place)
            place += 4
        first, place = _values(value, place, single, times)
        yield key, (single, first)


def _after_name(value: bytes, place: int) -> int:
    kind, size = struct.unpack_from("<2I", value, place + 16)
    return place + 24 + (_padded(size) if kind else 0)


def _values(value: bytes, place: int, kind: int, times: int) -> tuple[bytes, int]:
    """The first of `times` values, and the place after the last."""
    if kind not in _FIXED and kind not in _VARIABLE:
        raise ValueError(f"unknown property type {kind}")
    first = b""
    for number in range(times):
        size = _FIXED.get(kind, 0)
        if not size:
            (size,) = struct.unpack_from("<I", value, place)
            place += 4
        taken = _taken(value, place, size)
        first = first if number else taken
        place += _padded(size)
    return first, place


def _taken(data: bytes, place: int, length: int) -> bytes:
    if place + length > len(data):
        raise ValueError("a value is longer than what is there")
    return data[place : place + length]


def _padded(size: int) -> int:
    return size + -size % 4


def _members(attachments: list[_Attachment], charset: str, limits: Limits, budget: int) -> Iterator[Member]:
    for position, each in enumerate(attachments, start=1):
        data = _data(each)
        name = _name(each, charset)
        if len(data) > min(limits.member_bytes, budget):
            yield Member(position=position, name=name, reason=packed.TOO_LARGE)
        else:
            budget -= len(data)
            yield Member(position=position, name=name, data=data)


def _data(each: _Attachment) -> bytes:
    kind, value = each.properties.get(_DATA_OBJECT, (0, b""))
    held = value[_INTERFACE_BYTES:] if kind == _OBJECT else value
    return each.data or held


def _name(each: _Attachment, charset: str) -> names.Name:
    for key in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME):
        kind, value = each.properties.get(key, (0, b""))
        if text := _text(kind, value, charset):
            return names.from_archive(text.encode(), utf8=True)
    return names.from_archive(_text(_STRING8, each.title, charset).encode(), utf8=True)


def _text(kind: int, value: bytes, charset: str) -> str:
    if kind == _UNICODE:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    return words.decode(value.rstrip(b"\0"), charset) if kind == _STRING8 else ""
