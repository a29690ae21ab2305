"""One table → the figures of the indicators that its rows, or its columns, name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.measure.amounts import PERCENT, is_year, read_amount
from pipeline.measure.grid import Row, Rows, Spot
from pipeline.measure.headings import is_dated, named_period, period_of, unbracketed
from pipeline.measure.labels import Label, is_text, read_label, unit_in
from pipeline.measure.layout import Layout
from pipeline.measure.wordings import Match, Wordings
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.text.fold import bare, fold

# Set by hand, so that a reviewer sees them.
_OTHER_UNIT = 0.6  # the paper counts in another unit than the campaign asks for
_OTHER_COLUMN = 0.6  # a time that the campaign names no period for
_NO_HEADING = 0.6  # several figures and nothing says which is for when
_MAYBE_YEAR = 0.6  # `2021` below no heading
_OTHER_CELL = 0.6  # a second cell beside the label says something that may narrow it
_WITH_ABOVE = 0.97  # a label that names the indicator only with the row above it


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A figure, and whether its label says nothing but the indicator's name."""

    figure: Figure
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A row with its label and the indicator that it names."""

    row: Row
    label: Label
    match: Match


def read_table(rows: Rows, layout: Layout, wordings: Wordings) -> tuple[Found, ...]:
    """The figures of a squared table, row by row."""
    return tuple(
        found
        for named in _named_rows(rows[layout.head :], layout, wordings)
        for found in _figures(named, layout)
    )


# --- rows


def _named_rows(body: Rows, layout: Layout, wordings: Wordings) -> Iterator[_Named]:
    group = main = ""
    named = _all_parts(body, layout)
    rows_of = Counter(parts[0] for parts in named if parts)
    for row, parts in zip(body, named, strict=True):
        label = _label(parts)
        above = (main, group) if label.below or label.bullet else (group,)
        match = _match(label, above, wordings)
        if len(parts) > 1 and not match:
            match = _by_one_part(parts, wordings, alone=rows_of[parts[0]] == 1)
        if match:
            yield _Named(row=row, label=label, match=match)
        if not label.text or label.below or label.bullet:
            continue
        main = label.text
        if not any(row[place].text for place in layout.values):
            group = label.text


def _by_one_part(parts: tuple[str, ...], wordings: Wordings, *, alone: bool) -> Match | None:
    """The indicator that the last of several cells names, or the first where it names no other row."""
    if match := _match(_label(parts[-1:], below=True), (), wordings):
        return match
    match = _match(_label(parts[:1], below=True), (), wordings) if alone else None
    return replace(match, sure=match.sure * _OTHER_CELL, whole=False) if match else None


def _all_parts(body: Rows, layout: Layout) -> list[tuple[str, ...]]:
    """The parts of each row's label; the text of its first column goes on downwards where others say more."""
    found, first = [], ""
    for row in body:
        first = row[layout.labels[0]].text or first
        found.append(_parts(row, layout, first))
    return found


def _parts(row: Row, layout: Layout, first: str) -> tuple[str, ...]:
    """What names a row: its cells of labels, or the one cell that goes across all columns."""
    texts = [row[place].text for place in layout.labels if is_text(row[place].text)]
    if texts and not row[layout.labels[0]].text:
        texts.insert(0, first)
    if not texts:
        said = [spot.text for spot in row if is_text(spot.text)]
        texts = said if len(said) == 1 else []
    return tuple(dict.fromkeys(texts))


def _label(parts: tuple[str, ...], *, below: bool = False) -> Label:
    """Several cells name a part of what the first one names."""
    label = read_label(" ".join(parts))
    return replace(label, below=label.below or below or len(parts) > 1)


def _match(label: Label, above: tuple[str, ...], wordings: Wordings) -> Match | None:
    """The indicator that a label names alone, else with the row that it belongs to, else among other words."""
    alone = [wordings.match(text) for text in dict.fromkeys((label.text, label.unbracketed)) if text]
    if whole := next((match for match in alone if match and match.whole), None):
        return whole
    for text in filter(None, above if label.text else ()):
        match = wordings.match(f"{text} {label.unbracketed}")
        if match and match.whole:
            return replace(match, sure=match.sure * _WITH_ABOVE)
    return None if label.below else next(filter(None, alone), None)


# --- figures


def _figures(named: _Named, layout: Layout) -> Iterator[Found]:
    indicator = named.match.indicator
    for place, (period, sure) in _periods(indicator, layout).items():
        spot = named.row[place]
        if spot.row:
            figure = _figure(named, spot, _stated(named, place, layout, indicator))
            doubt = _MAYBE_YEAR if is_year(spot.text) and not layout.headings[place] else 1.0
            confidence = figure.confidence * named.match.sure * spot.sure * sure * doubt
            yield Found(figure=replace(figure, period=period, confidence=confidence), whole=named.match.whole)


def _periods(indicator: Indicator, layout: Layout) -> dict[int, tuple[str, float]]:
    """What each column of figures is for, and how sure that is.

    Where the campaign names some, others are left out unless they carry a year: those are kept as they are called.
    """
    said = {place: [spot.text for spot in layout.headings[place]] for place in layout.values}
    if claimed := _claimed(said, indicator, loose=False) or _claimed(said, indicator, loose=True):
        dated = {place: (period_of(texts), _OTHER_COLUMN) for place, texts in said.items() if is_dated(texts)}
        kept = {**dated, **claimed}
        return {
            place: (kept[place][0], kept[place][1] * _placed(layout, place))
            for place in said
            if place in kept
        }
    return _own_periods(said, indicator, layout)


def _claimed(
    said: dict[int, list[str]], indicator: Indicator, *, loose: bool
) -> dict[int, tuple[str, float]]:
    """The columns that the campaign's periods claim: by their headings, else by those without what is in brackets."""
    claimed = {
        place: (name, 1.0)
        for place, texts in said.items()
        if (name := named_period(texts, indicator, loose=loose)) is not None
    }
    taken = {name for name, _ in claimed.values()}
    for place, texts in said.items():
        short = [unbracketed(text) for text in texts]
        name = named_period([text for text, _ in short], indicator, loose=loose)
        if place not in claimed and name is not None and name not in taken:
            claimed[place] = (name, min(sure for _, sure in short))
    return claimed


def _own_periods(
    said: dict[int, list[str]], indicator: Indicator, layout: Layout
) -> dict[int, tuple[str, float]]:
    """Every column as it is called, where the campaign names none."""
    periods = {}
    for place, texts in said.items():
        period = period_of(texts)
        alone = len(said) == 1 and not period
        doubt = _NO_HEADING if not period else _OTHER_COLUMN if indicator.columns else 1.0
        periods[place] = (period, 1.0 if alone else doubt * _placed(layout, place))
    return periods


def _placed(layout: Layout, place: int) -> float:
    return min((spot.sure for spot in layout.headings[place]), default=1.0)


def _stated(named: _Named, place: int, layout: Layout, indicator: Indicator) -> str:
    """The unit of measure that the table states for a cell; empty when it states none."""
    units = frozenset(map(fold, (indicator.unit, *indicator.unit_aliases)))
    if layout.unit is not None and (unit := fold(named.row[layout.unit].text)):
        return unit
    if unit := unit_in(named.label.text, units):
        return unit
    return PERCENT if any(PERCENT in spot.text for spot in layout.headings[place]) else ""


def _figure(named: _Named, spot: Spot, stated: str) -> Figure:
    indicator = named.match.indicator
    percent = (stated or indicator.unit) == PERCENT
    amount = read_amount(spot.text, whole=indicator.whole, percent=percent)
    stated = amount.unit or stated
    known = {bare(unit) for unit in (indicator.unit, *indicator.unit_aliases) if unit}
    other = bool(stated and known) and bare(stated) not in known
    return Figure(
        indicator=indicator.id, value=amount.value, unit=stated if other else indicator.unit or stated, raw=spot.text,
        confidence=amount.sure * (_OTHER_UNIT if other and amount.value is not None else 1.0),
        row=spot.row, column=spot.column,
    )  # fmt: skip
