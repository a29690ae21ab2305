"""One table as CSV: UTF-8 with BOM (so that Excel reads the accents), RFC 4180, CR LF between rows.

Never writes a cell that a spreadsheet would run as a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

import pandas as pd

from pipeline.export.cells import disarm


def write_csv(frame: pd.DataFrame, stream: BinaryIO) -> None:
    """Write a cleaned frame; missing values become empty fields. Raises OSError from the stream."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows(zip(*(_fields(frame[name]) for name in frame.columns), strict=True))
    text.flush()
    text.detach()


def _fields(column: pd.Series) -> Iterable[str]:
    return [_field(value) for value in column]


def _field(value: object) -> str:
    if isinstance(value, str):
        return disarm(value)
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload] # any scalar
