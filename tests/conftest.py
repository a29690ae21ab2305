"""The servers that tests of several folders share. A missing program fails the test that needs it: never a skip."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.real.postgres import Postgres, PostgresMissingError


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL server; each test takes a database of its own, or a schema."""
    try:
        server = Postgres()
    except PostgresMissingError as error:
        pytest.fail(str(error), pytrace=False)
    with server:
        yield server
