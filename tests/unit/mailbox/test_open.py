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
    with pytest.raises(
        SettingsError, match=r"TONGHOP_MAILBOX_PASSWORD, .* name its file in TONGHOP_MAILBOX_OAUTH_FILE"
    ):
        open_mailbox("imaps://u@h.invalid/", password=None, ca_file=None, clock=_now)
    with pytest.raises(UsageError):
        open_mailbox("imap://u@h.invalid/", password="x", ca_file=None, clock=_now)  # noqa: S106 -- not one


def test_an_oauth_file_takes_the_place_of_the_password(tmp_path: Path) -> None:
    """It is read before any server is connected, with its own step in `check`, and not at all for files."""
    file = tmp_path / "oauth.json"
    url = "imaps://u@h.invalid/"
    with pytest.raises(SettingsError, match=f"OAuth file {file} cannot be read"):
        open_mailbox(url, password=None, ca_file=None, clock=_now, oauth_file=file)
    file.write_text('{"provider": "google", "client_id": "c", "refresh_token": "r"}', encoding="utf-8")
    file.chmod(0o600)
    mailbox = open_mailbox(url, password=None, ca_file=None, clock=_now, oauth_file=file)
    assert mailbox.steps[-2:] == (Stage.TOKEN, Stage.SIGN_IN)
    assert Stage.TOKEN not in open_mailbox(url, password="x", ca_file=None, clock=_now).steps  # noqa: S106 -- not one
    plain = open_mailbox("imap://u@127.0.0.1/", password=None, ca_file=None, clock=_now, oauth_file=file)
    assert plain.steps == (Stage.RESOLVE, Stage.CONNECT, Stage.TOKEN, Stage.SIGN_IN)
    gone = tmp_path / "gone.json"
    assert open_mailbox("eml:.", password=None, ca_file=None, clock=_now, oauth_file=gone).account == "eml"


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
        ("outlook.office365.com", "LOGIN failed", "name an OAuth file (TONGHOP_MAILBOX_OAUTH_FILE)"),
        ("imap.gmail.com", "[OVERQUOTA] Account exceeded bandwidth limits", "try again later"),
        ("imap.gmail.com", "[ALERT] Too many simultaneous connections", "try again later"),
    ],
)
def test_signing_in_gives_the_advice_that_fits(host: str, said: str, advice: str) -> None:
    """Gmail needs an app password, Outlook takes none; a quota needs time; all others a look at user and password."""
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
