"""What receiving servers say of a sender, as their fields have it and as hostile ones try to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.mail import Authentication
from pipeline.parse.authentication import authentication
from pipeline.parse.mail import unpack

GMAIL = (
    "mx.google.com;\r\n       dkim=pass header.i=@syt.example header.s=s1 header.b=Ab;\r\n"
    "       spf=pass (google.com: domain of a@mail.syt.example designates 192.0.2.4 as permitted sender)"
    " smtp.mailfrom=a@mail.syt.example;\r\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=SYT.example"
)
MICROSOFT = (
    "spf=fail (sender IP is 192.0.2.4)\r\n smtp.mailfrom=syt.example; dkim=none (message not signed)\r\n"
    " header.d=none;dmarc=fail action=none header.from=syt.example;compauth=fail reason=001"
)


def said(*values: str) -> list[tuple[str, str, str, str]]:
    """The results of these fields, topmost first."""
    fields = tuple(("authentication-results", value) for value in values)
    return [(one.server, one.method, one.result, one.domain) for one in authentication(fields)]


def test_the_field_of_a_server_that_gives_its_name() -> None:
    """Folded over lines, with comments; of each method whom it speaks of."""
    assert said(GMAIL) == [
        ("mx.google.com", "dkim", "pass", "syt.example"),
        ("mx.google.com", "spf", "pass", "mail.syt.example"),
        ("mx.google.com", "dmarc", "pass", "syt.example"),
    ]


def test_the_field_of_a_server_that_gives_none() -> None:
    """Its first part is a result; methods that say nothing of the sender are left out."""
    assert said(MICROSOFT) == [
        ("-", "spf", "fail", "syt.example"),
        ("-", "dkim", "none", "none"),
        ("-", "dmarc", "fail", "syt.example"),
    ]


def test_the_topmost_field_of_a_server_counts() -> None:
    """A sender's own field under that name stands below it, and is not read even where the real one cannot be."""
    assert said("mx.google.com; dmarc=fail header.from=a.example", GMAIL) == [
        ("mx.google.com", "dmarc", "fail", "a.example")
    ]
    assert said("mx.google.com; dmarc=(((", GMAIL) == []
    assert said("MX.google.com 1; none", GMAIL) == []


def test_only_so_many_and_so_long_fields_are_read() -> None:
    """A mail with thousands is none of ours."""
    many = [f"s{n}; dmarc=pass header.from=a.example" for n in range(20)]
    assert [server for server, *_ in said(*many)] == [f"s{n}" for n in range(10)]
    assert said("s; dmarc=pass header.from=a.example; " + "x" * 5000) == []
    assert len(said("s; " + "; ".join(["spf=pass smtp.mailfrom=a.example"] * 60))) == 20


@given(st.text(max_size=200) | st.from_regex(r"[a-z.]{1,9}; (dkim|spf|dmarc)=[ -~]{0,60}", fullmatch=True))
def test_no_field_breaks_it(value: str) -> None:
    """Whatever stands there: results in lower case on one line, or none."""
    for one in authentication((("authentication-results", value),)):
        words = (one.server, one.method, one.result, one.domain)
        assert all(word == word.lower() and word.isprintable() for word in words)


@pytest.mark.parametrize("eol", ["\r\n", "\n"])
def test_a_message_has_what_its_own_header_says(eol: str) -> None:
    """Not what a forwarded mail inside it says."""
    inner = f"From: b@b.example{eol}Authentication-Results: x.example; dmarc=pass header.from=b.example{eol}{eol}text"
    outer = (
        f"From: a@a.example{eol}Authentication-Results: y.example; dmarc=fail header.from=a.example{eol}"
        f"Content-Type: message/rfc822{eol}{eol}{inner}"
    )
    found = unpack(outer.encode()).message
    assert len(found.forwarded) == 1
    assert found.authentication == (
        Authentication(server="y.example", method="dmarc", result="fail", domain="a.example"),
    )
