"""Everything a use case works with, put together by `wire.py` and by tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.campaign import Campaign
from pipeline.model.mark import Mark
from pipeline.ports import Blobs, Clock, Compute, Decisions, Ledger, Lock, Mailbox, Memo, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One campaign with its store and tools. `open_compute` starts the workers, and is called only for work to do.

    `mark` is what a stored message gets on the server, if anything.
    `campaign` has the decisions as they were when the office opened, `decisions` those of now. `folders` are those of the mailbox to look in, `folder` is where this campaign's outputs and store are.
    """

    campaign: Campaign
    folders: tuple[str, ...]
    folder: Path
    blobs: Blobs
    memo: Memo
    ledger: Ledger
    decisions: Decisions
    lock: Lock
    clock: Clock
    progress: Progress
    open_compute: Callable[[], Compute]
    open_mailbox: Callable[[], Mailbox]
    mark: Mark | None = None
