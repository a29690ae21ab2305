"""The permission to read a mailbox by OAuth, as the operator's JSON file states it. Never opens that file or a line.

No error repeats anything that stands in the file: a secret may stand at the wrong place.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from pipeline.mailbox.url import is_loopback
from pipeline.sentences import oauth as say
from pipeline.sentences.sentence import Sentence, joined

_WORD = re.compile(r"[!-~]+")  # what RFC 6749 lets clients and tokens be made of, without the blank
_ACCESS_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # RFC 6750, 2.1


class Provider(StrEnum):
    """Whose tokens they are; the value is what the file says."""

    GOOGLE = "google"
    MICROSOFT = "microsoft"

    @property
    def vendor(self) -> str:
        """Its name in sentences."""
        return self.value.capitalize()

    @property
    def url_key(self) -> str:
        """The key of the file that names another server than the vendor's own."""
        return _URL_KEYS[self]

    @property
    def scope(self) -> str:
        """What must have been granted so that IMAP lets in."""
        return _SCOPES[self]


_URL_KEYS = {Provider.GOOGLE: "token_url", Provider.MICROSOFT: "authority"}
_URLS = {
    Provider.GOOGLE: "https://oauth2.googleapis.com/token",
    Provider.MICROSOFT: "https://login.microsoftonline.com/common",
}
_SCOPES = {
    Provider.GOOGLE: "https://mail.google.com/",
    Provider.MICROSOFT: "https://outlook.office.com/IMAP.AccessAsUser.All",
}
_NEEDED = ("provider", "client_id", "refresh_token")
_KNOWN = (*_NEEDED, "client_secret", *_URL_KEYS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a token server wants to see before it gives an access token; `client_secret` may be empty."""

    provider: Provider
    client_id: str
    refresh_token: str = field(repr=False)
    client_secret: str = field(default="", repr=False)
    url: str

    @property
    def host(self) -> str:
        """The token server's name, for sentences."""
        return urlsplit(self.url).hostname or ""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown."""
        return tuple(filter(None, (self.refresh_token, self.client_secret)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What a token server gave: an access token, when it ends (aware, None: not said), and the refresh token from now on."""

    access_token: str = field(repr=False)
    ends_at: dt.datetime | None
    refresh_token: str = field(repr=False)


class GrantError(ValueError):
    """The text states no permission; the message says what to write instead, every mistake in it."""


def parse_grant(text: str) -> Grant:
    """The permission that the file's text states. GrantError with all its mistakes."""
    said = fields(text)
    mistakes = list(_mistakes(said))
    if mistakes:
        raise GrantError(joined("; ", mistakes))
    provider = Provider(said["provider"])
    return Grant(
        provider=provider,
        client_id=said["client_id"],
        refresh_token=said["refresh_token"],
        client_secret=said.get("client_secret", ""),
        url=said.get(provider.url_key) or _URLS[provider],
    )


def with_refresh_token(text: str, token: str) -> str:
    """The file's text with another refresh token and all else as it was. GrantError when it is no JSON object."""
    return json.dumps(fields(text) | {"refresh_token": token}, indent=2, ensure_ascii=False) + "\n"


def fields(text: str) -> dict[str, str]:
    """The JSON object of a text. GrantError when it is none, or a value in it is no string."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise GrantError(say.NOT_JSON()) from None  # the error of the parser holds the text
    if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
        raise GrantError(say.NOT_STRINGS())
    return said


def are_tokens(access: object, refresh: object) -> bool:
    """Whether the first can stand in a command to a mail server and mean nothing but a token, and the second be kept."""
    return (
        isinstance(access, str)
        and isinstance(refresh, str)
        and _ACCESS_TOKEN.fullmatch(access) is not None
        and _WORD.fullmatch(refresh) is not None
    )


def _mistakes(said: Mapping[str, str]) -> Iterator[Sentence]:
    missing = [key for key in _NEEDED if not said.get(key)]
    if missing:
        yield say.MUST_BE_GIVEN(keys=joined(say.AND(), missing))
    if set(said) - set(_KNOWN):
        yield say.OTHER_KEYS(keys=", ".join(_KNOWN))
    for key in ("client_id", "client_secret", "refresh_token"):
        if said.get(key) and not _WORD.fullmatch(said[key]):
            yield say.STRANGE_LETTERS(key=key)
    if said.get("provider") and said["provider"] not in set(Provider):
        yield say.PROVIDER(providers=joined(say.OR(), Provider))
    elif said.get("provider"):
        yield from _mistakes_in_urls(said, Provider(said["provider"]))


def _mistakes_in_urls(said: Mapping[str, str], provider: Provider) -> Iterator[Sentence]:
    for other, key in _URL_KEYS.items():
        if other is not provider and key in said:
            yield say.ONLY_FOR(key=key, provider=other)
    url = said.get(provider.url_key, "")
    # Microsoft's library takes https alone.
    if url and not (_is_safe(url) and (provider is Provider.GOOGLE or url.startswith("https:"))):
        yield say.URL_FORM(key=provider.url_key)


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname and parts.path.strip("/")) and parts.port != 0
    except ValueError:
        return False
    if not whole or "@" in parts.netloc or not _WORD.fullmatch(url):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
