"""Signing in with access tokens, against a server that is scripted line by line."""

from __future__ import annotations

import base64
import logging
import traceback
from contextlib import closing
from dataclasses import replace

import pytest

from pipeline.mailbox import check_mailbox
from pipeline.mailbox.bearer import Bearer
from pipeline.mailbox.imap import Access, Connection
from pipeline.mailbox.trouble import Stage, StepError
from tests.unit.mailbox.scripted import PATIENCE, Answer, ScriptedServer

_XOAUTH2: dict[str, Answer] = {"CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2\r\n"}
_BOTH: dict[str, Answer] = {"CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 AUTH=OAUTHBEARER\r\n"}
_IN = b"+ \r\nASK"
_CHALLENGE = base64.b64encode(b'{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}')
_REFUSED = (
    _IN + b"+ " + _CHALLENGE + b"\r\nASKTAG NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n"
)


class Purse:
    """Tokens `token1`, `token2`, …: the same one until it is refused."""

    def __init__(self) -> None:
        self.count = 1

    def fresh(self) -> str:
        """The token in the purse."""
        return f"token{self.count}"

    def refused(self, token: str) -> None:
        """Another one lies in the purse from now on."""
        assert token == self.fresh()
        self.count += 1


def _sent(server: ScriptedServer) -> list[str]:
    """What the client said in AUTHENTICATE commands: their own line, and the plain text of each answer."""
    said: list[str] = []
    for line in server.commands:
        if line.startswith("AUTHENTICATE"):
            said.append(line.removeprefix("AUTHENTICATE "))
        elif said and " " not in line and line not in {"CAPABILITY", "LOGOUT"}:
            said.append(base64.b64decode(line).decode())
    return said


def _let_in(server: ScriptedServer) -> None:
    with closing(server.mailbox(tokens=Purse())) as mailbox:
        assert mailbox.open("INBOX").exists == 3


def _refused(answers: dict[str, Answer]) -> str:
    """What is said when the server answers so."""
    with ScriptedServer(answers) as server, pytest.raises(StepError) as caught:
        server.mailbox(tokens=Purse()).open("INBOX")
    assert "token1" not in "".join(traceback.format_exception(caught.value))
    return str(caught.value)


def _xoauth2(token: str) -> str:
    return f"user=user\1auth=Bearer {token}\1\1"


def test_oauthbearer_is_preferred() -> None:
    """In the words of RFC 7628."""
    with ScriptedServer({**_BOTH, "AUTHENTICATE": _IN}) as server:
        _let_in(server)
        assert _sent(server) == ["OAUTHBEARER", "n,a=user,\1auth=Bearer token1\1\1"]


def test_xoauth2_is_used_where_it_is_all_there_is() -> None:
    """In the words of its vendors."""
    with ScriptedServer({**_XOAUTH2, "AUTHENTICATE": _IN}) as server:
        _let_in(server)
        assert _sent(server) == ["XOAUTH2", _xoauth2("token1")]


def test_a_user_with_signs_of_the_protocol_stays_one_user() -> None:
    """OAUTHBEARER has commas and equals signs between its fields."""
    bearer = Bearer("a=b,c@x", "token1", "OAUTHBEARER")
    assert base64.b64decode(bearer.secrets[1]).decode() == "n,a=a=3Db=2Cc@x,\1auth=Bearer token1\1\1"
    assert "token1" not in repr(bearer)


@pytest.mark.parametrize(("offered", "read"), [(_XOAUTH2, ""), (_BOTH, "\1")])
def test_a_refusal_is_read_to_its_end_and_the_token_sent_once(offered: dict[str, Answer], read: str) -> None:
    """The answer to the challenge that says why is that it was read, never the token again."""
    with ScriptedServer({**offered, "AUTHENTICATE": _REFUSED}) as server:
        with pytest.raises(StepError) as caught:
            server.mailbox(tokens=Purse()).open("INBOX")
        sent = _sent(server)
    assert len(sent) == 6
    assert sent[2] == sent[5] == read
    assert ("token1" in sent[1], "token2" in sent[4]) == (True, True)
    assert "status 400, scope https://mail.google.com/" in str(caught.value)


def test_a_refused_token_is_replaced_once() -> None:
    """The second one lets in, on the same line."""
    answers = iter([_REFUSED, _IN])
    with ScriptedServer({**_XOAUTH2, "AUTHENTICATE": lambda _line: next(answers)}) as server:
        _let_in(server)
        assert _sent(server) == ["XOAUTH2", _xoauth2("token1"), "", "XOAUTH2", _xoauth2("token2")]


def test_a_token_refused_twice_is_said_and_forgotten() -> None:
    """Two attempts a connection, never a third; neither token is offered again at the next."""
    purse = Purse()
    with ScriptedServer({**_XOAUTH2, "AUTHENTICATE": _REFUSED}) as server:
        mailbox = server.mailbox(tokens=purse)
        with pytest.raises(StepError, match="with a fresh access token either") as caught:
            mailbox.open("INBOX")
        assert server.commands.count("AUTHENTICATE XOAUTH2") == 2
    assert purse.count == 3
    assert caught.value.step is Stage.SIGN_IN
    assert caught.value.__suppress_context__


def test_a_server_without_either_is_shown_no_token() -> None:
    """What `check` says: a token came, and this server takes none."""
    with ScriptedServer({}) as server:
        *_, token, sign_in = check_mailbox(server.mailbox(tokens=Purse()), ["INBOX"])
        assert not [line for line in server.commands if line.startswith("AUTHENTICATE")]
    assert (token.name, token.ok) == (Stage.TOKEN, True)
    assert (sign_in.name, sign_in.ok) == (Stage.SIGN_IN, False)
    assert "takes no access tokens (it offers neither OAUTHBEARER nor XOAUTH2)" in sign_in.sentence


@pytest.mark.parametrize(
    "answer",
    [
        b"TAG NO [UNAVAILABLE] Temporary authentication failure\r\n",
        b"TAG NO [LIMIT] Too many simultaneous connections\r\n",
        _IN + b"HANG UP",
    ],
)
def test_what_passes_does_not_spend_the_token(answer: bytes) -> None:
    """A busy server and a broken line say nothing of the token."""
    purse = Purse()
    with ScriptedServer({**_XOAUTH2, "AUTHENTICATE": answer}) as server:
        with pytest.raises(StepError, match="try again later"):
            server.mailbox(tokens=purse).open("INBOX")
        assert server.commands.count("AUTHENTICATE XOAUTH2") == 1
    assert purse.count == 1


def test_a_server_that_hangs_up_after_a_refusal_gets_the_next_token_next_time() -> None:
    """The second attempt finds a dead line; a new connection goes on from there."""
    answers = iter([_REFUSED + b"HANG UP", _IN])
    with ScriptedServer({**_XOAUTH2, "AUTHENTICATE": lambda _line: next(answers)}) as server:
        mailbox = server.mailbox(tokens=Purse())
        with pytest.raises(StepError, match="try again later"):
            mailbox.open("INBOX")
        assert mailbox.open("INBOX").exists == 3
        mailbox.close()
        assert _xoauth2("token2") in _sent(server)


@pytest.mark.parametrize("challenge", [b"AAAA", b"bnVsbA==", b"W10=", base64.b64encode(b"[" * 9000)])
def test_a_challenge_that_is_nonsense_changes_nothing(challenge: bytes) -> None:
    """It is answered like any other, and what the server says in words is shown."""
    refusal = _IN + b"+ " + challenge + b"\r\nASKTAG NO not you\r\n"
    assert "(not you)" in _refused({**_XOAUTH2, "AUTHENTICATE": refusal})


def test_a_refusal_without_a_word_is_one() -> None:
    """Saying nothing lets nobody in."""
    assert "it does not say why" in _refused({**_XOAUTH2, "AUTHENTICATE": _IN + b"TAG NO \r\n"})


def test_a_server_that_asks_for_ever_is_left() -> None:
    """The third challenge is answered by breaking the exchange off."""
    asking = _IN + b"+ \r\nASK+ \r\nASKTAG BAD broken off\r\n"
    with ScriptedServer({**_XOAUTH2, "AUTHENTICATE": asking}) as server:
        with pytest.raises(StepError, match="broken off"):
            server.mailbox(tokens=Purse()).open("INBOX")
        start = server.commands.index("AUTHENTICATE XOAUTH2")
        assert server.commands[start + 2 : start + 4] == ["", "*"]


def test_tokens_that_a_server_repeats_are_not_shown() -> None:
    """As they are, and as the line that held them; those of both attempts; now and at later steps."""

    def refusal(_line: str) -> bytes:
        lines = [base64.b64encode(_xoauth2(f"token{n}").encode()) for n in (1, 2)]
        return _IN + b"TAG NO token1 token2 %b %b\r\n" % (lines[0], lines[1])

    assert "(*** *** *** ***)" in _refused({**_XOAUTH2, "AUTHENTICATE": refusal})
    later: dict[str, Answer] = {"AUTHENTICATE": _IN, "EXAMINE": b"TAG NO for token1\r\n"}
    assert "for ***)" in _refused(_XOAUTH2 | later)


def test_logs_hold_no_token(caplog: pytest.LogCaptureFixture) -> None:
    """Even when the whole program logs at DEBUG."""
    logging.getLogger("imapclient").setLevel(logging.NOTSET)
    with caplog.at_level(logging.DEBUG), ScriptedServer({**_XOAUTH2, "AUTHENTICATE": _IN}) as server:
        mailbox = server.mailbox(tokens=Purse())
        mailbox.open("INBOX")
        mailbox.close()
    records = "".join(str(vars(record)) for record in caplog.records)
    assert "token1" not in records
    assert base64.b64encode(_xoauth2("token1").encode()).decode() not in records


def test_a_purse_that_fails_leaves_no_connection_open() -> None:
    """Its error goes on as it is, after the server heard good-bye."""

    class Empty(Purse):
        def fresh(self) -> str:
            raise StepError(Stage.TOKEN, "There is none.")

    with ScriptedServer({**_XOAUTH2}) as server:
        with pytest.raises(StepError, match=r"^There is none\.$"):
            Connection(replace(server.address, user="a"), Access(tokens=Empty()), PATIENCE)
        assert server.commands[-1] == "LOGOUT"
