"""Digests that tell whether a stored result is still that of this code, these rules and this mail."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pipeline import codec
from pipeline.model.campaign import Campaign
from pipeline.ports import Entry
from pipeline.read import tools
from pipeline.read.kinds import Family

_SOURCES = Path(__file__).resolve().parent.parent
_SHORT = 16


@lru_cache
def code(*places: str) -> str:
    """A digest of the source of some packages, or globs of files, below ours; of all without any.

    Results of other code do not count.
    """
    roots = [found for place in places for found in _SOURCES.glob(place)] or [_SOURCES]
    files = {path for root in roots for path in (root.rglob("*") if root.is_dir() else (root,))}
    digest = hashlib.sha256()
    for file in sorted(path for path in files if path.suffix in {".py", ".j2", ".html"}):
        digest.update(file.relative_to(_SOURCES).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:_SHORT]


def inputs(entries: Iterable[Entry], campaign: Campaign) -> str:
    """A digest of all that the tables are made of: mail, rules, decisions, code, and the readers' tools at hand."""
    at_hand = "/".join(map(tools.there, Family))
    digest = hashlib.sha256(f"{campaign.version}\0{code()}\0{at_hand}\0".encode())
    for decision in campaign.decisions:
        digest.update(codec.encode(decision))
    for entry in entries:
        digest.update(codec.encode(replace(entry, mark="")))  # what it bears on the server is in no table
    return digest.hexdigest()
