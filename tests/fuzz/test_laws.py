"""Every target on its kept seeds, and on a few hundred made values; the long runs are `python -m tests.fuzz`."""

from __future__ import annotations

import time

import pytest

from tests.fuzz import targets
from tests.fuzz.seeds_kept import as_line, of_line, seeds

_SLOWEST = 5.0  # seconds of computing for one seed; the slowest takes some 0.1
_EXAMPLES = 200


@pytest.mark.parametrize("name", targets.BYTES)
def test_a_law_holds_for_its_seeds(name: str) -> None:
    """What once broke it, or is near its edges, and the empty input."""
    assert seeds(name)
    for data in (b"", *seeds(name)):
        started = time.process_time()
        targets.BYTES[name](data)
        assert time.process_time() - started < _SLOWEST


@pytest.mark.parametrize("name", targets.SHAPED)
def test_a_law_holds_for_values_of_its_shape(name: str) -> None:
    """The same values on every run."""
    targets.SHAPED[name].hold(examples=_EXAMPLES, chance=0)


def test_a_seed_is_kept_as_it_was() -> None:
    """Any bytes are a line of printable ASCII and come back."""
    every = bytes(range(256))
    assert of_line(as_line(every)) == every
    assert as_line(every).isprintable()
