"""Bytes of a PDF → its digital signatures, each by itself: one that cannot be understood hides no other.

Those of Word files and ODF (XML signatures) are only known to be there.

Call `read_signed` in a worker process with limits of time and memory, never in the program's own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from pipeline.model.signature import Integrity, Signature, Signed
from pipeline.read.signed.certificates import holder_of, plain, trust_in
from pipeline.read.signed.cms import held, signed_state, times
from pipeline.read.signed.shown import Box, alterations, stamp_lines

MOST_FIELDS = 50  # for signatures in one file: far more than any paper needs
_MOST_PAGES = 200  # that are searched for where a field is shown
_MOST_LETTERS = 300
_ZIP = b"PK"
_TIME_STAMP = "/DocTimeStamp"  # signs for an authority, not for a person


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file, its parsed form, the names of all its signature fields, and the campaign's roots (DER)."""

    data: bytes
    reader: PdfFileReader
    fields: frozenset[str]
    roots: Sequence[bytes]


def read_signed(data: bytes, roots: Sequence[bytes] = ()) -> Signed:
    """The signatures of a PDF that may have some, oldest first; `roots` are certificates (DER) that a chain may end in.

    Never raises for what is in the file, but MemoryError: what could not be understood is said.
    """
    if data.startswith(_ZIP):
        return Signed(signatures=(), trouble="unsupported: XML signatures are not checked")
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.encrypted:
            reader.decrypt(b"")
        fields = tuple(islice(enumerate_sig_fields(reader), MOST_FIELDS + 1))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever a parser raises is news of the file
        return Signed(signatures=(), trouble=f"corrupt: {_words(error)}")
    file = _File(data=data, reader=reader, fields=frozenset(name for name, _, _ in fields), roots=roots)
    made = [found for name, value, field in fields if value is not None for found in _one(file, name, field)]
    made.sort(key=lambda found: found[0])
    trouble = f"too_large: more than {MOST_FIELDS} signature fields" if fields[MOST_FIELDS:] else ""
    return Signed(signatures=tuple(signature for _, signature in made), trouble=trouble)


def _one(file: _File, name: str, field: Any) -> Iterator[tuple[int, Signature]]:
    """The signature of a field, with the revision of the file that it was made in; none of a mere time stamp."""
    page, box = None, None
    try:
        page, box = _place(file.reader, field)
        embedded = EmbeddedPdfSignature(file.reader, field, name)
        if embedded.sig_object_type != _TIME_STAMP:
            yield embedded.signed_revision, _seen(_understood(file, embedded), file, page, box)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- the same; the other signatures are still looked at
        unknown = Signature(
            field=plain(name, _MOST_LETTERS),
            signer=None,
            integrity=Integrity.UNKNOWN,
            whole=False,
            detail=_words(error),
        )
        yield file.reader.xrefs.total_revisions, _seen(unknown, file, page, box)


def _understood(file: _File, embedded: EmbeddedPdfSignature) -> Signature:
    certificate, others = embedded.signer_cert, embedded.other_embedded_certs
    found, when = held(embedded, file.fields), times(embedded, file.roots)
    changed = found.integrity is Integrity.CHANGED
    return Signature(
        field=plain(embedded.field_name, _MOST_LETTERS), signer=holder_of(certificate), integrity=found.integrity,
        signed_at=when.signed_at, clock=when.clock, claimed_at=when.claimed_at,
        trust=trust_in(certificate, others, file.roots, when.signed_at), whole=found.whole,
        alterations=alterations(signed_state(embedded, file.data), file.data) if changed else (),
        detail=found.detail,
    )  # fmt: skip


def _seen(signature: Signature, file: _File, page: int | None, box: Box | None) -> Signature:
    """The signature with what its field shows."""
    if page is None or box is None:
        return signature
    return replace(signature, page=page, stamp=stamp_lines(file.data, page, box))


def _place(reader: PdfFileReader, field: Any) -> tuple[int | None, Box | None]:
    """On which page a field is shown, counted from 1, and where; None for one that cannot be seen."""
    widget = field.get_object()
    if "/Rect" not in widget and "/Kids" in widget:
        field = widget["/Kids"].raw_get(0)
        widget = field.get_object()
    x0, y0, x1, y1 = map(float, widget["/Rect"]) if "/Rect" in widget else (0.0,) * 4
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    if box[0] == box[2] or box[1] == box[3]:
        return None, None
    pages = range(min(int(reader.root["/Pages"]["/Count"]), _MOST_PAGES))
    shown = (number for number in pages if field.reference in _annotations(reader, number))
    return next((number + 1 for number in shown), None), box


def _annotations(reader: PdfFileReader, number: int) -> frozenset[Any]:
    page = reader.find_page_for_modification(number)[0].get_object()
    if "/Annots" not in page:
        return frozenset()
    return frozenset(one.reference for one in page["/Annots"] if hasattr(one, "reference"))


def _words(error: Exception) -> str:
    return plain(f"{type(error).__name__}: {error}", _MOST_LETTERS)
