"""Signing in by access tokens: the vendors' libraries, a token server of this machine, and Dovecot's oauth2 passdb."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import MailboxError, SettingsError
from pipeline.mailbox import SteppedMailbox, check_mailbox, open_mailbox
from pipeline.mailbox.trouble import Stage, StepError
from pipeline.settings import OAUTH_FILE, PASSWORD
from tests.build.desk import Desk, write_rules
from tests.build.token_server import AADSTS, EXPIRED, FIRST, TokenServer
from tests.real.desks import desk_at
from tests.real.dovecot import Dovecot

_MAIL = b"Subject: x\r\n\r\nx\r\n"
_VENDORS = ("google", "microsoft")

Open = Callable[[str], SteppedMailbox]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@pytest.fixture(scope="module")
def _token_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TokenServer]:
    with TokenServer(tmp_path_factory.mktemp("tokens")) as server:
        yield server


@pytest.fixture(scope="module")
def _imap_server(_token_server: TokenServer) -> Iterator[Dovecot]:
    with Dovecot(_token_server.info_url) as server:
        yield server


@pytest.fixture
def tokens(_token_server: TokenServer, monkeypatch: pytest.MonkeyPatch) -> TokenServer:
    """A token server that knows one user, trusted by this process."""
    _token_server.book.__init__(users={FIRST: "user"})  # type: ignore[misc]  # as new
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(_token_server.ca_file))
    monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")
    return _token_server


@pytest.fixture
def imap(_imap_server: Dovecot, tokens: TokenServer) -> Dovecot:
    """A running IMAP server that asks the token server, with an empty mailbox for its user."""
    _imap_server.fresh_user()
    tokens.book.users[FIRST] = _imap_server.user
    return _imap_server


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the OAuth file is."""
    return tmp_path / "oauth.json"


@pytest.fixture
def opened(imap: Dovecot, tokens: TokenServer, file: Path) -> Iterator[Open]:
    """Opens the user's mailbox with an OAuth file of the vendor."""
    made: list[SteppedMailbox] = []

    def opened(vendor: str) -> SteppedMailbox:
        tokens.written(file, vendor)
        made.append(open_mailbox(imap.url, password=None, ca_file=imap.cafile, clock=_now, oauth_file=file))
        return made[-1]

    yield opened
    for mailbox in made:
        mailbox.close()


@pytest.mark.parametrize("vendor", _VENDORS)
def test_a_good_token_lets_in(opened: Open, imap: Dovecot, tokens: TokenServer, vendor: str) -> None:
    """One request to the token server, and the mailbox is the user's; the second connection needs no other token."""
    imap.append(_MAIL)
    mailbox = opened(vendor)
    assert mailbox.open("INBOX").exists == 1
    mailbox.close()
    assert mailbox.open("INBOX").exists == 1
    assert len(tokens.book.asked) == 1


@pytest.mark.parametrize("vendor", _VENDORS)
def test_an_expired_access_token_is_replaced_and_lets_in(
    opened: Open, tokens: TokenServer, vendor: str
) -> None:
    """The server no longer takes what the client thinks good: one refresh, one more attempt, on the same line."""
    mailbox = opened(vendor)
    mailbox.open("INBOX")
    mailbox.close()
    tokens.book.spoil()
    assert mailbox.open("INBOX").exists == 0
    assert len(tokens.book.asked) == 2


@pytest.mark.parametrize(
    ("vendor", "said", "advice"),
    [
        ("google", EXPIRED, "status is Testing they end after 7 days"),
        ("microsoft", AADSTS, "a new password or 90 days without use"),
    ],
)
def test_a_revoked_refresh_token_is_said(
    opened: Open, tokens: TokenServer, vendor: str, said: str, advice: str
) -> None:
    """The step is the token's, those before it passed, and the sentence says how to mend it."""
    tokens.book.users.clear()
    tokens.book.revoked_says = said
    *before, failed = check_mailbox(opened(vendor), ["INBOX"])
    assert [step.name for step in before] == [Stage.TRUST, Stage.RESOLVE, Stage.CONNECT, Stage.TLS]
    assert (failed.name, failed.ok) == (Stage.TOKEN, False)
    assert f"(invalid_grant: {said[:30]}" in failed.sentence
    assert advice in failed.sentence
    assert "Trace ID" not in failed.sentence
    assert FIRST not in failed.sentence


@pytest.mark.parametrize("vendor", _VENDORS)
def test_a_rotated_refresh_token_is_saved(opened: Open, tokens: TokenServer, file: Path, vendor: str) -> None:
    """The file has the new one, whole and private, and a new run signs in with it when the old one is dead."""
    tokens.book.rotates = True
    with closing(opened(vendor)) as mailbox:
        mailbox.open("INBOX")
    before = json.loads(tokens.written(file.with_name("usual.json"), vendor).read_text(encoding="utf-8"))
    (alive,) = tokens.book.users
    assert json.loads(file.read_text(encoding="utf-8")) == before | {"refresh_token": alive}
    assert alive != FIRST
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in file.parent.iterdir()) == ["oauth.json", "usual.json"]


def test_a_run_after_a_rotation_starts_from_the_file(
    opened: Open, imap: Dovecot, tokens: TokenServer, file: Path
) -> None:
    """Three runs, each of which gets another refresh token."""
    tokens.book.rotates = True
    opened("microsoft").open("INBOX")
    for _ in range(2):
        mailbox = open_mailbox(imap.url, password=None, ca_file=imap.cafile, clock=_now, oauth_file=file)
        with closing(mailbox):
            mailbox.open("INBOX")
    used = [asked.form["refresh_token"] for asked in tokens.book.asked]
    assert len(set(used)) == 3
    assert used[0] == FIRST


def test_a_server_that_refuses_twice_is_asked_no_third_time(opened: Open, tokens: TokenServer) -> None:
    """Two tokens, then a sentence with what the server said."""
    tokens.book.cold = True
    with pytest.raises(StepError, match=r"fresh access token either: check that this user granted") as caught:
        opened("google").open("INBOX")
    assert caught.value.step is Stage.SIGN_IN
    assert "status invalid_token" in caught.value.said
    assert len(tokens.book.asked) == 2
    assert not any(secret in f"{caught.value}" for secret in tokens.book.secrets)


def test_a_token_of_somebody_else_is_refused(opened: Open, imap: Dovecot, tokens: TokenServer) -> None:
    """The user in the mailbox URL is not who granted access."""
    tokens.book.users[FIRST] = "somebody.else"
    with pytest.raises(StepError, match=f"did not let {imap.user} in"):
        opened("google").open("INBOX")


@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
@pytest.mark.parametrize("good", [True, False])
def test_each_mechanism_lets_in_and_refuses(
    tokens: TokenServer,
    file: Path,
    mechanism: str,
    good: bool,  # noqa: FBT001 -- both outcomes of one story
) -> None:
    """On a server that offers no other: the token lets in, or is refused, and the refusal is read to its end."""
    tokens.book.cold = not good
    with Dovecot(tokens.info_url, mechanisms=mechanism) as server:
        tokens.written(file)
        mailbox = open_mailbox(server.url, password=None, ca_file=server.cafile, clock=_now, oauth_file=file)
        with closing(mailbox):
            steps = check_mailbox(mailbox, ["INBOX"])
        assert [step.name for step in steps[4:6]] == [Stage.TOKEN, Stage.SIGN_IN]
        assert steps[5].ok is good


def test_a_server_without_either_mechanism_is_said(tokens: TokenServer, file: Path) -> None:
    """No token is shown to it."""
    tokens.written(file)
    with Dovecot() as server:
        mailbox = open_mailbox(server.url, password=None, ca_file=server.cafile, clock=_now, oauth_file=file)
        with pytest.raises(StepError, match=r"takes no access tokens .* use a password instead") as caught:
            mailbox.open("INBOX")
        assert caught.value.step is Stage.SIGN_IN
        assert "auth failed" not in server.log()


# --- through the command line


def _desk(imap: Dovecot, tokens: TokenServer, tmp_path: Path, file: Path) -> Desk:
    """A campaign of six units whose mailbox is signed in to by the OAuth file."""
    more = {OAUTH_FILE: str(file), PASSWORD: "", "REQUESTS_CA_BUNDLE": str(tokens.ca_file)}
    rules = write_rules(tmp_path / "rules", units=6)
    return replace(desk_at(imap, tmp_path / "outputs", **more), rules=rules)


def test_check_signs_in_by_the_file(imap: Dovecot, tokens: TokenServer, tmp_path: Path, file: Path) -> None:
    """Every step is told, the token's too; and the rotated refresh token is kept."""
    tokens.book.rotates = True
    tokens.written(file, "microsoft")
    ran = _desk(imap, tokens, tmp_path, file).tonghop("check", "--json")
    steps = {step["step"]: step for step in json.loads(ran.out)}
    assert (ran.code, ran.err) == (0, "")
    assert list(steps)[1:9] == [
        "ca file", "resolve", "connect", "tls", "token", "sign in", "folder INBOX", "folder \\Junk",
    ]  # fmt: skip
    assert all(step["ok"] for step in steps.values())
    assert json.loads(file.read_text(encoding="utf-8"))["refresh_token"] in tokens.book.users


def test_check_says_that_the_refresh_token_ended(
    imap: Dovecot, tokens: TokenServer, tmp_path: Path, file: Path
) -> None:
    """The exit code is the mailbox's, the last of its steps the token's."""
    tokens.book.users.clear()
    tokens.written(file)
    ran = _desk(imap, tokens, tmp_path, file).tonghop("check", "--json")
    steps = json.loads(ran.out)
    failed = [step for step in steps if not step["ok"]]
    assert ran.code == MailboxError.exit_code
    assert [step["step"] for step in failed] == ["token"]
    assert "publish it" in failed[0]["sentence"]


def test_check_refuses_a_file_that_others_can_read(
    imap: Dovecot, tokens: TokenServer, tmp_path: Path, file: Path
) -> None:
    """Before anything is sent."""
    tokens.written(file).chmod(0o640)
    ran = _desk(imap, tokens, tmp_path, file).tonghop("check")
    assert ran.code == SettingsError.exit_code
    assert f"run `chmod 600 {file}` first" in ran.out
    assert tokens.book.asked == []


def test_a_poll_leaves_no_secret_anywhere(
    imap: Dovecot, tokens: TokenServer, tmp_path: Path, file: Path
) -> None:
    """Not in what it prints, with tracebacks, nor in ledger, blobs or tables; with an error, and without."""
    tokens.book.rotates = True
    tokens.written(file, "microsoft")
    imap.append(_MAIL)
    desk = _desk(imap, tokens, tmp_path, file)
    good = desk.tonghop("poll", "-v")
    tokens.book.cold = True
    refused = desk.tonghop("poll", "-v")
    tokens.book.users.clear()
    revoked = desk.tonghop("poll", "-v")
    assert [ran.code for ran in (good, refused, revoked)] == [0, 5, 5]
    secrets = {secret.encode() for secret in tokens.book.secrets}
    assert len(secrets) >= 6
    written = [path.read_bytes() for path in desk.outputs.rglob("*") if path.is_file()]
    printed = [f"{ran.out}{ran.err}".encode() for ran in (good, refused, revoked)]
    assert b"Traceback" in printed[1]
    assert written
    assert not [(secret, text) for secret in secrets for text in (*written, *printed) if secret in text]
