"""Zip archives: opened with limits, names repaired, what stays shut says why."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse import archive, leaves, packed
from pipeline.parse.limits import Limits
from pipeline.parse.mail import unpack
from tests.build import mail as build

NAME = "Báo cáo.docx"
GOOD = build.package()


def _rows(data: bytes, limits: Limits = Limits()) -> list[tuple[str, str, str]]:  # noqa: B008 - a frozen noun
    message = unpack(build.build_mail(attachments=[("a.zip", data), ("tot.docx", GOOD)]), limits).message
    assert message.files[-1].name == "tot.docx", "a bad archive never costs the file beside it"
    assert message.files[-1].reason == ""
    return [(file.path, file.name, file.reason) for file in message.files[1:-1]]


def test_members_are_files_of_their_own() -> None:
    """An opened archive has no row; its members have paths below it, folders are left off their names."""
    data = build.zip_of({"Hồ sơ/": b"", f"Hồ sơ/{NAME}": GOOD, "phu luc.txt": b"1"})
    assert _rows(data) == [("2/1", NAME, ""), ("2/2", "phu luc.txt", "")]


def test_a_document_is_never_opened_as_an_archive() -> None:
    """docx, xlsx and odt are zip files and stay whole."""
    odt = build.zip_of({"mimetype": b"application/vnd.oasis.opendocument.text"}, method=zipfile.ZIP_STORED)
    for data in (GOOD, build.package("xl/workbook.xml"), odt):
        assert _rows(data) == [("2", "a.zip", "")]


@pytest.mark.parametrize("charset", ["utf-8", "cp1258"])
def test_unflagged_names_are_repaired(charset: str) -> None:
    """Zipfile reads them as cp437; they are UTF-8 or the Vietnamese code page."""
    assert _rows(build.zip_named(NAME.encode(charset), b"1")) == [("2/1", NAME, "")]


def test_the_unicode_path_field_wins() -> None:
    """WinRAR writes the true name beside a mangled one."""
    true_name = NAME.encode()
    info = zipfile.ZipInfo("B_o c_o.docx", (2023, 6, 1, 8, 0, 0))
    info.extra = (
        struct.pack("<2HB", 0x1111, 1, 0) + struct.pack("<2HBL", 0x7075, 5 + len(true_name), 1, 0) + true_name
    )
    assert archive._name(info).shown == NAME
    info.extra = b"\1\2"
    assert archive._name(info).shown == "B_o c_o.docx"


@pytest.mark.parametrize("name", ["../../../etc/cron.d/x", "/abs/x", r"a\..\..\x", "C:\\x", "a/../x"])
def test_members_never_name_a_place(name: str) -> None:
    """A member's name is its last part, whatever path it claims."""
    assert [row[1] for row in _rows(build.zip_of({name: b"1"}))] == ["x"]


def test_encrypted_archives_are_told() -> None:
    """All members encrypted: the archive is the row. Some: they are rows beside the others."""
    members = {"a.txt": b"1", "b.txt": b"2"}
    assert _rows(build.encrypted_zip(members)) == [("2", "a.zip", packed.ENCRYPTED)]
    assert _rows(build.encrypted_zip(members, only=["a"])) == [
        ("2/1", "a.txt", packed.ENCRYPTED),
        ("2/2", "b.txt", ""),
    ]


def test_a_member_without_bytes_has_no_digest() -> None:
    """What could not be taken out is not among the contents, and has no sha256 that could match anything."""
    taken = unpack(
        build.build_mail(attachments=[("a.zip", build.encrypted_zip({"a": b"1", "b": b"2"}, only=["a"]))])
    )
    file = taken.message.files[1]
    assert (file.path, file.sha256, file.bytes) == ("2/1", "", 0)
    assert "2/1" not in dict(taken.contents)


def test_a_bomb_is_stopped_while_it_unpacks() -> None:
    """A member that grows over the ratio is a row with a reason; the others come out."""
    data = build.zip_of({"bom": b"\0" * 30_000_000, "tot.txt": b"1"})
    assert _rows(data) == [("2/1", "bom", packed.BOMB), ("2/2", "tot.txt", "")]


def test_a_large_member_is_told() -> None:
    """Bytes are counted against the member limit and the budget, not against what headers claim."""
    data = build.zip_of({"to": bytes(range(256)) * 100, "tot.txt": b"1"}, method=zipfile.ZIP_STORED)
    limits = Limits(member_bytes=10_000)
    assert _rows(data, limits) == [("2/1", "to", packed.TOO_LARGE), ("2/2", "tot.txt", "")]
    budget = Limits(total_bytes=10_000)
    assert _rows(data, budget)[0] == ("2/1", "to", packed.TOO_LARGE)


def test_overlapping_members_are_refused() -> None:
    """Many records for the same bytes are a bomb: nothing is unpacked."""
    assert _rows(build.overlapping_zip(50)) == [("2", "a.zip", packed.OVERLAPPING)]


def test_nested_archives_stop_at_the_limit() -> None:
    """Three archives deep is opened, the fourth is a row with a reason."""
    assert _rows(build.nested_zip(3)) == [("2/1/1/1", "a.txt", "")]
    assert _rows(build.nested_zip(4)) == [("2/1/1/1", "a.zip", leaves.ARCHIVES_TOO_DEEP)]


def test_too_many_members_are_told() -> None:
    """The first ones come out; that there are more is said on the archive's own row."""
    data = build.zip_of({f"{number}.txt": b"1" for number in range(8)})
    rows = _rows(data, Limits(members=3))
    assert rows[0] == ("2", "a.zip", packed.TOO_MANY)
    assert [path for path, _, _ in rows[1:]] == ["2/1", "2/2", "2/3"]
    assert _rows(b"PK\x03\x04" + b"PK\x01\x02" * 20_001) == [("2", "a.zip", packed.TOO_MANY)]


def test_archives_leave_room_for_what_comes_behind_them() -> None:
    """Members stop at three quarters of the leaves that a message may have, and say so; the file behind is there."""
    data = build.zip_of({f"{number}.txt": b"1" for number in range(8)})
    mail = build.build_mail(attachments=[("a.zip", data), ("b.txt", b"2")])
    message = unpack(mail, Limits(parts=8)).message
    assert [file.reason for file in message.files] == [""] * 6 + [leaves.TOO_MANY, ""]
    assert message.files[-1].name == "b.txt"


def test_an_empty_or_damaged_archive_is_a_row() -> None:
    """Nothing inside and nothing readable are two words, and both are rows."""
    assert _rows(build.zip_of({})) == [("2", "a.zip", packed.EMPTY)]
    assert _rows(build.zip_of({"thu muc/": b""})) == [("2", "a.zip", packed.EMPTY)]
    assert _rows(build.zip_of({"a.txt": b"1" * 500})[:60]) == [("2", "a.zip", packed.DAMAGED)]


def test_a_damaged_member_is_a_row() -> None:
    """A wrong checksum costs one member."""
    data = build.zip_of({"a.txt": b"hong" * 10, "b.txt": b"tot"}, method=zipfile.ZIP_STORED).replace(
        b"honghong", b"hangHang", 1
    )
    assert _rows(data) == [("2/1", "a.txt", packed.DAMAGED), ("2/2", "b.txt", "")]


def test_an_unknown_method_is_told() -> None:
    """LZMA may ask for gigabytes before the first byte; it is not tried."""
    data = build.zip_of({"a.txt": b"1"}, method=zipfile.ZIP_LZMA)
    assert _rows(data) == [("2/1", "a.txt", packed.UNSUPPORTED)]


def test_parts_of_split_archives_are_told() -> None:
    """One of several files that make up an archive is not damaged: it waits for the others."""
    first = b"PK\x07\x08" + build.zip_of({"a.txt": b"1" * 500})[:60]
    last = bytearray(build.zip_of({"a.txt": b"1"}))
    last[last.index(b"PK\x05\x06") + 4] = 2
    assert _rows(first) == [("2", "a.zip", packed.SPLIT)]
    assert _rows(bytes(last)) == [("2", "a.zip", packed.SPLIT), ("2/1", "a.txt", "")]
    last[last.index(b"PK\x01\x02")] = 0
    assert _rows(bytes(last)) == [("2", "a.zip", packed.SPLIT)]


def test_zip64_is_opened() -> None:
    """Sizes and places in eight bytes, as programs write them that do not know how much will come."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made, made.open("a.txt", "w", force_zip64=True) as stream:
        stream.write(b"1")
    assert _rows(buffer.getvalue()) == [("2/1", "a.txt", "")]


def test_composed_and_decomposed_names_are_one() -> None:
    """A Mac writes names with their accents apart."""
    assert _rows(build.zip_of({unicodedata.normalize("NFD", NAME): b"1"})) == [("2/1", NAME, "")]


def test_strong_encryption_is_told() -> None:
    """AES as WinZip and 7-Zip write it: the flag of any encryption, and method 99."""
    data = bytearray(build.encrypted_zip({"a.txt": b"1"}))
    for signature, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.index(signature) + method, 99)
    assert _rows(bytes(data)) == [("2", "a.zip", packed.ENCRYPTED)]


def test_a_mail_in_an_archive_is_opened() -> None:
    """Paths continue with dots inside the mail."""
    inner = build.build_mail(attachments=[(NAME, GOOD)])
    message = unpack(build.build_mail(attachments=[("a.zip", build.zip_of({"thu.eml": inner}))])).message
    assert [file.path for file in message.files] == ["1", "2/1.1", "2/1.2"]
    assert message.forwarded[0].path == "2/1"


@given(st.data())
def test_any_damage_is_survived(data: st.DataObject) -> None:
    """Law: an archive with bytes changed anywhere opens or says why, and never raises."""
    whole = bytearray(build.zip_of({"a.txt": b"nam hai ba" * 20, "b.txt": b"2"}))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    opened = archive.open_zip(bytes(whole), Limits(), 10_000)
    assert opened.members or opened.reason
