"""What confidence was learnt from labelled reports: a few weights, kept as data with the day and the figures of the fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# The signs that may have a weight, as `align/confidence.py` measures them.
SIGNS = frozenset((
    "base", "margin", "tie", "within", "loose", "fit", "faint", "plain", "unheaded", "whole", "unordered", "shared",
    "edge", "misread", "near", "others", "thin", "empty",
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Weights of the signs that speak for a state, in log-odds: of sections that were found, and of missing ones.

    Names are those of `align/confidence.py`; `base` is the weight of no sign at all. A sign without a weight says
    nothing. `told` is when and on what they were fitted, for people.
    """

    found: Mapping[str, float]
    missing: Mapping[str, float]
    told: Mapping[str, str] = field(default_factory=dict)


# Set by hand, for outlines and tests without a fit of their own; the shipped fit is data of `rulebook/`.
UNFITTED = Calibration(
    found={"base": -0.5, "margin": 0.2, "within": 0.1, "fit": 2.0, "unordered": -1.0, "shared": -0.3, "unheaded": -1.0, "edge": -1.0,
           "misread": -6.0, "plain": -0.3},
    missing={"base": 0.5, "margin": 0.4, "near": -1.0, "misread": -6.0},
)  # fmt: skip
