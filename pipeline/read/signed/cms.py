"""One signature of a PDF: who made it, when, and whether it holds. Never asks the network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    extract_self_reported_ts,
    extract_tst_data_iter,
    message_imprint_checker,
    validate_sig_integrity,
    validate_tst_signed_data,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel, TimestampSignatureStatus

from pipeline.model.signature import Clock, Integrity
from pipeline.read.signed.certificates import at_once, aware, context_of, plain

_MOST_LETTERS = 300  # of a detail
# A time without its offset from UTC is of a clock in the country of these papers.
_HERE = dt.timezone(dt.timedelta(hours=7))
_HARMLESS = ModificationLevel.FORM_FILLING
_FORMS = frozenset(("/adbe.pkcs7.detached", "/ETSI.CAdES.detached", "/PBAD.PAdES"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Whether a signature holds, whether nothing at all was added after it, and what was found wrong."""

    integrity: Integrity
    whole: bool
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When a signature was made, by whose clock, and what the signer's own said."""

    signed_at: dt.datetime | None
    clock: Clock
    claimed_at: dt.datetime | None


def held(embedded: EmbeddedPdfSignature, fields: frozenset[str]) -> Held:
    """Whether the bytes are those that were signed, and what was added since; `fields` are the names of all signature fields.

    The strength of the digest is not judged: papers of 2020 and before were signed with SHA-1.
    """
    form = str(embedded.sig_object.get("/SubFilter", "none"))
    if form not in _FORMS:
        return Held(
            integrity=Integrity.UNKNOWN, whole=False, detail=f"signatures of the form {form} are not checked"
        )
    intact, valid = validate_sig_integrity(
        embedded.signer_info, embedded.signer_cert, "data", embedded.compute_digest()
    )
    if not (intact and valid):
        why = "the bytes that were signed are others" if valid else "it was not made with its certificate"
        return Held(integrity=Integrity.BROKEN, whole=False, detail=why)
    embedded.compute_integrity_info()
    whole = embedded.coverage is SignatureCoverageLevel.ENTIRE_FILE
    detail = "" if whole else _added(embedded, fields)
    return Held(integrity=Integrity.CHANGED if detail else Integrity.INTACT, whole=whole, detail=detail)


def _added(embedded: EmbeddedPdfSignature, fields: frozenset[str]) -> str:
    """What was added after the signature that it does not allow; empty when all of it is harmless."""
    found = embedded.diff_result
    if not isinstance(found, DiffResult):
        return plain(str(found), _MOST_LETTERS)
    allowed = embedded.docmdp_level
    if found.modification_level > _HARMLESS or (allowed and found.modification_level.value > allowed.value):
        return "more was added than the signature allows"
    others = sorted(found.changed_form_fields - fields)
    return plain(f"form fields were filled in: {', '.join(others)}", _MOST_LETTERS) if others else ""


def signed_state(embedded: EmbeddedPdfSignature, data: bytes) -> bytes:
    """The file as it was when it was signed."""
    return data[: int(embedded.byte_range[-2]) + int(embedded.byte_range[-1])]


def times(embedded: EmbeddedPdfSignature, roots: Sequence[bytes]) -> Times:
    """By a time stamp over the signature that holds, else by what the signer claims."""
    claimed = _claimed(embedded)
    for token in extract_tst_data_iter(embedded.signer_info, signed=False):
        at, clock = _by_token(embedded, token, roots)
        if at is not None:
            return Times(signed_at=at, clock=clock, claimed_at=claimed)
    return Times(signed_at=claimed, clock=Clock.CLAIMED, claimed_at=claimed)


def _by_token(
    embedded: EmbeddedPdfSignature, token: Any, roots: Sequence[bytes]
) -> tuple[dt.datetime | None, Clock]:
    """The time that a token gives, None when it is not of this signature or does not hold."""
    at = aware(token["encap_content_info"]["content"].parsed["gen_time"].native)
    check = validate_tst_signed_data(
        token, context_of(roots, moment=at), message_imprint_checker(embedded.signer_info)
    )
    try:
        found = TimestampSignatureStatus(**at_once(check))
    except SignatureValidationError:
        return None, Clock.CLAIMED
    if not (found.intact and found.valid):
        return None, Clock.CLAIMED
    return at, Clock.TRUSTED if found.trusted else Clock.AUTHORITY


def _claimed(embedded: EmbeddedPdfSignature) -> dt.datetime | None:
    """The signer's own time: of the signature, else of its dictionary."""
    at = extract_self_reported_ts(embedded.signer_info)
    if at is None and "/M" in embedded.sig_object:
        try:
            at = parse_pdf_date(embedded.sig_object["/M"], strict=False)
        except (PdfError, ValueError):
            return None
    return at if at is None or at.tzinfo else at.replace(tzinfo=_HERE)
