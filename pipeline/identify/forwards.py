"""Who wrote first: mails forwarded as attachments, and those that a mail program quotes in the text.

The forwarder's address is not the unit's. What hangs on the outer mail itself is still the outer sender's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model.mail import Envelope, Message
from pipeline.text.fold import bare

_FORWARD = re.compile(r"\s*(?:(?:re|tra loi)\s*:\s*)*(?:fwd?|fw|chuyen tiep)\s*:")
# The fields of a quoted head as mail programs write them, without marks.
_FIELD = re.compile(r"[>*\s]*(from|tu|nguoi gui|subject|chu de|tieu de)\s*\*?\s*:\s*(.*)")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_QUOTE = re.compile(
    r"^\s*(?:>|-{3,}.*(?:message|thu|mail).*|_{10,}\s*$|.*\b(?:wrote|da viet)\s*:\s*$)", re.IGNORECASE
)
_SENDER = frozenset(("from", "tu", "nguoi gui"))
_LINES = 12  # a quoted head has fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A mail's text parted: the sender's `own`, and the mail quoted below when this one forwards it."""

    own: str
    quoted: Envelope | None = None


def part(message: Message) -> Words:
    """The sender's own words, and who wrote the mail that is passed on in the text."""
    lines = message.text.split("\n")
    start = next((place for place, line in enumerate(lines) if _begins_quote(line)), len(lines))
    own = "\n".join(lines[:start])
    if not _FORWARD.match(bare(message.envelope.subject)):
        return Words(own=own)
    return Words(own=own, quoted=_quoted(lines[start : start + _LINES]))


def _begins_quote(line: str) -> bool:
    found = _FIELD.match(bare(line))
    return bool(_QUOTE.match(bare(line)) or (found and found[1] in _SENDER and _ADDRESS.search(line)))


def _quoted(lines: list[str]) -> Envelope | None:
    fields: dict[str, str] = {}
    for line in lines:
        if found := _FIELD.match(bare(line)):
            fields.setdefault(
                "sender" if found[1] in _SENDER else "subject", line.partition(":")[2].strip(" *")
            )
    address = _ADDRESS.search(fields.get("sender", ""))
    if address is None:
        return None
    name = fields["sender"][: address.start()].strip(" <\"'[(")
    return Envelope(sender=address[0], sender_name=name, subject=fields.get("subject", ""))


def bearer(message: Message, paths: tuple[str, ...]) -> Envelope | None:
    """The mail forwarded inside this one that all these files came in, innermost first; None when there is none."""
    inner = sorted(message.forwarded, key=lambda envelope: -len(envelope.path))
    for envelope in inner:
        if paths and all(path.startswith((f"{envelope.path}.", f"{envelope.path}/")) for path in paths):
            return envelope
    return None
