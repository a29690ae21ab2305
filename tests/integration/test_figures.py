"""Figures of reports and annexes, from Word files in a mail to every output."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.model.campaign import Campaign
from pipeline.tabulate import COLUMNS
from tests.build import desk, reports, word
from tests.build.desk import Desk, Row
from tests.build.word import Xml, cell, p, table

UNIT, OTHER, SILENT = "VPTU", "BTCTU", "BTGTU"
ANNEX = "Phu luc so lieu.docx"
FOUND = ("period", "value", "unit_of_measure", "raw", "file", "table", "row", "column")


def _down(text: str = "") -> Xml:
    """A cell that is merged with the one below; without text, the lower part of such."""
    return cell(text, '<w:vMerge w:val="restart"/>' if text else "<w:vMerge/>")


def _annex(*rows: list[str | Xml]) -> bytes:
    """A sheet of figures by year, two rows of headings over it."""
    years = cell("Kết quả thực hiện", '<w:gridSpan w:val="3"/>')
    head = [_down("TT"), _down("Nội dung"), _down("ĐVT"), years]
    under = [_down(), _down(), _down(), "Năm 2020", "Năm 2021", "Tổng cộng"]
    return word.docx(p("PHỤ LỤC"), p("Số liệu thực hiện dân chủ"), table(head, under, *rows))


@pytest.fixture(scope="module")
def place(rules: Path, campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A polled desk: one unit sent a report and an annex, another a report alone, the others nothing."""
    folder = tmp_path_factory.mktemp("figures")
    box = folder / "box"
    box.mkdir()
    group = cell("I. Tiếp công dân", '<w:gridSpan w:val="6"/>')
    annex = _annex(
        [group],
        ["1", "Số lượt tiếp công dân", "lượt", "1.250", "31", "1.281"],
        ["2", "So don thu tiep nhan", "đơn", "không", "-", "10-12"],
        ["3", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", "98,7", "99.2%", ""],
    )
    report = (reports.NAME, reports.report_file(campaign, UNIT), reports.WORD)
    (box / "1.eml").write_bytes(reports.unit_mail(campaign, UNIT, report, (ANNEX, annex, reports.WORD)))
    (box / "2.eml").write_bytes(reports.report_mail(campaign, OTHER))
    made = Desk(rules=rules, outputs=folder / "outputs", mailbox=f"eml:{box}")
    ran = made.run("poll")
    assert (ran.code, ran.err) == (0, "")
    return made


def _rows(place: Desk, indicator: str, unit: str = UNIT) -> list[Row]:
    return [row for row in place.table("indicators") if (row["unit"], row["indicator"]) == (unit, indicator)]


def test_figures_come_with_their_cells(place: Desk) -> None:
    """Values, units, what stands in the cell, and where: file, table, row and column of the annex."""
    assert {
        row["name"]: row["role"] for row in place.table("files") if row["message"] and row["name"] == ANNEX
    } == {ANNEX: "annex"}
    visits = [tuple(row[name] for name in FOUND) for row in _rows(place, "tiep-cong-dan")]
    assert visits == [
        ("2020", "1250.0", "lượt", "1.250", ANNEX, "1", "4", "4"),
        ("2021", "31.0", "lượt", "31", ANNEX, "1", "4", "5"),
        ("Tổng", "1281.0", "lượt", "1.281", ANNEX, "1", "4", "6"),
    ]


def test_zero_nothing_and_words_are_three_things(place: Desk) -> None:
    """`không` is a number, a dash surely none, a range is for a person; all are quoted."""
    letters = _rows(place, "don-thu")
    assert [(row["raw"], row["value"]) for row in letters] == [("không", "0.0"), ("'-", ""), ("10-12", "")]
    assert [float(row["confidence"]) >= 0.9 for row in letters] == [True, True, False]
    shares = _rows(place, "ho-so-dung-han")
    assert [(row["raw"], row["value"]) for row in shares] == [("98,7", "98.7"), ("99.2%", "99.2"), ("", "")]


def test_what_was_not_found_has_its_row(place: Desk, campaign: Campaign) -> None:
    """For every indicator of a report that was read; a silent unit has none."""
    (gap,) = _rows(place, "doi-thoai")
    assert (gap["title"], gap["value"], gap["raw"], gap["table"]) == ("Số cuộc đối thoại", "", "", "")
    assert {row["indicator"] for row in place.table("indicators") if row["unit"] == OTHER} == {
        one.id for one in campaign.indicators
    }
    assert not [row for row in place.table("indicators") if row["unit"] == SILENT]


def test_every_output_has_the_figures(place: Desk) -> None:
    """Parquet with numbers, the workbook with a sheet that marks what is doubtful; a second run writes nothing."""
    frame = pd.read_parquet(place.folder / "tables" / "indicators.parquet")
    assert list(frame.columns) == list(COLUMNS["indicators"])
    assert frame["value"].sum() == pytest.approx(1250 + 31 + 1281 + 98.7 + 99.2)
    sheet = openpyxl.load_workbook(place.folder / "summary.xlsx")["Số liệu (indicators)"]
    quoted = {row[6]: row[4] for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert (quoted["1.250"], quoted["10-12 (cần xem lại)"]) == (1250, None)
    before = place.written()
    assert place.run("poll") == desk.Ran(code=0, out="", err="")
    assert place.run("table").code == 0
    assert place.written() == before


def test_a_campaign_without_indicators_has_an_empty_table(place: Desk, tmp_path: Path) -> None:
    """All columns, no rows; taking the file away changes nothing else."""
    bare = Desk(
        rules=desk.write_rules(tmp_path / "rules", units=6),
        outputs=tmp_path / "outputs",
        mailbox=place.mailbox,
    )
    (bare.rules / desk.CAMPAIGN / "indicators.yaml").unlink()
    assert bare.run("poll").code == 0
    text = (bare.folder / "tables" / "indicators.csv").read_text(encoding="utf-8-sig")
    assert text == ",".join(COLUMNS["indicators"]) + "\n"
    for name in ("units", "sections", "findings", "messages", "files"):
        assert bare.table(name) == place.table(name)
