"""winmail.dat, Outlook's mails, signed mails: what is inside comes out exactly, and what stays shut says why."""

from __future__ import annotations

import base64
import datetime as dt
import struct

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model.mail import Message
from pipeline.parse import leaves, msg, packed, smime, sniff, tnef, tree
from pipeline.parse.limits import Limits
from pipeline.parse.mail import Taken, unpack
from tests.build import archives, wraps
from tests.build import mail as build
from tests.build.mail import Options

NAME = "Báo cáo.docx"
GOOD = build.package() + b"\0" * 5000  # over the size at which streams move out of the small stream
SENT = dt.datetime(2023, 6, 5, 2, 30, tzinfo=dt.UTC)
_FILETIME = int((SENT - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds()) * 10_000_000
FULL = Limits()
PART = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nK\xc3\xadnh"


def _taken(name: str, data: bytes, limits: Limits = FULL, kind: str = "application/octet-stream") -> Taken:
    attached: list[build.Attachment] = [(name, data, Options(media_type=kind)), ("tot.docx", GOOD)]
    taken = unpack(build.build_mail(attachments=attached), limits)
    assert taken.message.files[-1].name == "tot.docx"
    assert taken.message.files[-1].reason == ""
    return taken


def _rows(message: Message) -> list[tuple[str, str, str]]:
    return [(file.path, file.name, file.reason) for file in message.files[1:-1]]


def test_winmail_gives_its_files() -> None:
    """Long names come from the properties, bytes are exact, and the text is the mail's own."""
    taken = _taken(
        "winmail.dat", wraps.winmail({NAME: GOOD, "b.txt": b"2"}, body="Kính báo\0".encode("cp1258"))
    )
    assert _rows(taken.message) == [("2/0", "part-2-0.txt", ""), ("2/1", NAME, ""), ("2/2", "b.txt", "")]
    assert dict(taken.contents)["2/1"] == GOOD
    assert "Kính báo" in taken.message.text


def test_a_mail_within_winmail_is_opened_too() -> None:
    """An attached mail is TNEF of its own behind the identifier of its interface."""
    inner = b"\0" * 16 + wraps.winmail({NAME: GOOD})
    named = wraps.properties(
        (0x0D, 0x3701, inner), (0x1E, 0x3001, b"Th\xb0\0"), (0x1003, 0x0E22, struct.pack("<2I", 1, 7))
    )
    outer = wraps.tnef((0x00069002, b""), (0x00069005, named))
    assert dict(_taken("winmail.dat", outer).contents)["2/1/1"] == GOOD


def test_names_in_winmail_fall_back() -> None:
    """Without a long name the short one in the sender's code page counts, also where no attachment was opened."""
    data = wraps.tnef(
        (0x00069007, struct.pack("<I", 1258)), (0x00018010, "tệp.doc".encode("cp1258", "ignore") + b"\0"),
        (0x0006800F, b"abc"),
    )  # fmt: skip
    assert _rows(_taken("winmail.dat", data).message)[0][0] == "2/1"


def test_formatted_text_in_winmail_is_said() -> None:
    """Text that is only there as compressed RTF is a defect of the message, never a silence."""
    rich = wraps.properties((0x102, 0x1009, b"LZFu"), (0x102, 0x8001, b"x"))
    message = _taken("winmail.dat", wraps.tnef((0x00069003, rich))).message
    assert f"2: {tnef.RTF_UNREAD}" in message.defects


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (wraps.tnef(), packed.EMPTY),
        (wraps.winmail({NAME: GOOD})[:300], packed.DAMAGED),
        (wraps.tnef((0x00069003, struct.pack("<I2HI", 1, 0x55, 1, 0))), packed.DAMAGED),
        (wraps.tnef((0x00069007, b"")), packed.DAMAGED),
    ],
)
def test_a_winmail_that_stays_shut_is_a_row(data: bytes, reason: str) -> None:
    """Empty and damaged are told apart."""
    assert ("2", "winmail.dat", reason) in _rows(_taken("winmail.dat", data).message)


def test_winmail_keeps_to_the_limits() -> None:
    """Members and their bytes are bounded as in any archive."""
    data = wraps.winmail({"a.txt": b"1" * 50, "b.txt": b"2", "c.txt": b"3"})
    opened = tnef.open_tnef(data, Limits(members=2, member_bytes=10), 1000)
    assert opened.reason == packed.TOO_MANY
    assert [(member.data, member.reason) for member in opened.members] == [
        (b"", packed.TOO_LARGE),
        (b"2", ""),
    ]


def _outlook(**more: object) -> bytes:
    texts = {
        "0037": "Báo cáo quý",
        "0C1A": "Sở Y tế",
        "5D01": "soyt@x.example",
        "1000": "Kính gửi",
        "1035": "<1@x>",
    }
    return wraps.compound(wraps.msg(texts=texts, sent=_FILETIME, files={NAME: GOOD, "nho.txt": b"1"}, **more))  # type: ignore[arg-type]  # a test's own words


def test_an_outlook_mail_is_a_mail() -> None:
    """It has an envelope, its text, and its files with exact bytes; it gives no row of its own."""
    taken = _taken("thu.msg", _outlook(binaries={"1013": b"<p>K\xednh</p>"}))
    (envelope,) = taken.message.forwarded
    assert (envelope.path, envelope.subject, envelope.sender) == ("2", "Báo cáo quý", "soyt@x.example")
    assert (envelope.sender_name, envelope.sent_at, envelope.message_id) == ("Sở Y tế", SENT, "<1@x>")
    assert [path for path, _, _ in _rows(taken.message)] == ["2.1", "2.2", "2/1", "2/2"]
    assert dict(taken.contents)["2/1"] == GOOD
    assert taken.message.files[1].body


def test_internet_headers_in_an_outlook_mail_win() -> None:
    """Where Outlook kept the header fields as they came, they are the envelope."""
    came = "From: A <a@b.example>\r\nSubject: x\r\nDate: Mon, 05 Jun 2023 09:30:00 +0700\r\n\r\n"
    taken = _taken("thu.msg", wraps.compound(wraps.msg(texts={"007D": came, "0037": "y"})))
    assert (taken.message.forwarded[0].sender, taken.message.forwarded[0].subject) == ("a@b.example", "x")
    assert taken.message.forwarded[0].sent_at == SENT


def test_headers_that_are_none_are_made_up() -> None:
    """What stands for header fields and holds none leaves the properties to speak."""
    taken = _taken("thu.msg", wraps.compound(wraps.msg(texts={"007D": "\0khong co gi", "0037": "y"})))
    assert taken.message.forwarded[0].subject == "y"


def test_outlook_mails_nest() -> None:
    """An attached mail is opened below the attachment's path, as deep as the limits go."""
    inner = wraps.msg(texts={"1000": "trong"}, files={NAME: GOOD}, inner=True)
    data = wraps.compound(wraps.msg(files={"thu": inner}))
    taken = _taken("thu.msg", data)
    assert dict(taken.contents)["2/1/1"] == GOOD
    assert [mail.path for mail in taken.message.forwarded] == ["2", "2/1"]
    assert ("2/1", "thu", tree.TOO_DEEP) in _rows(_taken("thu.msg", data, Limits(depth=3)).message)
    assert _rows(_taken("thu.msg", data, Limits(depth=2)).message) == [("2", "thu.msg", tree.TOO_DEEP)]


def test_what_an_outlook_mail_does_not_give_is_said() -> None:
    """Formatted text alone, attachments without bytes, a date that no calendar has."""
    odd = wraps.msg(binaries={"1009": b"LZFu"}, files={"a": b"1"}, sent=1 << 62)
    held = odd["__attach_version1.0_#00000000"]
    assert isinstance(held, dict)
    del held["__substg1.0_37010102"]
    message = _taken("thu.msg", wraps.compound(odd)).message
    assert f"2: {msg.RTF_UNREAD}" in message.defects
    assert _rows(message) == [("2/1", "a", packed.NO_FILE)]
    assert message.forwarded[0].sent_at is None


def test_outlook_mails_keep_to_the_limits() -> None:
    """Attachments are bounded in number and size; a text over the budget keeps the mail shut."""
    data = _outlook()
    few = msg.open_msg(data, Limits(members=1, member_bytes=1000), 10_000, 3)
    assert few.reason == packed.TOO_MANY
    assert [file.reason for file in few.files] == [packed.TOO_LARGE]
    assert msg.open_msg(data, Limits(), 10, 3).reason == packed.TOO_LARGE
    assert _rows(_taken("a.msg", data[:-512]).message) == [("2", "a.msg", packed.DAMAGED)]


def test_a_stream_longer_than_its_file_is_damage() -> None:
    """Sizes in the directory are a sender's words."""
    data = _outlook()
    at = data.index("__substg1.0_37010102".encode("utf-16-le"))
    longer = data[: at + 120] + struct.pack("<I", 1 << 30) + data[at + 124 :]
    assert packed.DAMAGED in [file.reason for file in msg.open_msg(longer, Limits(), 1 << 20, 3).files] + [
        msg.open_msg(longer, Limits(), 1 << 20, 3).reason
    ]


def test_a_stream_that_is_cut_off_is_damage() -> None:
    """Fewer bytes than the directory says never pass as the whole of a file."""
    data = _outlook()
    at = data.index("__substg1.0_37010102".encode("utf-16-le"))
    cut = data[: at + 120] + struct.pack("<I", len(data) - 600) + data[at + 124 :]
    assert packed.DAMAGED in {file.reason for file in msg.open_msg(cut, Limits(), 1 << 20, 3).files}


MIXED = build.multipart("mixed", [PART, build.attachment((NAME, GOOD))])


@pytest.mark.parametrize("wrap", [wraps.signed, wraps.signed_ber])
def test_a_signed_mail_is_opened(wrap: object) -> None:
    """The parts inside continue the path, and its text is the mail's text; DER and BER."""
    assert callable(wrap)
    headers = b"Subject: x\r\n"
    taken = unpack(headers + build.part("application/pkcs7-mime; smime-type=signed-data", wrap(MIXED)))
    assert dict(taken.contents)["1.2"] == GOOD
    assert [file.name for file in taken.message.files] == ["part-1.1.txt", NAME]
    assert taken.message.text == "Kính"


def test_armor_and_bare_base64_are_read() -> None:
    """PEM, and base64 text that is declared to be a signed mail."""
    plain = base64.encodebytes(wraps.signed(PART))
    for data in (b"-----BEGIN PKCS7-----\n" + plain + b"-----END PKCS7-----\n", plain):
        taken = _taken("smime.p7m", data, kind="application/pkcs7-mime")
        assert [file.path for file in taken.message.files] == ["1", "2.1", "3"]


@pytest.mark.parametrize(("name", "inner"), [(f"{NAME}.p7m", NAME), ("smime.p7m", "part-2-1.docx")])
def test_a_signed_file_is_taken_out(name: str, inner: str) -> None:
    """Programs that sign documents write `a.docx.p7m`."""
    taken = _taken(name, wraps.signed(GOOD))
    assert _rows(taken.message) == [("2/1", inner, "")]
    assert dict(taken.contents)["2/1"] == GOOD


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (wraps.sealed(), smime.ENCRYPTED),
        (wraps.signed(None), ""),
        (wraps.signed(GOOD)[:40], smime.DAMAGED),
        (bytes.fromhex("300f06092a864886f70d010705a0023000"), smime.UNKNOWN),
    ],
)
def test_what_stays_sealed_is_a_row(data: bytes, reason: str) -> None:
    """Encrypted, damaged and unknown are named; a detached signature is a leaf like any other."""
    assert _rows(_taken("smime.p7m", data).message) == [("2", "smime.p7m", reason)]


def test_signed_mails_keep_to_the_limits() -> None:
    """Depth and bytes are bounded."""
    once = wraps.signed(GOOD)
    assert _rows(_taken("a.p7m", once, Limits(depth=2)).message) == [("2", "a.p7m", tree.TOO_DEEP)]
    assert _rows(_taken("a.p7m", once, Limits(total_bytes=10)).message) == [("2", "a.p7m", leaves.TOO_MUCH)]


def test_a_self_extracting_archive_is_named() -> None:
    """A program with an archive in it is never opened, and never silent; any other program is a leaf."""
    data = b"MZ" + b"\0" * 50 + build.zip_of({"a.txt": b"1"})
    assert _rows(_taken("a.exe", data).message) == [("2", "a.exe", leaves.SELF_EXTRACTING)]
    assert _rows(_taken("a.exe", b"MZ\0").message) == [("2", "a.exe", "")]


WHOLE = (wraps.winmail({NAME: b"1" * 90}, body=b"x"), _outlook(), wraps.signed(MIXED), wraps.signed_ber(PART))


@given(st.sampled_from(WHOLE), st.data())
@settings(max_examples=200)
def test_any_damage_is_survived(whole: bytes, data: st.DataObject) -> None:
    """Law: changed and cut anywhere, a wrapper opens or is a row; nothing raises, and the limits hold."""
    spoiled = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    for _ in range(data.draw(st.integers(0, 8))):
        spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    limits = Limits(total_bytes=20_000)
    assert tnef.open_tnef(bytes(spoiled), limits, 20_000) is not None
    assert sum(len(file.data) for file in msg.open_msg(bytes(spoiled), limits, 20_000, 3).files) <= 20_000
    smime.content(bytes(spoiled))
    assert _taken("a.bin", bytes(spoiled), Limits()).message.files


@given(st.binary(max_size=300))
@example(b"%PDF-1.7 in a tar")
def test_any_bytes_are_survived(data: bytes) -> None:
    """Law: no bytes behind a signature make a parser raise."""
    tnef.open_tnef(tnef.SIGNATURE + data, Limits(), 1000)
    msg.open_msg(data, Limits(), 1000, 3)
    smime.content(b"0" + data)
    assert sniff.media_type(archives.tar({"a": data})) == sniff.TAR


def test_tables_longer_than_their_file_are_damage() -> None:
    """A count of two million sectors in a file of five, in a circle, took gigabytes before it was looked at."""
    letter = bytearray(wraps.compound(wraps.msg(texts={"0037": "y"})))
    letter[64:68] = (2 << 20).to_bytes(4, "little")
    taken = _taken("thu.msg", bytes(letter))
    assert ("2", "thu.msg", packed.DAMAGED) in _rows(taken.message)
