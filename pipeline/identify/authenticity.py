"""Whether a mail comes from the address it names, by the word of the receiving server alone.

Whoever sends a mail can write any `From`, and any result of a check besides; the receiving server's own field is the one
thing in a header that the sender has no hand in.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model.mail import Authentication, Message
from pipeline.model.submission import Confirmed, SenderCheck


def check_sender(message: Message, server: str) -> SenderCheck:
    """What `server` (its id; empty: nobody is believed) says of the sender.

    DMARC decides where it was looked at. Else a pass of DKIM or SPF for the sender's own domain confirms it, and a fail of
    SPF refutes it. A broken DKIM signature alone says nothing: lists and gateways break them.
    """
    said = [one for one in message.authentication if server and one.server == server]
    host = message.envelope.sender.rpartition("@")[2]
    own = [one for one in said if _is_of(one.domain, host)]
    dmarc = [one for one in own if one.method == "dmarc"]
    for confirmed, found in (
        (Confirmed.YES, _with("pass", dmarc)),
        (Confirmed.NO, _with("fail", dmarc)),
        (Confirmed.YES, _with("pass", own)),
        (Confirmed.NO, _with("fail", (one for one in own if one.method == "spf"))),
    ):
        if found:
            return SenderCheck(confirmed=confirmed, evidence=f"{found.method}={found.result} {found.domain}")
    return SenderCheck()


def _with(result: str, said: Iterable[Authentication]) -> Authentication | None:
    return next((one for one in said if one.result == result), None)


def _is_of(domain: str, host: str) -> bool:
    """Whether two domains are one organisation's: the same, or one inside the other."""
    return bool(domain and host) and (
        domain == host or host.endswith(f".{domain}") or domain.endswith(f".{host}")
    )
