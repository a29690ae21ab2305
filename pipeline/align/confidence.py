"""How sure a section's state is, as a probability: signs weighed by what labelled reports taught (`model/calibration.py`)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.calibration import UNFITTED, Calibration

LOWEST, HIGHEST = 0.05, 0.99
_HIDDEN = 0.60  # an item that may stand, or go on, on a page that nobody read, or whose text may be none, is at most so sure
_BLURRED = 0.85  # and one that may stand on a page of which lines were lost
_AT_EDGE, _EDGE = 0.55, 0.85  # four words, or a fifth more or less than asked for, may be judged otherwise;
# and a heading out of order with nothing below it may be another's, or a chapter's
_FAR = 8.0  # log-odds: a margin beyond this says no more
_CLEAR_EDGE = 0.5  # a length this far (in logarithm) from one that would change the state is beyond argument
_CLEAR_FIT = 0.7  # words fit so well speak for themselves; below it each step counts
EMPTY_WORDS = 3  # `Không.`, `(Không)`, `Không có gì` under a heading is no answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What speaks for a state. `found` tells whether the item was found at all.

    `margin` is by how much the best other reading of the heading is worse, in log-odds, `within` that of the lines below
    it; `fit` that of the heading's words, `near` the best fit left unused, both 0 to 1. `headed` is false for a text
    without a heading, `whole` true for one that answers as its parent's. `others` is the share of the outline's leaves
    that were found, `words` and `min_words` the length found and asked for. `hidden` says that a page that nobody read
    may hold it, or more of it, `blurred` that a page may on which lines were lost; `letters` is how sure the letters read
    are, 0 to 1; `argued` that the state hangs on words that may be none.
    """

    found: bool = False
    fit: float = 0.0
    margin: float = 0.0
    within: float = 0.0
    sure: bool = False
    headed: bool = True
    whole: bool = False
    in_order: bool = True
    shared: bool = False
    near: float = 0.0
    others: float = 1.0
    words: int = 0
    min_words: int = 0
    hidden: bool = False
    blurred: bool = False
    letters: float = 1.0
    argued: bool = False


def confidence(signs: Signs, calibration: Calibration = UNFITTED) -> float:
    """The probability that the state is right, 0.05 to 0.99."""
    weights = calibration.found if signs.found else calibration.missing
    value = 0.5 + 0.5 * math.tanh(0.5 * _sum(weights, measures(signs)))  # the logistic curve, at any height
    if signs.hidden or signs.argued:
        value = min(value, _HIDDEN)
    if signs.blurred:
        value = min(value, _BLURRED)
    stray = signs.words <= EMPTY_WORDS and not signs.in_order
    if signs.found and (stray or _edge(signs.words, signs.min_words) >= _AT_EDGE):
        value = min(value, _EDGE)
    return round(min(HIGHEST, max(LOWEST, value)), 3)


def _sum(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    return weights.get("base", 0.0) + sum(weights.get(name, 0.0) * value for name, value in values.items())


def measures(signs: Signs) -> dict[str, float]:
    """The signs as numbers that can be weighed, by name."""
    margin = min(max(signs.margin, 0.0), _FAR)
    within = min(max(signs.within, 0.0), _FAR)
    misread = 1.0 - signs.letters
    if not signs.found:
        return {
            "margin": margin, "tie": math.exp(-margin), "near": signs.near, "misread": misread,
            "others": signs.others,
        }  # fmt: skip
    return {
        "margin": margin, "tie": math.exp(-margin), "within": within, "loose": math.exp(-within), "fit": signs.fit,
        "faint": max(0.0, _CLEAR_FIT - signs.fit), "plain": float(not signs.sure), "unheaded": float(not signs.headed),
        "whole": float(signs.whole), "unordered": float(not signs.in_order), "shared": float(signs.shared),
        "edge": _edge(signs.words, signs.min_words), "misread": misread, "near": signs.near, "others": signs.others, "thin": float(signs.words < signs.min_words),
        "empty": float(signs.words <= EMPTY_WORDS),
    }  # fmt: skip


def _edge(words: int, min_words: int) -> float:
    """How near a length is to one that would make it another state: 1 at the edge, 0 beyond argument."""
    if words <= EMPTY_WORDS:
        return 0.0
    length = math.log(words + 1.0)
    nearest = min(abs(length - math.log(limit + 1.0)) for limit in (EMPTY_WORDS, max(min_words, EMPTY_WORDS)))
    return max(0.0, 1.0 - nearest / _CLEAR_EDGE)
