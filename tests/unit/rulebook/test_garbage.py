"""The law of this package: whatever a file holds, `load` returns a campaign or raises RulesError."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.unit.rulebook import folders

_TEXTS = {**folders.FILES, "confidence.yaml": folders.CONFIDENCE}
_NAMES = tuple(_TEXTS)
_SIGNS = st.text(alphabet="abid: -[]{},\"'\n\t&*!|>#%@`?~01.;\\u<\ufeff\u0301", max_size=60)
_LAWLESS = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("name", _NAMES)
@_LAWLESS
@given(data=st.one_of(st.binary(max_size=60), _SIGNS.map(str.encode)))
@example(data=b"%YAML 1.1\n---\na: no")
@example(data=b"%YAML 9.x\n---\na")
@example(data=b"%TAG ! tag:x,2000:\n---\n!y a")
@example(data=b"&a [*a]")
@example(data=b'"\\x')
@example(data=b"? ")
@example(data=b"- |9\n  a")
def test_garbage_is_told_and_never_raised_as_it_is(tmp_path: Path, name: str, data: bytes) -> None:
    """Bytes without sense end in problems with file and line."""
    for problem in folders.problems(tmp_path, {name: data}):
        assert problem.split(":")[0] in _NAMES
        assert problem.split(":")[1].isdigit()


@pytest.mark.parametrize("name", _NAMES)
@_LAWLESS
@given(piece=_SIGNS, share=st.floats(0, 1), cut=st.integers(0, 30))
def test_a_damaged_file_is_told_and_never_raised_as_it_is(
    tmp_path: Path, name: str, piece: str, share: float, cut: int
) -> None:
    """A right file with a hole and a foreign piece in it ends in problems, or is still right."""
    text = _TEXTS[name]
    at = int(share * len(text))
    for problem in folders.problems(tmp_path, {name: text[:at] + piece + text[at + cut :]}):
        assert problem.split(":")[0] in _NAMES
        assert "; " in problem
