"""The real servers that tests share. A missing program fails the test that needs it, in one sentence: never a skip."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.real.dovecot import Dovecot, DovecotMissingError


@pytest.fixture(scope="session")
def _dovecot_server() -> Iterator[Dovecot]:
    try:
        server = Dovecot()
    except DovecotMissingError as error:
        pytest.fail(str(error), pytrace=False)
    with server:
        yield server


@pytest.fixture
def dovecot(_dovecot_server: Dovecot) -> Dovecot:
    """A running IMAP server with an empty mailbox for `dovecot.user`."""
    _dovecot_server.fresh_user()
    return _dovecot_server
