"""Single facts about polling a real server, each with a mailbox of its own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app import poll as use_case
from pipeline.app import wire
from pipeline.mailbox import Persistence
from pipeline.settings import PASSWORD
from tests.build import desk, reports
from tests.build.desk import ROOT, SHIELDS, TOOLS, Desk, Ran
from tests.real.desks import desk_at
from tests.real.dovecot import Dovecot

NOTHING = Ran(code=0, out="", err="")


def test_a_right_password_is_kept_nowhere(dovecot: Dovecot, tmp_path: Path) -> None:
    """An empty mailbox is polled: every unit has its row, and no file below the outputs holds the secret."""
    secret = dovecot.other_password
    here = replace(desk_at(dovecot, tmp_path / "outputs", **{PASSWORD: secret}), mailbox=dovecot.other_url)
    ran = here.tonghop("poll")
    assert (ran.code, ran.err, "new messages" in ran.out) == (0, "", False)
    assert {row["status"] for row in here.table("units")} == {"not_submitted"}
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if secret.encode() in path.read_bytes()] == []


def test_check_names_every_step(dovecot: Dovecot, tmp_path: Path) -> None:
    """From the rules to the readers; with a wrong password it says where it ended, and goes on with the store."""
    here = desk_at(dovecot, tmp_path)
    ran = here.tonghop("check", "--json")
    steps = [
        "rules", "ca file", "resolve", "connect", "tls", "sign in", "folder INBOX", "folder \\Junk", "store", "disk", "clock", "readers",
        *(f"reader {tool}" for tool in TOOLS), *(f"confinement {shield}" for shield in SHIELDS),
    ]  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert [(step["step"], step["ok"]) for step in json.loads(ran.out)] == [(name, True) for name in steps]
    ran = desk_at(dovecot, tmp_path, **{PASSWORD: "wrong"}).tonghop("check", "--json")
    assert ran.code == 5
    told = {step["step"]: step["ok"] for step in json.loads(ran.out)}
    assert told == {name: name != "sign in" for name in steps if not name.startswith("folder")}


@pytest.fixture
def small(dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two mails on a server, and a desk for commands in this process."""
    campaign = desk.campaign(ROOT / "rules")
    dovecot.append(reports.report_mail(campaign, "VPTU"), reports.EARLY)
    dovecot.append(reports.report_mail(campaign, "BTCTU"), reports.EARLY)
    here = desk_at(dovecot, tmp_path / "outputs")
    for name, value in here.environment.items():
        monkeypatch.setenv(name, value)
    return here


def test_a_message_that_vanishes_before_it_is_fetched_is_a_row(
    small: Desk, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody deletes it between listing and fetching: exit code 1, a row that says so; the other one is read."""
    fetch = use_case._fetch

    def late(*arguments: object) -> object:
        dovecot.expunge(1)
        return fetch(*arguments)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(use_case, "_fetch", late)
    ran = small.run("poll")
    assert ran.code == 1
    assert "The message with uid 1 in INBOX is no longer on the server" in ran.err
    (lost, read) = sorted(small.table("messages"), key=lambda row: row["uid"])
    assert (lost["disposition"], lost["unit"]) == ("quarantined", "")
    assert "is no longer on the server" in lost["reason"]
    assert (read["disposition"], read["unit"]) == ("report", "BTCTU")
    monkeypatch.undo()


def test_a_server_that_renumbers_doubles_nothing(small: Desk, dovecot: Dovecot) -> None:
    """After a restore every message has another uid: each has a second row, as a duplicate, and counts once."""
    assert small.run("poll").code == 0
    units = small.table("units")
    dovecot.change_validity(4711)
    assert small.run("poll").code == 0
    assert small.table("units") == units
    told = sorted((row["unit"], row["disposition"]) for row in small.table("messages"))
    assert told == [("BTCTU", "duplicate"), ("BTCTU", "report"), ("VPTU", "duplicate"), ("VPTU", "report")]
    assert small.run("poll") == NOTHING


def test_a_message_that_comes_back_is_retried(
    small: Desk, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes cannot be read at first: quarantined, listed by `retry`, and fetched when somebody asks."""
    monkeypatch.setattr(use_case, "TRIES", 1)
    waits: list[float] = []
    monkeypatch.setattr(wire, "Persistence", lambda: Persistence(sleep=waits.append))
    file = min(dovecot.path.glob(f"mail/{dovecot.user}/*/*S=*"), key=lambda one: one.name)
    file.chmod(0)
    assert small.run("poll").code == 1
    assert len(waits) == Persistence().tries - 1, "a message that breaks the line is tried again first"
    listed = json.loads(small.run("retry", "--json").out)
    ((held,), files) = listed["messages"], listed["files"]
    assert (held["folder"], held["attempts"], files) == ("INBOX", 1, [])
    assert small.run("retry", held["id"]).code == 1
    file.chmod(0o600)
    ran = small.run("retry", held["id"])
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Tried 1 messages and the files of 0 again.\nwrote ")
    assert small.run("retry").out == "Nothing waits for another try.\n"
    assert {row["disposition"] for row in small.table("messages")} == {"report"}
    ran = small.run("retry", held["id"])
    assert (ran.code, ran.out) == (2, "")
    assert small.run("retry", held["id"], "--all").code == 2
