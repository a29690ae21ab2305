"""How alignment is measured on labelled reports, and the level that it holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.align.confidence import Signs
from pipeline.model.section import State
from tests.build.page import filler
from tests.labelled.compose import LEAVES
from tests.labelled.lines import Line, truth
from tests.labelled.measure import SURE, Cell, campaign, cells, document, miss, overlap, reports, row
from tests.labelled.spoil import PERTURBATIONS

# What a reviewer may rely on: reports as they come, of which the outline was not written.
LEAST_RIGHT = 0.95
MOST_SURE_AND_WRONG = 0.01

RIGHT = Cell(
    report="e1", kind="as it is", leaf="1.1", true=State.FULL, found=State.FULL, overlap=1.0, signs=Signs(found=True),
    confidence=0.95, heading="Tuyên truyền",
)  # fmt: skip
LOST = replace(RIGHT, found=State.MISSING, overlap=0.0, confidence=0.6)


def figures(*found: Cell) -> list[float]:
    """The figures of one line: cells, right states, presence, text, sure and wrong, their share, and sure at all."""
    return [float(figure) for figure in row("name", found).split()[1:]]


def test_the_level_that_is_held() -> None:
    """On papers and made reports as they are: most states are right, and hardly one is wrong and sure."""
    rules = campaign()
    made = reports(["papers/d", "papers/f", "papers/h", "e", "g"], range(12))
    found = [cell for name, lines in made for cell in cells(name, lines, rules, "as it is")]
    told = row("as it is", found) + "".join(miss(cell) for cell in found if not cell.right)
    right = sum(cell.right for cell in found) / len(found)
    wrong = sum(cell.confidence >= SURE and not cell.right for cell in found) / len(found)
    assert len(found) == (3 * 16 + 2 * 12) * len(LEAVES)
    assert right >= LEAST_RIGHT, told
    assert wrong <= MOST_SURE_AND_WRONG, told


def test_the_figures() -> None:
    """Of four cells one is lost and unsure, one is wrong and sure: a text found that is not there."""
    invented = replace(RIGHT, true=State.MISSING, overlap=0.0)
    assert figures(RIGHT, RIGHT, LOST, invented) == [4, 0.5, round(4 / 6, 4), round(2 / 3, 4), 1, 0.25, 0.75]


def test_nothing_true_is_nothing_to_find() -> None:
    """A set without one section that is there has no presence and no text to share out."""
    absent = replace(RIGHT, true=State.MISSING, found=State.MISSING)
    assert figures(absent) == [1, 1, 0, 0, 0, 0, 1]


def test_a_thin_section_is_there() -> None:
    """Taken for full it has a wrong state and is present all the same."""
    assert figures(replace(RIGHT, true=State.THIN))[1:3] == [0, 1]


def test_a_miss_is_told_in_one_line() -> None:
    """Which leaf of which report, what is true, what was found, and where."""
    told = miss(LOST)
    assert told.split() == ["e1", "1.1", "full", "missing", "0.60", "0.00", "Tuyên", "truyền"]
    assert told.endswith("\n")


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("", "", 1.0),
        ("đã họp", "", 0.0),
        ("Đã họp.", "đã HỌP", 1.0),
        ("đã họp", "đã họp xong rồi", 2 / 3),
        ("họp họp", "họp", 2 / 3),
    ],
)
def test_texts_overlap_by_words(one: str, other: str, share: float) -> None:
    """In any case, each word as often as it stands."""
    assert overlap(one, other) == overlap(other, one) == pytest.approx(share)


def test_sets_are_banks_and_folders_of_papers() -> None:
    """Each report has a name that tells where it is from."""
    names = [name for name, _ in reports(["papers/d", "e"], range(2, 4))]
    assert names == [*(f"d/r{n:02}" for n in range(1, 17)), "e2", "e3"]


@pytest.mark.parametrize("kind", PERTURBATIONS)
def test_a_spoilt_report_is_laid_out_the_same_each_time(kind: str) -> None:
    """By its name and kind; scans have no styles and letters that are not sure."""
    ((name, lines),) = reports(["e"], range(1))
    first, again = document(name, lines, kind), document(name, lines, kind)
    assert first == again
    assert (first[1].reader == "scan") == ("misread" in kind)


def test_the_cells_of_a_report_are_its_leaves() -> None:
    """What is true by the labels, what was found with which confidence, and how far the texts agree."""
    lines = (
        Line(kind="x", text="BÁO CÁO"),
        Line(kind="H", form="B", label="1.", what="1.4.1", text="Bài học kinh nghiệm"),
        Line(kind="p", text=filler(40)),
        Line(kind="H", form="B", label="2.", what="1.4.2", text="Kiến nghị, đề xuất"),
        Line(kind="p", text="Không"),
    )
    found = {cell.leaf: cell for cell in cells("r", lines, campaign(), "as it is")}
    assert list(found) == list(LEAVES)
    assert {leaf: cell.true for leaf, cell in found.items()} == {
        leaf: answer.state for leaf, answer in truth(lines, LEAVES).items()
    }
    lessons, wishes = found["1.4.1"], found["1.4.2"]
    assert (lessons.found, lessons.overlap, lessons.heading, lessons.right) == (
        State.FULL,
        1.0,
        "Bài học kinh nghiệm",
        True,
    )
    assert (wishes.found, wishes.signs.words) == (State.EMPTY, 1)
    assert all(0 < cell.confidence < 1 for cell in found.values())
