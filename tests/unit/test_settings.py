"""What the environment may say, and that its secrets stay where they are."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from pipeline.errors import SettingsError
from pipeline.settings import (
    CA_FILE,
    KEYRING_SERVICE,
    LEDGER,
    LEDGER_PASSWORD,
    LEDGER_PASSWORD_FILE,
    OAUTH_FILE,
    PASSWORD,
    PASSWORD_FILE,
    WORKERS,
    Settings,
    keyring_password,
    read_settings,
)

SECRET = "mật khẩu rất dài"  # noqa: S105 - of nobody's mailbox


def file_of(folder: Path, content: bytes, mode: int = 0o600) -> str:
    """A file with a secret in it, and its path."""
    path = folder / "secret"
    path.write_bytes(content)
    path.chmod(mode)
    return str(path)


def test_an_empty_environment_has_settings() -> None:
    """No secret, no certificate of one's own, and as many workers as there are processors."""
    assert read_settings({}) == Settings(password=None, ca_file=None, workers=os.cpu_count() or 1)
    names = (PASSWORD, PASSWORD_FILE, CA_FILE, WORKERS, LEDGER, LEDGER_PASSWORD, LEDGER_PASSWORD_FILE)
    assert read_settings(dict.fromkeys(names, "")) == read_settings({})


def test_a_machine_that_does_not_count_its_processors_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """One worker always works."""
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert read_settings({}).workers == 1


@pytest.mark.parametrize("content", ["{}", "{}\n", "{}\r\n", "\ufeff{}\r\n"])
def test_the_password_is_the_files_line(tmp_path: Path, content: str) -> None:
    """Without the line's end and the mark that Windows editors put before it; blanks inside are the secret's own."""
    named = file_of(tmp_path, content.format(f" {SECRET} ").encode())
    assert read_settings({PASSWORD_FILE: named}).password == f" {SECRET} "


def test_the_variable_wins_over_the_file(tmp_path: Path) -> None:
    """The file is not even looked at."""
    assert read_settings({PASSWORD: SECRET, PASSWORD_FILE: str(tmp_path / "none")}).password == SECRET


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_password_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    """With the command that mends it."""
    named = file_of(tmp_path, SECRET.encode(), mode)
    with pytest.raises(SettingsError, match=f"Other users can read {named}: run `chmod 600 {named}` first"):
        read_settings({PASSWORD_FILE: named})


def test_where_files_have_no_modes_none_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows says 0644 of every file."""
    named = file_of(tmp_path, SECRET.encode(), 0o644)
    path = Path(named)
    monkeypatch.setattr("pipeline.settings.Path", lambda _: path)
    monkeypatch.setattr(os, "name", "nt")
    assert read_settings({PASSWORD_FILE: named}).password == SECRET


def test_the_ledgers_password_is_kept_like_the_mailboxs(tmp_path: Path) -> None:
    """From its own variable, or a file for this user alone; the two are never mixed up."""
    named = file_of(tmp_path, SECRET.encode())
    told = read_settings({LEDGER: "postgresql://h/d", LEDGER_PASSWORD_FILE: named, PASSWORD: "other"})
    assert (told.ledger, told.ledger_password, told.password) == ("postgresql://h/d", SECRET, "other")
    assert read_settings({LEDGER_PASSWORD: "first", LEDGER_PASSWORD_FILE: named}).ledger_password == "first"  # noqa: S105 -- made up
    assert SECRET not in repr(told)
    Path(named).chmod(0o640)
    with pytest.raises(SettingsError, match="Other users can read"):
        read_settings({LEDGER_PASSWORD_FILE: named})
    Path(named).write_bytes(b"")
    Path(named).chmod(0o600)
    with pytest.raises(SettingsError, match=f"{LEDGER_PASSWORD_FILE} names .*, which is empty"):
        read_settings({LEDGER_PASSWORD_FILE: named})


def test_a_password_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """So is a folder in its place."""
    for path in (tmp_path / "none", tmp_path):
        tmp_path.chmod(0o700)
        with pytest.raises(
            SettingsError, match=f"{PASSWORD_FILE} names {path}, which cannot be read"
        ) as caught:
            read_settings({PASSWORD_FILE: str(path)})
        assert caught.value.exit_code == 3


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n\n"])
def test_an_empty_password_file_is_told(tmp_path: Path, content: bytes) -> None:
    """The server would only say that it is wrong."""
    with pytest.raises(SettingsError, match="which is empty: write the password into it"):
        read_settings({PASSWORD_FILE: file_of(tmp_path, content)})


def test_a_password_in_another_encoding_is_told_without_being_shown(tmp_path: Path) -> None:
    """What is printed of the error, causes and all, holds no byte of the secret."""
    named = file_of(tmp_path, b"hunter2\xff")
    with pytest.raises(SettingsError, match="which cannot be read") as caught:
        read_settings({PASSWORD_FILE: named})
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__suppress_context__


def test_an_oauth_file_is_named_in_place_of_a_password(tmp_path: Path) -> None:
    """It is not opened here; both at once are refused, since only one can sign in."""
    named = str(tmp_path / "none")
    assert read_settings({OAUTH_FILE: named, PASSWORD: ""}).oauth_file == Path(named)
    assert read_settings({OAUTH_FILE: ""}).oauth_file is None
    for other in (PASSWORD, PASSWORD_FILE):
        with pytest.raises(SettingsError, match=f"{OAUTH_FILE} and {other} are both set: unset the one"):
            read_settings({OAUTH_FILE: named, other: SECRET})


def test_secrets_are_never_shown() -> None:
    """What prints settings prints everything but the password."""
    shown = read_settings({PASSWORD: SECRET, WORKERS: "3"})
    assert SECRET not in f"{shown!r} {shown}"
    assert "workers=3" in repr(shown)


@pytest.mark.parametrize(("written", "count"), [("1", 1), ("16", 16), ("9999", 9999)])
def test_workers_are_as_many_as_asked_for(written: str, count: int) -> None:
    """A whole number."""
    assert read_settings({WORKERS: written}).workers == count


@pytest.mark.parametrize("written", ["0", "-1", "2.5", "two", " 2", "2\n", "²", "٣", "10000", "9" * 5000])
def test_workers_that_make_no_sense_are_refused(written: str) -> None:
    """A sentence with what was written and what to write; Python's own ideas of digits never come to light."""
    with pytest.raises(SettingsError, match=f"{WORKERS} is .*: give the number of files to read at a time"):
        read_settings({WORKERS: written})


def test_a_certificate_of_ones_own_is_a_file(tmp_path: Path) -> None:
    """A folder, a name without a file and a name that no system takes are refused with one sentence."""
    named = file_of(tmp_path, b"-----BEGIN CERTIFICATE-----", 0o644)
    assert read_settings({CA_FILE: named}).ca_file == Path(named)
    for wrong in (tmp_path, tmp_path / "none", tmp_path / ("n" * 5000)):
        with pytest.raises(SettingsError, match="which is no file: give the path of a PEM file"):
            read_settings({CA_FILE: str(wrong)})


class Ring(KeyringBackend):
    """A keyring in memory with one password in it."""

    priority = -2  # below keyring's own fallbacks: never chosen unless set

    def get_password(self, service: str, username: str) -> str | None:
        """The one it has, or None."""
        return {(KEYRING_SERVICE, "an@phutho.example"): SECRET}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """We never write into a keyring."""
        raise AssertionError(service, username, password)


class LockedRing(Ring):
    """A keyring whose user does not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        """Nothing comes out."""
        raise KeyringLocked(f"{service}, {username}: the user pressed Cancel")


@pytest.fixture
def ring_kept() -> Iterator[None]:
    """Whatever keyring a test puts in its place, the machine's own comes back."""
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.mark.parametrize(
    ("ring", "account", "password"),
    [
        (Ring, "an@phutho.example", SECRET),
        (Ring, "binh@phutho.example", None),
        (LockedRing, "an@phutho.example", None),
        (NoKeyring, "an@phutho.example", None),
    ],
)
@pytest.mark.usefixtures("ring_kept")
def test_the_keyring_is_asked_by_account(
    ring: Callable[[], KeyringBackend], account: str, password: str | None
) -> None:
    """Its own service, the mailbox's account; locked, or without any backend, it has none."""
    keyring.set_keyring(ring())
    assert keyring_password(account) == password
