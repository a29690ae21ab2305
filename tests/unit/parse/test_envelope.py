"""Headers to envelopes: who, what, when; and the evidence that a machine wrote."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.model.mail import Envelope
from pipeline.parse import envelope
from pipeline.parse.mail import unpack
from tests.build import mail as build

TEN = dt.datetime(2023, 6, 5, 3, 0, tzinfo=dt.UTC)


def _envelope(headers: str) -> Envelope:
    return unpack(headers.encode("utf-8", "surrogateescape") + b"\r\n\r\nx").message.envelope


def test_a_built_mail_says_who_what_when() -> None:
    """The plain case: everything is where it belongs."""
    found = unpack(
        build.build_mail(to="A <Nam@x.example>, hai@x.example", received_at=build.SENT)
    ).message.envelope
    assert found == Envelope(
        message_id="<bao-cao-1@soyt.example>",
        sender="vanthu@soyt.example",
        sender_name="Văn phòng Sở Y tế",
        recipients=("nam@x.example", "hai@x.example"),
        subject="Báo cáo sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU",
        sent_at=build.SENT,
    )


def test_missing_headers_are_no_fault() -> None:
    """A mail without Date and Message-ID is a mail."""
    message = unpack(build.build_mail(sent_at=None, message_id=None)).message
    assert (message.envelope.sent_at, message.envelope.message_id, message.defects) == (None, "", ())


@pytest.mark.parametrize(
    ("date", "sent_at"),
    [
        ("Mon, 5 Jun 2023 10:00:00 +0700", TEN),
        ("Mon, 5 Jun 2023 10:00:00 +0700 (ICT)", TEN),
        ("Mon, 5 Jun 2023 10:00:00 ICT", TEN),
        ("Mon, 5 Jun 2023 10:00:00 +07", TEN),
        ("Mon, 5 Jun 2023 10:00:00 +7:00", TEN),
        ("Mon, 5 Jun 2023 10:00:00 GMT+7", TEN),
        ("Mon, 5 Jun 2023 03:00:00 GMT", TEN),
        ("Mon, 5 Jun 2023 03:00:00 UTC", TEN),
        ("Mon, 5 Jun 2023 03:00:00 -0000", TEN),
        ("Mon 5 Jun 2023 10:00:00 +0700", TEN),
        ("5 Jun 2023 10:00 +0700", TEN),
        ("Tue, 5 Jun 2023 10:00:00 +0700", TEN),
        ("Mon, 5 Jun 2023 10:00:00", None),
        ("Mon, 5 Jun 2023 10:00:00 ABC", None),
        ("T2, 05 thg 6 2023 10:00:00 +0700", None),
        ("Mon, 35 Jun 2023 10:00:00 +0700", None),
        ("Fri, 31 Dec 9999 23:59:59 -2300", None),
        ("+0700", None),
        ("", None),
    ],
)
def test_a_date_counts_only_with_its_zone(date: str, sent_at: dt.datetime | None) -> None:
    """ICT was read 7 hours wrong by both libraries; a date without a zone is no instant."""
    assert _envelope(f"Date: {date}").sent_at == sent_at


@pytest.mark.parametrize(
    ("header", "sender", "name"),
    [
        ("From: VanThu@SoYT.example", "vanthu@soyt.example", ""),
        ('From: "=?utf-8?B?U+G7nyBZIHThur8=?=" <a@x.example>', "a@x.example", "Sở Y tế"),
        ("From: Sở Y tế <a@x.example>", "a@x.example", "Sở Y tế"),
        ('From: "that@y.example" <a@x.example>', "a@x.example", "that@y.example"),
        (
            "From: =?utf-8?q?S=E1=BB=9F_Y_t=E1?=\r\n =?utf-8?q?=BA=BF?= <a@x.example>",
            "a@x.example",
            "Sở Y tế",
        ),
        ("From: =?utf-8?q?a=0D=0ABcc:=20x?= <a@x.example>", "a@x.example", "a Bcc: x"),
        ("From: khong co dia chi\r\nSender: b@x.example", "b@x.example", ""),
        ("Return-Path: <c@x.example>", "c@x.example", ""),
        ("From: <<a@x.example>", "a@x.example", ""),
        ("From: a@x.example\r\nFrom: b@x.example", "a@x.example", ""),
        ("From: \udcff\udcfe <a@x.example>", "a@x.example", "ÿ₫"),
        ("To: a@b.example", "", ""),
    ],
)
def test_the_sender_is_an_address(header: str, sender: str, name: str) -> None:
    """One lower-case address or none; what the display name says is shown, never believed."""
    found = _envelope(header)
    assert (found.sender, found.sender_name) == (sender, name)


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        ("Subject: Báo cáo", "Báo cáo"),
        ("Subject: B\udce1o c\udce1o", "Báo cáo"),
        ("Subject: =?utf-8?B?QsOhbyBj?= =?utf-8?B?w6Fv?=", "Báo cáo"),
        ("Subject: =?utf-8?Q?B=C3?=\r\n =?utf-8?Q?=A1o?=", "Báo"),
        ("Subject: =?windows-1258?Q?B=E1o?=", "Báo"),
        ("Subject: =?utf-8?Q?a=0D=0AX-Evil:=201=00?=", "a X-Evil: 1"),
        ("Subject: a\u202eb\u200bc", "abc"),
        ("Subject: nam\r\nSubject: hai", "nam"),
        ("Subject: Ba\u0301o", "Báo"),
        ("Subject: " + "a" * 5000, "a" * 2000),
        ("Subject:", ""),
    ],
)
def test_the_subject_is_one_clean_line(header: str, subject: str) -> None:
    """NFC, no controls, no bidi marks, no line breaks that could become a header of ours."""
    assert _envelope(header).subject == subject


def test_headers_that_stand_twice_are_told() -> None:
    """The first one counts, and the reviewer hears of the second."""
    message = unpack(b"Subject: a\r\nSubject: b\r\nMessage-ID: <1@x>\r\nMessage-ID: <2@x>\r\n\r\nx").message
    assert message.envelope.message_id == "<1@x>"
    assert {"2 subject headers", "2 message-id headers"} <= set(message.defects)


@pytest.mark.parametrize(
    ("written", "message_id"),
    [
        ("<a@x>", "<a@x>"),
        (" <a@\r\n x> ", "<a@x>"),
        ("<[1a2b@x]>", "<[1a2b@x]>"),
        ("khong ngoac", "khongngoac"),
    ],
)
def test_the_message_id_has_no_blanks(written: str, message_id: str) -> None:
    """The id keeps its brackets; Outlook's bracketed ids broke a library."""
    assert _envelope(f"Message-ID: {written}").message_id == message_id


def test_an_unsafe_charset_costs_no_time_and_no_header() -> None:
    """An encoded word in punycode took a library 12 s; here it is read as UTF-8."""
    word = "=?punycode?q?" + "a" * 60_000 + "?="
    assert _envelope(f"From: {word} <a@x.example>\r\nSubject: {word}").sender == "a@x.example"


def test_the_stdlib_stands_in_when_mail_parser_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library's failure costs a defect, never the envelope."""

    def broken(raw: bytes) -> None:
        raise AttributeError(raw)

    good = unpack(build.build_mail()).message
    monkeypatch.setattr("mailparser.parse_from_bytes", broken)
    found = unpack(build.build_mail()).message
    assert found.envelope == good.envelope
    assert found.defects == ("headers: mail-parser raised AttributeError",)


def test_the_stdlib_reads_hopeless_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the address parser itself breaks, what looks like an address is taken."""

    def broken(values: list[str]) -> None:
        raise IndexError(values)

    monkeypatch.setattr("email.utils.getaddresses", broken)
    assert envelope.by_stdlib((("from", "X <a@x.example>"),)).senders == (("", "a@x.example"),)


@pytest.mark.parametrize(
    ("headers", "evidence"),
    [
        ("Auto-Submitted: auto-replied; x=y", "Auto-Submitted: auto-replied; x=y"),
        ("Auto-Submitted: No", ""),
        ("Precedence: bulk", "Precedence: bulk"),
        ("Precedence: first-class", ""),
        ("List-Id: Ban tin <bt.x.example>", "List-Id: Ban tin <bt.x.example>"),
        ("List-Unsubscribe: <mailto:x>", "List-Unsubscribe: <mailto:x>"),
        ("X-Autoreply: yes", "X-Autoreply: yes"),
        ("X-Autoreply: no", ""),
        ("Return-Path: <>", "Return-Path: <> (empty)"),
        ("From: MAILER-DAEMON@x.example", "From: mailer-daemon@x.example"),
        ("From: postmaster@x.example", "From: postmaster@x.example"),
        (
            "Content-Type: multipart/report; report-type=delivery-status; boundary=a",
            "Content-Type: multipart/report, delivery-status",
        ),
        ("Content-Type: multipart/report; boundary=a", ""),
        ("From: a@x.example", ""),
    ],
)
def test_machines_are_told_by_their_headers(headers: str, evidence: str) -> None:
    """The evidence names the header and its value, in that order of trust."""
    assert unpack(headers.encode() + b"\r\n\r\nx").message.automatic == evidence


def test_a_bounce_is_opened() -> None:
    """A delivery report's parts are files, the mail that it returns is an envelope."""
    status = build.part(
        "message/delivery-status", b"Reporting-MTA: dns; x\r\n\r\nAction: failed\r\n", encoding=""
    )
    back = build.part("message/rfc822", build.build_mail(subject="Tra ve"), encoding="")
    parts = [build.part("text/plain", b"Khong gui duoc"), status, back]
    head = b"From: MAILER-DAEMON@x.example\r\n"
    message = unpack(
        head + build.multipart("report", parts, parameters="; report-type=delivery-status")
    ).message
    assert [file.path for file in message.files] == ["1", "2", "3.1"]
    assert message.forwarded[0].subject == "Tra ve"
    assert message.automatic.startswith("Content-Type: multipart/report")
