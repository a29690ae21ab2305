"""`check`: whether rules are sound, the mailbox opens, the outputs can be written and the readers start."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pipeline.app.office import Office
from pipeline.app.results import Step
from pipeline.app.standing import complaint, gone, standings
from pipeline.app.wire import Place, folders_of, load_campaign, mailbox_of, mark_of, open_office
from pipeline.compute import cage
from pipeline.errors import MailboxError, RulesError, SettingsError, TonghopError
from pipeline.mailbox import check_mailbox
from pipeline.ports import Entry, UnpackTask
from pipeline.read import tools
from pipeline.read.office.reader import available
from pipeline.sentences import steps as say
from pipeline.sentences.decisions import COMPLAINT
from pipeline.sentences.sentence import Sentence, said_by
from pipeline.settings import read_settings

_DECISIONS = "decisions"
_LEAST_FREE = 1 << 30  # bytes: a campaign of 5 000 units has some four times as much in all
_MOST_BEHIND = 5  # minutes
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
            sentence=say.RULES(units=units, sections=leaves, due=campaign.due.before),
        )
    ]
    codes: list[int] = []
    for name, trial, code in _TRIALS:
        try:
            for step in trial(place, environment):
                steps.append(step)
                codes += [] if step.ok else [_OWN_CODES.get(step.name, code)]
        except TonghopError as error:
            steps.append(Step(name=name, ok=False, sentence=said_by(error)))
            codes.append(error.exit_code)
    return tuple(steps), codes[0] if codes else 0


def _mailbox(place: Place, environment: Mapping[str, str]) -> Iterator[Step]:
    campaign = load_campaign(place)
    mailbox = mailbox_of(place, campaign, read_settings(environment))
    try:
        for step in check_mailbox(mailbox, folders_of(place, campaign), mark_of(place, campaign)):
            yield Step(name=step.name, ok=step.ok, sentence=step.sentence)
    finally:
        mailbox.close()


def _store(place: Place, environment: Mapping[str, str]) -> Iterator[Step]:
    # Whatever is wrong with the mailbox's URL has been said at its own step.
    office = open_office(replace(place, mailbox=""), environment=environment)
    with closing(office.ledger):
        entries = office.ledger.entries()
    yield Step(name="store", ok=True, sentence=say.WRITABLE(folder=office.folder))
    yield _disk(office)
    yield _clock(office, entries)
    yield from _decisions(office, entries)
    yield from _readers(office)


def _disk(office: Office) -> Step:
    free = shutil.disk_usage(office.folder).free
    if free < _LEAST_FREE:
        return Step(name="disk", ok=False, sentence=say.NO_ROOM(free=free >> 20))
    return Step(name="disk", ok=True, sentence=say.ROOM(free=free >> 30))


def _clock(office: Office, entries: Sequence[Entry]) -> Step:
    """Against the times that servers gave messages when they came; files tell only what a sender may have written."""
    now = office.clock()
    newest = max((entry.arrival.received_at for entry in entries if entry.arrival.validity), default=now)
    behind = int((newest - now).total_seconds() / 60)
    if behind > _MOST_BEHIND:
        return Step(name="clock", ok=False, sentence=say.BEHIND(minutes=behind))
    return Step(name="clock", ok=True, sentence=say.ON_TIME())


def _readers(office: Office) -> Iterator[Step]:
    compute = office.open_compute()
    try:
        with tempfile.TemporaryDirectory(prefix="tonghop-") as folder:
            raw = Path(folder, "probe.eml")
            raw.write_bytes(_PROBE)
            [(_, unpacked)] = compute.unpack([UnpackTask(raw=raw, spool=Path(folder, "spool"))])
    finally:
        compute.close()
    broken = isinstance(unpacked, str)
    told = say.READERS_FAIL(why=unpacked) if broken else say.READERS_START()
    yield Step(name="readers", ok=not broken, sentence=told)
    # What is missing here is no failure: the rest works, and rows of files that wait for it say so.
    for tool, advice in {**tools.advice(), **available()}.items():
        yield Step(name=f"reader {tool}", ok=True, sentence=_lacking(advice) or say.USABLE())
    for shield, advice in cage.report().items():
        yield Step(name=f"confinement {shield}", ok=True, sentence=_lacking(advice) or say.HOLDS())


def _lacking(advice: str) -> Sentence | None:
    return say.MISSING(advice=advice) if advice else None


def _decisions(office: Office, entries: Sequence[Entry]) -> Iterator[Step]:
    listed = standings(office, entries)
    lost = gone(listed)
    for which, why in map(complaint, lost):
        yield Step(name=_DECISIONS, ok=False, sentence=COMPLAINT(which=which, why=why))
    if listed and not lost:
        yield Step(name=_DECISIONS, ok=True, sentence=say.DECISIONS_STAND(count=len(listed)))


# The exit code is that of a step which fails without raising: folders, and readers that this machine cannot start.
_TRIALS = (
    ("mailbox", _mailbox, MailboxError.exit_code),
    ("store", _store, SettingsError.exit_code),
)
_OWN_CODES = {_DECISIONS: RulesError.exit_code}
