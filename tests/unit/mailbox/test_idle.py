"""Waiting for news: what counts as news, renewals, dead links, servers that cannot."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from pipeline.mailbox.idle import Idling
from pipeline.mailbox.server import Limits
from pipeline.mailbox.trouble import Kind, Stage, StepError
from tests.unit.mailbox.scripted import HASTY, PATIENCE, Answer, ScriptedServer

_CAN = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN IDLE\r\n"
_QUIET = b"+ idling\r\nASK"
_LONG = 60.0  # seconds that no test waits for
_LOOK = 0.05
_LOOKS = itertools.count()
# By a clock of which each question takes a look's time: however long this machine takes, the same is done.
_QUICK = Limits(patience=PATIENCE, idling=Idling(renewal=0.2, look=_LOOK, clock=lambda: _LOOK * next(_LOOKS)))


def _server(idle: Answer, *, capability: bytes = _CAN) -> ScriptedServer:
    return ScriptedServer({"CAPABILITY": capability, "IDLE": idle})


def _wait(
    server: ScriptedServer,
    *,
    seconds: float,
    exists: int = 3,
    limits: Limits = _QUICK,
    beat: Callable[[], object] = int,
) -> bool | None:
    with closing(server.mailbox(limits)) as mailbox:
        return mailbox.wait("INBOX", exists=exists, seconds=seconds, beat=beat)


def test_a_message_is_news_even_in_one_packet_with_the_permission_to_wait() -> None:
    """It is heard at once, although it lies in a buffer by then."""
    limits = Limits(patience=PATIENCE, idling=Idling())
    started = time.monotonic()
    with _server(b"+ idling\r\n* 4 EXISTS\r\nASK") as server:
        assert _wait(server, seconds=_LONG, limits=limits) is True
        assert server.commands[-3:] == ["IDLE", "DONE", "LOGOUT"]
    assert time.monotonic() - started < _LONG / 4


def test_a_message_that_came_since_the_poll_is_news() -> None:
    """The folder has three messages, the poll saw two: nobody waits."""
    with _server(_QUIET) as server:
        assert _wait(server, seconds=_LONG, exists=2) is True
        assert "IDLE" not in server.commands


def test_a_message_that_is_told_at_the_end_is_news() -> None:
    """Servers may hold it back until they are asked to end."""
    with _server(_QUIET + b"* 4 EXISTS\r\n") as server:
        assert _wait(server, seconds=0.2) is True


def test_what_others_do_in_the_mailbox_is_no_news() -> None:
    """Read marks, deletions and words of comfort."""
    said = b"+ idling\r\n* 1 FETCH (FLAGS (\\Seen))\r\n* OK Still here\r\n* 3 EXPUNGE\r\nASK"
    with _server(said) as server:
        assert _wait(server, seconds=1.0) is False
        assert "IDLE" in server.commands


def test_a_server_without_idle_is_not_asked() -> None:
    """The answer is None, at once."""
    with _server(_QUIET, capability=b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n") as server:
        assert _wait(server, seconds=_LONG) is None
        assert "IDLE" not in server.commands


def test_waiting_is_renewed() -> None:
    """Before the server hangs up; by a clock of which each look takes eight minutes."""
    minutes = itertools.count(0, 4)
    idling = Idling(look=0.01, clock=lambda: 60.0 * next(minutes))
    with _server(_QUIET) as server:
        assert _wait(server, seconds=60 * 60, limits=Limits(patience=PATIENCE, idling=idling)) is False
        spoken = [said for said in server.commands if said in {"IDLE", "DONE"}]
    assert spoken == ["IDLE", "DONE"] * (len(spoken) // 2)
    assert len(spoken) // 2 >= 3


def test_a_sign_of_life_comes_at_every_look() -> None:
    """Whoever watches the watcher hears of it while nothing happens."""
    beats: list[None] = []
    with _server(_QUIET) as server:
        assert _wait(server, seconds=1.0, beat=lambda: beats.append(None)) is False
    assert len(beats) >= 2


def test_a_dead_link_is_an_error_and_no_busy_loop() -> None:
    """The library itself returns nothing, tens of thousands of times a second; afterwards the mailbox connects anew."""
    beats: list[None] = []
    idling = Idling(look=30.0)
    with _server(b"+ idling\r\nHANG UP") as server:
        mailbox = server.mailbox(Limits(patience=PATIENCE, idling=idling))
        with closing(mailbox):
            with pytest.raises(StepError) as caught:
                mailbox.wait("INBOX", exists=3, seconds=_LONG, beat=lambda: beats.append(None))
            assert (caught.value.step, caught.value.kind) == (Stage.WAIT, Kind.LINE)
            assert len(beats) <= 5
            assert mailbox.open("INBOX").exists == 3
        assert [said.split()[0] for said in server.commands].count("LOGIN") == 2


def test_a_link_that_a_firewall_forgot_is_found_at_the_renewal() -> None:
    """Nothing answers to DONE: the line counts as broken after the time of one read."""
    limits = Limits(patience=HASTY, idling=_QUICK.idling)
    with _server(b"+ idling\r\nASK* OK TAG \r\n") as server, pytest.raises(StepError) as caught:
        _wait(server, seconds=1.0, limits=limits)
    assert (caught.value.step, caught.value.kind) == (Stage.WAIT, Kind.LINE)


def test_a_refusal_to_wait_is_an_error() -> None:
    """It says so in the words of the server."""
    with _server(b"TAG NO not now\r\n") as server, pytest.raises(StepError, match="not now") as caught:
        _wait(server, seconds=_LONG)
    assert caught.value.step is Stage.WAIT


def test_a_signal_hangs_up_without_a_word() -> None:
    """A server that waits for DONE understands no goodbye, and nobody should have to wait for it."""

    def end() -> None:
        raise KeyboardInterrupt

    with _server(_QUIET) as server:
        with pytest.raises(KeyboardInterrupt):
            _wait(server, seconds=_LONG, beat=end)
        assert [said for said in server.commands if said][-1] == "IDLE", "the end of the line is no word"
