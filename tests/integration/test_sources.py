"""The same mails as a folder of .eml files, a maildir and an mbox file give the same tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.demo import DemoSummary
from tests.build import desk
from tests.build.desk import TABLES, Desk, Row

# Where a mail lies is part of these, and only of these.
OF_THE_PLACE = {"message", "folder", "uid"}


def _maildir(box: Path, folder: Path) -> str:
    for name in ("new", "cur", "tmp"):
        (folder / name).mkdir(parents=True)
    for number, path in enumerate(sorted(box.iterdir())):
        place = folder / ("cur" if number % 2 else "new")
        (place / f"{path.stem}.host{':2,S' if number % 2 else ''}").write_bytes(path.read_bytes())
    return f"maildir:{folder}"


def _mbox(box: Path, folder: Path) -> str:
    folder.mkdir()
    with (folder / "reports.mbox").open("wb") as stream:
        for path in sorted(box.iterdir()):
            stream.write(b"From somebody@somewhere Wed Jun 14 10:00:00 2023\n")
            for line in path.read_bytes().splitlines(keepends=True):
                stream.write(b">" + line if line.lstrip(b">").startswith(b"From ") else line)
            stream.write(b"\n")
    return f"mbox:{folder / 'reports.mbox'}"


def _eml(box: Path, _folder: Path) -> str:
    return f"eml:{box}"


@pytest.fixture(scope="module")
def tables(
    rules: Path, box: Path, summary: DemoSummary, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, list[Row]]]:
    """The six tables by name, for each kind of source; every kind has been polled twice."""
    assert summary.mails
    found = {}
    for lay_out in (_eml, _maildir, _mbox):
        folder = tmp_path_factory.mktemp(lay_out.__name__)
        place = Desk(rules=rules, outputs=folder / "outputs", mailbox=lay_out(box, folder / "mail"))
        assert place.run("poll").code == 0
        before = desk.tree(place.outputs)
        assert place.run("poll") == desk.Ran(code=0, out="", err="")
        assert desk.tree(place.outputs) == before
        found[lay_out.__name__] = {name: place.table(name) for name in TABLES}
    return found


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("source", ["_maildir", "_mbox"])
def test_every_source_gives_the_same_rows(
    source: str, name: str, tables: dict[str, dict[str, list[Row]]]
) -> None:
    """Cell by cell and in the same order, but for where the mail lies."""

    def told(rows: list[Row]) -> list[Row]:
        return [{key: value for key, value in row.items() if key not in OF_THE_PLACE} for row in rows]

    assert told(tables[source][name]) == told(tables["_eml"][name])


def test_the_rows_are_the_truth(tables: dict[str, dict[str, list[Row]]], summary: DemoSummary) -> None:
    """Status and leaf states of every unit, disposition and unit of every mail, as the mailbox was built."""
    units, sections = tables["_eml"]["units"], tables["_eml"]["sections"]
    assert {row["unit"]: row["status"] for row in units} == {one.unit: one.status for one in summary.units}
    states = {(row["unit"], row["section"]): row["state"] for row in sections}
    assert [states[one.unit, leaf] for one in summary.units for leaf, _ in one.states] == [
        state for one in summary.units for _, state in one.states
    ]
    mails = {row["uid"].partition("@")[0]: row for row in tables["_eml"]["messages"]}
    assert {name: (row["unit"], row["disposition"]) for name, row in mails.items()} == {
        mail.file: (mail.unit, mail.kind) for mail in summary.mails
    }
