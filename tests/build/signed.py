"""Signed PDFs as code: certificates of an authority that this file makes up, signatures by pyHanko, and damage by hand."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from asn1crypto import cms
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter, copy_into_new_writer
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import pdf_byterange
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.build.pdf import FONTS, PLAIN

ZONE = dt.timezone(dt.timedelta(hours=7))
ROOT = "Cơ quan chứng thực thử"
SIGNED_AT = dt.datetime(2023, 6, 9, 8, 30, 5, tzinfo=ZONE)
_ALLOWED = {True: fields.MDPPerm.NO_CHANGES, False: fields.MDPPerm.FILL_FORMS}
_NAMES = {
    "name": NameOID.COMMON_NAME,
    "organisation": NameOID.ORGANIZATION_NAME,
    "department": NameOID.ORGANIZATIONAL_UNIT_NAME,
}


@dataclass(frozen=True)
class Holder:
    """Whose certificate it is, and from when until when."""

    name: str = "Sở Nội vụ"
    organisation: str = "UBND tỉnh Phú Thọ"
    department: str = ""
    email: str = "vanthu@sonv.phutho.gov.vn"
    since: dt.datetime = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
    until: dt.datetime = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    serial: int = 0x5401AC
    zoned: bool = True  # its last day is said to be in UTC; else, of one from 2050 on, nothing is said
    asks: str = "http://127.0.0.1:9"  # where a checker could ask whether it was revoked, were it let


@dataclass(frozen=True)
class Authority:
    """A root certificate and its key; `pem` is what a campaign's folder would hold."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        """The certificate's bytes."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        """The certificate as text."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)


@dataclass(frozen=True)
class Sign:
    """One signature. `at` is what the signer's clock says, None for none; `written` what the file says beside it.

    With `stamped_at` an authority's time stamp is added, with `foreign_stamp` over something else, not `zoned_stamp` without
    its zone. `box` is where its
    `lines` are shown on the first page, in points; without lines the field cannot be seen.
    """

    holder: Holder = Holder()
    root: str = ROOT
    at: dt.datetime | None = SIGNED_AT
    written: str = ""
    stamped_at: dt.datetime | None = None
    foreign_stamp: bool = False
    zoned_stamp: bool = True
    lines: Sequence[str] = ()
    box: tuple[int, int, int, int] = (320, 700, 570, 780)
    field: str = "Signature1"
    certify: bool = False  # as its author, who allows no change at all
    existing: bool = False  # in a field that the file has


PLAINLY = Sign()


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def authority(name: str = ROOT) -> Authority:
    """A root of this name, the same within a run."""
    return _authority(name)


@cache
def _authority(name: str) -> Authority:
    key = _new_key()
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    since, until = dt.datetime(2015, 1, 1, tzinfo=dt.UTC), dt.datetime(2045, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(7).not_valid_before(since).not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )  # fmt: skip
    return Authority(made.sign(key, hashes.SHA256()), key)


@cache
def _certified(holder: Holder, root: str, *, stamps: bool = False) -> tuple[x509.Certificate, Any]:
    """A certificate of this holder that the root signed, and its key. One that `stamps` times."""
    above, key = authority(root), _new_key()
    parts = [x509.NameAttribute(_NAMES[part], value) for part in _NAMES if (value := getattr(holder, part))]
    made = (
        x509.CertificateBuilder().subject_name(x509.Name(parts)).issuer_name(above.certificate.subject)
        .public_key(key.public_key()).serial_number(holder.serial).not_valid_before(holder.since)
        .not_valid_after(holder.until)
    )  # fmt: skip
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = made.add_extension(usage, critical=True)
    points = [
        x509.DistributionPoint([x509.UniformResourceIdentifier(f"{holder.asks}/crl")], None, None, None)
    ]
    made = made.add_extension(x509.CRLDistributionPoints(points), critical=False)
    answers = x509.AccessDescription(
        AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(f"{holder.asks}/ocsp")
    )
    made = made.add_extension(x509.AuthorityInformationAccess([answers]), critical=False)
    if holder.email:
        made = made.add_extension(
            x509.SubjectAlternativeName([x509.RFC822Name(holder.email)]), critical=False
        )
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(above.key, hashes.SHA256()), key


def _as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _without_zone(certificate: x509.Certificate, root: str) -> asn1_x509.Certificate:
    """The certificate, signed once more by the root, with a last day as long as before but of no zone."""
    der = certificate.public_bytes(serialization.Encoding.DER)
    until = f"{certificate.not_valid_after_utc:%Y%m%d%H%M}".encode()
    made = asn1_x509.Certificate.load(der.replace(until + b"00Z", until + b".00"))
    told = made["tbs_certificate"].dump()
    made["signature_value"] = authority(root).key.sign(told, padding.PKCS1v15(), hashes.SHA256())
    return made


def _key(key: rsa.RSAPrivateKey) -> asn1_keys.PrivateKeyInfo:
    der = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return asn1_keys.PrivateKeyInfo.load(der)


class _Signer(signers.SimpleSigner):
    """A signer whose clock shows what a test says, however long ago."""

    at: dt.datetime | None = SIGNED_AT

    async def signed_attrs(self, *arguments: Any, **named: Any) -> Any:
        settings = replace(named["attr_settings"], signing_time=self.at or SIGNED_AT)
        made = await super().signed_attrs(*arguments, **named | {"attr_settings": settings})
        kept = [one for one in made if self.at or one["type"].native != "signing_time"]
        return type(made)(kept)


class _Elsewhere(DummyTimeStamper):
    """An authority that stamps something else than it is asked to."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        return await super().async_timestamp(bytes(len(message_digest)), md_algorithm)


class _ZonelessStamper(DummyTimeStamper):
    """An authority that forgets to say that its clock is in UTC."""

    def _build_tst_info(self, message_imprint: Any, dt: dt.datetime, req: Any) -> Any:
        made = super()._build_tst_info(message_imprint, dt, req)
        made["gen_time"] = made["gen_time"].native.strftime("%Y%m%d%H%M%S")
        return made


class _Drawn(PdfContent):
    """What a field shows: a page of a PDF of our own."""

    def __init__(self, lines: Sequence[str], size: tuple[int, int]) -> None:
        super().__init__(box=BoxConstraints(width=size[0], height=size[1]))
        self._page = _lines(lines, size)

    def render(self) -> bytes:
        """The operator that draws it."""
        reader = PdfFileReader(io.BytesIO(self._page))
        self.resources.xobject["/Lines"] = self._ensure_writer.import_page_as_xobject(reader)
        return b"/Lines Do"


def _lines(lines: Sequence[str], size: tuple[int, int]) -> bytes:
    """A small page with these lines."""
    if PLAIN not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(PLAIN, f"{FONTS}/{PLAIN}.ttf"))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=True)
    canvas.setFont(PLAIN, 8)
    for number, line in enumerate(lines, start=1):
        canvas.drawString(2, size[1] - 10 * number, line)
    canvas.save()
    return target.getvalue()


def sign(data: bytes, how: Sign = PLAINLY) -> bytes:
    """The file with one more signature, added as an incremental update."""
    signer = _signer(how.holder, how.root)
    signer.at = how.at
    made = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=how.field,
            md_algorithm="sha256",
            certify=how.certify,
            docmdp_permissions=_ALLOWED[how.certify],
        ),
        signer=signer,
        timestamper=_stamper(how) if how.stamped_at else None,
        stamp_style=_style(how) if how.lines else None,
        new_field_spec=fields.SigFieldSpec(how.field, on_page=0, box=how.box)
        if how.lines and not how.existing
        else None,
    )
    target = io.BytesIO()
    with _writing(how.written):
        made.sign_pdf(_writer(data), output=target)
    return target.getvalue()


def _writer(data: bytes) -> IncrementalPdfFileWriter:
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    if writer.prev.encrypted:
        writer.encrypt("")
    return writer


@contextmanager
def _writing(date: str) -> Iterator[None]:
    """Signature dictionaries made meanwhile say this of their date."""
    with pytest.MonkeyPatch.context() as patch:
        if date:
            patch.setattr(pdf_byterange, "pdf_date", lambda _: generic.TextStringObject(date))
        yield


def _signer(holder: Holder, root: str) -> _Signer:
    certificate, key = _certified(holder, root)
    shown = _as_asn1(certificate) if holder.zoned else _without_zone(certificate, root)
    return _Signer(signing_cert=shown, signing_key=_key(key), cert_registry=SimpleCertificateStore())


def _stamper(how: Sign) -> DummyTimeStamper:
    certificate, key = _certified(Holder(name="Dấu thời gian", email=""), how.root, stamps=True)
    kind = _Elsewhere if how.foreign_stamp else DummyTimeStamper if how.zoned_stamp else _ZonelessStamper
    return kind(_as_asn1(certificate), _key(key), fixed_dt=how.stamped_at)


def _style(how: Sign) -> StaticStampStyle:
    x0, y0, x1, y1 = how.box
    return StaticStampStyle(
        background=_Drawn(how.lines, (x1 - x0, y1 - y0)), border_width=0, background_opacity=1
    )


def stamped(data: bytes) -> bytes:
    """The file with an authority's time stamp over all of it."""
    target = io.BytesIO()
    stamper = signers.PdfTimeStamper(_stamper(Sign(stamped_at=SIGNED_AT)), field_name="Time")
    stamper.timestamp_pdf(_writer(data), "sha256", validation_context=None, output=target)
    return target.getvalue()


def with_evidence(data: bytes) -> bytes:
    """The file with the certificates of a chain for those who check it later."""
    target = io.BytesIO(data)
    DocumentSecurityStore.add_dss(target, sig_contents=None, certs=[_as_asn1(authority().certificate)])
    return target.getvalue()


def locked(data: bytes) -> bytes:
    """The file encrypted so that it opens without a password, and only its owner may change it."""
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(data)))
    writer.encrypt(owner_pass=ROOT, user_pass="")
    return _written(writer)


def with_empty_field(data: bytes) -> bytes:
    """The file with a field for a signature that nobody has made."""
    writer = _writer(data)
    fields.append_signature_field(writer, fields.SigFieldSpec("Empty", on_page=0, box=(10, 10, 100, 60)))
    return _written(writer)


def with_form(data: bytes) -> bytes:
    """The file with a form of one field, `So`, for a number."""
    writer = _writer(data)
    page = writer.root["/Pages"]["/Kids"][0]
    field = generic.DictionaryObject({
        generic.pdf_name("/Type"): generic.pdf_name("/Annot"), generic.pdf_name("/Subtype"): generic.pdf_name("/Widget"),
        generic.pdf_name("/FT"): generic.pdf_name("/Tx"), generic.pdf_name("/T"): generic.pdf_string("So"),
        generic.pdf_name("/V"): generic.pdf_string(""), generic.pdf_name("/Rect"): _numbers(100, 100, 200, 120),
    })  # fmt: skip
    reference = writer.add_object(field)
    form = generic.DictionaryObject({generic.pdf_name("/Fields"): generic.ArrayObject([reference])})
    writer.root["/AcroForm"] = writer.add_object(form)
    page["/Annots"] = generic.ArrayObject([reference])
    writer.update_root()
    writer.mark_update(page.container_ref)
    return _written(writer)


def filled_in(data: bytes) -> bytes:
    """The file whose field `So` was filled in."""
    writer = _writer(data)
    field = next(
        one.get_object() for one in writer.root["/AcroForm"]["/Fields"] if one.get_object()["/T"] == "So"
    )
    field["/V"] = generic.pdf_string("250")
    writer.mark_update(field.container_ref)
    return _written(writer)


def _numbers(*values: float) -> generic.ArrayObject:
    return generic.ArrayObject([generic.FloatObject(value) for value in values])


def redrawn(data: bytes, other: bytes) -> bytes:
    """The file whose first page shows what that of another file does: an update that says so."""
    writer = _writer(data)
    reader = PdfFileReader(io.BytesIO(other))
    theirs, shown = reader.root["/Pages"]["/Kids"][0], writer.root["/Pages"]["/Kids"][0]
    for part in ("/Contents", "/Resources"):
        shown[part] = writer.add_object(writer.import_object(theirs[part].get_object()))
    writer.mark_update(shown.container_ref)
    return _written(writer)


def commented(data: bytes, text: str) -> bytes:
    """The file with a line laid over its first page, as a comment is."""
    writer = _writer(data)
    page = writer.root["/Pages"]["/Kids"][0]
    reader = PdfFileReader(io.BytesIO(_lines((text,), (300, 20))))
    shown = generic.DictionaryObject({generic.pdf_name("/N"): writer.import_page_as_xobject(reader)})
    note = generic.DictionaryObject({
        generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
        generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"), generic.pdf_name("/AP"): shown,
        generic.pdf_name("/Rect"): _numbers(100, 300, 400, 320), generic.pdf_name("/F"): generic.NumberObject(4),
    })  # fmt: skip
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(note)])
    writer.mark_update(page.container_ref)
    return _written(writer)


def with_parted_widget(data: bytes, how: Sign) -> bytes:
    """The file signed in a field whose place on the page is an object of its own."""
    writer = _writer(data)
    page = writer.root["/Pages"]["/Kids"][0]
    x0, y0, x1, y1 = how.box
    reader = PdfFileReader(io.BytesIO(_lines(how.lines, (x1 - x0, y1 - y0))))
    shown = generic.DictionaryObject({generic.pdf_name("/N"): writer.import_page_as_xobject(reader)})
    widget = writer.add_object(generic.DictionaryObject({
        generic.pdf_name("/Type"): generic.pdf_name("/Annot"), generic.pdf_name("/AP"): shown,
        generic.pdf_name("/Subtype"): generic.pdf_name("/Widget"), generic.pdf_name("/Rect"): _numbers(*how.box),
        generic.pdf_name("/F"): generic.NumberObject(4),
    }))  # fmt: skip
    field = writer.add_object(generic.DictionaryObject({
        generic.pdf_name("/FT"): generic.pdf_name("/Sig"), generic.pdf_name("/T"): generic.pdf_string(how.field),
        generic.pdf_name("/Kids"): generic.ArrayObject([widget]),
    }))  # fmt: skip
    widget.get_object()["/Parent"] = field
    form = generic.DictionaryObject({generic.pdf_name("/Fields"): generic.ArrayObject([field])})
    writer.root["/AcroForm"] = writer.add_object(form)
    writer.update_root()
    page["/Annots"] = generic.ArrayObject([widget])
    writer.mark_update(page.container_ref)
    return sign(_written(writer), replace(how, existing=True))


def _written(writer: BasePdfFileWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def forged(data: bytes) -> bytes:
    """The file whose signature is another number: the last byte of it is changed."""
    start = data.rindex(b"/Contents <") + 11
    end = data.index(b">", start)
    content = bytes.fromhex(data[start:end].decode())
    made = cms.ContentInfo.load(content)
    signature = made["content"]["signer_infos"][0]["signature"].native
    other = signature[:-1] + bytes([signature[-1] ^ 1])
    return data[:start] + content.replace(signature, other).hex().encode() + data[end:]


def spoilt(data: bytes) -> bytes:
    """The file with one byte changed that was signed: a digit of its own first line's comment."""
    place = data.index(b"%PDF-1.") + 7
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def without_sense(data: bytes) -> bytes:
    """The file whose signature is no signature: the start of it is overwritten."""
    place = data.rindex(b"/Contents <") + 11
    return data[:place] + b"00ff" * 8 + data[place + 32 :]
