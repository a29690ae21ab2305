"""What happens inside the one process that reads one file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline import codec
from pipeline.compute import child
from pipeline.compute.orders import EXIT_MEMORY, FAILURE, HEADER_BYTES, RESULT, Limits, Order, failure, opened
from pipeline.errors import UnreadableError
from pipeline.model.document import Unread

CONFINED = """
import json, os, resource
from pipeline.compute import cage, child
from pipeline.compute.orders import Limits, Order
os.setsid = lambda: None
parent = os.getppid()
limits = Limits(cpu_seconds=7, total_cpu_seconds=70, memory_bytes=1 << 31, open_files=50)
order = Order(number=1, kind="read", job={}, file_bytes=1 << 22, profile=cage.Profile.FREE, limits=limits)
child.confine(order, parent=parent)
names = ("CPU", "AS", "FSIZE", "NOFILE", "CORE")
print(json.dumps({name: resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in names}))
"""


class Exited(BaseException):
    """Stands in for os._exit."""


def order(kind: str = "read", **limits: int) -> Order:
    """An order with the number 7."""
    return Order(number=7, kind=kind, job={"path": "p"}, limits=Limits(**limits))


def test_the_limits_are_set_for_good() -> None:
    """Each limit holds for soft and hard; computing time is for the next step first (begun seconds count), then for all."""
    done = subprocess.run([sys.executable, "-c", CONFINED], capture_output=True, check=True)
    assert json.loads(done.stdout) == {
        "CPU": [8, 71],
        "AS": [1 << 31, 1 << 31],
        "FSIZE": [1 << 22, 1 << 22],
        "NOFILE": [50, 50],
        "CORE": [0, 0],
    }


def test_a_result_passes_unchanged() -> None:
    """The handler gets the job's dict, and its bytes come back."""
    answer = child.respond({"read": lambda job: job["path"].encode()}, order())
    assert (answer.kind, answer.payload) == (RESULT, b"p")


def test_a_reader_says_why_it_cannot_read() -> None:
    """An UnreadableError keeps its code and detail."""

    def handler(_: Mapping[str, str]) -> bytes:
        raise UnreadableError("password", "encrypted")

    answer = child.respond({"read": handler}, order())
    assert codec.decode(answer.payload, Unread) == Unread(code="password", detail="encrypted")


def test_no_memory_is_never_taken_for_a_bad_file() -> None:
    """A reader that calls every error of its library `corrupt` may hide that memory ran out: we look for it."""

    def handler(_: Mapping[str, str]) -> bytes:
        raise UnreadableError("corrupt", "") from ValueError(MemoryError())

    with pytest.raises(MemoryError):
        child.respond({"read": handler}, order())


def test_a_result_over_the_limit_is_too_large() -> None:
    """The limit is on the result's bytes."""
    answer = child.respond({"read": lambda _: b"xx"}, order(result_bytes=1))
    assert answer.kind == FAILURE
    assert codec.decode(answer.payload, Unread).code == "too_large"


def test_an_error_with_a_loop_in_its_causes_is_judged_once() -> None:
    """Exceptions that refer to each other do not send us round in circles."""
    one, two = ValueError("one"), ValueError("two")
    one.__context__, two.__context__ = two, one

    def handler(_: Mapping[str, str]) -> bytes:
        raise one

    answer = child.respond({"read": handler}, order())
    assert codec.decode(answer.payload, Unread) == Unread(code="crash", detail="ValueError: one")


def test_a_detail_is_short_and_can_be_encoded() -> None:
    """Half a file in an exception's text, with half a letter in it, still fits a table cell."""
    unread = codec.decode(failure("crash", "\ud800" + "x" * 9999).payload, Unread)
    assert unread.detail == "?" + "x" * 499


def _balloon(_: Mapping[str, str]) -> bytes:
    raise MemoryError


@pytest.mark.parametrize(("handler", "code"), [(_balloon, EXIT_MEMORY), (lambda _: b"fine", 0)])
def test_the_process_always_ends(monkeypatch: pytest.MonkeyPatch, handler: child.Handler, code: int) -> None:
    """With an answer or without, it ends with os._exit: no handler's clean-up runs, nothing returns."""
    codes: list[int] = []

    def leave(found: int) -> None:
        codes.append(found)
        raise Exited

    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr(child, "confine", lambda *_, **__: None)
    monkeypatch.setattr(child, "_at_work", [])
    inner, outer = os.pipe()
    with pytest.raises(Exited):
        child.run({"read": handler}, order(), outer)
    os.close(outer)
    heard = os.read(inner, 100)
    os.close(inner)
    assert codes == [code]
    if code == 0:
        assert opened(heard[:HEADER_BYTES]) == (RESULT, 7, 4)
        assert heard[HEADER_BYTES:] == b"fine"


def test_an_orphan_of_a_dead_zygote_ends_before_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the parent died before it could be watched, the job does not start."""

    def leave(_: int) -> None:
        raise Exited

    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr(os, "setsid", lambda: None)
    monkeypatch.setattr(child, "control", lambda *_: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pytest.raises(Exited):
        child.confine(order(), parent=-1)


def test_there_is_nothing_to_control_without_prctl(monkeypatch: pytest.MonkeyPatch) -> None:
    """On other systems the calls of Linux are left out."""
    monkeypatch.setattr(child, "_LIBC", None)
    child.control(1, 0)
    assert Path("/").exists()
