"""What can go wrong with a mailbox, as one sentence each: which step failed, and what to do. Never a secret.

Errors of the connection are told apart by their class, because imapclient, imaplib, ssl and socket raise their own.
"""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Iterable
from enum import StrEnum

from pipeline.errors import MailboxError
from pipeline.mailbox.url import Security, ServerAddress

_QUOTED = 200  # characters of a server's answer that are shown: enough for a response code and its sentence
_QUOTA = re.compile(r"\[OVERQUOTA\]|\bbandwidth\b", re.IGNORECASE)
_BUSY = re.compile(r"\[(?:UNAVAILABLE|LIMIT|INUSE|THROTTLED)\]|\bToo many\b", re.IGNORECASE)
_AS_BYTES = re.compile(r"^b['\"](.*)['\"]$", re.DOTALL)
_GMAIL = ("gmail.com", "googlemail.com")
_OUTLOOK = ("outlook.com", "office365.com")  # neither takes a password for IMAP any more


class Stage(StrEnum):
    """The steps of getting at messages, in order."""

    TRUST = "ca file"
    RESOLVE = "resolve"
    CONNECT = "connect"
    TLS = "tls"
    TOKEN = "token"  # noqa: S105 -- the name of a step
    SIGN_IN = "sign in"
    FOLDER = "folder"
    LIST = "list"
    FETCH = "fetch"
    WAIT = "wait"


class Kind(StrEnum):
    """How long trouble is likely to last, which decides whether to try again, and when."""

    LASTING = "lasting"  # until a person changes something
    DOWN = "down"  # nothing answers: a restart when it answered a moment ago, else as lasting
    LINE = "line"  # the connection broke, stalled, or said nonsense
    BUSY = "busy"  # the server asks for a moment
    QUOTA = "quota"  # an allowance is used up: hours
    ABSENT = "absent"  # the server has no such folder, and answers all else


class StepError(MailboxError):
    """Trouble with the whole mailbox; `step` says how far we got, `said` what the server or the system said."""

    def __init__(self, step: Stage, sentence: str, said: str = "", *, kind: Kind = Kind.LASTING) -> None:
        super().__init__(sentence)
        self.step = step
        self.said = said
        self.kind = kind


class FetchError(MailboxError):
    """One message cannot be fetched, while the mailbox itself answers: try the others, and this one later."""


class NoBearerError(Exception):
    """The server offers no way to sign in with an access token."""


class NoSuchFolderError(LookupError):
    """The server marks no folder in the way that was asked for."""


class TokenRefusedError(Exception):
    """The server refused an access token, and the fresh one after it."""


def explain(
    step: Stage,
    error: Exception,
    address: ServerAddress,
    *,
    secrets: Iterable[str] = (),
    subject: str = "",
) -> StepError:
    """The error of a library as ours; none of the secrets appears in it, whatever the server said.

    `subject` is what the step was about, such as a folder's name.
    """
    kind, said = _kind(step, error), words(error, *secrets)
    said = f"{subject}: {said}" if subject else said
    if kind is Kind.QUOTA:
        return StepError(step, _about_quota(address, said), said, kind=kind)
    if isinstance(error, socket.gaierror):
        sentence = f"The server {address.host} is not found: check its spelling and the network."
        return StepError(Stage.RESOLVE, sentence, said, kind=kind)
    if isinstance(error, ssl.SSLError) and step in _BEFORE_TLS:
        return StepError(Stage.TLS, _about_tls(error, address.place, said), said, kind=kind)
    about = _about_the_rest if kind is Kind.BUSY and step is not Stage.SIGN_IN else _ABOUT.get(step)
    return StepError(step, (about or _about_the_rest)(error, address, said), said, kind=kind)


def words(error: Exception, *secrets: str) -> str:
    """What an error says, without controls, without the secrets, and not too long."""
    if isinstance(error, (TimeoutError, MemoryError)):
        return "it took too long" if isinstance(error, TimeoutError) else "its answer is too large"
    text = _AS_BYTES.sub(r"\1", str(error))  # imaplib quotes a refusal as the bytes it was
    return shown(text, *secrets) or type(error).__name__


def shown(text: str, *secrets: str) -> str:
    """A text of a server without controls, without the secrets, and not too long; may be empty."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):  # one may hold another
        text = text.replace(secret, "***")
    return "".join(letter if letter.isprintable() else " " for letter in text).strip(" .")[:_QUOTED]


def passes(error: Exception) -> bool:
    """Whether a refusal to sign in speaks of a state that ends by itself, not of who wants to come in."""
    return _kind(Stage.SIGN_IN, error) is not Kind.LASTING


def _kind(step: Stage, error: Exception) -> Kind:
    if isinstance(error, NoSuchFolderError):
        return Kind.ABSENT
    text = str(error)
    if _QUOTA.search(text):
        return Kind.QUOTA
    if _BUSY.search(text):
        return Kind.BUSY
    if isinstance(error, (ConnectionRefusedError, socket.gaierror)):
        return Kind.DOWN
    cut = isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError))
    refused = step is Stage.TRUST or (isinstance(error, ssl.SSLError) and step in _BEFORE_TLS and not cut)
    return Kind.LINE if _is_broken_line(error) and not refused else Kind.LASTING


def _about_quota(address: ServerAddress, said: str) -> str:
    return (
        f"The mailbox {address.user} has used up what {address.host} allows it ({said}): "
        "nothing is lost; try again later, in some hours, and it goes on where it stopped."
    )


def _about_trust(_error: Exception, _address: ServerAddress, said: str) -> str:
    return f"The mailbox's CA file cannot be used ({said}): name a file with certificates in PEM form."


def _about_tls(error: ssl.SSLError, place: str, said: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"The certificate of {place} is not trusted ({error.verify_message.strip(' .')}): for a server of your own, "
            "give the file of the authority that signed it as the mailbox's CA file."
        )
    return (
        f"{place} does not speak TLS as it should ({said}): check the port (TLS has 993), "
        "or use imap+starttls:// in the mailbox URL."
    )


def _about_starttls(error: Exception, address: ServerAddress, said: str) -> str:
    if _is_broken_line(error):
        return _about_the_rest(error, address, said)
    return f"{address.place} offers no STARTTLS ({said}): use imaps:// in the mailbox URL."


def _about_connecting(error: Exception, address: ServerAddress, said: str) -> str:
    if isinstance(error, ConnectionRefusedError):
        return f"Nothing answers at {address.place}: check the port, and that the server is running."
    if isinstance(error, TimeoutError) and address.security is not Security.TLS:
        return (
            f"{address.place} did not greet in time: if that is a TLS port, use imaps:// in the mailbox URL."
        )
    return f"The connection to {address.place} failed ({said}): check host, port and network, then try again."


def _about_signing_in(error: Exception, address: ServerAddress, said: str) -> str:
    start = f"The server {address.host} did not let {address.user} in ({said})"
    if isinstance(error, NoBearerError):
        return (
            f"The server {address.host} takes no access tokens ({said}): use a password instead of the OAuth file, "
            "or check the server in the mailbox URL."
        )
    if isinstance(error, TokenRefusedError):
        return (
            f"{start} with a fresh access token either: check that this user granted access to mail, "
            "and that IMAP is switched on for the mailbox."
        )
    if passes(error):
        return f"{start}: try again later."
    if address.host.endswith(_OUTLOOK):
        return f"{start}: Outlook takes no password for IMAP, so name an OAuth file (TONGHOP_MAILBOX_OAUTH_FILE)."
    if address.host.endswith(_GMAIL):
        return f"{start}: Gmail needs an app password (Google account, 2-step verification, app passwords)."
    return f"{start}: check the user in the mailbox URL, and the password."


def _about_the_folder(error: Exception, address: ServerAddress, said: str) -> str:
    if _is_broken_line(error):
        return _about_the_rest(error, address, said)
    return f"The folder cannot be opened on {address.place} ({said}): check mailbox.folders in campaign.yaml."


def _about_the_rest(error: Exception, address: ServerAddress, said: str) -> str:
    if _BUSY.search(str(error)):
        return f"{address.place} has no time for us ({said}): the next run tries again."
    return f"The connection to {address.place} broke ({said}): the next run tries again."


def _is_broken_line(error: Exception) -> bool:
    # imapclient makes a LoginError of whatever happened while signing in.
    return any(isinstance(each, (OSError, imaplib.IMAP4.abort)) for each in (error, error.__context__))


_BEFORE_TLS = frozenset({Stage.CONNECT, Stage.TLS})
_ABOUT = {
    Stage.TRUST: _about_trust,
    Stage.CONNECT: _about_connecting,
    Stage.TLS: _about_starttls,
    Stage.SIGN_IN: _about_signing_in,
    Stage.FOLDER: _about_the_folder,
}
