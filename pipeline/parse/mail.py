"""A message's raw bytes to nouns. The one door to mail-parser, which sees chosen header fields and nothing else.

mail-parser reads addresses, dates and subjects well, but loses a whole message for one bad part (9 of 1 975 real
ones), re-serialises nested mails and gives nameless parts a new random name on each run; so structure and bytes come
from `leaves`, and where it raises the standard library stands in. Nothing here depends on anything but the bytes.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import mailparser
from mailparser.exceptions import MailParserError

from pipeline.model.mail import Message
from pipeline.parse import bodies, envelope, leaves, words
from pipeline.parse.authentication import authentication
from pipeline.parse.envelope import Hints
from pipeline.parse.found import Fields, Found
from pipeline.parse.limits import Limits

# It writes what a sender wrote to the log, at ERROR: neither a quiet run nor a log is the place for that.
logging.getLogger("mailparser").addHandler(logging.NullHandler())
logging.getLogger("mailparser").propagate = False

_READ = ("from", "to", "cc", "subject", "date")
_ONCE = ("from", "subject", "date", "message-id")
_CHARSET = re.compile(rb"=\?([^?\s]*)\?")
_UNSAFE = re.compile(rb"[\x00\r\n]+")
# What 4.8.0 was seen to raise on 1 975 real and 335 made messages, and their kin.
_RAISED = (
    MailParserError, AttributeError, TypeError, ValueError, LookupError, RecursionError, OverflowError,
)  # fmt: skip


class MailShapeError(ValueError):
    """The bytes are no message at all: there is nothing in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A message taken apart: `contents` maps a file's path to its exact bytes, in the order of `message.files`.

    Files whose content could not be taken out (with a reason and an empty sha256) are absent from `contents`.
    """

    message: Message
    contents: tuple[tuple[str, bytes], ...]


def unpack(raw: bytes, limits: Limits = Limits(), work: Path | None = None) -> Taken:  # noqa: B008 - a frozen noun
    """Take a message apart; the same bytes always give an equal result.

    Archives that need a program are opened by way of files in the folder `work` (made if need be, and nothing is left
    in it); without one they are kept, with the reason.

    Raises MailShapeError when the bytes are empty or blank; whatever else is wrong is a defect or a file's reason.
    """
    if not raw.strip():
        raise MailShapeError("the message is empty: fetch it again")
    found = leaves.collect(raw, limits, work)
    hints = tuple(_hints(mail.fields) for mail in found.mails)
    outer, *forwarded = (envelope.build(mail, hint) for mail, hint in zip(found.mails, hints, strict=True))
    fields = found.mails[0].fields
    message = Message(
        envelope=outer,
        text=_text(found, limits.text_characters),
        files=tuple(leaf.file for leaf in found.leaves),
        forwarded=tuple(forwarded),
        automatic=envelope.automatic(fields, outer.sender),
        authentication=authentication(fields),
        defects=(*envelope.doubled(fields, _ONCE), *hints[0].defects, *found.defects),
    )
    contents = ((leaf.file.path, leaf.data) for leaf in found.leaves if leaf.data is not None)
    return Taken(message=message, contents=tuple(contents))


def _text(found: Found, most: int) -> str:
    """The outer message's own words."""
    own = (leaf for leaf in found.leaves if leaf.file.body and not leaf.mail and leaf.data)
    parts = []
    for leaf in own:
        is_html = leaf.file.media_type == "text/html"
        read = bodies.from_html if is_html else bodies.plain
        parts.append((leaf.group, is_html, read(leaf.data or b"", leaf.charset, most)))
    return bodies.chosen(parts)[:most]


def _hints(fields: Fields) -> Hints:
    try:
        return _by_mail_parser(fields)
    except _RAISED as error:
        own = envelope.by_stdlib(fields)
        return Hints(
            senders=own.senders,
            recipients=own.recipients,
            subject=own.subject,
            sent_at=own.sent_at,
            defects=(f"headers: mail-parser raised {type(error).__name__}",),
        )


def _by_mail_parser(fields: Fields) -> Hints:
    chosen = {name: envelope.first(fields, name) for name in _READ} | {
        "date": envelope.dated(envelope.first(fields, "date"))
    }
    parsed = mailparser.parse_from_bytes(_as_mail(chosen))
    date = parsed.date
    return Hints(
        senders=_pairs(parsed.from_),
        recipients=(*_pairs(parsed.to), *_pairs(parsed.cc)),
        subject=parsed.subject if isinstance(parsed.subject, str) else "",
        sent_at=date if isinstance(date, dt.datetime) and date.tzinfo else None,
        defects=tuple(f"headers: {category}" for category in sorted(parsed.defects_categories)),
    )


def _as_mail(chosen: Mapping[str, str]) -> bytes:
    """A mail of these fields alone, one line each, with encoded words only in charsets that are safe to decode."""
    lines = (
        name.encode() + b": " + _CHARSET.sub(_allowed, _UNSAFE.sub(b" ", _as_utf8(value))).strip()
        for name, value in chosen.items()
        if value.strip()
    )
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _as_utf8(value: str) -> bytes:
    """Raw 8-bit bytes in a code page, which mail-parser would leave out without a word, become UTF-8."""
    return words.decode(words.wire(value)).encode("utf-8")


def _allowed(found: re.Match[bytes]) -> bytes:
    name = found[1].decode("ascii", "replace").partition("*")[0]
    return found[0] if words.charset(name) else b"=?utf-8?"


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    """mail-parser gives a list of pairs, or an empty string for an absent header."""
    return tuple((str(name), str(address)) for name, address in value) if isinstance(value, list) else ()
