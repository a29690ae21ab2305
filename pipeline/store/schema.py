"""The ledger's tables, in SQL that SQLite and PostgreSQL both speak, and how values stand in them.

A change of a table raises VERSION and adds a step to `migrate.py`; secrets have no column here.
"""

from __future__ import annotations

import datetime as dt
import re

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

VERSION = 3
VERSION_NAME = "schema_version"

_ESCAPED = re.compile(r"[\\\x00\ud800-\udfff]")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)
_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


class AnyText(TypeDecorator[str]):
    r"""Any Python string, unchanged on return.

    Names from servers, disks and parsers may hold NUL (which PostgreSQL refuses) or lone surrogates (which no
    database takes): these, and the backslash, stand as `\uXXXX`.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database."""
        del dialect
        return None if value is None else _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """From the database."""
        del dialect
        return None if value is None else _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)


class Instant(TypeDecorator[dt.datetime]):
    """An aware time as ISO text in UTC, always 32 characters: text order is time order, and people can read it."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        """To the database; a naive time is a mistake of ours."""
        del dialect
        return None if value is None else _utc(value).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:
        """From the database, in UTC."""
        del dialect
        return None if value is None else dt.datetime.fromisoformat(value)


def _utc(when: dt.datetime) -> dt.datetime:
    """In UTC; a forged date at the very end of the calendar stays there instead of falling off."""
    if when.utcoffset() is None:
        raise ValueError(f"{when} has no time zone")
    try:
        return when.astimezone(dt.UTC)
    except OverflowError:
        return _FIRST if when.year == dt.MINYEAR else _LAST


METADATA = MetaData()

META = Table(
    "meta",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", String(40), nullable=False),
)

FACTS = Table(
    "facts",
    METADATA,
    Column("name", AnyText, primary_key=True),
    Column("value", AnyText, nullable=False),
)

FOLDERS = Table(
    "folders",
    METADATA,
    Column("account", AnyText, primary_key=True),
    Column("folder", AnyText, primary_key=True),
    Column("validity", AnyText, primary_key=True),
    Column("watermark", String(20), nullable=False),
)

MESSAGES = Table(
    "messages",
    METADATA,
    Column("id", String(12), primary_key=True),
    Column("account", AnyText, nullable=False),
    Column("folder", AnyText, nullable=False),
    Column("validity", AnyText, nullable=False),
    Column("uid", AnyText, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Instant),
    Column("error", AnyText, nullable=False),
    Column("quarantined", Boolean, nullable=False),
    Column("by_unit", AnyText),
    Column("by_name", AnyText),
    Column("by_note", AnyText),
    Column("origin", AnyText, nullable=False),
    Column("same_as", String(12), nullable=False),
    Column("mark", AnyText, nullable=False),
    UniqueConstraint("account", "folder", "validity", "uid"),
    ForeignKeyConstraint(
        ["account", "folder", "validity"], ["folders.account", "folders.folder", "folders.validity"]
    ),
    Index("messages_waiting", "account", "sha256", "quarantined"),
)
