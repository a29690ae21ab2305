"""The six public tables: their columns, written out, and their kinds. Changing this test changes the contract."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.model import labels
from pipeline.tabulate import COLUMNS, tabulate
from tests.build import nouns

PUBLIC = {
    "units": (
        "unit, name, status, received_at, due_at, days_late, version, report, format, pages, required, full, thin, "
        "empty, missing, unreadable, completeness, errors, warnings, verdict, confidence, decided_by"
    ),
    "sections": (
        "unit, section, title, state, heading, score, confidence, in_order, shared_with, words, page, paragraph, "
        "file, text"
    ),
    "findings": "unit, version, check, severity, message, section, file, page, evidence",
    "indicators": (
        "unit, indicator, title, period, value, unit_of_measure, raw, confidence, file, page, table, row, column"
    ),
    "messages": (
        "message, folder, uid, message_id, sender, subject, sent_at, received_at, disposition, unit, version, "
        "reason, files"
    ),
    "files": "message, path, name, sha256, media_type, bytes, role, reader, pages, ocr, reason",
}
COUNTS = {
    "units": "days_late version pages required full thin empty missing unreadable errors warnings",
    "sections": "words page paragraph",
    "findings": "version page",
    "indicators": "page table row column",
    "messages": "version files",
    "files": "bytes pages",
}
SHARES = {
    "units": "completeness confidence",
    "sections": "score confidence",
    "indicators": "value confidence",
}
FLAGS = {"sections": "in_order"}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    """The tables of a campaign in which nothing has happened yet."""
    return tabulate((), (), nouns.campaign())


def test_the_tables_are_these_six(tables: dict[str, pd.DataFrame]) -> None:
    """In this order, which is that of the sheets."""
    assert list(tables) == list(PUBLIC) == list(COLUMNS)


@pytest.mark.parametrize("name", PUBLIC)
def test_the_columns_are_public(tables: dict[str, pd.DataFrame], name: str) -> None:
    """Names and order are what other people's spreadsheets and programs rely on; each has a Vietnamese label."""
    columns = PUBLIC[name].split(", ")
    assert list(tables[name].columns) == columns
    assert list(labels.COLUMNS[name]) == columns


@pytest.mark.parametrize("name", PUBLIC)
def test_kinds_do_not_depend_on_the_rows(tables: dict[str, pd.DataFrame], name: str) -> None:
    """Counts are whole numbers that may be absent, shares and values are fractions, all else is text; in an empty table too."""
    kinds = dict.fromkeys(PUBLIC[name].split(", "), "str")
    for columns, kind in ((COUNTS, "Int64"), (SHARES, "Float64"), (FLAGS, "boolean")):
        kinds |= dict.fromkeys(columns.get(name, "").split(), kind)
    assert {column: str(kind) for column, kind in tables[name].dtypes.items()} == kinds


def test_a_campaign_without_units_and_mail_has_empty_tables(tables: dict[str, pd.DataFrame]) -> None:
    """No rows, all columns."""
    assert {name: len(table) for name, table in tables.items()} == dict.fromkeys(PUBLIC, 0)
