"""`demo`: a sample mailbox of made reports, polled by the real thing into `outputs/demo/`."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.app.poll import poll
from pipeline.app.results import PollResult, StatusResult
from pipeline.app.views import status
from pipeline.app.wire import Place, load_campaign, open_office
from pipeline.demo import build_mailbox
from pipeline.errors import StoreError
from pipeline.model.campaign import Campaign

FOLDER = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """What the poll did and what is then known."""

    campaign: Campaign
    poll: PollResult
    status: StatusResult


def demo(place: Place) -> DemoResult:
    """Build the mailbox afresh, poll it with the campaign's own rules, and return the table.

    Only `outputs/demo/` is written; what an earlier demo left there is removed first.
    """
    folder = place.outputs / FOLDER
    _clear(folder)
    build_mailbox(folder / "mail", load_campaign(place))
    here = replace(place, outputs=folder, mailbox=f"eml:{folder / 'mail'}", apart=True)
    office = open_office(here)
    with closing(office.ledger):
        return DemoResult(campaign=office.campaign, poll=poll(office), status=status(office))


def _clear(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"{folder} cannot be cleared ({error.strerror}): close what uses it.") from error
