"""How sure a section's state is, as a probability. First figures, set by hand; a later fit will replace them."""

from __future__ import annotations

from dataclasses import dataclass

_NEAR_LENGTH = 4  # words around a threshold where the count may be argued about
_STRANGER = (
    0.10  # a heading in words that nobody foresaw, where the item's own would stand, may be the item's
)
_HIDDEN = 0.60  # an item that was not found and may stand on an unread page
_BLURRED = (
    0.15  # a page of which more than 1.5 % of the ink is in no word has lost a line, or holds a drawing
)
# Of 240 leaves of made reports on typical, hard and black-and-white scans 5 looked missing and were not: OCR had spoilt
# their headings. So on a scan hardly any is missing for sure: words of 0.96 leave 0.89.
_MISREAD = 2.0
_SURE_LETTERS = 0.93  # well recognised pages have this and more
_LOWEST, _HIGHEST = 0.05, 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a state. `fit` is of the heading's words, 0 when missing; `near` the best fit left unused.

    `unexplained` counts headings that answer no item and stand where this one's would; `words` and `min_words` the
    length found and asked for. `hidden` says that a page that nobody read may hold it, or more of it, `blurred` that a
    page may on which lines were lost; `letters` is how sure the letters read are, 0 to 1; `argued` says that the state
    hangs on words that may be none.
    """

    fit: float = 0.0
    sure: bool = False
    in_order: bool = True
    shared: bool = False
    by_place: bool = False
    near: float = 0.0
    unexplained: int = 0
    words: int = 0
    min_words: int = 0
    hidden: bool = False
    blurred: bool = False
    letters: float = 1.0
    argued: bool = False


def confidence(evidence: Evidence) -> float:
    """The probability that the state is right, 0 to 1."""
    value = _of_found(evidence) if evidence.fit else _of_missing(evidence)
    if evidence.hidden or evidence.argued:
        value = min(value, _HIDDEN)
    if evidence.blurred:
        value -= _BLURRED
    return round(min(_HIGHEST, max(_LOWEST, value)), 3)


def _of_found(evidence: Evidence) -> float:
    value = 0.62 + 0.40 * evidence.fit + (0.03 if evidence.sure else 0.0)
    if evidence.by_place:
        value = 0.55 + 0.3 * evidence.fit
    if not evidence.in_order:
        value -= 0.10
    if evidence.shared:
        value -= 0.05
    if abs(evidence.words - evidence.min_words) <= _NEAR_LENGTH:
        value -= 0.12
    return min(value, _HIGHEST) - max(0.0, _SURE_LETTERS - evidence.letters)


def _of_missing(evidence: Evidence) -> float:
    unread = _MISREAD * (1.0 - evidence.letters)
    return 0.97 - 0.5 * max(0.0, evidence.near - 0.3) - _STRANGER * min(evidence.unexplained, 2) - unread
