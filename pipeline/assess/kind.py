"""What a kind of check is: its name in `checks.yaml`, what it looks for, what may be set, and the function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.model.campaign import Campaign, Check, Decides
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter

CheckFunction = Callable[[Record, Campaign, Check], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind. `about` is one Vietnamese sentence: what is found by it; `check` yields findings in a fixed order.

    `group` is what its findings are counted under in the sentence on a unit (`3 lưu ý thể thức`); `decides` what they
    make of the verdict where a rule does not say. `by_paper`: a rule is in force by the date on the paper, where it has one.
    """

    name: str
    about: str
    check: CheckFunction
    parameters: tuple[Parameter[Any], ...] = ()
    group: str = ""
    decides: Decides = Decides.NOTHING
    by_paper: bool = False
