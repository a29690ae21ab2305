"""What a kind of database must be able to do for the ledger; `sqlite.py` and `postgresql.py` are those there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Connection, Engine

from pipeline.errors import StoreError


class Backend(Protocol):
    """One database of one kind, not yet opened."""

    @property
    def name(self) -> str:
        """For sentences; holds no secret."""
        ...

    @property
    def schema(self) -> str | None:
        """The schema of our tables; None where the database has no such thing."""
        ...

    @property
    def reading(self) -> Sequence[str]:
        """Statements that open a transaction which sees one state of the database and keeps no writer waiting."""
        ...

    @property
    def writing(self) -> Sequence[str]:
        """Statements that open a transaction which has waited until it is the only one that writes."""
        ...

    def engine(self) -> Engine:
        """The way in; may touch the disk, and connects when first asked something."""
        ...

    def make_room(self, connection: Connection) -> None:
        """Make what the tables need around them, inside a transaction that writes."""
        ...

    def trouble(self, error: Exception) -> StoreError:
        """The error as one sentence that says what to do next."""
        ...
