"""Passages side by side: the longest few in the order of the report, shortened, with both pages."""

from __future__ import annotations

from dataclasses import replace

from pipeline.compare import Other, quote
from pipeline.model.likeness import Match, Origin, Pair
from tests.build.nouns import ARRIVED, document


def test_the_longest_passages_are_quoted_in_order() -> None:
    """Five of six; a line feed becomes a blank, and what is long is cut."""
    ours = document("a" * 30, "b", "c" * 40, "d\nd" + "d" * 50, "e" * 60, "f" * 999)
    theirs = document(*(f"{letter}!" for letter in "abcdef"))
    pairs = tuple(Pair(ours=place, theirs=place, alike=0.9) for place in range(6))
    match = Match(rule="rule", origin=Origin.UNIT, source="SYT", pairs=pairs, paragraphs=8, share=0.7)
    second = replace(theirs, blocks=tuple(replace(block, page=2) for block in theirs.blocks))
    copy = quote(match, ours, Other(name="Sở Y tế", document=second, sent_at=ARRIVED))
    assert [passage.text[:3] for passage in copy.passages] == ["aaa", "ccc", "d d", "eee", "fff"]
    assert [passage.theirs for passage in copy.passages] == ["a!", "c!", "d!", "e!", "f!"]
    assert {(passage.page, passage.their_page, passage.alike) for passage in copy.passages} == {(1, 2, 0.9)}
    assert (len(copy.passages[-1].text), copy.passages[-1].text[-1]) == (240, "…")
    assert (copy.count, copy.paragraphs, copy.share, copy.name, copy.sent_at) == (
        6,
        8,
        0.7,
        "Sở Y tế",
        ARRIVED,
    )
