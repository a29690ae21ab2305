"""Connecting and signing in, against a server that echoes secrets, breaks off and refuses."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.mailbox import check_mailbox
from pipeline.mailbox.imap import Access, Connection
from pipeline.mailbox.server import Limits
from pipeline.mailbox.trouble import Stage, StepError
from pipeline.mailbox.url import Security
from tests.unit.mailbox.scripted import HASTY, PASSWORD, PATIENCE, ScriptedServer, serving

_MAIL = b"Subject: x\r\n\r\n" + b"abcdefgh" * 10


def test_a_password_that_the_server_echoes_is_not_repeated() -> None:
    """Neither the sentence nor the chain of causes holds the secret."""
    refusal = b"TAG NO [AUTHENTICATIONFAILED] no such password: " + PASSWORD.encode() + b"\r\n"
    with ScriptedServer({"LOGIN": refusal}) as server, pytest.raises(StepError) as caught:
        server.mailbox().open("INBOX")
    assert caught.value.step is Stage.SIGN_IN
    assert PASSWORD not in f"{caught.value}{caught.value.__cause__}"
    assert caught.value.__suppress_context__
    assert PASSWORD not in repr(Access(password=PASSWORD))


def test_a_user_that_login_cannot_say_signs_in_by_plain() -> None:
    """A blank in the user name cannot become another argument of LOGIN."""
    with ScriptedServer({"AUTHENTICATE PLAIN": b"TAG NO no\r\n"}) as server:
        address = replace(server.address, user="a b")
        with pytest.raises(StepError, match="did not let a b in"):
            Connection(address, Access(password=PASSWORD), PATIENCE)
        assert server.commands[1:2] == ["AUTHENTICATE PLAIN"]


def test_logs_hold_no_password_and_no_body(caplog: pytest.LogCaptureFixture) -> None:
    """Even when the whole program logs at DEBUG."""
    logging.getLogger("imapclient").setLevel(logging.NOTSET)
    with caplog.at_level(logging.DEBUG), ScriptedServer(serving(_MAIL)) as server:
        mailbox = server.mailbox()
        (arrival,) = next(iter(mailbox.list("INBOX", above="")))
        assert b"".join(mailbox.fetch(arrival)) == _MAIL
        mailbox.close()
    assert PASSWORD not in caplog.text
    assert "abcdefgh" not in caplog.text


@pytest.mark.parametrize(
    ("answers", "greeting", "step", "sentence"),
    [
        ({}, b"* BYE overloaded\r\n", Stage.CONNECT, "then try again"),
        ({}, b"HTTP/1.1 400 Bad Request\r\n", Stage.CONNECT, "check host, port"),
        ({}, b"", Stage.CONNECT, "use imaps://"),
        (
            {"LOGIN": b"TAG NO [LIMIT] Maximum number of connections\r\n"},
            None,
            Stage.SIGN_IN,
            "try again later",
        ),
        ({"LOGIN": b"TAG HANG UP"}, None, Stage.SIGN_IN, "try again later"),
        ({"EXAMINE": b"TAG NO [NONEXISTENT] none\r\n"}, None, Stage.FOLDER, "campaign.yaml"),
        ({"EXAMINE": b"TAG HANG UP"}, None, Stage.FOLDER, "next run tries again"),
        ({"EXAMINE": b"\xff\xfe\r\nTAG OK\r\n"}, None, Stage.FOLDER, "next run tries again"),
    ],
)
def test_each_step_says_what_failed(
    answers: dict[str, bytes], greeting: bytes | None, step: Stage, sentence: str
) -> None:
    """An error names its step in a sentence that says what to do, and passed steps are told as such."""
    with ScriptedServer({**answers}, greeting=b"* OK hello\r\n" if greeting is None else greeting) as server:
        limits = Limits(patience=HASTY if greeting == b"" else PATIENCE)
        told = check_mailbox(server.mailbox(limits), ["INBOX"])
    assert [each.ok for each in told] == [True] * (len(told) - 1) + [False]
    assert told[-1].name == ("folder INBOX" if step is Stage.FOLDER else step)
    assert sentence in told[-1].sentence
    assert "\n" not in told[-1].sentence


def test_a_server_without_starttls_is_not_spoken_to_in_plain_text() -> None:
    """When STARTTLS is missing, no password is sent."""
    with ScriptedServer({}) as server:
        address = replace(server.address, security=Security.STARTTLS)
        with pytest.raises(StepError, match="offers no STARTTLS"):
            Connection(address, Access(password=PASSWORD), PATIENCE)
        assert not [command for command in server.commands if "LOGIN" in command]


def test_a_server_that_breaks_off_starttls_is_told_from_one_without() -> None:
    """A line that breaks at STARTTLS is a broken line."""
    answers = {"CAPABILITY": b"* CAPABILITY IMAP4rev1 STARTTLS\r\n", "STARTTLS": b"TAG HANG UP"}
    with ScriptedServer({**answers}) as server:
        address = replace(server.address, security=Security.STARTTLS)
        with pytest.raises(StepError, match="broke") as caught:
            Connection(address, Access(password=PASSWORD), PATIENCE)
    assert caught.value.step is Stage.TLS


def test_a_ca_file_that_is_none_is_said_before_connecting(tmp_path: Path) -> None:
    """A missing CA file and one without certificates are named as what they are."""
    (tmp_path / "no.pem").write_text("nothing", encoding="utf-8")
    for name in ("absent.pem", "no.pem"):
        with ScriptedServer({}) as server:
            access = Access(password=PASSWORD, ca_file=tmp_path / name)
            with pytest.raises(StepError, match="CA file cannot be used") as caught:
                Connection(server.address, access, PATIENCE)
            assert caught.value.step is Stage.TRUST
            assert server.commands == []


def test_close_never_raises() -> None:
    """Neither on a mailbox that was never opened, nor on a dead server, nor twice."""
    with ScriptedServer({"LOGOUT": b"TAG HANG UP"}) as server:
        mailbox = server.mailbox()
        mailbox.close()
        mailbox.open("INBOX")
        mailbox.close()
        mailbox.close()
