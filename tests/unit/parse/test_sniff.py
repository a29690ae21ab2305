"""Types by content: the name and the declared type never count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse import ole, sniff, zipkind
from tests.build import mail as build

_MAIL = build.build_mail()
_PAGE = (
    b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nx"
)


def _odf(kind: bytes) -> bytes:
    return build.zip_of({"mimetype": kind, "content.xml": b"<x/>"}, method=0)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"", "application/x-empty"),
        (build.package(), zipkind.DOCX),
        (build.package(kind="ms-word.document.macroEnabled.main+xml"), zipkind.DOCM),
        (build.package(kind="ms-word.template.macroEnabledTemplate.main+xml"), zipkind.DOTM),
        (build.package(kind="wordprocessingml.template.main+xml"), zipkind.DOTX),
        (build.package("xl/workbook.xml"), zipkind.XLSX),
        (build.package("ppt/presentation.xml"), zipkind.PPTX),
        (build.package()[:300], zipkind.DOCX),
        (build.package("xl/workbook.xml")[:300], zipkind.XLSX),
        (build.package()[:90], zipkind.DOCX),
        (build.zip_of({"[Content_Types].xml": b"x", "other": b"y"}), "application/zip"),
        (_odf(b"application/vnd.oasis.opendocument.text"), zipkind.ODT),
        (_odf(b"application/x-evil"), "application/zip"),
        (build.zip_of({"a/word/document.xml": b"x"}), "application/zip"),
        (build.zip_of({"a.docx": build.package()}, method=0)[:200], "application/zip"),
        (build.zip_of({}), "application/zip"),
        (b"PK\x03\x04" + b"PK\x01\x02" * 20_001, "application/zip"),
        (build.ole("WordDocument", "1Table"), "application/msword"),
        (build.ole("Workbook"), "application/vnd.ms-excel"),
        (build.ole("Book"), "application/vnd.ms-excel"),
        (build.ole("PowerPoint Document"), "application/vnd.ms-powerpoint"),
        (
            build.ole("a", "b", "c", "d", "EncryptionInfo", "EncryptedPackage"),
            "application/x-encrypted-ooxml",
        ),
        (build.ole("__properties_version1.0"), "application/vnd.ms-outlook"),
        (build.ole("Contents"), "application/x-ole-storage"),
        (build.ole("WordDocument")[:30], "application/x-ole-storage"),
        (b"{\\rtf1\\ansi xin chao}", "application/rtf"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xef\xbb\xbf\r\n" + b" " * 900 + b"%PDF-1.4\n", "application/pdf"),
        (b"Rar!\x1a\x07\x01\0", "application/vnd.rar"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "application/x-7z-compressed"),
        (b"\x1f\x8b\x08\0", "application/gzip"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0", "image/png"),
        (b"GIF89a\1\0", "image/gif"),
        (b"II*\0\x08\0", "image/tiff"),
        (b"MM\0*\0\0", "image/tiff"),
        (b"\0\0\0\x18ftypheic\0\0", "image/heic"),
        (b"RIFF\1\2\3\4WEBP", "image/webp"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0", "image/bmp"),
        (b"\x78\x9f\x3e\x22\1\0", "application/vnd.ms-tnef"),
        (b"0\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03", "application/pkcs7-mime"),
        (b"MZ\x90\0", "application/vnd.microsoft.portable-executable"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b"\xef\xbb\xbf <!-- a --> <!-- b -->\n<HTML><body>", "text/html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "text/html"),
        (b"<!-- khong dong", "text/plain"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "application/x-wordml"),
        (b'<?xml version="1.0"?><a/>', "application/xml"),
        (_MAIL, "message/rfc822"),
        (_PAGE, "multipart/related"),
        (b"From: a\nDate: b\n khong co dong trong", "text/plain"),
        (b"Kinh gui: Ban Tuyen giao\n\nFrom: a\nTo: b\n\n", "text/plain"),
        ("Kính gửi".encode(), "text/plain"),
        ("Kính gửi".encode("utf-16"), "text/plain"),
        ("Kính gửi Ban".encode("utf-16-le"), "text/plain"),
        ("Kính gửi".encode("cp1258", "replace"), "text/plain"),
        (b"\0\1\2\3", "application/octet-stream"),
    ],
)
def test_content_decides_the_type(data: bytes, media_type: str) -> None:
    """Each kind of file that units send is told by its bytes, also when it is cut off."""
    assert sniff.media_type(data) == media_type


def test_an_ole_file_with_a_lost_directory_is_still_told() -> None:
    """The stream's name in a directory entry is enough when the way to it is broken."""
    whole = build.ole("WordDocument")
    broken = whole[:48] + b"\xff\xff\xff\x7f" + whole[52:]
    assert ole.top_names(broken) == frozenset()
    assert sniff.media_type(broken) == "application/msword"


def test_a_file_inside_an_ole_file_does_not_count() -> None:
    """A workbook that holds a Word object is a workbook: only the top level is looked at."""
    assert ole.top_names(build.ole("Workbook", "x")) == {"Workbook", "x"}


@pytest.mark.parametrize(("at", "value"), [(30, 5), (48, 109 * 128), (512 + 4, 109 * 128)])
def test_an_ole_header_may_say_anything(at: int, value: int) -> None:
    """A sector size or a sector that cannot be is not followed; the kind is still told by the names."""
    odd = bytearray(build.ole(*(f"s{n}" for n in range(8)), "Workbook").ljust(109 * 128 * 512 + 1024, b"\0"))
    odd[at : at + 4] = value.to_bytes(4, "little")
    assert sniff.media_type(bytes(odd)) in {"application/vnd.ms-excel", "application/x-ole-storage"}


def test_a_word_file_with_a_damaged_list_of_types_is_one() -> None:
    """The folders tell a Word file even when its list of types cannot be unpacked."""
    data = bytearray(build.package())
    data[30 + len("[Content_Types].xml") : 30 + len("[Content_Types].xml") + 8] = b"\xff" * 8
    assert sniff.media_type(bytes(data)) == zipkind.DOCX


def test_an_ole_loop_ends() -> None:
    """A directory that runs in a circle is followed once."""
    looped = bytearray(build.ole(*(f"s{n}" for n in range(8))))
    looped[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    assert "s0" in ole.top_names(bytes(looped))


@pytest.mark.parametrize(
    ("media_type", "ending"),
    [(zipkind.DOCX, "docx"), ("application/pdf", "pdf"), ("text/html", "html"), ("x/y", "bin")],
)
def test_each_type_has_an_ending(media_type: str, ending: str) -> None:
    """The ending for a made name follows the type, `bin` for what nobody knows."""
    assert sniff.extension(media_type) == ending


@given(
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<!--", b"<?xml"]), st.binary()
)
def test_any_bytes_have_a_type(start: bytes, rest: bytes) -> None:
    """Sniffing never fails."""
    assert "/" in sniff.media_type(start + rest)
