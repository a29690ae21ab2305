"""Every golden case still gives what a person expected of it."""

from __future__ import annotations

import pytest

from tests.golden.answers import KINDS, answer
from tests.golden.case import FOLDER, load, names, write, writing


@pytest.mark.parametrize("name", names())
def test_case(name: str) -> None:
    """The answer is the expected one; under `TONGHOP_GOLDEN=write` it becomes the expected one."""
    case = load(name)
    found = answer(case)
    if writing():
        if found != case.expected:
            write(FOLDER / name / "case.yaml", found)
        return
    assert found == case.expected, case.about


@pytest.mark.parametrize("name", names())
def test_case_says_what_it_is_about(name: str) -> None:
    """A case is one sentence, one known kind, and an expectation."""
    case = load(name)
    assert case.about.endswith(".")
    assert len([kind for kind in KINDS if kind in case.given]) == 1
    assert case.expected
