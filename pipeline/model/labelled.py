"""What people found in reports by reading them (labels), and what the program's own tables say of the same things."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.model.finding import Status, Verdict
from pipeline.model.section import State
from pipeline.model.submission import Disposition, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLabel:
    """One section of one unit's report as a person saw it; `text` is what stands under its heading, empty if not given."""

    unit: str
    section: str
    state: State
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLabel:
    """What a person says of a unit; None and empty where nothing was said. `traits` are names for kinds of report."""

    unit: str
    status: Status | None = None
    verdict: Verdict | None = None
    format: str = ""
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLabel:
    """One mail: every disposition that is accepted for it, and its unit, empty when it belongs to none."""

    message_id: str
    dispositions: frozenset[Disposition]
    unit: str = ""
    received_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLabel:
    """One file by its digest, and what it is in its mail."""

    sha256: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFound:
    """One row of `sections`; `confidence` is None where the table has none, `file` and `page` say where it was read."""

    unit: str
    section: str
    state: State
    text: str = ""
    confidence: float | None = None
    file: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFound:
    """One row of `units`."""

    unit: str
    status: Status
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFound:
    """One row of `messages`."""

    message_id: str
    disposition: Disposition
    unit: str = ""
    received_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFound:
    """One row of `files`."""

    sha256: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A file, or a column of one, that is not there: what needs it is left out. `side` is `labels` or `tables`."""

    side: str
    file: str
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A folder of labels. None for a file that is not there; `unlabelled` counts rows of sections without a state."""

    cells: tuple[CellLabel, ...]
    units: tuple[UnitLabel, ...] | None = None
    messages: tuple[MessageLabel, ...] | None = None
    files: tuple[FileLabel, ...] | None = None
    unlabelled: int = 0
    absent: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The program's tables, as far as they can be held against labels. None for a table that is not there."""

    cells: tuple[CellFound, ...]
    units: tuple[UnitFound, ...] | None = None
    messages: tuple[MessageFound, ...] | None = None
    files: tuple[FileFound, ...] | None = None
    absent: tuple[Absence, ...] = ()
