"""What poll, extract, table and check did, in a few lines or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape

from pipeline.app.results import PollResult, Step, WriteResult
from pipeline.render.screen import Screen


def poll(screen: Screen, result: PollResult) -> None:
    """What a poll did; silent when nothing was new."""
    screen.failures(result.failures)
    if screen.as_json:
        screen.json(
            {
                "new": result.new, "fetched": result.fetched, "waiting": result.waiting,
                "on_server": result.on_server, "rows": result.rows, "written": list(map(str, result.written)),
                "failures": [{"item": f.item, "reason": f.reason} for f in result.failures],
            }
        )  # fmt: skip
        return
    if result.new or result.fetched:
        screen.say(
            f"{result.new} new messages, {result.fetched} fetched; {result.rows} rows for {result.on_server} on the server."
        )
    if result.waiting:
        screen.say(f"{result.waiting} messages could not be fetched yet; `tonghop retry` lists them.")
    _written(screen, result.written)


def written(screen: Screen, result: WriteResult) -> None:
    """The files that were written."""
    screen.failures(result.failures)
    if screen.as_json:
        screen.json({"written": list(map(str, result.written))})
    else:
        _written(screen, result.written)


def _written(screen: Screen, paths: Sequence[Path]) -> None:
    for path in paths:
        screen.say(f"wrote {path}")


def steps(screen: Screen, found: Sequence[Step]) -> None:
    """One line per step of a check."""
    if screen.as_json:
        screen.json([{"step": step.name, "ok": step.ok, "sentence": step.sentence} for step in found])
        return
    for step in found:
        mark = "[green]ok[/green]    " if step.ok else "[red]failed[/red]"
        screen.out.print(f"{mark} {escape(step.name)}: {escape(step.sentence)}")
