"""Signing in with an access token, by SASL: OAUTHBEARER (RFC 7628) where it is offered, else XOAUTH2.

Must never send the token as the answer to anything but the first challenge, as imapclient's own methods for these do:
a server that refuses says why in a second challenge, and waits to hear that it was read.
"""

from __future__ import annotations

import base64
import imaplib
import json
from dataclasses import dataclass, field
from typing import Any

from pipeline.mailbox.trouble import NoBearerError, passes
from pipeline.sentences import mailbox as say
from pipeline.sentences.sentence import joined

_OAUTHBEARER = "OAUTHBEARER"
_MECHANISMS = (_OAUTHBEARER, "XOAUTH2")
_READ = {_OAUTHBEARER: "\1", "XOAUTH2": ""}  # how to say that a refusal was read
_WORTH_SHOWING = ("status", "scope")


def mechanism_of(client: Any) -> str:
    """The better mechanism of those that the server offers. NoBearerError when it offers neither."""
    for mechanism in _MECHANISMS:
        if client.has_capability(f"AUTH={mechanism}"):
            return mechanism
    raise NoBearerError(say.NO_MECHANISM(mechanisms=joined(say.AMONG_MECHANISMS(), _MECHANISMS)))


@dataclass(frozen=True, slots=True)
class Bearer:
    """A user who shows an access token, in the words of one mechanism."""

    user: str
    token: str = field(repr=False)
    mechanism: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """What a server may repeat and nobody may see: the token, and the line that holds it."""
        return (self.token, base64.b64encode(self._opening().encode()).decode())

    def refusal(self, client: Any) -> str:
        """Show the token; empty when it lets in, else what the server said. Raises what a broken or busy line raises."""
        challenges: list[bytes] = []

        def answer(challenge: bytes) -> str | None:
            challenges.append(challenge)
            return {1: self._opening(), 2: _READ[self.mechanism]}.get(len(challenges))

        try:
            client.sasl_login(self.mechanism, answer)
        except imaplib.IMAP4.error as error:
            if passes(error):
                raise
            return " ".join(filter(None, (str(error), *map(_why, challenges[1:2])))) or say.NO_REASON()
        return ""

    def _opening(self) -> str:
        if self.mechanism == _OAUTHBEARER:
            user = self.user.replace("=", "=3D").replace(",", "=2C")
            return f"n,a={user},\1auth=Bearer {self.token}\1\1"
        return f"user={self.user}\1auth=Bearer {self.token}\1\1"


def _why(challenge: bytes) -> str:
    """What a refusal's JSON says: its status, and the scope that the token should have."""
    try:
        said = json.loads(challenge)
    except (ValueError, RecursionError):
        return ""
    told = [f"{key} {said[key]}" for key in _WORTH_SHOWING if said.get(key)] if isinstance(said, dict) else []
    return ", ".join(told)
