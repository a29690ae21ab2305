"""What tests of several folders share: servers, a state that no test leaves behind. A missing program fails, never skips."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.real.postgres import Postgres, PostgresMissingError

settings.register_profile("patient", deadline=None)  # a busy machine is no mistake
settings.load_profile("patient")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL server; each test takes a database of its own, or a schema."""
    try:
        server = Postgres()
    except PostgresMissingError as error:
        pytest.fail(str(error), pytrace=False)
    with server:
        yield server


@pytest.fixture(autouse=True)
def _temporary_folder_as_before() -> Iterator[None]:
    """A handler of the reading processes sets where temporary files of its process lie: called in this one, it would stay."""
    before = tempfile.tempdir
    yield
    tempfile.tempdir = before
