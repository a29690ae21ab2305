"""What two states of the tables differ in."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.model.change import Change
from pipeline.tabulate import changes
from tests.unit.assess.sent import PASSWORD, june, paper, read, submission
from tests.unit.tabulate.conftest import Tables, Tabulated


@pytest.fixture
def before(tabulated: Tabulated) -> Tables:
    """A unit whose report was read, two that sent nothing."""
    return tabulated([submission(june(9), paper(reading=read()))], [])


def cell(tables: Tables, table: str, row: int, column: str, value: object) -> Tables:
    """The same tables with another value in one cell."""
    frame = tables[table]
    values = [value if place == row else old for place, old in enumerate(frame[column])]
    return {**tables, table: frame.assign(**{column: pd.Series(values, dtype=frame[column].dtype)})}


def test_the_same_tables_differ_in_nothing(before: Tables) -> None:
    """Cells without a value are the same as such cells."""
    assert changes(before, before) == ()


def test_one_cell_is_one_change(before: Tables) -> None:
    """With unit, row and plain values; None where there is none."""
    after = cell(cell(before, "sections", 1, "state", "empty"), "sections", 2, "page", 4)
    assert changes(before, after) == (
        Change(table="sections", unit="SNV", row="2", column="state", before="full", after="empty"),
        Change(table="sections", unit="SNV", row="2.1", column="page", before=2, after=4),
    )
    units = cell(before, "units", 0, "decided_by", "Lan")
    assert changes(before, units) == (
        Change(table="units", unit="SNV", row="", column="decided_by", before="", after="Lan"),
    )
    messages = cell(before, "messages", 0, "unit", "BDT")
    (moved,) = changes(before, messages)
    assert (moved.unit, moved.row, moved.before, moved.after) == ("BDT", "m1", "SNV", "BDT")


def test_rows_that_come_and_go_change_in_every_cell(before: Tables, tabulated: Tabulated) -> None:
    """A row that was not there had no values."""
    more = tabulated(
        [submission(june(9), paper(reading=read()))],
        [submission(june(10), paper(reading=PASSWORD), version=2)],
    )
    come, gone = changes(before, more), changes(more, before)
    named = [one for one in come if (one.table, one.row, one.column) == ("files", "m2 2", "name")]
    assert [(one.before, one.after) for one in named] == [(None, "BC.docx")]
    assert {(one.table, one.unit, one.row, one.column, one.after, one.before) for one in come} == {
        (one.table, one.unit, one.row, one.column, one.before, one.after) for one in gone
    }


def test_findings_are_gone_or_new(before: Tables) -> None:
    """Two that are alike count as two."""
    frame = before["findings"]
    told = str(frame["message"][0])
    twice = {**before, "findings": frame.loc[[*frame.index, 0]].reset_index(drop=True)}
    unit, check = str(frame["unit"][0]), str(frame["check"][0])
    new = Change(table="findings", unit=unit, row=check, column="message", before=None, after=told)
    assert changes(before, twice) == (new,)
    (gone,) = changes(twice, before)
    assert (gone.before, gone.after) == (told, None)


def figures(*rows: tuple[str, str, float | None, str, str]) -> Tables:
    """A table of (indicator, period, value, raw, file) of one unit."""
    columns = ("indicator", "period", "value", "raw", "file")
    made = [{"unit": "SNV", **dict(zip(columns, row, strict=True)), "confidence": 0.5} for row in rows]
    return {"indicators": pd.DataFrame(made, columns=["unit", *columns, "confidence"]).convert_dtypes()}


def test_a_figure_is_one_change_by_indicator_and_period() -> None:
    """Its number, else its words, wherever it stands; a place or a doubt alone is no change."""
    before = figures(
        ("visits", "2020", 31.0, "31", "a"), ("visits", "2021", 2.5, "2,5", "a"), ("letters", "", None, "vài", "a")
    )  # fmt: skip
    after = figures(
        ("visits", "2020", 27.0, "27", "b"), ("visits", "2021", 2.5, "2,5", "b"), ("letters", "", None, "ít", "a")
    )  # fmt: skip
    assert changes(before, after) == (
        Change(table="indicators", unit="SNV", row="visits 2020", column="value", before=31, after=27),
        Change(table="indicators", unit="SNV", row="letters", column="raw", before="vài", after="ít"),
    )


def test_figures_of_one_period_are_told_apart() -> None:
    """None hides another: of two numbers the one that stays is no change, and each that comes or goes is one."""
    one = figures(("visits", "2020", 31.0, "31", "a"))
    two = figures(("visits", "2020", 27.0, "27", "b"), ("visits", "2020", 31.0, "31", "a"))
    (come,) = changes(one, two)
    assert (come.row, come.before, come.after) == ("visits 2020", None, 27)
    (gone,) = changes(two, one)
    assert (gone.before, gone.after) == (27, None)
    (words,) = changes(one, figures(("visits", "2020", None, "vài", "a")))
    assert (words.column, words.before, words.after) == ("value", 31, "vài")


def test_a_gap_is_no_value() -> None:
    """A figure that was found in place of none is one change, without a row for what was not there."""
    gap = figures(("visits", "", None, "", ""))
    found = figures(("visits", "2020", 31.0, "31", "a"))
    (come,) = changes(gap, found)
    assert (come.row, come.before, come.after) == ("visits 2020", None, 31)
    (gone,) = changes(found, gap)
    assert (gone.row, gone.before, gone.after) == ("visits 2020", 31, None)


def test_no_row_is_called_none(before: Tables) -> None:
    """A key without a value is left out of the row's name."""
    frame = before["files"]
    nameless = {**before, "files": frame.assign(path=pd.Series([None] * len(frame), dtype="string"))}
    assert {one.row for one in changes(nameless, before)} == {"m1", "m1 2"}
