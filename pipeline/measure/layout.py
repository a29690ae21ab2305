"""What each column of a squared table is for: labels, figures, units; and the headings over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.measure.amounts import PERCENT, is_data
from pipeline.measure.grid import FILLER, Row, Rows, Spot, head_rows
from pipeline.measure.headings import Role, is_period, role_of
from pipeline.measure.heads import is_labelled
from pipeline.measure.labels import is_ordinal, is_text
from pipeline.measure.wordings import Wordings
from pipeline.text.fold import fold

_CARRIED = 0.95  # headings that stand over the part of the table on the page before


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a table is to be read: its first `head` rows are headings, `headings` are those over each column.

    `labels` are the columns that name a row together, `values` those of figures, `unit` the one of units of measure.
    """

    head: int
    headings: tuple[Row, ...]
    labels: tuple[int, ...]
    values: tuple[int, ...]
    unit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """What stands in one column: how many texts, figures, and whether all texts are units of measure."""

    place: int
    role: Role | None
    headed: bool
    dated: bool
    texts: int
    data: int
    units: bool

    @property
    def named(self) -> bool:
        """Whether its heading says that it holds no figures."""
        return self.role in {Role.ORDINAL, Role.UNIT, Role.NOTE}


def layout_of(rows: Rows, wordings: Wordings, before: Layout | None = None) -> Layout | None:
    """The layout, None when no column names the rows or none holds figures.

    `before` is that of a table right above: one without headings may go on from it.
    """
    if not rows:
        return None
    head = _head(rows, wordings)
    headings = _headings(rows[:head], len(rows[0]))
    if not head and before and len(before.headings) == len(rows[0]):
        headings = tuple(tuple(_carried(spot) for spot in column) for column in before.headings)
    columns = [_column(rows[head:], place, headings[place], wordings) for place in range(len(rows[0]))]
    label = next((one.place for one in columns if one.role is Role.LABEL and one.texts), None)
    if label is None:
        label = next((one.place for one in columns if not one.named and one.texts > one.data), None)
    if label is None:
        return None
    behind = [one for one in columns[label + 1 :] if not one.named and not one.units]
    more, values = _figures(behind, bare=not any(headings))
    unit = next((one.place for one in columns[label + 1 :] if one.role is Role.UNIT or one.units), None)
    found = Layout(head=head, headings=headings, labels=(label, *more), values=values, unit=unit)
    return found if values else None


def _figures(columns: Sequence[_Column], *, bare: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """More columns of labels, and those of figures. `bare` says that the table has no headings."""
    figures = [one for one in columns if one.dated or (one.data and 2 * one.data >= one.texts)]
    blank = [one for one in columns if not one.texts and not one.data and (one.headed or bare)]
    texts = [one for one in columns if one.texts and one not in figures]
    if not figures:  # answers in words
        return (), tuple(one.place for one in columns if one in texts or one in blank)
    first = figures[0].place
    values = (one.place for one in columns if one in figures or one in blank)
    return tuple(one.place for one in texts if one.place < first), tuple(values)


def _column(body: Sequence[Row], place: int, headings: Row, wordings: Wordings) -> _Column:
    texts = [row[place].text for row in body if is_text(row[place].text)]
    said = [spot.text for spot in headings]
    return _Column(
        place=place,
        role=next((role for role in map(role_of, said) if role), None),
        headed=bool(said),
        dated=any(map(is_period, said)),
        texts=len(texts),
        data=sum(is_data(row[place].text) for row in body),
        units=bool(texts) and all(fold(text) in wordings.units or text == PERCENT for text in texts),
    )


def _head(rows: Rows, wordings: Wordings) -> int:
    """How many rows are headings: those without figures, up to the first that an indicator or a group begins."""
    head = head_rows(rows, wordings.names)
    texts = [[spot.text for spot in row] for row in rows[:head]]
    labelled = (place for place in range(head) if is_labelled(texts[place], texts[:place], wordings.names))
    head = next(labelled, head)
    while head > 1 and _is_group(rows[head - 1]):
        head -= 1
    return head


def _is_group(row: Row) -> bool:
    """Whether a row holds nothing but one text, which groups the rows below it."""
    said = [spot.text for spot in row if spot.text and not is_ordinal(spot.text)]
    return len(said) == 1 and not is_period(said[0]) and role_of(said[0]) is None


def _headings(head: Sequence[Row], width: int) -> tuple[Row, ...]:
    """The headings over each column, from the top; without titles of the whole table."""
    telling = [row for row in head if not _is_title(row)]
    return tuple(tuple(_each_once(row[place] for row in telling)) for place in range(width))


def _is_title(row: Row) -> bool:
    said = {spot for spot in row if spot.text}
    return len(said) == 1 and not any(is_period(spot.text) or role_of(spot.text) for spot in said)


def _each_once(spots: Iterator[Spot]) -> Iterator[Spot]:
    return iter(dict.fromkeys(spot for spot in spots if spot != FILLER and spot.text))


def _carried(spot: Spot) -> Spot:
    return replace(spot, sure=min(spot.sure, _CARRIED))
