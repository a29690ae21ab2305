"""The OAuth file: what may stand in it, who may read it, and how its refresh token is replaced."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import pytest

from pipeline.errors import SettingsError
from pipeline.mailbox.grant import Grant, GrantError, Issued, Provider, are_tokens, parse_grant
from pipeline.mailbox.grant_file import GrantFile
from tests.build.desk import Started
from tests.build.leash import leashed

_NEW = "1//new"
_GOOD = {
    "provider": "google", "client_id": "4711.apps.example", "client_secret": "geheim-1", "refresh_token": "1//geheim-2",
}  # fmt: skip


def _text(more: Mapping[str, object] | None = None) -> str:
    """A file's text; None leaves a field out."""
    return json.dumps({key: value for key, value in {**_GOOD, **(more or {})}.items() if value is not None})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A good OAuth file."""
    made = tmp_path / "oauth.json"
    made.write_text(_text(), encoding="utf-8")
    made.chmod(0o600)
    return made


# --- what may stand in it


def test_a_file_for_google_needs_no_more_than_four_fields() -> None:
    """The token server is Google's own."""
    grant = parse_grant(_text())
    assert (grant.provider, grant.client_id, grant.client_secret, grant.refresh_token) == tuple(
        _GOOD.values()
    )
    assert grant.url == "https://oauth2.googleapis.com/token"
    assert grant.host == "oauth2.googleapis.com"


def test_a_file_for_microsoft_may_leave_out_the_secret() -> None:
    """As public clients do; the authority is that of all accounts, or the one that the file names."""
    grant = parse_grant(_text({"provider": "microsoft", "client_secret": None}))
    assert grant.url == "https://login.microsoftonline.com/common"
    assert grant.secrets == ("1//geheim-2",)
    own = "https://login.example/tenant"
    assert parse_grant(_text({"provider": "microsoft", "authority": own})).url == own


def test_a_token_server_of_this_machine_may_speak_plain_http() -> None:
    """Google's only: Microsoft's library refuses it."""
    url = "http://127.0.0.1:8080/token"
    assert parse_grant(_text({"token_url": url})).url == url
    with pytest.raises(GrantError, match="authority must be https"):
        parse_grant(_text({"provider": "microsoft", "authority": "http://127.0.0.1:8080/tenant"}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is not JSON"),
        ("{", "it is not JSON"),
        ("[" * 30_000, "it is not JSON"),
        ("[]", "one JSON object"),
        (_text({"client_id": 5}), "whose values are all strings"),
        ("{}", "provider and client_id and refresh_token must be given"),
        (_text({"refresh_token": ""}), "refresh_token must be given"),
        (_text({"provider": "geheim-3"}), "provider must be google or microsoft"),
        (_text({"geheim": "x"}), "other keys in it than provider, client_id, refresh_token"),
        (_text({"refresh_token": "geheim 4"}), "refresh_token has letters or blanks"),
        (_text({"client_secret": "geheim\n"}), "client_secret has letters or blanks"),
        (_text({"client_id": "gehéim"}), "client_id has letters or blanks"),
        (_text({"authority": "https://geheim/x"}), "authority is for microsoft only"),
        (_text({"token_url": "http://geheim.example/x"}), "token_url must be https://"),
        (_text({"token_url": "https://geheim@a.example/x"}), "token_url must be https://"),
        (_text({"token_url": "https://geheim.example"}), "token_url must be https://"),
        (_text({"token_url": "https://geheim.example:x/x"}), "token_url must be https://"),
        (_text({"token_url": "https://[geheim/x"}), "token_url must be https://"),
        (_text({"token_url": "https://geheim.example/ x"}), "token_url must be https://"),
        (_text({"token_url": "ftp://127.0.0.1/geheim"}), "token_url must be https://"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_named_without_what_stands_there(text: str, said: str) -> None:
    """What to write instead, and nothing of what was written."""
    with pytest.raises(GrantError) as caught:
        parse_grant(text)
    assert said in str(caught.value)
    assert "geh" not in "".join(traceback.format_exception(caught.value)).replace("geheim-3 or", "")


def test_all_mistakes_are_told_at_once() -> None:
    """Who mends one need not wait for the next."""
    with pytest.raises(GrantError) as caught:
        parse_grant(_text({"client_id": "", "refresh_token": "a b", "token_url": "x", "extra": ""}))
    assert str(caught.value).count("; ") == 3


def test_no_secret_is_shown() -> None:
    """Neither of what is asked with nor of what comes back."""
    grant = parse_grant(_text())
    issued = Issued(access_token="geheim-5", ends_at=None, refresh_token="geheim-6")  # noqa: S106 -- made up
    assert "geheim" not in f"{grant!r}{grant}{issued!r}{issued}"
    assert grant.secrets == ("1//geheim-2", "geheim-1")


@pytest.mark.parametrize(
    ("access", "refresh", "good"),
    [
        ("ya29.a0-_~+/==", "1//0g", True),
        ("a b", "1//0g", False),
        ("a\1", "1//0g", False),
        ("a\r\n", "1//0g", False),
        ("", "1//0g", False),
        (None, "1//0g", False),
        ("a", "b c", False),
        ("a", 5, False),
    ],
)
def test_only_tokens_pass_for_tokens(access: object, refresh: object, good: bool) -> None:  # noqa: FBT001 -- the outcome
    """Nothing that could end a line or a field of the protocol."""
    assert are_tokens(access, refresh) is good


# --- who may read it


def test_a_private_file_is_read(path: Path) -> None:
    """With the mark that Windows editors put before it, too."""
    assert GrantFile(path).read().provider is Provider.GOOGLE
    path.write_text("\ufeff" + _text(), encoding="utf-8")
    assert GrantFile(path).read() == parse_grant(_text())


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o666])
def test_a_file_that_others_can_read_or_change_is_refused(path: Path, mode: int) -> None:
    """Who changes it can send the client's secret wherever he likes."""
    path.chmod(mode)
    with pytest.raises(
        SettingsError, match=f"Other users can read or change {path}: run `chmod 600 {path}` first"
    ):
        GrantFile(path).read()


def test_what_is_no_readable_file_is_told(tmp_path: Path) -> None:
    """Nothing there, a folder, a pipe that nobody writes to, a text in another encoding."""
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "latin").write_bytes(b'{"client_secret": "geheim\xff"}')
    (tmp_path / "latin").chmod(0o600)
    tmp_path.chmod(0o700)
    for path in (tmp_path / "none", tmp_path, tmp_path / "pipe", tmp_path / "latin"):
        with pytest.raises(SettingsError, match=f"The OAuth file {path} cannot be read") as caught:
            GrantFile(path).read()
        assert "geheim" not in "".join(traceback.format_exception(caught.value))


def test_a_file_that_is_too_large_is_told(path: Path) -> None:
    """It is something else than an OAuth file."""
    path.write_text(" " * (70 << 10), encoding="utf-8")
    with pytest.raises(SettingsError, match="too large to be one"):
        GrantFile(path).read()


def test_a_mistake_in_it_is_told_with_its_path(path: Path) -> None:
    """As an error of the settings."""
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(SettingsError, match=f"The OAuth file {path} cannot be used: provider and .* must be"):
        GrantFile(path).read()


# --- how its refresh token is replaced


def test_a_new_refresh_token_is_all_that_changes(path: Path) -> None:
    """The file stays private, and nothing else is left in its folder."""
    GrantFile(path).replace_refresh_token(_NEW)
    assert json.loads(path.read_text(encoding="utf-8")) == {**_GOOD, "refresh_token": _NEW}
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["oauth.json"]


def test_the_new_file_is_on_disk_before_it_takes_the_name(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fsync of the new file, rename, fsync of the folder; a run killed in between leaves a whole file."""
    done: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        done.append(f"sync {Path(f'/proc/self/fd/{handle}').readlink().name}")
        real_sync(handle)

    def replace(old: Path, new: Path) -> Path:
        done.append(f"rename {old.name} {new.name}")
        assert json.loads(old.read_text(encoding="utf-8"))["refresh_token"] == _NEW
        assert json.loads(new.read_text(encoding="utf-8")) == _GOOD
        assert old.stat().st_mode & 0o777 == 0o600
        return real_replace(old, new)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    GrantFile(path).replace_refresh_token(_NEW)
    assert done == ["sync .oauth.json.new", "rename .oauth.json.new oauth.json", f"sync {path.parent.name}"]


def test_a_link_to_the_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    """The file that it leads to is the one that changes."""
    link = tmp_path / "sub" / "link.json"
    link.parent.mkdir()
    link.symlink_to(path)
    GrantFile(link).replace_refresh_token(_NEW)
    assert link.is_symlink()
    assert GrantFile(path).read().refresh_token == _NEW


def test_what_a_dead_run_left_behind_is_written_over(path: Path) -> None:
    """Even when it is a link that somebody else put there."""
    path.with_name(".oauth.json.new").symlink_to("/dev/null")
    GrantFile(path).replace_refresh_token(_NEW)
    assert GrantFile(path).read().refresh_token == _NEW
    assert [each.name for each in path.parent.iterdir()] == ["oauth.json"]


def test_a_disk_that_is_full_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And one sentence, without the token."""

    def full(_handle: int) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match=f"cannot be kept in {path}: let this user write") as caught:
        GrantFile(path).replace_refresh_token(_NEW)
    assert _NEW not in str(caught.value)
    assert caught.value.__suppress_context__
    assert json.loads(path.read_text(encoding="utf-8")) == _GOOD
    assert [each.name for each in path.parent.iterdir()] == ["oauth.json"]


def test_a_file_that_is_no_more_is_not_made_up(path: Path) -> None:
    """What to keep beside the new refresh token is not known any more."""
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(SettingsError, match="cannot be kept"):
        GrantFile(path).replace_refresh_token(_NEW)


def test_a_folder_that_cannot_be_written_is_told_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write everywhere: the system's answer is made up here."""
    GrantFile(path).require_writable()
    asked: list[tuple[Path, int]] = []

    def access(folder: Path, mode: int) -> bool:
        asked.append((folder, mode))
        return False

    monkeypatch.setattr(os, "access", access)
    with pytest.raises(SettingsError, match="cannot be kept"):
        GrantFile(path).require_writable()
    assert asked == [(path.parent, os.W_OK | os.X_OK)]


def test_a_run_by_root_leaves_the_file_to_its_owner(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the user of the next run could not read it."""
    owners: list[tuple[int, int]] = []
    owner = path.stat()
    monkeypatch.setattr(os, "geteuid", lambda: owner.st_uid + 1)
    monkeypatch.setattr(os, "fchown", lambda _handle, user, group: owners.append((user, group)))
    GrantFile(path).replace_refresh_token(_NEW)
    assert owners == [(owner.st_uid, owner.st_gid)]


# --- one at a time

_HOLD = """
import sys
from pathlib import Path
from pipeline.mailbox.grant_file import GrantFile

file = GrantFile(Path(sys.argv[1]))
with file.turn():
    print("held", flush=True)
    sys.stdin.readline()
    file.replace_refresh_token(sys.argv[2])
    print("done", flush=True)
"""


def test_another_process_waits_for_its_turn_and_sees_the_new_token(path: Path) -> None:
    """The file has been replaced while it waited: it locks the new one."""
    command = leashed([sys.executable, "-c", _HOLD, str(path), _NEW])
    with Started(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        orders, answers = first.stdin, first.stdout
        assert orders is not None
        assert answers is not None
        assert answers.readline() == "held\n"
        threading.Timer(0.3, lambda: (orders.write("\n"), orders.flush())).start()
        file = GrantFile(path)
        with file.turn():
            assert file.read().refresh_token == _NEW
        assert answers.readline() == "done\n"
    assert first.returncode == 0


def test_a_file_that_is_replaced_under_the_lock_is_locked_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock on a file without a name keeps nobody away."""
    real, inodes = fcntl.flock, []

    def lock(handle: int, how: int) -> None:
        inodes.append(os.fstat(handle).st_ino)
        if len(inodes) == 1:
            GrantFile(path).replace_refresh_token(_NEW)
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", lock)
    with GrantFile(path).turn():
        assert inodes[-1] == path.stat().st_ino != inodes[0]


def test_a_turn_that_does_not_come_is_told(path: Path) -> None:
    """After a while, with what to do."""
    file = GrantFile(path)
    with (
        file.turn(),
        pytest.raises(SettingsError, match="Another run has held the OAuth file"),
        file.turn(0.1),
    ):
        pass
    with file.turn(0.1):
        pass


@pytest.mark.parametrize(("number", "waits"), [(errno.ENOLCK, False), (errno.EAGAIN, True)])
def test_a_disk_without_locks_is_no_obstacle(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    waits: bool,  # noqa: FBT001 -- the outcome
) -> None:
    """Only a lock that somebody holds is waited for."""

    def refuse(_handle: int, _how: int) -> NoReturn:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    said: Callable[[], None] = lambda: None  # noqa: E731 -- what a turn is for
    if waits:
        with pytest.raises(SettingsError, match="held the OAuth file"), GrantFile(path).turn(0.1):
            said()
    else:
        with GrantFile(path).turn(0.1):
            said()


def test_a_grant_is_a_value() -> None:
    """Two readings of one file are equal, so that a change is seen."""
    assert parse_grant(_text()) == parse_grant(_text())
    assert isinstance(parse_grant(_text()), Grant)
