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
from functools import partial

from pipeline.errors import MailboxError
from pipeline.mailbox.url import Security, ServerAddress
from pipeline.model.mail import Arrival
from pipeline.sentences import mailbox as say
from pipeline.sentences.sentence import Sentence, said_by

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
    MARK = "mark"
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


class CannotMarkError(Exception):
    """The server cannot mark messages as the rules say: `what` is missing, and what to do."""

    def __init__(self, what: Sentence, advice: Sentence) -> None:
        super().__init__(what)
        self.advice = advice


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
    said = say.ABOUT(subject=subject, said=said) if subject else said
    if kind is Kind.QUOTA:
        return StepError(step, _about_quota(address, said), said, kind=kind)
    if isinstance(error, socket.gaierror):
        return StepError(Stage.RESOLVE, say.NOT_FOUND(host=address.host), said, kind=kind)
    if isinstance(error, ssl.SSLError) and step in _BEFORE_TLS:
        return StepError(Stage.TLS, _about_tls(error, address.place, said), said, kind=kind)
    about = _about_the_rest if kind is Kind.BUSY and step is not Stage.SIGN_IN else _ABOUT.get(step)
    return StepError(step, (about or _about_the_rest)(error, address, said), said, kind=kind)


def words(error: Exception, *secrets: str) -> Sentence:
    """What an error says, without controls, without the secrets, and not too long."""
    if isinstance(error, (TimeoutError, MemoryError)):
        return say.TOO_LONG() if isinstance(error, TimeoutError) else say.TOO_LARGE()
    text = said_by(error).changed(
        partial(_AS_BYTES.sub, r"\1")
    )  # imaplib quotes a refusal as the bytes it was
    return shown(text, *secrets) or Sentence(type(error).__name__)


def shown(text: str, *secrets: str) -> Sentence:
    """A text of a server without controls, without the secrets, and not too long; may be empty."""
    return Sentence(text).changed(partial(_shown, secrets))


def _shown(secrets: Iterable[str], text: str) -> str:
    for secret in sorted(filter(None, secrets), key=len, reverse=True):  # one may hold another
        text = text.replace(secret, "***")
    return "".join(letter if letter.isprintable() else " " for letter in text).strip(" .")[:_QUOTED]


def of_message(arrival: Arrival) -> str:
    """Which message, for sentences."""
    return f"The message with uid {arrival.uid} in {arrival.folder}"


def stuck(arrival: Arrival, why: str) -> str:
    """It cannot be fetched now."""
    return f"{of_message(arrival)} cannot be fetched ({why}): the next run tries again."


def gone(arrival: Arrival) -> str:
    """It is not there any more."""
    return f"{of_message(arrival)} is no longer on the server: somebody moved or deleted it."


def renumbered(folder: str, then: str, now: str) -> StepError:
    """The uids of a folder mean something else now."""
    return StepError(Stage.FOLDER, say.RENUMBERED(folder=folder, then=then, now=now))


def passes(error: Exception) -> bool:
    """Whether a refusal to sign in speaks of a state that ends by itself, not of who wants to come in."""
    return _kind(Stage.SIGN_IN, error) is not Kind.LASTING


def _kind(step: Stage, error: Exception) -> Kind:
    if isinstance(error, NoSuchFolderError):
        return Kind.ABSENT
    if isinstance(error, CannotMarkError):
        return Kind.LASTING
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


def _about_quota(address: ServerAddress, said: Sentence) -> Sentence:
    return say.QUOTA(user=address.user, host=address.host, said=said)


def _about_trust(_error: Exception, _address: ServerAddress, said: Sentence) -> Sentence:
    return say.NO_CA_FILE(said=said)


def _about_tls(error: ssl.SSLError, place: str, said: Sentence) -> Sentence:
    if isinstance(error, ssl.SSLCertVerificationError):
        return say.NOT_TRUSTED(place=place, said=error.verify_message.strip(" ."))
    return say.NO_TLS(place=place, said=said)


def _about_starttls(error: Exception, address: ServerAddress, said: Sentence) -> Sentence:
    if _is_broken_line(error):
        return _about_the_rest(error, address, said)
    return say.NO_STARTTLS(place=address.place, said=said)


def _about_connecting(error: Exception, address: ServerAddress, said: Sentence) -> Sentence:
    if isinstance(error, ConnectionRefusedError):
        return say.NOTHING_THERE(place=address.place)
    if isinstance(error, TimeoutError) and address.security is not Security.TLS:
        return say.NO_GREETING(place=address.place)
    return say.NO_CONNECTION(place=address.place, said=said)


def _about_signing_in(error: Exception, address: ServerAddress, said: Sentence) -> Sentence:
    who = {"host": address.host, "user": address.user, "said": said}
    if isinstance(error, NoBearerError):
        return say.NO_TOKENS(host=address.host, said=said)
    if isinstance(error, TokenRefusedError):
        return say.REFUSED_AGAIN(**who, advice=say.CHECK_GRANT())
    if passes(error):
        return say.REFUSED(**who, advice=say.LATER())
    if address.host.endswith(_OUTLOOK):
        return say.REFUSED(**who, advice=say.BY_OAUTH())
    if address.host.endswith(_GMAIL):
        return say.REFUSED(**who, advice=say.APP_PASSWORD())
    return say.REFUSED(**who, advice=say.CHECK_PASSWORD())


def _about_the_folder(error: Exception, address: ServerAddress, said: Sentence) -> Sentence:
    if _is_broken_line(error):
        return _about_the_rest(error, address, said)
    return say.NO_FOLDER(place=address.place, said=said)


def _about_marking(error: Exception, address: ServerAddress, said: Sentence) -> Sentence:
    if _is_broken_line(error) and not isinstance(error, CannotMarkError):
        return _about_the_rest(error, address, said)
    advice = error.advice if isinstance(error, CannotMarkError) else say.TRIED_AGAIN()
    return say.NOT_MARKED(place=address.place, said=said, advice=advice)


def _about_the_rest(error: Exception, address: ServerAddress, said: Sentence) -> Sentence:
    about = say.BUSY if _BUSY.search(str(error)) else say.BROKEN
    return about(place=address.place, said=said)


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
    Stage.MARK: _about_marking,
}
