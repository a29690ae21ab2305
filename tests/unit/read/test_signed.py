"""Signatures of PDFs made here: whether they hold, who made them, when, and what the field shows."""

from __future__ import annotations

import datetime as dt
import logging
import socket
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.model.signature import Alteration, Clock, Integrity, Signature, Trust
from pipeline.read.signed import certificates
from pipeline.read.signed.marks import may_be_signed
from pipeline.read.signed.reader import read_signed
from pipeline.read.signed.shown import alterations, stamp_lines
from tests.build import pdf, signed
from tests.build.signed import SIGNED_AT, Holder, Sign, sign

STAMP = ("Ký bởi: Sở Nội vụ", "Cơ quan: UBND tỉnh Phú Thọ", "Ngày ký: 09.06.2023 08:30:05 +07:00")


def paper(meetings: str = "150", *more: pdf.Part) -> bytes:
    """A report of one page."""
    return pdf.pdf([pdf.Para("BÁO CÁO", centred=True), pdf.Para(f"Đã tổ chức {meetings} hội nghị."), *more])


PLAIN = paper()
ONCE = sign(PLAIN)
SHOWN = sign(PLAIN, Sign(lines=STAMP))


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """The library logs what it refuses."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def only(data: bytes, *roots: bytes) -> Signature:
    """The one signature of a file."""
    (found,) = read_signed(data, roots).signatures
    return found


def test_a_signature_that_holds_names_its_signer_and_its_time() -> None:
    """As the certificate and the signer's clock say; nothing was added, and no root is asked for."""
    found = only(ONCE)
    assert (found.integrity, found.whole, found.detail) == (Integrity.INTACT, True, "")
    assert (found.signed_at, found.claimed_at, found.clock) == (SIGNED_AT, SIGNED_AT, Clock.CLAIMED)
    assert found.trust is Trust.UNCHECKED
    assert found.signer is not None
    assert (found.signer.name, found.signer.organisation) == ("Sở Nội vụ", "UBND tỉnh Phú Thọ")
    assert (found.signer.email, found.signer.serial) == ("vanthu@sonv.phutho.gov.vn", "5401ac")
    assert (found.signer.issuer, found.signer.valid_to.year) == ("Cơ quan chứng thực thử", 2026)
    assert found.holds


def test_a_root_of_the_campaign_vouches_for_the_signer() -> None:
    """A chain to it is enough; another root's word is not."""
    assert only(ONCE, signed.authority().der).trust is Trust.TRUSTED
    assert only(ONCE, signed.authority("Cơ quan khác").der).trust is Trust.UNKNOWN
    assert only(ONCE, signed.authority("Cơ quan khác").der, signed.authority().der).trust is Trust.TRUSTED


def test_a_certificate_that_had_run_out_is_not_vouched_for() -> None:
    """The chain must hold when the paper was signed; its own dates are told."""
    late = Sign(holder=Holder(until=dt.datetime(2023, 6, 1, tzinfo=dt.UTC)))
    found = only(sign(PLAIN, late), signed.authority().der)
    assert (found.integrity, found.trust) == (Integrity.INTACT, Trust.UNKNOWN)
    assert found.signer is not None
    assert found.signed_at is not None
    assert found.signer.valid_to < found.signed_at


def test_a_text_that_was_changed_afterwards_is_told_with_both_passages() -> None:
    """The change is an update behind the signature: what was signed still holds, and the page shows something else."""
    found = only(signed.redrawn(ONCE, paper("250")))
    assert (found.integrity, found.whole) == (Integrity.CHANGED, False)
    assert found.alterations == (
        Alteration(page=1, before="Đã tổ chức 150 hội nghị.", after="Đã tổ chức 250 hội nghị."),
    )
    assert "xrefs" in found.detail


def test_a_comment_laid_over_a_signed_page_is_a_change() -> None:
    """Its words are found although the page's own text is the same."""
    found = only(signed.commented(ONCE, "Sửa lại: 250 hội nghị"))
    assert found.integrity is Integrity.CHANGED
    assert found.alterations == (Alteration(page=1, before="", after="Sửa lại: 250 hội nghị"),)


def test_a_second_signature_changes_nothing() -> None:
    """Both hold; only the last covers all of the file. They come in the order in which they were made."""
    twice = sign(
        ONCE,
        Sign(field="Signature0", holder=Holder(name="Nguyễn Văn A"), at=SIGNED_AT + dt.timedelta(hours=1)),
    )
    first, second = read_signed(twice).signatures
    assert (first.integrity, first.whole) == (Integrity.INTACT, False)
    assert (second.integrity, second.whole) == (Integrity.INTACT, True)
    assert [found.signer.name for found in (first, second) if found.signer] == ["Sở Nội vụ", "Nguyễn Văn A"]


def test_what_is_added_for_later_checking_changes_nothing() -> None:
    """A time stamp of an authority, and the certificates of a chain: no person signs with them."""
    found = only(signed.with_evidence(signed.stamped(ONCE)))
    assert (found.integrity, found.whole) == (Integrity.INTACT, False)


def test_a_field_that_a_form_lets_fill_in_is_a_change() -> None:
    """A number written into a form after it was signed was not signed."""
    found = only(signed.filled_in(sign(signed.with_form(PLAIN))))
    assert found.integrity is Integrity.CHANGED
    assert found.detail == "form fields were filled in: So"


def test_an_author_who_forbids_all_changes_is_obeyed() -> None:
    """A second signature is one too many."""
    sealed = sign(PLAIN, Sign(certify=True))
    assert only(sealed).integrity is Integrity.INTACT
    found = only(signed.filled_in(sign(signed.with_form(PLAIN), Sign(certify=True))))
    assert (found.integrity, found.detail) == (Integrity.CHANGED, "more was added than the signature allows")


def test_bytes_that_are_others_break_the_signature() -> None:
    """One bit is enough."""
    found = only(signed.spoilt(ONCE))
    assert (found.integrity, found.detail) == (Integrity.BROKEN, "the bytes that were signed are others")
    assert not found.holds


def test_a_signature_that_is_not_of_its_certificate_is_broken() -> None:
    """The digest is right, what was made of it is not."""
    found = only(signed.forged(ONCE))
    assert (found.integrity, found.detail) == (Integrity.BROKEN, "it was not made with its certificate")


def test_a_signature_without_sense_hides_no_other() -> None:
    """The one that can be understood is still told of."""
    twice = sign(ONCE, Sign(field="Signature2"))
    first, second = read_signed(signed.without_sense(twice)).signatures
    assert first.integrity is Integrity.INTACT
    assert (second.integrity, second.signer, second.field) == (Integrity.UNKNOWN, None, "Signature2")
    assert second.detail


def test_a_form_of_signature_that_is_not_known_is_told() -> None:
    """Who signed and when is known all the same."""
    found = only(ONCE.replace(b"/adbe.pkcs7.detached", b"/adbe.pkcs7.shaxxxxx"))
    assert (found.integrity, found.detail) == (
        Integrity.UNKNOWN,
        "signatures of the form /adbe.pkcs7.shaxxxxx are not checked",
    )
    assert found.signed_at == SIGNED_AT


@pytest.mark.parametrize("data", [PLAIN, signed.with_empty_field(PLAIN)], ids=["no field", "an empty field"])
def test_a_file_that_nobody_signed_has_no_signature(data: bytes, tmp_path: Path) -> None:
    """A field that waits for a signature is none, and the cheap question says so."""
    assert read_signed(data).signatures == ()
    (tmp_path / "0").write_bytes(data)
    assert not may_be_signed(tmp_path / "0")


def test_the_cheap_question_finds_every_signature(tmp_path: Path) -> None:
    """It looks at the bytes alone; an empty file has none."""
    for name, data in (("once", ONCE), ("empty", b"")):
        (tmp_path / name).write_bytes(data)
    assert may_be_signed(tmp_path / "once")
    assert not may_be_signed(tmp_path / "empty")


@pytest.mark.parametrize("member", ["_xmlsignatures/sig1.xml", "META-INF/documentsignatures.xml"])
def test_an_xml_signature_is_there_and_not_checked(member: str, tmp_path: Path) -> None:
    """A Word file or an ODF with a signature of its own; without that member it has none."""
    for name in (member, "word/document.xml"):
        with ZipFile(tmp_path / "0", "w") as archive:
            archive.writestr(name, b"<Signature/>")
        assert may_be_signed(tmp_path / "0") is (name == member)
    found = read_signed((tmp_path / "0").read_bytes())
    assert (found.signatures, found.trouble) == ((), "unsupported: XML signatures are not checked")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\nnothing", ONCE[:900]])
def test_a_file_that_is_no_pdf_is_trouble(data: bytes) -> None:
    """Said in words, never raised."""
    found = read_signed(data)
    assert (found.signatures, found.trouble.startswith("corrupt: ")) == ((), True)


def test_too_many_fields_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """No paper has so many; those that were looked at are told."""
    monkeypatch.setattr("pipeline.read.signed.reader.MOST_FIELDS", 1)
    found = read_signed(sign(ONCE, Sign(field="Signature2")))
    assert (len(found.signatures), found.trouble) == (2, "too_large: more than 1 signature fields")


def test_an_encrypted_file_that_opens_without_a_password_is_looked_into() -> None:
    """Its signatures are as any other's."""
    assert only(sign(signed.locked(PLAIN))).integrity is Integrity.INTACT


# --- time


def test_the_time_is_an_authoritys_where_its_stamp_holds() -> None:
    """What the signer's own clock says is kept beside it; a root says whether the authority is known."""
    late = Sign(stamped_at=SIGNED_AT + dt.timedelta(days=3))
    data = sign(PLAIN, late)
    found = only(data)
    assert (found.signed_at, found.claimed_at) == (late.stamped_at, SIGNED_AT)
    assert found.clock is Clock.AUTHORITY
    assert only(data, signed.authority().der).clock is Clock.TRUSTED
    assert only(data, signed.authority("Cơ quan khác").der).clock is Clock.AUTHORITY


def test_a_time_stamp_of_another_signature_is_none() -> None:
    """It says nothing of this one: the signer's own clock is all there is."""
    found = only(sign(PLAIN, Sign(stamped_at=SIGNED_AT + dt.timedelta(days=3), foreign_stamp=True)))
    assert (found.signed_at, found.clock) == (SIGNED_AT, Clock.CLAIMED)


def test_a_certificate_whose_dates_have_no_zone_is_of_utc() -> None:
    """They can be compared with the time of signing; no root's word counts for such a certificate."""
    holder = Holder(until=dt.datetime(2051, 1, 1, tzinfo=dt.UTC), zoned=False)
    data = sign(PLAIN, Sign(holder=holder))
    found = only(data)
    assert (found.integrity, found.signed_at) == (Integrity.INTACT, SIGNED_AT)
    assert found.signer is not None
    assert found.signer.valid_to == holder.until
    assert only(data, signed.authority().der) == replace(found, trust=Trust.UNKNOWN)


def test_a_time_stamp_without_a_zone_is_of_utc() -> None:
    """It holds as any other."""
    late = Sign(stamped_at=SIGNED_AT + dt.timedelta(days=3), zoned_stamp=False)
    found = only(sign(PLAIN, late), signed.authority().der)
    assert (found.signed_at, found.clock) == (late.stamped_at, Clock.TRUSTED)


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("D:20230609083005+07'00'", SIGNED_AT),
        ("D:20230609083005", SIGNED_AT),
        ("D:20230609013005Z", SIGNED_AT),
        ("hôm nay", None),
    ],
)
def test_without_a_time_of_its_own_the_files_word_counts(written: str, time: dt.datetime | None) -> None:
    """A time without its zone is of a clock in Vietnam; what is no time is none."""
    found = only(sign(PLAIN, Sign(at=None, written=written)))
    assert (found.signed_at, found.clock) == (time, Clock.CLAIMED)


# --- what the page shows


def test_the_lines_that_a_field_shows_are_read() -> None:
    """From the annotation, which is no part of the page's text; what the page shows in the same place is left out."""
    found = only(SHOWN)
    assert (found.page, found.stamp) == (1, STAMP)
    over = only(sign(PLAIN, Sign(lines=STAMP, box=(80, 700, 540, 800))))
    assert over.stamp == STAMP


def test_a_field_that_cannot_be_seen_shows_nothing() -> None:
    """It is on no page."""
    assert (only(ONCE).page, only(ONCE).stamp) == (None, ())


def test_a_field_with_a_widget_of_its_own_is_found_on_its_page() -> None:
    """Some programs part the two."""
    found = only(signed.with_parted_widget(PLAIN, Sign(lines=STAMP)))
    assert (found.page, found.stamp) == (1, STAMP)


def test_what_cannot_be_drawn_shows_nothing() -> None:
    """Neither lines nor differences."""
    assert stamp_lines(b"%PDF-", 1, (0, 0, 10, 10)) == ()
    assert stamp_lines(PLAIN, 7, (0, 0, 10, 10)) == ()
    assert alterations(PLAIN, b"%PDF-") == ()


def test_a_page_that_was_added_is_told() -> None:
    """There was nothing before."""
    found = alterations(PLAIN, paper("150", pdf.Break(), pdf.Para("Phụ lục mới")))
    assert (found[-1].page, found[-1].before, "Phụ lục mới" in found[-1].after) == (2, "", True)


# --- the network


def test_nobody_is_asked() -> None:
    """A certificate names where its revocation could be looked up; a listener there hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        holder = Holder(asks=f"http://127.0.0.1:{server.getsockname()[1]}")
        data = sign(PLAIN, Sign(holder=holder, stamped_at=SIGNED_AT))
        assert only(data, signed.authority().der).trust is Trust.TRUSTED
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()


def test_no_step_of_checking_may_wait() -> None:
    """What would ask somebody has no event loop to do it in."""

    class Asks:
        def __await__(self) -> Generator[None, None, None]:
            yield

    async def ask() -> None:
        await Asks()

    with pytest.raises(RuntimeError, match="wait for something outside"):
        certificates.at_once(ask())


def test_names_are_tidied_and_cut() -> None:
    """What a stranger wrote into a certificate can be stored and shown."""
    holder = replace(Holder(), name="A\u200bB\n  C", department="Phòng", organisation="x" * 60)
    found = only(sign(PLAIN, Sign(holder=holder)))
    assert found.signer is not None
    assert (found.signer.name, found.signer.department) == ("AB C", "Phòng")
    assert certificates.plain("a\ud800b" * 100, 5) == "a?ba?"
