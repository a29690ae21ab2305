"""Under which keys the results of reading are kept: the digest of the bytes, of the code, and the tools at hand.

So a file is read once in its life, a rule change reads nothing again, and a program that was installed meanwhile is
used at the next run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Protocol

from pipeline.app import fingerprint
from pipeline.model.mail import File, Message
from pipeline.read import tools
from pipeline.read.kinds import ODT, PAGE_SOURCES, PDF, SIGNATURE_SOURCES, SOURCES, Family, family

# Reasons that lie in this machine or this program and not in the file: worth a second look, so they count.
OURS = frozenset({"time", "memory", "crash"})


class HasContent(Protocol):
    """A file as far as its reading goes."""

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        ...

    @property
    def media_type(self) -> str:
        """The type found in them."""
        ...


def message(sha256: str) -> str:
    """Where the parsed message of these bytes is kept."""
    code, at_hand = fingerprint.code(*SOURCES[Family.MAIL]), tools.there(Family.MAIL)
    return f"message/{code}/{at_hand}/{sha256}"


def reading(file: HasContent, *, cleared: bool = False) -> str:
    """Where what was read from this file is kept; apart where it was `cleared`: read whatever mark of secrecy it has."""
    kind = family(file.media_type)
    code, at_hand = fingerprint.code(*SOURCES[kind]), tools.there(kind)
    return f"reading/{code}/{at_hand}/{file.media_type}/{file.sha256}{_despite(cleared=cleared)}"


def page(file: HasContent, number: int, *, cleared: bool = False) -> str:
    """Where what was recognised on a page of this file is kept; apart where the file was `cleared`, as for `reading`."""
    code, at_hand = fingerprint.code(*PAGE_SOURCES), tools.there(Family.PAGES)
    return f"page/{code}/{at_hand}/{file.sha256}/{number}{_despite(cleared=cleared)}"


def _despite(*, cleared: bool) -> str:
    return "/cleared" if cleared else ""


def signed(sha256: str, roots: Sequence[bytes]) -> str:
    """Where what was found of the signatures of a file with these bytes is kept."""
    code = fingerprint.code(*SIGNATURE_SOURCES)
    trusted = hashlib.sha256(b"".join(sorted(roots))).hexdigest()[:16] if roots else "-"
    return f"signed/{code}/{trusted}/{sha256}"


def signable(message: Message) -> list[File]:
    """Those of a kind that can be signed."""
    return [file for file in papers(message) if _is_signable(file.media_type.lower())]


def _is_signable(media_type: str) -> bool:
    return media_type in {PDF, ODT} or family(media_type) is Family.WORD


def papers(message: Message) -> list[File]:
    """Files that a reader may take: not the mail's own text, and their bytes are at hand."""
    return [file for file in message.files if not file.body and not file.reason]
