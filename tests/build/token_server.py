"""A token server on this machine, for the vendors' real libraries and for Dovecot: it answers like Google's and Microsoft's.

Knows refresh tokens, clients and the access tokens that it gave, and can be told to misbehave. One listener speaks plain
HTTP (Google's `token_url`, Dovecot's token info), the other TLS (Microsoft's authority, which must), with a certificate
of its own. Nothing here is a secret of anybody.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import json
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

CLIENT, CLIENT_SECRET = "client-4711", "S3cret-of-the-client"
FIRST = "1//refresh-token_one"
TENANT = "tenant"
EXPIRED = "Token has been expired or revoked."
AADSTS = (
    "AADSTS700082: The refresh token has expired due to inactivity. The token was issued on 2023-01-01 and was inactive "
    "for 90.00:00:00. Trace ID: 0000 Correlation ID: 1111 Timestamp: 2023-06-10 08:30:00Z"
)

_MOVED = (302, 307)
Answer = tuple[int, Mapping[str, object] | bytes]
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a token: its path and what it sent."""

    path: str
    form: Form


@dataclass(slots=True)
class Given:
    """An access token: for whom, and whether the mail server may still take it."""

    email: str
    good: bool = True


@dataclass(slots=True)
class Book:
    """What the server knows, for tests to change: refresh tokens and their users, whether they rotate, how long tokens last.

    `say` overrules the answer to a request for a token; `cold` means that new access tokens are refused by the mail
    server from the beginning.
    """

    users: dict[str, str] = field(default_factory=dict)
    rotates: bool = False
    seconds: object = 3600
    cold: bool = False
    say: Callable[[Form], Answer | None] = lambda _form: None
    given: dict[str, Given] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    renewed: set[str] = field(default_factory=set)
    revoked_says: str = EXPIRED

    def answer(self, path: str, form: Form) -> Answer:
        """To a request for a token."""
        self.asked.append(Asked(path, form))
        said = self.say(form)
        if said is not None:
            return said
        if form.get("client_id") != CLIENT or form.get("client_secret", CLIENT_SECRET) != CLIENT_SECRET:
            return 401, {"error": "invalid_client", "error_description": "The OAuth client was not found."}
        email = self.users.get(form.get("refresh_token", ""))
        if email is None:
            return 400, {"error": "invalid_grant", "error_description": self.revoked_says}
        return 200, self._issue(form["refresh_token"], email) | {"scope": form["scope"]}

    def info(self, token: str) -> Answer:
        """What Dovecot wants to know of an access token."""
        given = self.given.get(token)
        if given is None or not given.good:
            return 400, {"error": "invalid_token"}
        return 200, {"email": given.email}

    def spoil(self) -> None:
        """Every access token that was given has ended, although the client thinks otherwise."""
        for given in self.given.values():
            given.good = False

    def _issue(self, refresh_token: str, email: str) -> dict[str, object]:
        token = f"ya29.access-token_{len(self.given) + 1}"
        self.given[token] = Given(email, good=not self.cold)
        answer: dict[str, object] = {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": self.seconds,
        }
        if self.rotates:
            del self.users[refresh_token]
            renewed = f"{FIRST}.{len(self.given)}"
            self.users[renewed] = email
            self.renewed.add(renewed)
            answer["refresh_token"] = renewed
        return answer

    @property
    def secrets(self) -> set[str]:
        """Every secret that was ever in use here."""
        return {CLIENT_SECRET, FIRST, *self.renewed, *self.given}


class TokenServer:
    """A running token server, as a context manager; `folder` takes its certificate."""

    def __init__(self, folder: Path, *, user: str = "user") -> None:
        self.book = Book(users={FIRST: user})
        self.ca_file = folder / "token-server.pem"
        _make_certificate(self.ca_file)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.ca_file)
        self._servers = [_Listener(self.book), _Listener(self.book)]
        self._plain, self._safe = (server.server_address[1] for server in self._servers)
        self._servers[1].socket = context.wrap_socket(
            self._servers[1].socket, server_side=True, do_handshake_on_connect=False
        )
        self._threads = [
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
            for server in self._servers
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.stop()

    @property
    def token_url(self) -> str:
        """Google's."""
        return f"http://127.0.0.1:{self._plain}/token"

    @property
    def authority(self) -> str:
        """Microsoft's."""
        return f"https://localhost:{self._safe}/{TENANT}"

    @property
    def info_url(self) -> str:
        """Dovecot's: the token is to be put behind it."""
        return f"http://127.0.0.1:{self._plain}/tokeninfo?access_token="

    def written(self, path: Path, provider: str = "google", **more: str | None) -> Path:
        """An OAuth file for this server; `more` overrules its fields, None leaves one out."""
        place = {"token_url": self.token_url} if provider == "google" else {"authority": self.authority}
        usual = {"provider": provider, "client_id": CLIENT, "client_secret": CLIENT_SECRET}
        fields: dict[str, str | None] = {**usual, "refresh_token": FIRST, **place, **more}
        path.write_text(json.dumps({k: v for k, v in fields.items() if v is not None}), encoding="utf-8")
        path.chmod(0o600)
        return path

    def stop(self) -> None:
        """Listen no more."""
        for server, thread in zip(self._servers, self._threads, strict=True):
            server.shutdown()
            server.server_close()
            thread.join(5)


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, book: Book) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.book = book

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust us hangs up in the middle."""


class _Handler(BaseHTTPRequestHandler):
    server: _Listener

    def do_GET(self) -> None:
        """Token info, and the authority's description of itself."""
        url = urlsplit(self.path)
        if url.path == "/tokeninfo":
            self._say(self.server.book.info(_form(url.query).get("access_token", "")))
        elif url.path == f"/{TENANT}/v2.0/.well-known/openid-configuration":
            self._say((200, self._description()))
        else:
            self._say((404, {"error": "invalid_tenant"}))

    def do_POST(self) -> None:
        """A request for a token."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._say(self.server.book.answer(self.path, _form(body)))

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def _description(self) -> Mapping[str, object]:
        base = f"https://{self.headers['Host']}/{TENANT}"
        ways = {"authorization": "authorize", "token": "token", "device_authorization": "devicecode"}
        endpoints = {f"{name}_endpoint": f"{base}/oauth2/v2.0/{way}" for name, way in ways.items()}
        return endpoints | {"issuer": f"{base}/v2.0"}

    def _say(self, answer: Answer) -> None:
        status, said = answer
        data = said if isinstance(said, bytes) else json.dumps(said).encode()
        with contextlib.suppress(OSError):  # a client may have seen enough
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if status in _MOVED:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(data)


def _form(text: str) -> Form:
    return {key: values[0] for key, values in parse_qs(text).items()}


def _make_certificate(path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    now, usage = dt.datetime.now(dt.UTC), dict.fromkeys(("digital_signature", "key_cert_sign"), True)
    usage |= dict.fromkeys(
        (
            "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign",
            "encipher_only", "decipher_only",
        ),
        False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
