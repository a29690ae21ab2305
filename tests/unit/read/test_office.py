"""Old and foreign Word formats become documents with their headings and numbers, or say why not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.errors import UnreadableError
from pipeline.model.document import BlockKind, Document
from pipeline.read.office import doc as office_doc
from pipeline.read.office import flat as office_flat
from pipeline.read.office import reader as front
from pipeline.read.office import soffice as office_soffice
from pipeline.read.office.reader import (
    Converted,
    Limits,
    Source,
    available,
    convert,
    read_converted,
    read_office,
)
from tests.build import office, word
from tests.build.word import Parts, abstract, bold, level, num, p

LEVELS = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2."))
REPORT = word.docx(
    p(bold("Công tác tuyên truyền"), number=(1, 0)),
    p("Đã tổ chức 3 hội nghị.", word.inserted(" Thêm."), word.deleted("Bỏ.")),
    p(bold("Bài học"), number=(1, 0)),
    p(bold("Bài học kinh nghiệm"), number=(1, 1)),
    word.table(["Năm", "2021"], ["Số lớp", "10"]),
    p("Hết."),  # no .doc ends with a table: Word always adds a paragraph
    parts=Parts(numbering=LEVELS + num(1, 0)),
)
SHOWN = [
    "I. Công tác tuyên truyền", "Đã tổ chức 3 hội nghị. Thêm.", "II. Bài học", "1. Bài học kinh nghiệm",
    "Năm | 2021\nSố lớp | 10", "Hết.",
]  # fmt: skip
LOCKED = 0x0100


def shown(document: Document) -> list[str]:
    """The texts of a document with their labels."""
    return [block.shown for block in document.blocks]


def laid(folder: Path, files: Mapping[str, bytes]) -> tuple[Source, ...]:
    """Files of these media types, under names that a sender might choose."""
    found = []
    for number, (key, data) in enumerate(files.items()):
        path = folder / f"-o {number} $(x) báo cáo"
        path.write_bytes(data)
        found.append(Source(path=path, media_type=key.rpartition(" ")[2]))
    return tuple(found)


@contextmanager
def without(*tools: str) -> Iterator[None]:
    """A machine on which these tools are not installed."""
    with pytest.MonkeyPatch.context() as patch:
        if "soffice" in tools:
            patch.setattr(office_soffice, "soffice", str)
        if "msdoc2docx" in tools:
            patch.setattr(front, "has_msdoc2docx", bool)
        if "antiword" in tools:
            patch.setattr(front, "has_antiword", bool)
        yield


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Converted, ...], Path]:
    """One batch of every kind, with files among them that cannot be read."""
    folder = tmp_path_factory.mktemp("batch")
    files = {
        f"0 {office.DOC_TYPE}": office.doc(REPORT),
        f"1 {office.RTF_TYPE}": office.rtf("Báo cáo", "đậm", more="{\\b I. Đặc điểm}\\par"),
        f"2 {office.DOC_TYPE}": office.doc_head()[:600],
        f"3 {office.ODT_TYPE}": office.odt(office.odt_body("# Đặc điểm", "Nội dung")),
        f"4 {office.ODT_TYPE}": office.odt(office.odt_body("x"), locked=True),
        f"5 {office.XML_TYPE}": office.flat_odt(office.odt_body("# Đặc điểm", "Nội dung")),
        f"6 {office.WORD_XML_TYPE}": office.word_2003("Báo cáo", "Nội dung"),
        f"7 {office.WORD_XML_TYPE}": office.flat_docx(REPORT, b"\x89PNG"),
        f"8 {office.DOC_TYPE}": office.doc_head(flags=LOCKED),
        "9 application/pdf": b"%PDF-1.7",
        f"10 {office.DOC_TYPE}": b"",
        "11 text/html": b"<h1>M\xe1\xbb\xa5c</h1>",
    }
    sources = (*laid(folder, files), Source(path=folder / "gone", media_type=office.DOC_TYPE))
    return convert(sources, folder / "out", limits=Limits()), folder / "out"


GOOD = {
    0: ("libreoffice", SHOWN),
    1: ("libreoffice", ["Báo cáo", "đậm", "I. Đặc điểm"]),
    3: ("libreoffice", ["Đặc điểm", "Nội dung"]),
    5: ("libreoffice", ["Đặc điểm", "Nội dung"]),
    6: ("libreoffice", ["Báo cáo", "Nội dung"]),
    7: ("flat-docx", SHOWN),
    11: ("libreoffice", ["Mục"]),
}
BAD = {2: "corrupt", 4: "password", 8: "password", 9: "unsupported", 10: "empty", 12: "crash"}


@pytest.mark.parametrize(("number", "expected"), GOOD.items(), ids=map(str, GOOD))
def test_each_kind_is_read_with_its_labels(
    number: int, expected: tuple[str, list[str]], batch: tuple[tuple[Converted, ...], Path]
) -> None:
    """Text, automatic numbers, tables and revisions survive the way through LibreOffice, and the reader is named."""
    document = read_converted(batch[0][number])
    assert (document.reader, shown(document)) == expected


def test_evidence_of_style_survives(batch: tuple[tuple[Converted, ...], Path]) -> None:
    """A bold line of a .doc or .rtf stays bold, a heading of an .odt a heading."""
    doc, rtf, odt = (read_converted(batch[0][number]).blocks for number in (0, 1, 3))
    assert [block.style.bold for block in doc[:3]] == [1.0, 0.0, 1.0]
    assert (rtf[2].style.bold, odt[0].kind, odt[0].style.level) == (1.0, BlockKind.HEADING, 1)


@pytest.mark.parametrize(("number", "code"), BAD.items(), ids=map(str, BAD))
def test_a_bad_file_stops_no_other(number: int, code: str, batch: tuple[tuple[Converted, ...], Path]) -> None:
    """What cannot be read has its reason, in its own place; what a password locks is not called corrupt."""
    with pytest.raises(UnreadableError) as caught:
        read_converted(batch[0][number])
    assert caught.value.code == code


def test_nothing_but_the_results_is_left(batch: tuple[tuple[Converted, ...], Path]) -> None:
    """The profile and the copies are gone; results have names of ours."""
    _, out = batch
    assert sorted(path.name for path in out.iterdir()) == sorted(f"{number}.docx" for number in GOOD)


def test_without_libreoffice_doc_is_read_all_the_same() -> None:
    """msdoc2docx gives the same text and numbers, and the row says why it was used."""
    with without("soffice"):
        document = read_office(office.doc(REPORT), office.DOC_TYPE)
    assert (document.reader, shown(document)) == ("msdoc2docx", SHOWN)
    assert document.remarks[0].startswith(
        "not read by LibreOffice (unsupported: LibreOffice is not installed"
    )


def test_labels_that_libreoffice_may_have_changed_are_told() -> None:
    """`1.1.` below a chapter `I.` comes as `I.1.`, and the row says so."""
    levels = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    saved = word.docx(p("a", number=(1, 0)), p("b", number=(1, 1)), parts=Parts(numbering=levels + num(1, 0)))
    document = read_office(office.doc(saved), office.DOC_TYPE)
    assert [block.label for block in document.blocks] == ["I.", "I.1."]
    assert document.remarks == (front.MIXED,)


def test_antiword_is_the_last_resort() -> None:
    """Words are kept and tables told; that it is text only is said."""
    with without("soffice", "msdoc2docx"):
        document = read_office(office.doc(REPORT), office.DOC_TYPE)
    assert document.reader == "antiword"
    assert "Đã tổ chức 3 hội nghị. Thêm." in document.blocks[1].text
    assert document.blocks[-2].rows == (("Năm", "2021"), ("Số lớp", "10"))
    assert office_doc.TEXT_ONLY in document.remarks


@pytest.mark.parametrize("tools", [("soffice", "msdoc2docx", "antiword"), ("soffice",)])
def test_without_any_reader_the_row_says_what_to_install(tools: tuple[str, ...]) -> None:
    """A file that nothing here reads is unsupported, which is not missing."""
    with without(*tools), pytest.raises(UnreadableError, match="install libreoffice-writer-nogui") as caught:
        read_office(
            office.rtf("x") if len(tools) == 1 else office.doc(REPORT),
            office.RTF_TYPE if len(tools) == 1 else office.DOC_TYPE,
        )
    assert caught.value.code == "unsupported"


def test_a_damaged_doc_is_refused_by_all_three() -> None:
    """The first reason stands when the fallbacks find nothing either."""
    with pytest.raises(UnreadableError, match="unsupported"), without("soffice"):
        read_office(office.doc_head(), office.DOC_TYPE)


LOCKS = {
    "Word 97": (office.doc_head(flags=LOCKED), office.DOC_TYPE),
    "Word 95": (office.doc_head(flags=LOCKED, magic=b"\xdc\xa5"), office.DOC_TYPE),
    "Word 97, after letters that look like it": (
        office.doc_head(flags=LOCKED, before=b"a\xec\xa5".ljust(64, b"\0")), office.DOC_TYPE,
    ),
    "OpenDocument": (office.odt(office.odt_body("x"), locked=True), office.ODT_TYPE),
    "OpenDocument as a whole": (office.stored({"mimetype": office.ODT_TYPE, "encrypted-package": "x"}), office.ODT_TYPE),
    "Word of today": (b"x", "application/x-encrypted-ooxml"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "media_type"), LOCKS.values(), ids=LOCKS)
def test_passwords_are_seen_before_any_program_runs(data: bytes, media_type: str) -> None:
    """A locked file is told by its bytes."""
    with pytest.raises(UnreadableError) as caught, without("soffice", "msdoc2docx", "antiword"):
        read_office(data, media_type)
    assert caught.value.code == "password"


OTHERS = {
    "a picture": (b"\x89PNG", "image/png"),
    "XML of another kind": (b"<?xml version='1.0'?><a/>", office.XML_TYPE),
    "a flat spreadsheet": (office.flat_odt("").replace(b".text", b".spreadsheet"), office.XML_TYPE),
}


@pytest.mark.parametrize(("data", "media_type"), OTHERS.values(), ids=OTHERS)
def test_other_kinds_are_not_ours(data: bytes, media_type: str) -> None:
    """What is no document of words is unsupported, and no program is started for it."""
    with pytest.raises(UnreadableError, match="no reader for"):
        read_office(data, media_type)


UNLOCKED = {
    "an archive cut off": (b"PK\x03\x04", office.ODT_TYPE),
    "Word 2 for Windows": (b"\xdb\xa5-\0" + bytes(2000), office.DOC_TYPE),
    "a .doc cut off": (office.doc_head()[:521], office.DOC_TYPE),
}


@pytest.mark.parametrize(("data", "media_type"), UNLOCKED.values(), ids=UNLOCKED)
def test_a_damaged_file_is_not_called_locked(data: bytes, media_type: str) -> None:
    """Where no lock can be seen, the reason is another one."""
    with without("soffice", "msdoc2docx", "antiword"), pytest.raises(UnreadableError, match="not installed"):
        read_office(data, media_type)


def test_sources_have_a_size_limit(tmp_path: Path) -> None:
    """What is too long is not even copied."""
    sources = laid(tmp_path, {office.RTF_TYPE: office.rtf("dài")})
    (converted,) = convert(sources, tmp_path / "out", limits=Limits(source_bytes=10))
    assert converted.reason is not None
    assert converted.reason.code == "too_large"


FLAT = {
    "no XML": (b"<pkg:package", 30_000_000, 5000, "corrupt"),
    "entities": (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", 30_000_000, 5000, "corrupt"),
    "too long": (office.flat_docx(REPORT), 10, 5000, "too_large"),
    "too many parts": (office.flat_docx(REPORT), 30_000_000, 1, "too_large"),
}


@pytest.mark.parametrize(("data", "size", "members", "code"), FLAT.values(), ids=FLAT)
def test_single_file_word_has_the_limits_of_a_docx(
    data: bytes, size: int, members: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Length, number of parts and entities are checked before anything is built."""
    monkeypatch.setattr(office_flat, "MAX_XML_PART", size)
    monkeypatch.setattr(office_flat, "MAX_MEMBERS", members)
    with pytest.raises(UnreadableError) as caught:
        office_flat.to_docx(data)
    assert caught.value.code == code


def test_available_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every tool works where these tests run; on a bare machine each sentence names a package."""
    assert set(available().values()) == {""}
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert dict(available()) == {
        "libreoffice": "install libreoffice-writer-nogui",
        "sandbox": "install bubblewrap, and allow user namespaces: .odt waits for it",
        "msdoc2docx": "install util-linux, which has prlimit",
        "antiword": "install antiword",
    }
