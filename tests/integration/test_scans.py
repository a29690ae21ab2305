"""Reports that came as scans and photos, through the whole program: real Tesseract, real limits, a real command line."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from pipeline.demo.cast import author
from pipeline.demo.faces import find_faces
from pipeline.demo.letters import report
from pipeline.demo.manner import Manner
from pipeline.demo.paper import pdf
from pipeline.model.campaign import Campaign
from pipeline.model.section import State
from pipeline.read import tools
from tests.build import reports, scans
from tests.build.desk import Desk

UNIT = "VPTU"
GAPS = {"1.2.3": State.MISSING, "1.4.2": State.THIN}
DPI = 150


@pytest.fixture
def pictures(campaign: Campaign) -> list[Image.Image]:
    """The pages of a report as an office's scanner gives them."""
    return _pictures(_typed(campaign))


def _typed(campaign: Campaign) -> bytes:
    unit = next(unit for unit in campaign.units if unit.code == UNIT)
    letter = report(
        author(unit, campaign),
        campaign.outline,
        Manner(voice=UNIT, states=tuple(GAPS.items())),
        reports.EARLY.date(),
    )
    faces = find_faces()
    assert faces is not None
    return pdf(letter, faces)


@cache
def _pictures(typed: bytes) -> list[Image.Image]:
    with closing(pypdfium2.PdfDocument(typed)) as document:
        drawn = [page.render(scale=300 / 72, grayscale=True).to_pil() for page in document]
    return [
        scans.Page("report", number, image, (), ()).picture("typical", DPI)
        for number, image in enumerate(drawn, 1)
    ]


def saved(pictures: list[Image.Image], kind: str) -> bytes:
    """Pictures as one file."""
    target = io.BytesIO()
    scale: dict[str, Any] = {"resolution": DPI} if kind == "PDF" else {"dpi": (DPI, DPI)}
    first, *others = [image.copy() for image in pictures]  # one that was saved before remembers how
    first.save(target, kind, save_all=kind != "JPEG", append_images=others, **scale)
    return target.getvalue()


Mailbox = Callable[[str, bytes], Desk]


@pytest.fixture
def mailbox(rules: Path, campaign: Campaign, tmp_path: Path) -> Mailbox:
    """Makes a mailbox with one mail that has one file."""

    def made(name: str, data: bytes) -> Desk:
        (tmp_path / "box").mkdir()
        mail = reports.unit_mail(campaign, UNIT, (name, data, reports.WORD))
        (tmp_path / "box" / "1.eml").write_bytes(mail)
        return Desk(rules=rules, outputs=tmp_path / "outputs", mailbox=f"eml:{tmp_path / 'box'}")

    return made


@pytest.mark.parametrize(("kind", "media_type"), [("PDF", "application/pdf"), ("TIFF", "image/tiff")])
def test_a_scanned_report_is_read_like_a_typed_one(
    kind: str, media_type: str, pictures: list[Image.Image], mailbox: Mailbox, campaign: Campaign
) -> None:
    """Every section has its state; the row says which pages OCR read and how sure it was; the next poll does nothing."""
    desk = mailbox("bao cao.tep", saved(pictures, kind))
    ran = desk.run("poll")
    assert (ran.code, ran.err) == (0, "")
    (file,) = [row for row in desk.table("files") if row["reason"] != "text of the message"]
    pages = "|".join(str(number) for number in range(1, len(pictures) + 1))
    assert (file["media_type"], file["role"], file["ocr"]) == (media_type, "report", pages)
    assert f"pages 1-{len(pictures)}: read by OCR" in file["reason"]
    assert "% sure" in file["reason"]
    rows = {row["section"]: row for row in desk.table("sections") if row["unit"] == UNIT}
    leaves = {item.id for item in campaign.outline.leaves()}
    expected = dict.fromkeys(leaves, "full") | {name: state.value for name, state in GAPS.items()}
    wrong = {leaf: rows[leaf] for leaf in leaves if rows[leaf]["state"] != expected[leaf]}
    assert not [row for row in wrong.values() if float(row["confidence"]) >= campaign.review_below]
    assert len(wrong) <= 1
    assert f"[đọc bằng OCR: trang {', '.join(pages.split('|'))}]" in desk.run("show", UNIT).out
    assert desk.run("poll").out == ""


def test_a_report_photographed_page_by_page_is_one_report(
    pictures: list[Image.Image], rules: Path, campaign: Campaign, tmp_path: Path
) -> None:
    """Attached in reverse, in the order of their numbers nevertheless; nothing on later pages is missing."""
    photos = [(f"IMG_{9 + number}.jpg", saved([image], "JPEG")) for number, image in enumerate(pictures)]
    (tmp_path / "box").mkdir()
    mail = reports.unit_mail(campaign, UNIT, *((*photo, reports.WORD) for photo in reversed(photos)))
    (tmp_path / "box" / "1.eml").write_bytes(mail)
    desk = Desk(rules=rules, outputs=tmp_path / "outputs", mailbox=f"eml:{tmp_path / 'box'}")
    assert desk.run("poll").code == 0
    roles = {
        row["name"]: row["role"] for row in desk.table("files") if row["reason"] != "text of the message"
    }
    assert roles == {name: "report" for name, _ in photos}
    unit = next(row for row in desk.table("units") if row["unit"] == UNIT)
    assert (unit["report"], unit["pages"], unit["missing"]) == ("IMG_9.jpg", str(len(photos)), "1")


def test_a_scan_is_read_once_in_its_life(pictures: list[Image.Image], mailbox: Mailbox) -> None:
    """What was kept of it is neither made again nor written again."""
    desk = mailbox("bao cao.pdf", saved(pictures[:1], "PDF"))
    desk.run("poll")
    before = desk.table("sections")
    derived = desk.outputs / "28-ct-tu" / "store" / "derived"
    kept = {path: path.stat().st_mtime_ns for path in derived.rglob("*.z")}
    assert desk.run("extract", "--all").code == 0
    assert {path: path.stat().st_mtime_ns for path in derived.rglob("*.z")} == kept
    assert desk.table("sections") == before


def test_a_scan_waits_for_ocr_to_be_installed(
    pictures: list[Image.Image], mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it the row says what to install and nothing is missing; the first poll after that reads it."""
    desk = mailbox("bao cao.pdf", saved(pictures[:1], "PDF"))
    tools.there.cache_clear()
    with monkeypatch.context() as patch:
        patch.setenv("TESSDATA_PREFIX", str(tmp_path / "nowhere"))
        assert desk.run("poll").code == 0
        assert "Missing: install tesseract-ocr-vie." in desk.run("check").out
    (file,) = [row for row in desk.table("files") if row["reason"] != "text of the message"]
    assert "install tesseract-ocr-vie" in file["reason"]
    rows = [row for row in desk.table("sections") if row["unit"] == UNIT]
    assert {row["state"] for row in rows} == {"unreadable"}
    tools.there.cache_clear()
    assert desk.run("poll").code == 0
    (file,) = [row for row in desk.table("files") if row["reason"] != "text of the message"]
    assert (file["role"], file["ocr"]) == ("report", "1")
