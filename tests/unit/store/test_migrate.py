"""A ledger of version 1 becomes one of today, with every row as it was."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from pipeline.model.mail import Arrival
from pipeline.model.submission import ByHand
from pipeline.ports import Entry
from pipeline.store import migrate, schema
from pipeline.store.ledger import SqlLedger
from tests.fakes import NOON

_VERSION_1 = """
CREATE TABLE facts (name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name));
CREATE TABLE folders (
  account TEXT NOT NULL, folder TEXT NOT NULL, validity TEXT NOT NULL, watermark VARCHAR(20) NOT NULL,
  PRIMARY KEY (account, folder, validity)
);
CREATE TABLE meta (name VARCHAR(40) NOT NULL, value VARCHAR(40) NOT NULL, PRIMARY KEY (name));
CREATE TABLE messages (
  id VARCHAR(12) NOT NULL, account TEXT NOT NULL, folder TEXT NOT NULL, validity TEXT NOT NULL, uid TEXT NOT NULL,
  received_at VARCHAR(32) NOT NULL, size BIGINT NOT NULL, sha256 VARCHAR(64) NOT NULL, attempts INTEGER NOT NULL,
  next_try_at VARCHAR(32), error TEXT NOT NULL, quarantined BOOLEAN NOT NULL, by_unit TEXT, by_name TEXT, by_note TEXT,
  PRIMARY KEY (id), UNIQUE (account, folder, validity, uid),
  FOREIGN KEY(account, folder, validity) REFERENCES folders (account, folder, validity)
);
CREATE INDEX messages_waiting ON messages (account, sha256, quarantined);
INSERT INTO meta VALUES ('schema_version', '1');
INSERT INTO facts VALUES ('tables', 'abc');
INSERT INTO folders VALUES ('a', 'INBOX', '7', '2'), ('by-hand', 'by-hand', '', '');
INSERT INTO messages VALUES
  ('000000000001', 'a', 'INBOX', '7', '1', '2023-06-14T05:00:00.000000+00:00', 9, 'dd', 0, NULL, '', 0, NULL, NULL, NULL),
  ('000000000002', 'a', 'INBOX', '7', '2', '2023-06-14T05:00:00.000000+00:00', 9, '', 5, NULL, 'gone', 1, NULL, NULL, NULL),
  ('000000000003', 'by-hand', 'by-hand', '', 'x', '2023-06-14T05:00:00.000000+00:00', 9, 'ee', 0, NULL, '', 0, 'STC', 'Lan', 'n');
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger as the first version made it: a message stored, one in quarantine, a file taken in."""
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_VERSION_1)
    return path


def _came(uid: str, **more: str) -> Arrival:
    return Arrival(
        account="a", folder="INBOX", validity=more.get("validity", "7"), uid=uid, received_at=NOON, size=9
    )


def test_every_row_is_there_as_it_was(old: Path) -> None:
    """Messages, what became of them, files by hand, the watermark, facts."""
    with closing(SqlLedger(old)) as ledger:
        by_hand = Arrival(account="by-hand", folder="by-hand", validity="", uid="x", received_at=NOON, size=9)
        assert list(ledger.entries()) == [
            Entry(id="000000000001", arrival=_came("1"), sha256="dd"),
            Entry(id="000000000002", arrival=_came("2"), attempts=5, error="gone", quarantined=True),
            Entry(id="000000000003", arrival=by_hand, sha256="ee", by_hand=ByHand(unit="STC", by="Lan", note="n")),
        ]  # fmt: skip
        assert (ledger.watermark("a", "INBOX", "7"), ledger.fact("tables")) == ("2", "abc")


def test_it_is_a_ledger_of_today(old: Path) -> None:
    """It takes new rows and new bytes, and opens a second time without another step."""
    for uid in ("3", "4"):
        with closing(SqlLedger(old)) as ledger:
            assert ledger.listed([_came(uid, validity="8")]) == 1
            (entry,) = ledger.pending("a", NOON)
            ledger.stored(entry, "dd")
            assert {one.same_as for one in ledger.entries() if one.arrival.uid == uid} == {"000000000001"}
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT value FROM meta").fetchall() == [(str(schema.VERSION),)]
        old_columns = [row[1:4] for row in connection.execute("PRAGMA table_info(messages)")]
    SqlLedger(new := old.parent / "new.sqlite").close()
    with closing(sqlite3.connect(new)) as connection:
        assert [row[1:4] for row in connection.execute("PRAGMA table_info(messages)")] == old_columns


def test_two_programs_that_open_it_at_once_take_the_step_once(old: Path) -> None:
    """The later one finds it done."""
    errors: list[BaseException] = []

    def open_it() -> None:
        try:
            SqlLedger(old).close()
        except BaseException as error:  # noqa: BLE001 -- whatever it is, the test must see it
            errors.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_step_that_fails_leaves_the_ledger_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All statements are one transaction: the next program starts from version 1 again."""
    steps = {1: (("messages", "ADD COLUMN origin TEXT NOT NULL DEFAULT ''"), ("absent", "ADD COLUMN x TEXT"))}
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.store.migrate._STEPS", steps)
        with pytest.raises(Exception, match="no such table"):
            SqlLedger(old)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT value FROM meta").fetchall() == [("1",)]
        assert "origin" not in {row[1] for row in connection.execute("PRAGMA table_info(messages)")}
    SqlLedger(old).close()


def test_tables_in_a_schema_of_their_own_are_found(old: Path) -> None:
    """A connection that has our tables in another schema alters them there."""
    engine = create_engine("sqlite://", execution_options={"schema_translate_map": {None: "theirs"}})
    with engine.connect() as connection:
        connection.exec_driver_sql("ATTACH ? AS theirs", (str(old),))
        connection.commit()
        assert migrate.upgrade(connection, "1") == str(schema.VERSION)
        connection.commit()
    engine.dispose()
    with closing(SqlLedger(old)) as ledger:
        assert len(ledger.entries()) == 3
