"""The ledger on a real PostgreSQL server: whose rows are whose, who waits for whom, and what an operator reads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select

from pipeline.errors import StoreError
from pipeline.model.mail import Arrival
from pipeline.store import postgresql
from pipeline.store.database import Database
from pipeline.store.ledger import SqlLedger, is_there
from pipeline.store.postgresql import Server, schema_of
from pipeline.store.schema import FACTS
from tests.real.dovecot import make_certificate
from tests.real.postgres import Postgres

ONE = Arrival(
    account="a", folder="f", validity="1", uid="1", received_at=dt.datetime(2023, 6, 1, tzinfo=dt.UTC), size=1
)
COUNT = select(func.count()).select_from(FACTS)
# A trigger that makes the server itself refuse each new row, for the reason given.
REFUSE = """CREATE FUNCTION {schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON {schema}.messages FOR EACH ROW EXECUTE FUNCTION {schema}.refuse()"""


@pytest.fixture
def place(postgres: Postgres) -> Server:
    """Where an empty ledger can be made."""
    return postgres.ledger()


@pytest.fixture
def ledger(place: Server) -> Iterator[SqlLedger]:
    """An empty ledger."""
    with closing(SqlLedger(place)) as made:
        yield made


@pytest.fixture
def own() -> Iterator[Postgres]:
    """A server of this test's own, which it may stop."""
    with Postgres() as started:
        yield started


def said(place: Server) -> str:
    """What an operator reads when the ledger cannot be opened."""
    with pytest.raises(StoreError) as caught:
        SqlLedger(place, patience=0.2)
    told = str(caught.value)
    assert "\n" not in told
    assert (place.password or "?") not in told
    return told


# --- whose rows are whose


def test_campaigns_share_a_database_and_no_row(postgres: Postgres) -> None:
    """The same message, listed for two campaigns, is a row of each; facts are their own, too."""
    first, second = postgres.ledger(), postgres.ledger()
    with closing(SqlLedger(first)) as one, closing(SqlLedger(second)) as two:
        assert (one.listed([ONE]), two.listed([ONE]), one.listed([ONE])) == (1, 1, 0)
        one.remember("tables", "1")
        assert (two.fact("tables"), len(two.entries())) == ("", 1)
    with closing(SqlLedger(first)) as one:
        assert (one.fact("tables"), len(one.entries())) == ("1", 1)


def test_no_two_campaigns_have_one_schema() -> None:
    """Names that differ in a dash, a case or their far end are apart; each is short and needs no quoting."""
    campaigns = ["28-ct-tu", "28_ct_tu", "28-CT-TU", "", "đợt 1", "x" * 200, "x" * 201, "\udcff", '"; DROP']
    made = [schema_of(campaign) for campaign in campaigns]
    assert len(set(made)) == len(campaigns)
    assert [name for name in made if not re.fullmatch(r"tonghop_[a-z0-9_]{12,55}", name)] == []
    assert schema_of("28-ct-tu") == "tonghop_28_ct_tu_f284c26e41e5"  # the same in every version


def test_a_ledger_is_called_by_its_place(place: Server, ledger: SqlLedger) -> None:
    """Server, database and schema; no user, no secret."""
    assert ledger.name == f"127.0.0.1/postgres, schema {schema_of(place.campaign)}"


def test_looking_whether_a_ledger_is_there_makes_none(postgres: Postgres, place: Server) -> None:
    """Neither the schema nor a table."""
    assert not is_there(place)
    schema = schema_of(place.campaign)
    found = postgres.run("SELECT schema_name FROM information_schema.schemata")
    assert schema not in {name for (name,) in found}
    SqlLedger(place).close()
    assert is_there(place)


# --- who waits for whom


def test_readers_do_not_wait_for_a_writer(place: Server, ledger: SqlLedger) -> None:
    """`status` works while a poll is in mid-transaction, and sees what was there before it."""
    with closing(Database(place)) as other, other.writing() as connection:
        connection.execute(insert(FACTS).values(name="x", value="y"))
        assert ledger.fact("x") == ""
    assert ledger.fact("x") == "y"


def test_a_reader_sees_one_state(place: Server, ledger: SqlLedger) -> None:
    """What is committed while a transaction looks around is not there for it, and it may not write."""
    with closing(Database(place)) as other, other.reading() as connection:
        assert connection.scalar(COUNT) == 0
        ledger.remember("x", "y")
        assert connection.scalar(COUNT) == 0
    refused = pytest.raises(StoreError, match="lets nobody write")
    with closing(Database(place)) as other, refused, other.reading() as connection:
        connection.execute(delete(FACTS))


def test_a_writer_waits_and_then_says_so(place: Server, ledger: SqlLedger) -> None:
    """Who cannot write because another run does is told to try again, and has changed nothing."""
    with closing(SqlLedger(place, patience=0.2)) as hasty, closing(Database(place)) as other:
        with other.writing(), pytest.raises(StoreError, match="another run is writing to it: try again"):
            hasty.listed([ONE])
        assert (list(ledger.entries()), hasty.listed([ONE])) == ([], 1)


def test_writers_of_two_campaigns_do_not_wait(postgres: Postgres, place: Server, ledger: SqlLedger) -> None:
    """Each has a lock of its own."""
    stranger = SqlLedger(postgres.ledger(), patience=0.2)
    with closing(stranger), closing(Database(place)) as other, other.writing():
        assert stranger.listed([ONE]) == 1
    assert list(ledger.entries()) == []


# --- what an operator reads


def test_a_wrong_password_is_said_without_it(place: Server) -> None:
    """Nor is the right one repeated anywhere."""
    assert "does not let this user in" in said(replace(place, password="sai hoàn toàn"))  # noqa: S106 -- made up
    assert "mật khẩu" not in repr(place)


def test_a_missing_password_is_said(place: Server) -> None:
    """The server asks for one."""
    assert "the password in TONGHOP_LEDGER_PASSWORD" in said(replace(place, password=None))


def test_a_database_that_is_not_there_is_said(postgres: Postgres, place: Server) -> None:
    """With the way to make one."""
    assert "no such database: create it (createdb)" in said(replace(place, url=postgres.url("nix")))


def test_a_server_that_is_not_there_is_said(place: Server) -> None:
    """Port 1 of this machine; a folder without a socket."""
    for url in ("postgresql://u@127.0.0.1:1/x", "postgresql://u@/x?host=/nowhere"):
        assert "nothing answers there" in said(replace(place, url=url))


def test_a_server_without_tls_is_refused_where_it_must_prove_itself(
    postgres: Postgres, place: Server
) -> None:
    """The URL may ask for TLS on this machine, too."""
    told = said(replace(place, url=f"{postgres.url()}?sslmode=require"))
    assert "no safe way to sign in (Server refuses SSL): correct sslmode" in told


def test_a_server_that_proves_itself_is_used_and_an_impostor_is_not(tmp_path: Path) -> None:
    """Its certificate against the one that is named, for the name that is asked for."""
    make_certificate(tmp_path)
    with Postgres(tls=True) as server:
        place = server.ledger()

        def at(more: str) -> Server:
            return replace(place, url=server.url().replace("127.0.0.1", "localhost") + more)

        with closing(SqlLedger(at(f"?sslmode=verify-full&sslrootcert={server.cafile}"))) as made:
            assert made.listed([ONE]) == 1
        for doubtful in ("?sslmode=verify-full", f"?sslmode=verify-full&sslrootcert={tmp_path}/cert.pem"):
            assert "no safe way to sign in (SSL: " in said(at(doubtful))
        assert is_there(at("?sslmode=require"))


def test_a_socket_in_a_folder_is_a_way_in(postgres: Postgres, place: Server) -> None:
    """As libpq's `host=/folder`; then nothing goes over a network."""
    url = f"postgresql://{postgres.user}@:{postgres.port}/postgres?host={postgres.path}"
    with closing(SqlLedger(replace(place, url=url))) as made:
        assert made.listed([ONE]) == 1
    assert is_there(place)


def test_a_user_who_may_not_write_is_told_what_to_grant(postgres: Postgres, place: Server) -> None:
    """The right to make a schema in the database."""
    postgres.run("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    url = postgres.url().replace(postgres.user, "guest")
    told = said(replace(place, url=url, password="guest"))  # noqa: S106 -- made up
    assert "this user may not write there: GRANT CREATE ON DATABASE" in told


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("53100", "the server's disk is full: free some space"),
        ("53200", "no memory left"),
        ("53300", "takes no more connections"),
        ("40001", "another run is writing to it"),
        ("40P01", "another run is writing to it"),
        ("57014", "another run is writing to it"),
        ("57P01", "starting or stopping"),
        ("08006", "the connection broke off"),
        ("58030", "the server's disk has a fault"),
        ("XX001", "it is damaged"),
        ("P0001", "no; check the database"),
    ],
)
def test_what_the_server_refuses_is_one_sentence(
    postgres: Postgres, place: Server, ledger: SqlLedger, code: str, words: str
) -> None:
    """The server itself says the code, in mid-transaction; nothing of the transaction stays."""
    for statement in REFUSE.format(schema=schema_of(place.campaign), code=code).split(";\n", 1):
        postgres.run(statement)
    with pytest.raises(StoreError, match=words) as caught:
        ledger.listed([ONE])
    assert "\n" not in str(caught.value)
    assert (list(ledger.entries()), ledger.watermark("a", "f", "1")) == ([], "")


def test_a_newer_ledger_is_left_alone(postgres: Postgres, place: Server, ledger: SqlLedger) -> None:
    """It is refused with both versions, and stays as it is."""
    assert ledger.listed([ONE]) == 1
    postgres.run(f"UPDATE {schema_of(place.campaign)}.meta SET value = '999'")  # noqa: S608 -- our own words
    assert "has schema 999, this program knows" in said(place)
    assert len(ledger.entries()) == 1


def test_a_ledger_that_lost_a_table_is_said(postgres: Postgres, place: Server, ledger: SqlLedger) -> None:
    """It cannot go on from there."""
    postgres.run(f"DROP TABLE {schema_of(place.campaign)}.facts")
    with pytest.raises(StoreError, match="tables are missing: restore it"):
        ledger.fact("x")


# --- the connection breaks


def _write_through_a_break(postgres: Postgres, database: Database) -> None:
    with database.writing() as open_:
        open_.execute(insert(FACTS).values(name="x", value="y"))
        pid = open_.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        postgres.run(f"SELECT pg_terminate_backend({pid}, 5000)")
        open_.execute(insert(FACTS).values(name="z", value="y"))


def test_a_connection_that_breaks_midway_leaves_nothing_and_the_next_is_fine(
    postgres: Postgres, place: Server, ledger: SqlLedger
) -> None:
    """The server drops the writer between two statements: one sentence, no row, and the same ledger goes on."""
    with closing(Database(place)) as database:
        with pytest.raises(StoreError, match=r"broke off|starting or stopping"):
            _write_through_a_break(postgres, database)
        with database.reading() as open_:
            assert open_.scalar(COUNT) == 0
    ledger.remember("x", "y")


def test_a_server_that_was_started_again_is_used_again(
    own: Postgres, capfd: pytest.CaptureFixture[str]
) -> None:
    """A run outlives the server's restart; while it is down, one sentence, and nothing else is printed."""
    with closing(SqlLedger(own.ledger(), patience=0.2)) as ledger:
        assert ledger.listed([ONE]) == 1
        own.stop()
        for _ in range(2):
            with pytest.raises(StoreError, match=r"nothing answers there|broke off"):
                ledger.fact("x")
        own.start()
        assert len(ledger.entries()) == 1
        own.stop()
        own.start()
        ledger.remember("x", "y")
    assert capfd.readouterr() == ("", "")


def test_a_server_that_says_nothing_is_given_up(own: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that hangs does not hang the run: there is a limit on silence."""
    monkeypatch.setattr(postgresql, "_SLOW_SECONDS", 2.0)
    place = own.ledger()
    given_up = pytest.raises(StoreError, match="broke off")
    with closing(Database(place, patience=0.2)) as database, given_up, database.reading() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(30)")


def test_a_file_knows_whether_it_is_there(tmp_path: Path) -> None:
    """For a file nothing needs to be opened."""
    assert not is_there(tmp_path / "ledger.sqlite")
    SqlLedger(tmp_path / "ledger.sqlite").close()
    assert is_there(tmp_path / "ledger.sqlite")
