"""Access tokens for one mailbox: kept in memory for as long as they last, got anew when they end or are refused.

Must never write an access token down, show any secret, or ask a token server more than once a call. Which vendor's
library is asked stands in the grant; each is imported when it is first needed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Protocol

from pipeline.mailbox.grant import Grant, Issued, Provider
from pipeline.mailbox.grant_file import GrantFile
from pipeline.mailbox.token_trouble import TokenError, explain_token
from pipeline.ports import Clock

_EARLY = dt.timedelta(minutes=5)  # a token that ends while a session begins would be refused


class Tokens(Protocol):
    """What gives access tokens for one mailbox."""

    def fresh(self) -> str:
        """A token that has not ended. StepError when the token server gives none, SettingsError when the file is amiss."""
        ...

    def refused(self, token: str) -> None:
        """The mail server did not take this token: never give it again."""
        ...


Refresh = Callable[[Grant, Clock], Issued]


def by_vendor(grant: Grant, clock: Clock) -> Issued:
    """Ask through the library of the grant's vendor. TokenError when there is no token."""
    if grant.provider is Provider.GOOGLE:
        from pipeline.mailbox.token_google import refresh as by_google  # noqa: PLC0415 -- a third of a second

        return by_google(grant, clock)
    from pipeline.mailbox.token_microsoft import refresh as by_microsoft  # noqa: PLC0415 -- the same

    return by_microsoft(grant, clock)


class GrantTokens:
    """Tokens by the refresh token of an OAuth file; implements `Tokens`."""

    def __init__(self, file: GrantFile, *, clock: Clock, refresh: Refresh = by_vendor) -> None:
        self._file, self._clock, self._refresh = file, clock, refresh
        self._issued: Issued | None = None
        self._unsaved: tuple[str, str] | None = None  # the refresh token in the file, and the one after it

    def fresh(self) -> str:
        """The token in memory, or a new one when that has ended or will within five minutes."""
        issued = self._issued
        if issued is None or (issued.ends_at and issued.ends_at - _EARLY <= self._clock()):
            issued = self._issued = self._renewed()
        return issued.access_token

    def refused(self, token: str) -> None:
        """Forget it, when it is the one in memory."""
        if self._issued is not None and self._issued.access_token == token:
            self._issued = None

    def _renewed(self) -> Issued:
        with self._file.turn():
            grant = self._caught_up(self._file.read())
            if grant.provider is Provider.MICROSOFT:  # hands out a new refresh token every time
                self._file.require_writable()
            try:
                issued = self._refresh(grant, self._clock)
            except TokenError as error:
                raise explain_token(
                    error, grant, self._file.path
                ) from None  # causes hold requests, and they secrets
            if issued.refresh_token != grant.refresh_token:
                self._unsaved = (grant.refresh_token, issued.refresh_token)
                self._caught_up(grant)
            return issued

    def _caught_up(self, grant: Grant) -> Grant:
        """The file's grant, after a refresh token that could not be kept before has been put into it."""
        if self._unsaved and self._unsaved[0] == grant.refresh_token:
            self._file.replace_refresh_token(self._unsaved[1])
            grant = self._file.read()
        self._unsaved = None
        return grant
