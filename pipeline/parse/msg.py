"""Mails as Outlook saves them (.msg): header fields, text, attachments. The one door to olefile.

Laid out by [MS-OXMSG]: a property is a stream named by its identifier and type, an attachment a storage, an attached
mail a storage within that. Nothing is believed of sizes: a stream longer than the file is damage.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import olefile

from pipeline.parse import names, packed, tree, words
from pipeline.parse.found import Fields
from pipeline.parse.limits import Limits
from pipeline.parse.packed import Member

# Identifiers of properties (MS-OXPROPS) as the streams' names write them.
_HEADERS, _SUBJECT, _BODY, _HTML, _RTF = "007D", "0037", "1000", "1013", "1009"
_SENDER_NAME, _SENDERS = "0C1A", ("5D01", "0C1F", "0065")
_MESSAGE_ID, _TO = "1035", "0E04"
_FILE_NAMES = ("3707", "3704", "3001")
_DATA = "3701"
_UNICODE, _STRING8, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_#"
_SENT = 0x00390040  # PR_CLIENT_SUBMIT_TIME, a time
_CODE_PAGES = (0x3FFD0003, 0x3FDE0003)  # PR_MESSAGE_CODEPAGE, PR_INTERNET_CPID
_PROPERTY_BYTES = 16
_HEADS = (32, 24)  # bytes before the properties of a message, and of an attached one
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_TEXT_BYTES = 1 << 20  # of a header field or a name; a body may be as long as a member
# What olefile 0.47 raises for damaged or hostile bytes; it builds its tree of storages recursively.
_RAISED = (
    OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError,
    struct.error,
)  # fmt: skip

RTF_UNREAD = "the formatted text of an Outlook mail was not read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An Outlook mail: header fields, text (UTF-8) and HTML as bytes, files, and the mails attached to it.

    `mails` pairs a position among the attachments with the mail that stands there. `reason` says why some or all of
    it stayed shut.
    """

    fields: Fields = ()
    text: bytes = b""
    html: bytes = b""
    charset: str = ""
    files: tuple[Member, ...] = ()
    mails: tuple[tuple[int, Letter], ...] = ()
    reason: str = ""
    remarks: tuple[str, ...] = ()


def open_msg(data: bytes, limits: Limits, budget: int, depth: int) -> Letter:
    """Take an Outlook mail apart, at most `budget` bytes and `depth` attached mails deep; never raises on its content."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as opened:
            return _Reader(opened, len(data), limits, budget).letter((), depth)
    except _RAISED as error:
        return Letter(reason=_reason(error))


class _Reader:
    """An open file, what of it may still be taken out, and what could not be read."""

    def __init__(self, opened: olefile.OleFileIO, size: int, limits: Limits, budget: int) -> None:
        self.ole, self.size, self.limits, self.budget = opened, size, limits, budget
        if max(opened.num_mini_fat_sectors * opened.sector_size, opened.root.size) > size:
            raise ValueError(
                "tables longer than the file"
            )  # in a circle, olefile would read them for gigabytes
        self.children: dict[tuple[str, ...], list[str]] = {}
        for path in opened.listdir(streams=True, storages=True):
            self.children.setdefault(tuple(path[:-1]), []).append(path[-1])

    def letter(self, at: tuple[str, ...], depth: int) -> Letter:
        numbers = self.numbers(at, _HEADS[1] if at else _HEADS[0])
        page = next((numbers[key] & 0xFFFFFFFF for key in _CODE_PAGES if key in numbers), 0)
        charset = "utf-8" if page == 65001 else f"cp{page}"  # noqa: PLR2004 - Windows' number of UTF-8
        text = self.text(at, _BODY, charset, self.limits.member_bytes)
        html = self.stream((*at, _name(_HTML, _BINARY)), self.limits.member_bytes)
        shut = self.ole.exists([*at, _name(_RTF, _BINARY)]) and not text.strip() and not html.strip()
        storages = [name for name in self.children.get(at, []) if name.startswith(_ATTACHMENT)]
        chosen = sorted(storages)[: self.limits.members]
        found = [self.attachment((*at, name), n, charset, depth) for n, name in enumerate(chosen, start=1)]
        fields = self.fields(at, charset, numbers.get(_SENT, 0))
        lost = "" if found or text or html else RTF_UNREAD if shut else "" if fields else packed.DAMAGED
        return Letter(
            fields=fields,
            text=text.encode("utf-8", "replace"),
            html=html,
            charset=charset,
            files=tuple(each for each in found if isinstance(each, Member)),
            mails=tuple((n, each) for n, each in enumerate(found, start=1) if isinstance(each, Letter)),
            reason=packed.TOO_MANY if len(storages) > len(chosen) else lost,
            remarks=(RTF_UNREAD,) if shut else (),
        )

    def attachment(self, at: tuple[str, ...], position: int, charset: str, depth: int) -> Member | Letter:
        titles = (self.text(at, key, charset, _TEXT_BYTES) for key in _FILE_NAMES)
        name = names.from_archive(next(filter(None, titles), "").encode("utf-8", "replace"), utf8=True)
        inner = (*at, _name(_DATA, _OBJECT))
        if (*inner, _PROPERTIES) in self.paths(inner):
            if depth <= 0:
                return Member(position=position, name=name, reason=tree.TOO_DEEP)
            return self.letter(inner, depth - 1)
        path = (*at, _name(_DATA, _BINARY))
        if not self.ole.exists(list(path)):
            return Member(position=position, name=name, reason=packed.NO_FILE)
        try:
            data = self.stream(path, min(self.limits.member_bytes, self.budget))
        except _RAISED as error:
            return Member(position=position, name=name, reason=_reason(error))
        return Member(position=position, name=name, data=data)

    def paths(self, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        return ((*at, name) for name in self.children.get(at, []))

    def stream(self, path: tuple[str, ...], most: int) -> bytes:
        """A stream's bytes, none when there is no such stream."""
        if not self.ole.exists(list(path)):
            return b""
        size = self.ole.get_size(list(path))
        if size > self.size:
            raise ValueError("a stream is longer than its file")
        if size > min(most, self.budget):
            raise _TooLargeError
        with self.ole.openstream(list(path)) as opened:
            data: bytes = opened.read(size)
        if len(data) < size:
            raise ValueError("a stream is cut off")
        self.budget -= len(data)
        return data

    def text(self, at: tuple[str, ...], key: str, charset: str, most: int) -> str:
        if data := self.stream((*at, _name(key, _UNICODE)), most):
            return data.decode("utf-16-le", "replace").rstrip("\0")
        return words.decode(self.stream((*at, _name(key, _STRING8)), most).rstrip(b"\0"), charset)

    def numbers(self, at: tuple[str, ...], head: int) -> Mapping[int, int]:
        """The properties of fixed size by their tag."""
        data = self.stream((*at, _PROPERTIES), _TEXT_BYTES)[head:]
        whole = data[: len(data) - len(data) % _PROPERTY_BYTES]
        return {tag: value for tag, _, value in struct.iter_unpack("<IIQ", whole)}

    def fields(self, at: tuple[str, ...], charset: str, sent: int) -> Fields:
        """The header fields as they came, else those that the properties make up."""
        came = self.text(at, _HEADERS, charset, _TEXT_BYTES)
        if came.strip():
            root = tree.parse(came.lstrip().encode("utf-8", "replace"), self.limits)
            if kept := tuple((name.lower(), value) for name, value in root.items()):
                return kept
        senders = (self.text(at, key, charset, _TEXT_BYTES) for key in _SENDERS)
        address = next((found for found in senders if "@" in found), "")
        shown = self.text(at, _SENDER_NAME, charset, _TEXT_BYTES).replace('"', "")
        made = {
            "from": f'"{shown}" <{address}>' if shown or address else "",
            "to": self.text(at, _TO, charset, _TEXT_BYTES),
            "subject": self.text(at, _SUBJECT, charset, _TEXT_BYTES),
            "date": _date(sent),
            "message-id": self.text(at, _MESSAGE_ID, charset, _TEXT_BYTES),
        }
        return tuple((name, value) for name, value in made.items() if value)


class _TooLargeError(ValueError):
    """A stream goes over a limit."""


def _reason(error: Exception) -> str:
    return packed.TOO_LARGE if isinstance(error, _TooLargeError) else packed.DAMAGED


def _name(key: str, kind: str) -> str:
    return f"__substg1.0_{key}{kind}"


def _date(sent: int) -> str:
    """A count of 100 ns since 1601 as a header field; empty for none and for years that no calendar has."""
    try:
        return email.utils.format_datetime(_EPOCH + dt.timedelta(microseconds=sent // 10)) if sent else ""
    except OverflowError:
        return ""
