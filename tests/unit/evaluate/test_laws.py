"""What holds for all labels and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate import evaluate
from pipeline.model.finding import Status, Verdict
from pipeline.model.labelled import (
    CellFound,
    CellLabel,
    FileFound,
    FileLabel,
    MessageFound,
    MessageLabel,
    Tables,
    Truth,
    UnitFound,
    UnitLabel,
)
from pipeline.model.section import State
from pipeline.model.submission import Disposition, Role

Noun = TypeVar("Noun")

_UNITS, _SECTIONS = st.sampled_from(["SYT", "SNV", "STP"]), st.sampled_from(["1.1", "1.2", "1.10"])
_STATES, _TEXTS = st.sampled_from(State), st.text("aăâuỷý0 .", max_size=12)
_KEYS = st.sampled_from(["a", "b", ""])
_TIMES = st.none() | st.datetimes(timezones=st.timezones()).filter(lambda found: 1900 < found.year < 2100)
_CELL_LABELS = st.builds(CellLabel, unit=_UNITS, section=_SECTIONS, state=_STATES, text=_TEXTS)
_CELLS_FOUND = st.builds(
    CellFound, unit=_UNITS, section=_SECTIONS, state=_STATES, text=_TEXTS, confidence=st.none() | st.floats(0, 1),
    file=st.just("a.docx"), page=st.none() | st.integers(1, 9),
)  # fmt: skip
_UNIT_LABELS = st.builds(
    UnitLabel, unit=_UNITS, status=st.none() | st.sampled_from(Status), verdict=st.none() | st.sampled_from(Verdict),
    format=st.sampled_from(["", "docx"]), traits=st.sampled_from([(), ("toc",), ("toc", "merged")]),
)  # fmt: skip
_UNITS_FOUND = st.builds(
    UnitFound, unit=_UNITS, status=st.sampled_from(Status), verdict=st.sampled_from(Verdict)
)
_MESSAGE_LABELS = st.builds(
    MessageLabel, message_id=_KEYS, dispositions=st.frozensets(st.sampled_from(Disposition), min_size=1, max_size=2),
    unit=_UNITS | st.just(""), received_at=_TIMES,
)  # fmt: skip
_MESSAGES_FOUND = st.builds(
    MessageFound, message_id=_KEYS, disposition=st.sampled_from(Disposition), unit=_UNITS | st.just(""), received_at=_TIMES,
)  # fmt: skip
_FILE_LABELS = st.builds(FileLabel, sha256=_KEYS, role=st.sampled_from(Role))
_FILES_FOUND = st.builds(FileFound, sha256=_KEYS, role=st.sampled_from(Role))


TRUTHS = st.builds(
    Truth, cells=st.lists(_CELL_LABELS, unique_by=lambda one: (one.unit, one.section)).map(tuple),
    units=st.none() | st.lists(_UNIT_LABELS, unique_by=lambda one: one.unit).map(tuple),
    messages=st.none() | st.lists(_MESSAGE_LABELS, max_size=6).map(tuple),
    files=st.none() | st.lists(_FILE_LABELS, max_size=6).map(tuple),
)  # fmt: skip
TABLES = st.builds(
    Tables, cells=st.lists(_CELLS_FOUND, unique_by=lambda one: (one.unit, one.section)).map(tuple),
    units=st.none() | st.lists(_UNITS_FOUND, unique_by=lambda one: one.unit).map(tuple),
    messages=st.none() | st.lists(_MESSAGES_FOUND, max_size=6).map(tuple),
    files=st.none() | st.lists(_FILES_FOUND, max_size=6).map(tuple),
)  # fmt: skip
_THRESHOLDS = st.floats(0, 1)


@st.composite
def perfect(draw: st.DrawFn) -> tuple[Truth, Tables]:
    """Labels, and tables that say the same of everything, with whatever confidence."""
    truth = draw(TRUTHS)
    apart = {
        one.message_id: one for one in truth.messages or ()
    }  # among mails of one id it may be open which is which
    truth = replace(truth, messages=tuple(apart.values()))
    tables = Tables(
        cells=tuple(
            CellFound(
                unit=o.unit, section=o.section, state=o.state, text=o.text, confidence=draw(_THRESHOLDS)
            )
            for o in truth.cells
        ),
        units=tuple(
            UnitFound(unit=o.unit, status=o.status or Status.LATE, verdict=o.verdict or Verdict.REVIEW)
            for o in truth.units or ()
        ),
        messages=tuple(
            MessageFound(message_id=o.message_id, disposition=min(o.dispositions), unit=o.unit)
            for o in truth.messages or ()
        ),
        files=tuple(FileFound(sha256=o.sha256, role=o.role) for o in truth.files or ()),
    )
    return truth, tables


def figures(value: object, name: str = "") -> Iterator[tuple[str, float]]:
    """Every float in a nest of dicts and tuples, with the name of its field."""
    if isinstance(value, float):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from figures(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from figures(inner, name)


@given(perfect(), _THRESHOLDS)
def test_perfect_tables_are_perfect_everywhere(made: tuple[Truth, Tables], threshold: float) -> None:
    """Every accuracy, F1 and overlap that there is is 1, every error 0, and nothing is listed as wrong."""
    found = evaluate(*made, threshold=threshold)
    told = list(figures(asdict(found)))
    good = ("_accuracy", "f1", "precision", "recall", "right")
    assert {value for name, value in told if name.endswith(good)} <= {1.0}
    assert {value for name, value in told if name in {"wrong_share", "risk", "area"}} <= {0.0}
    assert (found.wrong, found.no_row) == ((), 0)
    assert found.units is None or found.units.wrong == ()
    assert found.messages is None or (found.messages.wrong, found.messages.lost) == ((), 0)


@given(TRUTHS, TABLES, _THRESHOLDS)
def test_figures_are_between_nought_and_one(truth: Truth, tables: Tables, threshold: float) -> None:
    """But for the log loss, which has no upper end."""
    for name, value in figures(asdict(evaluate(truth, tables, threshold=threshold))):
        assert 0 <= value <= (8 if name == "log_loss" else 1), name


@given(TRUTHS, TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(truth: Truth, tables: Tables, dice: Random) -> None:
    """Not a figure, not in the last digit, and no list."""
    mixed_truth = Truth(
        cells=tuple(dice.sample(truth.cells, len(truth.cells))),
        units=_shuffled(truth.units, dice),
        messages=_shuffled(truth.messages, dice),
        files=_shuffled(truth.files, dice),
    )
    mixed_tables = Tables(
        cells=tuple(dice.sample(tables.cells, len(tables.cells))),
        units=_shuffled(tables.units, dice),
        messages=_shuffled(tables.messages, dice),
        files=_shuffled(tables.files, dice),
    )
    assert evaluate(mixed_truth, mixed_tables, threshold=0.9) == evaluate(truth, tables, threshold=0.9)


def _shuffled(rows: tuple[Noun, ...] | None, dice: Random) -> tuple[Noun, ...] | None:
    return None if rows is None else tuple(dice.sample(rows, len(rows)))
