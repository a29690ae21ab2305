"""What a watch prints: news in one line, trouble once, JSON a line a round."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app.results import Failure, PollResult
from pipeline.app.watch import Round
from pipeline.render.screen import Screen
from pipeline.render.watch import turn

_AT = dt.datetime(2023, 6, 14, 5, 0, tzinfo=dt.UTC)
_LOCAL = f"{_AT.astimezone():%Y-%m-%d %H:%M:%S}"


def polled(
    new: int = 0, *, written: int = 0, paused: str = "", failures: tuple[Failure, ...] = ()
) -> PollResult:
    """A poll that fetched all that was new."""
    return PollResult(
        new=new, fetched=new, waiting=0, on_server=7, rows=7, written=(Path("outputs/units.csv"),) * written,
        failures=failures, paused=paused, alerts=("Full soon",) if failures else (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("result", "line"),
    [
        (polled(), ""),
        (polled(2), "2 new messages, 2 fetched; 7 rows for 7 on the server."),
        (polled(2, written=3), "2 new messages, 2 fetched; 7 rows for 7 on the server. 3 outputs written."),
        (replace(polled(), marked=3), "0 new messages, 0 fetched, 3 marked; 7 rows for 7 on the server."),
        (polled(written=1, paused="Enough for today."), "1 outputs written. Enough for today."),
    ],
)
def test_news_is_one_line(capsys: pytest.CaptureFixture[str], result: PollResult, line: str) -> None:
    """With the local time; a round without news says nothing."""
    turn(Screen(), Round(at=_AT, polled=result))
    assert capsys.readouterr().out == (f"{_LOCAL} {line}\n" if line else "")


def test_trouble_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error, even when only errors are wanted."""
    screen = Screen(quiet=True)
    turn(screen, Round(at=_AT, trouble="It is down."))
    turn(screen, Round(at=_AT, trouble="It is down.", repeated=True))
    turn(screen, Round(at=_AT, polled=polled(1, failures=(Failure(item="a1", reason="It is gone."),))))
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "It is down.\na1: It is gone.\nThe server says: Full soon\n")


def test_json_is_one_line_a_round(capsys: pytest.CaptureFixture[str]) -> None:
    """Repeated trouble and rounds without news too."""
    screen = Screen(as_json=True)
    turn(screen, Round(at=_AT, polled=polled(1)))
    turn(screen, Round(at=_AT, trouble="Hộp thư không mở được.", repeated=True))
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["at"], first["new"], first["trouble"]) == ("2023-06-14T05:00:00+00:00", 1, "")
    assert second == {"at": "2023-06-14T05:00:00+00:00", "trouble": "Hộp thư không mở được."}
