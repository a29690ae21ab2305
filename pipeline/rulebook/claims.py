"""Who claims a spelling: two owners of one spelling make it no clue at all. Pure, knows no files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """`owner` says that it is known by `text`; `key` is the folded form that is compared."""

    key: str
    text: str
    owner: str
    line: int


def _always(_first: Claim, _second: Claim) -> bool:
    return True


def contested(
    claims: Iterable[Claim], clash: Callable[[Claim, Claim], bool] = _always
) -> Iterator[tuple[Claim, Claim]]:
    """Each claim that another owner made before, with the first such; `clash` may allow a pair."""
    earlier: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        rivals = (first for first in earlier[claim.key] if first.owner != claim.owner and clash(first, claim))
        first = next(rivals, None)
        if first is not None:
            yield first, claim
        earlier[claim.key].append(claim)
