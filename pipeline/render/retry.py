"""What waits for a person, and what trying it again did, in a few lines or as JSON."""

from __future__ import annotations

from dataclasses import asdict

from pipeline.app.results import RetryResult, Waiting
from pipeline.render import results
from pipeline.render.screen import Screen


def waiting(screen: Screen, found: Waiting) -> None:
    """One line for each message that was not fetched and each file that was not read, with what went wrong."""
    if screen.as_json:
        screen.json(
            {
                "messages": [
                    {**asdict(one), "received_at": one.received_at.isoformat()} for one in found.messages
                ],
                "files": [asdict(one) for one in found.files],
            }
        )
        return
    for message in found.messages:
        where = f"{message.account} {message.folder} uid {message.uid}"
        came, tries = message.received_at.isoformat(" ", "seconds"), message.attempts
        screen.line(f"{message.id}  {where}, came {came}, {tries} tries: {message.error}")
    for file in found.files:
        what = f"{file.path} {file.name}".strip() or "the whole message"
        screen.line(f"{file.message}  {what}: {file.error}")
    if not found.messages and not found.files:
        screen.say("Nothing waits for another try.")


def tried(screen: Screen, result: RetryResult) -> None:
    """How much was tried again, what failed again, and the files that were written."""
    screen.failures(result.failures)
    polled = result.polled
    if screen.as_json:
        screen.json(
            {
                "fetching": result.fetching, "fetched": polled.fetched if polled else 0, "reading": result.reading,
                "paused": polled.paused if polled else "", "written": list(map(str, result.written)),
                "failures": [asdict(failure) for failure in result.failures],
            }
        )  # fmt: skip
        return
    screen.say(f"Tried {result.fetching} messages and the files of {result.reading} again.")
    if polled and polled.paused:
        screen.say(polled.paused)
    results.paths(screen, result.written)
