"""Whether mails were kept, understood and given to their units."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluate.shares import share
from pipeline.model.evaluation import MessageFigures, WrongMessage
from pipeline.model.labelled import MessageFound, MessageLabel
from pipeline.model.submission import Disposition

_AT_THE_END = dt.datetime.max.replace(tzinfo=dt.UTC)
_BETWEEN = "|"
_RANK = {kind: place for place, kind in enumerate(Disposition)}  # a report stands before a duplicate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mail:
    """A labelled mail and its row, None when it was lost."""

    label: MessageLabel
    found: MessageFound | None

    @property
    def unit(self) -> str:
        """The unit in the tables."""
        return self.found.unit if self.found else ""

    @property
    def disposed(self) -> bool:
        """Whether its disposition is one of those accepted."""
        return self.found is not None and self.found.disposition in self.label.dispositions

    @property
    def has_unit(self) -> bool:
        """Whether it belongs to a unit, and the unit's name matters: of other mail it does not."""
        return bool(self.label.unit) and self.label.dispositions != {Disposition.OTHER}

    @property
    def misgiven(self) -> bool:
        """Whether it was given to a unit that it does not come from: another one, or one for a mail of nobody's."""
        nobodys = not self.label.unit and Disposition.UNIDENTIFIED in self.label.dispositions
        return bool(self.unit) and self.unit != self.label.unit and (self.has_unit or nobodys)


def judge_messages(labels: Sequence[MessageLabel], found: Sequence[MessageFound]) -> MessageFigures:
    """Figures over all labelled mails, each held against the row of its Message-ID."""
    mails = list(_matched(labels, found))
    of_units = [mail for mail in mails if mail.has_unit]
    unit_right = sum(mail.unit == mail.label.unit for mail in of_units)
    return MessageFigures(
        messages=len(mails),
        lost=sum(mail.found is None for mail in mails),
        disposition_accuracy=share(sum(mail.disposed for mail in mails), len(mails)),
        of_units=len(of_units),
        unit_accuracy=share(unit_right, len(of_units)),
        wrong_unit=sum(mail.misgiven for mail in mails),
        unidentified=sum(mail.found is not None and not mail.unit for mail in of_units),
        wrong=tuple(sorted(_wrong(mails), key=_order)),
    )


def _matched(labels: Iterable[MessageLabel], found: Iterable[MessageFound]) -> Iterator[_Mail]:
    """Mails of one Message-ID in order of arrival. A copy of another mail needs no row of its own."""
    rows: Mapping[str, list[MessageFound]] = defaultdict(list)
    for row in sorted(
        found, key=lambda row: (row.received_at or _AT_THE_END, _RANK[row.disposition], row.unit)
    ):
        rows[row.message_id].append(row)
    wanted: Mapping[str, list[MessageLabel]] = defaultdict(list)
    for label in sorted(labels, key=_by_arrival):
        wanted[label.message_id].append(label)
    for key, mails in wanted.items():
        for place, label in enumerate(_without_copies(mails, len(rows[key]))):
            yield _Mail(label=label, found=rows[key][place] if place < len(rows[key]) else None)


def _by_arrival(one: MessageLabel) -> tuple[dt.datetime, list[int], str]:
    """Of mails that came at once the copy is the later one."""
    return one.received_at or _AT_THE_END, sorted(_RANK[kind] for kind in one.dispositions), one.unit


def _without_copies(mails: Sequence[MessageLabel], rows: int) -> list[MessageLabel]:
    """The mails but for as many copies, the latest first, as rows are missing; one mail always stays."""
    kept = list(mails)
    for mail in reversed(mails):
        if len(kept) > max(rows, 1) and mail.dispositions == {Disposition.DUPLICATE}:
            kept.remove(mail)
    return kept


def _expected(label: MessageLabel) -> str:
    return _BETWEEN.join(sorted(label.dispositions))


def _order(one: WrongMessage) -> tuple[str, ...]:
    return one.message_id, one.expected, one.found, one.expected_unit, one.found_unit


def _wrong(mails: Iterable[_Mail]) -> Iterator[WrongMessage]:
    for mail in mails:
        unit_is_wrong = mail.misgiven or (mail.has_unit and mail.unit != mail.label.unit)
        if unit_is_wrong or not mail.disposed:
            yield WrongMessage(
                message_id=mail.label.message_id,
                expected=_expected(mail.label),
                found=mail.found.disposition if mail.found else "",
                expected_unit=mail.label.unit,
                found_unit=mail.unit,
            )
