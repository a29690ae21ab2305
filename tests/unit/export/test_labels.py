"""Every code that staff meet has a Vietnamese label."""

from __future__ import annotations

from enum import StrEnum

import pytest

from pipeline.export.xlsx_look import COLOURS
from pipeline.model import labels
from pipeline.model.campaign import Severity
from pipeline.model.finding import Status, Verdict
from pipeline.model.section import State
from pipeline.model.submission import Disposition, Role
from pipeline.tabulate import COLUMNS


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (State, labels.STATE),
        (State, labels.STATE_SHORT),
        (State, labels.STATE_SIGN),
        (Status, labels.STATUS),
        (Verdict, labels.VERDICT),
        (Severity, labels.SEVERITY),
        (Disposition, labels.DISPOSITION),
        (Role, labels.ROLE),
    ],
)
def test_every_code_has_its_own_label(codes: type[StrEnum], names: dict[StrEnum, str]) -> None:
    """No code is without a label, and no two codes of one kind share one."""
    assert set(names) == set(codes)
    assert len(set(names.values())) == len(names)


def test_every_column_of_every_table_has_a_label() -> None:
    """The public columns are labelled, in their order, and nothing else is."""
    assert {table: tuple(names) for table, names in labels.COLUMNS.items()} == {
        table: tuple(kinds) for table, kinds in COLUMNS.items()
    }
    assert set(labels.TABLES) == set(COLUMNS)


def test_coded_columns_exist() -> None:
    """Labels of codes belong to columns of the tables."""
    assert all(column in COLUMNS[table] for table, column in labels.CODED)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_letters_stand_out_from_their_ground() -> None:
    """Each pair of colours reaches a contrast of 7:1 (WCAG AAA)."""
    for ground, letters in COLOURS.values():
        light, dark = sorted((_luminance(ground), _luminance(letters)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 7, (ground, letters)
