"""Files that a person takes in, and stored files read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.model.campaign import Campaign
from pipeline.model.section import State
from tests.build import desk, reports
from tests.build.desk import Desk, Row

UNIT, OTHER = "VPTU", "BTCTU"
BY, NOTE = "Lê Thị Bích", "đơn vị gửi qua Zalo"


@pytest.fixture(scope="module")
def polled(rules: Path, campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A polled desk: one unit sent a report without two sections, another a full one."""
    folder = tmp_path_factory.mktemp("by-hand")
    box = folder / "box"
    box.mkdir()
    gaps = {"1.1": State.MISSING, "1.4.2": State.EMPTY}
    (box / "1.eml").write_bytes(reports.report_mail(campaign, UNIT, gaps))
    (box / "2.eml").write_bytes(reports.report_mail(campaign, OTHER))
    made = Desk(rules=rules, outputs=folder / "outputs", mailbox=f"eml:{box}")
    assert made.run("poll").code == 0
    return made


@pytest.fixture
def place(polled: Desk, tmp_path: Path) -> Desk:
    """A copy of the polled desk."""
    return polled.copied(tmp_path / "outputs")


@pytest.fixture
def corrected(tmp_path: Path, campaign: Campaign) -> Path:
    """The unit's whole report as a file."""
    path = tmp_path / "BC bổ sung [lần 2].docx"
    path.write_bytes(reports.report_file(campaign, UNIT))
    return path


def _hand_in(place: Desk, path: Path, unit: str = UNIT) -> desk.Ran:
    return place.run("extract", "--unit", unit, "--file", str(path), "--by", BY, "--note", NOTE)


def _rows_of_others(place: Desk) -> dict[str, list[Row]]:
    return {
        name: [row for row in place.table(name) if row["unit"] != UNIT]
        for name in ("units", "sections", "findings")
    }


def _row(place: Desk, unit: str = UNIT) -> Row:
    return next(row for row in place.table("units") if row["unit"] == unit)


def test_a_file_taken_in_is_the_next_version_and_changes_nothing_else(place: Desk, corrected: Path) -> None:
    """The corrected file counts, its origin is kept, the first version is still shown, other units stay."""
    assert (_row(place)["version"], _row(place)["verdict"]) == ("1", "incomplete")
    others = _rows_of_others(place)
    ran = _hand_in(place, corrected)
    assert (ran.code, ran.err) == (0, "")
    assert _rows_of_others(place) == others
    assert _row(place) | {"version": "2", "verdict": "complete", "report": corrected.name} == _row(place)
    versions = json.loads(place.run("show", UNIT, "--json").out)["versions"]
    assert [(one["version"], one["counts"], one["by"], one["note"]) for one in versions] == [
        (1, False, "", ""),
        (2, True, BY, NOTE),
    ]
    assert f"nhập tay: {BY} ({NOTE})" in place.run("show", UNIT).out


def test_the_same_file_again_is_no_other_version(place: Desk, corrected: Path) -> None:
    """Whoever repeats the command after a run that died, at another time, has taken the file in once."""
    _hand_in(place, corrected)
    before = desk.tree(place.outputs)
    assert _hand_in(place, corrected) == desk.Ran(code=0, out="", err="")
    assert desk.tree(place.outputs) == before


def test_a_file_taken_in_is_stored_like_any_mail(place: Desk, corrected: Path) -> None:
    """Its exact bytes are in the store and survive a reading afresh of everything."""
    _hand_in(place, corrected)
    before = place.written()
    assert place.run("extract", "--all").code == 0
    assert place.written() == before
    digests = {row["sha256"] for row in place.table("files") if row["name"] == corrected.name}
    assert len(digests) == 1


def test_the_same_file_for_another_reason_is_a_duplicate(place: Desk, corrected: Path) -> None:
    """It has a row, and changes nothing."""
    _hand_in(place, corrected)
    before = {name: place.table(name) for name in ("units", "sections", "findings")}
    arguments = ("extract", "--unit", UNIT, "--file", str(corrected), "--by", BY)
    assert place.run(*arguments, "--note", "lý do khác").code == 0
    assert {name: place.table(name) for name in before} == before
    taken = [row["disposition"] for row in place.table("messages") if row["folder"] == "by-hand"]
    assert taken == ["correction", "duplicate"]


def test_a_file_for_a_unit_that_sent_nothing_is_its_first_version(place: Desk, corrected: Path) -> None:
    """Whose it is was said by a person: that decides."""
    assert _hand_in(place, corrected, "BNCTU").code == 0
    assert (_row(place, "BNCTU")["version"], _row(place, "BNCTU")["report"]) == ("1", corrected.name)


def test_reading_again_writes_the_same_bytes(place: Desk) -> None:
    """One unit, everything, only what is new, and the tables alone: no byte changes."""
    before = place.written()
    for arguments in (("extract", "--unit", UNIT), ("extract", "--all"), ("extract",), ("table",)):
        ran = place.run(*arguments)
        assert (ran.code, ran.err, place.written() == before) == (0, "", True)


def test_reading_one_unit_again_reads_its_files_only(place: Desk) -> None:
    """What was kept of the unit's own report is made again; that of another unit is not touched."""
    derived = place.folder / "store" / "derived"
    before = desk.tree(derived)
    place.run("extract", "--unit", UNIT)
    after = desk.tree(derived)
    assert sorted(after) == sorted(before)
    changed = [name for name, (time, _) in after.items() if time != before[name][0]]
    assert 0 < len(changed) < len(after) / 2
    assert {name: data for name, (_, data) in after.items()} == {n: data for n, (_, data) in before.items()}


def test_lost_results_are_made_again_without_a_trace(place: Desk) -> None:
    """The derived folder costs time when it is lost, never truth."""
    before = place.written()
    for path in (place.folder / "store" / "derived").rglob("*.z"):
        path.unlink()
    assert place.run("table").code == 0
    assert place.written() == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--unit", "XYZ"), "No unit 'XYZ' in the roster of 28-ct-tu: see units.csv."),
        (("--unit", "XYZ", "--file", __file__, "--by", BY, "--note", NOTE), "No unit 'XYZ' in the roster"),
        (("--file", __file__, "--by", BY, "--note", NOTE), "give --unit CODE, --by NAME and --note TEXT"),
        (("--unit", UNIT, "--file", __file__, "--note", NOTE), "give --unit CODE, --by NAME and --note TEXT"),
        (("--unit", UNIT, "--file", __file__, "--by", BY), "give --unit CODE, --by NAME and --note TEXT"),
        (
            ("--unit", UNIT, "--file", "no.docx", "--by", BY, "--note", NOTE),
            "no.docx cannot be read (No such",
        ),
        (("--unit", UNIT, "--file", "/", "--by", BY, "--note", NOTE), "/ cannot be read (Is a directory)"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_stored(
    arguments: tuple[str, ...], says: str, place: Desk
) -> None:
    """One sentence, exit code 2, and the store is as it was."""
    before = desk.tree(place.outputs)
    ran = place.run("extract", *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert says in ran.err
    assert desk.tree(place.outputs) == before


def test_a_file_that_is_too_large_is_refused(place: Desk, tmp_path: Path) -> None:
    """Its size is looked at before it is read."""
    large = tmp_path / "film.mkv"
    with large.open("wb") as stream:
        stream.truncate((100 << 20) + 1)
    ran = _hand_in(place, large)
    assert ran.code == 2
    assert "is larger than 100 MiB: is it the report?" in ran.err
