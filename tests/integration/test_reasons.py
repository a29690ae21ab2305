"""Staff read every reason in Vietnamese, on the page, in the workbook and in the terminal; the tables keep the English."""

from __future__ import annotations

import html
import re

import openpyxl
import pytest

from pipeline.sentences.reasons import REASONS
from tests.build.desk import Desk

_ENGLISH = re.compile(r"\b(?:the|its|it|an?|of|not|was|were|with|and|that|by|to|is)\b")


def _reasons(place: Desk, table: str) -> set[str]:
    return {row["reason"] for row in place.table(table)} - {""}


def test_every_reason_of_the_sample_has_its_vietnamese(place: Desk) -> None:
    """And nothing of the English is left in it."""
    reasons = _reasons(place, "messages") | _reasons(place, "files")
    assert len(reasons) >= 8
    told = {reason: REASONS.in_vietnamese(reason) for reason in reasons}
    assert all(said != reason for reason, said in told.items())
    assert not {said for said in told.values() if _ENGLISH.search(said)}


@pytest.mark.parametrize(("table", "sheet"), [("messages", "Thư (messages)"), ("files", "Tệp (files)")])
def test_the_workbook_says_them_in_vietnamese(place: Desk, table: str, sheet: str) -> None:
    """Row by row the same reasons as in the table."""
    book = openpyxl.load_workbook(place.folder / "summary.xlsx", read_only=True)
    codes, _, *rows = book[sheet].iter_rows(values_only=True)
    column = codes.index("reason")
    assert [row[column] or "" for row in rows] == [
        REASONS.in_vietnamese(row["reason"]) for row in place.table(table)
    ]


def test_the_page_says_them_in_vietnamese(place: Desk) -> None:
    """Of messages for somebody to look at, and of the files of each unit's mails."""
    page = html.unescape((place.folder / "summary.html").read_text(encoding="utf-8"))
    assert "không có gì trong thư và các tệp cho biết đơn vị nào trong danh sách" in page
    assert "loại văn bản là giấy mời" in page
    assert not {reason for reason in _reasons(place, "messages") if reason in page}


def test_show_says_them_in_vietnamese(place: Desk) -> None:
    """The reason of a file stands behind its role."""
    units = {row["message"]: row["unit"] for row in place.table("messages")}
    (name, unit), *_ = (
        (row["name"], units[row["message"]])
        for row in place.table("files")
        if row["reason"] == "its type is giấy mời"
    )
    assert f"{name} (Tệp khác) loại văn bản là giấy mời" in place.run("show", unit).out
