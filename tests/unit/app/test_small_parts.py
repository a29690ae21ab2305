"""Trap, fingerprints, views over nothing, and the edges that the composition root chooses."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from pipeline.app import demo, fingerprint, views
from pipeline.app.check import check
from pipeline.app.poll import poll
from pipeline.app.wire import Place, folders_of, ledger_of, mailbox_of, mark_of, now, open_office
from pipeline.compute.local import LocalCompute
from pipeline.errors import SettingsError, StoreError
from pipeline.model.campaign import Decision, MailboxRules
from pipeline.model.finding import Status
from pipeline.model.mail import JUNK
from pipeline.model.mark import Mark, MarkKind
from pipeline.settings import WORKERS, Settings
from pipeline.store.postgresql import Server
from tests.build.desk import CAMPAIGN, ROOT
from tests.build.nouns import arrival
from tests.unit.app.world import World, campaign


def test_fingerprints_change_with_all_that_tables_are_made_of(tmp_path: Path) -> None:
    """Mail, rules, decisions, code: each alone; the same twice is the same."""
    world = World(folder=tmp_path)
    poll(world.office())
    entries, rules = world.ledger.entries(), campaign()
    decision = Decision(
        at=dt.datetime(2023, 6, 20, tzinfo=dt.UTC), by="Lan", subject="VPTU", field="status", value="on_time", note="x"
    )  # fmt: skip
    prints = [
        fingerprint.inputs(entries, rules),
        fingerprint.inputs(entries[:1], rules),
        fingerprint.inputs([replace(entries[0], error="gone"), entries[1]], rules),
        fingerprint.inputs(entries, replace(rules, version="other rules")),
        fingerprint.inputs(entries, replace(rules, decisions=(decision,))),
    ]
    assert fingerprint.inputs([replace(entry, mark="keyword:x") for entry in entries], rules) == prints[0]
    assert len(set(prints)) == len(prints)
    assert fingerprint.inputs(entries, rules) == prints[0]


def test_a_fingerprint_of_code_is_that_of_its_packages() -> None:
    """Results of reading do not depend on what aligns; everything depends on everything."""
    prints = {
        fingerprint.code("read"),
        fingerprint.code("align"),
        fingerprint.code("read", "align"),
        fingerprint.code(),
    }
    assert len(prints) == 4
    assert {len(one) for one in prints} == {16}


def test_views_over_nothing_show_every_unit(tmp_path: Path) -> None:
    """Before the first poll all units are there, with nothing submitted, and no output is written."""
    world = World(folder=tmp_path)
    told = views.status(world.office())
    assert [row["status"] for row in told.units] == ["not_submitted"] * 2
    assert views.show(world.office(), "VPTU").record.status is Status.NOT_SUBMITTED
    assert world.written() == {}


def _place(tmp_path: Path) -> Place:
    return Place(campaign=CAMPAIGN, rules=ROOT / "rules", outputs=tmp_path, mailbox=f"eml:{tmp_path}")


def test_check_tells_that_readers_do_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The step has the reason, and the exit code is that of settings, not of the mailbox."""
    why = "crash: no process could be started"
    monkeypatch.setattr(LocalCompute, "unpack", lambda _self, tasks: iter([(tasks[0], why)]))
    steps, code = check(_place(tmp_path))
    assert [(step.name, step.ok) for step in steps[:6]] == [
        ("rules", True), ("folder INBOX", True), ("store", True), ("disk", True), ("clock", True), ("readers", False),
    ]  # fmt: skip
    assert (steps[5].sentence, code) == (why, SettingsError.exit_code)


def test_check_tells_of_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a poll ends for want of room."""
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage._replace(free=300 << 20))
    steps, code = check(_place(tmp_path))
    (disk,) = (step for step in steps if step.name == "disk")
    assert (disk.ok, code) == (False, SettingsError.exit_code)
    assert disk.sentence.startswith("Only 300 MiB are free")


@pytest.mark.parametrize(("validity", "ok"), [("7", False), ("", True)])
def test_check_tells_of_a_clock_that_is_behind(tmp_path: Path, validity: str, *, ok: bool) -> None:
    """By when a server says that mail came; a date in a file may be anybody's."""
    place = _place(tmp_path)
    office = open_office(place)
    later = now() + dt.timedelta(minutes=90)
    office.ledger.listed([replace(arrival("1"), validity=validity, received_at=later)])
    office.ledger.close()
    steps, _ = check(place)
    (clock,) = (step for step in steps if step.name == "clock")
    assert clock.ok is ok
    assert ("minutes behind the mail server's" in clock.sentence) is not ok


def test_check_goes_on_after_settings_that_make_no_sense(tmp_path: Path) -> None:
    """The environment is wrong: each step that needs it says so, and the code is 3."""
    steps, code = check(_place(tmp_path), environment={WORKERS: "many"})
    assert [step.ok for step in steps] == [True, False, False]
    assert code == SettingsError.exit_code


def _oauth_file(folder: Path) -> Path:
    path = folder / "oauth.json"
    fields = {"provider": "google", "client_id": "c", "refresh_token": "r"}
    path.write_text(json.dumps(fields), encoding="utf-8")
    path.chmod(0o600)
    return path


def test_a_password_may_come_from_the_keyring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Asked for by account, only when the environment has none, and only for a server."""
    asked: list[str] = []

    def password(account: str) -> str:
        asked.append(account)
        return "mật khẩu"

    monkeypatch.setattr("pipeline.app.wire.keyring_password", password)
    server = replace(_place(tmp_path), mailbox="imaps://user@mail.example/")
    mailbox_of(server, campaign(), Settings()).close()
    mailbox_of(server, campaign(), Settings(password="given")).close()  # noqa: S106 -- made up
    mailbox_of(server, campaign(), Settings(oauth_file=_oauth_file(tmp_path))).close()
    mailbox_of(_place(tmp_path), campaign(), Settings()).close()
    assert asked == ["user@mail.example"]


@pytest.mark.parametrize(
    ("named", "own", "folders"),
    [
        ("", "imaps://user@mail.example/", ("INBOX", JUNK)),
        ("imaps://user@mail.example/", "eml:mails", ("INBOX", JUNK)),
        ("eml:mails", "imaps://user@mail.example/", ("INBOX",)),
        ("", "maildir:mails", ("INBOX",)),
        ("", "", ("INBOX", JUNK)),
    ],
)
def test_spam_is_looked_for_on_servers_alone(
    tmp_path: Path, named: str, own: str, folders: tuple[str, ...]
) -> None:
    """Files have no folder that a server marks, whether they are the campaign's own or named for this run."""
    rules = replace(campaign(), mailbox=MailboxRules(url=own))
    assert folders_of(replace(_place(tmp_path), mailbox=named), rules) == folders


@pytest.mark.parametrize(
    ("named", "marked"), [("", True), ("imaps://u@h/", True), ("eml:thu", False), ("maildir:thu", False)]
)
def test_files_named_for_a_run_are_not_marked(tmp_path: Path, named: str, marked: bool) -> None:  # noqa: FBT001 -- a case
    """The campaign's mark is for its server, and any other that is named."""
    mark = Mark(kind=MarkKind.KEYWORD, name="tonghop")
    rules = replace(campaign(), mailbox=MailboxRules(url="imaps://a@b/", mark=mark))
    assert mark_of(replace(_place(tmp_path), mailbox=named), rules) == (mark if marked else None)
    assert mark_of(_place(tmp_path), replace(rules, mailbox=MailboxRules(mark=mark))) is None


def test_the_clock_is_aware() -> None:
    """A naive time would be read in the machine's zone."""
    assert now().utcoffset() == dt.timedelta(0)


def test_a_demo_leaves_a_ledger_on_a_server_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own is a file below its outputs, whatever the environment says."""
    asked: list[Place] = []

    def opened(place: Place) -> NoReturn:
        asked.append(place)
        raise StoreError("enough")

    monkeypatch.setattr("pipeline.app.demo.open_office", opened)
    monkeypatch.setattr("pipeline.app.demo.build_mailbox", lambda _folder, _campaign: None)
    with pytest.raises(StoreError, match="enough"):
        demo.demo(_place(tmp_path))
    settings = Settings(ledger="postgresql://u@db.example.vn/t", ledger_password="x")  # noqa: S106 -- made up
    assert (
        ledger_of(asked[0], campaign(), settings) == tmp_path / "demo" / CAMPAIGN / "store" / "ledger.sqlite"
    )
    assert ledger_of(replace(asked[0], apart=False), campaign(), settings) == Server(
        url=settings.ledger,
        campaign=CAMPAIGN,
        password="x",  # noqa: S106 -- the same
    )


def test_the_first_demo_has_nothing_to_clear(tmp_path: Path) -> None:
    """A folder that is not there is as good as an empty one."""
    demo._clear(tmp_path / "demo")
    assert list(tmp_path.iterdir()) == []


def test_a_demo_folder_that_is_in_use_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence that names the folder."""

    def busy(_path: Path) -> NoReturn:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    monkeypatch.setattr("pipeline.app.demo.shutil.rmtree", busy)
    with pytest.raises(
        StoreError, match=r"demo cannot be cleared \(Device or resource busy\): close what uses it"
    ):
        demo.demo(_place(tmp_path))
