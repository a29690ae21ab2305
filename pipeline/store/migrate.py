"""A ledger of an older program made into one of this: a step for each version, all in the caller's one transaction.

Never loses a row. A step stands as SQL of its own: it must do the same when the tables of today have changed again.
"""

from __future__ import annotations

from sqlalchemy import Connection, update

from pipeline.store.schema import META, VERSION, VERSION_NAME

# From which version: the statements, in SQL that SQLite and PostgreSQL both speak.
_STEPS: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE messages ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE messages ADD COLUMN same_as VARCHAR(12) NOT NULL DEFAULT ''",
    ),
}


def can_upgrade(version: str) -> bool:
    """Whether there is a way from this version to ours."""
    return version.isdigit() and int(version) in _STEPS


def upgrade(connection: Connection, version: str) -> str:
    """Take every step from a version that can be upgraded to ours; returns ours."""
    for step in range(int(version), VERSION):
        for statement in _STEPS[step]:
            connection.exec_driver_sql(statement)
    ours = str(VERSION)
    connection.execute(update(META).where(META.c.name == VERSION_NAME).values(value=ours))
    return ours
