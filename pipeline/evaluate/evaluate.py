"""All figures together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.evaluate.confidence import calibrate, risk_curve
from pipeline.evaluate.messages import judge_messages
from pipeline.evaluate.pairs import Pair, Pairs, pair
from pipeline.evaluate.summary import confuse, group, summarise
from pipeline.evaluate.units import judge_files, judge_units
from pipeline.model.evaluation import (
    Evaluation,
    FileFigures,
    Group,
    LeftOut,
    MessageFigures,
    UnitFigures,
    WrongCell,
)
from pipeline.model.labelled import Tables, Truth
from pipeline.model.section import State


def evaluate(truth: Truth, tables: Tables, *, threshold: float) -> Evaluation:
    """How right the tables are by these labels; cells with a confidence of `threshold` or more count as sure."""
    pairs = pair(truth, tables)
    judged = pairs.judged
    rated = [(one.confidence, one.right) for one in judged if one.confidence is not None]
    formats, traits = _kinds(truth, judged, threshold)
    return Evaluation(
        threshold=threshold,
        labelled_units=len({one.label.unit for one in judged}),
        no_row=sum(one.found is None for one in judged),
        left_out=_left_out(truth, pairs),
        absent=(*truth.absent, *tables.absent),
        summary=summarise(judged, threshold),
        formats=formats,
        traits=traits,
        sections=group(((one.label.section, one) for one in judged), threshold),
        confusion=confuse(judged),
        calibration=calibrate(rated),
        risk=risk_curve(rated),
        wrong=tuple(sorted(_wrong(judged), key=_worst_first)),
        messages=_messages(truth, tables),
        units=_units(truth, tables),
        files=_files(truth, tables),
    )


def _kinds(
    truth: Truth, judged: Sequence[Pair], threshold: float
) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """The figures by format and by trait."""
    formats = {one.unit: one.format for one in truth.units or ()}
    traits = {one.unit: one.traits for one in truth.units or ()}
    by_trait = ((name, one) for one in judged for name in traits.get(one.label.unit, ()))
    return (
        group(((formats.get(one.label.unit, ""), one) for one in judged), threshold),
        group(by_trait, threshold),
    )


def _left_out(truth: Truth, pairs: Pairs) -> LeftOut:
    other = sum(one.said not in {State.NOT_SUBMITTED, None} for one in pairs.silent)
    return LeftOut(unlabelled=truth.unlabelled, not_submitted=len(pairs.silent), sent_after_all=other)


def _wrong(pairs: Iterable[Pair]) -> Iterator[WrongCell]:
    for one in pairs:
        if not one.right:
            yield WrongCell(
                unit=one.label.unit,
                section=one.label.section,
                expected=one.label.state,
                found=one.said,
                confidence=one.confidence,
                file=one.found.file if one.found else "",
                page=one.found.page if one.found else None,
            )


def _worst_first(one: WrongCell) -> tuple[float, str, str]:
    """The surest error first; those without a confidence last."""
    return 1.0 if one.confidence is None else -one.confidence, one.unit, one.section


def _messages(truth: Truth, tables: Tables) -> MessageFigures | None:
    if truth.messages is None or tables.messages is None:
        return None
    return judge_messages(truth.messages, tables.messages)


def _units(truth: Truth, tables: Tables) -> UnitFigures | None:
    if truth.units is None or tables.units is None:
        return None
    return judge_units(truth.units, tables.units)


def _files(truth: Truth, tables: Tables) -> FileFigures | None:
    if truth.files is None or tables.files is None:
        return None
    return judge_files(truth.files, tables.files)
