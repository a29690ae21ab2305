"""A real PostgreSQL server for tests: on a free loopback port, in a folder of its own, stopped by its own pid.

Works as root (PostgreSQL refuses to: it then runs as `nobody`) and as an ordinary user. Never touches the system's own
server. What it holds need not outlive a power cut, so it does not sync.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pg8000.dbapi

from pipeline.settings import LEDGER, LEDGER_PASSWORD
from pipeline.store.postgresql import Server
from tests.build.leash import leashed
from tests.real.dovecot import Port, make_certificate

_START_SECONDS = 60.0
_STOP_SECONDS = 20.0
_OWNER = "nobody"  # whoever runs the server when we are root
_USER, _PASSWORD = "tonghop", "mật khẩu"


_CONF = """\
port = {port}
listen_addresses = '127.0.0.1'
unix_socket_directories = '{root}'
max_connections = 40
fsync = off
full_page_writes = off
ssl = {tls}
ssl_cert_file = '{root}/cert.pem'
ssl_key_file = '{root}/key.pem'
"""


class PostgresMissingError(RuntimeError):
    """The programs that these tests need are not there; the text says how to get them."""


class Postgres:
    """A running server, as a context manager: `with Postgres() as server: …`."""

    user = _USER
    password = _PASSWORD

    def __init__(self, *, tls: bool = False) -> None:
        self._programs = _programs()
        self._tls = tls
        self.path = Path(tempfile.mkdtemp(prefix="postgres-"))
        self._kept = Port()
        self.port = self._kept.number
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._lay_out()
            self.start()
        except BaseException:
            self._clear()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.stop(signal.SIGQUIT)  # nobody needs its data
        self._clear()

    @property
    def cafile(self) -> Path:
        """With `tls`: the certificate that signed the server's, itself."""
        return self.path / "cert.pem"

    @property
    def key(self) -> Path:
        """The private key of the certificate."""
        return self.path / "key.pem"

    def url(self, database: str = "postgres") -> str:
        """The URL of a database, as an operator writes it."""
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{database}"

    def environment(self, database: str) -> dict[str, str]:
        """What makes the program keep its ledger in a database of this server."""
        return {LEDGER: self.url(database), LEDGER_PASSWORD: _PASSWORD}

    def ledger(self) -> Server:
        """Where an empty ledger can be made: the schema of a new campaign."""
        return Server(url=self.url(), campaign=f"c{next(self._numbers)}", password=_PASSWORD)

    def fresh_database(self, like: str = "") -> str:
        """The name of a new database: an empty one, or a copy of one that nobody is in."""
        name = f"d{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {like or 'template1'}")
        return name

    def run(self, statement: str, database: str = "postgres") -> list[Any]:
        """Run one statement as the server's master, outside a transaction; the rows that it gives."""
        with self.connected(database) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

    def dump(self, database: str) -> dict[str, list[Any]]:
        """Every row of the program's tables, by the table's full name, in an order that does not depend on when."""
        found = (
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname LIKE 'tonghop%' ORDER BY 1"
        )
        names = [name for (name,) in self.run(found, database)]
        # xmin is the transaction that wrote a row: one that was written again, the same, shows too.
        return {name: self.run(f"SELECT t::text, xmin FROM {name} t ORDER BY 1", database) for name in names}  # noqa: S608 -- our own names

    def connected(self, database: str = "postgres") -> contextlib.closing[Any]:
        """Another client."""
        return contextlib.closing(
            pg8000.dbapi.connect(_USER, "127.0.0.1", database, self.port, _PASSWORD, ssl_context=False)
        )

    def start(self) -> None:
        """Start the server and wait until it answers; RuntimeError with the end of its log when it does not."""
        command = [str(self._programs / "postgres"), "-D", str(self.path / "data")]
        with (self.path / "log").open("ab") as log:
            self._process = subprocess.Popen(
                leashed(command, by=signal.SIGQUIT), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd=self.path, **_identity(),
            )  # fmt: skip
        end = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"PostgreSQL did not start: {self.log()[-2000:]}")
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server and drop its clients, as `pg_ctl stop -m fast` does; nothing when it is not running."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def log(self) -> str:
        """What the server wrote about itself."""
        return (self.path / "log").read_text(errors="replace")

    def _clear(self) -> None:
        self._kept.close()
        shutil.rmtree(self.path, ignore_errors=True)

    def _lay_out(self) -> None:
        self.path.chmod(0o755)
        if os.getuid() == 0:
            shutil.chown(self.path, _OWNER, "nogroup")
        secret = self.path / "secret"
        secret.write_text(_PASSWORD, encoding="utf-8")
        secret.chmod(0o644)
        command = [str(self._programs / "initdb"), "-D", str(self.path / "data"), "-U", _USER, "-E", "UTF8"]
        command += ["--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync"]
        subprocess.run(command, check=True, capture_output=True, cwd=self.path, **_identity())
        conf = _CONF.format(root=self.path, port=self.port, tls="on" if self._tls else "off")
        with (self.path / "data" / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(conf)
        if self._tls:
            make_certificate(self.path)
            self.key.chmod(0o600)
            if os.getuid() == 0:
                shutil.chown(self.key, _OWNER)

    def _answers(self) -> bool:
        try:
            with self.connected():
                return True
        except pg8000.Error:
            return False


def _programs() -> Path:
    """The folder of the newest server; Debian keeps it beside the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    named = shutil.which("postgres")
    if not found and not named:
        raise PostgresMissingError(
            "These tests need a real PostgreSQL server: install it with `apt-get install postgresql`."
        )
    return (found[-1] if found else Path(str(named)).resolve()).parent


def _identity() -> Mapping[str, Any]:
    if os.getuid() != 0:
        return {}
    return {"user": _OWNER, "group": "nogroup", "extra_groups": []}
