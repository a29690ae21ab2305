"""How quiet, how plain and how coloured the screen is, and that bars go away."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from pipeline import cli
from pipeline.app.results import Failure, FolderCount, PollResult, Step, WriteResult
from pipeline.render import results
from pipeline.render.screen import Bars, Screen
from pipeline.sentences.sentence import Sentence
from tests.build import desk
from tests.unit.render import terminal

LONG = "x" * 400
POLLED = PollResult(new=0, fetched=0, waiting=0, on_server=5, rows=5, written=(), failures=())


def test_colours_are_for_terminals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe gets the same words without them."""
    steps = [
        Step(name="rules", ok=True, sentence=Sentence("fine")),
        Step(name="store", ok=False, sentence=Sentence("[not] fine")),
    ]
    results.steps(Screen(), steps)
    piped = capsys.readouterr().out
    assert piped == "ok     rules: fine\nfailed store: [not] fine\n"
    shown = terminal.put(monkeypatch, "stdout")
    results.steps(Screen(), steps)
    assert shown.getvalue() == "\x1b[32mok    \x1b[0m rules: fine\n\x1b[31mfailed\x1b[0m store: [not] fine\n"
    monkeypatch.setenv("NO_COLOR", "1")
    shown = terminal.put(monkeypatch, "stdout")
    monkeypatch.setenv("NO_COLOR", "1")
    results.steps(Screen(), steps)
    assert shown.getvalue() == piped


def test_a_sentence_is_one_line_however_long(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output and on standard error, so that it can be searched for."""
    screen = Screen()
    screen.say(LONG)
    screen.complain(LONG)
    screen.failures([Failure(item="m1", reason=f"{LONG}\n{LONG}")])
    out, err = capsys.readouterr()
    assert (out, err) == (f"{LONG}\n", f"{LONG}\nm1: {LONG} {LONG}\n")


def test_mistakes_in_rules_keep_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    """Other line breaks do not come from us."""
    Screen().complain("units.csv:1: a\nunits.csv:2: b")
    assert capsys.readouterr().err == "units.csv:1: a\nunits.csv:2: b\n"


def test_a_pause_and_alerts_of_the_server_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The alert on standard error, made safe; both in JSON."""
    result = replace(POLLED, paused="Used up.", alerts=("full \x1b[31m soon",))
    results.poll(Screen(), result)
    assert capsys.readouterr() == ("Used up.\n", "The server says: full \N{REPLACEMENT CHARACTER}[31m soon\n")
    results.poll(Screen(as_json=True), result)
    told = json.loads(capsys.readouterr().out)
    assert (told["paused"], told["alerts"]) == ("Used up.", ["full \x1b[31m soon"])


def test_what_was_reconciled_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Messages under other uids, and rows whose message is gone; folder by folder in JSON."""
    count = FolderCount(folder="INBOX", on_server=5, rows=6, gone=1)
    result = replace(POLLED, new=2, rows=6, recognised=2, folders=(count,))
    results.poll(Screen(), result)
    assert capsys.readouterr().out == (
        "2 new messages, 0 fetched, 2 known under other uids; 6 rows for 5 on the server, 1 deleted or moved there.\n"
    )
    results.poll(Screen(as_json=True), result)
    told = json.loads(capsys.readouterr().out)
    assert told["folders"] == [{"folder": "INBOX", "on_server": 5, "rows": 6, "gone": 1, "missing": 0}]
    assert told["recognised"] == 2


def test_quiet_and_json_leave_out_what_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Complaints stay."""
    for screen in (Screen(quiet=True), Screen(as_json=True)):
        screen.say("wrote a file")
        screen.complain("it broke")
    assert capsys.readouterr() == ("", "it broke\nit broke\n")


def test_a_poll_tells_of_waiting_messages_only_when_something_happened(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Under cron a message that waits for a person is not told every five minutes."""
    waiting = "2 messages could not be fetched yet"
    failure = Failure(item="m1", reason="it is gone")
    for changes, told in (
        ({}, False), ({"new": 1}, True), ({"fetched": 1}, True), ({"failures": (failure,)}, True),
    ):  # fmt: skip
        fields = {name: getattr(POLLED, name) for name in PollResult.__slots__}
        results.poll(Screen(), PollResult(**{**fields, "waiting": 2, **changes}))
        assert (waiting in capsys.readouterr().out) is told


def test_json_of_what_was_done_is_a_contract(capsys: pytest.CaptureFixture[str]) -> None:
    """Failures are in it, and on standard error."""
    failure = Failure(item="[m1]\x1b", reason="crash")
    told = [{"item": "[m1]\x1b", "reason": "crash"}]
    screen = Screen(as_json=True)
    results.written(screen, WriteResult(written=(Path("a.csv"),), failures=(failure,)))
    out, err = capsys.readouterr()
    assert json.loads(out) == {"written": ["a.csv"], "failures": told}
    assert err == "[m1]\N{REPLACEMENT CHARACTER}: crash\n"
    results.poll(screen, POLLED)
    assert json.loads(capsys.readouterr().out) == {
        "new": 0, "fetched": 0, "waiting": 0, "on_server": 5, "rows": 5, "written": [], "failures": [],
        "paused": "", "alerts": [], "recognised": 0, "folders": [], "marked": 0,
    }  # fmt: skip


def test_bars_move_and_go_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stage has one, it vanishes when it is full, and nothing is drawn after the end."""
    shown = terminal.put(monkeypatch, "stderr")
    bars = Bars(Console(stderr=True, force_interactive=True))
    bars.close()  # a run without anything to do never shows one
    assert shown.getvalue() == ""
    bars.step("messages listed", 200, 0)
    bars.step("messages read", 1, 2)
    tasks = {task.description: task for task in bars._progress.tasks}
    assert [(name, task.completed, task.total) for name, task in tasks.items()] == [
        ("messages listed", 200, None),
        ("messages read", 1, 2),
    ]
    assert bars._progress.live.is_started
    bars.step("messages read", 2, 2)
    assert [task.visible for task in tasks.values()] == [True, False]
    bars.close()
    assert not bars._progress.live.is_started
    assert "messages listed" in shown.getvalue()


@pytest.mark.parametrize("more", [(), ("-q",), ("--json",)])
def test_bars_are_for_a_person_who_watches(
    more: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On a terminal, unless quiet or JSON was asked for; they are gone at the end, also after an error."""
    closed: list[bool] = []
    monkeypatch.setattr(Bars, "close", lambda _bars: closed.append(True))
    terminal.put(monkeypatch, "stderr")
    arguments = [
        "show",
        desk.CAMPAIGN,
        "NOBODY",
        "--outputs",
        str(tmp_path),
        "--rules",
        str(desk.ROOT / "rules"),
    ]
    assert cli.run([*arguments, *more]) == 2
    assert closed == ([] if more else [True])


def test_the_program_leaves_with_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Arguments come from the command line; a stream that cannot be set up is used as it is."""
    monkeypatch.setattr("sys.argv", ["tonghop", "status", "nowhere", "--rules", str(tmp_path)])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2
    assert "No campaign 'nowhere'" in capsys.readouterr().err
    shown = terminal.put(monkeypatch, "stderr")
    with pytest.raises(SystemExit) as caught:
        cli.main(["status", "nowhere", "--rules", str(tmp_path)])
    assert caught.value.code == 2
    assert "No campaign 'nowhere'" in shown.getvalue()


@pytest.mark.parametrize(("set_by_hand", "used"), [(None, "1"), ("4", "4")])
def test_matrices_have_one_thread_unless_somebody_says_otherwise(
    set_by_hand: str | None, used: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is said before a library of matrices could be loaded."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "0")  # given back in the end
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    if set_by_hand:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", set_by_hand)
    with pytest.raises(SystemExit):
        cli.main(["status", "nowhere", "--rules", str(tmp_path)])
    assert os.environ["OPENBLAS_NUM_THREADS"] == used
