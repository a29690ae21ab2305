"""Targets for files and messages of any bytes: dates, mails, archives, kinds, answers, Word's XML, pages, HTML."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import zipfile
from functools import lru_cache

from pipeline import codec
from pipeline.compute.orders import Order, Parcel
from pipeline.errors import UnreadableError
from pipeline.mailbox.received import received_at
from pipeline.model.document import Document, Reading, Unread
from pipeline.model.mail import Message
from pipeline.parse import archive, bodies, envelope, ole, sniff, words
from pipeline.parse.limits import Limits
from pipeline.parse.mail import MailShapeError, unpack
from pipeline.read.docx.reader import read_docx
from pipeline.read.office.html import read_html
from pipeline.read.office.page import Reader, read_mhtml, read_text
from tests.build import word

_SMALL = Limits(parts=40, members=20, member_bytes=1 << 20, total_bytes=2 << 20, ratio_from=1 << 14)
_BUDGET = 1 << 19
_CODES = {"empty", "password", "corrupt", "no_text", "unsupported", "too_large"}
_PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels",
          "[Content_Types].xml", "docProps/app.xml")  # fmt: skip


def dates(data: bytes) -> None:
    """A date is aware or there is none, from a Date field and from a Received field alike."""
    text = data.decode("ascii", "surrogateescape")
    envelope.dated(text).encode("utf-8")
    hints = envelope.by_stdlib((("date", text), ("from", text), ("subject", text)))
    assert hints.sent_at is None or hints.sent_at.tzinfo is not None
    for head in (data, b"Received: from a by b; " + data):
        found = received_at(head)
        assert found is None or found.utcoffset() == dt.timedelta(0)


def mails(data: bytes) -> None:
    """Any bytes are a message with a row for each part, or none at all; it can be sent as JSON and comes back."""
    try:
        taken = unpack(data, _SMALL)
    except MailShapeError:
        assert not data.strip()
        return
    encoded = codec.encode(taken.message)
    assert codec.decode(encoded, Message) == taken.message
    paths = [file.path for file in taken.message.files]
    assert len(set(paths)) == len(paths)
    assert {path for path, _ in taken.contents} <= set(paths)
    assert len(paths) <= _SMALL.parts + 2
    assert all(file.reason or file.sha256 for file in taken.message.files)


def archives(data: bytes) -> None:
    """What comes out of an archive keeps to its budget; each member has bytes or says why not."""
    for candidate in (data, b"PK\x03\x04" + data):
        opened = archive.open_zip(candidate, _SMALL, _BUDGET)
        assert sum(len(member.data) for member in opened.members) <= _BUDGET
        assert len(opened.members) <= _SMALL.members
        assert opened.members or opened.reason


def kinds(data: bytes) -> None:
    """Every file has a type, and every type an ending; OLE directories of any shape end."""
    for candidate in (data, b"PK\x03\x04" + data, ole.SIGNATURE + data, b"\r\n" + data):
        found = sniff.media_type(candidate)
        assert found == found.lower()
        assert sniff.extension(found)
    ole.top_names(ole.SIGNATURE + data)


def answers(data: bytes) -> None:
    """Bytes are a noun or a CodecError; a noun that is sent again is the same."""
    for kind in (Message, Parcel, Order):
        with contextlib.suppress(codec.CodecError):
            noun = codec.decode(data, kind)
            assert codec.decode(codec.encode(noun), kind) == noun
    with contextlib.suppress(codec.CodecError):
        reading = codec.decode_reading(data)
        assert codec.decode_reading(codec.encode_reading(reading)) == reading


def bodies_of_mails(data: bytes) -> None:
    """The text of a mail is bounded, plain and storable, whatever its charset is called."""
    name, _, rest = data.partition(b"\n")
    charset = words.charset(name.decode("latin-1"))
    for text in (bodies.plain(rest, charset, 500), bodies.from_html(rest, charset, 500)):
        text.encode("utf-8")
        assert len(text) <= 500


def word_parts(data: bytes) -> None:
    """A Word file with a part of any bytes is read or refused with a reason."""
    name = _PARTS[data[0] % len(_PARTS)] if data else _PARTS[0]
    read_or_refused(read_docx, _with_part(name, data[1:]))


def web_pages(data: bytes) -> None:
    """A page, a page with its pictures, and a text of any bytes are read or refused with a reason."""
    for reader in (read_html, read_mhtml, read_text):
        read_or_refused(reader, data)


def read_or_refused(reader: Reader, data: bytes) -> None:
    """A document that can be sent, or a reason that is known."""
    try:
        read: Reading = reader(data)
    except UnreadableError as error:
        read = Unread(code=error.code, detail=error.detail)
    assert isinstance(read, Document) or read.code in _CODES
    assert codec.decode_reading(codec.encode_reading(read)) == read


@lru_cache(maxsize=1)
def _good() -> dict[str, bytes]:
    made = word.docx(
        word.p("Phần một", number=(1, 0)),
        word.table(["a", "b"]),
        word.p("hai", style="Heading1"),
        parts=word.Parts(
            styles=word.HEADINGS,
            numbering=word.abstract(0, word.level(0, "decimal", "%1.")) + word.num(1, 0),
            properties={"Pages": 1},
        ),
    )
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for member, kept in (_good() | {name: content}).items():
            made.writestr(member, kept)
    return out.getvalue()
