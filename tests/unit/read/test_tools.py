"""What this machine has for its readers: looked for, never started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.read import tools
from pipeline.read.kinds import Family
from pipeline.read.tools import advice, tessdata, there


@pytest.fixture(autouse=True)
def _looked_for_afresh() -> Iterator[None]:
    """What was found is remembered for the life of the process."""
    there.cache_clear()
    yield
    there.cache_clear()


def test_here_nothing_is_missing() -> None:
    """These tests need every tool: each is named in the list of packages."""
    assert set(advice().values()) == {""}
    assert there(Family.PAGES) == "vie+osd"
    assert there(Family.OFFICE) == "soffice+prlimit+bwrap+unshare+antiword+doc2docx"
    assert there(Family.MAIL) == "unar+lsar"
    assert there(Family.WORD) == there(Family.OTHER) == "-"


def test_what_is_missing_is_named_with_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Models where the environment says, programs on the path; nowhere else."""
    monkeypatch.setenv(tools.PREFIX, str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert advice() == {
        "docx, pdf, zip": "",
        "scans and photos": "install tesseract-ocr-vie",
        "pages that lie": "install tesseract-ocr-osd",
        "rar and 7z": "install unar",
    }
    assert there(Family.PAGES) == there(Family.MAIL) == "-"
    (tmp_path / "osd.traineddata").touch()
    there.cache_clear()
    assert there(Family.PAGES) == "osd"
    assert tessdata("osd") == tmp_path


def test_models_are_found_where_debian_puts_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest version's folder counts; a language that is not installed has none."""
    monkeypatch.delenv(tools.PREFIX, raising=False)
    monkeypatch.setattr(tools, "_TESSDATA", tmp_path)
    for version in ("4.00", "5"):
        (tmp_path / version / "tessdata").mkdir(parents=True)
        (tmp_path / version / "tessdata" / "vie.traineddata").touch()
    assert tessdata("vie") == tmp_path / "5" / "tessdata"
    assert tessdata("xxx") is None
