"""Per-item failures: one bad item is named and counted, and the run goes on."""

from __future__ import annotations

from pipeline.app.results import Failure


class Trap:
    """Collects the failures of a run."""

    def __init__(self) -> None:
        self.failures: list[Failure] = []

    def add(self, item: str, reason: str) -> None:
        """Name an item that could not be dealt with, and why."""
        self.failures.append(Failure(item=item, reason=reason))
