"""Standard output and error, as quiet or as plain as asked for, and progress bars. Decides nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from pipeline.app.results import Failure
from pipeline.model.section import State

STATE_COLOURS = {
    State.FULL: "green", State.THIN: "yellow", State.EMPTY: "dark_orange", State.MISSING: "red",
    State.UNREADABLE: "magenta", State.NOT_SUBMITTED: "bright_black",
}  # fmt: skip
_WIDE = 160  # columns of a table that goes to a file or pipe


class Screen:
    """Standard output and error, as quiet or as plain as asked for."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        """`quiet` leaves only errors; `as_json` leaves only JSON on standard output."""
        width = None if sys.stdout.isatty() else _WIDE
        self.out = Console(highlight=False, width=width, soft_wrap=False)
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)
        self.as_json = as_json
        self.quiet = quiet

    def json(self, value: object) -> None:
        """Print a value as JSON with its letters as they are."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")

    def say(self, sentence: str) -> None:
        """One line for a person; nothing when quiet or when JSON was asked for."""
        if not self.quiet and not self.as_json:
            self.out.print(escape(sentence))

    def complain(self, sentence: str) -> None:
        """One line on standard error."""
        self.err.print(escape(sentence))

    def failures(self, failures: Sequence[Failure]) -> None:
        """Name every item that failed."""
        for failure in failures:
            self.complain(f"{failure.item}: {failure.reason}")


class Bars:
    """Progress bars on a terminal; a port of the use cases."""

    def __init__(self, console: Console) -> None:
        """Bars vanish when they are done."""
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
        self._progress = Progress(*columns, console=console, transient=True)
        self._tasks: dict[str, TaskID] = {}

    def step(self, what: str, done: int, total: int) -> None:
        """Move the bar of `what`; the first step shows it, the last hides it."""
        if what not in self._tasks:
            self._progress.start()
            self._tasks[what] = self._progress.add_task(what, total=total or None)
        self._progress.update(self._tasks[what], completed=done, total=total or None)

    def stop(self) -> None:
        """Take the bars away."""
        self._progress.stop()
