"""What the use cases return; `render.py` alone turns these into words on a screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.model.campaign import Decision
from pipeline.model.change import Change
from pipeline.model.evaluation import Evaluation
from pipeline.model.finding import Assessment
from pipeline.model.proposal import Proposal
from pipeline.model.submission import Submission
from pipeline.sentences.sentence import Sentence


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
class Health:
    """Whether polls go on as they should, for those who watch over them.

    Of the last poll when it ended, why it failed as a whole (`error`, empty when it did not) and how many items failed in
    it; `last_success_at` is of the last one that did not. Times are None before the first. `waiting` messages are listed
    and not fetched yet, `lag_seconds` is the age of the oldest of them; `quarantined` ones wait for a person.
    """

    last_poll_at: dt.datetime | None = None
    last_success_at: dt.datetime | None = None
    error: str = ""
    failures: int = 0
    waiting: int = 0
    quarantined: int = 0
    lag_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusResult:
    """The overview, the rows of the units table as plain values, and how polls go."""

    overview: Overview
    units: tuple[Mapping[str, object], ...]
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderCount:
    """Messages in a folder against rows of its present UIDVALIDITY.

    `gone` rows have no message there any more: deleted or moved by people, which is normal. `missing` messages had no
    row although they should have had: they got one, and the run has a failure that says so.
    """

    folder: str
    on_server: int
    rows: int
    gone: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """What a poll did. `on_server` and `rows` are reconciled, in sum and for each of the `folders`.

    `recognised` messages stood under new uids and were not fetched again; `marked` ones got their mark on the server.

    `paused` says why fetching stopped before all due messages were there, which is no failure of theirs; `alerts` are
    what the server wants people to read.
    """

    new: int
    fetched: int
    waiting: int
    on_server: int
    rows: int
    written: tuple[Path, ...]
    failures: tuple[Failure, ...]
    paused: str = ""
    alerts: tuple[str, ...] = ()
    recognised: int = 0
    folders: tuple[FolderCount, ...] = ()
    marked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMessage:
    """A message that was tried too often, or is gone, and waits for a person; `received_at` is aware."""

    id: str
    account: str
    folder: str
    uid: str
    received_at: dt.datetime
    attempts: int
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """A file, or with an empty path a whole message, that this machine gave up; `error` begins with why in a word."""

    message: str
    path: str
    name: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for a person to have it tried again."""

    messages: tuple[HeldMessage, ...]
    files: tuple[HeldFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryResult:
    """How many messages were asked for again, and of how many files were read again; the poll that did the former."""

    fetching: int
    reading: int
    polled: PollResult | None
    written: tuple[Path, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteResult:
    """Output files written; empty when they were up to date."""

    written: tuple[Path, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideResult:
    """What became of a decision. Not `recorded`: the same one is in force already, and nothing was written for it.

    `changes` are the cells that it changes; `busy` says who holds the outputs, so that a later run writes them.
    """

    decision: Decision
    recorded: bool
    changes: tuple[Change, ...]
    written: tuple[Path, ...]
    failures: tuple[Failure, ...] = ()
    busy: str = ""


class Standing(StrEnum):
    """What has become of a decision since it was taken."""

    IN_FORCE = "in_force"
    OVERRULED = "overruled"
    GONE = "gone"
    NOT_APPLIED = "not_applied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision and where it stands: by which later one it was overruled, or what speaks `against` it."""

    decision: Decision
    standing: Standing
    overruled_by: Decision | None = None
    against: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A ruling on a state that contradicts what was found: a ruling on the heading would be the better one.

    `heading` is the line under which the section was found, empty when it was not.
    """

    decision: Decision
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """Aliases that rulings on headings speak for, and rulings on states that ask for one on the heading."""

    proposals: tuple[Proposal, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of `check`: what was tried, whether it went well, and one sentence on it."""

    name: str
    ok: bool
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationResult:
    """How right the tables are by a folder of labels, and the files written on request."""

    evaluation: Evaluation
    written: tuple[Path, ...]
