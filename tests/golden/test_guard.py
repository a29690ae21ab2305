"""Writing golden files is never done where nobody reads the diff."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.golden.case import FOLDER, SWITCH, in_ci, names, write, writing


def test_golden_files_are_not_written_in_ci() -> None:
    """A run in CI that writes expectations would agree with any mistake: it fails here."""
    assert not (writing() and in_ci()), f"unset {SWITCH}: in CI it makes every golden test pass"


@pytest.mark.parametrize(
    ("environment", "caught"),
    [
        ({SWITCH: "write", "CI": "true"}, True),
        ({SWITCH: "write", "CI": "1"}, True),
        ({SWITCH: "write"}, False),
        ({"CI": "true"}, False),
        ({SWITCH: "", "CI": "true"}, False),
        ({}, False),
    ],
)
def test_the_guard_sees_both_variables(environment: dict[str, str], *, caught: bool) -> None:
    """Only the two together are wrong: a person may write, CI may test."""
    assert (writing(environment) and in_ci(environment)) is caught


def test_writing_touches_the_expectation_alone(tmp_path: Path) -> None:
    """What a person wrote stays, byte for byte; only what stands under `expected:` is new."""
    path = tmp_path / "case.yaml"
    shutil.copy(FOLDER / names()[0] / "case.yaml", path)
    before = path.read_text(encoding="utf-8").partition("\nexpected:")[0]
    write(path, {"1.1": {"state": "full", "heading": "Công tác: tuyên truyền", "words": 45}})
    kept, _, written = path.read_text(encoding="utf-8").partition("\nexpected:")
    assert kept == before
    assert written == "\n  '1.1': {state: full, heading: 'Công tác: tuyên truyền', words: 45}\n"
