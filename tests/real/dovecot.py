"""A real IMAP server for tests: Dovecot 2.3 on free loopback ports, in a folder of its own, stopped by its own pid.

Works as root and as an ordinary user. TLS, STARTTLS and plain text. Any user name signs in with `pass` and has an empty
mailbox at first, so that tests can share one server; one more user has letters beyond ASCII in the password. Never
touches the system's own Dovecot.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import grp
import imaplib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.build.leash import leashed

_START_SECONDS = 60.0  # a cold start takes under a second; a busy machine may need more
_STOP_SECONDS = 20.0
_CLIENT_SECONDS = 60.0

_CONF = """\
base_dir = {root}/run
state_dir = {root}/run
log_path = {root}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{root}/cert.pem
ssl_key = <{root}/key.pem
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{root}/mail/%u
mail_fsync = never
{by_token}passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {root}/passwd
}}
passdb {{
  driver = static
  args = password=pass
}}
auth_failure_delay = 0
userdb {{
  driver = static
  args = uid={owner} gid={group} home={root}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Spam {{
    special_use = \\Junk
    auto = create
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
{announcing}service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""

_ANNOUNCING = """\
protocol imap {{
  imap_capability = {capability}
}}
"""

_OAUTH2 = """\
auth_mechanisms = plain login {mechanisms}
passdb {{
  driver = oauth2
  mechanisms = {mechanisms}
  args = {root}/oauth2.conf
}}
"""


class DovecotMissingError(RuntimeError):
    """The programs that these tests need are not there; the text says how to get them."""


class Dovecot:
    """A running server, as a context manager: `with Dovecot() as server: …`.

    With the address of a token server's token info, users may sign in by access tokens too, by these mechanisms. With a
    `capability` it announces that to those who have signed in, as a server that can do less.
    """

    password = "pass"  # noqa: S105 -- the made-up user of a throw-away server
    other_user = "bao@test"
    other_password = "mật-khẩu"  # noqa: S105 -- the same

    def __init__(
        self, token_info: str = "", *, mechanisms: str = "xoauth2 oauthbearer", capability: str = ""
    ) -> None:
        require_programs()
        self._capability = capability
        self._token_info, self._mechanisms = token_info, mechanisms
        self.path = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self._kept = [Port(), Port()]
        self.port, self.tls_port = (kept.number for kept in self._kept)
        self.user = "user"
        self._users = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._lay_out()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self._clear()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.stop()
        self._clear()

    @property
    def cafile(self) -> Path:
        """The certificate that signed the server's: itself."""
        return self.path / "cert.pem"

    @property
    def url(self) -> str:
        """The user's mailbox over TLS."""
        return f"imaps://{self.user}@localhost:{self.tls_port}/"

    @property
    def starttls_url(self) -> str:
        """The same by STARTTLS."""
        return f"imap+starttls://{self.user}@localhost:{self.port}/"

    @property
    def plain_url(self) -> str:
        """The same in plain text, to this machine."""
        return f"imap://{self.user}@127.0.0.1:{self.port}/"

    @property
    def other_url(self) -> str:
        """The other user's mailbox over TLS; its password is `other_password`."""
        return f"imaps://{self.other_user}@localhost:{self.tls_port}/"

    def fresh_user(self) -> None:
        """From here on `user` is somebody new, with an empty mailbox."""
        self._users += 1
        self.user = f"user{self._users}"

    def start(self) -> None:
        """Start the server and wait until it greets; RuntimeError with the end of its log when it does not."""
        command = ["dovecot", "-F", "-c", str(self.path / "dovecot.conf")]
        with (self.path / "stderr").open("wb") as errors:
            self._process = subprocess.Popen(
                leashed(command, by=signal.SIGTERM), stdin=subprocess.DEVNULL, stdout=errors, stderr=errors,
                start_new_session=True,
            )  # fmt: skip
        end = time.monotonic() + _START_SECONDS
        while not _greets(self.port):
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"Dovecot did not start: {self.log()[-2000:]}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop the server and all its sessions; nothing when it is not running."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with contextlib.suppress(ProcessLookupError):  # sessions may outlive their master for a moment
            os.killpg(process.pid, signal.SIGKILL)

    def log(self) -> str:
        """What the server wrote about itself."""
        files = (self.path / "stderr", self.path / "dovecot.log")
        return "\n".join(file.read_text(errors="replace") for file in files if file.exists())

    def append(
        self, raw: bytes, when: dt.datetime | None = None, folder: str = "INBOX", flags: Sequence[str] = ()
    ) -> int:
        r"""Put a message into the user's folder and return its uid.

        `when` (aware) becomes INTERNALDATE, `flags` are like `\Seen`, and as on any IMAP server line ends become
        CRLF. The folder is made when it is not there.
        """
        with self.signed_in() as client:
            client.create(folder)
            date = imaplib.Time2Internaldate(when or dt.datetime.now(dt.UTC))
            kind, answer = client.append(folder, f"({' '.join(flags)})", date, raw)
            found = re.search(rb"APPENDUID \d+ (\d+)", answer[0])
            if kind != "OK" or found is None:
                raise RuntimeError(f"Dovecot refused the message: {answer!r}")
            return int(found[1])

    def flags(self, uid: int, folder: str = "INBOX") -> set[str]:
        """The flags of a message as another client sees them."""
        with self.signed_in() as client:
            client.select(folder, readonly=True)
            _, answer = client.uid("FETCH", str(uid), "(FLAGS)")
            return {flag.decode() for flag in imaplib.ParseFlags(answer[0])}

    def holds(self, folder: str = "INBOX") -> dict[int, set[str]]:
        r"""The flags of every message of a folder by uid, without `\Recent`, which is each session's own."""
        with self.signed_in() as client:
            client.select(_quoted(folder), readonly=True)
            _, answer = client.uid("FETCH", "1:*", "(FLAGS)")
            lines = [line for line in answer if isinstance(line, bytes)]
            found = {re.search(rb"UID (\d+)", line): imaplib.ParseFlags(line) for line in lines}
            return {
                int(uid[1]): {flag.decode() for flag in flags} - {"\\Recent"}
                for uid, flags in found.items()
                if uid
            }

    def make_folder(self, folder: str) -> None:
        """Make a folder of the user's."""
        self.doveadm("mailbox", "create", "-u", self.user, folder)

    def wipe(self) -> None:
        """Take all mail and folders of the user away, and whoever is still signed in as that."""
        with contextlib.suppress(subprocess.CalledProcessError):  # nobody is
            self.doveadm("kick", self.user)
        shutil.rmtree(self.path / "mail" / self.user, ignore_errors=True)

    def expunge(self, uid: int, folder: str = "INBOX") -> None:
        """Remove a message for good."""
        self.doveadm("expunge", "-u", self.user, "mailbox", folder, "uid", str(uid))

    def change_validity(self, validity: int, folder: str = "INBOX") -> None:
        """Give a folder another UIDVALIDITY, as a server does after a restore."""
        self.doveadm("mailbox", "update", "-u", self.user, "--uid-validity", str(validity), folder)

    def doveadm(self, *arguments: str) -> str:
        """Run Dovecot's administration program against this server."""
        command = ["doveadm", "-c", str(self.path / "dovecot.conf"), *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=_START_SECONDS)
        return done.stdout

    def signed_in(self) -> contextlib.AbstractContextManager[imaplib.IMAP4]:
        """Another client, signed in as the user."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=_CLIENT_SECONDS)
        client.login(self.user, self.password)
        return client

    def _clear(self) -> None:
        for kept in self._kept:
            kept.close()
        shutil.rmtree(self.path, ignore_errors=True)

    def _lay_out(self) -> None:
        self.path.chmod(0o755)  # the mail processes run as another user when we are root
        for name in ("run", "mail"):
            (self.path / name).mkdir()
        make_certificate(self.path)
        (self.path / "passwd").write_text(
            f"{self.other_user}:{{PLAIN}}{self.other_password}\n", encoding="utf-8"
        )
        by_token = ""
        if self._token_info:
            by_token = _OAUTH2.format(root=self.path, mechanisms=self._mechanisms)
            (self.path / "oauth2.conf").write_text(
                f"tokeninfo_url = {self._token_info}\nusername_attribute = email\n", encoding="utf-8"
            )
        announcing = _ANNOUNCING.format(capability=self._capability) if self._capability else ""
        conf = _CONF.format(
            root=self.path, port=self.port, tls_port=self.tls_port, by_token=by_token, announcing=announcing,
            **self._identities(),
        )  # fmt: skip
        (self.path / "dovecot.conf").write_text(conf, encoding="utf-8")

    def _identities(self) -> dict[str, str]:
        if os.getuid() == 0:  # Dovecot refuses to keep mail as root
            shutil.chown(self.path / "mail", "nobody", "nogroup")
            return {
                "owner": "nobody", "group": "nogroup", "login": "dovenull",
                "internal": "dovecot", "internal_group": "dovecot",
            }  # fmt: skip
        me, mine = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
        return {"owner": me, "group": mine, "login": me, "internal": me, "internal_group": mine}


def _quoted(folder: str) -> str:
    return f'"{folder}"'


def require_programs() -> None:
    """DovecotMissingError unless Dovecot 2.3 and openssl are here."""
    path = os.environ.get("PATH", "")
    if "/usr/sbin" not in path.split(os.pathsep):  # an ordinary user's path lacks it
        os.environ["PATH"] = f"{path}{os.pathsep}/usr/sbin"
    if not (shutil.which("dovecot") and shutil.which("openssl")):
        raise DovecotMissingError(
            "These tests need a real IMAP server: install it with `apt-get install dovecot-imapd openssl`."
        )
    version = subprocess.run(["dovecot", "--version"], check=True, capture_output=True, text=True).stdout
    if not version.startswith("2.3."):
        raise DovecotMissingError(
            f"These tests have a configuration for Dovecot 2.3, and this one is {version.strip()}."
        )


def make_certificate(folder: Path) -> None:
    """Lay cert.pem and key.pem, of localhost and 127.0.0.1, into the folder."""
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    usage = "keyUsage=critical,digitalSignature,keyCertSign"  # asked for by the strict checks of Python 3.13
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    command += ["-days", "2", "-subj", "/CN=localhost", "-addext", names, "-addext", usage]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(command, check=True, capture_output=True)


class Port:
    """A free port of loopback, kept for a server that is started later, maybe more than once.

    The system gives it to nobody else while this is bound to it; a server may listen there all the same, since both
    say SO_REUSEADDR and this does not listen.
    """

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", 0))
        self.number = int(self._socket.getsockname()[1])

    def close(self) -> None:
        """Let it go."""
        self._socket.close()


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as client:
            client.settimeout(_START_SECONDS)
            return client.recv(4) == b"* OK"
    except OSError:
        return False
