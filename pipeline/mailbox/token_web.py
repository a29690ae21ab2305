"""The line to a token server, for the vendors' libraries. The one door to requests.

Must never follow a redirect (secrets would go along), wait without end, take an answer of any size, or log.
"""

from __future__ import annotations

import logging
import ssl
import time
from typing import Any

import requests

from pipeline.mailbox.token_trouble import Refusal, TokenError
from pipeline.sentences import oauth as say
from pipeline.sentences.mailbox import TOO_LARGE, TOO_LONG

_TIMES = (15.0, 15.0)  # seconds to connect, and for one read
_WHOLE = 60.0  # seconds for all reads of one answer: each byte that comes starts the time of a read again
_LARGEST = 1 << 20  # bytes of an answer; the largest real ones, Microsoft's, have some thousand
_PIECE = 1 << 8  # bytes between two looks at the clock
_BUSY = (408, 429)
_BROKEN = 500
_LOGGERS = ("google", "msal", "requests", "urllib3")  # msal shows whole answers at ERROR


class TokenSession(requests.Session):
    """A session that raises TokenError where there is nothing for a library to understand."""

    def __init__(self, times: tuple[float, float] = _TIMES) -> None:
        super().__init__()
        self._times = times
        self.auth = lambda request: request  # else a password of ~/.netrc would go along
        _silence()

    def request(self, method: Any, url: Any, *args: Any, **more: Any) -> requests.Response:
        """As always, within the times of this session, without redirects."""
        # Plain text is for this machine alone; https goes through the environment's proxy.
        more |= {"timeout": self._times, "allow_redirects": False, "stream": True, "proxies": {"http": ""}}
        try:
            answer = super().request(method, url, *args, **more)
            with answer:
                _read(answer)
        except OSError as error:  # requests' own errors are OSErrors too
            raise TokenError(Refusal.UNREACHABLE, _why(error)) from None
        if answer.status_code in _BUSY or answer.status_code >= _BROKEN:
            raise TokenError(Refusal.LATER, say.STATUS(status=answer.status_code))
        if answer.is_redirect:
            raise TokenError(Refusal.STRANGE, say.ELSEWHERE())
        return answer


def _read(answer: requests.Response) -> None:
    data, end = bytearray(), time.monotonic() + _WHOLE
    for piece in answer.iter_content(_PIECE):
        data += piece
        if time.monotonic() > end:
            raise TokenError(Refusal.UNREACHABLE, TOO_LONG())
        if len(data) > _LARGEST:
            raise TokenError(Refusal.STRANGE, TOO_LARGE())
    answer._content = bytes(data)  # noqa: SLF001 -- requests itself would read on without an end


def _why(error: BaseException) -> str:
    """The innermost reason: the outer ones repeat addresses and objects."""
    if isinstance(error, requests.Timeout):
        return TOO_LONG()
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    if isinstance(error, ssl.SSLCertVerificationError):
        return say.NOT_TRUSTED(said=error.verify_message)
    return (isinstance(error, OSError) and error.strerror) or type(error).__name__


def _silence() -> None:
    below = tuple(f"{name}." for name in _LOGGERS)
    for name in (*_LOGGERS, *(known for known in logging.root.manager.loggerDict if known.startswith(below))):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
