"""What each round of a watch did: a line where there is news, or JSON, one line a round."""

from __future__ import annotations

from pipeline.app.watch import Round
from pipeline.render import results
from pipeline.render.screen import Screen


def turn(screen: Screen, told: Round) -> None:
    """One round. Nothing is printed for one without news, nor for trouble that was told already; JSON always."""
    if told.trouble and not told.repeated:
        screen.complain(told.trouble)
    if told.polled:
        results.troubles(screen, told.polled)
    if screen.as_json:
        facts = results.facts(told.polled) if told.polled else {}
        screen.json({"at": told.at.isoformat(), "trouble": told.trouble, **facts}, on_one_line=True)
    elif told.polled and (line := _line(told)):
        screen.say(f"{told.at.astimezone():%Y-%m-%d %H:%M:%S} {line}")


def _line(told: Round) -> str:
    polled = told.polled
    if polled is None or not (
        polled.new or polled.fetched or polled.marked or polled.written or polled.paused
    ):
        return ""
    parts = [results.taken(polled)] if polled.new or polled.fetched or polled.marked else []
    parts += [f"{len(polled.written)} outputs written."] if polled.written else []
    parts += [polled.paused] if polled.paused else []
    return " ".join(parts)
