"""Access tokens from Microsoft. The one door to msal. Must never show what the library raises: it may hold answers whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msal

from pipeline.mailbox.grant import Grant, Issued, are_tokens
from pipeline.mailbox.token_trouble import Refusal, TokenError, refusal_of, understood
from pipeline.mailbox.token_web import TokenSession
from pipeline.ports import Clock
from pipeline.sentences import oauth as say

_LONGEST = 10 * 365 * 86400  # seconds; a token that lasts longer is a slip of its server's


def refresh(grant: Grant, clock: Clock) -> Issued:
    """A new access token for the grant. TokenError when there is none."""
    asked_at = clock()
    with TokenSession() as session:
        with understood(say.NO_AUTHORITY()):
            app = _app(grant, session)  # asks for the authority's own description
        with understood():
            answer = app.acquire_token_by_refresh_token(grant.refresh_token, scopes=[grant.provider.scope])
    if "error" in answer:
        raise refusal_of(answer["error"], answer.get("error_description"))
    return _issued(answer, asked_at, grant)


def _app(grant: Grant, session: TokenSession) -> Any:
    # Else a server of one's own would be looked up at Microsoft first.
    more = {"authority": grant.url, "http_client": session, "instance_discovery": False}
    if grant.client_secret:
        return msal.ConfidentialClientApplication(
            grant.client_id, client_credential=grant.client_secret, **more
        )
    return msal.PublicClientApplication(grant.client_id, **more)


def _issued(answer: dict[str, Any], asked_at: dt.datetime, grant: Grant) -> Issued:
    access, renewed = answer.get("access_token"), answer.get("refresh_token", grant.refresh_token)
    if not are_tokens(access, renewed):
        raise TokenError(Refusal.STRANGE, say.NO_TOKEN())
    return Issued(
        access_token=str(access), ends_at=_end(answer.get("expires_in"), asked_at), refresh_token=str(renewed)
    )


def _end(lasts: object, asked_at: dt.datetime) -> dt.datetime | None:
    seconds = (
        int(lasts) if isinstance(lasts, (int, str)) else -1
    )  # the library has made sure that it is a number
    return asked_at + dt.timedelta(seconds=seconds) if 0 <= seconds <= _LONGEST else None
