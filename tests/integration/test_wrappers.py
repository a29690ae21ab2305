"""Reports in archives and wrappers of every kind, through the whole program: each is its unit's report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.campaign import Campaign
from tests.build import archives, reports, wraps
from tests.build.desk import Desk

NAME = "bao cao so ket.docx"
WRAPPED: dict[str, Callable[[bytes], bytes]] = {
    "bc.rar": lambda data: archives.rar5({NAME: data}),
    "cu.rar": lambda data: archives.rar4({NAME: data}),
    "bc.7z": lambda data: archives.seven({NAME: data}),
    "winmail.dat": lambda data: wraps.winmail({NAME: data}),
    "thu.msg": lambda data: wraps.compound(wraps.msg(texts={"0037": "Báo cáo"}, files={NAME: data})),
    f"{NAME}.p7m": wraps.signed,
}


@pytest.fixture
def place(rules: Path, campaign: Campaign, tmp_path: Path) -> Desk:
    """A mailbox with a report from each unit, each wrapped in another way."""
    box = tmp_path / "box"
    box.mkdir()
    for unit, (name, wrap) in zip(campaign.units, WRAPPED.items(), strict=True):
        report = reports.report_file(campaign, unit.code)
        mail = reports.unit_mail(campaign, unit.code, (name, wrap(report), reports.WORD))
        (box / f"{unit.code}.eml").write_bytes(mail)
    return Desk(rules=rules, outputs=tmp_path / "outputs", mailbox=f"eml:{box}")


def test_a_report_is_found_in_whatever_it_is_wrapped(place: Desk) -> None:
    """Its file is a row below the wrapper's path, and every unit is complete; the next poll does nothing."""
    ran = place.run("poll")
    assert (ran.code, ran.err) == (0, "")
    files = [row for row in place.table("files") if row["reason"] != "text of the message"]
    assert {(row["path"], row["name"], row["role"]) for row in files} == {("2/1", NAME, "report")}
    assert {row["verdict"] for row in place.table("units")} == {"complete"}
    assert place.run("poll").out == ""
