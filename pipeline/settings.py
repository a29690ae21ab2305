"""What the environment says, read once. Secrets live here and in the mailbox, never in the store, logs or errors."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.sentences import settings as say

PASSWORD = "TONGHOP_MAILBOX_PASSWORD"  # noqa: S105 - the name of a variable, not a secret
PASSWORD_FILE = "TONGHOP_MAILBOX_PASSWORD_FILE"  # noqa: S105 - the same
OAUTH_FILE = "TONGHOP_MAILBOX_OAUTH_FILE"
CA_FILE = "TONGHOP_MAILBOX_CA_FILE"
WORKERS = "TONGHOP_WORKERS"
LEDGER = "TONGHOP_LEDGER"
LEDGER_PASSWORD = "TONGHOP_LEDGER_PASSWORD"  # noqa: S105 - the name of a variable
LEDGER_PASSWORD_FILE = "TONGHOP_LEDGER_PASSWORD_FILE"  # noqa: S105 - the same
KEYRING_SERVICE = "tonghop"

_NUMBER = re.compile(r"[1-9][0-9]{0,3}")  # no machine reads more than 9999 files at a time
_OTHERS_MAY_READ = stat.S_IRGRP | stat.S_IROTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of this machine. `password` is None when neither variable is set: the keyring is asked then.

    With an `oauth_file` there is no password, and none is asked for.
    `ledger` is the URL of a database server, empty for a file of the campaign's own.
    """

    password: str | None = field(default=None, repr=False)
    oauth_file: Path | None = None
    ca_file: Path | None = None
    workers: int = 1
    ledger: str = ""
    ledger_password: str | None = field(default=None, repr=False)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from the environment. SettingsError when a value makes no sense or a secret is not safe."""
    ca_file = environment.get(CA_FILE)
    if ca_file and not os.path.isfile(ca_file):  # noqa: PTH113 - Path.is_file raises for folders closed to us
        raise SettingsError(say.NO_CA_FILE(variable=CA_FILE, path=ca_file))
    return Settings(
        oauth_file=_oauth_file(environment),
        password=_secret(environment, PASSWORD, PASSWORD_FILE),
        ca_file=Path(ca_file) if ca_file else None,
        workers=_workers(environment.get(WORKERS, "")),
        ledger=environment.get(LEDGER, ""),
        ledger_password=_secret(environment, LEDGER_PASSWORD, LEDGER_PASSWORD_FILE),
    )


def _secret(environment: Mapping[str, str], variable: str, file_variable: str) -> str | None:
    """What the variable holds, or else the file that the other one names; None when neither is set."""
    if environment.get(variable):
        return environment[variable]
    named = environment.get(file_variable)
    if not named:
        return None
    path = Path(named)
    try:
        if os.name == "posix" and path.stat().st_mode & _OTHERS_MAY_READ:
            raise SettingsError(say.OTHERS_CAN_READ(path=named))
        secret = path.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        # Without its cause: a decoding error carries the bytes of the secret.
        raise SettingsError(say.SECRET_UNREADABLE(variable=file_variable, path=named)) from None
    if not secret:
        raise SettingsError(say.SECRET_EMPTY(variable=file_variable, path=named))
    return secret


def _oauth_file(environment: Mapping[str, str]) -> Path | None:
    """Its path; what stands in it, and who may read it, is looked at when a server is signed in to."""
    named = environment.get(OAUTH_FILE)
    other = next((name for name in (PASSWORD, PASSWORD_FILE) if environment.get(name)), None)
    if named and other:
        raise SettingsError(say.BOTH_SET(variable=OAUTH_FILE, other=other))
    return Path(named) if named else None


def _workers(written: str) -> int:
    if not written:
        return os.cpu_count() or 1
    if not _NUMBER.fullmatch(written):
        raise SettingsError(say.WORKERS(variable=WORKERS, written=written))
    return int(written)


def keyring_password(account: str) -> str | None:
    """The password that the system's keyring holds for an account, or None when it has none or is not there."""
    import keyring  # noqa: PLC0415 - only who uses it waits for it
    from keyring.errors import KeyringError  # noqa: PLC0415 - the same

    try:
        return keyring.get_password(KEYRING_SERVICE, account)
    except KeyringError:
        return None
