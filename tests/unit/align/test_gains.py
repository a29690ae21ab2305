"""What is learnt from headings found of how headings look."""

from __future__ import annotations

from pipeline.align.candidates import Candidate, body_range, candidates
from pipeline.align.gains import STRANGERS, family
from tests.build.page import page


def lines(*texts: str) -> tuple[Candidate, ...]:
    """The candidates of a page with a paragraph below every line."""
    read = page("".join(f"{text}\n~20\n" for text in texts))
    return candidates(read, body_range(read))


def test_headings_of_one_depth_share_a_look() -> None:
    """The rank of a look is the depth at which headings look so; a look not seen has none."""
    found = lines("**I. A**", "**1. b**", "**2. c**", "**II. D**", "**a) e**")
    known = family(found, [(0, 1), (1, 2), (2, 2), (3, 1)])
    assert [known.rank(line.look) for line in found] == [1, 2, 2, 1, 0]


def test_the_same_look_at_two_depths_is_the_higher_ones() -> None:
    """Where chapters and parts look alike a heading may be either."""
    found = lines("**1. a**", "**2. b**", "**3. c**")
    known = family(found, [(0, 1), (1, 2), (2, 2)])
    assert known.depths[found[0].look] == {1, 2}
    assert known.rank(found[0].look) == 1


def test_a_look_that_is_rare_at_its_depth_is_none() -> None:
    """`a)` once beside many `1.` is a sub-heading that was taken for more."""
    found = lines(*(f"**{n}. phần {'abcdeghi'[n]}**" for n in range(8)), "**a) ý**")
    known = family(found, [(row, 2) for row in range(9)])
    assert known.rank(found[0].look) == 2
    assert known.rank(found[8].look) == 0


def test_nothing_found_teaches_nothing() -> None:
    """Before the first reading, and of a report without a heading."""
    (line,) = lines("**1. a**")
    assert STRANGERS.rank(line.look) == family([line], []).rank(line.look) == 0


def test_weight_is_part_of_the_look() -> None:
    """A plain `1.` below bold ones is a list."""
    bold, plain = lines("**1. a**", "1. a")
    assert family([bold, plain], [(0, 1)]).rank(plain.look) == 0
