"""Hostile mail: limits hold, say so, and nothing but MailShapeError is ever raised."""

from __future__ import annotations

import logging
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.mail import File
from pipeline.parse import leaves, tree
from pipeline.parse.limits import Limits
from pipeline.parse.mail import MailShapeError, Taken, unpack
from tests.build import mail as build

BYTES = bytes(range(256)) * 40


def _attached(taken: Taken) -> list[File]:
    return [file for file in taken.message.files if not file.body]


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: =?punycode?q?" + b"a" * 300_000 + b"?=\r\n\r\nx",
        b"Content-Type: text/plain" + b";" * 120_000 + b"\r\n\r\nx",
        b"Content-Type: multipart/mixed; boundary*=idna''" + b"a" * 60_000 + b"\r\n\r\nx",
        b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a-\xe1" * 200_000,
        b"X-A: b\r\n" * 60_000 + b"\r\nx",
        b"Received: from a by b; Mon, 5 Jun 2023 10:00:00 +0700\r\n" * 20_000 + b"\r\nx",
        b"From: " + b"<" * 60_000 + b"\r\n\r\nx",
        b"From: " + b"a@" * 30_000 + b"\r\n\r\nx",
        b"To: " + b", ".join(b"a%d@b.c" % number for number in range(20_000)) + b"\r\n\r\nx",
        b"Date: " + b"(" * 60_000 + b"\r\n\r\nx",
        b'Content-Type: x/y; name="' + b'" ' * 30_000 + b"\r\n\r\nx",
        b"Content-Type: text/html\r\n\r\n" + b"<div>" * 300_000,
        b"Content-Type: text/html\r\n\r\n" + b"<!-- -->" * 300_000,
        b"\r\n" + b"begin 644 a\nM\n" * 100_000,
    ],
)
def test_made_slow_is_not_slow(raw: bytes) -> None:
    """Shapes that took libraries seconds to hours end within a few seconds of CPU on a slow machine."""
    started = time.process_time()
    assert unpack(raw).message.files
    assert time.process_time() - started < 5


def test_nesting_stops_at_the_limit() -> None:
    """1000 levels of parts or of mails give a message with a row that says why it ends."""
    for raw in (build.deep(1000), build.matryoshka(1000)):
        (file,) = unpack(raw).message.files
        assert file.reason == tree.TOO_DEEP


def test_too_many_parts_are_told() -> None:
    """The part over the limit is a row with a reason, and all before it are there."""
    raw = b"Subject: x\r\n" + build.multipart("mixed", [build.part("text/plain", b"a")] * 1200)
    taken = unpack(raw)
    assert (len(taken.contents), len(taken.message.files)) == (1000, 1001)
    assert (taken.message.files[-1].reason, taken.message.files[-1].sha256) == (leaves.TOO_MANY, "")


def test_the_limit_counts_in_every_branch() -> None:
    """A text over the limit and the files written into it stay in the message."""
    body = b"x\n" + build._encoded(BYTES, "x-uuencode") + build._encoded(BYTES, "x-uuencode")
    files = unpack(b"Subject: x\r\n" + build.part("text/plain", body), Limits(parts=1)).message.files
    assert [(file.path, file.reason) for file in files] == [("1", ""), ("1/1", leaves.TOO_MANY)]


def test_too_much_nested_data_is_told() -> None:
    """A nested mail over the budget stays shut, and says so."""
    raw = build.build_mail(attachments=[build.forwarded(build.build_mail(attachments=[("a", BYTES)]))])
    assert _attached(unpack(raw, Limits(total_bytes=1000)))[0].reason == leaves.TOO_MUCH


def test_long_headers_are_cut_and_told() -> None:
    """Header fields over the limits are cut; the message and its subject remain."""
    raw = b"Subject: x\r\n" + b"X-A: " + b"a" * 100_000 + b"\r\n" + b"X-B: b\r\n" * 12_000 + b"\r\nbody"
    message = unpack(raw).message
    assert (message.envelope.subject, message.text) == ("x", "body")
    assert "1: headers too long, cut" in message.defects


def test_fields_that_matter_are_kept_behind_any_others() -> None:
    """20 000 fields in front of it do not hide that a message has parts; only the first of a kind is kept."""
    mail = build.build_mail(attachments=[("a.pdf", b"%PDF-1.4")])
    taken = unpack(b"X-A: b\r\n" * 20_000 + b"Subject: x\r\n" * 20_000 + mail)
    assert [file.name for file in _attached(taken)] == ["a.pdf"]
    assert taken.message.envelope.subject == "x"
    assert taken.message.defects == ("message: headers too long, cut",)


@pytest.mark.parametrize("charset", [b"w\xff", b"punycode", b"rot13", b"../x", b"\0"])
def test_no_charset_loses_a_message(charset: bytes) -> None:
    """An 8-bit text whose charset is nonsense is a text all the same."""
    taken = unpack(b"Subject: x\r\nContent-Type: text/plain; charset=" + charset + b"\r\n\r\nB\xe1o")
    assert taken.message.text == "Báo"


def test_header_bytes_are_bounded() -> None:
    """Many long fields are cut at the total, too."""
    raw = b"Subject: x\r\n" + b"X-A: aaaaaaaaaaaaaaaa\r\n" * 30 + b"\r\nbody"
    assert unpack(raw, Limits(header_bytes=200)).message.defects == ("1: headers too long, cut",)


def test_what_a_sender_wrote_never_reaches_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    """mail-parser logs headers that it cannot read; a quiet run stays quiet."""
    unpack(b"Subject: =?utf-8?b?" + b"=?utf-8?b?" * 50 + b"?=\r\nFrom: =?x?q?a?= <a@b>\r\n\r\nx")
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("mailparser").propagate is False


@given(
    st.lists(
        st.sampled_from(
            [
                b"Subject: ", b"From: ", b"Date: ", b"Content-Type: ", b"multipart/mixed; boundary=a", b"\r\n--a\r\n",
                b"\r\n--a--\r\n", b"message/rfc822", b"text/html; charset=", b"punycode", b"=?utf-8?b?", b"?=", b"\r\n",
                b"\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n", b"x-uuencode", b"begin 644 a\nM\n`\nend\n", b"\xff",
                b"\0", b"; name*0*=", b"''%C3", b"<[a@b]>", b"PK\x03\x04", b"Message-ID: ", b"a", b'"', b"multipart/digest",
                b"Content-Disposition: attachment; filename=", b"message/delivery-status", b"Mon, 5 Jun 2023 10:00:00 ICT",
            ]
        ),
        max_size=30,
    )
)  # fmt: skip
@settings(max_examples=300)
def test_any_pieces_give_a_message(pieces: list[bytes]) -> None:
    """Law: whatever the bytes, a message or MailShapeError comes out, and it can be stored as UTF-8."""
    _survives(b"".join(pieces))


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_any_bytes_give_a_message(raw: bytes) -> None:
    """Law: also for bytes without any shape."""
    _survives(raw)


def _survives(raw: bytes) -> None:
    try:
        taken = unpack(raw)
    except MailShapeError:
        assert not raw.strip()
        return
    assert taken.message.files
    assert repr(taken.message).encode("utf-8")
    assert taken.message.text.encode("utf-8") is not None
    assert {path for path, _ in taken.contents} <= {file.path for file in taken.message.files}
