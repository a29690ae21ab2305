"""What a kind of check lets a campaign set: the default tells the type, and stands where nothing is given."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.model.parameter import Parameter, has_group


def of(default: Any) -> Parameter[Any]:
    """A parameter with this default."""
    return Parameter(name="least", about="ít nhất", default=default)


def test_what_is_given_stands_for_the_default() -> None:
    """And the default where nothing is."""
    assert of(3).of({"least": 5}) == 5
    assert of(3).of({"most": 5}) == 3


@pytest.mark.parametrize(
    ("default", "taken", "refused"),
    [
        (True, [False], [0, "true"]),
        (3, [0, -1], [1.5, True, "3"]),
        (0.5, [1, 0.25], [True, "0.5"]),
        ("", ["a"], [1, ("a",)]),
        ((), [(), ("a", "b")], ["a", (1,), ({"a": "b"},)]),
        (("a",), [(), ("b", "c")], [(1.5,)]),
        ((20.0, 25.0), [(1, 2.5)], [(1.0,), (1.0, 2.0, 3.0), ("1", "2"), 20.0]),
    ],
)
def test_only_the_type_of_the_default_is_taken(default: Any, taken: list[Any], refused: list[Any]) -> None:
    """A whole number is a number; truth is none; lists of numbers have a fixed length, of texts any."""
    assert all(map(of(default).accepts, taken))
    assert not any(map(of(default).accepts, refused))
    assert of(default).expected


@pytest.mark.parametrize(
    ("value", "taken"), [(0.5, True), (1, True), (0.49, False), (80, False), ("0.8", False)]
)
def test_a_number_lies_within_its_limits(value: object, *, taken: bool) -> None:
    """Both included; what to write names them."""
    share = Parameter(name="share", about="", default=0.8, within=(0.5, 1.0))
    assert share.accepts(value) is taken
    assert share.expected == "a number from 0.5 to 1"


@pytest.mark.parametrize(
    ("value", "taken"), [(r"số (\d+)", True), (r"số \d+", False), (r"số (?:\d+)", False), (3, False)]
)
def test_a_value_is_valid(value: object, *, taken: bool) -> None:
    """Beyond its type; what is wanted says how. A value of another type is not asked."""
    pattern = Parameter(
        name="pattern", about="", default="(a)", valid=has_group, wanted="a pattern with a group"
    )
    assert pattern.accepts(value) is taken
    assert pattern.expected == "a pattern with a group"
