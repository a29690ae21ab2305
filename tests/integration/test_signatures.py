"""Signed papers, from mails through the confined reading processes to the findings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.demo.cast import author
from pipeline.demo.faces import find_faces
from pipeline.demo.letters import report
from pipeline.demo.manner import Manner
from pipeline.demo.paper import pdf
from pipeline.model.campaign import Campaign
from tests.build import desk, reports, signed
from tests.build.desk import Desk, Row
from tests.build.mail import Options
from tests.build.signed import Holder, Sign

GOOD, CHANGED, STRANGE, LOCKED, WORD = "VPTU", "BTCTU", "BTGTU", "BDVTU", "BNCTU"
NAME = "BC.signed.pdf"
PDF = Options(media_type="application/pdf")
OFFICE = Holder(name="Văn phòng Tỉnh uỷ", organisation="Tỉnh uỷ Phú Thọ", email="")
STAMP = ("Ký bởi: Văn phòng Tỉnh uỷ", "Cơ quan: Tỉnh uỷ Phú Thọ", "Ngày ký: 2023-06-09 08:30:49 +07:00")
KINDS = ("signature", "stamp", "copies_agree", "unsigned")


def _paper(campaign: Campaign, code: str) -> bytes:
    unit, faces = next(unit for unit in campaign.units if unit.code == code), find_faces()
    assert faces is not None
    return pdf(
        report(author(unit, campaign), campaign.outline, Manner(voice=code), reports.EARLY.date()), faces
    )


def _files(campaign: Campaign) -> dict[str, bytes]:
    """What each unit sends as its signed copy."""
    papers = {code: _paper(campaign, code) for code in (GOOD, CHANGED, STRANGE, LOCKED)}
    once = signed.sign(papers[CHANGED], Sign(holder=Holder(name="Ban Tổ chức Tỉnh uỷ")))
    return {
        GOOD: signed.sign(papers[GOOD], Sign(holder=OFFICE, lines=STAMP)),
        CHANGED: signed.commented(once, "Sửa lại: 999 hội nghị"),
        STRANGE: signed.sign(
            papers[STRANGE],
            Sign(holder=Holder(name="Công ty X", organisation="", email=""), root="Cơ quan khác"),
        ),
        LOCKED: signed.without_sense(signed.sign(papers[LOCKED])),
    }


@pytest.fixture(scope="module")
def place(rules: Path, campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A polled desk: four units sent a Word file with a signed copy, one a Word file alone; the authority's root is known."""
    folder = tmp_path_factory.mktemp("signed")
    shutil.copytree(rules, folder / "rules")
    roots = folder / "rules" / desk.CAMPAIGN / "roots"
    roots.mkdir()
    (roots / "ca.pem").write_bytes(signed.authority().pem)
    box = folder / "box"
    box.mkdir()
    copies = _files(campaign)
    for number, code in enumerate((*copies, WORD), start=1):
        word = (reports.NAME, reports.report_file(campaign, code), reports.WORD)
        copy = [(NAME, copies[code], PDF)] if code in copies else []
        (box / f"{number}.eml").write_bytes(reports.unit_mail(campaign, code, word, *copy))
    made = Desk(rules=folder / "rules", outputs=folder / "outputs", mailbox=f"eml:{box}")
    ran = made.run("poll")
    assert (ran.code, ran.err) == (0, "")
    return made


def found(place: Desk, unit: str) -> list[tuple[str, str, str]]:
    """Check, severity and message of what is said of a unit's signatures."""
    rows = [row for row in place.table("findings") if row["unit"] == unit and row["check"] in KINDS]
    return [(row["check"], row["severity"], row["message"]) for row in rows]


def test_a_signed_copy_that_holds_and_agrees_is_silent(place: Desk) -> None:
    """Signature, chain, frame, text: read in a process without network or files, and nothing to say."""
    roles = {row["name"]: row["role"] for row in place.table("files")}
    assert roles[NAME] == "signed_copy"
    assert found(place, GOOD) == []


def test_a_copy_changed_afterwards_is_an_error(place: Desk) -> None:
    """With the words that were laid over it."""
    assert found(place, CHANGED) == [
        ("signature", "error", "Tệp bị thay đổi sau chữ ký số của Ban Tổ chức Tỉnh uỷ")
    ]
    rows = [row for row in place.table("findings") if row["unit"] == CHANGED and row["check"] == "signature"]
    assert [(row["page"], "999 hội nghị" in row["evidence"]) for row in rows] == [("1", True)]


def test_a_signer_whom_no_root_knows_is_a_note(place: Desk) -> None:
    """Of nobody's office, by an authority that the campaign does not list."""
    assert found(place, STRANGE) == [
        ("signature", "note", "Chưa xác nhận được nơi cấp chứng thư số của Công ty X"),
        ("signature", "note", "Người ký số không rõ có thuộc đơn vị không"),
    ]


def test_a_signature_without_sense_loses_no_report(place: Desk) -> None:
    """The Word file counts, its copy is one, and the signature is said to be unreadable."""
    assert [(check, severity) for check, severity, _ in found(place, LOCKED)] == [("signature", "warning")]
    units: dict[str, Row] = {row["unit"]: row for row in place.table("units")}
    assert {units[code]["status"] for code in (GOOD, CHANGED, STRANGE, LOCKED, WORD)} == {"on_time"}


def test_a_word_file_alone_is_told(place: Desk) -> None:
    """As a note."""
    assert [(check, severity) for check, severity, _ in found(place, WORD)] == [("unsigned", "note")]
