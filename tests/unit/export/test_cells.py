"""What every writer does to a value first."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.cells import (
    CUT_NOTE,
    clean_cell,
    clean_frame,
    cut,
    day_and_time,
    disarm,
    moment,
    number,
    whole,
)

_ANY_TEXT = st.text(st.characters(codec=None))  # lone surrogates too


@given(_ANY_TEXT)
def test_a_clean_text_stays_as_it_is_and_can_be_encoded(text: str) -> None:
    """Cleaning twice is cleaning once, and no writer chokes on the result."""
    cleaned = clean_cell(text)
    assert clean_cell(cleaned) == cleaned
    cleaned.encode()


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("x\ud800y\udfffz", "xyz"),
        ("gpj\u202excod.txt", "gpjxcod.txt"),
        ("a\ufffeb\uffffc\ufdd0d\U0001fffee", "abcde"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("cột\tcột", "cột\tcột"),
        ("Uỷ ban – “tỉnh”", "Uỷ ban – “tỉnh”"),
    ],
)
def test_what_breaks_a_writer_or_misleads_a_reader_goes(dirty: str, clean: str) -> None:
    """Controls, surrogates, overrides and non-characters go; line breaks become one kind; the rest stays."""
    assert clean_cell(dirty) == clean


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 912",
        "-x",
        "- gạch đầu dòng",
        "@SUM(A1)",
        "\t=1",
        "\n=1",
        "  =1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "-1-1",
    ],
)
def test_a_formula_is_disarmed(text: str) -> None:
    """Whatever a spreadsheet could run gets an apostrophe in front."""
    assert disarm(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-1", "+2", "-1,5", "-3.25", "", "Sở Y tế", "a=b", "1.2.3"])
def test_plain_numbers_and_words_stay(text: str) -> None:
    """Nothing that is no formula is touched."""
    assert disarm(text) == text


def test_a_cut_shows() -> None:
    """A text is cut to the limit with a note, a short one is not."""
    assert cut("a" * 40_000, 32_767).endswith(CUT_NOTE)
    assert len(cut("a" * 40_000, 32_767)) == 32_767
    assert cut("ngắn", 10) == "ngắn"


def test_cleaning_a_frame_touches_texts_only() -> None:
    """Numbers, answers and gaps keep their kind; texts are cleaned, missing ones become empty."""
    frame = pd.DataFrame(
        {
            "t": pd.Series(["a\x00", None, 7], dtype="object"),
            "n": pd.Series([1, pd.NA, 3], dtype="Int64"),
            "b": pd.Series([True, pd.NA, False], dtype="boolean"),
        }
    )
    found = clean_frame(frame)
    assert found["t"].tolist() == ["a", "", "7"]
    assert found["n"].dtype == frame["n"].dtype
    assert found["b"].dtype == frame["b"].dtype
    assert clean_frame(frame.head(0))["t"].dtype == found["t"].dtype


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (3, 3.0),
        (np.float64(0.5), 0.5),
        (float("nan"), None),
        (float("inf"), None),
        (pd.NA, None),
        ("7", None),
        (True, None),
    ],
)
def test_a_number_is_a_finite_number(value: object, found: float | None) -> None:
    """Gaps, infinities, texts and answers are no numbers."""
    assert number(value) == found


def test_a_missing_count_is_none_at_all() -> None:
    """A gap counts as nothing."""
    assert (whole(pd.NA), whole(4)) == (0, 4)


def test_times_are_shown_as_staff_write_them() -> None:
    """ISO times become day/month/year; anything else is shown as it is."""
    assert day_and_time("2023-06-14T23:58:00+07:00") == "14/06/2023 23:58"
    assert day_and_time("") == ""
    assert moment("hôm qua") is None
    assert moment("2023-06-14T23:58:00+07:00") == dt.datetime(2023, 6, 14, 16, 58, tzinfo=dt.UTC)
