"""The vendors' real libraries against a token server of this machine that answers well, badly, and with nonsense."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.mailbox.grant import Issued
from pipeline.mailbox.grant_file import GrantFile
from pipeline.mailbox.token import GrantTokens, by_vendor
from pipeline.mailbox.token_trouble import Refusal, TokenError
from pipeline.mailbox.token_web import TokenSession
from pipeline.mailbox.trouble import StepError
from tests.build.desk import PATIENCE, Started
from tests.build.leash import leashed
from tests.build.token_server import AADSTS, CLIENT, CLIENT_SECRET, FIRST, Answer, TokenServer

_VENDORS = ("google", "microsoft")
_LOGGERS = (
    "google",
    "google.auth.transport.requests",
    "msal",
    "msal.oauth2cli.oauth2",
    "urllib3",
    "requests",
)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@pytest.fixture(scope="module")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TokenServer]:
    with TokenServer(tmp_path_factory.mktemp("tokens")) as started:
        yield started


@pytest.fixture
def server(_server: TokenServer, monkeypatch: pytest.MonkeyPatch) -> TokenServer:
    """A token server that knows one user, trusted by this process."""
    _server.book.__init__(users={FIRST: "user"})  # type: ignore[misc]  # as new
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(_server.ca_file))
    monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")
    return _server


def _asked(server: TokenServer, path: Path, vendor: str, **more: str | None) -> Issued:
    """What the vendor's library makes of the server's answer."""
    return by_vendor(GrantFile(server.written(path / "oauth.json", vendor, **more)).read(), _now)


def _refused(server: TokenServer, path: Path, vendor: str, **more: str | None) -> TokenError:
    with pytest.raises(TokenError) as caught:
        _asked(server, path, vendor, **more)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value


@pytest.mark.parametrize(
    ("vendor", "scope"),
    [
        ("google", "https://mail.google.com/"),
        ("microsoft", "https://outlook.office.com/IMAP.AccessAsUser.All"),
    ],
)
def test_a_refresh_token_gets_an_access_token(
    server: TokenServer, tmp_path: Path, vendor: str, scope: str
) -> None:
    """One request with the grant's values and the scope of mail; the token ends when the server says."""
    issued = _asked(server, tmp_path, vendor)
    (asked,) = server.book.asked
    assert asked.form["grant_type"] == "refresh_token"
    assert scope in asked.form["scope"].split()
    assert (asked.form["client_id"], asked.form["client_secret"]) == (CLIENT, CLIENT_SECRET)
    assert [issued.access_token] == list(server.book.given)
    assert issued.refresh_token == FIRST
    assert issued.ends_at is not None
    assert abs(issued.ends_at - _now() - dt.timedelta(hours=1)) < dt.timedelta(minutes=1)


def test_a_public_client_has_no_secret_to_show(server: TokenServer, tmp_path: Path) -> None:
    """Microsoft's desktop apps have none."""
    _asked(server, tmp_path, "microsoft", client_secret=None)
    assert "client_secret" not in server.book.asked[0].form


@pytest.mark.parametrize("vendor", _VENDORS)
def test_a_new_refresh_token_is_passed_on(server: TokenServer, tmp_path: Path, vendor: str) -> None:
    """It is the only one that lives."""
    server.book.rotates = True
    issued = _asked(server, tmp_path, vendor)
    assert list(server.book.users) == [issued.refresh_token] != [FIRST]


@pytest.mark.parametrize("vendor", _VENDORS)
@pytest.mark.parametrize(
    ("answer", "refusal", "said"),
    [
        ((400, {"error": "invalid_grant", "error_description": AADSTS}), Refusal.REVOKED, "invalid_grant: AADSTS700082"),
        ((400, {"error": "interaction_required"}), Refusal.REVOKED, "interaction_required"),
        ((401, {"error": "invalid_client", "error_description": "no"}), Refusal.CLIENT, "invalid_client: no"),
        ((400, {"error": "unauthorized_client"}), Refusal.CLIENT, "unauthorized_client"),
        ((400, {"error": "invalid_scope"}), Refusal.SCOPE, "invalid_scope"),
        ((500, b"oops"), Refusal.LATER, "HTTP status 500"),
        ((503, {"error": "temporarily_unavailable"}), Refusal.LATER, "HTTP status 503"),
        ((429, b""), Refusal.LATER, "HTTP status 429"),
        ((302, b""), Refusal.STRANGE, "points to another address"),
        ((307, b""), Refusal.STRANGE, "points to another address"),
        ((400, b"<html>"), Refusal.STRANGE, ""),
        ((200, b"no json"), Refusal.STRANGE, "its answer makes no sense"),
        ((200, b"null"), Refusal.STRANGE, "its answer makes no sense"),
        ((200, {}), Refusal.STRANGE, ""),
        ((400, {"error": ["x"], "error_description": 5}), Refusal.STRANGE, ""),
        ((200, {"access_token": "a b", "expires_in": 5}), Refusal.STRANGE, "is none"),
        ((200, {"access_token": 5}), Refusal.STRANGE, "is none"),
        ((200, {"access_token": "a", "refresh_token": "b\nc"}), Refusal.STRANGE, "is none"),
        ((200, {"access_token": "a", "expires_in": "soon"}), Refusal.STRANGE, "makes no sense"),
        ((200, b" " * (2 << 20)), Refusal.STRANGE, "too large"),
    ],
)  # fmt: skip
def test_what_a_token_server_answers_is_told_apart(  # noqa: PLR0913, PLR0917 -- one table for all
    server: TokenServer, tmp_path: Path, vendor: str, answer: Answer, refusal: Refusal, said: str
) -> None:
    """By its code where it has one; nonsense is called that. One request each: nothing is sent after a redirect."""
    server.book.say = lambda _form: answer
    error = _refused(server, tmp_path, vendor)
    assert error.refusal is refusal
    assert said in error.said
    assert "Trace ID" not in error.said
    assert len(server.book.asked) == 1


@pytest.mark.parametrize(
    ("vendor", "lasts", "seconds"),
    [
        ("google", None, None), ("google", "60", 60), ("microsoft", None, None), ("microsoft", "60", 60),
        ("microsoft", 10**12, None), ("microsoft", -1, None),
    ],
)  # fmt: skip
def test_the_end_of_a_token_is_what_the_server_says_where_that_makes_sense(
    server: TokenServer, tmp_path: Path, vendor: str, lasts: object, seconds: int | None
) -> None:
    """Else there is none, and the mail server will say when it has ended."""
    server.book.say = lambda _form: (200, {"access_token": "a"} | ({"expires_in": lasts} if lasts else {}))
    issued = _asked(server, tmp_path, vendor)
    if seconds is None:
        assert issued.ends_at is None
    else:
        assert issued.ends_at is not None
        assert 0 < (issued.ends_at - _now()).total_seconds() <= seconds


def test_google_says_when_mail_was_not_granted(server: TokenServer, tmp_path: Path) -> None:
    """The token would be refused by the mail server without a reason."""
    server.book.say = lambda _form: (200, {"access_token": "a", "scope": "openid https://x/profile"})
    error = _refused(server, tmp_path, "google")
    assert (error.refusal, error.said) == (Refusal.SCOPE, "it was granted openid https://x/profile")


@pytest.mark.parametrize("vendor", _VENDORS)
def test_a_token_server_that_is_not_there_is_said(server: TokenServer, tmp_path: Path, vendor: str) -> None:
    """The name unknown, the port closed: each in a few words, without addresses and objects of the library."""
    key = {"google": "token_url", "microsoft": "authority"}[vendor]
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        closed = f"https://127.0.0.1:{unheard.getsockname()[1]}/x"
        error = _refused(server, tmp_path, vendor, **{key: closed})
    assert (error.refusal, error.said) == (Refusal.UNREACHABLE, "Connection refused")
    error = _refused(server, tmp_path, vendor, **{key: "https://nobody.invalid/x"})
    assert error.refusal is Refusal.UNREACHABLE
    assert "nobody" not in error.said


def test_a_tenant_that_does_not_exist_is_said(server: TokenServer, tmp_path: Path) -> None:
    """Microsoft's library asks for the authority's description first."""
    error = _refused(server, tmp_path, "microsoft", authority=server.authority + "x")
    assert (error.refusal, error.said) == (Refusal.STRANGE, "the authority does not describe itself")


def test_a_certificate_that_is_not_trusted_is_said(
    server: TokenServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No secret is sent."""
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    error = _refused(server, tmp_path, "microsoft")
    assert error.refusal is Refusal.UNREACHABLE
    assert error.said.startswith("its certificate is not trusted: self")
    assert server.book.asked == []


def test_a_token_server_that_says_nothing_is_left() -> None:
    """After the session's own time, whatever the library would have waited."""
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        TokenSession((1.0, 0.2)) as session,
        pytest.raises(TokenError) as caught,
    ):
        session.post(f"http://127.0.0.1:{silent.getsockname()[1]}/token", timeout=None)
    assert (caught.value.refusal, caught.value.said) == (Refusal.UNREACHABLE, "it took too long")


def test_a_token_server_that_drips_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte comes in time, and all of them never would."""
    monkeypatch.setattr("pipeline.mailbox.token_web._WHOLE", 0.2)
    monkeypatch.setattr("pipeline.mailbox.token_web._PIECE", 1)
    dripping = threading.Event()

    def drip(listening: socket.socket) -> None:
        client, _ = listening.accept()
        with client, contextlib.suppress(OSError):
            client.recv(1 << 16)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not dripping.wait(0.02):
                client.sendall(b" ")

    with socket.create_server(("127.0.0.1", 0)) as listening, TokenSession() as session:
        thread = threading.Thread(target=drip, args=(listening,), daemon=True)
        thread.start()
        with pytest.raises(TokenError) as caught:
            session.post(f"http://127.0.0.1:{listening.getsockname()[1]}/token")
        dripping.set()
        thread.join(30)
    assert (caught.value.refusal, caught.value.said) == (Refusal.UNREACHABLE, "it took too long")


def test_a_token_server_that_breaks_off_is_said() -> None:
    """In the middle of its answer."""

    def answer(listening: socket.socket) -> None:
        client, _ = listening.accept()
        with client:
            client.recv(1 << 16)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")

    with socket.create_server(("127.0.0.1", 0)) as listening, TokenSession() as session:
        thread = threading.Thread(target=answer, args=(listening,), daemon=True)
        thread.start()
        with pytest.raises(TokenError) as caught:
            session.post(f"http://127.0.0.1:{listening.getsockname()[1]}/token")
        thread.join(30)
    assert caught.value.refusal is Refusal.UNREACHABLE


def test_what_is_for_this_machine_goes_through_no_proxy(
    server: TokenServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would see the secrets in plain text; what goes over TLS may, and must where there is no other way."""
    monkeypatch.setenv("no_proxy", "")
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert _asked(server, tmp_path, "google").access_token in server.book.given
    error = _refused(server, tmp_path, "microsoft")
    assert (error.refusal, error.said) == (Refusal.UNREACHABLE, "Connection refused")


def test_a_password_of_netrc_does_not_go_along(
    server: TokenServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Requests would send it to any host that it names."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login a password b\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with TokenSession() as session:
        answer = session.get(server.info_url)
    assert "Authorization" not in answer.request.headers


def test_runs_at_the_same_time_never_spend_one_refresh_token_twice(
    server: TokenServer, tmp_path: Path
) -> None:
    """Each refresh token is good for one use, and five processes ask at once: each gets in, and the file has the last."""
    server.book.rotates = True
    file = server.written(tmp_path / "oauth.json", "microsoft")
    code = (
        "import datetime as dt, pathlib, sys\n"
        "from pipeline.mailbox.grant_file import GrantFile\n"
        "from pipeline.mailbox.token import GrantTokens\n"
        "print(GrantTokens(GrantFile(pathlib.Path(sys.argv[1])), clock=lambda: dt.datetime.now(dt.UTC)).fresh())\n"
    )
    command = leashed([sys.executable, "-c", code, str(file)])
    with contextlib.ExitStack() as stack:
        runs = [stack.enter_context(Started(command, stdout=subprocess.PIPE, text=True)) for _ in range(5)]
        told = {run.communicate(timeout=PATIENCE)[0].strip() for run in runs}
    assert told == set(server.book.given)
    assert len(told) == 5
    assert [GrantFile(file).read().refresh_token] == list(server.book.users)


# --- secrets


@pytest.mark.parametrize("vendor", _VENDORS)
@pytest.mark.parametrize(
    "answer",
    [
        None,
        (200, f'not json {FIRST} {CLIENT_SECRET} "ya29.secret'.encode()),
        (400, {"error": "invalid_grant", "error_description": f"{FIRST} of {CLIENT_SECRET}"}),
        (400, {"error": FIRST, "error_description": CLIENT_SECRET}),
        (500, f"{FIRST} {CLIENT_SECRET}".encode()),
        (200, {"access_token": "ya29.secret", "refresh_token": "1//next\n", "expires_in": 5}),
        (200, {"access_token": "ya29.secret\1", "expires_in": 5}),
    ],
)
def test_neither_errors_nor_logs_hold_a_secret(
    server: TokenServer, tmp_path: Path, caplog: pytest.LogCaptureFixture, vendor: str, answer: Answer | None
) -> None:  # fmt: skip
    """Whatever the server repeats, with every logger of the libraries set to DEBUG beforehand."""
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.DEBUG)
        logging.getLogger(name).propagate = True
    server.book.say = lambda _form: answer
    server.book.rotates = answer is None
    tokens = GrantTokens(GrantFile(server.written(tmp_path / "oauth.json", vendor)), clock=_now)
    told = ""
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("probe").debug("the log is open")
        try:
            tokens.fresh()
        except StepError as error:
            told = "".join(traceback.format_exception(error)) + error.said
    assert bool(told) is (answer is not None)
    logged = "".join(str(vars(record)) for record in caplog.records)
    assert "the log is open" in logged
    secrets = server.book.secrets | {"ya29.secret", "1//next"}
    assert [secret for secret in secrets if secret in told + logged] == []


def test_neither_vendor_waits_for_the_other() -> None:
    """Each library is imported when its first token is asked for, and neither for a password."""
    code = (
        "import sys, pipeline.mailbox.imap, pipeline.mailbox.token\n"
        "sys.exit(bool({'msal', 'google.oauth2', 'requests'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
