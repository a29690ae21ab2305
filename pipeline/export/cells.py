"""What every writer does to a value before it reaches a file: clean, cut, disarm, read as a plain Python value.

Texts come from mail and are hostile. Never change a value for looks here; that is each writer's own work.
"""

from __future__ import annotations

import datetime as dt
import math
import re

import pandas as pd

CUT_NOTE = " …(cắt bớt)"
"""Ends a text that a writer had to shorten, so that nobody takes it for the whole."""

# One of these aborts a whole workbook or Parquet file (controls, lone surrogates, non-characters), or makes a name
# read other than it is (bidirectional marks, embeddings, overrides, isolates): robustness notes, "Output side".
_NONCHARACTERS = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069" + _NONCHARACTERS + "]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# OWASP "CSV Injection": = + - @ tab CR (LF), and the full-width forms that East Asian editions take for the same.
_FORMULA = re.compile(r"[\t\n]|\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def clean_cell(text: str) -> str:
    """The text without anything that breaks a writer or misleads a reader; one kind of line break, tabs kept."""
    return _UNWANTED.sub("", _BREAKS.sub("\n", text))


def disarm(text: str) -> str:
    """The text so that a spreadsheet which opens a CSV file shows it as text; plain numbers stay as they are."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def cut(text: str, most: int) -> str:
    """The text in at most `most` characters, its shortening visible at the end."""
    return text if len(text) <= most else text[: most - len(CUT_NOTE)] + CUT_NOTE


def clean_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy with every text column cleaned, nothing else changed; missing texts become empty."""
    texts = [str(name) for name in frame.columns if pd.api.types.is_string_dtype(frame[name].dtype)]
    return frame.assign(**{name: _cleaned(frame[name]) for name in texts})


def _cleaned(column: pd.Series) -> pd.Series:
    return pd.Series([_clean(value) for value in column], index=column.index, dtype="str")


def _clean(value: object) -> str:
    if isinstance(value, str):
        return clean_cell(value)
    return "" if pd.isna(value) else clean_cell(str(value))  # type: ignore[call-overload] # any scalar


def number(value: object) -> float | None:
    """A finite number, or None for anything else; True and False are no numbers."""
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        return None
    found = float(value)
    return found if math.isfinite(found) else None


def whole(value: object) -> int:
    """A count; 0 when there is none."""
    return int(number(value) or 0)


def is_no(value: object) -> bool:
    """Whether an answer is there and is no."""
    return not (pd.isna(value) or bool(value))  # type: ignore[call-overload] # any scalar


def moment(value: object) -> dt.datetime | None:
    """An ISO 8601 time as it stands in the tables, None when it is none."""
    try:
        return dt.datetime.fromisoformat(str(value))
    except ValueError:
        return None


def day_and_time(value: object) -> str:
    """An ISO 8601 time as staff write it (`14/06/2023 23:58`); other text as it is."""
    found = moment(value)
    return str(value) if found is None else f"{found:%d/%m/%Y %H:%M}"
