"""Sorts all messages of a campaign in order of arrival: disposition, unit, version, roles of the files.

The whole order matters: what is a duplicate or a correction depends on what came before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.errors import RulesError
from pipeline.identify.asked import Asked
from pipeline.identify.authenticity import check_sender
from pipeline.identify.elsewhere import find_elsewhere
from pipeline.identify.misnamed import misnamed
from pipeline.identify.paper import Head
from pipeline.identify.roles import sort_files
from pipeline.identify.roster import Roster
from pipeline.identify.whose import identify
from pipeline.model.campaign import Campaign, Decision, in_force
from pipeline.model.document import Document
from pipeline.model.likeness import Misnamed
from pipeline.model.mail import Message
from pipeline.model.paper import Paper
from pipeline.model.secrecy import CONFIDENTIAL
from pipeline.model.submission import (
    Clue,
    Confirmed,
    Disposition,
    Identification,
    Received,
    Role,
    SortedFile,
    Submission,
)

_RULED = ("unit", "disposition", CONFIDENTIAL)
_NOBODY = Identification(unit="", confidence=0.0, candidates=(), clues=())


@dataclass(slots=True)
class _History:
    """What a unit has sent so far: its last version and the digests of its papers."""

    version: int = 0
    papers: set[str] = field(default_factory=set)


class Sorter:
    """Walks the messages of a campaign once, in order of arrival, one call of `sort` each."""

    def __init__(self, campaign: Campaign) -> None:
        self.roster = Roster(campaign.units, campaign.agency)
        begins = campaign.opens or campaign.due.before
        ended = (unit for unit in campaign.units if unit.valid_to and unit.valid_to < begins)
        self.gone = frozenset(unit.code for unit in ended)
        self.asked = Asked.of(campaign)
        self.server = campaign.mailbox.authserv
        self.decided = in_force(campaign.decisions)
        self.opens = (
            dt.datetime.combine(campaign.opens, dt.time(), campaign.timezone) if campaign.opens else None
        )
        self.seen: dict[str, _History] = {}
        self.raw: dict[str, str] = {}

    def sort(self, received: Received) -> Submission:
        """The message's disposition, unit, version and files, given all that were sorted before it."""
        first = self.raw.setdefault(received.sha256, received.id) if received.sha256 else received.id
        if received.message is None:
            return _bare(received, Disposition.QUARANTINED, received.trouble)
        files, papers = sort_files(received, received.message, self.asked)
        sender = check_sender(received.message, self.server)
        found = self._identify(
            received, received.message, files, papers, forged=sender.confirmed is Confirmed.NO
        )
        made = Submission(
            received=received, disposition=Disposition.OTHER, identification=found, files=files, sender_check=sender,
        )  # fmt: skip
        if ruling := self.decided.get((received.id, "disposition")):
            return self._signed(self._ruled(made, ruling))
        return self._signed(self._dispose(made, received.message, first))

    def misnamed(self, document: Document, paper: Paper, unit: str) -> tuple[Misnamed, ...]:
        """Where a unit's report speaks as another unit of the roster."""
        return misnamed(document, paper, unit, self.roster, self.gone)

    def _signed(self, made: Submission) -> Submission:
        """The submission with all who ruled on it: on its unit, its disposition, its secrecy."""
        rulings = (self.decided.get((made.received.id, ruled)) for ruled in _RULED)
        by = dict.fromkeys(ruling.by for ruling in rulings if ruling)
        return replace(made, decided_by=", ".join(by))

    def _identify(
        self, received: Received, message: Message, files: Sequence[SortedFile], papers: dict[str, Head], *, forged: bool
    ) -> Identification:  # fmt: skip
        if decision := self.decided.get((received.id, "unit")):
            if decision.value not in self.roster.units:
                problem = f"{decision.value!r} is no unit of the roster; see units.csv"
                raise RulesError((f"decisions.csv: {decision.subject}: {problem}",))
            return _settled(decision.value, "decision", decision.by)
        if received.by_hand:
            return _settled(received.by_hand.unit, "by hand", received.by_hand.by)
        return identify(message, files, papers, self.roster, forged=forged)

    def _dispose(self, made: Submission, message: Message, first: str) -> Submission:
        """What a message is that nobody ruled on; `first` is the id of the first one of the same bytes."""
        received, found = made.received, made.identification
        if first != received.id:
            reason = f"the same bytes as message {first}"
            return replace(made, disposition=Disposition.DUPLICATE, reason=reason)
        if self.opens and received.arrival.received_at < self.opens:
            return replace(made, reason="it came before the campaign opened")
        if message.automatic:
            return replace(made, reason=f"sent by a machine ({message.automatic})")
        roles = {file.role for file in made.files}
        if not roles & {Role.REPORT, Role.UNREADABLE, Role.ANNEX}:
            objections = (file.reason for file in made.files)
            where, told = find_elsewhere(message, self.asked.references, objections)
            return replace(made, elsewhere=where, reason=told or _why_other(made.files))
        if not found.unit:
            return replace(made, disposition=Disposition.UNIDENTIFIED, reason=found.reason)
        return _with_runner_up(self._numbered(made, roles))

    def _ruled(self, made: Submission, decision: Decision) -> Submission:
        if decision.value not in set(Disposition):
            problem = f"{decision.value!r} is no disposition; use one of: {', '.join(Disposition)}"
            raise RulesError((f"decisions.csv: {decision.subject}: {problem}",))
        disposition = Disposition(decision.value)
        ruled = replace(made, decided_by=decision.by, reason=decision.note)
        if disposition in {Disposition.REPORT, Disposition.CORRECTION, Disposition.SUPPLEMENT} and made.unit:
            numbered = self._numbered(ruled, {file.role for file in made.files})
            return replace(numbered, disposition=disposition, reason=decision.note)
        return replace(ruled, disposition=disposition)

    def _numbered(self, made: Submission, roles: set[Role]) -> Submission:
        """Give the submission its version, unless the unit has sent the very same papers before.

        A reviewer's ruling always gets one: it says that the message counts.
        """
        history = self.seen.setdefault(made.unit, _History())
        papers = {f.file.sha256 for f in made.files if f.role in {Role.REPORT, Role.UNREADABLE, Role.ANNEX}}
        if papers <= history.papers and not made.decided_by:
            return replace(
                made, disposition=Disposition.DUPLICATE, reason="the unit has sent the same file before"
            )
        history.papers |= papers
        history.version += 1
        if not roles & {Role.REPORT, Role.UNREADABLE}:
            return replace(
                made, disposition=Disposition.SUPPLEMENT, version=history.version, reason="an annex only"
            )
        if history.version == 1:
            return replace(made, disposition=Disposition.REPORT, version=1)
        reason = f"replaces version {history.version - 1}"
        return replace(made, disposition=Disposition.CORRECTION, version=history.version, reason=reason)


def _settled(unit: str, source: str, by: str) -> Identification:
    clue = Clue(source=source, unit=unit, weight=1.0, evidence=by)
    return Identification(unit=unit, confidence=1.0, candidates=((unit, 1.0),), clues=(clue,))


def _with_runner_up(made: Submission) -> Submission:
    """The submission with the second-best unit and its distance in the reason, where some clue spoke for one."""
    others = [unit for unit, _ in made.identification.candidates if unit != made.unit]
    if not others:
        return made
    told = f"next unit: {others[0]} (margin {made.identification.margin:.2f})"
    return replace(made, reason="; ".join(filter(None, (made.reason, told))))


def _bare(received: Received, disposition: Disposition, reason: str) -> Submission:
    return Submission(
        received=received, disposition=disposition, identification=_NOBODY, files=(), reason=reason
    )


def _why_other(files: tuple[SortedFile, ...]) -> str:
    reasons = [file.reason for file in files if not file.file.body and file.reason]
    return "; ".join(dict.fromkeys(reasons)) or "no report among its files"
