"""What each perturbation does to a report, and that its truth stays or changes rightly."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import pytest
from rapidfuzz.distance import Levenshtein

from pipeline.model.section import State
from pipeline.text.fold import bare
from tests.labelled import spoil
from tests.labelled.compose import LEAVES
from tests.labelled.lines import Line, truth
from tests.labelled.measure import reports
from tests.labelled.spoil import PERTURBATIONS, Lines

KINDS = list(PERTURBATIONS)
# They touch headings only, and no words of sections but those of sub-headings.
ON_HEADINGS = [
    "numbers removed",
    "numbers shuffled",
    "lower case, no styles",
    "typos",
    "one mark lost a word",
    "padded",
]
MISREAD = ["misread", "badly misread"]


@lru_cache(maxsize=1)
def made() -> tuple[tuple[str, Lines], ...]:
    """The reports that these laws are tried on: every paper, and a dozen made of each of two banks."""
    return tuple(reports(["papers/d", "papers/f", "b", "e"], range(12)))


def rolled(seed: str | int) -> random.Random:
    """Dice that always fall alike."""
    return random.Random(seed)  # noqa: S311 - dice for made reports


def spoilt(kind: str) -> Iterator[tuple[str, Lines, Lines]]:
    """Name, lines, and the lines spoilt in one way."""
    for name, lines in made():
        yield name, lines, PERTURBATIONS[kind](lines, rolled(name))


def states(lines: Lines) -> dict[str, State]:
    """What is true of every leaf."""
    return {leaf: answer.state for leaf, answer in truth(lines, LEAVES).items()}


def answers(lines: Lines) -> dict[str, Counter[str]]:
    """The lines that answer every leaf, sub-headings left out."""
    plain = tuple(line for line in lines if line.what not in {"sub", "more"})
    return {leaf: Counter(answer.text.split("\n")) for leaf, answer in truth(plain, LEAVES).items()}


def beside(kind: str) -> Iterator[tuple[Line, Line]]:
    """Every line with what became of it, for perturbations that keep the number of lines."""
    for name, lines, worse in spoilt(kind):
        assert len(lines) == len(worse), name
        yield from zip(lines, worse, strict=True)


def heading(line: Line) -> bool:
    """Whether a line is the first of a heading."""
    return line.kind == "H" and line.what != "cont"


# --- all of them


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_dice_spoil_alike(kind: str) -> None:
    """So a report can be looked at again."""
    assert list(spoilt(kind)) == list(spoilt(kind))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "as it is"])
def test_a_perturbation_changes_most_reports_or_at_least_some(kind: str) -> None:
    """Otherwise nothing is measured."""
    changed = [lines != worse for _, lines, worse in spoilt(kind)]
    assert sum(changed) > len(changed) / 4


@pytest.mark.parametrize("kind", KINDS)
def test_every_perturbation_says_what_it_does(kind: str) -> None:
    """In one sentence, of which its name is made."""
    assert (PERTURBATIONS[kind].__doc__ or "").endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_made_of_nothing(kind: str) -> None:
    """A report without a line, or without a heading, is spoilt without an error, and no answer is invented."""
    dice = rolled(1)
    assert PERTURBATIONS[kind]((), dice) == ()
    prose = (Line(kind="x", text="BÁO CÁO"), Line(kind="p", text="Không"))
    assert set(states(PERTURBATIONS[kind](prose, dice)).values()) == {State.MISSING}


# --- those that change headings


@pytest.mark.parametrize("kind", ON_HEADINGS)
def test_what_changes_headings_changes_no_answer(kind: str) -> None:
    """Every paragraph stays where it was, word for word, and nothing comes or goes."""
    for name, lines, worse in spoilt(kind):
        assert answers(lines) == answers(worse), name
        assert all(one == other for one, other in zip(lines, worse, strict=True) if one.kind != "H"), name


@pytest.mark.parametrize("kind", ON_HEADINGS)
def test_what_changes_headings_changes_no_state(kind: str) -> None:
    """Unless a sub-heading's words are what a section was short of: no section is lost or emptied by it."""
    here = {State.FULL, State.THIN}
    for name, lines, worse in spoilt(kind):
        before, after = states(lines), states(worse)
        for leaf, state in before.items():
            assert after[leaf] is state or {state, after[leaf]} == here, (name, leaf)


def test_as_it_is() -> None:
    """Nothing is changed."""
    assert all(lines is worse for _, lines, worse in spoilt("as it is"))


def test_numbers_removed_leave_no_label() -> None:
    """Of no heading, and nothing else is gone."""
    for line, worse in beside("numbers removed"):
        assert worse == (replace(line, label="") if line.kind == "H" else line)


def test_numbers_shuffled_are_the_same_numbers() -> None:
    """Each on another heading; the second line of a broken heading still has none."""
    for _, lines, worse in spoilt("numbers shuffled"):
        assert Counter(line.label for line in lines) == Counter(line.label for line in worse)
    for line, moved in beside("numbers shuffled"):
        assert replace(moved, label="") == replace(line, label="")
        assert heading(line) or moved.label == line.label


def test_lower_case_leaves_no_form() -> None:
    """Run-in headings apart no heading has weight, style or capitals, and all have their words."""
    for line, worse in beside("lower case, no styles"):
        if line.kind != "H" or line.form == "R":
            assert worse == line
        else:
            assert worse.form == "P"
            assert worse.text.lower() == line.text.lower()
            assert worse.text[1:] == worse.text[1:].lower()


def test_typos_are_one_letter() -> None:
    """Wrong, lost or doubled, in the heading and not in the text that it runs into."""
    for line, worse in beside("typos"):
        (head, rest), (damaged, same) = line.parts, worse.parts
        assert Levenshtein.distance(head, damaged) <= 1
        assert (rest, replace(worse, text=line.text)) == (same, line)


def test_lost_marks_are_lost_and_nothing_else() -> None:
    """Without marks a heading reads as before; every word that had one has one mark less."""
    for line, worse in beside("one mark lost a word"):
        assert bare(line.text) == bare(worse.text)
        assert replace(worse, text=line.text) == line
        if line.kind == "H":
            pairs = zip(line.parts[0].split(" "), worse.parts[0].split(" "), strict=True)
            assert all((one == other) == one.isascii() for one, other in pairs)


def test_padding_keeps_the_heading_inside() -> None:
    """With words before and behind it; headings in capitals stay as they are."""
    for line, worse in beside("padded"):
        if line.kind != "H" or line.form == "C":
            assert worse == line
        else:
            assert line.parts[0][1:] in worse.parts[0]
            assert len(worse.parts[0]) > len(line.parts[0])
            assert worse.parts[1] == line.parts[1]


# --- those that change everything


@pytest.mark.parametrize("kind", MISREAD)
def test_a_misread_report_has_the_same_lines(kind: str) -> None:
    """Labels, forms and cells are where they were, and no word has more than a few letters wrong."""
    for line, worse in beside(kind):
        assert replace(worse, text="", cells=()) == replace(line, text="", cells=())
        assert len(worse.cells) == len(line.cells)
        for one, other in zip(line.text.split(" "), worse.text.split(" "), strict=True):
            assert Levenshtein.distance(one, other) <= 1 + len(one) / 2


@pytest.mark.parametrize("kind", MISREAD)
def test_a_misread_report_says_the_same(kind: str) -> None:
    """No state changes but for a word that was lost at a threshold."""
    changed = [
        state is not states(worse)[leaf]
        for _, lines, worse in spoilt(kind)
        for leaf, state in states(lines).items()
    ]
    assert sum(changed) <= len(changed) / 200


def test_a_bad_copy_is_read_worse_than_a_middling_scan() -> None:
    """More letters are wrong."""
    wrong = [
        sum(Levenshtein.distance(line.text, worse.text) for line, worse in beside(kind)) for kind in MISREAD
    ]
    assert wrong[0] < wrong[1] / 2


# --- those that move text


def test_reordered_sections_keep_all_states_and_texts() -> None:
    """The same lines in another order, each still below its own heading."""
    for name, lines, worse in spoilt("reordered"):
        assert Counter(lines) == Counter(worse), name
        assert truth(lines, LEAVES) == truth(worse, LEAVES), name


def test_two_sections_change_places() -> None:
    """In most reports, and they are neighbours."""
    moved = 0
    for name, lines, worse in spoilt("reordered"):
        before, after = ([line.what for line in of if line.answers] for of in (lines, worse))
        wrong = [place for place, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
        assert len(wrong) in {0, 2}, name
        if wrong:
            moved += 1
            one, other = wrong
            assert (before[one], before[other]) == (after[other], after[one])
    assert moved > len(made()) / 2


def test_merged_sections_share_one_heading_and_one_text() -> None:
    """Two neighbours that had a heading each: one heading names both, and each has the text of both, and is full."""
    for name, lines, worse in spoilt("merged"):
        before, after = truth(lines, LEAVES), truth(worse, LEAVES)
        changed = [leaf for leaf in LEAVES if before[leaf] != after[leaf]]
        if not changed:
            assert lines == worse, name
            continue
        one, other = changed
        joined = next(line for line in worse if line.answers == (one, other))
        assert after[one] == after[other], name
        assert after[one].state is State.FULL
        assert after[one].text == f"{before[one].text}\n{before[other].text}"
        heads = [line.text for leaf in changed for line in lines if line.answers == (leaf,)]
        assert all(head[1:].lower() in joined.text.lower() for head in heads), name
        assert joined.text.isupper() or joined.form != "C"
        assert len(worse) == len(lines) - 1


H = Line(kind="H", form="B", what="1.2.1", text="Lãnh đạo")
LONG = Line(kind="p", text="họp " * 45)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([H, LONG], [replace(H, what="1.2.3"), LONG]),  # no neighbours
        ([H, LONG], [replace(H, what="1.3.1"), LONG]),  # of two chapters
        ([replace(H, what="1.2.1+1.2.2"), LONG], [replace(H, what="1.2.3"), LONG]),  # merged already
        ([H, Line(kind="p", text="họp")], [replace(H, what="1.2.2"), LONG]),  # one is not full
        (
            [replace(H, form="R", text="Lãnh đạo :: họp"), LONG],
            [replace(H, what="1.2.2"), LONG],
        ),  # runs into its text
        ([H, replace(H, what="cont"), LONG], [replace(H, what="1.2.2"), LONG]),  # broken over two lines
        (
            [H, LONG, Line(kind="@", what="1.1"), LONG],
            [replace(H, what="1.2.2"), LONG],
        ),  # another's text in it
        ([replace(H, what="1.1"), LONG], [replace(H, what="1.2.1"), LONG]),  # a chapter of its own
        (
            [H, LONG, Line(kind="x", text="Trang 2")],
            [replace(H, what="1.2.2"), LONG],
        ),  # a page's foot between them
    ],
)
def test_what_nobody_would_merge_stays_apart(first: list[Line], second: list[Line]) -> None:
    """The report comes back as it was."""
    lines = (*first, *second)
    assert spoil.merged(lines, rolled(1)) == lines


def test_neighbours_are_merged_whatever_their_sub_headings() -> None:
    """Sub-headings of any form go along."""
    sub = Line(kind="H", form="R", what="sub", label="a)", text="Cấp uỷ :: họp")
    lines = (H, sub, LONG, replace(H, what="1.2.2", text="Ban Chỉ đạo"), LONG)
    joined, *rest = spoil.merged(lines, rolled(1))
    assert joined.what == "1.2.1+1.2.2"
    assert rest == [sub, LONG, LONG]
