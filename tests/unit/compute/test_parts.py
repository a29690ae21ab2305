"""A job that tells of its progress may go on, and what it told is used when it comes to a bad end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.compute import child, warden, zygote
from pipeline.compute.local import LocalCompute
from pipeline.compute.orders import FAILURE, Answer, Limits, Order
from pipeline.model.document import Attempt, Document, Unread
from pipeline.ports import ReadTask


def read_one(compute: LocalCompute, deed: str, ends: str, media_type: str = "m") -> Attempt:
    """What comes of a task that tells of pages and then `ends` in some way."""
    [(_, reading)] = compute.read([ReadTask(path=Path("/reports", deed), sha256=ends, media_type=media_type)])
    return reading


def text(reading: Attempt) -> str:
    """The text of a document that the test worker made."""
    assert isinstance(reading, Document), reading
    return reading.blocks[0].text


def test_each_step_has_its_own_time(compute: LocalCompute) -> None:
    """Three steps of half a second each are done although one may take no more than one second."""
    assert text(read_one(compute, "pages", "good")) == "/reports/pagesgoodm"


@pytest.mark.parametrize(
    ("ends", "why"),
    [("loop", "time"), ("stubborn", "time"), ("balloon", "memory"), ("segv", "crash"), ("raises", "crash")],
)
def test_the_pages_read_before_a_bad_end_are_used(compute: LocalCompute, ends: str, why: str) -> None:
    """What was told is put together, and says why there is no more."""
    assert text(read_one(compute, "pages", ends)) == f"page 1, page 2, page 3, then {why}"


def test_a_reason_of_the_file_s_own_stands(compute: LocalCompute) -> None:
    """A reader that refuses a file after some pages has its way."""
    assert read_one(compute, "pages", "unreadable") == Unread(code="password", detail="encrypted")


def test_where_nothing_can_be_made_of_the_parts_the_first_reason_stands(compute: LocalCompute) -> None:
    """It says what went wrong first."""
    reading = read_one(compute, "pages", "loop", "hopeless")
    assert reading == Unread(code="time", detail="nothing done in 1 s of computing")


def test_a_mark_in_the_parts_is_what_is_told(compute: LocalCompute) -> None:
    """Whoever has such a paper must know, whatever else went wrong with it."""
    reading = read_one(compute, "pages", "loop", "marked")
    assert reading == Unread(code="confidential", detail="MẬT, letterhead")


def test_parts_without_end_are_too_large(compute: LocalCompute) -> None:
    """All parts together may have as many bytes as an answer."""
    reading = read_one(compute, "many", "")
    assert isinstance(reading, Unread)
    assert reading.code == "too_large"


def test_all_steps_together_have_an_end(command: Sequence[str], tight: Limits) -> None:
    """Who tells of progress for ever is ended all the same."""
    compute = LocalCompute(command, workers=1, limits=replace(tight, total_cpu_seconds=2))
    try:
        assert text(read_one(compute, "works", "")).endswith("tick, then time")
        reading = read_one(compute, "works", "", "hopeless")
        assert reading == Unread(code="time", detail="not done after 2 s of computing")
    finally:
        compute.close()


def test_a_forged_failure_is_a_bad_end(compute: LocalCompute) -> None:
    """A frame that answers another order ends the job, and its parts are used."""
    assert text(read_one(compute, "pages", "lies")).endswith("page 3, then crash")


def test_telling_without_a_job_is_nothing() -> None:
    """A reader that is called in the program's own process may tell as well."""
    child.tell(b"x")
    assert child._at_work == []


def test_a_part_that_cannot_be_judged_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reason in no words of ours has no code, and so is not made do with."""
    failed = Answer(kind=FAILURE, payload=b"?", parts=(b"x",))
    desk = zygote._Desk(warden=warden.Warden(0), private=(0, 0))
    monkeypatch.setattr(zygote._Desk, "do", lambda *_: pytest.fail("nothing is forked"))
    assert desk.make_do(lambda *_: b"", Order(number=1, kind="read", job={}), failed) is failed


def test_a_process_without_a_clock_has_used_no_time() -> None:
    """Where the system cannot tell, the kernel's own limits must do."""
    step = warden._Step(1 << 22, Order(number=1, kind="read", job={}))
    assert step.over() is None


def test_all_steps_together_have_an_end_on_the_wall_too(command: Sequence[str], tight: Limits) -> None:
    """Who sleeps between its parts is ended although each came in time."""
    compute = LocalCompute(command, workers=1, limits=replace(tight, wall_seconds=1.5))
    try:
        assert text(read_one(compute, "chats", "")).endswith("tick, then time")
    finally:
        compute.close()
