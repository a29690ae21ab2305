"""What a certificate says of its holder, and whether one of the roots given vouches for it. Never asks the network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko_certvalidator import ValidationContext, find_valid_path
from pyhanko_certvalidator.errors import PathError, ValidationError

from pipeline.model.signature import Signer, Trust
from pipeline.read.sheet import tidy

_WEAK = ("md2", "md5")  # SHA-1 was still in office certificates of 2020
_MOST_LETTERS = 200  # of a name: what is longer is none

Value = TypeVar("Value")


def context_of(
    roots: Sequence[bytes], *, moment: dt.datetime | None = None, others: Sequence[Any] = ()
) -> ValidationContext:
    """Where a chain may end (DER), what may stand between, and when it must hold.

    Nothing is fetched, and no list of the system's is looked at.
    """
    return ValidationContext(
        trust_roots=[found for root in roots for found in load_certs_from_pemder_data(root)], other_certs=list(others), moment=moment, allow_fetching=False,
        weak_hash_algos=_WEAK,
    )  # fmt: skip


def at_once(coroutine: Coroutine[Any, Any, Value]) -> Value:
    """What a coroutine gives that has nothing to wait for: without an event loop no connection can be opened.

    RuntimeError when it would wait for something.
    """
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]  # a StopIteration holds what the coroutine gives
    coroutine.close()
    raise RuntimeError("it would wait for something outside")


def trust_in(
    certificate: Any, others: Sequence[Any], roots: Sequence[bytes], moment: dt.datetime | None
) -> Trust:
    """Whether a root (DER) vouched for a certificate at that moment; `others` may stand between. No revocation is looked up."""
    if not roots:
        return Trust.UNCHECKED
    context = context_of(roots, moment=moment, others=others)
    try:
        paths = context.path_builder.async_build_paths_lazy(certificate)
        at_once(find_valid_path(certificate, paths, context))
    except (PathError, ValidationError, ValueError, TypeError):  # the last for dates without a zone
        return Trust.UNKNOWN
    return Trust.TRUSTED


def holder_of(certificate: Any) -> Signer:
    """The holder as the certificate names it."""
    subject, validity = certificate.subject.native, certificate["tbs_certificate"]["validity"]
    addresses = certificate.subject_alt_name_value
    named = [name.native for name in addresses or () if name.name == "rfc822_name"]
    return Signer(
        name=_said(subject.get("common_name")), organisation=_said(subject.get("organization_name")),
        department=_said(subject.get("organizational_unit_name")),
        email=_said(subject.get("email_address") or named), serial=f"{certificate.serial_number:x}",
        issuer=_said(certificate.issuer.native.get("common_name")),
        valid_from=aware(validity["not_before"].native), valid_to=aware(validity["not_after"].native),
    )  # fmt: skip


def aware(time: dt.datetime) -> dt.datetime:
    """A time that certificates and time stamps must give in UTC (RFC 5280, 4.1.2.5.2; RFC 3161, 2.4.2), and some do without saying so."""
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)


def _said(value: object) -> str:
    """A part of a name; several of the same kind are separated by commas."""
    values = value if isinstance(value, list) else [value] if value is not None else []
    return plain(", ".join(map(str, values)), _MOST_LETTERS)


def plain(text: str, most: int) -> str:
    """What a stranger wrote, as it may be shown and stored: tidy, without half characters, of so many letters at most."""
    return tidy(text[: 4 * most].encode("utf-8", "replace").decode())[:most]
