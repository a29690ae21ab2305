"""What poll, extract, table and check did, in a few lines or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.app.results import Failure, PollResult, Step, WriteResult
from pipeline.render.screen import Screen
from pipeline.sentences.sentence import Language
from pipeline.sentences.steps import ILL, WELL, label


def poll(screen: Screen, result: PollResult) -> None:
    """What a poll did; silent when nothing was new."""
    troubles(screen, result)
    if screen.as_json:
        screen.json(facts(result))
        return
    if result.new or result.fetched or result.marked:
        screen.say(taken(result))
    if result.waiting and (
        result.new or result.fetched or result.failures
    ):  # said once, not at every run of cron
        screen.say(f"{result.waiting} messages could not be fetched yet; messages.csv says why.")
    if result.paused:
        screen.say(result.paused)
    paths(screen, result.written)


def troubles(screen: Screen, result: PollResult) -> None:
    """What failed in a poll, and what the server wants people to read."""
    screen.failures(result.failures)
    for alert in result.alerts:
        screen.complain(f"The server says: {alert}")


def facts(result: PollResult) -> dict[str, object]:
    """A poll as JSON has it."""
    return {
        "new": result.new, "fetched": result.fetched, "waiting": result.waiting,
        "on_server": result.on_server, "rows": result.rows, "written": list(map(str, result.written)),
        "failures": _failures(result.failures), "paused": result.paused, "alerts": result.alerts,
        "recognised": result.recognised, "folders": [asdict(one) for one in result.folders],
        "marked": result.marked,
    }  # fmt: skip


def taken(result: PollResult) -> str:
    """How many messages were taken in, in a sentence."""
    again = f", {result.recognised} known under other uids" if result.recognised else ""
    marked = f", {result.marked} marked" if result.marked else ""
    gone = sum(one.gone for one in result.folders)
    less = f", {gone} deleted or moved there" if gone else ""
    return (
        f"{result.new} new messages, {result.fetched} fetched{again}{marked}; "
        f"{result.rows} rows for {result.on_server} on the server{less}."
    )


def written(screen: Screen, result: WriteResult) -> None:
    """The files that were written."""
    screen.failures(result.failures)
    if screen.as_json:
        screen.json({"written": list(map(str, result.written)), "failures": _failures(result.failures)})
    else:
        paths(screen, result.written)


def _failures(failures: Sequence[Failure]) -> list[dict[str, str]]:
    return [{"item": failure.item, "reason": failure.reason} for failure in failures]


def paths(screen: Screen, written: Sequence[Path]) -> None:
    """One line for each file."""
    for path in written:
        screen.say(f"wrote {path}")


def steps(screen: Screen, found: Sequence[Step], language: Language = Language.ENGLISH) -> None:
    """One line per step of a check, in a language; in JSON the steps keep their English names, as codes."""
    told = [(step, step.sentence.said_in(language)) for step in found]
    if screen.as_json:
        screen.json([{"step": step.name, "ok": step.ok, "sentence": said} for step, said in told])
        return
    for step, said in told:
        mark, colour = (WELL(), "green") if step.ok else (ILL(), "red")
        screen.line((mark.said_in(language), colour), f" {label(step.name).said_in(language)}: {said}")
