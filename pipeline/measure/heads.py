"""Rows on top of a table in which no number stands but years: headings, or figures that look like years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline.measure.amounts import is_year
from pipeline.measure.headings import Role, is_period, role_of, year_of
from pipeline.measure.labels import is_text

Texts = Sequence[str]
Names = Callable[[str], bool]


def no_name(_label: str) -> bool:
    """No label names an indicator."""
    return False


def is_labelled(row: Texts, above: Sequence[Texts], names: Names) -> bool:
    """Whether a row without figures is one of an indicator: not filled in, answered in words, or with years as figures.

    `above` are the rows over it: below headings it is one whatever its cells; times in a table's first row are headings.
    """
    texts = [text for text in row if is_text(text)]
    others = [text for text in row if text and text not in texts[:1]]
    if not texts or (not others and not above):
        return False
    if others and not any(map(_parts, above)) and _are_times(others):
        return False
    return names(texts[0])


def holds_years(row: Texts, above: Sequence[Texts], names: Names) -> bool:
    """Whether the years in a row are figures: of an indicator, or below the name of one year, where none can stand."""
    if not any(map(is_year, row)):
        return False
    return is_labelled(row, above, names) or _is_below_years(row, above)


def _is_below_years(row: Texts, above: Sequence[Texts]) -> bool:
    label = next(filter(is_text, row), None)
    if label is None or role_of(label) is Role.LABEL:
        return False
    years = [place for place, text in enumerate(row) if is_year(text)]
    return any(all(place < len(over) and year_of(over[place]) for place in years) for over in above)


def _parts(row: Texts) -> bool:
    """Whether a row says several things: no title of the table, which says one over all columns."""
    return len(set(filter(None, row))) > 1


def _are_times(texts: Texts) -> bool:
    """Whether all cells are times: years only where they follow each other, for other ones may be numbers."""
    if not all(map(is_year, texts)):
        return all(map(is_period, texts))
    return len(texts) > 1 and all(int(after) - int(before) == 1 for before, after in pairwise(texts))
