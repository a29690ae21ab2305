"""Opening a database, and what an operator reads when that or a step goes wrong."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTable

from pipeline.errors import StoreError
from pipeline.model.mail import Arrival
from pipeline.store import schema
from pipeline.store.database import Database
from pipeline.store.ledger import SqlLedger

ONE = Arrival(
    account="a", folder="f", validity="1", uid="1", received_at=dt.datetime(2023, 6, 1, tzinfo=dt.UTC), size=1
)


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as SQLite sees it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger that was made and closed."""
    made = tmp_path / "deep" / "ledger.sqlite"
    SqlLedger(made).close()
    return made


def test_the_ledger_is_durable_and_private(path: Path) -> None:
    """A write-ahead log, synced at each commit, references checked; files for this user alone."""
    database = Database(path)
    with database.reading() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
        modes = {oct(file.stat().st_mode)[-3:] for file in path.parent.iterdir()}
    database.close()
    assert found == ["wal", 2, 1]
    assert modes == {"600"}


def test_readers_do_not_wait_for_a_writer(path: Path) -> None:
    """`status` works while a poll is in mid-transaction, and sees what was there before it."""
    ledger = SqlLedger(path, patience=0.1)
    with raw(path) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO facts VALUES ('x', 'y')")
        assert ledger.fact("x") == ""
    ledger.close()


def test_a_writer_waits_and_then_says_so(path: Path) -> None:
    """Who cannot write because another run does is told to try again, and has changed nothing."""
    ledger = SqlLedger(path, patience=0.1)
    with raw(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another run is writing to it: try again"):
            ledger.listed([ONE])
    assert ledger.listed([ONE]) == 1
    ledger.close()


def test_a_new_ledger_waits_for_another_program_that_makes_it(tmp_path: Path) -> None:
    """SQLite itself refuses at once to begin a write-ahead log while another is at work on a new file."""
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another run is writing to it: try again"):
            SqlLedger(path, patience=0.05)
        done = threading.Timer(0.2, other.execute, ["COMMIT"])
        done.start()
        SqlLedger(path).close()
        done.join()


def test_a_newer_ledger_is_left_alone(path: Path) -> None:
    """A ledger of a newer program is refused with both versions, and stays as it is."""
    with raw(path) as other:
        other.execute("UPDATE meta SET value = '4'")
    with pytest.raises(StoreError, match=r"schema 4, this program knows 3: install the newest"):
        SqlLedger(path)
    with raw(path) as other:
        assert other.execute("SELECT value FROM meta").fetchall() == [("4",)]


def test_a_ledger_without_a_version_is_refused(path: Path) -> None:
    """What has our tables and no version is nothing that we may write to."""
    with raw(path) as other:
        other.execute("DELETE FROM meta")
    with pytest.raises(StoreError, match="schema None"):
        SqlLedger(path)


def test_what_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    """A file of another kind is said to be no ledger."""
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"PK\x03\x04" * 500)
    with pytest.raises(StoreError, match="it is no ledger: restore it") as caught:
        SqlLedger(path)
    assert "\n" not in str(caught.value)


def test_a_damaged_ledger_is_one_sentence(path: Path) -> None:
    """Pages overwritten by a failing disk are said to be damage."""
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 20_000)
    with pytest.raises(StoreError, match="it is damaged: restore it"):
        SqlLedger(path).entries()


def test_a_full_disk_is_one_sentence(path: Path) -> None:
    """SQLite's own refusal, and the ledger is whole afterwards."""
    ledger = SqlLedger(path)
    with ledger._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    many = [replace(ONE, uid=str(number)) for number in range(1000)]
    with pytest.raises(StoreError, match="the disk is full: free some space"):
        ledger.listed(many)
    assert list(ledger.entries()) == []
    ledger.close()


def test_a_folder_instead_of_a_file_is_one_sentence(tmp_path: Path) -> None:
    """The path is named."""
    with pytest.raises(StoreError, match=str(tmp_path)):
        SqlLedger(tmp_path)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql+psycopg://u:secret@localhost/x", "is not understood"),
        ("nosuch://u:secret@h/x", "is not understood"),
        ("postgresql://u:secret@h:port/x", "is not understood"),
    ],
)
def test_a_url_of_no_file_is_said_without_its_password(url: str, words: str) -> None:
    """A string is a file's place: one sentence, and no secret in it."""
    with pytest.raises(StoreError, match=words) as caught:
        SqlLedger(url)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_ledger_in_memory_works() -> None:
    """For experiments."""
    ledger = SqlLedger("sqlite://")
    assert ledger.listed([ONE]) == 1
    ledger.close()


def test_the_tables_are_written_for_postgresql_too() -> None:
    """Every column's type has a word there."""
    dialect = make_url("postgresql://").get_dialect()()
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in schema.METADATA.sorted_tables]
    assert len(made) == 4
    assert any("BIGINT" in table and "FOREIGN KEY" in table for table in made)


def test_a_message_cannot_stand_in_an_unknown_folder(path: Path) -> None:
    """The database itself refuses a row whose folder has none."""
    database = Database(path)
    row = "'i', 'a', 'f', 'v', 'u', 't', 1, '', 0, NULL, '', 0, NULL, NULL, NULL, '', '', ''"
    with database.writing() as connection, pytest.raises(DBAPIError, match="FOREIGN KEY"):
        connection.exec_driver_sql(f"INSERT INTO messages VALUES ({row})")  # noqa: S608 -- our own words
    database.close()
