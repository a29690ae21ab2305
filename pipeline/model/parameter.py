"""What a kind of check lets a campaign set: a name, a meaning, and a default that tells its type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

T = TypeVar("T", bound=bool | int | float | str | tuple[str, ...] | tuple[float, ...])

_EXPECTED: Mapping[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text in quotes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Generic[T]):
    """One parameter. `about` is Vietnamese; `default` stands where `checks.yaml` says nothing, and its type is the only one taken.

    A tuple of numbers is a list of as many numbers; any other tuple is a list of texts, however many. A number must lie
    `within` these two, where they are given. `valid` is what else a value must keep, and `wanted` says so in English.
    """

    name: str
    about: str
    default: T
    within: tuple[float, float] | None = None
    valid: Callable[[T], bool] | None = None
    wanted: str = ""

    def of(self, given: Mapping[str, object]) -> T:
        """What is given for it, or its default. The rulebook has seen to it that the type is right."""
        return cast("T", given.get(self.name, self.default))

    def accepts(self, value: object) -> bool:
        """Whether a value of `checks.yaml` has the type of the default, lies within the limits, and is valid."""
        if not _alike(value, self.default):
            return False
        if self.within is not None and not self.within[0] <= cast("float", value) <= self.within[1]:
            return False
        return self.valid is None or self.valid(cast("T", value))

    @property
    def expected(self) -> str:
        """What to write, in English."""
        if self.wanted:
            return self.wanted
        if not isinstance(self.default, tuple):
            limits = f" from {self.within[0]:g} to {self.within[1]:g}" if self.within else ""
            return f"{_EXPECTED[type(self.default)]}{limits}"
        if self.default and isinstance(self.default[0], float):
            return f"a list of {len(self.default)} numbers"
        return "a list of texts in quotes"


def has_group(pattern: str) -> bool:
    """Whether a regular expression has a group, which names what is looked for; it must be one that compiles."""
    return re.compile(pattern).groups > 0


def _alike(value: object, default: object) -> bool:
    if isinstance(default, tuple):
        if not isinstance(value, tuple):
            return False
        if default and isinstance(default[0], float):
            return len(value) == len(default) and all(_alike(one, 0.0) for one in value)
        return all(isinstance(one, str) for one in value)
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(default)
