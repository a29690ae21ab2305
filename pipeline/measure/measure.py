"""A submission's report and annexes → the figures of every indicator, contradictions and gaps among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.measure.amounts import is_data, is_nothing
from pipeline.measure.grid import Rows, size, squared, turned
from pipeline.measure.layout import Layout, layout_of
from pipeline.measure.table import Found, read_table
from pipeline.measure.unseen import is_unseen
from pipeline.measure.wordings import Wordings
from pipeline.model.document import Block, BlockKind, Document
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.submission import Role, SortedFile
from pipeline.text.fold import fold

# How sure it is that an indicator which was not found is not there; set by hand.
_NO_FIGURES = 0.95  # no table holds figures
_OTHER_FIGURES = 0.8  # some do, under labels that name no indicator
_UNSEEN = (
    0.5  # a file or page was not read or not looked into, or read in its picture, where tables come as lines
)
_CONTRADICTED = 0.5  # another cell gives another number


# Cells of all tables of a file, squared: 1.5 s where all are hostile; an annex of 40 indicators and 10 columns has 400.
MOST_CELLS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """What was found in one file: `seen` says that all of it was looked at, `counts` that some table holds figures."""

    found: tuple[Found, ...] = ()
    seen: bool = False
    counts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table squared, with its ordinal in the document.

    `joins` says that it stands right below another, `skipped` that the file has too many cells to look at it.
    """

    block: Block
    ordinal: int
    rows: Rows
    joins: bool
    skipped: bool


def measure(
    files: Sequence[SortedFile], indicators: tuple[Indicator, ...], *, elsewhere: bool = False
) -> tuple[Figure, ...]:
    """All figures in the order of the indicators, then of files, tables and cells; the report comes first.

    Where the report was read, an indicator that was not found has one figure without value, raw text and place.
    `elsewhere` says that the unit sent other messages that may hold the annex: what is missing here may be there.
    """
    if not indicators:
        return ()
    papers = [file for role in (Role.REPORT, Role.ANNEX) for file in files if file.role is role]
    read = [_read(file, _wordings(indicators)) for file in papers]
    by_id = _settled([found for paper in read for found in paper.found])
    reported = any(file.role is Role.REPORT and isinstance(file.reading, Document) for file in papers)
    seen = not elsewhere and all(paper.seen for paper in read) and not any(map(is_unseen, files))
    gaps = _sure_of_gaps(read, seen=seen)
    return tuple(
        figure for one in indicators for figure in by_id.get(one.id) or (_gap(one, gaps) if reported else ())
    )


@lru_cache(maxsize=4)
def _wordings(indicators: tuple[Indicator, ...]) -> Wordings:
    return Wordings(indicators)


def _sure_of_gaps(papers: Sequence[_Paper], *, seen: bool) -> float:
    if not seen:
        return _UNSEEN
    return _OTHER_FIGURES if any(paper.counts for paper in papers) else _NO_FIGURES


def _gap(indicator: Indicator, sure: float) -> tuple[Figure, ...]:
    """What stands for an indicator that was not found."""
    return (Figure(indicator=indicator.id, unit=indicator.unit, confidence=sure),)


# --- one file


def _read(file: SortedFile, wordings: Wordings) -> _Paper:
    document = file.reading
    if not isinstance(document, Document):
        return _Paper()
    found: list[Found] = []
    before: Layout | None = None
    tables = tuple(_tables(document, wordings))
    for table in tables:
        layout = layout_of(table.rows, wordings, before if table.joins else None)
        more = _figures(table, layout, wordings)
        found += (replace(one, figure=_placed(one.figure, file, table)) for one in more)
        before = layout
    whole = not document.unread_pages and not document.recognised
    return _Paper(
        found=tuple(found),
        seen=whole and not any(table.skipped for table in tables),
        counts=any(is_data(spot.text) for table in tables for row in table.rows for spot in row),
    )


def _tables(document: Document, wordings: Wordings) -> Iterator[_Table]:
    ordinal, cells, above = 0, 0, BlockKind.PARAGRAPH
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            ordinal, cells = ordinal + 1, cells + size(block.rows)
            skipped = cells > MOST_CELLS
            rows = () if skipped else squared(block.rows, wordings.names)
            joins = above is BlockKind.TABLE
            yield _Table(block=block, ordinal=ordinal, rows=rows, joins=joins, skipped=skipped)
        above = block.kind


def _figures(table: _Table, layout: Layout | None, wordings: Wordings) -> tuple[Found, ...]:
    """Read by rows and by columns, whichever gives more numbers, or else more cells."""
    by_rows = read_table(table.rows, layout, wordings) if layout else ()
    across = turned(table.rows)
    other = layout_of(across, wordings)
    by_columns = read_table(across, other, wordings) if other else ()
    return max(by_rows, by_columns, key=_worth)


def _worth(found: tuple[Found, ...]) -> tuple[int, int]:
    return sum(one.figure.value is not None for one in found), len(found)


def _placed(figure: Figure, file: SortedFile, table: _Table) -> Figure:
    return replace(
        figure, file=file.file.name, page=table.block.page, table=table.ordinal,
        confidence=round(figure.confidence * table.block.sure, 3),
    )  # fmt: skip


# --- all files


def _settled(found: Sequence[Found]) -> dict[str, list[Figure]]:
    """By indicator: looser labels only where no label is exact, each number once, contradictions doubted."""
    by_id: defaultdict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_id[one.figure.indicator].append(one)
    return {name: _agreed(some) for name, some in by_id.items()}


def _agreed(found: Sequence[Found]) -> list[Figure]:
    exact = [one.figure for one in found if one.whole] or [one.figure for one in found]
    by_period: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in exact:
        by_period[figure.period].append(figure)
    kept = {id(figure) for figures in by_period.values() for figure in _once(figures)}
    values = {period: {one.value for one in figures} - {None} for period, figures in by_period.items()}
    return [
        _doubted(figure) if figure.value is not None and len(values[figure.period]) > 1 else figure
        for figure in exact
        if id(figure) in kept
    ]


def _once(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Of the cells for one period: each number where it is surest, words; blanks and marks only when nothing else."""
    numbers: dict[float, Figure] = {}
    for figure in figures:
        if figure.value is not None:
            known = numbers.setdefault(figure.value, figure)
            numbers[figure.value] = max(known, figure, key=lambda one: one.confidence)
    yield from numbers.values()
    rest = [figure for figure in figures if figure.value is None]
    words = [figure for figure in rest if not is_nothing(fold(figure.raw))]
    yield from words or ([] if numbers else rest[:1])


def _doubted(figure: Figure) -> Figure:
    return replace(figure, confidence=round(figure.confidence * _CONTRADICTED, 3))
