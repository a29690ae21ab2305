"""The one place where edges are chosen and put together."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.app.office import Office
from pipeline.assess import CHECK_KINDS
from pipeline.compute.local import LocalCompute
from pipeline.compute.orders import Limits
from pipeline.errors import RulesError, UsageError
from pipeline.mailbox import (
    ONCE,
    Persistence,
    ServerAddress,
    SteppedMailbox,
    open_mailbox,
    parse_url,
)
from pipeline.model.campaign import Campaign
from pipeline.model.mail import JUNK
from pipeline.model.mark import Mark
from pipeline.ports import Progress
from pipeline.rulebook import DecisionFile, load
from pipeline.sentences.steps import NO_MAILBOX
from pipeline.settings import Settings, keyring_password, read_settings
from pipeline.store import home
from pipeline.store.blobs import DiskBlobs
from pipeline.store.disk import make_folder, saying
from pipeline.store.ledger import SqlLedger, is_there
from pipeline.store.lock import FileLock
from pipeline.store.memo import DiskMemo
from pipeline.store.postgresql import Server

_LEDGER = Path("store", "ledger.sqlite")
_TURN = ".decisions.lock"  # beside the file that it guards: other outputs of the same rules must wait too
_WORKER = [sys.executable, "-m", "pipeline.app.worker"]


class Silence:
    """Progress that nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which campaign, and where its rules and outputs are. `mailbox` overrules the campaign's own URL.

    `apart`: the ledger is a file below the outputs, whatever the environment says.
    """

    campaign: str
    rules: Path
    outputs: Path
    mailbox: str = ""
    apart: bool = False


def now() -> dt.datetime:
    """The time, aware."""
    return dt.datetime.now(dt.UTC)


def load_campaign(place: Place) -> Campaign:
    """The campaign's rules. UsageError when there is no such folder, RulesError for every mistake in it."""
    folder = place.rules / place.campaign
    if not folder.is_dir():
        known = (
            sorted(path.name for path in place.rules.iterdir() if path.is_dir())
            if place.rules.is_dir()
            else []
        )
        there = f"there are {', '.join(known)}" if known else "there are no campaigns; see --rules"
        raise UsageError(f"No campaign {place.campaign!r} in {place.rules}: {there}.")
    return load(folder, check_kinds=CHECK_KINDS)


def mailbox_of(
    place: Place, campaign: Campaign, settings: Settings, *, persistence: Persistence = ONCE
) -> SteppedMailbox:
    """The campaign's mailbox, not yet connected. With `persistence` it tries again what may go well in a moment."""
    url = place.mailbox or campaign.mailbox.url
    if not url:
        raise RulesError((NO_MAILBOX(file=f"{place.rules / place.campaign}/campaign.yaml"),))
    address = parse_url(url)
    password = settings.password
    if password is None and settings.oauth_file is None and isinstance(address, ServerAddress):
        password = keyring_password(address.account)
    return open_mailbox(
        url,
        password=password,
        oauth_file=settings.oauth_file,
        ca_file=settings.ca_file,
        clock=now,
        persistence=persistence,
    )


def folders_of(place: Place, campaign: Campaign) -> tuple[str, ...]:
    """The folders to look in: the campaign's; of a source in files, whichever they are, INBOX where it was named for this run.

    Files have no spam folder that a server marks.
    """
    url = place.mailbox or campaign.mailbox.url
    if not url or isinstance(parse_url(url), ServerAddress):
        return campaign.mailbox.folders
    return ("INBOX",) if place.mailbox else tuple(name for name in campaign.mailbox.folders if name != JUNK)


def mark_of(place: Place, campaign: Campaign) -> Mark | None:
    """What stored messages get on the server: nothing where the mailbox of this run is one of files."""
    url = place.mailbox or campaign.mailbox.url
    return campaign.mailbox.mark if url and isinstance(parse_url(url), ServerAddress) else None


def open_office(
    place: Place, *, progress: Progress | None = None, environment: Mapping[str, str] = os.environ
) -> Office:
    """Everything that a use case needs for one campaign. Makes the campaign's output folder."""
    campaign = load_campaign(place)
    settings = read_settings(environment)
    folder = place.outputs / campaign.id
    with saying(folder):
        make_folder(folder)
    return Office(
        campaign=campaign,
        folders=folders_of(place, campaign),
        folder=folder,
        blobs=DiskBlobs(folder / "store" / "raw"),
        memo=DiskMemo(folder / "store" / "derived"),
        ledger=_open_ledger(ledger_of(place, campaign, settings), folder / "store"),
        decisions=DecisionFile(place.rules / place.campaign, FileLock(place.rules / place.campaign / _TURN)),
        lock=FileLock(folder / "store" / "lock"),
        clock=now,
        progress=progress or Silence(),
        open_compute=lambda: LocalCompute(_WORKER, workers=settings.workers, limits=Limits()),
        open_mailbox=lambda: mailbox_of(place, campaign, settings, persistence=Persistence()),
        mark=mark_of(place, campaign),
    )


def ledger_of(place: Place, campaign: Campaign, settings: Settings) -> Path | Server:
    """Where the campaign's ledger is: on the server that the environment names, or else below the outputs."""
    if place.apart or not settings.ledger:
        return place.outputs / campaign.id / _LEDGER
    return Server(url=settings.ledger, campaign=campaign.id, password=settings.ledger_password)


def _open_ledger(where: Path | Server, store: Path) -> SqlLedger:
    ledger = SqlLedger(where)
    try:
        if isinstance(where, Server):  # a file lies with the rest of the store; this may be anybody's
            home.settle(ledger, store, ledger.name)
    except BaseException:
        ledger.close()
        raise
    return ledger


@contextmanager
def rehearsal(place: Place, *, environment: Mapping[str, str] = os.environ) -> Iterator[Place]:
    """The place to open for a run that writes nothing: where nothing was stored yet, an empty one that vanishes."""
    if is_there(ledger_of(place, load_campaign(place), read_settings(environment))):
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="tonghop-") as folder:
        yield replace(place, outputs=Path(folder), apart=True)
