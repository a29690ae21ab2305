"""Weighs the clues: exactly one unit, or none and the reason."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from pipeline.model.submission import Clue, Identification

# A lone roster address (0.75) is enough; a lone mention in a subject, text or file name is not.
ENOUGH = 0.70
# The best unit must be this much likelier than the second: an exact letterhead against a superior's address
# and host passes (3.0 - 1.4), two contradicting addresses do not. In natural logarithm of odds against.
MARGIN = 0.7


def weigh(clues: Sequence[Clue], *, stranger: str = "") -> Identification:
    """Combine independent clues (noisy-or). `stranger` is a letterhead issuer outside the roster, if any."""
    strength = _strengths(clues)
    ranked = sorted(strength.items(), key=lambda pair: (-pair[1], pair[0]))
    candidates = tuple((unit, round(_share(value), 4)) for unit, value in ranked)
    reason = _objection(ranked, stranger)
    best, runner_up = (_at(ranked, 0), _at(ranked, 1))
    unit = "" if reason else ranked[0][0]
    confidence = 0.0 if reason else round(_share(best) * (1 - math.exp(-2 * (best - runner_up))), 4)
    return Identification(
        unit=unit, confidence=confidence, candidates=candidates[:5], clues=tuple(clues), reason=reason
    )


def _strengths(clues: Sequence[Clue]) -> dict[str, float]:
    """Per unit the sum of -ln(1 - weight), each source counted once."""
    best: defaultdict[tuple[str, str], float] = defaultdict(float)
    for clue in clues:
        key = (clue.unit, clue.source)
        best[key] = max(best[key], clue.weight)
    strength: defaultdict[str, float] = defaultdict(float)
    for (unit, _), weight in best.items():
        strength[unit] -= math.log1p(-weight)
    return strength


def _objection(ranked: Sequence[tuple[str, float]], stranger: str) -> str:
    if stranger:
        return f"the letterhead names a body outside the roster: {stranger}"
    if not ranked:
        return "nothing in the message or its files names a unit of the roster"
    if _share(ranked[0][1]) < ENOUGH:
        return "the only clues are weak ones"
    if ranked[0][1] - _at(ranked, 1) < MARGIN:
        return f"the clues fit {ranked[0][0]} and {ranked[1][0]} about equally"
    return ""


def _share(strength: float) -> float:
    return 1 - math.exp(-strength)


def _at(ranked: Sequence[tuple[str, float]], place: int) -> float:
    return ranked[place][1] if place < len(ranked) else 0.0
