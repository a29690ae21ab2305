"""A ledger of an older program made into one of this: a step for each version, all in the caller's one transaction.

Never loses a row. A step stands as SQL of its own: it must do the same when the tables of today have changed again.
"""

from __future__ import annotations

from sqlalchemy import Connection, update

from pipeline.store.schema import META, VERSION, VERSION_NAME

# From which version: tables and what is altered of them, in SQL that SQLite and PostgreSQL both speak.
_STEPS: dict[int, tuple[tuple[str, str], ...]] = {
    1: (
        ("messages", "ADD COLUMN origin TEXT NOT NULL DEFAULT ''"),
        ("messages", "ADD COLUMN same_as VARCHAR(12) NOT NULL DEFAULT ''"),
    ),
    2: (("messages", "ADD COLUMN mark TEXT NOT NULL DEFAULT ''"),),
}


def can_upgrade(version: str) -> bool:
    """Whether there is a way from this version to ours."""
    return version.isdigit() and int(version) in _STEPS


def upgrade(connection: Connection, version: str) -> str:
    """Take every step from a version that can be upgraded to ours; returns ours."""
    for step in range(int(version), VERSION):
        for table, change in _STEPS[step]:
            connection.exec_driver_sql(f"ALTER TABLE {_full_name(connection, table)} {change}")
    ours = str(VERSION)
    connection.execute(update(META).where(META.c.name == VERSION_NAME).values(value=ours))
    return ours


def _full_name(connection: Connection, table: str) -> str:
    """The table with its schema, where the connection has one for ours: SQL in words knows nothing of that."""
    schema = connection.get_execution_options().get("schema_translate_map", {}).get(None)
    quote = connection.dialect.identifier_preparer.quote
    return ".".join(quote(part) for part in (schema, table) if part)
