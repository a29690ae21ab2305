"""Failpoints: nothing without the variable, a sudden end with it."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

from pipeline import failpoint
from pipeline.failpoint import DEAD, FAIL_AT, reach


class DiedError(BaseException):
    """What stands for the end of the process here."""


@pytest.fixture(autouse=True)
def _mortal(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(code: int) -> NoReturn:
        raise DiedError(code)

    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.delenv(FAIL_AT, raising=False)
    failpoint.reached.clear()


def test_without_the_variable_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is even counted; an empty variable is none."""
    reach("blob.kept")
    monkeypatch.setenv(FAIL_AT, "")
    reach("blob.kept")
    assert failpoint.reached == {}


@pytest.mark.parametrize(("wanted", "passed"), [("blob.kept", 0), ("blob.kept:1", 0), ("blob.kept:3", 2)])
def test_the_process_ends_when_the_point_is_reached(
    monkeypatch: pytest.MonkeyPatch, wanted: str, passed: int
) -> None:
    """The first time, or the k-th; other points are passed, however alike."""
    monkeypatch.setenv(FAIL_AT, wanted)
    for _ in range(passed):
        reach("blob.kept")
    reach("blob.kep")
    reach("blob.kept.too")
    with pytest.raises(DiedError) as caught:
        reach("blob.kept")
    assert caught.value.args == (DEAD,)
    reach("blob.kept") if ":" in wanted else None
    assert failpoint.reached["blob.kept"] == passed + 1 + (":" in wanted)
