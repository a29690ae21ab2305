"""One e-mail: how it arrived, what its headers say, and the files in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

JUNK = "\\Junk"  # stands for the spam folder, whatever its name
# Its usual names where no server marks it, in the order in which they are looked for.
JUNK_NAMES = (
    "Junk",
    "Spam",
    "[Gmail]/Spam",
    "[Gmail]/Thư rác",
    "Junk Email",
    "Junk E-mail",
    "Thư rác",
    "Bulk Mail",
)


def is_junk(folder: str) -> bool:
    """Whether a folder is the spam folder by its name, at any depth and in any case."""
    last = folder.replace(".", "/").rpartition("/")[2].casefold()
    return last in {name.rpartition("/")[2].casefold() for name in JUNK_NAMES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A message as the mailbox lists it, before its body is fetched.

    `validity` is the folder's UIDVALIDITY (empty for folder sources): a `uid` means nothing without it.
    `received_at` is aware: INTERNALDATE, or for folder sources the topmost `Received:` date, else the file's time.
    `size` is in bytes as announced, which may be a lie. `origin` is the server's own id of the message, the same in every
    folder (Gmail's X-GM-MSGID), empty where it has none.
    """

    account: str
    folder: str
    validity: str
    uid: str
    received_at: dt.datetime
    size: int
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One leaf part of a message.

    `path` is its place in the message (`2`, `2.1`, `3/1` for the first member of an archive that is part 3).
    `name` is decoded, NFC, free of controls and of folders; `raw_name` is what the sender wrote.
    `media_type` comes from the content; `declared_type` is what the sender claimed.
    `body` marks the text of the message itself. `reason` says why its content could not be taken out, else empty.
    """

    path: str
    name: str
    raw_name: str
    media_type: str
    declared_type: str
    bytes: int
    sha256: str
    body: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who sent a message, to whom, about what. `path` is empty for the outer message, else the nested part's."""

    path: str = ""
    message_id: str = ""
    sender: str = ""
    sender_name: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    sent_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """What a server on the way found out about the sender (RFC 8601).

    `server` is the id under which it says so, `-` where it gives none; `method` and `result` are its words, such as `dmarc`
    and `fail`; `domain` is whom the result speaks of, in lower case, empty when it does not say.
    """

    server: str
    method: str
    result: str
    domain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A parsed message: its envelope, text, files, and the envelopes of mails forwarded inside it.

    `automatic` names the evidence that a machine sent it (`Auto-Submitted`, a delivery report, a mailing list), else
    empty. `defects` are the parser's complaints. `authentication` is what the outer mail's header says of its sender, of each
    server the topmost field: the sender may have written any, so only a server of one's own is to be believed.
    """

    envelope: Envelope
    text: str
    files: tuple[File, ...]
    forwarded: tuple[Envelope, ...] = ()
    automatic: str = ""
    defects: tuple[str, ...] = ()
    authentication: tuple[Authentication, ...] = ()
