"""Damaged, foreign and hostile files are refused with a reason, or read as far as they can be."""

from __future__ import annotations

import gc
import io
import zipfile

import pytest

from pipeline.errors import UnreadableError
from pipeline.read.docx import package as docx_package
from pipeline.read.docx import walk as docx_walk
from pipeline.read.docx.reader import read_docx
from tests.build import word
from tests.build.word import DOCM_TYPE, DOTX_TYPE, Parts, p, run

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GOOD = word.docx(p("Báo cáo"))


def utf16(name: str) -> bytes:
    """A stream name as OLE files write it."""
    return name.encode("utf-16-le")


def refused(data: bytes) -> str:
    """The code with which a file is refused."""
    with pytest.raises(UnreadableError) as caught:
        read_docx(data)
    return caught.value.code


def encrypted_member() -> bytes:
    """A zip whose members say that they are encrypted."""
    data = bytearray(GOOD)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


REFUSED = {
    "no bytes": (b"", "empty"),
    "encrypted by Word": (OLE + utf16("EncryptedPackage"), "password"),
    "OLE of another kind": (OLE, "password"),
    "old .doc": (OLE + utf16("WordDocument"), "unsupported"),
    "encrypted zip": (encrypted_member(), "password"),
    "HTML": (b"<html>bao cao</html>", "corrupt"),
    "truncated": (GOOD[: len(GOOD) // 2], "corrupt"),
    "damaged inside": (GOOD.replace(b"word/document.xml", b"word/xxxxxxxx.xml", 1), "corrupt"),
    "zip of something else": (word.archive({"a.txt": b"x"}), "corrupt"),
    "broken XML": (word.docx(parts=Parts(raw={"word/document.xml": b"<w:document"})), "corrupt"),
    "no body": (word.docx(parts=Parts(raw={"word/document.xml": b"<x/>"})), "corrupt"),
    "entities": (
        word.docx(parts=Parts(raw={"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})), "corrupt",
    ),
    "nested too deep": (word.docx(p(word.Xml("<w:a>" * 5000 + "</w:a>" * 5000))), "corrupt"),
    "many members": (word.archive({str(n): b"" for n in range(docx_package.MAX_MEMBERS + 1)}), "too_large"),
    "bomb of zeros": (word.docx(parts=Parts(raw={"word/media/x.bin": bytes(3_000_000)})), "too_large"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_unreadable_files_are_refused_with_a_reason(data: bytes, code: str) -> None:
    """Every way a file can fail has its code; nothing else is ever raised."""
    assert refused(data) == code


@pytest.mark.parametrize("limit", ["MAX_UNPACKED", "MAX_XML_PART"])
def test_sizes_are_checked_before_opening(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sum of all members and each XML part have a limit."""
    monkeypatch.setattr(docx_package, limit, 100)
    assert refused(GOOD) == "too_large"


def test_number_of_blocks_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with more paragraphs than any report has is refused, not half read."""
    monkeypatch.setattr(docx_walk, "MAX_BLOCKS", 2)
    assert refused(word.docx(p("a"), p("b"), p("c"))) == "too_large"


def test_nesting_is_refused_when_the_stack_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A walk that runs out of stack says that the file is corrupt."""

    def overflow(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(docx_walk.Walk, "story", overflow)
    assert refused(GOOD) == "corrupt"


def damaged(name: str, member: bytes = b"") -> bytes:
    """The good file with a member that fails its checksum, or replaced."""
    parts = Parts(
        related={"styles": ("styles.xml", word.story("w:styles"))}, raw={name: member} if member else {}
    )
    data = bytearray(word.docx(p("Báo cáo"), parts=parts))
    if not member:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            start = archive.getinfo(name).header_offset
        data[start + 14] ^= 0xFF
        at = data.rindex(name.encode())  # the central directory's copy of the checksum
        data[at - 46 + 16] ^= 0xFF
    return bytes(data)


DANGLING = '<Relationship Id="x" Type="t/image" Target="media/none.png"/>'
WEB = '<Relationship Id="y" Type="t/attachedTemplate" Target="http://x.invalid/t" TargetMode="External"/>'
MACROS = '<Relationship Id="z" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vba.bin"/>'
READABLE = {
    "macro-enabled": word.docx(p("Báo cáo"), parts=Parts(main_type=DOCM_TYPE)),
    "template": word.docx(p("Báo cáo"), parts=Parts(main_type=DOTX_TYPE, styles=word.HEADINGS)),
    "strict": word.docx(p("Báo cáo"), parts=Parts(strict=True, styles=word.HEADINGS, properties={"Pages": 1})),
    "strict names, usual relationships": word.docx(
        parts=Parts(raw={"word/document.xml": f'<w:document xmlns:w="{word.STRICT_NS}"><w:body>{p("Báo cáo")}</w:body></w:document>'.encode()})
    ),
    "dangling picture": word.docx(p("Báo cáo"), parts=Parts(links=DANGLING)),
    "link to the network": word.docx(p("Báo cáo"), parts=Parts(links=WEB)),
    "styles fail their checksum": damaged("word/styles.xml"),
    "styles are no XML": damaged("word/styles.xml", b"<oops"),
    "no relationships at all": word.archive(
        {"[Content_Types].xml": b"<Types><Override/></Types>", "word/document.xml": word.story("w:document", word.wrap("w:body", p("Báo cáo"))).encode()}
    ),
    "main part found by its type": word.archive(
        {"[Content_Types].xml": f'<Types><Override PartName="/Doc.xml" ContentType="{DOTX_TYPE}"/></Types>'.encode(),
         "doc.XML": word.story("w:document", word.wrap("w:body", p("Báo cáo"))).encode()}
    ),
    "members with backslashes": word.archive(
        {"[Content_Types].xml": b"<Types/>", "word\\document.xml": word.story("w:document", word.wrap("w:body", p("Báo cáo"))).encode()}
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", READABLE.values(), ids=READABLE)
def test_odd_files_are_read_all_the_same(data: bytes) -> None:
    """Whatever stands beside the text, a text that can be reached is read."""
    assert [block.text for block in read_docx(data).blocks] == ["Báo cáo"]


def test_macros_are_named_and_styles_still_count() -> None:
    """A file that python-docx refuses keeps its styles, and the remark says how it was opened."""
    parts = Parts(main_type=DOCM_TYPE, styles=word.HEADINGS, links=MACROS)
    document = read_docx(word.docx(p("a", style="Heading1"), parts=parts))
    assert document.blocks[0].style.level == 1
    assert document.remarks[0].startswith("opened by its relationships alone")
    assert document.remarks[1] == "the file has macros; they were not run"


def test_file_without_text_is_a_document_without_blocks() -> None:
    """No text is no error; pictures without text are named, since they may be a scan."""
    assert read_docx(word.docx()).blocks == ()
    png = {"word/media/a.png": b"\x89PNG"}
    picture = '<Relationship Id="x" Type="t/image" Target="media/a.png"/>'
    document = read_docx(word.docx(p(run("")), parts=Parts(raw=png, links=picture)))
    assert (document.blocks, document.remarks[-1]) == ((), "no text, but 1 pictures")


def test_reading_is_repeatable() -> None:
    """Same bytes, same document; and the builder makes the same bytes."""
    assert read_docx(GOOD) == read_docx(word.docx(p("Báo cáo")))
    assert word.docx(p("Báo cáo")) == GOOD


RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def test_link_without_a_target_costs_no_text() -> None:
    """Relationships that python-docx could make nothing of leave the text, and a remark that says so."""
    links = RELATIONSHIPS.format('<Relationship Id="rId1" Type="x/image"/>').encode()
    document = read_docx(word.docx(p("Báo cáo"), parts=Parts(raw={"word/_rels/document.xml.rels": links})))
    assert document.blocks[0].text == "Báo cáo"
    assert document.remarks[0].startswith("opened by its relationships alone")


def test_links_of_other_parts_are_not_followed() -> None:
    """A header's picture that is missing from the package is no reason to leave the usual way of opening it."""
    links = RELATIONSHIPS.format('<Relationship Id="rId1" Type="x/image" Target="gone.png"/>').encode()
    header = f'<w:hdr xmlns:w="{word.W_NS}">{p("Mật")}</w:hdr>'
    parts = Parts(related={"header": ("header1.xml", header)}, raw={"word/_rels/header1.xml.rels": links})
    document = read_docx(word.docx(p("Báo cáo"), parts=parts))
    assert (document.furniture, document.remarks) == (("Mật",), ())


def test_remark_on_an_unusual_type_is_the_same_each_time() -> None:
    """Why a file was opened another way is said without an address in memory."""
    document = read_docx(word.docx(p("Mẫu"), parts=Parts(main_type=DOTX_TYPE)))
    assert document.remarks[0].endswith(f"its main part is of the type '{DOTX_TYPE}'")


def test_reading_leaves_no_rings_of_objects() -> None:
    """What a file took is free as soon as it is read: nothing waits for the garbage collector."""
    data = word.docx(p("Báo cáo", number=(1, 0)), word.table(["a", "b"]))
    read_docx(data)
    gc.collect()
    gc.disable()
    try:
        read_docx(data)
        assert gc.collect() == 0
    finally:
        gc.enable()
