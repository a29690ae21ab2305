"""All figures together: what is judged, what is left out, and in which order errors are listed."""

from __future__ import annotations

from dataclasses import replace

from pipeline.evaluate import evaluate
from pipeline.evaluate.units import judge_files, judge_units
from pipeline.model.evaluation import FileFigures, LeftOut, UnitFigures, WrongCell, WrongUnit
from pipeline.model.finding import Status, Verdict
from pipeline.model.labelled import (
    Absence,
    FileFound,
    FileLabel,
    MessageFound,
    MessageLabel,
    UnitFound,
    UnitLabel,
)
from pipeline.model.section import State
from pipeline.model.submission import Disposition, Role
from tests.unit.evaluate.labels import cell, pairs, truth_and_tables

BAD = Absence(side="labels", file="units.csv")
GONE = Absence(side="tables", file="files.csv")


def test_units_that_sent_nothing_are_not_judged() -> None:
    """By their status or by the state of the cell; when the tables say otherwise, that is told."""
    made = [
        cell("1.1", ("full", "full", 1.0), unit="SYT"),
        cell("1.1", ("not_submitted", "not_submitted", 1.0), unit="SNV"),
        cell("1.1", ("not_submitted", "full", 1.0), unit="STP"),
        cell("1.1", ("missing", "missing", 1.0), unit="STC"),
    ]
    truth, tables = truth_and_tables(*made)
    silent = UnitLabel(unit="STC", status=Status.NOT_SUBMITTED)
    found = evaluate(replace(truth, units=(silent,), unlabelled=7), tables, threshold=0.9)
    assert (found.summary.cells, found.labelled_units) == (1, 1)
    assert found.left_out == LeftOut(unlabelled=7, not_submitted=3, sent_after_all=2)


def test_a_silent_unit_without_a_row_says_nothing_else() -> None:
    """No row is no other state."""
    truth, tables = truth_and_tables(cell("1.1", ("not_submitted", None, None)))
    found = evaluate(truth, tables, threshold=0.9)
    assert (found.left_out.sent_after_all, found.no_row, found.summary.cells) == (0, 0, 0)


def test_the_surest_error_is_listed_first() -> None:
    """Then by unit and section; what has no confidence comes last."""
    answers = (
        ("full", "thin", 0.5),
        ("full", None, None),
        ("full", "empty", 0.99),
        ("thin", "full", 0.5),
        ("thin", "thin", 1.0),
    )
    found = evaluate(*truth_and_tables(*pairs(*answers)), threshold=0.9)
    assert [one.section for one in found.wrong] == ["1.3", "1.1", "1.4", "1.2"]
    assert found.wrong[0] == WrongCell(
        unit="SYT", section="1.3", expected=State.FULL, found=State.EMPTY, confidence=0.99, file="a.docx", page=2
    )  # fmt: skip
    assert found.wrong[-1] == WrongCell(
        unit="SYT", section="1.2", expected=State.FULL, found=None, confidence=None, file="", page=None
    )
    assert found.no_row == 1


def test_figures_are_told_by_format_trait_and_section() -> None:
    """A unit is in one format and in each of its traits; one that has no label is in neither."""
    made = [cell(section, ("full", said, 1.0), unit=unit) for unit, section, said in (
        ("SYT", "1.1", "full"), ("SYT", "1.2", "thin"), ("SNV", "1.1", "full"), ("STP", "1.1", "full"),
    )]  # fmt: skip
    truth, tables = truth_and_tables(*made)
    units = (
        UnitLabel(unit="SYT", format="docx", traits=("merged", "toc")),
        UnitLabel(unit="SNV", format="scan", traits=("toc",)),
    )
    found = evaluate(replace(truth, units=units), tables, threshold=0.9)
    told = {
        kind: [(one.name, one.summary.right, one.summary.cells) for one in groups]
        for kind, groups in (("format", found.formats), ("trait", found.traits), ("section", found.sections))
    }
    assert told == {
        "format": [("docx", 1, 2), ("scan", 1, 1)],
        "trait": [("merged", 1, 2), ("toc", 2, 3)],
        "section": [("1.1", 3, 3), ("1.2", 0, 1)],
    }


def test_what_is_absent_is_told_and_left_out() -> None:
    """No part is made of half: labels without tables and tables without labels give nothing."""
    truth, tables = truth_and_tables(*pairs(("full", "full", None)))
    found = evaluate(replace(truth, absent=(BAD,)), replace(tables, absent=(GONE,)), threshold=0.9)
    assert found.absent == (BAD, GONE)
    assert (found.calibration, found.risk, found.messages, found.units, found.files) == (None,) * 5
    half = evaluate(replace(truth, units=(), messages=(), files=()), tables, threshold=0.9)
    assert (half.messages, half.units, half.files) == (None, None, None)


def test_all_parts_are_there_when_both_sides_are() -> None:
    """Mails, units and files each have their figures."""
    truth, tables = truth_and_tables(*pairs(("full", "full", 0.95)))
    truth = replace(
        truth, units=(UnitLabel(unit="SYT"),), files=(FileLabel(sha256="aa", role=Role.REPORT),),
        messages=(MessageLabel(message_id="a", dispositions=frozenset({Disposition.OTHER})),),
    )  # fmt: skip
    tables = replace(
        tables, units=(), files=(), messages=(MessageFound(message_id="a", disposition=Disposition.OTHER),)
    )
    found = evaluate(truth, tables, threshold=0.9)
    assert found.messages is not None
    assert found.units is not None
    assert found.files is not None
    assert (found.messages.messages, found.units.no_row, found.files.lost) == (1, 1, 1)
    assert found.calibration is not None
    assert found.risk is not None


def test_units_are_judged_by_what_was_labelled_of_them() -> None:
    """Status and verdict apart; a unit without a row is wrong in both; what nobody labelled does not count."""
    labels = [
        UnitLabel(unit="SYT", status=Status.LATE, verdict=Verdict.COMPLETE),
        UnitLabel(unit="SNV", status=Status.ON_TIME, verdict=Verdict.REVIEW),
        UnitLabel(unit="STP", status=Status.LATE),
        UnitLabel(unit="STC"),
    ]
    rows = [
        UnitFound(unit="SYT", status=Status.LATE, verdict=Verdict.COMPLETE),
        UnitFound(unit="SNV", status=Status.LATE, verdict=Verdict.COMPLETE),
        UnitFound(unit="STC", status=Status.LATE, verdict=Verdict.COMPLETE),
    ]
    assert judge_units(labels, rows) == UnitFigures(
        units=4,
        no_row=1,
        status_accuracy=1 / 3,
        late_f1=2 / 4,  # one rightly late, one wrongly, one not said
        verdict_accuracy=1 / 2,
        wrong=(
            WrongUnit(unit="SNV", what="status", expected="on_time", found="late"),
            WrongUnit(unit="SNV", what="verdict", expected="review", found="complete"),
            WrongUnit(unit="STP", what="status", expected="late", found=""),
        ),
    )


def test_a_file_is_right_when_one_of_its_rows_is() -> None:
    """The same bytes may come twice, as a report and in a mail that is none."""
    labels = [FileLabel(sha256=key, role=Role.REPORT) for key in ("aa", "bb", "cc", "dd")]
    rows = [
        FileFound(sha256="aa", role=Role.OTHER), FileFound(sha256="aa", role=Role.REPORT),
        FileFound(sha256="bb", role=Role.ANNEX), FileFound(sha256="cc", role=Role.REPORT),
    ]  # fmt: skip
    assert judge_files(labels, rows) == FileFigures(files=4, lost=1, role_accuracy=2 / 4)
