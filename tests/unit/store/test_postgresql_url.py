"""URLs of a PostgreSQL server: what they may say, how the way is kept safe, and that no secret is repeated."""

from __future__ import annotations

import getpass
import ssl
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.store.postgresql_url import way_to
from tests.real.dovecot import make_certificate


@pytest.mark.parametrize(
    ("url", "shown", "driver"),
    [
        ("postgresql://lan@db.example.vn/tonghop", "db.example.vn/tonghop", "lan@db.example.vn:5432/tonghop"),
        ("postgresql+pg8000://lan@127.0.0.1:6000/t", "127.0.0.1/t", "lan@127.0.0.1:6000/t"),
        ("postgresql://l%C3%A2n%40x@[::1]/t", "::1/t", "l%C3%A2n%40x@[::1]:5432/t"),
        ("postgresql://lan@/t", "localhost/t", "lan@localhost:5432/t"),
    ],
)
def test_a_url_names_a_user_a_server_and_a_database(url: str, shown: str, driver: str) -> None:
    """What stands in sentences has no user; the driver gets all but parameters."""
    way = way_to(url)
    assert way.shown == shown
    assert way.url.render_as_string() == f"postgresql+pg8000://{driver}"


def test_the_user_may_be_left_out() -> None:
    """It is then whoever runs the program, as with PostgreSQL's own tools."""
    assert way_to("postgresql://db.example.vn/t").url.username == getpass.getuser()


def test_a_folder_is_where_the_socket_lies() -> None:
    """As in libpq; the port is part of the socket's name."""
    way = way_to("postgresql://lan@/t?host=/run/postgresql")
    assert (way.options, way.shown) == ({"unix_sock": "/run/postgresql/.s.PGSQL.5432"}, "/run/postgresql/t")
    assert way.url.host is None


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "[::1]"])
def test_on_this_machine_tls_is_as_the_server_likes(host: str) -> None:
    """Nobody stands between."""
    assert way_to(f"postgresql://lan@{host}/t").options == {"ssl_context": None}


@pytest.mark.parametrize("host", ["db.example.vn", "10.0.0.7", "127.0.0.1.example.vn"])
def test_over_a_network_the_server_proves_who_it_is(host: str) -> None:
    """Unless the URL says otherwise: encrypted to whoever it is, or not at all."""

    def context(more: str = "") -> ssl.SSLContext | bool:
        found: ssl.SSLContext | bool = way_to(f"postgresql://lan@{host}/t{more}").options["ssl_context"]
        return found

    for proving in (context(), context("?sslmode=verify-full")):
        assert isinstance(proving, ssl.SSLContext)
        assert (proving.verify_mode, proving.check_hostname) == (ssl.CERT_REQUIRED, True)
    loose = context("?sslmode=require")
    assert isinstance(loose, ssl.SSLContext)
    assert (loose.verify_mode, loose.check_hostname) == (ssl.CERT_NONE, False)
    assert context("?sslmode=disable") is False


def test_a_certificate_of_ones_own_is_trusted(tmp_path: Path) -> None:
    """Named by its PEM file, and only that."""
    make_certificate(tmp_path)
    way = way_to(f"postgresql://lan@db.example.vn/t?sslrootcert={tmp_path}/cert.pem")
    context = way.options["ssl_context"]
    assert isinstance(context, ssl.SSLContext)
    assert context.cert_store_stats()["x509"] == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("outputs/ledger.sqlite", "cannot be understood"),
        ("postgresql://h:port/x", "cannot be understood"),
        ("sqlite:///x", "does not begin with postgresql://"),
        ("postgresql+psycopg://u@h/x", "does not begin with postgresql://"),
        ("postgresql://u:geheim@h/x", "holds a password, which others would see: put it into"),
        ("postgresql://u:@h/x", "holds a password"),
        ("postgresql://u@h", "names no database"),
        ("postgresql://u@h/x?password=geheim", "has parameters other than host, sslmode, sslrootcert"),
        ("postgresql://u@h/x?sslmode=require&sslmode=disable", "has parameters other than"),
        ("postgresql://u@h/x?host=other", "has a host parameter that is no folder"),
        ("postgresql://u@h/x?sslmode=prefer", "has a sslmode other than disable, require, verify-full"),
        ("postgresql://u@h/x?sslrootcert=/nowhere.pem", "has a sslrootcert that is no PEM file"),
    ],
)
def test_what_makes_no_sense_is_said_without_secrets(url: str, words: str) -> None:
    """One sentence, with the way to write it."""
    with pytest.raises(SettingsError, match=words) as caught:
        way_to(url)
    told = str(caught.value)
    assert told.startswith("TONGHOP_LEDGER ")
    assert "\n" not in told
    assert "geheim" not in told
