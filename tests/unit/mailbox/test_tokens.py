"""Access tokens in memory, refresh tokens in the file: when each is asked for, kept and replaced."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.mailbox.grant import Grant, Issued
from pipeline.mailbox.grant_file import GrantFile
from pipeline.mailbox.token import GrantTokens
from pipeline.mailbox.token_trouble import Refusal, TokenError
from pipeline.mailbox.trouble import Stage, StepError
from pipeline.ports import Clock
from tests.build.token_server import FIRST

_START = dt.datetime(2023, 6, 10, 8, 30, tzinfo=dt.UTC)
_HOUR = dt.timedelta(hours=1)


class Desk:
    """A vendor's token desk: the first token is `access-1`, lasts an hour, and the refresh token stays, unless told otherwise."""

    def __init__(self, path: Path, provider: str = "google") -> None:
        self.now = _START
        self.lasts: dt.timedelta | None = _HOUR
        self.rotates = False
        self.refuses: TokenError | None = None
        self.shown: list[str] = []
        path.write_text(
            json.dumps(
                {"provider": provider, "client_id": "c", "client_secret": "s3", "refresh_token": FIRST}
            )
        )
        path.chmod(0o600)
        self.file = GrantFile(path)
        self.tokens = GrantTokens(self.file, clock=lambda: self.now, refresh=self.refresh)

    def refresh(self, grant: Grant, clock: Clock) -> Issued:
        """A new access token."""
        self.shown.append(grant.refresh_token)
        if self.refuses:
            raise self.refuses
        count = len(self.shown)
        return Issued(
            access_token=f"access-{count}",
            ends_at=clock() + self.lasts if self.lasts is not None else None,
            refresh_token=f"r{count}" if self.rotates else grant.refresh_token,
        )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Google's."""
    return Desk(tmp_path / "oauth.json")


@pytest.fixture
def rotating(tmp_path: Path) -> Desk:
    """Microsoft's, which gives another refresh token each time."""
    made = Desk(tmp_path / "oauth.json", "microsoft")
    made.rotates = True
    return made


def _after(desk: Desk, *minutes: int) -> Sequence[str]:
    """The tokens so many minutes after the start."""
    found = []
    for each in minutes:
        desk.now = _START + dt.timedelta(minutes=each)
        found.append(desk.tokens.fresh())
    return found


def test_a_token_is_used_until_five_minutes_before_its_end(desk: Desk) -> None:
    """A session that begins with it must not lose it."""
    assert _after(desk, 0, 54, 55, 109, 110) == ["access-1", "access-1", "access-2", "access-2", "access-3"]


def test_a_token_without_an_end_is_used_until_it_is_refused(desk: Desk) -> None:
    """The mail server is the one who knows."""
    desk.lasts = None
    assert _after(desk, 0, 10_000) == ["access-1", "access-1"]
    desk.tokens.refused("access-1")
    assert desk.tokens.fresh() == "access-2"


def test_a_token_that_lasts_no_time_is_asked_for_once_a_call(desk: Desk) -> None:
    """Never in a loop."""
    desk.lasts = dt.timedelta(0)
    assert _after(desk, 0, 0) == ["access-1", "access-2"]


def test_only_the_token_in_memory_can_be_refused(desk: Desk) -> None:
    """A late word on an older one spends nothing."""
    assert _after(desk, 0, 60) == ["access-1", "access-2"]
    desk.tokens.refused("access-1")
    assert desk.tokens.fresh() == "access-2"
    GrantTokens(desk.file, clock=lambda: desk.now, refresh=desk.refresh).refused("access-2")


def test_a_refresh_token_that_stays_is_not_written(desk: Desk) -> None:
    """The file is not touched, and need not be writable."""
    before = desk.file.path.stat()
    desk.file.require_writable = lambda: pytest.fail("nothing is to be written")  # type: ignore[method-assign]  # a trap
    assert _after(desk, 0, 60) == ["access-1", "access-2"]
    assert desk.file.path.stat() == before


def test_each_new_refresh_token_is_kept_and_used_next(rotating: Desk) -> None:
    """Each is shown once, and the file has the last."""
    assert _after(rotating, 0, 60, 120) == ["access-1", "access-2", "access-3"]
    assert rotating.shown == [FIRST, "r1", "r2"]
    assert rotating.file.read().refresh_token == "r3"  # noqa: S105 -- made up


def test_a_refresh_token_that_another_run_got_is_used(rotating: Desk) -> None:
    """The file is read anew each time."""
    rotating.tokens.fresh()
    rotating.file.replace_refresh_token("other")
    assert _after(rotating, 60) == ["access-2"]
    assert rotating.shown == [FIRST, "other"]


def test_where_a_new_one_could_not_be_kept_the_old_one_is_not_spent(
    rotating: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Microsoft is not asked when the file's folder cannot be written."""
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(SettingsError, match="cannot be kept"):
        rotating.tokens.fresh()
    assert rotating.shown == []


def test_a_refresh_token_that_could_not_be_kept_is_kept_when_it_can(
    rotating: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk was full for a while: the new one is in memory, and goes into the file before it is shown."""
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", _full)
        with pytest.raises(SettingsError, match="cannot be kept"):
            rotating.tokens.fresh()
        assert rotating.file.read().refresh_token == FIRST
        with pytest.raises(SettingsError, match="cannot be kept"):
            rotating.tokens.fresh()
    assert rotating.shown == [FIRST]
    assert rotating.tokens.fresh() == "access-2"
    assert rotating.shown == [FIRST, "r1"]
    assert rotating.file.read().refresh_token == "r2"  # noqa: S105 -- made up


def test_a_refresh_token_that_the_operator_wrote_meanwhile_wins(
    rotating: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be kept is of no use any more."""
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", _full)
        with pytest.raises(SettingsError):
            rotating.tokens.fresh()
    rotating.file.replace_refresh_token("by-hand")
    rotating.tokens.fresh()
    assert rotating.shown == [FIRST, "by-hand"]


def _full(_handle: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("provider", ["google", "microsoft"])
@pytest.mark.parametrize(
    ("refusal", "advice"),
    [
        (Refusal.REVOKED, "grant access again and write the new refresh token there"),
        (Refusal.CLIENT, "check client_id and client_secret there"),
        (Refusal.SCOPE, "grant access again with the scope https://"),
        (Refusal.UNREACHABLE, "check the network and its proxy, then try again"),
        (Refusal.LATER, "try again later"),
        (Refusal.STRANGE, "answered with no token"),
    ],
)
def test_each_refusal_is_one_sentence_with_advice(
    tmp_path: Path, provider: str, refusal: Refusal, advice: str
) -> None:
    """On the token's step, with what the server said, without what it must not have said."""
    desk = Desk(tmp_path / "oauth.json", provider)
    desk.refuses = TokenError(refusal, f"it said\r\n{FIRST} and s3")
    with pytest.raises(StepError) as caught:
        desk.tokens.fresh()
    told = str(caught.value)
    assert (caught.value.step, caught.value.said) == (Stage.TOKEN, "it said  *** and ***")
    assert advice in told
    assert "(it said  *** and ***)" in told
    assert told.endswith(".")
    assert "\n" not in told
    assert caught.value.__suppress_context__


def test_after_a_refusal_the_next_call_asks_again(desk: Desk) -> None:
    """The operator may have mended it."""
    desk.refuses = TokenError(Refusal.LATER, "")
    with pytest.raises(StepError, match="it does not say why"):
        desk.tokens.fresh()
    desk.refuses = None
    assert desk.tokens.fresh() == "access-2"


def test_nothing_that_is_printed_shows_a_token(desk: Desk) -> None:
    """Neither the desk's tokens nor what they hold."""
    desk.tokens.fresh()
    assert "access-1" not in f"{desk.tokens!r} {desk.tokens._issued!r} {desk.tokens._file!r}"
