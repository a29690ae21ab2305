"""The kinds of checks that rules may name."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import pipeline.assess
from pipeline.assess import CHECK_KINDS
from pipeline.assess.registry import KINDS
from pipeline.rulebook import load

RULES = Path(pipeline.assess.__file__).parents[2] / "rules" / "28-ct-tu"
STAGES = {
    "__init__",
    "alike",
    "assess",
    "copied_text",
    "kind",
    "papers",
    "record",
    "registry",
    "sentence",
    "unapplied",
    "view",
    "verdict",
}  # all other files of the package hold one kind each


def test_the_first_campaign_uses_every_kind() -> None:
    """Its rules load with the kinds there are, and leave none unused."""
    assert {check.kind for check in load(RULES, check_kinds=CHECK_KINDS).checks} == set(CHECK_KINDS)


def test_every_parameter_takes_its_own_default() -> None:
    """And no kind has two of one name."""
    for parameters in CHECK_KINDS.values():
        assert all(parameter.accepts(parameter.default) for parameter in parameters)
        assert len({parameter.name for parameter in parameters}) == len(parameters)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_finds(kind: str) -> None:
    """In a sentence for staff, in its function's docstring, and in its file, which names the kind."""
    module = inspect.getmodule(KINDS[kind].check)
    assert KINDS[kind].about.endswith(".")
    assert KINDS[kind].check.__doc__
    assert module is not None
    assert (module.__doc__ or "").startswith(f"Kind `{kind}`")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_kind_finds_is_counted_by_name(kind: str) -> None:
    """In the sentence on a unit: `1 cảnh báo` of nothing tells a reviewer nothing."""
    assert KINDS[kind].group


def test_every_file_of_a_kind_is_in_the_registry() -> None:
    """A check that nobody can name would never run."""
    files = {path.stem for path in Path(pipeline.assess.__file__).parent.rglob("*.py")} - STAGES
    assert files == {kind.check.__module__.rpartition(".")[2] for kind in KINDS.values()}
