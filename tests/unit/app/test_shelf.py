"""Texts beside the rules as documents: kept in the store once, and every trouble with one is told by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app.office import Office
from pipeline.app.reading import read_new
from pipeline.app.shelf import Shelf
from pipeline.app.trap import Trap
from pipeline.model.campaign import Given
from tests.build import reports
from tests.fakes import FakeBlobs
from tests.unit.app.world import World, campaign


def given(path: Path, content: bytes) -> Given:
    """A file beside the rules."""
    path.write_bytes(content)
    return Given(name=f"known/{path.name}", sha256=hashlib.sha256(content).hexdigest(), path=str(path))


def office(world: World, *texts: Given) -> Office:
    """An office with these texts."""
    made = world.office()
    return replace(made, campaign=replace(made.campaign, given=texts))


def test_a_file_is_put_into_the_store_once(tmp_path: Path) -> None:
    """And read again only when its bytes there are lost."""
    world = World(folder=tmp_path / "world")
    made = office(world, given(tmp_path / "mau.docx", reports.report_file(campaign(), "VPTU")))
    (first,) = Shelf(made, Trap()).entries
    (tmp_path / "mau.docx").unlink()
    assert Shelf(made, Trap()).entries == (first,)
    (tmp_path / "raw").mkdir()
    lost = replace(made, blobs=FakeBlobs(folder=tmp_path / "raw", steps=world.steps))
    assert Shelf(lost, trap := Trap()).entries == ()
    assert [(one.item, one.reason) for one in trap.failures] == [
        (
            "known/mau.docx",
            "it cannot be read (No such file or directory); give the program read access to it.",
        )
    ]


def test_what_was_read_is_the_document(tmp_path: Path) -> None:
    """Of a text file its lines, of another what a reader made of it."""
    world = World(folder=tmp_path / "world")
    text = Given(name="known/a.txt", sha256="", text="một\nhai")
    word = given(tmp_path / "mau.docx", reports.report_file(campaign(), "VPTU"))
    shelf = Shelf(made := office(world, text, word), trap := Trap())
    read_new(made, shelf.entries, trap)
    (_, lines), (_, paper) = shelf.documents()
    assert [block.text for block in lines.blocks] == ["một", "hai"]
    assert "BÁO CÁO" in [block.text for block in paper.blocks]
    assert trap.failures == []


def test_a_marked_text_is_no_document(tmp_path: Path) -> None:
    """As a marked file of any other kind: told by its name, and nothing is compared with it."""
    world = World(folder=tmp_path)
    marked = Given(name="known/a.txt", sha256="", text="SỞ Y TẾ\nTỐI MẬT\nBáo cáo về việc")
    shelf = Shelf(office(world, marked), trap := Trap())
    assert list(shelf.documents()) == list(shelf.documents()) == []
    (failure,) = trap.failures
    assert failure.item == "known/a.txt"
    assert failure.reason.startswith("no report can be compared with it: TỐI MẬT, letterhead; ")


def _changed(path: Path) -> None:
    path.write_bytes(b"other")


def _as_it_is(_: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("content", "meanwhile", "why"),
    [
        (b"%PDF-1.4 broken", _as_it_is, "no report can be compared with it: "),
        (b"MZ", _as_it_is, "no report can be compared with it: "),
        (b"%PDF", _changed, "it was changed while the program was at work; run again."),
    ],
)
def test_trouble_with_a_file_is_told_once(
    content: bytes, meanwhile: Callable[[Path], None], why: str, tmp_path: Path
) -> None:
    """With what to do about it."""
    world = World(folder=tmp_path / "world")
    made = office(world, given(tmp_path / "a.pdf", content))
    meanwhile(tmp_path / "a.pdf")
    shelf = Shelf(made, trap := Trap())
    read_new(made, shelf.entries, trap)
    assert list(shelf.documents()) == list(shelf.documents()) == []
    assert list(Shelf(made, trap).documents()) == []  # a run may have more than one
    (failure,) = trap.failures
    assert failure.item == "known/a.pdf"
    assert failure.reason.startswith(why)
    assert failure.reason.endswith("run again.")
