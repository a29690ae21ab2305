"""Places for ledgers: a file, and a schema of a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.store.postgresql import Server

KINDS = ("sqlite", "postgresql")


@pytest.fixture(params=KINDS)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | Server:
    """Where an empty ledger can be made, once for each kind of database."""
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite"
    place: Server = request.getfixturevalue("postgres").ledger()
    return place
