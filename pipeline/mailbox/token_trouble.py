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
from pipeline.sentences import oauth as say
from pipeline.sentences.mailbox import NO_REASON
from pipeline.sentences.sentence import Sentence


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
    Provider.GOOGLE: say.GOOGLE_ENDS(),
    Provider.MICROSOFT: say.MICROSOFT_ENDS(),
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
def understood(else_said: str = say.NO_SENSE()) -> Iterator[None]:
    """Whatever a vendor's library raises over an answer becomes a TokenError that holds nothing of it."""
    try:
        yield
    except TokenError:
        raise
    except Exception:  # noqa: BLE001 -- an answer that is none raises anything in there
        raise TokenError(Refusal.STRANGE, else_said) from None


def explain_token(error: TokenError, grant: Grant, path: Path) -> StepError:
    """The error as a sentence for the operator, without any secret of the grant."""
    said = shown(error.said, *grant.secrets) or NO_REASON()
    kind = _KINDS.get(error.refusal, Kind.LASTING)
    return StepError(Stage.TOKEN, _sentence(error.refusal, grant, path, said), said, kind=kind)


def _sentence(refusal: Refusal, grant: Grant, path: Path, said: Sentence) -> Sentence:
    vendor, host, asked = grant.provider.vendor, grant.host, grant.provider
    return {
        Refusal.REVOKED: say.REVOKED(vendor=vendor, path=path, said=said, ends=_HOW_THEY_END[asked]),
        Refusal.CLIENT: say.CLIENT(vendor=vendor, path=path, said=said),
        Refusal.SCOPE: say.SCOPE(path=path, said=said, scope=asked.scope),
        Refusal.UNREACHABLE: say.UNREACHABLE(host=host, said=said),
        Refusal.LATER: say.LATER(host=host, said=said),
        Refusal.STRANGE: say.STRANGE(host=host, said=said, key=asked.url_key, path=path),
    }[refusal]
