"""One LocalCompute with limits that a test can wait for, over the worker that misbehaves on demand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.compute.local import LocalCompute
from pipeline.compute.orders import Limits

HERE = Path(__file__).parent
COMMAND = (sys.executable, str(HERE / "misbehaviour.py"))
TIGHT = Limits(  # on a machine at work a second of computing can take many on the wall
    cpu_seconds=1, wall_seconds=60, memory_bytes=512 << 20, result_bytes=1 << 20, spool_bytes=1 << 20
)


@pytest.fixture(scope="package", autouse=True)
def _workers_find_the_package() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(HERE.parents[2]))
        yield


@pytest.fixture(scope="module")
def compute(_workers_find_the_package: None) -> Iterator[LocalCompute]:
    """Two workers for the whole module: what one job does must not be felt by the next."""
    made = LocalCompute(COMMAND, workers=2, limits=TIGHT)
    yield made
    made.close()


@pytest.fixture
def command() -> tuple[str, ...]:
    """What starts the misbehaving worker."""
    return COMMAND


@pytest.fixture
def tight() -> Limits:
    """Limits that a test can wait for."""
    return TIGHT
