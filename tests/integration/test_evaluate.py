"""`evaluate` through the real command, on the tables of the sample mailbox."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import cli
from tests.build import desk
from tests.build.desk import ROOT, Desk, Row

_CHAPTERS = {"1.2", "1.3", "1.4"}
_LEAVES = 10
Label = Callable[..., Path]


@pytest.fixture
def tables(place: Desk) -> Path:
    """The folder of the tables."""
    return place.folder / "tables"


@pytest.fixture
def label(place: Desk, tmp_path: Path) -> Label:
    """Makes labels of the named tables as Excel would save them; `missing` is the unit whose 1.1 is labelled so."""

    def labelled(*names: str, missing: str = "") -> Path:
        folder = tmp_path / "truth"
        folder.mkdir(exist_ok=True)
        for name in names:
            rows = [row for row in place.table(name) if row.get("section") not in _CHAPTERS]
            _write(folder / f"{name}.csv", [_changed(row, missing) for row in rows])
        return folder

    return labelled


def _changed(row: Row, missing: str) -> Row:
    hit = row["unit"] == missing and row.get("section") == "1.1" if missing else False
    return {**row, "state": "Thiếu", "text": ""} if hit else row


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def test_tables_are_perfect_by_themselves(place: Desk, tables: Path, label: Label) -> None:
    """Labels of all four kinds, through the program itself: all is right, and who sent nothing is left out."""
    truth = label("sections", "units", "messages", "files")
    command = [sys.executable, "-m", "pipeline", "evaluate", str(truth), str(tables), "--json"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(ran.stdout)
    statuses = [row["status"] for row in place.table("units")]
    silent = statuses.count("not_submitted")
    assert silent
    assert told["summary"]["cells"] == told["summary"]["right"] == (len(statuses) - silent) * _LEAVES
    assert told["summary"]["text_overlap_f1"] == told["summary"]["presence_f1"] == 1.0
    assert told["left_out"] == {"unlabelled": 0, "not_submitted": silent * _LEAVES, "sent_after_all": 0}
    assert (told["messages"]["lost"], told["messages"]["disposition_accuracy"]) == (0, 1.0)
    assert (told["units"]["status_accuracy"], told["files"]["role_accuracy"]) == (1.0, 1.0)
    assert told["absent"] == [{"side": "labels", "file": "units.csv", "column": "traits"}]


def test_an_error_is_found_listed_and_drawn(tables: Path, label: Label, tmp_path: Path) -> None:
    """One cell labelled otherwise: it is in the report, in the list and in the pictures."""
    truth, charts, wrong = label("sections", missing="VPTU"), tmp_path / "charts", tmp_path / "wrong.csv"
    ran = desk.run("evaluate", str(truth), str(tables), "--charts", str(charts), "--wrong", str(wrong))
    assert (ran.code, ran.err) == (0, "")
    assert "Ô sai: 1, " in ran.out
    assert "Nhãn không có messages.csv" in ran.out
    assert ran.out.splitlines()[-3:] == [
        f"wrote {charts / 'reliability.svg'}", f"wrote {charts / 'risk-coverage.svg'}", f"wrote {wrong}",
    ]  # fmt: skip
    with wrong.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["unit"], row["section"], row["expected"], row["found"]) == ("VPTU", "1.1", "missing", "full")
    assert sorted(path.name for path in charts.iterdir()) == ["reliability.svg", "risk-coverage.svg"]
    assert "1 sai trong" in (charts / "risk-coverage.svg").read_text(encoding="utf-8")


def test_the_threshold_says_who_is_sure(tables: Path, label: Label) -> None:
    """From 0 on every cell is."""
    truth = label("sections", missing="VPTU")
    told = json.loads(desk.run("evaluate", str(truth), str(tables), "--threshold", "0", "--json").out)
    assert told["threshold"] == 0
    assert told["summary"]["sure"]["cells"] == told["summary"]["cells"]
    assert told["summary"]["sure"]["wrong"] == 1


@pytest.mark.parametrize(
    "more",
    [
        ("--threshold", "1.1"),
        ("--threshold", "nan"),
        ("--threshold", "high"),
        ("--wrong", ""),
        ("--rules", "x"),
    ],
)
def test_arguments_that_make_no_sense_end_with_2(
    more: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """It takes folders, and no campaign nor its rules."""
    with pytest.raises(SystemExit) as caught:
        cli.run(["evaluate", "truth", "tables", *more])
    assert caught.value.code == 2
    assert "usage: tonghop" in capsys.readouterr().err


def test_a_mistake_in_a_label_ends_with_2_and_one_sentence(tables: Path, label: Label) -> None:
    """With file and line, and without a traceback; nothing is printed of the rest."""
    truth = label("sections")
    path = truth / "sections.csv"
    path.write_bytes(path.read_bytes().replace(b";full;", b";fool;", 1))
    ran = desk.run("evaluate", str(truth), str(tables))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"{path}:2: unknown state 'fool'; write one of full, ")


def test_labels_of_another_campaign_end_with_2(tables: Path, tmp_path: Path) -> None:
    """When no labelled cell has a row, figures would say nothing."""
    (tmp_path / "sections.csv").write_text("unit,section,state,text\nNOBODY,1.1,full,\n", encoding="utf-8")
    ran = desk.run("evaluate", str(tmp_path), str(tables))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"None of the 1 labelled cells has a row in {tables}: "
        "give the tables of the campaign whose reports were labelled.\n"
    )


def test_labels_of_silent_units_alone_are_no_error(tables: Path, tmp_path: Path) -> None:
    """There is nothing to judge, and it is said."""
    (tmp_path / "sections.csv").write_text(
        "unit,section,state,text\nBDVTU,1.1,not_submitted,\n", encoding="utf-8"
    )
    ran = desk.run("evaluate", str(tmp_path), str(tables))
    assert (ran.code, ran.err) == (0, "")
    assert "Không tính 1 ô của đơn vị chưa nộp." in ran.out


def test_pictures_that_cannot_be_written_end_with_6(tables: Path, label: Label, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "charts").write_text("")
    ran = desk.run("evaluate", str(label("sections")), str(tables), "--charts", str(tmp_path / "charts"))
    assert (ran.code, ran.out) == (6, "")
    assert "then run the same command again" in ran.err
