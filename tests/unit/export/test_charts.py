"""The pictures and the list of an evaluation: well-formed, to scale, and with their words."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from lxml import etree

from pipeline.errors import StoreError
from pipeline.evaluate import evaluate
from pipeline.export.charts import BOTTOM, LEFT, RIGHT, TOP, write_charts
from pipeline.export.wrong import write_wrong
from pipeline.model.evaluation import Evaluation, WrongCell
from pipeline.model.labelled import CellFound, CellLabel, Tables, Truth
from pipeline.model.section import State

_SVG = "{http://www.w3.org/2000/svg}"


def evaluation(*rated: tuple[float | None, bool], threshold: float = 0.9) -> Evaluation:
    """An evaluation of a cell for each confidence, right or not."""
    cells = [(f"1.{place}", confidence, right) for place, (confidence, right) in enumerate(rated, start=1)]
    labels = tuple(CellLabel(unit="SYT", section=name, state=State.FULL) for name, _, _ in cells)
    found = tuple(
        CellFound(unit="SYT", section=name, state=State.FULL if right else State.THIN, confidence=confidence)
        for name, confidence, right in cells
    )
    return evaluate(Truth(cells=labels), Tables(cells=found), threshold=threshold)


def drawn(folder: Path, made: Evaluation) -> dict[str, etree._Element]:
    """The pictures by name."""
    return {path.name: etree.fromstring(path.read_bytes()) for path in write_charts(made, folder)}


def words(picture: etree._Element) -> list[str]:
    """All texts of a picture."""
    return ["".join(map(str, found.itertext())) for found in picture.iter(f"{_SVG}text")]


def test_bars_are_as_high_as_their_share_is_right(tmp_path: Path) -> None:
    """A quarter right of four; the mark stands at the mean confidence; each bin tells its count."""
    made = evaluation((0.5, True), (0.5, False), (0.5, False), (0.5, False), (1.0, True))
    picture = drawn(tmp_path, made)["reliability.svg"]
    paper, half, sure, _legend = picture.iter(f"{_SVG}rect")
    room = BOTTOM - TOP
    assert paper.get("fill") == "#ffffff"
    assert [float(one.get("height") or 0) for one in (half, sure)] == [room / 4, room]
    claimed = [line.get("y1") for line in picture.iter(f"{_SVG}line") if line.get("stroke-width") == "3"]
    assert claimed[:2] == [str(BOTTOM - room / 2), str(float(TOP))]
    told = words(picture)
    assert {"25.0%", "100.0%", "50–60%", "4 ô", "98–100%", "1 ô", "Tỷ lệ ô đúng (share right)"} <= set(told)
    assert told.count("0 ô") == 10


def test_the_curve_goes_from_the_surest_to_all(tmp_path: Path) -> None:
    """Right, wrong: a half at the end, on an axis that ends at 50 %; the threshold cuts after the first."""
    picture = drawn(tmp_path, evaluation((0.95, True), (0.3, False)))["risk-coverage.svg"]
    (line,) = picture.iter(f"{_SVG}polyline")
    middle = (LEFT + RIGHT) / 2
    assert (line.get("points") or "").split() == [f"{middle},{BOTTOM:.1f}", f"{RIGHT:.1f},{TOP:.1f}"]
    told = words(picture)
    assert "tin cậy từ 0.9: 0 sai trong 1 ô (0.00%)" in told
    assert "tất cả: 1 sai trong 2 ô (50.00%)" in told
    assert {"0%", "10%", "50%", "100%", "2 ô", "Tỷ lệ ô sai (risk)"} <= set(told)


@pytest.mark.parametrize(
    ("wrong", "top"),
    [(0, "1.0%"), (1, "1.0%"), (2, "2.0%"), (3, "5%"), (9, "10%"), (15, "20%"), (60, "100%")],
)
def test_the_axis_of_errors_ends_just_above_them(tmp_path: Path, wrong: int, top: str) -> None:
    """So that few errors can be seen; its highest mark is that end."""
    made = evaluation(*((0.5, place >= wrong) for place in range(100)))
    told = words(drawn(tmp_path, made)["risk-coverage.svg"])
    marks = [word for word in told if re.fullmatch(r"[\d.]+%", word)]
    assert marks[5] == top


def test_a_threshold_that_cuts_nothing_is_not_drawn(tmp_path: Path) -> None:
    """When all cells or none are sure there is only the end."""
    for threshold in (0.1, 0.99):
        told = words(
            drawn(tmp_path, evaluation((0.5, True), (0.6, False), threshold=threshold))["risk-coverage.svg"]
        )
        assert [word for word in told if "sai trong" in word] == ["tất cả: 1 sai trong 2 ô (50.00%)"]


def test_without_confidence_there_is_nothing_to_draw(tmp_path: Path) -> None:
    """No file, no folder."""
    assert write_charts(evaluation((None, True)), tmp_path / "charts") == ()
    assert not (tmp_path / "charts").exists()


def test_the_same_figures_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing in a picture comes from a clock."""
    made = evaluation((0.95, True), (0.3, False))
    first, second = write_charts(made, tmp_path / "a"), write_charts(made, tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_wrong_cells_are_a_table(tmp_path: Path) -> None:
    """With gaps for what is not known, and no formula."""
    cells = [
        WrongCell(unit="SYT", section="1.1", expected=State.FULL, found=State.THIN, confidence=0.97, file="=a.docx", page=3),
        WrongCell(unit="SNV", section="1.2", expected=State.EMPTY, found=None, confidence=None, file="", page=None),
    ]  # fmt: skip
    path = tmp_path / "new" / "wrong.csv"
    write_wrong(cells, path)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.reader(lines)) == [
            ["unit", "section", "expected", "found", "confidence", "file", "page"],
            ["SYT", "1.1", "full", "thin", "0.97", "'=a.docx", "3"],
            ["SNV", "1.2", "empty", "", "", "", ""],
        ]


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    """With what to do: a file stands where the folder should be."""
    (tmp_path / "charts").write_text("")
    with pytest.raises(
        StoreError, match=r"cannot write .*reliability\.svg .*then run the same command again"
    ):
        write_charts(evaluation((0.5, True)), tmp_path / "charts")
