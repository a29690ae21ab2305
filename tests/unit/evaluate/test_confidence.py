"""Calibration and the risk-coverage curve, against what a person works out on paper."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from pipeline.evaluate.confidence import EDGES, calibrate, risk_curve
from pipeline.model.evaluation import RiskPoint


def test_bins_hold_what_lies_from_their_lower_edge_on() -> None:
    """0.9 belongs to the bin above it, 1.0 to the last; empty bins are there and have no shares."""
    found = calibrate([(0.0, False), (0.9, True), (0.94, False), (0.95, True), (1.0, True)])
    assert found is not None
    assert [(one.low, one.high) for one in found.bins] == list(pairwise(EDGES))
    assert {one.low: one.cells for one in found.bins if one.cells} == {0.0: 1, 0.9: 2, 0.95: 1, 0.98: 1}
    nineties = found.bins[9]
    assert nineties.confidence == pytest.approx(0.92)
    assert nineties.right == 0.5
    assert (found.bins[1].confidence, found.bins[1].right) == (None, None)


def test_expected_error_weighs_each_bin_by_its_cells() -> None:
    """Two cells at 0.92 of which half are right, two at 0.65 all right: (2·0.42 + 2·0.35) / 4."""
    found = calibrate([(0.92, True), (0.92, False), (0.65, True), (0.65, True)])
    assert found is not None
    assert found.cells == 4
    assert found.expected_error == pytest.approx(0.385)


def test_brier_is_the_mean_squared_distance_from_the_answer() -> None:
    """(0.1² + 0.8²) / 2."""
    found = calibrate([(0.9, True), (0.8, False)])
    assert found is not None
    assert found.brier == pytest.approx(0.325)


def test_log_loss_is_the_mean_surprise() -> None:
    """A half each time is ln 2; sure and wrong is dear, not endless; sure and right costs almost nothing."""
    half, wrong, right = (calibrate([one]) for one in ((0.5, True), (1.0, False), (1.0, True)))
    assert half is not None
    assert wrong is not None
    assert right is not None
    assert half.log_loss == pytest.approx(math.log(2))
    assert wrong.log_loss == pytest.approx(math.log(2000))
    assert right.log_loss == pytest.approx(-math.log(0.9995))


def test_risk_rises_from_the_surest_cell_on() -> None:
    """Right, wrong, right, wrong, each less sure: 0, 1/2, 1/3, 2/4; the area is their mean."""
    found = risk_curve([(0.6, False), (0.9, True), (0.7, True), (0.8, False)])
    assert found is not None
    assert found.points == (
        RiskPoint(confidence=0.9, cells=1, coverage=0.25, risk=0.0),
        RiskPoint(confidence=0.8, cells=2, coverage=0.5, risk=0.5),
        RiskPoint(confidence=0.7, cells=3, coverage=0.75, risk=1 / 3),
        RiskPoint(confidence=0.6, cells=4, coverage=1.0, risk=0.5),
    )
    assert found.area == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_cells_of_one_confidence_are_one_point() -> None:
    """After a right cell, one wrong and one right that are equally sure: risks 0, (1/2)/2 and 1/3."""
    found = risk_curve([(0.9, True), (0.5, False), (0.5, True)])
    assert found is not None
    assert [(one.cells, one.risk) for one in found.points] == [(1, 0.0), (3, 1 / 3)]
    assert found.area == pytest.approx((0 + 1 / 4 + 1 / 3) / 3)


def test_without_a_confidence_there_is_nothing_to_judge() -> None:
    """None, not nought."""
    assert calibrate([]) is None
    assert risk_curve([]) is None
