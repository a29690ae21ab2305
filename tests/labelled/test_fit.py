"""What is learnt from cells that are right and wrong, and the file that it is written to."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.align.confidence import Signs, confidence, measures
from pipeline.model.calibration import Calibration
from pipeline.model.section import State
from pipeline.rulebook.confidence import read_confidence
from pipeline.rulebook.problems import Page
from tests.labelled.fit import _logistic, figures, fit, written
from tests.labelled.measure import Cell

FOUND = Signs(found=True, fit=0.8, margin=4.0, sure=True, words=100, min_words=30)
ABSENT = Signs(margin=4.0)


def cell(signs: Signs, *, right: bool, kind: str = "as it is") -> Cell:
    """One cell with these signs."""
    found = State.FULL if signs.found else State.MISSING
    true = found if right else State.THIN
    return Cell(
        report="r",
        kind=kind,
        leaf="1.1",
        true=true,
        found=found,
        overlap=1.0,
        signs=signs,
        confidence=0.5,
        heading="",
    )


def cells(signs: Signs, *, right: int, wrong: int) -> list[Cell]:
    """So many right and so many wrong ones with these signs."""
    return [cell(signs, right=place < right) for place in range(right + wrong)]


DOUBTS = [
    *cells(FOUND, right=95, wrong=5), *cells(replace(FOUND, margin=0.5), right=60, wrong=40),
    *cells(replace(FOUND, in_order=False), right=70, wrong=30), *cells(ABSENT, right=90, wrong=10),
    *cells(replace(ABSENT, near=0.6), right=50, wrong=50),
]  # fmt: skip


def test_signs_of_right_states_weigh_for_them() -> None:
    """A wide margin speaks for a state, another order against it; what never differs says next to nothing."""
    learnt = fit(DOUBTS)
    assert learnt.found["margin"] > 0 > learnt.found["unordered"]
    assert learnt.missing["near"] < 0
    assert abs(learnt.found["shared"]) < 0.01


def test_every_sign_gets_a_weight() -> None:
    """Of sections that were found, and of missing ones, each their own."""
    learnt = fit(DOUBTS)
    assert set(learnt.found) == {"base", *measures(FOUND)}
    assert set(learnt.missing) == {"base", *measures(ABSENT)}


@pytest.mark.parametrize(
    ("signs", "share"), [(FOUND, 0.95), (replace(FOUND, margin=0.5), 0.60), (ABSENT, 0.90)]
)
def test_confidence_learnt_is_how_often_it_is_right(signs: Signs, share: float) -> None:
    """Of cells with the same signs as many as it says, or with caution a few more."""
    assert share - 0.12 < confidence(signs, fit(DOUBTS)) < share + 0.02


def test_a_report_as_it_is_counts_for_more_than_a_spoilt_one() -> None:
    """Confidence is for the reports that come."""
    spoilt = [replace(one, kind="typos") for one in cells(FOUND, right=0, wrong=20)]
    learnt = fit([*cells(FOUND, right=20, wrong=0), *spoilt, *cells(ABSENT, right=9, wrong=1)])
    assert confidence(FOUND, learnt) > 0.6


def test_without_signs_the_base_is_the_share() -> None:
    """Three in four right: log-odds of three."""
    table, right = np.ones((8, 1)), np.array([1.0] * 6 + [0.0] * 2)
    assert _logistic(table, right, np.ones(8))[0] == pytest.approx(np.log(3), abs=1e-6)


def test_figures_of_confidence() -> None:
    """A coin's: half right, a loss of ln 2, a quarter of squared error, and no error of calibration."""
    coin = Calibration(found={"base": 0.0}, missing={"base": 0.0})
    told = figures(cells(FOUND, right=5, wrong=5), coin)
    assert told == pytest.approx(
        {"cells": 10, "right": 0.5, "log_loss": np.log(2), "brier": 0.25, "calibration_error": 0.0}
    )


def test_too_sure_is_an_error_of_calibration() -> None:
    """Half right and said to be all but certain."""
    sure = Calibration(found={"base": 50.0}, missing={})
    assert figures(cells(FOUND, right=5, wrong=5), sure)["calibration_error"] == pytest.approx(0.49)


def test_what_is_written_is_read_again() -> None:
    """The same weights and the same telling, without a mistake; any weight that a fit may give."""
    learnt = Calibration(
        found=dict(
            zip(("base", *measures(FOUND)), itertools.cycle((-0.0, 1e-3, -12.345, 999.0)), strict=False)
        ),
        missing={"base": 0.5, "near": -2.0},
    )
    told = {"fitted": "2026-01-01", "sets": "e, papers/d", "log_loss": "0.1234"}
    page = Page(Path("confidence.yaml"))
    assert read_confidence(written(learnt, told), page) == replace(learnt, told=told)
    assert page.told() == ()


def test_a_fit_can_be_written() -> None:
    """From cells to file and back."""
    learnt, page = fit(DOUBTS), Page(Path("confidence.yaml"))
    assert read_confidence(written(learnt, {}), page) == learnt
    assert page.told() == ()
