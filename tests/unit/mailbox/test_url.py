"""What a mailbox URL may say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.mailbox.url import FolderAddress, Kind, Security, ServerAddress, parse_url


@pytest.mark.parametrize(
    ("url", "parts", "account"),
    [
        ("imaps://u@mail.example.org/", ("imaps", "u", "mail.example.org", 993), "u@mail.example.org"),
        ("imaps://u@mail.example.org", ("imaps", "u", "mail.example.org", 993), "u@mail.example.org"),
        ("IMAPS://U@Mail.Example.org:993/", ("imaps", "U", "mail.example.org", 993), "u@mail.example.org"),
        ("imaps://u@h:9993/", ("imaps", "u", "h", 9993), "u@h:9993"),
        ("imaps://bao@example.org@h/", ("imaps", "bao@example.org", "h", 993), "bao@example.org@h"),
        ("imaps://bao%40example.org@h/", ("imaps", "bao@example.org", "h", 993), "bao@example.org@h"),
        ("imaps://b%C3%A1o@h/", ("imaps", "báo", "h", 993), "báo@h"),
        ("imap+starttls://u@h/", ("imap+starttls", "u", "h", 143), "u@h"),
        ("imap://u@127.0.0.1:1143/", ("imap", "u", "127.0.0.1", 1143), "u@127.0.0.1:1143"),
        ("imap://u@127.8.8.8/", ("imap", "u", "127.8.8.8", 143), "u@127.8.8.8"),
        ("imap://u@localhost", ("imap", "u", "localhost", 143), "u@localhost"),
        ("imap://u@[::1]:1143/", ("imap", "u", "::1", 1143), "u@::1:1143"),
    ],
)
def test_a_server_url_names_user_host_and_port(
    url: str, parts: tuple[str, str, str, int], account: str
) -> None:
    """The last @ ends the user, who may be percent-encoded; the account is the same however it is spelt."""
    security, user, host, port = parts
    address = parse_url(url)
    assert address == ServerAddress(security=Security(security), user=user, host=host, port=port)
    assert address.account == account


@pytest.mark.parametrize(
    ("url", "kind", "path"),
    [
        ("maildir:mails/in", "maildir", "mails/in"),
        ("mbox:/srv/thư đến.mbox", "mbox", "/srv/thư đến.mbox"),
        ("eml:///srv/a%20b", "eml", "/srv/a%20b"),
        ("EML:.", "eml", "."),
    ],
)
def test_a_folder_url_names_a_path_as_it_is(url: str, kind: str, path: str) -> None:
    """Nothing is decoded in a path."""
    assert parse_url(url) == FolderAddress(kind=Kind(kind), path=Path(path))


@pytest.mark.parametrize(
    "url",
    [
        "imaps://u:hunter2@h/",
        "imaps://u:hunter2@example.org@h/",
        "imaps://u:hunt/hunter2@h/",
        "imaps:u:hunter2@h",
        "imap+starttls://:hunter2@h",
        "imaps://u@example.org:hunter2@h/",
    ],
)
def test_a_password_in_a_url_is_refused_and_not_repeated(url: str) -> None:
    """The sentence says where a password goes, and holds no part of the URL."""
    with pytest.raises(UsageError, match="TONGHOP_MAILBOX_PASSWORD") as caught:
        parse_url(url)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "begins with imaps://"),
        ("pop3://u@h/", "begins with imaps://"),
        ("u@h", "begins with imaps://"),
        ("eml:", "names no place"),
        ("mbox://", "names no place"),
        ("maildir:a\0b", "names no place"),
        ("imaps://", "does not name a user and a server"),
        ("imaps://h/", "does not name a user and a server"),
        ("imaps://@h/", "does not name a user and a server"),
        ("imaps://u@/", "does not name a user and a server"),
        ("imaps://u@h:0/", "does not name a user and a server"),
        ("imaps://u@h:65536/", "does not name a user and a server"),
        ("imaps://u@h:x/", "does not name a user and a server"),
        ("imaps://u@a b/", "does not name a user and a server"),
        ("imaps://u@h/INBOX", "campaign.yaml"),
        ("imaps://u@h?x", "does not name a user and a server"),
        ("imaps://%ff@h/", "percent signs"),
        ("imaps://u%0d%0aA1 LOGOUT@h/", "percent-encoded"),
        ("imaps://u\n@h/", "percent-encoded"),
        ("imaps://a/b@h/", "percent-encoded"),
        ("imap://u@mail.example.org/", "this machine only"),
        ("imap://u@10.0.0.1/", "this machine only"),
        ("imap://u@127.0.0.1.example.org/", "this machine only"),
        ("imap://u@[2001:db8::1]/", "this machine only"),
    ],
)
def test_a_wrong_url_is_refused_in_one_sentence(url: str, sentence: str) -> None:
    """Each mistake has its sentence, of one line."""
    with pytest.raises(UsageError, match=sentence) as caught:
        parse_url(url)
    assert "\n" not in str(caught.value)


def test_a_plain_address_off_this_machine_cannot_be_made_at_all() -> None:
    """Not even without a URL."""
    with pytest.raises(UsageError, match="clear text"):
        ServerAddress(security=Security.PLAIN, user="u", host="mail.example.org", port=143)


@given(st.one_of(st.text(), st.text().map("imaps://".__add__), st.text().map("imap://u@".__add__)))
def test_any_text_is_an_address_or_a_usage_error(text: str) -> None:
    """No text makes the parser fail in another way."""
    try:
        address = parse_url(text)
    except UsageError:
        return
    assert isinstance(address, ServerAddress | FolderAddress)
