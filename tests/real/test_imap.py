"""The IMAP mailbox against a real server."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import MailboxError, MessageGoneError, UsageError
from pipeline.mailbox import SteppedMailbox, check_mailbox, open_mailbox, parse_url
from pipeline.mailbox.imap import Access, Connection, Patience
from pipeline.mailbox.trouble import FetchError, Stage, StepError
from pipeline.mailbox.url import ServerAddress
from pipeline.model.mail import Arrival
from tests.real.dovecot import Dovecot

_WHEN = dt.datetime(2023, 6, 14, 16, 59, 59, tzinfo=dt.UTC)
_MAIL = "Subject: Báo cáo\r\n\r\nKính gửi\r\n".encode()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _open(url: str, server: Dovecot, *, password: str = "", ca_file: Path | None = None) -> SteppedMailbox:
    return open_mailbox(
        url, password=password or server.password, ca_file=ca_file or server.cafile, clock=_now
    )


def _listed(mailbox: SteppedMailbox, above: str = "", folder: str = "INBOX") -> list[Arrival]:
    return [arrival for chunk in mailbox.list(folder, above=above) for arrival in chunk]


@pytest.fixture
def mailbox(dovecot: Dovecot) -> Iterator[SteppedMailbox]:
    """The user's mailbox over TLS."""
    with closing(_open(dovecot.url, dovecot)) as opened:
        yield opened


@pytest.mark.parametrize("scheme", ["url", "starttls_url", "plain_url"])
def test_signs_in_lists_and_fetches_over_every_kind_of_line(dovecot: Dovecot, scheme: str) -> None:
    """TLS and STARTTLS with a CA file, plain text on this machine: the same message comes."""
    dovecot.append(_MAIL, _WHEN)
    with closing(_open(getattr(dovecot, scheme), dovecot)) as mailbox:
        (arrival,) = _listed(mailbox)
        assert (arrival.uid, arrival.received_at, arrival.size) == ("1", _WHEN, len(_MAIL))
        assert b"".join(mailbox.fetch(arrival)) == _MAIL
        assert all(step.ok for step in check_mailbox(mailbox, ["INBOX", "Spam"]))


@pytest.mark.parametrize("scheme", ["url", "starttls_url"])
def test_a_certificate_that_is_not_trusted_is_refused(dovecot: Dovecot, scheme: str) -> None:
    """Without the CA file nobody signs in, and the sentence asks for it."""
    mailbox = open_mailbox(getattr(dovecot, scheme), password=dovecot.password, ca_file=None, clock=_now)
    with pytest.raises(StepError, match=r"is not trusted .* CA file") as caught:
        mailbox.open("INBOX")
    assert caught.value.step is Stage.TLS


def test_a_certificate_for_another_name_is_refused(dovecot: Dovecot) -> None:
    """The name in the URL must be in the certificate: 127.0.0.2 is not."""
    url = dovecot.url.replace("localhost", "127.0.0.2")
    with pytest.raises(StepError, match=r"not trusted|Nothing answers"):
        _open(url, dovecot).open("INBOX")


def test_a_wrong_password_is_said_without_repeating_it(dovecot: Dovecot) -> None:
    """For plain letters and for letters beyond ASCII."""
    for password in ("geheim", "bí mật"):
        with pytest.raises(StepError, match="check the user in the mailbox URL, and the password") as caught:
            _open(dovecot.url, dovecot, password=password).open("INBOX")
        assert caught.value.step is Stage.SIGN_IN
        assert password not in f"{caught.value}{caught.value.__cause__}"


def test_letters_beyond_ascii_in_a_password_sign_in(dovecot: Dovecot) -> None:
    """`mật-khẩu` opens the mailbox, and the user name holds an @."""
    with closing(_open(dovecot.other_url, dovecot, password=dovecot.other_password)) as mailbox:
        assert mailbox.open("INBOX").validity.isdigit()
        assert mailbox.account == f"bao@test@localhost:{dovecot.tls_port}"


def test_a_server_that_is_down_is_said_and_one_that_is_back_is_used() -> None:
    """The mailbox connects again by itself at the next call."""
    with Dovecot() as server, closing(_open(server.url, server)) as mailbox:
        server.append(_MAIL)
        (arrival,) = _listed(mailbox)
        server.stop()
        with pytest.raises(StepError, match="Nothing answers at localhost"):
            list(mailbox.fetch(arrival))
        server.start()
        assert b"".join(mailbox.fetch(arrival)) == _MAIL


def test_a_name_that_nobody_has_is_said(dovecot: Dovecot) -> None:
    """The `resolve` step fails, and none before it but the trust."""
    steps = check_mailbox(_open("imaps://user@nobody.invalid/", dovecot), ["INBOX", "Spam"])
    assert [(step.name, step.ok) for step in steps] == [(Stage.TRUST, True), (Stage.RESOLVE, False)]
    assert "nobody.invalid is not found" in steps[-1].sentence


def test_a_plain_client_on_a_tls_port_is_told_what_is_wrong(dovecot: Dovecot) -> None:
    """Both sides would wait for ever: it ends after the time to connect, with the advice to use imaps."""
    address = parse_url(f"imap://user@127.0.0.1:{dovecot.tls_port}/")
    assert isinstance(address, ServerAddress)
    started = time.monotonic()
    with pytest.raises(StepError, match="if that is a TLS port, use imaps://"):
        Connection(address, Access(password=dovecot.password), Patience(connect=1))
    assert time.monotonic() - started < 30


def test_a_tls_client_on_a_plain_port_is_told_what_is_wrong(dovecot: Dovecot) -> None:
    """The sentence names STARTTLS."""
    with pytest.raises(StepError, match=r"use imap\+starttls://"):
        _open(f"imaps://user@localhost:{dovecot.port}/", dovecot).open("INBOX")


def test_plain_text_to_another_machine_is_refused_before_connecting(dovecot: Dovecot) -> None:
    """Not even the name is looked up."""
    with pytest.raises(UsageError, match="this machine only"):
        _open("imap://user@nobody.invalid/", dovecot)


def test_only_messages_above_the_watermark_are_listed(dovecot: Dovecot, mailbox: SteppedMailbox) -> None:
    """Also when the watermark is the last uid, where IMAP itself would give the last message again."""
    uids = [str(dovecot.append(_MAIL, _WHEN)) for _ in range(4)]
    assert [arrival.uid for arrival in _listed(mailbox)] == uids
    assert [arrival.uid for arrival in _listed(mailbox, above=uids[1])] == uids[2:]
    assert _listed(mailbox, above=uids[-1]) == []
    new = str(dovecot.append(_MAIL))
    assert [arrival.uid for arrival in _listed(mailbox, above=uids[-1])] == [new]


@pytest.mark.parametrize(
    "body",
    [
        bytes(value for value in range(1, 256) if value not in b"\r\n") * 3,
        b"".join(b"%070d\r\n" % number for number in range(50_000)),
    ],
    ids=["8-bit", "3.4 MiB"],
)
def test_the_bytes_are_exactly_those_that_were_sent(
    dovecot: Dovecot, mailbox: SteppedMailbox, body: bytes
) -> None:
    """By sha256, for an 8-bit mail and for one of several pieces."""
    raw = b"Subject: x\r\n\r\n" + body
    dovecot.append(raw)
    digest = hashlib.sha256()
    for piece in mailbox.fetch(_listed(mailbox)[0]):
        assert 0 < len(piece) <= 1 << 20
        digest.update(piece)
    assert digest.hexdigest() == hashlib.sha256(raw).hexdigest()


def test_reading_leaves_no_trace(dovecot: Dovecot, mailbox: SteppedMailbox) -> None:
    """Neither flags nor counts change: what was unread stays unread, what was recent stays recent."""
    unread, read = dovecot.append(_MAIL), dovecot.append(_MAIL, flags=("\\Seen", "\\Flagged"))
    for arrival in _listed(mailbox):
        assert b"".join(mailbox.fetch(arrival)) == _MAIL
    mailbox.close()
    assert dovecot.flags(unread) == {"\\Recent"}
    assert dovecot.flags(read) == {"\\Recent", "\\Seen", "\\Flagged"}
    assert mailbox.open("INBOX").exists == 2


def test_a_message_removed_after_the_listing_is_gone(dovecot: Dovecot, mailbox: SteppedMailbox) -> None:
    """On the connection that listed it, and on a new one; its neighbour still comes."""
    first, second = dovecot.append(_MAIL), dovecot.append(_MAIL)
    gone, kept = _listed(mailbox)
    assert (gone.uid, kept.uid) == (str(first), str(second))
    dovecot.expunge(first)
    with pytest.raises(MessageGoneError, match="moved or deleted"):
        list(mailbox.fetch(gone))
    mailbox.close()
    with pytest.raises(MessageGoneError):
        list(mailbox.fetch(gone))
    assert b"".join(mailbox.fetch(kept)) == _MAIL


def test_a_message_that_the_server_cannot_read_does_not_hurt_the_next(
    dovecot: Dovecot, mailbox: SteppedMailbox
) -> None:
    """Dovecot hangs up at a broken message: that one fails, the other comes."""
    dovecot.append(_MAIL)
    dovecot.append(b"Subject: poison\r\n\r\n" + b"x" * 100)
    (poison,) = [
        file for file in dovecot.path.glob(f"mail/{dovecot.user}/*/*S=1*") if b"poison" in file.read_bytes()
    ]
    good, bad = _listed(mailbox)
    poison.unlink()
    poison.mkdir()
    with pytest.raises((FetchError, MessageGoneError)):
        list(mailbox.fetch(bad))
    assert b"".join(mailbox.fetch(good)) == _MAIL


def test_a_changed_uidvalidity_is_seen(dovecot: Dovecot, mailbox: SteppedMailbox) -> None:
    """An arrival listed under the old number is never fetched under the new one; a new listing has the new number."""
    dovecot.append(_MAIL)
    (old,) = _listed(mailbox)
    dovecot.change_validity(4_242_424_242)
    for _ in range(2):
        with pytest.raises(MailboxError, match="renumbered the folder INBOX"):
            list(mailbox.fetch(old))
    (new,) = _listed(mailbox)
    assert (new.validity, new.uid) == ("4242424242", old.uid)
    assert b"".join(mailbox.fetch(new)) == _MAIL


def test_the_spam_folder_is_found_by_name_and_by_its_mark(dovecot: Dovecot, mailbox: SteppedMailbox) -> None:
    r"""`\Junk` leads to the folder that the server marks so, whatever its name; arrivals have the real name."""
    dovecot.append(_MAIL, folder="Spam")
    dovecot.append(_MAIL)
    assert mailbox.open("Spam").exists == 1
    assert mailbox.open("\\Junk").name == "Spam"
    (spam,) = _listed(mailbox, folder="\\Junk")
    (inbox,) = _listed(mailbox)
    assert (spam.folder, inbox.folder) == ("Spam", "INBOX")
    assert b"".join(mailbox.fetch(spam)) == _MAIL


def test_folders_with_vietnamese_names_open(dovecot: Dovecot, mailbox: SteppedMailbox) -> None:
    """IMAP spells them in its own kind of UTF-7."""
    with dovecot.signed_in() as client:
        client.create('"B&AOE-o c&AOE-o"')
    assert mailbox.open("Báo cáo").exists == 0
    with pytest.raises(StepError, match=r"Thư rác: .*campaign\.yaml"):
        mailbox.open("Thư rác")


def test_check_goes_on_after_a_folder_that_is_not_there(dovecot: Dovecot, mailbox: SteppedMailbox) -> None:
    """Each folder has its line, and a missing one says which setting to look at."""
    del dovecot
    steps = check_mailbox(mailbox, ["Nope", "\\Archive", "INBOX"])
    assert [(step.name, step.ok) for step in steps[-4:]] == [
        (Stage.SIGN_IN, True),
        ("folder Nope", False),
        ("folder \\Archive", False),
        ("folder INBOX", True),
    ]
    assert all("campaign.yaml" in step.sentence for step in steps[-3:-1])


def test_without_dovecot_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing program is one clear sentence, not a skip."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(RuntimeError, match="apt-get install dovecot-imapd openssl"):
        Dovecot()
