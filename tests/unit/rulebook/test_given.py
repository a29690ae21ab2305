"""Texts beside the rules: which files are taken, whose they are, and that the version of the rules tells of each."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from pipeline.errors import RulesError
from pipeline.rulebook import given, load
from tests.unit.rulebook import folders


def put(folder: Path, name: str, content: bytes = b"x") -> Path:
    """A file below the folder of rules."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_files_of_both_folders_are_found_by_name(tmp_path: Path) -> None:
    """Texts with their words in NFC, others with their place; what a computer leaves lying there is none."""
    folder = folders.write(tmp_path)
    put(folder, "known/kế hoạch.txt", "Kê\u0301 hoạch\n".encode())
    place = put(folder, "known/mẫu/mau.DOCX")
    put(folder, "known/.DS_Store")
    put(folder, "known/~$mau.docx")
    put(folder, "known/mẫu/Thumbs.db")
    put(folder, "earlier/desktop.ini")
    found = load(folder).given
    assert [(one.name, one.unit, one.path, one.text) for one in found] == [
        ("known/kế hoạch.txt", "", "", "Kế hoạch\n"),
        ("known/mẫu/mau.DOCX", "", str(place), ""),
    ]


@pytest.mark.parametrize(
    ("name", "unit"),
    [("SNV.pdf", "SNV"), ("SNV 2021.docx", "SNV"), ("SNV_2021.docx", "SNV"), ("2021/PNV-1.doc", "PNV")],
)
def test_an_earlier_report_begins_with_its_units_code(tmp_path: Path, name: str, unit: str) -> None:
    """Whatever stands behind it, in folders of any name."""
    folder = folders.write(tmp_path)
    put(folder, f"earlier/{name}")
    assert [one.unit for one in load(folder).given] == [unit]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "earlier/SNVX.docx",
            b"x",
            "earlier/SNVX.docx:1: 'SNVX.docx' begins with no unit's code; name the file",
        ),
        (
            "earlier/SNV.xlsx",
            b"x",
            "earlier/SNV.xlsx:1: '.xlsx' is no kind of text; save it as one of: .docx",
        ),
        ("known/a.txt", b"\xff", "known/a.txt:1: byte 0xff is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    """By its name and what to do instead."""
    folder = folders.write(tmp_path)
    put(folder, name, content)
    (problem,) = folders.problems(tmp_path, {})
    assert problem.startswith(said)


def test_a_file_that_is_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is read."""
    folder = folders.write(tmp_path)
    put(folder, "known/a.pdf", b"xy")
    monkeypatch.setattr(given, "MAX_BYTES", 1)
    (problem,) = folders.problems(tmp_path, {})
    assert problem.startswith("known/a.pdf:1: the file has more than 0 MiB")


@pytest.mark.parametrize("name", ["known/a.pdf", "known/a.txt"])
def test_a_file_that_vanishes_is_told(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that cannot be read."""
    folder = folders.write(tmp_path)
    path = put(folder, name)
    monkeypatch.setattr(given, "_files", lambda place, _: [path] if place.name == "known" else [])
    path.unlink()
    with pytest.raises(RulesError, match=f"{name}:1: the file "):
        load(folder)


def test_a_folder_that_is_closed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not taken for an empty one."""
    folder = folders.write(tmp_path)
    put(folder, "known/a.txt")

    def closed(place: Path) -> NoReturn:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))

    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(RulesError, match=r"known:1: the folder cannot be read \(Permission denied\)"):
        load(folder)


def test_a_broken_roster_is_told_alone(tmp_path: Path) -> None:
    """Whose the earlier reports are cannot be known then."""
    folder = folders.write(tmp_path)
    put(folder, "earlier/SNV.pdf")
    (problem,) = folders.problems(tmp_path, {"campaign.yaml": "- a\n"})
    assert problem.startswith("campaign.yaml:1")


def test_the_version_tells_of_every_file(tmp_path: Path) -> None:
    """Its words, its name, and that it is there."""
    folder = folders.write(tmp_path)
    versions = [load(folder).version]
    for name, content in (
        ("known/a.txt", b"x"),
        ("known/a.txt", b"y"),
        ("known/b.pdf", b"x"),
        ("known/b.pdf", b"z"),
    ):
        put(folder, name, content)
        versions.append(load(folder).version)
    (folder / "known/b.pdf").rename(folder / "known/c.pdf")
    versions.append(load(folder).version)
    assert len(set(versions)) == len(versions)
    assert load(folder).version == versions[-1]
