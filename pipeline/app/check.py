"""`check`: whether rules are sound, the mailbox opens, the outputs can be written and the readers start."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from pipeline.app.results import Step
from pipeline.app.wire import Place, folders_of, load_campaign, mailbox_of, open_office
from pipeline.errors import TonghopError
from pipeline.mailbox import check_mailbox
from pipeline.settings import read_settings

_PROBE = b"Subject: probe\r\n\r\nprobe\r\n"


def check(place: Place, *, environment: Mapping[str, str] = os.environ) -> tuple[tuple[Step, ...], int]:
    """Every step with its outcome, and the exit code of the first that failed (0 when none did).

    Mistakes in the rules are raised: without rules nothing else can be tried.
    """
    campaign = load_campaign(place)
    units, leaves = len(campaign.units), len(campaign.outline.leaves())
    steps = [
        Step(
            name="rules",
            ok=True,
            sentence=f"{units} units, {leaves} sections, due before {campaign.due.before}.",
        )
    ]
    codes = [0]
    for name, trial in (("mailbox", _mailbox), ("store", _store)):
        try:
            steps += trial(place, environment)
        except TonghopError as error:
            steps.append(Step(name=name, ok=False, sentence=str(error)))
            codes.append(error.exit_code)
    if any(not step.ok for step in steps) and not any(codes):
        codes.append(_MAILBOX_CODE)
    return tuple(steps), next(filter(None, codes), 0)


_MAILBOX_CODE = 5  # steps that fail without an error are the mailbox's own


def _mailbox(place: Place, environment: Mapping[str, str]) -> Iterator[Step]:
    campaign = load_campaign(place)
    mailbox = mailbox_of(place, campaign, read_settings(environment))
    try:
        for step in check_mailbox(mailbox, folders_of(place, campaign)):
            yield Step(name=step.name, ok=step.ok, sentence=step.sentence)
    finally:
        mailbox.close()


def _store(place: Place, environment: Mapping[str, str]) -> Iterator[Step]:
    office = open_office(place, environment=environment)
    with closing(office.ledger):
        office.ledger.entries()
    yield Step(name="store", ok=True, sentence=f"{office.folder} can be written.")
    compute = office.open_compute()
    try:
        with tempfile.TemporaryDirectory(prefix="tonghop-") as folder:
            raw = Path(folder, "probe.eml")
            raw.write_bytes(_PROBE)
            unpacked = compute.unpack(raw, Path(folder, "spool"))
    finally:
        compute.close()
    broken = isinstance(unpacked, str)
    yield Step(
        name="readers", ok=not broken, sentence=str(unpacked) if broken else "The readers start and answer."
    )
