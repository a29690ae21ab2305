"""The ledger in PostgreSQL, through the command line: the same outputs, nothing beside them, nothing said but what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.model.campaign import Campaign
from pipeline.settings import LEDGER, LEDGER_PASSWORD
from tests.build import desk, reports
from tests.build.desk import Desk, Ran
from tests.real.postgres import Postgres

NOTHING = Ran(code=0, out="", err="")
SCHEMAS = "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'tonghop%'"


@pytest.fixture
def place(rules: Path, campaign: Campaign, tmp_path: Path) -> Desk:
    """A desk with two mails, not polled yet."""
    box = tmp_path / "box"
    box.mkdir()
    (box / "1.eml").write_bytes(reports.report_mail(campaign, "VPTU"))
    (box / "2.eml").write_bytes(reports.unit_mail(campaign, "BTCTU"))
    return Desk(rules=rules, outputs=tmp_path / "outputs", mailbox=f"eml:{box}")


@pytest.fixture
def database(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database that the environment names."""
    made = postgres.fresh_database()
    for name, value in postgres.environment(made).items():
        monkeypatch.setenv(name, value)
    return made


def test_the_ledger_may_be_on_a_server(
    place: Desk, database: str, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables are those of a ledger in a file, which is not made; the second poll is silent."""
    assert place.run("poll").code == 0
    assert postgres.run(SCHEMAS, database) == [["tonghop_28_ct_tu_f284c26e41e5"]]
    assert not list(place.folder.glob("store/*sqlite*"))
    before = desk.tree(place.outputs)
    assert place.run("poll") == NOTHING
    assert desk.tree(place.outputs) == before
    monkeypatch.delenv(LEDGER)
    filed = Desk(rules=place.rules, outputs=place.outputs.with_name("filed"), mailbox=place.mailbox)
    assert filed.run("poll").code == 0
    assert filed.written() == place.written()


def test_a_dry_run_writes_nothing_where_nothing_was(place: Desk, database: str, postgres: Postgres) -> None:
    """No schema, no folder; and it says what is new."""
    ran = place.run("poll", "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "2 new messages, 0 fetched; 0 rows for 2 on the server.\n"
    assert postgres.run(SCHEMAS, database) == []
    assert not place.outputs.exists()


def test_a_dry_run_writes_nothing_where_something_was(
    place: Desk, campaign: Campaign, database: str, postgres: Postgres
) -> None:
    """It counts what the ledger does not know yet, and leaves it unknown."""
    place.run("poll")
    Path(place.mailbox.removeprefix("eml:"), "3.eml").write_bytes(reports.report_mail(campaign, "BTGTU"))
    before = desk.tree(place.outputs), postgres.dump(database)
    told = json.loads(place.run("poll", "--dry-run", "--json").out)
    assert (told["new"], told["rows"], told["on_server"]) == (1, 2, 3)
    assert (desk.tree(place.outputs), postgres.dump(database)) == before


@pytest.mark.usefixtures("database")
def test_a_ledger_belongs_to_one_outputs_folder(place: Desk) -> None:
    """Another folder, or one that lost its store, is told what to do; the ledger goes on with its own, moved or not."""
    assert place.run("poll").code == 0
    other = Desk(rules=place.rules, outputs=place.outputs.with_name("other"), mailbox=place.mailbox)
    for command in (("poll",), ("status",), ("poll", "--dry-run")):
        ran = other.run(*command)
        assert (ran.code, ran.out, ran.err.count("\n")) == (6, "", 1)
        assert f"belongs to other outputs than {other.folder}: give --outputs as before" in ran.err
    assert not other.written()
    other.outputs.rename(place.outputs.with_name("empty"))
    place.outputs.rename(other.outputs)
    assert other.run("poll") == NOTHING


@pytest.mark.usefixtures("database")
def test_a_server_that_does_not_let_us_in_is_one_sentence(
    place: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 6, without the password; `check` names the step."""
    monkeypatch.setenv(LEDGER_PASSWORD, "sai-4711")
    ran = place.run("poll", "-v")
    assert (ran.code, ran.out) == (6, "")
    assert ran.err.startswith("The ledger on 127.0.0.1/")
    assert "does not let this user in" in ran.err
    told = place.run("check")
    assert told.code == 6
    assert "does not let this user in" in told.out + told.err
    assert "4711" not in ran.err + told.out + told.err


@pytest.mark.parametrize("url", ["postgresql://u:geheim@h/x", "mysql://u@h/x"])
def test_a_url_that_makes_no_sense_is_one_sentence(
    place: Desk, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """Exit code 3, also for a dry run, and no secret."""
    monkeypatch.setenv(LEDGER, url)
    for command in (("poll",), ("poll", "--dry-run")):
        ran = place.run(*command)
        assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
        assert ran.err.startswith("TONGHOP_LEDGER ")
        assert "geheim" not in ran.err
