"""What comes out of anything that holds files: members in order, and why some or all of it stayed shut."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.parse import names

ENCRYPTED = "encrypted archive"
DAMAGED = "damaged archive"
OVERLAPPING = "overlapping archive members"
TOO_LARGE = "archive member too large"
BOMB = "archive member unpacks to far more than it holds"
TOO_MANY = "too many archive members"
EMPTY = "empty archive"
UNSUPPORTED = "archive method not supported"
SPLIT = "one part of a split archive"
NO_FILE = "no file but a link or a device"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an archive; `position` counts files from 1. `reason` says why there are no bytes."""

    position: int
    name: names.Name
    data: bytes = b""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An archive's files in order. `reason` says why the archive itself needs a row: some or all of it stayed shut.

    `text` is a mail's own plain text, where the archive is a mail's; `remarks` are for the message's defects.
    """

    members: tuple[Member, ...] = ()
    reason: str = ""
    text: bytes = b""
    remarks: tuple[str, ...] = ()
