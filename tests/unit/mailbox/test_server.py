"""An IMAP mailbox against a server that lies, drips and dies."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import time
from contextlib import closing
from dataclasses import replace

import pytest

from pipeline.errors import MailboxError, MessageGoneError
from pipeline.mailbox.check import check_mailbox
from pipeline.mailbox.server import ImapMailbox, Limits
from pipeline.mailbox.trouble import FetchError, Kind, Stage, StepError
from pipeline.model.mail import Arrival
from tests.unit.mailbox.scripted import NOW, PATIENCE, ScriptedServer, serving

_MIB = 1 << 20
_MAIL = b"Subject: x\r\n\r\n" + b"abcdefgh" * 10


def _listed(mailbox: ImapMailbox, above: str = "") -> list[Arrival]:
    return [arrival for chunk in mailbox.list("INBOX", above=above) for arrival in chunk]


def _fetched(server: ScriptedServer, limits: Limits | None = None) -> bytes:
    mailbox = server.mailbox(limits)
    try:
        return b"".join(mailbox.fetch(_listed(mailbox)[0]))
    finally:
        mailbox.close()


@pytest.mark.parametrize("announced", [0, 5, len(_MAIL), len(_MAIL) + 5, 2 * _MIB])
def test_a_lying_size_neither_truncates_nor_loops(announced: int) -> None:
    """The bytes are those that the server has, whatever size it announced."""
    with ScriptedServer(serving(_MAIL, size=announced)) as server:
        assert _fetched(server) == _MAIL


@pytest.mark.parametrize("length", [_MIB - 1, _MIB, _MIB + 1, 3 * _MIB])
def test_pieces_join_to_the_message(length: int) -> None:
    """A message around the size of a piece comes whole."""
    raw = bytes(range(256)) * (length // 256 + 1)
    with ScriptedServer(serving(raw[:length])) as server:
        assert hashlib.sha256(_fetched(server)).digest() == hashlib.sha256(raw[:length]).digest()


def test_a_server_that_gives_short_pieces_is_asked_again() -> None:
    """A piece shorter than asked for is no end while the announced size is not reached."""
    with ScriptedServer(serving(_MAIL, per_piece=10)) as server:
        assert _fetched(server) == _MAIL


def test_a_message_that_says_it_is_too_large_is_not_downloaded() -> None:
    """Over the limit, no body is asked for, and the sentence says what to do."""
    with ScriptedServer(serving(_MAIL, size=5000)) as server:
        with pytest.raises(FetchError, match="take its files in by hand"):
            _fetched(server, Limits(size=1000, patience=PATIENCE))
        assert not [command for command in server.commands if "BODY" in command]


def test_a_message_that_never_ends_is_cut_at_the_limit() -> None:
    """A server that announces little and sends much is stopped by the size limit."""
    with (
        ScriptedServer(serving(b"x" * 4 * _MIB, size=10)) as server,
        pytest.raises(FetchError, match="larger than 2097152"),
    ):
        _fetched(server, Limits(size=2 * _MIB, patience=PATIENCE))


@pytest.mark.parametrize(
    "answer",
    [
        b"* 1 FETCH (UID 1 BODY[]<0> NIL)\r\n",
        b"",
        b"* 9 FETCH (UID 9 BODY[]<0> {1}\r\nx)\r\n",
        b"TAG NO [EXPUNGEISSUED] Some of the requested messages no longer exist.\r\n",
    ],
)
def test_a_message_that_the_server_lost_is_gone(answer: bytes) -> None:
    """NIL, no answer, an answer about another message, and EXPUNGEISSUED all mean that it is gone."""
    answers = serving(_MAIL) | {"UID FETCH 1 (BODY": answer}
    with ScriptedServer(answers) as server, pytest.raises(MessageGoneError, match="moved or deleted"):
        _fetched(server)


@pytest.mark.parametrize(
    "answer",
    [
        b"TAG NO [SERVERBUG] cannot read it\r\n",
        b"* 1 FETCH (UID 1 BODY[]<7> {1}\r\nx)\r\n",
        b"* 1 FETCH (UID 1 BODY[]<0> {1048577}\r\n" + b"x" * (_MIB + 1) + b")\r\n",
        b"* 1 FETCH (UID 1 BODY[]<0> 17)\r\n",
        b"* 1 FETCH (UID 1 BODY[]<0> {0}\r\n)\r\n",
        b"* 1 FETCH (UID 1 BODY[]<0> {99999999999}\r\nTAG OK\r\n",
        b"* 1 FETCH (UID 1 BODY[]<0> {100}\r\nhalfTAG HANG UP",
    ],
)
def test_trouble_with_one_message_is_told_from_trouble_with_the_mailbox(answer: bytes) -> None:
    """A poison message raises FetchError, and the next one can be fetched on a new connection."""
    answers = serving(_MAIL) | {"UID FETCH 1 (BODY": answer}
    with ScriptedServer(answers) as server:
        mailbox = server.mailbox()
        arrival = _listed(mailbox)[0]
        with pytest.raises(FetchError, match="uid 1 in INBOX"):
            list(mailbox.fetch(arrival))
        assert mailbox.open("INBOX").validity == "7"
        mailbox.close()


def test_a_server_that_dies_is_trouble_with_the_mailbox() -> None:
    """When the server cannot be reached again after a broken fetch, no message is blamed."""
    answers = serving(_MAIL)
    with ScriptedServer(answers) as server:
        mailbox = server.mailbox()
        arrival = _listed(mailbox)[0]
        answers["UID FETCH"] = server._answers["UID FETCH"] = b"TAG HANG UP"
        server.refuse()
        with pytest.raises(StepError, match="Nothing answers") as caught:
            list(mailbox.fetch(arrival))
        assert caught.value.step is Stage.CONNECT


def test_a_drip_is_cut_at_the_deadline() -> None:
    """A server that sends a byte now and then cannot hold a run longer than the time of one message."""

    def drip(_: str) -> bytes:
        time.sleep(1.5)
        return b"* 1 FETCH (UID 1 BODY[]<0> {1}\r\nx)\r\n"

    answers = serving(_MAIL) | {"UID FETCH 1 (BODY": drip}
    with ScriptedServer(answers) as server, pytest.raises(FetchError, match="it took too long"):
        _fetched(server, Limits(seconds=0.3, patience=PATIENCE))


@pytest.mark.parametrize(
    "said",
    [
        b"NIL",
        b'"rubbish"',
        b'"10-Jun-2023 08:00:00"',
        b'"31-Dec-9999 23:00:00 -0700"',
        b'"10-Jun-2023 08:00:00 +9999"',
    ],
)
def test_an_unusable_internaldate_becomes_the_time_of_the_listing(said: bytes) -> None:
    """Without a certain arrival time the message has the clock's, so that it still gets its row."""
    answer = b"* 1 FETCH (UID 1 RFC822.SIZE 5 INTERNALDATE " + said + b")\r\n"
    with ScriptedServer(serving(_MAIL) | {"UID FETCH": answer}) as server:
        mailbox = server.mailbox()
        assert [arrival.received_at for arrival in _listed(mailbox)] == [NOW]
        mailbox.close()


def test_internaldate_is_aware_whatever_zone_this_machine_is_in() -> None:
    """08:00 +0700 is 01:00 UTC."""
    with ScriptedServer(serving(_MAIL)) as server:
        mailbox = server.mailbox()
        assert _listed(mailbox)[0].received_at == dt.datetime(2023, 6, 10, 1, 0, tzinfo=dt.UTC)
        mailbox.close()


def test_a_message_that_the_server_does_not_describe_is_listed_all_the_same() -> None:
    """What SEARCH names gets an arrival, even when FETCH says nothing of it."""
    with ScriptedServer({"UID FETCH": b""}) as server:
        mailbox = server.mailbox()
        assert [(arrival.uid, arrival.size) for arrival in _listed(mailbox, above="1")] == [
            ("2", 0),
            ("3", 0),
        ]
        mailbox.close()


def test_a_huge_folder_is_searched_in_windows_of_uids() -> None:
    """Over 50 000 messages no answer may exceed the line limit: searches go window by window, and none is missed."""
    uids = [1_000_000 + 2 * n for n in range(60_000)]

    def search(command: str) -> bytes:
        asked = command.removeprefix("UID SEARCH ")
        if asked in {"1", "*"}:
            found = uids[:1] if asked == "1" else uids[-1:]
        else:
            low, high = map(int, asked.removeprefix("UID ").split(":"))
            found = [uid for uid in uids if low <= uid <= high]
        return b"* SEARCH " + " ".join(map(str, found)).encode() + b"\r\n"

    examine = b"* 60000 EXISTS\r\n* OK [UIDVALIDITY 7] so\r\n"
    with ScriptedServer({"UID SEARCH": search, "EXAMINE": examine, "UID FETCH": b""}) as server:
        mailbox = server.mailbox()
        chunks = list(mailbox.list("INBOX", above="1099999"))
        mailbox.close()
    assert [int(arrival.uid) for chunk in chunks for arrival in chunk] == [
        uid for uid in uids if uid > 1_099_999
    ]
    assert max(map(len, chunks)) == 200


def test_an_empty_folder_lists_nothing() -> None:
    """Without messages there is nothing to search."""
    with ScriptedServer({"EXAMINE": b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] so\r\n"}) as server:
        mailbox = server.mailbox()
        assert _listed(mailbox) == []
        mailbox.close()


def test_a_folder_without_uidvalidity_is_refused() -> None:
    """Uids that may change their meaning unseen are not worked with."""
    with (
        ScriptedServer({"EXAMINE": b"* 3 EXISTS\r\n"}) as server,
        pytest.raises(StepError, match="UIDVALIDITY"),
    ):
        server.mailbox().open("INBOX")


def test_a_renumbered_folder_is_noticed_between_listing_and_fetching() -> None:
    """A uid of another UIDVALIDITY is never fetched."""
    with ScriptedServer(serving(_MAIL)) as server:
        mailbox = server.mailbox()
        stale = replace(_listed(mailbox)[0], validity="6")
        with pytest.raises(MailboxError, match="renumbered the folder INBOX"):
            list(mailbox.fetch(stale))
        mailbox.close()


def test_nothing_but_reading_is_ever_said_to_the_server() -> None:
    """EXAMINE and PEEK only: no SELECT, STORE, COPY, MOVE, EXPUNGE, APPEND or plain BODY."""
    with ScriptedServer(serving(_MAIL)) as server:
        _fetched(server)
        said = "\n".join(server.commands)
    assert "EXAMINE" in said
    assert not re.search(r"\b(SELECT|STORE|COPY|MOVE|EXPUNGE|APPEND|CLOSE|CREATE|DELETE)\b|BODY\[", said)


_PLAIN = b'* LIST (\\HasNoChildren) "/" INBOX\r\n* LIST (\\Noselect) "/" "[Gmail]"\r\n'


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        (b'* LIST (\\Junk \\HasNoChildren) "/" "R&AOE-c"\r\n', "Rác"),
        (b'* LIST (\\JUNK) "/" X\r\n* LIST () "/" Spam\r\n', "X"),
        (b'* LIST () "/" "[Gmail]/Th&AbA- r&AOE-c"\r\n', "[Gmail]/Thư rác"),
        (b'* LIST () "." INBOX.Spam\r\n', "INBOX.Spam"),
        (b'* LIST () "/" "Junk Email"\r\n', "Junk Email"),
    ],
)
def test_the_spam_folder_is_found(listed: bytes, name: str) -> None:
    """By its mark, or by what it is usually called, in one listing; the arrivals have its real name."""
    with ScriptedServer({"LIST": _PLAIN + listed}) as server, closing(server.mailbox()) as mailbox:
        assert mailbox.open("\\Junk").name == name
        assert [command.partition(" ")[0] for command in server.commands].count("LIST") == 1


def test_a_server_without_a_spam_folder_keeps_the_connection() -> None:
    """A folder that cannot be chosen is none; the folder that was open is still open."""
    answers = {**serving(_MAIL), "LIST": _PLAIN + b'* LIST (\\Noselect) "/" Spam\r\n'}
    with ScriptedServer(answers) as server, closing(server.mailbox()) as mailbox:
        mailbox.open("INBOX")
        with pytest.raises(StepError, match=r"marks no folder as \\Junk") as caught:
            mailbox.open("\\Junk")
        assert (caught.value.step, caught.value.kind) == (Stage.FOLDER, Kind.ABSENT)
        before = len(server.commands)
        assert _listed(mailbox)
        assert "EXAMINE" not in " ".join(server.commands[before + 1 :])
        steps = check_mailbox(mailbox, ["INBOX", "\\Junk", "\\Archive"])[-3:]
        assert [step.ok for step in steps] == [True, True, False]
        assert [command.partition(" ")[0] for command in server.commands].count("LOGIN") == 1


def test_a_spam_folder_that_is_missing_at_first_leaves_no_connection() -> None:
    """Nothing is open yet, so nothing is kept."""
    with ScriptedServer({"LIST": _PLAIN}) as server:
        with pytest.raises(StepError):
            server.mailbox().open("\\Junk")
        assert server.commands[-1] == "LOGOUT"
