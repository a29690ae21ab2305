"""Signatures checked in a process of its own: what comes back, and what is said when nothing sensible does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.compute.local import LocalCompute
from pipeline.compute.orders import Limits
from pipeline.model.signature import Signed
from pipeline.ports import Compute, SignedTask


def verify(compute: Compute, name: str, *roots: bytes) -> Signed:
    """What comes of a task whose path's last part says what the handler is to do."""
    task = SignedTask(path=Path("/reports") / name, sha256="s", roots=roots)
    [(_, found)] = compute.verify([task])
    return found


def test_getting_ready_is_done_once_for_all_jobs(command: Sequence[str], tight: Limits) -> None:
    """In the process that they are forked from, at the first of them; the roots come as they were given."""
    compute = LocalCompute(command, workers=1, limits=tight)
    try:
        found = [verify(compute, "good", b"\x01\xff", b"z") for _ in range(3)]
    finally:
        compute.close()
    assert found == [Signed(signatures=(), trouble="1 of 1; 01ff 7a")] * 3


@pytest.mark.parametrize(
    ("deed", "trouble"),
    [
        ("loop", "time: nothing done in 1 s of computing"),
        ("balloon", "memory: "),
        ("segv", "crash: "),
        ("raises", "crash: KeyError"),
        ("nonsense", "crash: "),
        ("unheard_of", "crash: KeyError"),
    ],
)
def test_whatever_goes_wrong_is_said(compute: LocalCompute, deed: str, trouble: str) -> None:
    """As a code and a reason, and the next file is looked at as ever."""
    found = verify(compute, deed)
    assert (found.signatures, found.trouble.startswith(trouble)) == ((), True), found
    assert "of 1" in verify(compute, "good").trouble
