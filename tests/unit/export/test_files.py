"""All outputs of a campaign together: whole, repeatable, and safe from what senders wrote."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import StoreError
from pipeline.export.cells import clean_cell
from pipeline.export.files import export_all
from pipeline.tabulate import COLUMNS
from tests.build.frames import campaign, frame, frames
from tests.build.hostile import FORMULA, hostile_frames


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines, strict=True))


def test_every_output_is_written(tmp_path: Path) -> None:
    """Six tables twice, a workbook and a page, and nothing else is left behind."""
    written = export_all(frames(9), campaign(9), tmp_path)
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(written)
    assert [path.name for path in written[-2:]] == ["summary.xlsx", "summary.html"]
    assert len(written) == 14


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    """Writing again, elsewhere and over itself, changes no byte."""
    first = export_all(hostile_frames(), campaign(20), tmp_path / "a")
    before = [path.read_bytes() for path in first]
    export_all(hostile_frames(), campaign(20), tmp_path / "a")
    second = export_all(hostile_frames(), campaign(20), tmp_path / "b")
    assert before == [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_csv_is_what_excel_and_programs_read(tmp_path: Path) -> None:
    """BOM, CR LF, the columns of the contract, quoted line breaks, empty fields for gaps."""
    export_all(frames(9), campaign(9), tmp_path)
    raw = (tmp_path / "tables" / "sections.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfunit,section,")
    assert raw.endswith(b"\r\n")
    rows = _rows(tmp_path / "tables" / "sections.csv")
    assert rows[0] == list(COLUMNS["sections"])
    silent = next(row for row in rows if row[3] == "not_submitted")
    assert silent[4:] == ["", "", "", "", "", "", "", "", "", ""]
    assert any("\n" in row[-1] for row in rows)
    assert {row[7] for row in rows[1:]} == {"True", "False", ""}


def test_no_csv_cell_is_a_formula(tmp_path: Path) -> None:
    """Hostile cells arrive as text, the others as they were, all rows present."""
    tables = hostile_frames()
    export_all(tables, campaign(20), tmp_path)
    for name, table in tables.items():
        rows = _rows(tmp_path / "tables" / f"{name}.csv")
        assert len(rows) == len(table) + 1
        assert not [
            cell for row in rows for cell in row if cell.lstrip(" ")[:1] in {"=", "+", "@", "\t", "\r"}
        ]
    assert f"'{FORMULA}" in {row[1] for row in _rows(tmp_path / "tables" / "units.csv")}


def test_parquet_keeps_values_and_kinds(tmp_path: Path) -> None:
    """Programs get texts without an apostrophe, and numbers with their gaps."""
    tables = hostile_frames()
    export_all(tables, campaign(20), tmp_path)
    for name, table in tables.items():
        found = pd.read_parquet(tmp_path / "tables" / f"{name}.parquet")
        assert list(found.columns) == list(COLUMNS[name])
        for column in table.columns:
            texts = table[column].dtype == "object"
            wanted = [clean_cell(text) for text in table[column]] if texts else table[column].tolist()
            assert found[column].tolist() == wanted


def test_a_campaign_without_mail_has_its_tables(tmp_path: Path) -> None:
    """Before the first mail every file is there, with nothing but headers and units."""
    tables = {name: frame(name, []) for name in COLUMNS}
    export_all(tables, campaign(0), tmp_path)
    assert _rows(tmp_path / "tables" / "files.csv") == [list(COLUMNS["files"])]
    assert "Chưa nhận được thư nào" in (tmp_path / "summary.html").read_text(encoding="utf-8")


def test_a_refusing_disk_is_one_sentence_and_leaves_the_old_file(tmp_path: Path) -> None:
    """A file that cannot be written is named; what was there stays whole."""
    export_all(frames(3), campaign(3), tmp_path)
    before = (tmp_path / "tables" / "units.csv").read_bytes()
    (tmp_path / "tables" / ".units.csv.new").mkdir()
    with pytest.raises(StoreError, match=r"cannot write .*units\.csv .*run `tonghop table` again") as caught:
        export_all(frames(9), campaign(9), tmp_path)
    assert "\n" not in str(caught.value)
    assert (tmp_path / "tables" / "units.csv").read_bytes() == before


def test_a_failing_writer_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fills up in mid-file, the started file is taken away and the old one stays."""
    export_all(frames(3), campaign(3), tmp_path)
    before = (tmp_path / "summary.html").read_bytes()

    def full(*parts: object) -> None:
        stream = parts[-1]
        assert isinstance(stream, io.BufferedWriter)
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.export.files.write_page", full)
    with pytest.raises(StoreError, match="No space left on device"):
        export_all(frames(9), campaign(9), tmp_path)
    assert (tmp_path / "summary.html").read_bytes() == before
    assert not list(tmp_path.rglob("*.new"))


def test_what_a_killed_run_left_is_written_over(tmp_path: Path) -> None:
    """A half file of a run that was killed disturbs nobody and is gone after the next run."""
    (tmp_path / ".summary.html.new").write_bytes(b"half")
    export_all(frames(3), campaign(3), tmp_path)
    assert not list(tmp_path.rglob("*.new"))
