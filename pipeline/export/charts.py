"""Two pictures of an evaluation as SVG: reliability by bins of confidence, and risk against coverage.

Decides where things stand on the paper, never what the figures are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

import jinja2

from pipeline.export.whole import Writer, write_whole
from pipeline.model.evaluation import Bin, Calibration, Evaluation, RiskCurve

WIDTH, HEIGHT = 880, 520
LEFT, RIGHT, TOP, BOTTOM = 84, 856, 96, 416  # the edges of what is between the axes
_STEPS = 5  # parts of an axis
_BAR = 0.62  # of a bin's room: the rest is air
# Tops of the axis of errors: the first that holds all of them is taken, so that small error rates can be seen.
_TOPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on an axis; `more` is its second line."""

    at: float
    label: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bin with cells: from `top` down to the axis; `claimed` is the height of its mean confidence."""

    left: float
    width: float
    top: float
    claimed: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point of the curve that is told in words; `cut` where a line shows what lies to its left."""

    x: float
    y: float
    label: str
    cut: bool


def write_charts(evaluation: Evaluation, folder: Path) -> tuple[Path, ...]:
    """Write reliability.svg and risk-coverage.svg; neither when no cell has a confidence. StoreError as the disk says."""
    writers: dict[Path, Writer] = {}
    if evaluation.calibration:
        writers[folder / "reliability.svg"] = partial(_reliability, evaluation.calibration)
    if evaluation.risk:
        risk, threshold = evaluation.risk, evaluation.threshold
        writers[folder / "risk-coverage.svg"] = partial(_risk_coverage, risk, threshold)
    for path, writer in writers.items():
        write_whole(path, writer, again="the same command")
    return tuple(writers)


def _reliability(calibration: Calibration, stream: BinaryIO) -> None:
    bins = calibration.bins
    room = (RIGHT - LEFT) / len(bins)
    ticks = [
        Tick(
            at=LEFT + room * (place + 0.5),
            label=f"{one.low * 100:g}–{one.high * 100:g}%",
            more=f"{one.cells} ô",
        )
        for place, one in enumerate(bins)
    ]
    bars = [_bar(one, LEFT + room * place, room) for place, one in enumerate(bins) if one.cells]
    _fill("reliability.svg", stream, calibration=calibration, bars=bars, x_ticks=ticks, y_ticks=_heights(1.0))


def _bar(one: Bin, left: float, room: float) -> Bar:
    right = one.right or 0.0
    return Bar(
        left=left + room * (1 - _BAR) / 2,
        width=room * _BAR,
        top=_height(right, 1.0),
        claimed=_height(one.confidence or 0.0, 1.0),
        label=f"{right:.1%}",
    )


def _risk_coverage(curve: RiskCurve, threshold: float, stream: BinaryIO) -> None:
    highest = max(point.risk for point in curve.points)
    top = next(step for step in _TOPS if highest <= step)
    total = curve.points[-1].cells
    ticks = [
        Tick(at=_across(part / _STEPS), label=f"{part / _STEPS:.0%}", more=f"{part / _STEPS * total:.0f} ô")
        for part in range(_STEPS + 1)
    ]
    line = [(_across(point.coverage), _height(point.risk, top)) for point in curve.points]
    marks = _marks(curve, threshold, top)
    _fill(
        "risk-coverage.svg", stream, curve=curve, line=line, marks=marks, threshold=threshold, x_ticks=ticks,
        y_ticks=_heights(top),
    )  # fmt: skip


def _marks(curve: RiskCurve, threshold: float, top: float) -> Sequence[Mark]:
    """Where the threshold cuts, if it does, and the end: all cells."""
    last = curve.points[-1]
    sure = [point for point in curve.points if point.confidence >= threshold]
    chosen = [(sure[-1], f"tin cậy từ {threshold:g}")] if sure and sure[-1] is not last else []
    return [
        Mark(
            x=_across(point.coverage),
            y=_height(point.risk, top),
            label=f"{name}: {round(point.risk * point.cells)} sai trong {point.cells} ô ({point.risk:.2%})",
            cut=point is not last,
        )
        for point, name in (*chosen, (last, "tất cả"))
    ]


def _heights(top: float) -> Sequence[Tick]:
    digits = max(0, -math.floor(math.log10(top / _STEPS)) - 2)
    return [
        Tick(at=_height(top * part / _STEPS, top), label=f"{top * part / _STEPS:.{digits}%}")
        for part in range(_STEPS + 1)
    ]


def _across(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * share, 2)


def _height(share: float, top: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share / top, 2)


def _fill(template: str, stream: BinaryIO, **values: object) -> None:
    env = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.export"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    frame = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM}
    stream.write(env.get_template(template).render(**frame, **values).encode())
