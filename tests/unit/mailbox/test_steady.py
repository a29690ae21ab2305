"""An IMAP mailbox against trouble that passes, trouble with one message, and trouble that takes hours."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from pipeline.mailbox import Persistence
from pipeline.mailbox.server import ImapMailbox, Limits
from pipeline.mailbox.trouble import FetchError, Kind, Stage, StepError, explain
from pipeline.mailbox.url import ServerAddress, parse_url
from pipeline.model.mail import Arrival
from tests.unit.mailbox.scripted import PASSWORD, PATIENCE, Answer, ScriptedServer, serving

_MIB = 1 << 20
_MAIL = b"Subject: x\r\n\r\n" + bytes(range(128)) * (2 * _MIB // 128) + b"end"
_TRIES = 4
_PASSING = {
    "hung up": b"TAG HANG UP",
    "cut inside": b"* 1 FETCH (UID 1 BODY[]<0> {900}\r\nhalfTAG HANG UP",
    "unavailable": b"TAG NO [UNAVAILABLE] internal error\r\n",
    "in use": b"TAG NO [INUSE] somebody has the folder\r\n",
    "limit": b"TAG NO [LIMIT] Maximum number of connections\r\n",
    "too many": b"TAG NO [ALERT] Too many simultaneous connections. (Failure)\r\n",
    "goodbye": b"* BYE [UNAVAILABLE] shutting down\r\nTAG HANG UP",
}


@dataclass(slots=True)
class Troubled:
    """Answers `trouble` the first `times` times that a command fits, then as the server would."""

    well: Answer
    trouble: bytes
    times: int
    fits: Callable[[str], bool] = field(default=lambda _: True)

    def __call__(self, command: str) -> bytes:
        """The answer to a command."""
        if self.times and self.fits(command):
            self.times -= 1
            return self.trouble
        return self.well(command) if callable(self.well) else self.well


def _steady(server: ScriptedServer, waits: list[float] | None = None, tries: int = _TRIES) -> ImapMailbox:
    persistence = Persistence(tries=tries, sleep=([] if waits is None else waits).append)
    return server.mailbox(Limits(patience=PATIENCE, persistence=persistence))


def _listed(mailbox: ImapMailbox) -> list[Arrival]:
    return [arrival for chunk in mailbox.list("INBOX", above="") for arrival in chunk]


def _three(raw: bytes = b"Subject: x\r\n\r\nsmall") -> dict[str, Answer]:
    """Answers of a server with the same mail under the uids 1 to 3 and more."""

    def fetch(command: str) -> bytes:
        uids = re.findall(r"\d+", command.removeprefix("UID FETCH ").partition(" ")[0])
        if "BODY" in command:
            return b"* 1 FETCH (UID %s BODY[]<0> {%d}\r\n%s)\r\n" % (uids[0].encode(), len(raw), raw)
        line = b'* %s FETCH (UID %s RFC822.SIZE %d INTERNALDATE "10-Jun-2023 08:00:00 +0700")\r\n'
        return b"".join(line % (uid.encode(), uid.encode(), len(raw)) for uid in uids)

    return {"UID FETCH": fetch, "UID SEARCH": b"* SEARCH 1 2 3 4 5 6\r\n"}


@pytest.mark.parametrize(
    "command", ["LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH 1 (RFC822", "UID FETCH 1 (BODY"]
)
@pytest.mark.parametrize("trouble", _PASSING)
def test_trouble_that_passes_is_waited_out(command: str, trouble: str) -> None:
    """Whatever the step, and twice in a row: the message comes whole, with growing waits between."""
    answers = serving(_MAIL)
    well = {"LOGIN": b"", "EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] so\r\n", **answers}
    name = next(name for name in well if command.startswith(name))
    waits: list[float] = []
    with ScriptedServer({**answers, command: Troubled(well[name], _PASSING[trouble], 2)}) as server:
        mailbox = _steady(server, waits)
        (arrival,) = _listed(mailbox)
        assert b"".join(mailbox.fetch(arrival)) == _MAIL
        mailbox.close()
    assert [int(wait) for wait in waits] == [1, 2]


def test_a_broken_fetch_goes_on_where_it_stopped() -> None:
    """Pieces that came are not asked for again: of three only the second is asked for twice."""
    answers = serving(_MAIL)
    breaks = Troubled(answers["UID FETCH"], b"TAG HANG UP", 1, lambda command: f"<{_MIB}." in command)
    with ScriptedServer({**answers, "UID FETCH": breaks}) as server:
        mailbox = _steady(server)
        assert b"".join(mailbox.fetch(_listed(mailbox)[0])) == _MAIL
        mailbox.close()
        asked = [int(found[1]) for each in server.commands if (found := re.search(r"<(\d+)\.", each))]
    assert asked == [0, _MIB, _MIB, 2 * _MIB]


def test_a_message_that_kills_the_line_every_time_is_its_own_trouble() -> None:
    """After as many tries as allowed it is set aside with what happened; the next one comes."""
    answers = _three()
    poison = Troubled(
        answers["UID FETCH"], b"TAG HANG UP", 999, lambda said: said.startswith("UID FETCH 2 (B")
    )
    with ScriptedServer({**answers, "UID FETCH": poison}) as server:
        mailbox = _steady(server)
        arrivals = _listed(mailbox)
        with pytest.raises(FetchError, match=r"uid 2 in INBOX cannot be fetched \(.*socket error"):
            list(mailbox.fetch(arrivals[1]))
        assert b"".join(mailbox.fetch(arrivals[2])).endswith(b"small")
        mailbox.close()
        assert len([each for each in server.commands if each.startswith("UID FETCH 2 (B")]) == _TRIES


def test_a_message_that_is_refused_for_good_is_not_tried_again() -> None:
    """A refusal without a code that speaks of time."""
    answers = serving(b"x") | {"UID FETCH 1 (BODY": b"TAG NO [SERVERBUG] cannot read it\r\n"}
    waits: list[float] = []
    with ScriptedServer(answers) as server:
        mailbox = _steady(server, waits)
        with pytest.raises(FetchError, match="SERVERBUG"):
            list(mailbox.fetch(_listed(mailbox)[0]))
        mailbox.close()
    assert waits == []


def test_a_server_that_lets_nothing_be_fetched_is_in_trouble_itself() -> None:
    """The fourth message in a row that kills the line is not blamed; one that came between starts the count anew."""
    answers = _three()
    broken = Troubled(answers["UID FETCH"], b"TAG HANG UP", 999, lambda said: "BODY" in said)
    with ScriptedServer({**answers, "UID FETCH": broken}) as server:
        mailbox = _steady(server, tries=1)
        one, two, three, *rest = _listed(mailbox)
        for arrival in (one, two, three):
            with pytest.raises(FetchError):
                list(mailbox.fetch(arrival))
        broken.times = 0
        assert b"".join(mailbox.fetch(one))
        broken.times = 999
        for arrival in (one, two, three):
            with pytest.raises(FetchError):
                list(mailbox.fetch(arrival))
        with pytest.raises(StepError, match="broke") as caught:
            list(mailbox.fetch(rest[0]))
        mailbox.close()
    assert (caught.value.step, caught.value.kind) == (Stage.FETCH, Kind.LINE)


@pytest.mark.parametrize("command", ["LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH 1 (BODY"])
@pytest.mark.parametrize(
    "said", [b"[OVERQUOTA] over", b"Account exceeded command or bandwidth limits. (Failure)"]
)
def test_a_used_up_allowance_is_not_tried_again(command: str, said: bytes) -> None:
    """It takes hours: the sentence says so, no message is blamed, and nobody waits."""
    waits: list[float] = []
    with ScriptedServer({**serving(_MAIL), command: b"TAG NO " + said + b"\r\n"}) as server:
        mailbox = _steady(server, waits)
        with pytest.raises(StepError, match=r"nothing is lost; try again later") as caught:
            list(mailbox.fetch(_listed(mailbox)[0]))
        mailbox.close()
    assert (caught.value.kind, waits) == (Kind.QUOTA, [])


def test_a_message_gets_its_time_once_however_often_it_is_tried() -> None:
    """A drip that used it up is not tried again: the message is set aside with that reason."""

    def drip(_: str) -> bytes:
        time.sleep(2.0)
        return b"* 1 FETCH (UID 1 BODY[]<0> {1}\r\nx)\r\n"

    with ScriptedServer(serving(_MAIL) | {"UID FETCH 1 (BODY": drip}) as server:
        limits = Limits(seconds=1.0, patience=PATIENCE, persistence=Persistence(sleep=lambda _: None))
        mailbox = server.mailbox(limits)
        with pytest.raises(FetchError, match="it took too long"):
            list(mailbox.fetch(_listed(mailbox)[0]))
        mailbox.close()
        assert len([command for command in server.commands if "BODY" in command]) == 1


@pytest.mark.parametrize(
    ("step", "error", "kind"),
    [
        (Stage.CONNECT, ssl.SSLEOFError("cut"), Kind.LINE),
        (Stage.CONNECT, ssl.SSLZeroReturnError("closed"), Kind.LINE),
        (Stage.CONNECT, ssl.SSLError("wrong version number"), Kind.LASTING),
        (Stage.FETCH, ssl.SSLError("bad record"), Kind.LINE),
        (Stage.CONNECT, TimeoutError(), Kind.LINE),
        (Stage.CONNECT, ConnectionRefusedError(), Kind.DOWN),
        (Stage.RESOLVE, socket.gaierror("no such name"), Kind.DOWN),
        (Stage.TRUST, FileNotFoundError(), Kind.LASTING),
        (Stage.FOLDER, LookupError("the server marks no folder so"), Kind.LASTING),
        (Stage.FOLDER, imaplib.IMAP4.error("[OVERQUOTA] x"), Kind.QUOTA),
        (Stage.FETCH, imaplib.IMAP4.abort("[UNAVAILABLE] x"), Kind.BUSY),
        (Stage.FETCH, imaplib.IMAP4.error("limited bandwidths"), Kind.LASTING),
    ],
)
def test_errors_are_told_apart_by_how_long_they_last(step: Stage, error: Exception, kind: Kind) -> None:
    """By class where there is one, by response code else; words alone prove nothing but a bandwidth."""
    address = parse_url("imaps://u@mail.example.org/")
    assert isinstance(address, ServerAddress)
    ours = explain(step, error, address)
    assert ours.kind is kind
    assert (ours.step is Stage.TLS) == (isinstance(error, ssl.SSLError) and step is Stage.CONNECT)


def test_a_folder_of_a_bad_name_is_no_quota() -> None:
    """What we asked for stands in the sentence, and is not what the server said."""
    address = parse_url("imaps://u@mail.example.org/")
    assert isinstance(address, ServerAddress)
    error = imaplib.IMAP4.error("[NONEXISTENT] no such folder")
    assert explain(Stage.FOLDER, error, address, subject="[OVERQUOTA] bandwidth").kind is Kind.LASTING


def test_a_server_that_never_answered_is_not_waited_for() -> None:
    """Nothing listens there: most likely a wrong port, which waiting does not mend."""
    waits: list[float] = []
    with ScriptedServer({}) as server:
        mailbox = _steady(server, waits)
        server.refuse()
        with pytest.raises(StepError, match="Nothing answers"):
            mailbox.open("INBOX")
    assert waits == []


def test_a_server_that_answered_before_is_waited_for() -> None:
    """It is being restarted: refused connections are tried again until the tries are used up."""
    waits: list[float] = []
    with ScriptedServer(serving(_MAIL) | {"UID FETCH 1 (BODY": b"TAG HANG UP"}) as server:
        mailbox = _steady(server, waits)
        (arrival,) = _listed(mailbox)
        server.refuse()
        with pytest.raises(StepError, match="Nothing answers"):
            list(mailbox.fetch(arrival))
    assert len(waits) == _TRIES - 1


def test_what_the_server_wants_read_is_kept_made_safe() -> None:
    """From the greeting, in and after answers, each once; controls and the secret are taken out, refusals are errors."""
    examine = (
        b"* OK [ALERT] going down\r\n* 1 EXISTS\r\n* OK [UIDVALIDITY 7] so\r\n"
        b"TAG OK [ALERT] \x1b[31mMailbox is at 95%; pass " + PASSWORD.encode() + b"\r\n"
    )
    answers: dict[str, Answer] = {**serving(b"* OK [ALERT] no, a mail\r\n"), "EXAMINE": examine}
    with ScriptedServer(answers, greeting=b"* OK [ALERT] hello\r\n") as server:
        mailbox = _steady(server)
        assert b"".join(mailbox.fetch(_listed(mailbox)[0])).startswith(b"* OK")
        mailbox.open("INBOX")
        mailbox.close()
    assert mailbox.alerts == ["hello", "going down", "[31mMailbox is at 95%; pass ***"]


def test_a_server_cannot_fill_the_screen_with_alerts() -> None:
    """Twenty are kept, of at most 200 letters each."""
    many = b"".join(b"* OK [ALERT] %d %s\r\n" % (number, b"x" * 999) for number in range(50))
    with ScriptedServer({"EXAMINE": many + b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] so\r\n"}) as server:
        mailbox = _steady(server)
        mailbox.open("INBOX")
        mailbox.close()
    assert len(mailbox.alerts) == 20
    assert max(map(len, mailbox.alerts)) == 200
