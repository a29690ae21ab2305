"""Trying again: how often, after which waits, and after which errors at all."""

from __future__ import annotations

import pytest

from pipeline.mailbox import Persistence

_PLENTY = 30


def _is_line(error: BaseException) -> bool:
    return isinstance(error, ConnectionError)


def test_the_waits_grow_have_jitter_and_a_cap() -> None:
    """1, 2, 4, 8 … seconds with up to a second on top, never over 30, and not the same twice."""
    waits: list[float] = []
    with pytest.raises(ConnectionError, match="always"):
        Persistence(tries=9, sleep=waits.append).run(_is_line, _fail, ConnectionError("always"))
    assert [int(wait) for wait in waits[:4]] == [1, 2, 4, 8]
    assert waits[5:] == [_PLENTY] * 3
    assert any(wait % 1 for wait in waits[:4])


def test_what_goes_well_in_the_end_is_returned() -> None:
    """After two failures the third try counts, with the arguments as they were given."""
    waits: list[float] = []
    left = [ConnectionResetError(), ConnectionAbortedError()]

    def work(number: int, *, more: int) -> int:
        if left:
            raise left.pop()
        return number + more

    assert Persistence(sleep=waits.append).run(_is_line, work, 1, more=2) == 3
    assert len(waits) == 2


def test_other_errors_are_not_tried_again() -> None:
    """They come out at once, and nobody waits."""
    waits: list[float] = []
    with pytest.raises(ValueError, match="for good"):
        Persistence(sleep=waits.append).run(_is_line, _fail, ValueError("for good"))
    assert waits == []


def _fail(error: Exception) -> None:
    raise error
