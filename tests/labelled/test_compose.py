"""Banks of wordings, and the reports made of them."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import pytest

from pipeline.model.section import State
from tests.labelled import bank
from tests.labelled.bank import FOLDER, Bank
from tests.labelled.compose import CHAPTERS, LEAVES, compose
from tests.labelled.lines import EMPTY_WORDS, MIN_WORDS, Line, lay_out, truth

BANKS = sorted(path.stem for path in FOLDER.glob("*.yaml"))  # each by another hand
SEEDS = range(40)
PAIRS = {f"{one}+{other}" for leaves in CHAPTERS.values() for one, other in pairwise(leaves)}
load = lru_cache(bank.load)


@lru_cache
def report(name: str, seed: int) -> tuple[Line, ...]:
    """One report of a bank."""
    return compose(load(name), seed)


@pytest.mark.parametrize("name", BANKS)
def test_a_bank_has_as_much_as_was_asked(name: str) -> None:
    """24 headings for every leaf, 12 for a chapter, 5 for two neighbours, 7 full answers and 3 thin ones, and so on."""
    clerk = load(name)
    chapters = [chapter for chapter in CHAPTERS if chapter not in LEAVES]
    assert {item: len(texts) for item, texts in clerk.headings.items()} == (
        dict.fromkeys(LEAVES, 24) | dict.fromkeys(chapters, 12)
    )
    assert {pair: len(texts) for pair, texts in clerk.merged.items()} == dict.fromkeys(PAIRS, 5)
    assert {leaf: len(texts) for leaf, texts in clerk.full.items()} == dict.fromkeys(LEAVES, 7)
    assert {leaf: len(texts) for leaf, texts in clerk.thin.items()} == dict.fromkeys(LEAVES, 3)
    assert {len(groups) for groups in clerk.subheads.values()} == {3}
    assert set(clerk.subheads) < set(LEAVES)
    assert [len(texts) for texts in (clerk.empty, clerk.foreign, clerk.openings, clerk.closings)] == [
        6,
        12,
        6,
        5,
    ]


@pytest.mark.parametrize("name", BANKS)
def test_answers_are_as_long_as_they_are_called(name: str) -> None:
    """A full one has the words of a full section, a thin one fewer, an empty one next to none."""
    clerk = load(name)
    assert min(len(" ".join(text).split()) for texts in clerk.full.values() for text in texts) >= MIN_WORDS
    thin = [len(text.split()) for texts in clerk.thin.values() for text in texts]
    assert EMPTY_WORDS < min(thin) <= max(thin) < MIN_WORDS
    assert max(len(text.split()) for text in clerk.empty) <= EMPTY_WORDS


@pytest.mark.parametrize("name", BANKS)
def test_no_wording_stands_twice_in_a_bank(name: str) -> None:
    """Under two items it would have no truth."""
    clerk = load(name)
    headings = [text for texts in (*clerk.headings.values(), *clerk.merged.values()) for text in texts]
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("name", BANKS)
def test_the_same_seed_gives_the_same_report(name: str) -> None:
    """And another seed another one."""
    assert compose(bank.load(name), 3) == report(name, 3)
    assert len({report(name, seed) for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize("name", BANKS)
def test_every_report_is_labelled_soundly(name: str) -> None:
    """A title; items of the outline, each begun once; heading texts of the bank; blocks to lay out."""
    clerk = load(name)
    known = {text.upper() for texts in (*clerk.headings.values(), *clerk.merged.values()) for text in texts}
    for seed in SEEDS:
        lines = report(name, seed)
        assert lines[0] == Line(kind="x", text="BÁO CÁO")
        claims = [
            leaf
            for line in lines
            if line.kind == "@" and line.what != "foreign"
            for leaf in line.what.split("+")
        ]
        begun = [leaf for line in lines for leaf in line.answers] + claims
        assert len(begun) == len(set(begun))
        assert set(begun) <= set(LEAVES)
        assert {text.upper() for text in _headings(lines)} <= known
        assert lay_out(lines).blocks


def _headings(lines: tuple[Line, ...]) -> list[str]:
    """The headings of items, those over two lines put together."""
    found: list[str] = []
    for line in lines:
        if line.answers:
            found.append(line.parts[0])
        elif line.what == "cont":
            found[-1] += f" {line.text}"
    return found


def test_reports_show_every_manner() -> None:
    """Among some dozen reports: every state, shared headings, broken ones, run-in ones, none, foreign ones, tables."""
    made = [line for name in BANKS for seed in SEEDS for line in report(name, seed)]
    states = {
        answer.state
        for name in BANKS
        for seed in SEEDS
        for answer in truth(report(name, seed), LEAVES).values()
    }
    assert states == {State.FULL, State.THIN, State.EMPTY, State.MISSING}
    assert {line.form for line in made if line.kind == "H"} == {"C", "B", "P", "S", "I", "R", "cont"}
    assert {"chapter", "sub", "cont", "foreign"} <= {line.what for line in made}
    assert any("+" in line.what for line in made)
    assert any(line.kind == "@" and line.what in LEAVES for line in made)
    assert {line.kind for line in made} == {"x", "H", "p", "-", "|", "@"}


def test_a_pair_is_merged_only_where_a_wording_for_it_is_at_hand() -> None:
    """A bank without merged headings makes none."""
    clerk = load("e")
    alone = Bank(
        voice="", headings=clerk.headings, merged={}, full=clerk.full, thin=clerk.thin, empty=clerk.empty, subheads={},
        foreign=clerk.foreign, openings=clerk.openings, closings=clerk.closings,
    )  # fmt: skip
    made = [line for seed in SEEDS for line in compose(alone, seed)]
    assert not any("+" in line.what or line.what == "sub" for line in made)


@pytest.mark.parametrize("name", BANKS)
def test_no_text_without_a_heading_stands_below_an_empty_section(name: str) -> None:
    """There it would be that section's text, and no reader could say otherwise."""
    for seed in SEEDS:
        lines = report(name, seed)
        states = truth(lines, LEAVES)
        above: tuple[str, ...] = ()
        for line in lines:
            if line.kind == "@" and line.what in LEAVES:
                assert all(states[leaf].state is not State.EMPTY for leaf in above), (name, seed)
            if line.kind == "H" and line.what not in {"sub", "cont"}:
                above = line.answers
