"""Why a token server gave no token, as one sentence each that says what to do. Never a secret.

The codes are those of RFC 6749 and of the vendors; what decides is the code, the description is only shown.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from pipeline.mailbox.grant import Grant, Provider
from pipeline.mailbox.trouble import Kind, Stage, StepError, shown


class Refusal(StrEnum):
    """What kind of trouble it is."""

    REVOKED = "revoked"
    CLIENT = "client"
    SCOPE = "scope"
    UNREACHABLE = "unreachable"
    LATER = "later"
    STRANGE = "strange"


_BY_CODE = {
    "invalid_grant": Refusal.REVOKED,
    "interaction_required": Refusal.REVOKED,
    "consent_required": Refusal.REVOKED,
    "login_required": Refusal.REVOKED,
    "invalid_client": Refusal.CLIENT,
    "unauthorized_client": Refusal.CLIENT,
    "deleted_client": Refusal.CLIENT,
    "disabled_client": Refusal.CLIENT,
    "invalid_scope": Refusal.SCOPE,
    "temporarily_unavailable": Refusal.LATER,
    "server_error": Refusal.LATER,
    "internal_failure": Refusal.LATER,
}
_KINDS = {Refusal.UNREACHABLE: Kind.DOWN, Refusal.LATER: Kind.BUSY}  # all else is for a person to mend
_HOW_THEY_END = {
    Provider.GOOGLE: "while the app's publishing status is Testing they end after 7 days: publish it",
    Provider.MICROSOFT: "a new password or 90 days without use end them",
}
_NOISE = " Trace ID"  # from here on Microsoft says only what its own support can use


class TokenError(Exception):
    """A token server gave no token; `said` is its own words, not yet fit to be shown."""

    def __init__(self, refusal: Refusal, said: str) -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.said = said


def refusal_of(code: object, description: object) -> TokenError:
    """The error for what a token server answered."""
    code = code if isinstance(code, str) else ""
    told = description.partition(_NOISE)[0] if isinstance(description, str) else ""
    return TokenError(_BY_CODE.get(code, Refusal.STRANGE), ": ".join(filter(None, (code, told))))


@contextlib.contextmanager
def understood(else_said: str = "its answer makes no sense") -> Iterator[None]:
    """Whatever a vendor's library raises over an answer becomes a TokenError that holds nothing of it."""
    try:
        yield
    except TokenError:
        raise
    except Exception:  # noqa: BLE001 -- an answer that is none raises anything in there
        raise TokenError(Refusal.STRANGE, else_said) from None


def explain_token(error: TokenError, grant: Grant, path: Path) -> StepError:
    """The error as a sentence for the operator, without any secret of the grant."""
    said = shown(error.said, *grant.secrets) or "it does not say why"
    kind = _KINDS.get(error.refusal, Kind.LASTING)
    return StepError(Stage.TOKEN, _sentence(error.refusal, grant, path, said), said, kind=kind)


def _sentence(refusal: Refusal, grant: Grant, path: Path, said: str) -> str:
    vendor, key = grant.provider.vendor, grant.provider.url_key
    return {
        Refusal.REVOKED: f"{vendor} no longer takes the refresh token in {path} ({said}): grant access again and write "
        f"the new refresh token there ({_HOW_THEY_END[grant.provider]}).",
        Refusal.CLIENT: f"{vendor} does not accept the client in {path} ({said}): check client_id and client_secret there.",
        Refusal.SCOPE: f"The refresh token in {path} does not open mailboxes ({said}): grant access again with the scope "
        f"{grant.provider.scope}.",
        Refusal.UNREACHABLE: f"The token server {grant.host} cannot be reached ({said}): check the network and its proxy, "
        "then try again.",
        Refusal.LATER: f"The token server {grant.host} gives no tokens now ({said}): try again later.",
        Refusal.STRANGE: f"The token server {grant.host} answered with no token ({said}): check {key} in "
        f"{path}.",
    }[refusal]
