"""The arrival time in the topmost Received header."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mailbox.received import received_at

_AT = dt.datetime(2023, 6, 14, 1, 2, 3, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "header",
    [
        b"Received: from a by b; Wed, 14 Jun 2023 08:02:03 +0700",
        b"Received: from a by b; Wed, 14 Jun 2023 08:02:03 +0700 (ICT)",
        b"received:from a (x; y)\r\n\tby b;\r\n   Wed, 14 Jun 2023\r\n 08:02:03 +0700",
        b"RECEIVED : by b ; 14 June 2023 01:02:03 GMT",
        b"Received: (qmail 1 invoked by uid 0); 14 Jun 2023 01:02:03 -0000",
        b"Received: by b; Tue, 13 Jun 2023 18:02:03 -0700",
        b"Received: by b; Wed,14 Jun 2023 1:02:03 Z",
        b"Received: by b; 14 Jun 2023 01:02:03 UT\nReceived: by c; 1 Jan 2020 00:00:00 +0000",
        b"X-Received: by c; 1 Jan 2020 00:00:00 +0000\r\nReceived: by b; 14 Jun 2023 01:02:03 UTC",
    ],
)
def test_the_date_behind_the_last_semicolon_is_read(header: bytes) -> None:
    """Folded, commented, in any zone by number or UTC by name; the topmost header counts."""
    assert received_at(b"Subject: x\r\n" + header + b"\r\nTo: y\r\n\r\nbody") == _AT


def test_a_leap_second_is_the_second_before() -> None:
    """`:60` is written by real servers."""
    assert received_at(b"Received: a; 31 Dec 2016 23:59:60 +0000\n\n") == dt.datetime(
        2016, 12, 31, 23, 59, 59, tzinfo=dt.UTC
    )


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"Subject: x\r\n\r\nReceived: a; 14 Jun 2023 01:02:03 GMT",
        b"\r\nReceived: a; 14 Jun 2023 01:02:03 GMT",
        b"Received: a 14 Jun 2023 01:02:03 GMT\n\n",
        b"Received: a;\n\n",
        b"Received: a; 14 Jun 2023 01:02:03\n\n",
        b"Received: a; 14 Jun 2023 08:02:03 ICT\n\n",
        b"Received: a; 14 Jun 2023 08:02:03 UTCX\n\n",
        b"Received: a; 14 Thg 2023 08:02:03 +0700\n\n",
        b"Received: a; 31 Feb 2023 08:02:03 +0700\n\n",
        b"Received: a; 14 Jun 2023 25:02:03 +0700\n\n",
        b"Received: a; 14 Jun 0000 01:02:03 +0700\n\n",
        b"Received: a; 1 Jan 0001 01:02:03 +0700\n\n",
        b"Received: a; 14 Jun 2023 01:02:03 +1500\n\n",
        b"Received: a; \xff\xfe\x00\n\n",
        b"Received: no date\nReceived: a; 14 Jun 2023 01:02:03 GMT\n\n",
    ],
)
def test_without_a_certain_date_there_is_none(head: bytes) -> None:
    """Missing, without a zone, impossible, or below the headers: the caller takes the file's time."""
    assert received_at(head) is None


@given(
    st.one_of(
        st.binary(),
        st.binary().map(b"Received: ".__add__),
        st.from_regex(
            r"Received: a; [0-9]{1,3} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}", fullmatch=True
        ).map(lambda text: text.encode()),
    )
)
def test_hostile_headers_never_raise(head: bytes) -> None:
    """Any bytes give an aware UTC time or none."""
    found = received_at(head)
    assert found is None or found.tzinfo is dt.UTC
