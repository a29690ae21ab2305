"""Digital signatures of a file: who signed, when, and whether the file still is what was signed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Integrity(StrEnum):
    """Whether the file is still what was signed.

    INTACT: all of it, or what came later is only another signature, a time stamp, or data for checking them. CHANGED:
    what was signed is there, and something else was added over it. BROKEN: the bytes that were signed, or the
    signature, are others. UNKNOWN: the signature could not be understood.
    """

    INTACT = "intact"
    CHANGED = "changed"
    BROKEN = "broken"
    UNKNOWN = "unknown"


class Trust(StrEnum):
    """Whether one of the campaign's root certificates vouches for a certificate.

    UNCHECKED: the campaign has none. UNKNOWN: no chain leads to one of them, or the chain does not hold.
    """

    UNCHECKED = "unchecked"
    UNKNOWN = "unknown"
    TRUSTED = "trusted"


class Clock(StrEnum):
    """Whose clock a time of signing is from.

    CLAIMED: the signer's own. AUTHORITY: a time stamp over the signature, which holds; whether its authority is one
    to be trusted was not found. TRUSTED: the same, and a root of the campaign vouches for the authority.
    """

    CLAIMED = "claimed"
    AUTHORITY = "authority"
    TRUSTED = "trusted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """What a certificate says of its holder, as written there; empty where it says nothing.

    `serial` is in hexadecimal digits; the certificate is valid from `valid_from` to `valid_to`, both aware.
    """

    name: str
    organisation: str = ""
    department: str = ""
    email: str = ""
    serial: str = ""
    issuer: str = ""
    valid_from: dt.datetime
    valid_to: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """A passage of a page that says something else than when it was signed; empty where there was, or is, nothing."""

    page: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature of a file.

    `signed_at` is aware, None when nothing says it, and by `clock`; `claimed_at` is what the signer's own clock said.
    `whole` says that nothing at all was added after it. `alterations` are passages that were changed after it, a few of
    them; `detail` says in English what was found wrong. `stamp` are the lines that its field shows on `page`.
    """

    field: str
    signer: Signer | None
    integrity: Integrity
    signed_at: dt.datetime | None = None
    clock: Clock = Clock.CLAIMED
    claimed_at: dt.datetime | None = None
    trust: Trust = Trust.UNCHECKED
    whole: bool = True
    alterations: tuple[Alteration, ...] = ()
    detail: str = ""
    page: int | None = None
    stamp: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether what was signed is there as it was signed, whatever was added over it."""
        return self.integrity in {Integrity.INTACT, Integrity.CHANGED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The signatures of a file in the order in which they were made; none when it has none.

    `trouble` says in English why they, or some of them, could not be looked at, with a code of `UnreadableError` before a
    colon.
    """

    signatures: tuple[Signature, ...]
    trouble: str = ""


UNSIGNED = Signed(signatures=())
