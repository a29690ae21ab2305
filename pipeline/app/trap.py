"""Per-item errors: one bad item is caught, named and counted, and the run goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.app.results import Failure
from pipeline.errors import StoreError, TonghopError


class Trap:
    """Collects the failures of a run."""

    def __init__(self) -> None:
        self.failures: list[Failure] = []

    def add(self, item: str, reason: str) -> None:
        """Count a failure that came as a value."""
        self.failures.append(Failure(item=item, reason=reason))

    @contextmanager
    def item(self, name: str) -> Iterator[None]:
        """Catch what concerns this item alone; a broken store concerns all and goes up."""
        try:
            yield
        except StoreError:
            raise
        except TonghopError as error:
            self.add(name, str(error))
