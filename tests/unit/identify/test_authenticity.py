"""Whom the receiving server believes, and whom we then believe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.identify import Sorter, clues
from pipeline.identify.authenticity import check_sender
from pipeline.model.mail import Authentication, Message
from pipeline.model.submission import Confirmed, Disposition
from tests.build.nouns import attached, campaign, envelope, message, received
from tests.build.page import page

SERVER = "mx.google.com"


def mail(*said: str, server: str = SERVER, sender: str = "vanthu@sonv.example") -> Message:
    """A report's mail whose server says this, as `method=result domain`."""
    results = []
    for one in said:
        words, _, domain = one.partition(" ")
        method, _, result = words.partition("=")
        results.append(Authentication(server=server, method=method, result=result, domain=domain))
    made = message(attached("BC.docx"), head=envelope(sender, "Báo cáo"))
    return replace(made, authentication=tuple(results))


@pytest.mark.parametrize(
    ("said", "confirmed", "evidence"),
    [
        ((), Confirmed.UNKNOWN, ""),
        (("dmarc=pass sonv.example", "spf=fail sonv.example"), Confirmed.YES, "dmarc=pass sonv.example"),
        (("dkim=pass sonv.example", "dmarc=fail sonv.example"), Confirmed.NO, "dmarc=fail sonv.example"),
        (("dmarc=none sonv.example", "dkim=pass sonv.example"), Confirmed.YES, "dkim=pass sonv.example"),
        (("spf=pass mail.sonv.example",), Confirmed.YES, "spf=pass mail.sonv.example"),
        (("dkim=pass example",), Confirmed.YES, "dkim=pass example"),
        (("dkim=pass mass-mailer.example",), Confirmed.UNKNOWN, ""),
        (("dkim=pass nv.example",), Confirmed.UNKNOWN, ""),
        (("spf=fail sonv.example",), Confirmed.NO, "spf=fail sonv.example"),
        (("spf=softfail sonv.example",), Confirmed.UNKNOWN, ""),
        (("spf=fail bounce.example",), Confirmed.UNKNOWN, ""),
        (("dkim=fail sonv.example",), Confirmed.UNKNOWN, ""),
        (("dmarc=pass ",), Confirmed.UNKNOWN, ""),
    ],
)
def test_what_is_said_of_the_senders_domain_counts(
    said: tuple[str, ...], confirmed: Confirmed, evidence: str
) -> None:
    """DMARC first; then a pass for the domain or one of the same organisation; a failed SPF last."""
    found = check_sender(mail(*said), SERVER)
    assert (found.confirmed, found.evidence) == (confirmed, evidence)


def test_only_our_own_server_is_believed() -> None:
    """Anybody can write a field under another name; without a name of ours nobody is."""
    assert (
        check_sender(mail("dmarc=pass sonv.example", server="evil.example"), SERVER).confirmed
        is Confirmed.UNKNOWN
    )
    assert check_sender(mail("dmarc=fail sonv.example", server=""), "").confirmed is Confirmed.UNKNOWN


def test_a_sender_without_an_address_is_unknown() -> None:
    """There is no domain to speak of."""
    assert check_sender(mail("dmarc=pass sonv.example", sender=""), SERVER).confirmed is Confirmed.UNKNOWN


def sorted_mail(*said: str) -> tuple[Disposition, str, Confirmed]:
    """What becomes of a report without a letterhead when the server says this."""
    rules = campaign()
    trusting = replace(rules, mailbox=replace(rules.mailbox, authserv=SERVER))
    report = page("^ **BÁO CÁO**\n^ **Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU**\n~140")
    made = Sorter(trusting).sort(received(mail(*said), {"2": report}))
    return made.disposition, made.unit, made.sender_check.confirmed


def test_a_forged_address_identifies_nobody() -> None:
    """The very same mail is the unit's when its address is believed, or nothing is known of it."""
    assert sorted_mail() == (Disposition.REPORT, "SNV", Confirmed.UNKNOWN)
    assert sorted_mail("dmarc=pass sonv.example") == (Disposition.REPORT, "SNV", Confirmed.YES)
    assert sorted_mail("dmarc=fail sonv.example") == (Disposition.UNIDENTIFIED, "", Confirmed.NO)
    assert clues.FORGED < clues.FORWARDER < clues.ADDRESS
