"""Header fields to an envelope: who, to whom, about what, when; and the evidence that a machine wrote.

`Hints` is what a header parser made of the fields; `by_stdlib` is the one that always works.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.mail import Envelope
from pipeline.parse import words
from pipeline.parse.found import Fields, Mail

_MAX_RECIPIENTS = 200
_MAX_SUBJECT = 2000  # characters; real subjects stay under 300
_MAX_NAME = 300
_MAX_EVIDENCE = 80
_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:\\]{1,128}@[^\s<>()\",;:\\@]{1,255}")
_ANGLED = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"\([^()]*\)")
_BLANKS = re.compile(r"\s+")
_NUMERIC_ZONE = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
# Names that mail-parser and the stdlib take for UTC or do not know; ICT is Vietnam's, and was read 7 hours wrong.
_ZONES = {
    "ICT": "+0700", "UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000", "EST": "-0500", "EDT": "-0400",
    "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}  # fmt: skip
_REPORTS = frozenset(("delivery-status", "disposition-notification"))
_BULK = frozenset(("bulk", "list", "junk", "auto_reply", "auto-reply"))
_LISTS = ("list-id", "list-unsubscribe")
_REPLIERS = ("x-autoreply", "x-autorespond", "x-autoresponder")
_MACHINES = frozenset(("mailer-daemon", "postmaster"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a header parser read: (name, address) pairs, the subject, the date (aware or None), its complaints."""

    senders: tuple[tuple[str, str], ...] = ()
    recipients: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    sent_at: dt.datetime | None = None
    defects: tuple[str, ...] = ()


def first(fields: Fields, name: str) -> str:
    """The first field of that name, as written; empty when there is none."""
    return next((value for key, value in fields if key == name), "")


def by_stdlib(fields: Fields) -> Hints:
    """Read the fields with the standard library alone; never raises."""
    return Hints(
        senders=_addresses([first(fields, "from")]),
        recipients=_addresses([first(fields, "to"), first(fields, "cc")]),
        subject=words.decode_words(first(fields, "subject")),
        sent_at=_date(dated(first(fields, "date"))),
    )


def build(mail: Mail, hints: Hints) -> Envelope:
    """The envelope by the hints, and by our own reading where they hold nothing usable."""
    own = by_stdlib(mail.fields)
    fallback = _addresses([first(mail.fields, "sender"), first(mail.fields, "return-path")])
    name, sender = next(_usable((*hints.senders, *own.senders, *fallback)), ("", ""))
    if "?=" in name:  # an encoded word that was cut at a `:` or `,` inside it
        name = first(mail.fields, "from").rpartition("<")[0].strip(' "')
    subject = own.subject if _lost(hints.subject) else hints.subject
    return Envelope(
        path=mail.path,
        message_id=_message_id(first(mail.fields, "message-id")),
        sender=sender,
        sender_name=words.one_line(words.decode_words(name))[:_MAX_NAME],
        recipients=_recipients(hints.recipients or own.recipients),
        subject=words.one_line(subject)[:_MAX_SUBJECT],
        sent_at=hints.sent_at or own.sent_at,
    )


def dated(written: str) -> str:
    """A Date field with its zone as a number; empty when it has no zone or one that nobody knows."""
    text = words.one_line(_COMMENT.sub(" ", words.unfold(written)))
    body, _, zone = text.rpartition(" ")
    if zone.upper() in _ZONES:
        return f"{body} {_ZONES[zone.upper()]}"
    found = _NUMERIC_ZONE.fullmatch(zone)
    if not found:
        return ""
    offset = f"{int(found[2]):02d}{found[3] or '00'}"
    # `-0000` is UTC by a sender who keeps its own zone to itself; the stdlib would take it for the machine's zone.
    return f"{body} {'+' if offset == '0000' else found[1]}{offset}"


def doubled(fields: Fields, names: Sequence[str]) -> tuple[str, ...]:
    """Complaints about fields that stand more than once where one is allowed; the first is the one that counts."""
    counts = {name: sum(key == name for key, _ in fields) for name in names}
    return tuple(f"{count} {name} headers" for name, count in counts.items() if count > 1)


def automatic(fields: Fields, sender: str) -> str:
    """The evidence that a machine or a list sent this, as `Header: value`; empty when there is none."""
    kind, report = words.one_line(first(fields, "content-type")), ""
    if kind.lower().startswith("multipart/report"):
        report = words.parameters(first(fields, "content-type")).get("report-type", ("", ""))[1].lower()
    submitted = _value(fields, "auto-submitted")
    if submitted and submitted.partition(";")[0].strip().lower() != "no":
        return _evidence("Auto-Submitted", submitted)
    if report in _REPORTS:
        return _evidence("Content-Type", f"multipart/report, {report}")
    if _value(fields, "precedence").lower() in _BULK:
        return _evidence("Precedence", _value(fields, "precedence"))
    return _listed(fields) or _by_machine(fields, sender)


def _listed(fields: Fields) -> str:
    for name in (*_LISTS, *_REPLIERS):
        value = _value(fields, name)
        if value and value.lower() != "no":
            return _evidence(name.title(), value)
    return ""


def _by_machine(fields: Fields, sender: str) -> str:
    if sender.partition("@")[0] in _MACHINES:
        return _evidence("From", sender)
    bounced = any(key == "return-path" and _BLANKS.sub("", value) == "<>" for key, value in fields)
    return _evidence("Return-Path", "<> (empty)") if bounced else ""


def _evidence(header: str, value: str) -> str:
    return f"{header}: {value[:_MAX_EVIDENCE]}"


def _value(fields: Fields, name: str) -> str:
    return words.one_line(words.decode_words(first(fields, name)))


def _addresses(values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    lines = [words.unfold(value) for value in values if value.strip()]
    with contextlib.suppress(
        ValueError, IndexError, TypeError, RecursionError
    ):  # seen from 3.11's address parser
        pairs = tuple(pair for pair in email.utils.getaddresses(lines) if "@" in pair[1])
        if pairs:
            return pairs
    return tuple(("", found) for line in lines for found in _ADDRESS.findall(line))


def _usable(pairs: Sequence[tuple[str, str]]) -> filter[tuple[str, str]]:
    cleaned = ((name, _address(address)) for name, address in pairs)
    return filter(lambda pair: pair[1], cleaned)


def _address(written: str) -> str:
    """Lower case, no blanks; empty when it is no address."""
    text = _BLANKS.sub("", words.one_line(words.decode(words.wire(written)))).lower()
    found = _ADDRESS.search(text)
    return found[0] if found else ""


def _recipients(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for _, address in _usable(pairs)))[:_MAX_RECIPIENTS]


def _message_id(written: str) -> str:
    text = _BLANKS.sub("", words.one_line(words.decode(words.wire(written))))
    found = _ANGLED.search(text)
    return (found[0] if found else text)[: 2 * _MAX_NAME]


def _date(written: str) -> dt.datetime | None:
    try:
        return email.utils.parsedate_to_datetime(written).astimezone(dt.UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _lost(text: str) -> bool:
    """Whether a reading left something undecoded."""
    return not text.strip() or "=?" in text or "\ufffd" in text
