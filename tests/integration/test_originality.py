"""Near-copies and other units' names from mail to table, with texts beside the rules; what is known is not compared again."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from pipeline.app import likeness
from pipeline.compare import Found, Limits, Papers
from pipeline.demo.cast import author
from pipeline.demo.letters import report
from pipeline.demo.manner import Manner
from pipeline.demo.nouns import Layout
from pipeline.demo.word import docx
from pipeline.model.campaign import Campaign
from tests.build import desk, pdf, reports
from tests.build.desk import Desk

FIRST, SECOND, THIRD = "VPTU", "BTCTU", "BTGTU"
KINDS = {"copied", "copied_earlier", "copied_known", "names_other_unit"}


def written(campaign: Campaign, code: str, voice: str) -> bytes:
    """The report of a unit in the words of a voice: who has the same voice writes the same with its own name and figures."""
    unit = next(unit for unit in campaign.units if unit.code == code)
    letter = report(author(unit, campaign), campaign.outline, Manner(voice=voice), reports.EARLY.date())
    return docx(letter, Layout.BOLD)


@pytest.fixture
def place(tmp_path: Path) -> Desk:
    """Two units that wrote the same, a third in its own words; its earlier report is the same, a former plan is broken."""
    rules = desk.write_rules(tmp_path / "rules", units=4)
    folder = rules / desk.CAMPAIGN
    campaign = desk.campaign(rules)
    box = tmp_path / "box"
    box.mkdir()
    for hour, (code, voice) in enumerate(((FIRST, "a"), (SECOND, "a"), (THIRD, "b"))):
        at = reports.EARLY + dt.timedelta(hours=hour)
        file = (reports.NAME, written(campaign, code, voice), reports.WORD)
        (box / f"{hour}.eml").write_bytes(reports.unit_mail(campaign, code, file, at=at))
    (folder / "earlier").mkdir()
    (folder / "earlier" / f"{THIRD} 2021.docx").write_bytes(written(campaign, THIRD, "b"))
    (folder / "known" / "cu.pdf").write_bytes(b"%PDF-1.4 broken")
    return Desk(rules=rules, outputs=tmp_path / "outputs", mailbox=f"eml:{box}")


def told(place: Desk) -> list[tuple[str, str, str]]:
    """Unit, check and whom it names, of every finding on originality."""
    rows = (row for row in place.table("findings") if row["check"] in KINDS)
    return [
        (row["unit"], row["check"], row["message"].partition(" giống ")[2].partition(",")[0]) for row in rows
    ]


def test_likeness_is_found_measured_and_kept(place: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of the two are told of, and the third of its own earlier report; the broken file is named and hides nothing."""
    ran = place.run("poll")
    assert ran.code == 1
    assert "known/cu.pdf" in ran.out + ran.err
    assert told(place) == [
        (FIRST, "copied", "báo cáo của Đảng bộ Ban Tổ chức Tỉnh uỷ (BTCTU)"),
        (SECOND, "copied", "báo cáo của Đảng bộ Văn phòng Tỉnh uỷ (VPTU)"),
        (THIRD, "copied_earlier", f"báo cáo kỳ trước của chính đơn vị (earlier/{THIRD} 2021.docx)"),
    ]
    shown = json.loads(place.run("show", FIRST, "--json").out)
    assert [(copy["check"], copy["source"]) for copy in shown["copies"]] == [("copied", SECOND)]
    assert {"text", "theirs", "alike"} <= shown["copies"][0]["passages"][0].keys()
    assert "≈ Đảng bộ Ban Tổ chức Tỉnh uỷ" in place.run("show", FIRST).out

    def never(papers: Papers, rule: str, limits: Limits) -> Found:
        raise AssertionError(f"{rule} compares {len(papers.reports)} papers again within {limits}")

    before = place.written()
    monkeypatch.setattr(likeness, "_ASKED", dict.fromkeys(likeness._ASKED, never))
    assert place.run("table").code == 0
    assert place.written() == before


def test_another_text_beside_the_rules_is_noticed(place: Desk) -> None:
    """The next poll compares again, although no mail came."""
    (place.rules / desk.CAMPAIGN / "known" / "cu.pdf").unlink()
    assert place.run("poll").code == 0
    (place.rules / desk.CAMPAIGN / "earlier" / f"{THIRD} 2021.docx").unlink()
    assert place.run("poll").code == 0
    assert [row[:2] for row in told(place)] == [(FIRST, "copied"), (SECOND, "copied")]


def test_a_campaign_without_such_checks_compares_nothing(place: Desk) -> None:
    """Nor does it look for names."""
    checks = place.rules / desk.CAMPAIGN / "checks.yaml"
    checks.write_text("- {id: deadline, kind: deadline, severity: error}\n", encoding="utf-8")
    place.run("poll")
    assert told(place) == []
    assert json.loads(place.run("show", FIRST, "--json").out)["copies"] == []


def test_a_given_pdf_is_read_like_mail(place: Desk) -> None:
    """By the same readers, with its text."""
    text = (
        "Công tác sơ kết phải được tiến hành đồng bộ từ cấp cơ sở đến cấp Khối và bám sát chức năng nhiệm vụ."
    )
    (place.rules / desk.CAMPAIGN / "known" / "cu.pdf").write_bytes(pdf.pdf([pdf.Para(text)]))
    assert place.run("poll").code == 0
