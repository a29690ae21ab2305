"""Digests that tell whether a stored result is still that of this code, these rules and this mail."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pipeline import codec
from pipeline.model.campaign import Campaign
from pipeline.ports import Entry

_SOURCES = Path(__file__).resolve().parent.parent
_SHORT = 16


@lru_cache
def code(*packages: str) -> str:
    """A digest of the source of some packages (all of them without names): results of other code do not count."""
    roots = [_SOURCES / package for package in packages] or [_SOURCES]
    digest = hashlib.sha256()
    for file in sorted(
        path for root in roots for path in root.rglob("*") if path.suffix in {".py", ".j2", ".html"}
    ):
        digest.update(file.relative_to(_SOURCES).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:_SHORT]


def inputs(entries: Iterable[Entry], campaign: Campaign) -> str:
    """A digest of all that the tables are made of: mail, rules, decisions, code."""
    digest = hashlib.sha256(f"{campaign.version}\0{code()}\0".encode())
    for decision in campaign.decisions:
        digest.update(codec.encode(decision))
    for entry in entries:
        digest.update(codec.encode(entry))
    return digest.hexdigest()
