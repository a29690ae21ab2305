"""Whether units have the status and verdict that people give them, and files their roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.evaluate.shares import hits, share
from pipeline.model.evaluation import FileFigures, Share, UnitFigures, WrongUnit
from pipeline.model.finding import Status, Verdict
from pipeline.model.labelled import FileFound, FileLabel, UnitFound, UnitLabel
from pipeline.model.submission import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """A unit's status or verdict as labelled and as found, None without a row."""

    unit: str
    what: str
    expected: Status | Verdict
    found: Status | Verdict | None


def judge_units(labels: Sequence[UnitLabel], found: Sequence[UnitFound]) -> UnitFigures:
    """Figures over all labelled units."""
    rows = {one.unit: one for one in found}
    statuses, verdicts = list(_statuses(labels, rows)), list(_verdicts(labels, rows))
    late = hits((one.expected is Status.LATE, one.found is Status.LATE) for one in statuses)
    return UnitFigures(
        units=len(labels),
        no_row=sum(label.unit not in rows for label in labels),
        status_accuracy=_accuracy(statuses),
        late_f1=late.f1,
        verdict_accuracy=_accuracy(verdicts),
        wrong=tuple(_wrong(chain(statuses, verdicts))),
    )


def judge_files(labels: Sequence[FileLabel], found: Sequence[FileFound]) -> FileFigures:
    """Figures over all labelled files; one that came several times is right when one of its rows is."""
    roles: Mapping[str, set[Role]] = defaultdict(set)
    for one in found:
        roles[one.sha256].add(one.role)
    right = sum(label.role in roles[label.sha256] for label in labels)
    lost = sum(not roles[label.sha256] for label in labels)
    return FileFigures(files=len(labels), lost=lost, role_accuracy=share(right, len(labels)))


def _statuses(labels: Sequence[UnitLabel], rows: Mapping[str, UnitFound]) -> Iterator[_Answer]:
    for label in labels:
        if label.status is not None:
            row = rows.get(label.unit)
            found = row.status if row else None
            yield _Answer(unit=label.unit, what="status", expected=label.status, found=found)


def _verdicts(labels: Sequence[UnitLabel], rows: Mapping[str, UnitFound]) -> Iterator[_Answer]:
    for label in labels:
        if label.verdict is not None:
            row = rows.get(label.unit)
            found = row.verdict if row else None
            yield _Answer(unit=label.unit, what="verdict", expected=label.verdict, found=found)


def _accuracy(answers: Sequence[_Answer]) -> Share:
    return share(sum(one.expected is one.found for one in answers), len(answers))


def _wrong(answers: Iterator[_Answer]) -> Iterator[WrongUnit]:
    for one in sorted(answers, key=lambda one: (one.unit, one.what)):
        if one.expected is not one.found:
            yield WrongUnit(unit=one.unit, what=one.what, expected=one.expected, found=one.found or "")
