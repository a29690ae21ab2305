"""What the use cases return; `render.py` alone turns these into words on a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.finding import Assessment
from pipeline.model.submission import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An item that could not be dealt with in this run, and why; it has a row and will be tried again or listed."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything understood: one assessment per roster unit, every message in order of arrival."""

    assessments: tuple[Assessment, ...]
    submissions: tuple[Submission, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusResult:
    """The overview, and the rows of the units table as plain values."""

    overview: Overview
    units: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """What a poll did. `on_server` and `rows` are reconciled: messages in the folders against rows held for them."""

    new: int
    fetched: int
    waiting: int
    on_server: int
    rows: int
    written: tuple[Path, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteResult:
    """Output files written; empty when they were up to date."""

    written: tuple[Path, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of `check`: what was tried, whether it went well, and one sentence on it."""

    name: str
    ok: bool
    sentence: str
