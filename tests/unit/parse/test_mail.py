"""Messages taken apart: every leaf with its exact bytes, whatever the sender's program did."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.mail import File
from pipeline.parse.mail import MailShapeError, Taken, unpack
from tests.build import mail as build
from tests.build.mail import Options

BYTES = bytes(range(256)) * 40 + b"\r\n\n\r--x\n\0"
DOCX = build.package()


def _attached(taken: Taken) -> list[File]:
    return [file for file in taken.message.files if not file.body]


def _shape(taken: Taken) -> list[tuple[str, str]]:
    return [(file.path, file.name) for file in taken.message.files]


@pytest.mark.parametrize(
    "encoding", ["base64", "8bit", "binary", "quoted-printable", "x-uuencode", "BASE64 "]
)
def test_bytes_come_out_as_they_went_in(encoding: str) -> None:
    """Every transfer encoding gives the very bytes back, also 8-bit ones that mail-parser once corrupted."""
    written = Options(encoding=encoding.strip().lower())
    raw = build.build_mail(attachments=[("a.bin", BYTES, written)]).replace(b"base64\r\n", b"BASE64 \r\n")
    taken = unpack(raw)
    assert dict(taken.contents)["2"] == BYTES
    assert _attached(taken)[0].sha256 == hashlib.sha256(BYTES).hexdigest()


@given(
    st.lists(
        st.tuples(
            st.text(
                alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20
            ),
            st.binary(max_size=300),
            st.sampled_from(["base64", "8bit", "quoted-printable"]),
            st.sampled_from(["rfc2231", "continued", "rfc2047", "none"]),
        ),
        max_size=4,
    )
)
@settings(max_examples=60)
def test_every_attachment_comes_out(given: Sequence[tuple[str, bytes, str, str]]) -> None:
    """Law: each attachment of a built mail is a file with its sha256, in order; none is lost, none is doubled."""
    marked = [(name, b"\0" + data, encoding, naming) for name, data, encoding, naming in given]
    attachments = [
        (name, data, Options(encoding=encoding, naming=naming)) for name, data, encoding, naming in marked
    ]
    taken = unpack(build.build_mail(attachments=attachments))
    wanted = [hashlib.sha256(data).hexdigest() for _, data, _, _ in marked]
    assert [file.sha256 for file in _attached(taken)] == wanted
    assert [file.path for file in taken.message.files] == [path for path, _ in taken.contents]
    assert all(
        hashlib.sha256(dict(taken.contents)[f.path]).hexdigest() == f.sha256 for f in taken.message.files
    )


@pytest.mark.parametrize("naming", ["rfc2231", "continued", "rfc2047", "raw", "bare", "type"])
def test_names_are_read_in_each_way_of_writing(naming: str) -> None:
    """The same Vietnamese name comes out of all ways in which programs write one."""
    taken = unpack(build.build_mail(attachments=[("Báo cáo tháng 3.docx", DOCX, Options(naming=naming))]))
    assert _attached(taken)[0].name == "Báo cáo tháng 3.docx"


@pytest.mark.parametrize("disposition", ["attachment", "inline", ""])
@pytest.mark.parametrize(
    "media_type", ["application/pdf", "text/plain", "application/octet-stream", "image/png"]
)
def test_a_nameless_part_is_kept(disposition: str, media_type: str) -> None:
    """mail-parser drops nameless parts or names them at random; here they are named by path and content."""
    options = Options(naming="none", disposition=disposition, media_type=media_type)
    taken = unpack(build.build_mail(attachments=[("", b"%PDF-1.4\n\0", options)]))
    (file,) = _attached(taken)
    assert (file.name, file.raw_name, file.media_type) == ("part-2.pdf", "", "application/pdf")
    assert file.declared_type == media_type


def test_an_inline_image_with_a_cid_is_a_file_of_its_own_name() -> None:
    """A Content-ID is no file name."""
    image = build.part("image/png", b"\x89PNG\r\n\x1a\n", headers=["Content-ID: <img1@x>"])
    raw = b"Subject: x\r\n" + build.multipart("related", [build.part("text/html", b"<p>a</p>"), image])
    assert _shape(unpack(raw)) == [("1", "part-1.html"), ("2", "part-2.png")]


def test_both_alternatives_are_the_body() -> None:
    """Plain text and its HTML twin are both the message's text, and the plain one is what is read."""
    taken = unpack(
        build.build_mail(body="Kính gửi", html="<p>Kính <b>gửi</b></p>", attachments=[("a", DOCX)])
    )
    assert [(file.path, file.body) for file in taken.message.files] == [
        ("1.1", True),
        ("1.2", True),
        ("2", False),
    ]
    assert taken.message.text == "Kính gửi"


def test_a_html_body_is_read_as_lines() -> None:
    """A mail with HTML alone has a text, too."""
    page = "<style>p{}</style><p>Kính gửi<br>Ban Tuyên giáo</p><!-- x --><script>1</script>".encode()
    raw = b"Subject: x\r\n" + build.part("text/html; charset=utf-8", page)
    assert unpack(raw).message.text == "Kính gửi\nBan Tuyên giáo"


def test_a_blank_alternative_gives_way() -> None:
    """A plain part without words does not hide the HTML."""
    assert unpack(build.build_mail(body=" \n", html="<p>Gửi</p>")).message.text == "Gửi"


def test_the_text_is_bounded() -> None:
    """No mail makes more than the wanted characters of text."""
    assert len(unpack(build.build_mail(body="ă" * 300_000)).message.text) == 100_000


@pytest.mark.parametrize("charset", ["x-viet-tcvn", "utf-8", "us-ascii", "iso-8859-1", "\0", ""])
def test_a_wrong_charset_does_not_spoil_the_text(charset: str) -> None:
    """What is UTF-8 is read as UTF-8, whatever it is declared as."""
    raw = b"Subject: x\r\n" + build.part(f"text/plain; charset={charset}", "Báo cáo".encode())
    assert unpack(raw).message.text == "Báo cáo"


def test_a_vietnamese_code_page_is_read() -> None:
    """Windows-1258 splits letters and marks; the text comes out composed."""
    raw = b"Subject: x\r\n" + build.part(
        "text/plain; charset=windows-1258", b"B\xe1o c\xe1o th\xfd\xf2c hi\xea\xf2n"
    )
    assert unpack(raw).message.text == "Báo cáo thực hiện"


@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
@pytest.mark.parametrize("name", ["", "Chuyển tiếp.eml"])
def test_a_forwarded_mail_is_opened(encoding: str, name: str) -> None:
    """Forwarded mails give an envelope and their files, whether named, nameless or in base64; no row of their own."""
    inner = build.build_mail(subject="Bên trong", sender="a@b.example", attachments=[("x.docx", BYTES)])
    taken = unpack(build.build_mail(attachments=[build.forwarded(inner, encoding=encoding, name=name)]))
    assert [path for path, _ in _shape(taken)] == ["1", "2.1", "2.2"]
    assert dict(taken.contents)["2.2"] == BYTES
    (envelope,) = taken.message.forwarded
    assert (envelope.path, envelope.subject, envelope.sender) == ("2", "Bên trong", "a@b.example")


def test_a_mail_in_disguise_is_opened() -> None:
    """An .eml declared as anything else is a mail by its content."""
    inner = build.build_mail(attachments=[("x.docx", DOCX)])
    taken = unpack(build.build_mail(attachments=[("thu.dat", inner)]))
    assert [path for path, _ in _shape(taken)] == ["1", "2.1", "2.2"]


def test_a_file_in_a_mails_disguise_is_kept() -> None:
    """A Word file declared as a mail stays a file."""
    taken = unpack(build.build_mail(attachments=[build.forwarded(DOCX, encoding="base64", name="a.docx")]))
    assert _attached(taken)[0].sha256 == hashlib.sha256(DOCX).hexdigest()


def test_a_body_that_quotes_headers_stays_the_body() -> None:
    """A reply that opens with `From:` and `Date:` is a text, no mail inside."""
    taken = unpack(build.build_mail(body="From: a@b\nDate: x\nSubject: y\n\nGửi lại\n"))
    assert (taken.message.files[0].body, taken.message.forwarded) == (True, ())


def test_only_own_words_are_the_text() -> None:
    """The text of a forwarded mail is its own file, marked as body, and not mixed with the sender's words."""
    inner = build.build_mail(body="Bên trong")
    taken = unpack(build.build_mail(body="Bên ngoài", attachments=[build.forwarded(inner)]))
    assert taken.message.text == "Bên ngoài"
    assert [file.body for file in taken.message.files] == [True, True]


def test_digests_hold_mails() -> None:
    """In a digest a part without a type is a mail."""
    inner = b"\r\nSubject: nam\r\nFrom: a@b.example\r\n\r\nxin chao\r\n"
    taken = unpack(b"Subject: x\r\n" + build.multipart("digest", [inner, inner]))
    assert [envelope.path for envelope in taken.message.forwarded] == ["1", "2"]


def test_uuencoded_files_in_the_text_come_out() -> None:
    """Old programs write files into the text; mail-parser loses them."""
    body = b"Gui bao cao\n" + build._encoded(BYTES, "x-uuencode")
    taken = unpack(b"Subject: x\r\n" + build.part("text/plain", body))
    assert _shape(taken) == [("1", "part-1.txt"), ("1/1", "tep")]
    assert dict(taken.contents)["1/1"] == BYTES


def test_a_bom_before_the_headers_hides_nothing() -> None:
    """mail-parser and the stdlib lose everything after a byte order mark or blank lines."""
    raw = build.build_mail(attachments=[("a.docx", DOCX)])
    assert unpack(b"\xef\xbb\xbf\r\n" + raw) == unpack(raw)


def test_broken_base64_gives_what_it_holds() -> None:
    """Blanks, stray characters and missing padding cost no more than themselves."""
    head = b"Subject: x\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert dict(unpack(head + b"R0lG\r\n ODlh\0!AQ").contents)["1"] == b"GIF89a\x01"
    assert dict(unpack(head + b"R0lGODlhA").contents)["1"] == b"GIF89a"


def test_a_truncated_mail_keeps_its_parts() -> None:
    """A missing end is a defect; the parts before it are whole."""
    raw = build.build_mail(attachments=[("a.docx", DOCX), ("b.bin", BYTES)])
    taken = unpack(raw[: raw.rindex(b"Content-Type") + 200])
    assert dict(taken.contents)["2"] == DOCX
    assert any("CloseBoundaryNotFound" in defect for defect in taken.message.defects)


def test_one_bad_part_never_loses_the_others() -> None:
    """A nested multipart without its boundary cost mail-parser the whole message; here it is a row with a reason."""
    bad = b'Content-Type: multipart/mixed; boundary="y"\r\n\r\nkhong co\r\n'
    parts = [bad, build.attachment(("a.docx", DOCX)), b"Content-Type: multipart/mixed\r\n\r\nx"]
    taken = unpack(b"Subject: x\r\n" + build.multipart("mixed", parts))
    assert [(file.path, file.reason) for file in taken.message.files] == [
        ("1", "parts could not be told apart"),
        ("2", ""),
        ("3", "parts could not be told apart"),
    ]


def test_text_after_the_last_part_is_told() -> None:
    """An epilogue is no part; that it is there is said."""
    raw = (
        b"Subject: x\r\n" + build.multipart("mixed", [build.part("text/plain", b"a")]) + b"\r\nquang cao\r\n"
    )
    assert "message: text after the last part" in unpack(raw).message.defects


def test_signed_mails_are_opened_and_opaque_ones_kept() -> None:
    """multipart/signed is a multipart; an opaque S/MIME body is a leaf with its type."""
    sealed = b"0\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
    signature = ("smime.p7s", sealed, Options(media_type="application/pkcs7-signature"))
    parts = [build.part("text/plain", b"a"), build.attachment(signature)]
    assert [
        f.media_type for f in unpack(b"Subject: x\r\n" + build.multipart("signed", parts)).message.files
    ] == [
        "text/plain",
        "application/pkcs7-mime",
    ]
    opaque = unpack(b"Subject: x\r\n" + build.part("application/pkcs7-mime; name=smime.p7m", sealed))
    assert opaque.message.files[0].media_type == "application/pkcs7-mime"


@pytest.mark.parametrize("raw", [b"", b"\r\n \n", b"\t"])
def test_nothing_is_no_mail(raw: bytes) -> None:
    """A fetch that brought nothing is an error, not an empty report."""
    with pytest.raises(MailShapeError, match="empty"):
        unpack(raw)


@pytest.mark.parametrize(
    "raw", [b"x", b"\0\xff", b"Subject: x", b"From: a@b\r\n\r\n", b":\r\n", b"PK\x03\x04"]
)
def test_anything_else_is_a_message(raw: bytes) -> None:
    """However little is there, it is a row."""
    assert len(unpack(raw).message.files) == 1


def test_the_same_bytes_give_the_same_result() -> None:
    """No random name, no clock: a second reading is equal to the first."""
    inner = build.build_mail(attachments=[("", DOCX, Options(naming="none"))])
    raw = build.build_mail(attachments=[("", BYTES, Options(naming="none")), build.forwarded(inner)])
    assert unpack(raw) == unpack(raw)


def test_a_line_among_the_headers_that_is_none_does_not_hide_the_files() -> None:
    """It is left out and told of; below the Content-Type, or without one, it ends the headers as it always did."""
    good = build.build_mail(attachments=[("a.txt", b"1")])
    head, _, body = good.partition(b"\r\n\r\n")
    odd = unpack(b"X-A: b\r\nno colon here\r\n" + good).message
    assert [file.name for file in odd.files] == [file.name for file in unpack(good).message.files]
    assert "message: 1 lines among the headers that are none" in odd.defects
    late = unpack(head + b"\r\nno colon here\r\n\r\n" + body).message
    assert not [defect for defect in late.defects if "lines among" in defect]
    assert unpack(b"Subject: x\r\nno colon here\r\n\r\ntext").message.defects
