"""Access tokens from Google. The one door to google-auth. Must never show what the library raises: it holds answers whole."""

from __future__ import annotations

import datetime as dt

from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import Request
from google.oauth2.credentials import Credentials

from pipeline.mailbox.grant import Grant, Issued, are_tokens
from pipeline.mailbox.token_trouble import Refusal, TokenError, refusal_of, understood
from pipeline.mailbox.token_web import TokenSession
from pipeline.ports import Clock
from pipeline.sentences import oauth as say


def refresh(grant: Grant, _clock: Clock) -> Issued:
    """A new access token for the grant. TokenError when there is none."""
    credentials = Credentials(  # type: ignore[no-untyped-call]  # the library annotates nothing here
        token=None,
        refresh_token=grant.refresh_token,
        token_uri=grant.url,
        client_id=grant.client_id,
        client_secret=grant.client_secret,
        scopes=[grant.provider.scope],
    )
    with TokenSession() as session, understood():
        try:
            credentials.refresh(Request(session))  # type: ignore[no-untyped-call]  # the same
        except GoogleAuthError as error:
            raise _refusal(error) from None
    return _issued(credentials, grant)


def _refusal(error: GoogleAuthError) -> TokenError:
    answer = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], dict) else {}
    return refusal_of(answer.get("error"), answer.get("error_description"))


def _issued(credentials: Credentials, grant: Grant) -> Issued:
    granted = credentials.granted_scopes
    if granted and grant.provider.scope not in granted:
        raise TokenError(Refusal.SCOPE, say.GRANTED(scopes=" ".join(granted)))
    if not are_tokens(credentials.token, credentials.refresh_token):
        raise TokenError(Refusal.STRANGE, say.NO_TOKEN())
    ends_at = credentials.expiry.replace(tzinfo=dt.UTC) if credentials.expiry else None
    return Issued(
        access_token=str(credentials.token), ends_at=ends_at, refresh_token=str(credentials.refresh_token)
    )
