"""One sheet per table of the public contract: codes above, Vietnamese titles below, a filter, a frozen header.

Every text is written as text, whatever it begins with; nothing here is a formula or a link.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.export.cells import CUT_NOTE, cut, moment, number
from pipeline.export.overview import is_unsure
from pipeline.export.xlsx_look import LONGEST, Look, for_paper, shown
from pipeline.model import labels
from pipeline.model.finding import Verdict
from pipeline.sentences.reasons import REASONS

ROWS_MOST = 1_048_000
"""Rows of one sheet; Excel's own end is 1,048,576, and what is beyond it would vanish in silence."""

_FIRST = 2  # rows above the data: codes, titles
_LEFT_OUT = frozenset({("sections", "text")})  # long: CSV, Parquet and the page have it
_FROZEN = {"units": 2, "sections": 3, "findings": 1, "indicators": 3, "messages": 1, "files": 1}
_SHARES = frozenset({"completeness", "score", "confidence"})
_EXCEL_BEGINS = 1900  # its first year, and one whose February it counts wrong
_WIDTH = 13.0
_WIDTHS: Mapping[str, float] = {
    "name": 38, "title": 44, "heading": 44, "message": 16, "reason": 44, "evidence": 50, "subject": 44,
    "sender": 32, "message_id": 30, "sha256": 20, "report": 34, "file": 34, "received_at": 17, "due_at": 17,
    "sent_at": 17, "status": 13, "verdict": 17, "state": 18, "media_type": 24, "shared_with": 14, "version": 8,
    "pages": 8, "page": 8, "words": 8, "paragraph": 8, "section": 9, "unit": 12, "uid": 10, "path": 10,
    "days_late": 9, "full": 8, "thin": 8, "empty": 8, "missing": 8, "unreadable": 9, "required": 9, "errors": 8,
    "warnings": 9, "files": 9, "indicator": 18, "period": 16, "value": 14, "unit_of_measure": 12, "raw": 30, "table": 8,
    "row": 8, "column": 8, "role": 18, "disposition": 18, "check": 20, "folder": 16,
}  # fmt: skip
_WIDTHS_OF: Mapping[tuple[str, str], float] = {("findings", "message"): 60}
_DATE = {"num_format": "dd/mm/yyyy hh:mm", "align": "center"}
_SHARE = {"num_format": "0%", "align": "right"}
_COUNT = {"num_format": "#,##0", "align": "right"}
_VALUE = {"num_format": "General", "align": "right"}  # whole numbers and decimals stand in one column


@dataclass(frozen=True, slots=True, kw_only=True)
class _On:
    """A sheet being written: which table, from which rows."""

    sheet: Worksheet
    look: Look
    table: str
    frame: pd.DataFrame
    review_below: float


def write_table(
    book: xlsxwriter.Workbook, look: Look, name: str, frame: pd.DataFrame, review_below: float
) -> None:
    """Add the sheet of a cleaned table."""
    columns = [str(column) for column in frame.columns if (name, column) not in _LEFT_OUT]
    sheet = book.add_worksheet(sheet_name(name))
    on = _On(sheet=sheet, look=look, table=name, frame=frame.head(ROWS_MOST), review_below=review_below)
    _head(on, columns)
    for place, key in enumerate(columns):
        _write_column(on, place, key)
    end = _FIRST + len(on.frame)
    if len(frame) > ROWS_MOST:
        sheet.write_string(end, 0, CUT_NOTE, look.plain(bold=True))
    sheet.autofilter(_FIRST - 1, 0, max(end - 1, _FIRST), len(columns) - 1)
    sheet.freeze_panes(_FIRST, _FROZEN.get(name, 1))
    for_paper(sheet, labels.TABLES.get(name, name), (0, _FIRST - 1))


def sheet_name(table: str) -> str:
    """The Vietnamese name with the code, as one sheet name: at most 31 characters."""
    return f"{labels.TABLES.get(table, table)} ({table})"[:31]


def _head(on: _On, columns: list[str]) -> None:
    sheet, name = on.sheet, on.table
    code = on.look.plain(font_size=8, font_color="#6B7280", align="center")
    titles = labels.COLUMNS.get(name, {})
    for place, key in enumerate(columns):
        sheet.write_string(0, place, shown(key), code)
        sheet.write_string(1, place, shown(titles.get(key, key)), on.look.head())
        sheet.set_column(place, place, _WIDTHS_OF.get((name, key), _WIDTHS.get(key, _WIDTH)))
    sheet.set_row(1, 36)


def _write_column(on: _On, place: int, key: str) -> None:
    kind = on.frame[key].dtype
    if (on.table, key) in labels.CODED:
        _write_codes(on, place, key)
    elif (on.table, key) == ("indicators", "raw"):
        _write_quoted(on, place, key)
    elif key == "reason":
        _write_reasons(on, place, key)
    elif pd.api.types.is_bool_dtype(kind):
        _write_answers(on, place, key)
    elif pd.api.types.is_numeric_dtype(kind):
        _write_numbers(on, place, key)
    else:
        _write_texts(on, place, key)


def _write_codes(on: _On, place: int, key: str) -> None:
    """Codes in the words of staff and in their colours; a doubtful state says so."""
    names = labels.CODED[on.table, key]
    codes = on.frame[key].tolist()
    looks = {code: on.look.coded(code) for code in set(codes)}
    doubts = on.frame["confidence"].tolist() if key == "state" else [1.0] * len(codes)
    for row, (code, confidence) in enumerate(zip(codes, doubts, strict=True), start=_FIRST):
        doubt = f" ({labels.REVIEW})" if is_unsure(code, confidence, on.review_below) else ""
        on.sheet.write_string(row, place, names.get(code, code) + doubt, looks[code])


def _write_quoted(on: _On, place: int, key: str) -> None:
    """What stands in the paper; where its number is doubtful, it says so."""
    sure, doubtful = on.look.boxed(), on.look.coded(Verdict.REVIEW)
    pairs = zip(on.frame[key].tolist(), on.frame["confidence"].tolist(), strict=True)
    for row, (text, confidence) in enumerate(pairs, start=_FIRST):
        if (number(confidence) or 0.0) < on.review_below:
            _write_text(on.sheet, (row, place), f"{text} ({labels.REVIEW})".strip(), doubtful)
        else:
            _write_text(on.sheet, (row, place), text, sure)


def _write_reasons(on: _On, place: int, key: str) -> None:
    """Reasons in the words of staff."""
    for row, text in enumerate(on.frame[key].tolist(), start=_FIRST):
        _write_text(on.sheet, (row, place), REASONS.in_vietnamese(text), on.look.boxed())


def _write_answers(on: _On, place: int, key: str) -> None:
    boxed = on.look.boxed(align="center")
    told = on.frame[key].map({True: labels.YES, False: labels.NO}, na_action="ignore").fillna("")
    for row, value in enumerate(told.tolist(), start=_FIRST):
        _write_text(on.sheet, (row, place), value, boxed)


def _write_text(sheet: Worksheet, place: tuple[int, int], text: str, look: Format) -> None:
    if text:
        sheet.write_string(*place, cut(text, LONGEST), look)
    else:
        sheet.write_blank(*place, None, look)


def _write_numbers(on: _On, place: int, key: str) -> None:
    boxed = on.look.boxed(**(_SHARE if key in _SHARES else _VALUE if key == "value" else _COUNT))
    for row, value in enumerate(on.frame[key].tolist(), start=_FIRST):
        amount = number(value)
        if amount is None:
            on.sheet.write_blank(row, place, None, boxed)
        else:
            on.sheet.write_number(row, place, amount, boxed)


def _write_texts(on: _On, place: int, key: str) -> None:
    boxed, dated = on.look.boxed(), on.look.boxed(**_DATE)
    for row, value in enumerate(on.frame[key].tolist(), start=_FIRST):
        at = _excel_time(value) if key.endswith("_at") else None
        if at is None:
            _write_text(on.sheet, (row, place), str(value), boxed)
        else:
            on.sheet.write_datetime(row, place, at, dated)


def _excel_time(text: object) -> dt.datetime | None:
    """The local time without its zone, which Excel does not know; None where Excel has no such day."""
    found = moment(text)
    return found.replace(tzinfo=None) if found and found.year > _EXCEL_BEGINS else None
