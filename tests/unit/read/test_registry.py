"""Which reader takes which type, and the words for what no reader takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import UnreadableError
from pipeline.model.document import Document, Wanted
from pipeline.read import registry
from pipeline.read.docx.reader import read_docx
from pipeline.read.kinds import CONVERTED, PICTURES
from pipeline.read.registry import PAGED, READERS, Paged, read, recognise
from pipeline.read.sheet import Sheet
from tests.build import office

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.mark.parametrize(
    ("media_type", "reader"),
    [
        (f"{WORD}.document", read_docx),
        (f"{WORD}.template", read_docx),
        ("application/vnd.ms-word.document.macroEnabled.12", read_docx),
        ("application/vnd.ms-word.template.macroEnabled.12", read_docx),
    ],
)
def test_a_type_has_its_reader(
    monkeypatch: pytest.MonkeyPatch, media_type: str, reader: registry.Reader
) -> None:
    """Upper and lower case are one type; the reader gets the bytes as they are."""
    assert READERS[media_type.lower()] is reader
    made, seen = Document(reader="fake", blocks=()), list[bytes]()

    def fake(data: bytes) -> Document:
        seen.append(data)
        return made

    monkeypatch.setattr(registry, "READERS", {media_type.lower(): fake})
    assert read(b"bytes", media_type) is made
    assert seen == [b"bytes"]


def test_a_format_of_pages_gets_what_was_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its sheets and whom to tell of each page reach its reader; any other reader needs neither."""
    asked: list[object] = []

    def fake(*arguments: object) -> Wanted:
        asked.extend(arguments)
        return Wanted(pages=(1,))

    picture = Image.new("L", (20, 30), 255)
    paged = Paged(read=fake, picture=lambda _data, number: (picture, 100.0 * number, (14.4, 21.6)))
    monkeypatch.setattr(registry, "PAGED", {"application/pdf": paged})
    told: list[Sheet] = []
    assert read(b"bytes", "Application/PDF", {}, told.append) == Wanted(pages=(1,))
    assert asked == [b"bytes", {}, told.append]
    sheet = recognise(b"bytes", "application/PDF", 2)
    assert (sheet.number, sheet.width, sheet.height, sheet.lines) == (2, 14.4, 21.6, ())


def test_a_format_without_pages_has_none_to_recognise() -> None:
    """Word files have no pictures of pages."""
    with pytest.raises(UnreadableError, match="unsupported: text/html has no pages to recognise"):
        recognise(b"", "text/html", 1)


def test_every_type_is_written_in_lower_case() -> None:
    """Types are looked up so."""
    kinds = {*READERS, *PAGED, *CONVERTED, *PICTURES}
    assert all(kind == kind.lower() for kind in kinds)


@pytest.mark.parametrize(
    ("media_type", "code", "detail"),
    [
        ("application/x-encrypted-ooxml", "password", "the document is protected by a password"),
        ("application/x-empty", "empty", "the file has no bytes"),
        ("Application/X-Empty", "empty", "the file has no bytes"),
        ("application/zip", "unsupported", "no reader for application/zip"),
        ("", "unsupported", "no reader for "),
    ],
)
def test_what_no_reader_takes_says_why(media_type: str, code: str, detail: str) -> None:
    """With the code that the tables show, without a look at the bytes."""
    with pytest.raises(UnreadableError) as caught:
        read(b"PK\x03\x04", media_type)
    assert (caught.value.code, caught.value.detail) == (code, detail)


_PAGES = ("text/html", "multipart/related")  # any text is a page


@pytest.mark.parametrize("media_type", sorted({*READERS, *PAGED} - {*_PAGES}))
def test_garbage_of_any_type_is_unreadable(media_type: str) -> None:
    """A reader that is given what it cannot read says so in its own words, and raises nothing else."""
    with pytest.raises(UnreadableError):
        read(b"garbage", media_type)


def test_every_reader_is_in_the_registry() -> None:
    """A file of the package that has a `read_<its name>` and is not listed would never be used."""
    named = {
        path.stem
        for path in Path(registry.__file__).parent.glob("*.py")
        if f"def read_{path.stem}(" in path.read_text()
    }
    listed = [*READERS.values(), *(paged.read for paged in PAGED.values())]
    assert named <= {reader.__name__.removeprefix("read_") for reader in listed} | {"office"}


def test_old_formats_go_through_their_converter() -> None:
    """A type that a program turns into a .docx first is read all the same."""
    found = read(office.rtf("Kính gửi"), "application/rtf")
    assert isinstance(found, Document)
    assert found.reader == "libreoffice"
