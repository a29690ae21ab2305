"""Standard output and error, as quiet or as plain as asked for, and progress bars. Decides nothing.

Words are never console markup here: a file name like `[red].docx` or `:on:` is shown as it is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from pipeline.app.results import Failure
from pipeline.model.section import State
from pipeline.render import plain

STATE_COLOURS = {
    State.FULL: "green", State.THIN: "yellow", State.EMPTY: "dark_orange", State.MISSING: "red",
    State.UNREADABLE: "magenta", State.NOT_SUBMITTED: "bright_black",
}  # fmt: skip
_WIDE = 160  # columns of a table that goes to a file or pipe

Part = str | tuple[str, str]  # words, or words and their style


def words(*parts: Part) -> Text:
    """Parts of one line, each in its style; whatever they say is shown literally and harmlessly."""
    styled = ((part, "") if isinstance(part, str) else part for part in parts)
    return Text.assemble(*((plain.line(text), style) for text, style in styled))


class Screen:
    """Standard output and error, as quiet or as plain as asked for."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        """`quiet` leaves only errors; `as_json` leaves only JSON on standard output."""
        width = None if sys.stdout.isatty() else _WIDE
        self.out = Console(highlight=False, width=width)
        self.err = Console(stderr=True, highlight=False)
        self.as_json = as_json
        self.quiet = quiet

    def json(self, value: object, *, on_one_line: bool = False) -> None:
        """Print a value as JSON with its letters as they are; on one line, it is handed over at once."""
        written = json.dumps(value, ensure_ascii=False, indent=None if on_one_line else 1, default=str)
        sys.stdout.write(plain.in_json(written) + "\n")
        if on_one_line:
            sys.stdout.flush()

    def line(self, *parts: Part) -> None:
        """One line on standard output, however long."""
        self.out.print(words(*parts), soft_wrap=True)

    def table(self, table: Table) -> None:
        """A table of `words`, fitted to the width of the terminal."""
        self.out.print(table)

    def say(self, sentence: str) -> None:
        """One line for a person; nothing when quiet or when JSON was asked for."""
        if not self.quiet and not self.as_json:
            self.line(sentence)

    def complain(self, sentence: str) -> None:
        """An error on standard error: one sentence, or one line for each mistake in the rules."""
        for line in sentence.split("\n"):
            self.err.print(words(line), soft_wrap=True)

    def failures(self, failures: Sequence[Failure]) -> None:
        """Name every item that failed, one in a line."""
        for failure in failures:
            self.err.print(words(f"{failure.item}: {failure.reason}"), soft_wrap=True)


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
        unfinished = not total or done < total
        self._progress.update(self._tasks[what], completed=done, total=total or None, visible=unfinished)

    def close(self) -> None:
        """Take the bars away."""
        self._progress.stop()
