"""Measures identification: right, unidentified and wrong by trait; margins and confidence against truth; its speed.

`python -m tests.bench.identity [open|held-out|all] [-v] [CASES PER TRAIT]`. The mails and their truth are those of `tests/labelled/`; half of
them are held out, to be looked at once, after mending. With `-v` every case that is not right is listed.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.identify import Sorter, gathered
from pipeline.model.campaign import Campaign, Unit
from pipeline.model.submission import Disposition, Received, Submission
from pipeline.rulebook import load
from tests.labelled.identity import PER_TRAIT, Case, cases, roster
from tests.labelled.kinds import Sample, samples

_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01)
_MARGINS = (0.0, 0.7, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 99.0)
_SIZES = (100, 1000, 5000)
_COUNTED = {Disposition.REPORT, Disposition.CORRECTION, Disposition.DUPLICATE}
_TIMED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a case: `right`, `unidentified` or `wrong`."""

    case: Case
    told: Submission
    verdict: str


def main(arguments: list[str]) -> None:
    """Print every table."""
    wanted = next((word for word in arguments if word in {"open", "held-out", "all"}), "open")
    per_trait = next((int(word) for word in arguments if word.isdigit()), PER_TRAIT)
    campaign = replace(load(Path("rules/28-ct-tu")), units=roster())
    sorter = Sorter(campaign)  # one for all: what it remembers of earlier mails is looked at nowhere here
    answers = [_answered(sorter, case) for case in cases(per_trait) if _is_wanted(case.held_out, wanted)]
    _say(_by_trait(answers))
    _say(_bins("confidence", _EDGES, ((a.told.identification.confidence, a) for a in answers if a.told.unit)))
    _say(_bins("margin", _MARGINS, ((a.told.identification.margin, a) for a in answers)))
    told = [(one, _sorted(sorter, one.mail)) for one in samples() if _is_wanted(one.held_out, wanted)]
    _say(_by_kind(told))
    if "-v" in arguments:
        _say(_misses(answers, told))
    _say(_speeds(campaign, [answer.case.mail for answer in answers[:: max(1, len(answers) // _TIMED)]]))


def _is_wanted(held_out: bool, wanted: str) -> bool:  # noqa: FBT001 - a fact of the case
    return wanted == "all" or held_out is (wanted == "held-out")


def _say(lines: Iterable[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n\n")


def _sorted(sorter: Sorter, mail: Received) -> Submission:
    if mail.message is not None:
        readings = gathered(mail.message, dict(mail.readings))
        mail = replace(mail, readings=tuple(readings.items()))
    return sorter.sort(mail)


def _answered(sorter: Sorter, case: Case) -> Answer:
    told = _sorted(sorter, case.mail)
    is_report = told.disposition in _COUNTED
    if told.unit == case.unit and (is_report or not case.unit):
        verdict = "right"
    else:
        verdict = "wrong" if told.unit and told.unit != case.unit else "unidentified"
    return Answer(case=case, told=told, verdict=verdict)


def _by_trait(answers: Sequence[Answer]) -> Iterator[str]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for answer in answers:
        counts[answer.case.trait][answer.verdict] += 1
    yield f"{'trait':45} right  unidentified  wrong"
    for trait, told in counts.items():
        yield f"{trait:45} {told['right']:5}  {told['unidentified']:12}  {told['wrong']:5}"
    for title, kept in (("all that are a unit's", True), ("all that are nobody's", False)):
        told = Counter(answer.verdict for answer in answers if bool(answer.case.unit) is kept)
        share = told["right"] / max(1, told.total())
        yield f"{title:45} {told['right']:5}  {told['unidentified']:12}  {told['wrong']:5}  {share:.4f} right"


def _bins(title: str, edges: Sequence[float], told: Iterable[tuple[float, Answer]]) -> Iterator[str]:
    """Per bin how many lead the ranking with the true unit: what the figure promises against what is so."""
    found = list(told)
    yield f"{title:>12}        cases   mean  true unit first  taken and wrong"
    for low, high in itertools.pairwise(edges):
        inside = [(value, answer) for value, answer in found if low <= value < high]
        if not inside:
            continue
        mean = sum(value for value, _ in inside) / len(inside)
        right = sum(_leader(answer.told) == answer.case.unit for _, answer in inside) / len(inside)
        wrong = sum(answer.verdict == "wrong" for _, answer in inside)
        yield f"{low:7.2f} - {min(high, 99):5.2f} {len(inside):9} {mean:6.3f} {right:17.4f} {wrong:16}"


def _leader(told: Submission) -> str:
    candidates = told.identification.candidates
    return candidates[0][0] if candidates else ""


def _by_kind(told: Sequence[tuple[Sample, Submission]]) -> Iterator[str]:
    counts: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for sample, submission in told:
        counts[sample.trait][_kind_right(sample, submission)] += 1
    yield f"{'kind of message':45} right  wrong"
    for trait, found in counts.items():
        yield f"{trait:45} {found[True]:5}  {found[False]:5}"


def _kind_right(sample: Sample, told: Submission) -> bool:
    counted = told.disposition in _COUNTED
    if sample.trait.startswith("photographed"):
        return counted and told.report is not None and told.report.file.name == "IMG_1.jpg"
    return counted if sample.kind == "report" else not counted and bool(told.reason)


def _misses(answers: Sequence[Answer], told: Sequence[tuple[Sample, Submission]]) -> Iterator[str]:
    for answer in answers:
        if answer.verdict != "right":
            one = answer.told
            why = one.reason or f"taken for {one.unit} ({one.identification.confidence:.2f})"
            yield f"{answer.verdict:12} {answer.case.name} | truth {answer.case.unit or '-'} | {one.disposition} | {why} | {_seen(one)}"
    for sample, submission in told:
        if not _kind_right(sample, submission):
            yield f"kind         {sample.name} | {submission.disposition} | {submission.reason}"


def _seen(told: Submission) -> str:
    return "; ".join(f"{c.source} {c.unit} {c.weight:.2f} {c.evidence!r}" for c in told.identification.clues)


def _speeds(campaign: Campaign, mails: Sequence[Received]) -> Iterator[str]:
    yield "units   ms to prepare   ms per message   slowest"
    for size in _SIZES:
        units = _many(campaign.units, size)
        begin = time.perf_counter()
        sorter = Sorter(replace(campaign, units=units))
        ready = time.perf_counter()
        spent = []
        for mail in mails:
            start = time.perf_counter()
            sorter.sort(mail)
            spent.append((time.perf_counter() - start) * 1000)
        yield f"{size:5} {(ready - begin) * 1000:15.0f} {sum(spent) / len(spent):16.2f} {max(spent):9.2f}"


def _many(units: Sequence[Unit], size: int) -> tuple[Unit, ...]:
    """The roster, again for as many communes as are needed."""
    made = list(units)
    place = 0
    while len(made) < size:
        one, place = units[place % len(units)], place + 1
        where = f"{_PLACES[place % len(_PLACES)]} {_PLACES[place // len(_PLACES) % len(_PLACES)]} {place // len(units)}"
        made.append(
            replace(
                one, code=f"{one.code}{place}", name=f"{one.name} {where}", parent="", emails=(f"u{place}@many.example",),
                aliases=tuple(f"{alias} {where}" for alias in one.aliases), symbols=(f"{one.code}{place}",),
            )
        )  # fmt: skip
    return tuple(made[:size])


_PLACES = (
    "xã Tân Lập", "xã Hùng Sơn", "xã Đồng Tâm", "phường Gia Cẩm", "phường Nông Trang", "thị trấn Hưng Hoá", "huyện Đoan Hùng",
    "huyện Cẩm Khê", "xã Văn Lang", "xã Minh Đài", "xã Thu Cúc", "phường Âu Cơ",
)  # fmt: skip

if __name__ == "__main__":
    main(sys.argv[1:])
