"""Headers, uids and Gmail's numbers, from a server that has them, lies about them, or dies over them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.mailbox import Persistence, StepError, open_mailbox
from pipeline.mailbox.server import ImapMailbox, Limits
from pipeline.model.mail import Arrival
from tests.unit.mailbox.scripted import NOW, PATIENCE, Answer, ScriptedServer

_GMAIL = {
    "CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN X-GM-EXT-1\r\n",
    "UID SEARCH": b"* SEARCH 1 2\r\n",
    "UID FETCH": b"* 1 FETCH (UID 1 RFC822.SIZE 5 X-GM-MSGID 1278455344230334865)\r\n"
    b"* 2 FETCH (UID 2 RFC822.SIZE 5 X-GM-MSGID NIL)\r\n",
}


def _arrival(uid: int) -> Arrival:
    return Arrival(account="a", folder="INBOX", validity="7", uid=str(uid), received_at=NOW, size=9)


def _mailbox(server: ScriptedServer) -> ImapMailbox:
    return server.mailbox(Limits(patience=PATIENCE, persistence=Persistence(tries=2, sleep=lambda _: None)))


def _serving(poison: str = "") -> Answer:
    def fetch(command: str) -> bytes:
        uids = re.findall(r"\d+", command.removeprefix("UID FETCH ").partition(" ")[0])
        if poison in uids:
            return b"* 1 FETCH (UIDTAG HANG UP"
        head = b"Message-ID: <%d@x>\r\n\r\n"
        pieces = [head % int(uid) for uid in uids]
        return b"".join(
            b"* %d FETCH (UID %d BODY[HEADER]<0> {%d}\r\n%s)\r\n" % (int(uid), int(uid), len(piece), piece)
            for uid, piece in zip(uids, pieces, strict=True)
        )

    return fetch


def test_headers_come_by_uid_in_one_command() -> None:
    """Without a flag being set: PEEK, and no more than 64 KiB of each."""
    with ScriptedServer({"UID FETCH": _serving()}) as server:
        mailbox = _mailbox(server)
        assert mailbox.headers([_arrival(1), _arrival(3)]) == {
            "1": b"Message-ID: <1@x>\r\n\r\n",
            "3": b"Message-ID: <3@x>\r\n\r\n",
        }
        mailbox.close()
        asked = [command for command in server.commands if "HEADER" in command]
    assert asked == ["UID FETCH 1,3 (BODY.PEEK[HEADER]<0.65536>)"]


@pytest.mark.parametrize("poison", [1, 4, 7])
def test_a_message_that_kills_the_line_costs_the_others_nothing(poison: int) -> None:
    """It alone is absent."""
    with ScriptedServer({"UID FETCH": _serving(str(poison))}) as server:
        mailbox = _mailbox(server)
        found = mailbox.headers([_arrival(uid) for uid in range(1, 8)])
        mailbox.close()
    assert sorted(found) == [str(uid) for uid in range(1, 8) if uid != poison]


@pytest.mark.parametrize("said", [b"", b"NIL", b'""', b"17"])
def test_a_server_that_has_no_headers_for_us_gives_none(said: bytes) -> None:
    """Nothing is made up for what is not there."""
    answer = b"* 1 FETCH (UID 1 BODY[HEADER]<0> %s)\r\n" % said if said else b""
    with ScriptedServer({"UID FETCH": answer}) as server:
        mailbox = _mailbox(server)
        assert mailbox.headers([_arrival(1)]) == {}
        mailbox.close()


def test_a_used_up_quota_and_a_dead_server_are_no_fault_of_the_messages() -> None:
    """They go up, so that the run stops asking."""
    with ScriptedServer({"UID FETCH": b"TAG NO [OVERQUOTA] enough\r\n"}) as server:
        mailbox = _mailbox(server)
        with pytest.raises(StepError, match="used up"):
            mailbox.headers([_arrival(1), _arrival(2)])
    with ScriptedServer({"UID FETCH": b"TAG HANG UP"}) as server:
        mailbox = _mailbox(server)
        mailbox.open("INBOX")
        server.refuse()
        with pytest.raises(StepError, match="Nothing answers"):
            mailbox.headers([_arrival(1), _arrival(2)])
        mailbox.close()


def test_gmails_number_of_a_message_is_asked_for_where_there_is_one() -> None:
    """As its digits; no number is no origin."""
    with ScriptedServer({**_GMAIL}) as server:
        mailbox = _mailbox(server)
        (chunk,) = mailbox.list("INBOX", above="")
        assert [arrival.origin for arrival in chunk] == ["1278455344230334865", ""]
        mailbox.close()


def test_a_number_that_nobody_announced_is_not_believed() -> None:
    """A server that is not Gmail may say anything there."""
    with ScriptedServer({**_GMAIL, "CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"}) as server:
        mailbox = _mailbox(server)
        (chunk,) = mailbox.list("INBOX", above="")
        assert [arrival.origin for arrival in chunk] == ["", ""]
        mailbox.close()
        assert not [command for command in server.commands if "X-GM" in command]


def test_all_uids_of_a_folder_are_told() -> None:
    """Also of one that is empty."""
    with ScriptedServer({}) as server:
        mailbox = _mailbox(server)
        assert list(mailbox.uids(mailbox.open("INBOX"))) == ["1", "2", "3"]
        mailbox.close()
    with ScriptedServer({"EXAMINE": b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] so\r\n"}) as server:
        mailbox = _mailbox(server)
        assert list(mailbox.uids(mailbox.open("INBOX"))) == []
        mailbox.close()


def test_a_folder_of_files_has_uids_and_no_headers(tmp_path: Path) -> None:
    """Reading the whole costs as much."""
    (tmp_path / "a.eml").write_bytes(b"Message-ID: <1@x>\r\n\r\n")
    mailbox = open_mailbox(f"eml:{tmp_path}", password=None, ca_file=None, clock=lambda: NOW)
    (chunk,) = mailbox.list("INBOX", above="")
    assert mailbox.headers(chunk) == {}
    assert mailbox.uids(mailbox.open("INBOX")) == [chunk[0].uid]
