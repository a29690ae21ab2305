"""`health.json`: what a monitor needs to see that polls go on. Every poll leaves it, whatever became of it.

No table is made of it, and nothing depends on it: a file that is lost or damaged is as good as none.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.app.office import Office
from pipeline.app.results import Health
from pipeline.export.whole import write_whole
from pipeline.model.campaign import Campaign, local_time

FILE = "health.json"
_MOST_BYTES = 100_000


def look(office: Office) -> Health:
    """How it stands now: of messages by the ledger, of polls by what the last one left."""
    waiting, quarantined = [], 0
    for entry in office.ledger.entries():
        if entry.quarantined:
            quarantined += 1
        elif not entry.sha256:
            waiting.append(entry.arrival.received_at)
    now = office.clock()
    lag = max(dt.timedelta(0), now - min(waiting, default=now))
    return replace(
        _left(office.folder / FILE), waiting=len(waiting), quarantined=quarantined, lag_seconds=int(lag.total_seconds())
    )  # fmt: skip


def record(office: Office, *, error: str = "", failures: int = 0) -> None:
    """Write how it stands at the end of a poll. StoreError when the disk refuses."""
    now = office.clock()
    before = look(office)
    ended = replace(
        before, last_poll_at=now, last_success_at=before.last_success_at if error else now, error=error, failures=failures
    )  # fmt: skip
    text = json.dumps(as_json(ended, office.campaign), ensure_ascii=False, indent=1)

    def writer(out: BinaryIO) -> None:
        out.write(f"{text}\n".encode())

    write_whole(office.folder / FILE, writer, again="`tonghop poll`")


def as_json(health: Health, campaign: Campaign) -> dict[str, Any]:
    """With times as the tables have them."""
    last_poll, last_success = (
        local_time(at, campaign.timezone).isoformat(timespec="seconds") if at else None
        for at in (health.last_poll_at, health.last_success_at)
    )
    return {
        "campaign": campaign.id, "ok": not health.error, "last_poll_at": last_poll, "last_success_at": last_success,
        "error": health.error, "failures": health.failures, "waiting": health.waiting, "quarantined": health.quarantined,
        "lag_seconds": health.lag_seconds,
    }  # fmt: skip


def _left(path: Path) -> Health:
    """What the last poll wrote of itself; nothing when there is no such file, or one that is no longer ours."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_MOST_BYTES))
        return Health(
            last_poll_at=_time(found["last_poll_at"]), last_success_at=_time(found["last_success_at"]),
            error=str(found["error"]), failures=int(found["failures"]),
        )  # fmt: skip
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Health()


def _time(written: str | None) -> dt.datetime | None:
    found = dt.datetime.fromisoformat(written) if written else None
    if found is not None and found.utcoffset() is None:
        raise ValueError("a time without a zone")
    return found
