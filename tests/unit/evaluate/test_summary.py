"""The figures of a set of cells, against what a person works out on paper."""

from __future__ import annotations

import pytest

from pipeline.evaluate.overlap import overlap
from pipeline.evaluate.summary import confuse, group, summarise
from pipeline.model.evaluation import Confusion, StateFigures, Summary, Sure
from pipeline.model.section import State
from tests.unit.evaluate.labels import cell, pairs

# Five cells full, of which one is said thin, one missing; two missing, of which one is said full; one thin without a row.
EIGHT = pairs(
    ("full", "full", 0.99), ("full", "full", 0.9), ("full", "full", 0.5), ("full", "thin", 0.95),
    ("full", "missing", 0.4), ("missing", "missing", 0.8), ("missing", "full", 0.3), ("thin", None, None),
)  # fmt: skip


def test_accuracy_is_the_share_of_right_states() -> None:
    """Four of eight; a cell without a row is wrong."""
    found = summarise(EIGHT, 0.9)
    assert (found.cells, found.right, found.state_accuracy) == (8, 4, 0.5)


def test_each_state_has_precision_recall_and_support() -> None:
    """Full: 3 of the 4 said to be full, 3 of the 5 that are; F1 is 2·3 / (2·3 + 1 + 2)."""
    full, thin, missing = summarise(EIGHT, 0.9).states
    assert full == StateFigures(state=State.FULL, support=5, precision=3 / 4, recall=3 / 5, f1=6 / 9)
    assert thin == StateFigures(state=State.THIN, support=1, precision=0.0, recall=0.0, f1=0.0)
    assert missing == StateFigures(state=State.MISSING, support=2, precision=0.5, recall=0.5, f1=0.5)


def test_macro_f1_is_the_mean_over_labelled_states() -> None:
    """(2/3 + 0 + 1/2) / 3; a state that is only said counts in no mean."""
    assert summarise(EIGHT, 0.9).state_macro_f1 == pytest.approx((2 / 3 + 0 + 1 / 2) / 3)
    said_only = summarise(pairs(("full", "full", 1.0), ("full", "empty", 1.0)), 0.9)
    assert [(one.state, one.support, one.precision, one.recall) for one in said_only.states] == [
        ("full", 2, 1.0, 0.5), ("empty", 0, 0.0, None),
    ]  # fmt: skip
    assert said_only.state_macro_f1 == pytest.approx(2 / 3)


def test_presence_takes_full_and_thin_for_one() -> None:
    """Six are present; four are rightly said so, one wrongly, two are not said: 8 / (8 + 1 + 2)."""
    assert summarise(EIGHT, 0.9).presence_f1 == pytest.approx(8 / 11)


def test_absence_takes_missing_and_empty_for_one() -> None:
    """Empty said for missing is no error here; unreadable is neither present nor absent."""
    assert summarise(EIGHT, 0.9).absence_f1 == pytest.approx(2 / 4)
    found = summarise(pairs(("missing", "empty", 1.0), ("unreadable", "unreadable", 1.0)), 0.9)
    assert (found.absence_f1, found.presence_f1) == (1.0, None)


def test_sure_cells_are_those_at_the_threshold_or_above() -> None:
    """Three of eight have 0.9 or more, one of them is wrong."""
    assert summarise(EIGHT, 0.9).sure == Sure(cells=3, coverage=3 / 8, wrong=1, wrong_share=1 / 3)
    assert summarise(EIGHT, 1.0).sure == Sure(cells=0, coverage=0.0, wrong=0, wrong_share=None)
    assert summarise(pairs(("full", "full", None)), 0.9).sure is None


def test_nothing_has_no_shares() -> None:
    """Nought by nought is no figure."""
    assert summarise([], 0.9) == Summary(
        cells=0, right=0, state_accuracy=None, state_macro_f1=None, presence_f1=None, absence_f1=None,
        text_overlap_f1=None, sure=None, states=(),
    )  # fmt: skip


def test_texts_are_compared_where_something_is_present_and_labelled() -> None:
    """3 of 3 + 5 words are shared: 6/8; no row counts 0; a missing cell and a text that nobody labelled do not count."""
    made = [
        cell("1.1", ("full", "full", 1.0), texts=("một hai ba", "ba hai một bốn năm")),
        cell("1.2", ("full", None, None), texts=("một", "")),
        cell("1.3", ("missing", "full", 1.0), texts=("một", "hai")),
        cell("1.4", ("full", "full", 1.0), texts=("", "hai")),
    ]
    assert summarise(made, 0.9).text_overlap_f1 == pytest.approx((6 / 8 + 0) / 2)


@pytest.mark.parametrize(
    ("labelled", "found"),
    [
        ("Đảng uỷ, hoà nhập", "ĐẢNG ỦY hòa nhập"),  # old and new places of the tone mark
        ("Đa\u0309ng uy\u0309", "Đảng uỷ"),  # marks apart and together
        ("- một\n  hai", "một   hai"),
        ("quy định", "Quy định."),
        ("", "..."),
    ],
)
def test_texts_that_read_alike_are_the_same(labelled: str, found: str) -> None:
    """Case, spaces, line breaks, punctuation, composed letters and tone marks make no difference."""
    assert overlap(labelled, found) == 1.0


def test_words_count_as_often_as_they_stand() -> None:
    """Of two and one, one is shared: 2·1 / 3; nothing shared is 0."""
    assert overlap("báo báo", "báo") == pytest.approx(2 / 3)
    assert overlap("báo", "cáo") == overlap("báo", "") == 0.0


def test_groups_stand_in_the_order_of_their_numbers() -> None:
    """1.9 before 1.10; a cell may be in several groups, and one without a name is in none."""
    one, two = pairs(("full", "full", 1.0), ("full", "thin", 1.0))
    groups = group([("1.10", one), ("1.9", two), ("1.10", two), ("", one), ("scan", one)], 0.9)
    assert [(found.name, found.summary.cells, found.summary.right) for found in groups] == [
        ("1.9", 1, 0), ("1.10", 2, 1), ("scan", 1, 1),
    ]  # fmt: skip


def test_confusions_are_counted_in_the_order_of_states() -> None:
    """No row comes last; what never happened is left out."""
    assert confuse(EIGHT) == (
        Confusion(expected=State.FULL, found=State.FULL, cells=3),
        Confusion(expected=State.FULL, found=State.THIN, cells=1),
        Confusion(expected=State.FULL, found=State.MISSING, cells=1),
        Confusion(expected=State.THIN, found=None, cells=1),
        Confusion(expected=State.MISSING, found=State.FULL, cells=1),
        Confusion(expected=State.MISSING, found=State.MISSING, cells=1),
    )
