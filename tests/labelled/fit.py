"""Fits confidence on labelled reports and writes `confidence.yaml`: `python -m tests.labelled.fit [SETS] [--out FILE]`.

Two logistic regressions over the signs of `align/confidence.py`, of sections that were found and of missing ones, with
a small ridge; every set in every perturbation. Wordings that the outline was written from would make it too sure:
leave those sets out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.align.confidence import confidence, measures
from pipeline.model.calibration import Calibration
from tests.labelled.measure import Cell, campaign, cells, reports
from tests.labelled.spoil import PERTURBATIONS

OUT = Path(__file__).parents[2] / "pipeline" / "rulebook" / "confidence.yaml"
SETS = ("e", "papers/d", "papers/f")
_RIDGE = 1.0
_PLAIN = "as it is"
_PLAIN_AGAIN = 3  # times that a report as it is counts for one that is spoilt
_STEPS = 60
_BINS = 10

Matrix = npt.NDArray[np.float64]


def fit(found: Sequence[Cell]) -> Calibration:
    """The weights that make right states most likely."""
    return Calibration(
        found=_weights([cell for cell in found if cell.signs.found]),
        missing=_weights([cell for cell in found if not cell.signs.found]),
    )


def _weights(found: Sequence[Cell]) -> dict[str, float]:
    names = sorted(measures(found[0].signs))
    table = np.array([[1.0, *(measures(cell.signs)[name] for name in names)] for cell in found])
    right = np.array([float(cell.right) for cell in found])
    times = np.array([float(_PLAIN_AGAIN if cell.kind == _PLAIN else 1) for cell in found])
    weights = _logistic(table, right, times)
    return {name: round(float(weight), 3) for name, weight in zip(("base", *names), weights, strict=True)}


def _logistic(table: Matrix, right: Matrix, times: Matrix) -> Matrix:
    """Newton's method; the base is not held down."""
    ridge = np.diag([0.0, *[_RIDGE] * (table.shape[1] - 1)])
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        likely = 1.0 / (1.0 + np.exp(-table @ weights))
        slope = table.T @ (times * (right - likely)) - ridge @ weights
        bend = (table * (times * likely * (1 - likely))[:, None]).T @ table + ridge
        weights = weights + np.linalg.solve(bend + 1e-9 * np.eye(len(weights)), slope)
    return weights


def figures(found: Sequence[Cell], learnt: Calibration) -> dict[str, float]:
    """How well probabilities tell: log loss, Brier score, calibration error over ten bins."""
    likely = np.array([confidence(cell.signs, learnt) for cell in found])
    right = np.array([float(cell.right) for cell in found])
    loss = -np.mean(right * np.log(likely) + (1 - right) * np.log(1 - likely))
    bins = np.minimum((likely * _BINS).astype(int), _BINS - 1)
    error = sum(
        abs(likely[bins == place].mean() - right[bins == place].mean()) * (bins == place).mean()
        for place in set(bins.tolist())
    )
    return {
        "cells": float(len(found)), "right": float(right.mean()), "log_loss": float(loss),
        "brier": float(np.mean((likely - right) ** 2)), "calibration_error": float(error),
    }  # fmt: skip


def written(learnt: Calibration, told: dict[str, str]) -> str:
    """The file's text."""
    lines = ["# What confidence was learnt from labelled reports. Made by `make fit`; do not edit by hand."]
    lines += [f'{key}: "{value}"' for key, value in told.items()]
    for name, weights in (("found", learnt.found), ("missing", learnt.missing)):
        lines += [f"{name}:", *(f"  {sign}: {weight}" for sign, weight in weights.items())]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, write, and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    rules = campaign()
    made = list(reports(given.sets, range(given.seeds)))
    found = [
        cell for kind in PERTURBATIONS for name, lines in made for cell in cells(name, lines, rules, kind)
    ]
    learnt = fit(found)
    told = {name: f"{value:.4g}" for name, value in figures(found, learnt).items()}
    day = dt.datetime.now(dt.UTC).date().isoformat()
    told = {"fitted": day, "sets": ", ".join(given.sets), "seeds": str(given.seeds), **told}
    given.out.write_text(written(learnt, told), encoding="utf-8")
    sys.stdout.write(written(learnt, told))


if __name__ == "__main__":
    main()
