"""Reports in old Word formats, through the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.campaign import Campaign
from pipeline.model.section import State
from tests.build import office, reports
from tests.build.desk import TOOLS, Desk

UNIT = "VPTU"
GAPS = {"1.2.3": State.MISSING, "1.3.2": State.EMPTY, "1.4.2": State.THIN}


@pytest.fixture
def place(rules: Path, campaign: Campaign, tmp_path: Path) -> Desk:
    """A mailbox with one report, saved as a Word 97 document under the name of a new one."""
    box = tmp_path / "box"
    box.mkdir()
    old = office.doc(reports.report_file(campaign, UNIT, GAPS))
    mail = reports.unit_mail(campaign, UNIT, ("bao cao so ket CT 28.docx", old, reports.WORD))
    (box / "1.eml").write_bytes(mail)
    return Desk(rules=rules, outputs=tmp_path / "outputs", mailbox=f"eml:{box}")


def test_an_old_document_is_read_like_a_new_one(place: Desk) -> None:
    """Its type is told by its content, its reader is named, and every section has its state."""
    ran = place.run("poll")
    assert (ran.code, ran.err) == (0, "")
    (file,) = [row for row in place.table("files") if row["reason"] != "text of the message"]
    assert (file["media_type"], file["role"], file["reader"]) == (
        "application/msword",
        "report",
        "libreoffice",
    )
    unit = next(row for row in place.table("units") if row["unit"] == UNIT)
    assert (unit["status"], unit["verdict"], unit["format"]) == ("on_time", "incomplete", "doc")
    states = {row["section"]: row["state"] for row in place.table("sections") if row["unit"] == UNIT}
    leaves = {"1.1", "1.2.1", "1.2.2", "1.2.4", "1.3.1", "1.3.3", "1.4.1", *GAPS}
    assert {leaf: states[leaf] for leaf in leaves} == dict.fromkeys(leaves, "full") | GAPS
    assert place.run("poll").out == ""


def test_check_says_which_programs_are_there(place: Desk) -> None:
    """Each program that a reader may start is named, with what to install where it is missing."""
    told = place.run("check").out
    for tool in TOOLS:
        assert f"reader {tool}: It can be used." in told
