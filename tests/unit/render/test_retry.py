"""What `retry` prints: a line for each thing that waits, harmless whatever it is called; the same as JSON."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app.results import Failure, HeldFile, HeldMessage, PollResult, RetryResult, Waiting
from pipeline.render import retry as view
from pipeline.render.screen import Screen

_MESSAGE = HeldMessage(
    id="0123456789ab", account="a@example.vn", folder="INBOX", uid="7",
    received_at=dt.datetime(2023, 6, 14, 5, tzinfo=dt.UTC), attempts=5, error="It is gone.\nreally",
)  # fmt: skip
_FILES = (
    HeldFile(message="ab", path="2", name="\x1b[31mred.pdf", error="time: slow"),
    HeldFile(message="cd", path="", name="", error="memory: much"),
)
_WAITING = Waiting(messages=(_MESSAGE,), files=_FILES)
_POLLED = PollResult(
    new=0, fetched=1, waiting=0, on_server=1, rows=1, written=(), failures=(), paused="Used up."
)
_TRIED = RetryResult(
    fetching=2, reading=1, polled=_POLLED, written=(Path("a.csv"),), failures=(Failure(item="ab", reason="gone"),)
)  # fmt: skip


def test_each_thing_that_waits_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Its id first, to be copied; controls are stood in for."""
    view.waiting(Screen(quiet=True), _WAITING)
    assert capsys.readouterr().out.splitlines() == [
        "0123456789ab  a@example.vn INBOX uid 7, came 2023-06-14 05:00:00+00:00, 5 tries: It is gone. really",
        "ab  2 \N{REPLACEMENT CHARACTER}[31mred.pdf: time: slow",
        "cd  the whole message: memory: much",
    ]
    view.waiting(Screen(), Waiting(messages=(), files=()))
    assert capsys.readouterr().out == "Nothing waits for another try.\n"


def test_the_json_of_what_waits_is_a_contract(capsys: pytest.CaptureFixture[str]) -> None:
    """Values as they are, times as ISO."""
    view.waiting(Screen(as_json=True), _WAITING)
    told = json.loads(capsys.readouterr().out)
    assert told["messages"] == [
        {
            "id": "0123456789ab", "account": "a@example.vn", "folder": "INBOX", "uid": "7",
            "received_at": "2023-06-14T05:00:00+00:00", "attempts": 5, "error": "It is gone.\nreally",
        }
    ]  # fmt: skip
    assert told["files"][0] == {
        "message": "ab",
        "path": "2",
        "name": "\x1b[31mred.pdf",
        "error": "time: slow",
    }


def test_what_was_tried_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What failed on standard error; without a poll nothing was fetched."""
    view.tried(Screen(), _TRIED)
    assert capsys.readouterr() == (
        "Tried 2 messages and the files of 1 again.\nUsed up.\nwrote a.csv\n",
        "ab: gone\n",
    )
    view.tried(Screen(as_json=True), _TRIED)
    assert json.loads(capsys.readouterr().out) == {
        "fetching": 2, "fetched": 1, "reading": 1, "paused": "Used up.", "written": ["a.csv"],
        "failures": [{"item": "ab", "reason": "gone"}],
    }  # fmt: skip
    view.tried(Screen(as_json=True), replace(_TRIED, polled=None))
    told = json.loads(capsys.readouterr().out)
    assert (told["fetched"], told["paused"]) == (0, "")
