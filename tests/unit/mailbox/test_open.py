"""Opening a mailbox by its URL, and the sentences about signing in."""

from __future__ import annotations

import datetime as dt
import imaplib
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import SettingsError, UsageError
from pipeline.mailbox import open_mailbox, parse_url
from pipeline.mailbox.trouble import Stage, explain, words
from pipeline.mailbox.url import ServerAddress


def _now() -> dt.datetime:
    return dt.datetime(2023, 6, 10, tzinfo=dt.UTC)


def test_each_scheme_opens_its_kind(tmp_path: Path) -> None:
    """Nothing is connected or read yet, so that the places need not exist."""
    for kind in ("maildir", "mbox", "eml"):
        assert open_mailbox(f"{kind}:{tmp_path}/no", password=None, ca_file=None, clock=_now).account == kind
    mailbox = open_mailbox("imaps://u@h.invalid/", password="x", ca_file=None, clock=_now)  # noqa: S106 -- not one
    assert mailbox.account == "u@h.invalid"
    mailbox.close()


def test_a_server_without_a_password_says_where_to_put_it() -> None:
    """No connection is tried."""
    with pytest.raises(SettingsError, match="TONGHOP_MAILBOX_PASSWORD"):
        open_mailbox("imaps://u@h.invalid/", password=None, ca_file=None, clock=_now)
    with pytest.raises(UsageError):
        open_mailbox("imap://u@h.invalid/", password="x", ca_file=None, clock=_now)  # noqa: S106 -- not one


def test_imapclient_is_not_imported_for_folders() -> None:
    """Who reads files does not pay for the library."""
    code = (
        "import sys, pipeline.mailbox as m\n"
        "m.open_mailbox('eml:.', password=None, ca_file=None, clock=None)\n"
        "sys.exit('imapclient' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("host", "said", "advice"),
    [
        ("imap.gmail.com", "[AUTHENTICATIONFAILED] Invalid credentials", "app password"),
        ("mail.example.org", "[AUTHENTICATIONFAILED] Invalid credentials", "check the user"),
        ("imap.gmail.com", "[OVERQUOTA] Account exceeded bandwidth limits", "try again later"),
        ("imap.gmail.com", "[ALERT] Too many simultaneous connections", "try again later"),
    ],
)
def test_signing_in_gives_the_advice_that_fits(host: str, said: str, advice: str) -> None:
    """Gmail needs an app password; a quota needs time; all others a look at user and password."""
    address = parse_url(f"imaps://u@{host}/")
    assert isinstance(address, ServerAddress)
    assert advice in str(explain(Stage.SIGN_IN, imaplib.IMAP4.error(said.encode()), address))


def test_the_words_of_a_server_are_made_safe_to_show() -> None:
    """One line, no controls, no secret, not too long."""
    shown = words(ValueError("a\r\nb\x1b[31m hunter2 " + "x" * 1000), "hunter2")
    assert shown.startswith("a  b [31m *** xxx")
    assert len(shown) == 200
    assert words(ValueError()) == "ValueError"
    assert words(MemoryError()) == "its answer is too large"
