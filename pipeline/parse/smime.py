"""What stands inside a signed mail or file (PKCS #7, CMS). The one door to asn1crypto.

The signature is not verified: that a report came inside one says nothing here about who signed it.
"""

from __future__ import annotations

import re

from asn1crypto import cms

from pipeline.parse import words

ENCRYPTED = "encrypted mail"
DAMAGED = "damaged signed mail"
UNKNOWN = "signed or sealed in a way that is not opened"

_ARMOR = re.compile(rb"-----BEGIN (?:PKCS7|CMS)-----(.*?)(?:-----END|\Z)", re.DOTALL)
_SEALED = frozenset(("enveloped_data", "encrypted_data", "authenticated_enveloped_data"))
_ENTITY = re.compile(
    rb"(?:[!-9;-~]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*?){0,20}?(?:content-type|mime-version):", re.IGNORECASE
)
_ENTITY_WITHIN = 8192  # bytes in which a part's own header fields say that it is one
# What 1.5 raises for damaged or hostile bytes; it is recursive on nested values.
_RAISED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


def content(data: bytes) -> bytes | str | None:
    """The content of a signed value, None where it has none (a signature beside its text), or why it stayed shut.

    Takes DER, BER of indefinite length, PEM, and bare base64. Never raises on what a sender wrote.
    """
    try:
        return _content(_binary(data))
    except _RAISED:
        return DAMAGED


def is_entity(data: bytes) -> bool:
    """Whether the content is a part of a mail, with header fields of its own, and not a bare file."""
    return bool(_ENTITY.match(data[:_ENTITY_WITHIN]))


def _content(der: bytes) -> bytes | str | None:
    outer = cms.ContentInfo.load(der)
    kind = outer["content_type"].native
    if kind in _SEALED:
        return ENCRYPTED
    if kind != "signed_data":
        return UNKNOWN
    found = outer["content"]["encap_content_info"]["content"].native
    return found if found is None or isinstance(found, bytes) else DAMAGED


def _binary(data: bytes) -> bytes:
    if data.startswith(b"0"):
        return data
    armored = _ARMOR.search(data)
    return words.base64(armored[1] if armored else data)
