"""What reports are like: near-copies are found and measured, formulae are not, and the order of papers changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.compare import Limits, Marks, Papers, between_units, of_texts, with_earlier, with_given
from pipeline.model.likeness import Match, Origin

LIMITS = Limits(similarity=0.8, least_words=10, least_passages=2, least_share=0.2, common_to=3)


def paragraph(name: str, words: int = 20) -> str:
    """A paragraph that shares no word with one of another name."""
    return " ".join(f"{name}{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(words))


def marks(*names: str) -> Marks:
    """A paper of such paragraphs."""
    return of_texts(enumerate(map(paragraph, names)))


NO_MARKS: Mapping[str, Marks] = {}


def papers(
    reports: Mapping[str, Sequence[str]],
    *,
    kin: Mapping[str, frozenset[str]] | None = None,
    titles: Sequence[str] = (),
    given: Mapping[str, Sequence[str]] | None = None,
) -> Papers:
    """Reports by unit, each of paragraphs by name."""
    return Papers(
        reports={unit: marks(*names) for unit, names in reports.items()}, titles=marks(*titles), kin=kin or {},
        earlier={}, given={name: marks(*names) for name, names in (given or {}).items()},
    )  # fmt: skip


def told(found: Mapping[str, tuple[Match, ...]]) -> dict[str, list[tuple[str, int]]]:
    """By unit, the sources and how many paragraphs are like theirs."""
    return {unit: [(one.source, len(one.pairs)) for one in matches] for unit, matches in found.items()}


def test_both_units_are_told_of_what_they_have_in_common() -> None:
    """Each with its own paragraphs' places, and the share of its own words."""
    found = between_units(papers({"A": "pqrst", "B": "xyqp"}), "rule", LIMITS)
    (mine,), (theirs,) = found["A"], found["B"]
    assert (mine.rule, mine.origin, mine.source, mine.paragraphs, mine.share) == (
        "rule",
        Origin.UNIT,
        "B",
        5,
        0.4,
    )
    assert [(pair.ours, pair.theirs, pair.alike) for pair in mine.pairs] == [(0, 3, 1.0), (1, 2, 1.0)]
    assert [(pair.ours, pair.theirs) for pair in theirs.pairs] == [(2, 1), (3, 0)]
    assert theirs.share == 0.5


@pytest.mark.parametrize(
    ("limits", "enough"),
    [
        (LIMITS, True),
        (replace(LIMITS, least_passages=3), False),
        (replace(LIMITS, least_share=0.51), False),
        (replace(LIMITS, least_words=21), False),
    ],
)
def test_a_likeness_is_told_of_when_there_is_enough_of_it(limits: Limits, *, enough: bool) -> None:
    """By passages, by their share of the words, and by how long paragraphs must be."""
    assert ("A" in between_units(papers({"A": "pqrs", "B": "pqxy"}), "rule", limits)) is enough


def test_what_more_reports_have_is_nobodys_own() -> None:
    """Three may have it, with the fourth it is a set phrase."""
    three = {unit: f"pq{own}" for unit, own in (("A", "abcdef"), ("B", "ghijkl"), ("C", "mnorst"))}
    assert told(between_units(papers(three), "rule", LIMITS))["A"] == [("B", 2), ("C", 2)]
    assert between_units(papers({**three, "D": "pquvwxyz"}), "rule", LIMITS) == {}


def test_a_set_phrase_with_another_name_in_it_is_one() -> None:
    """The words that both have are everybody's; the name alone is the unit's own."""
    names = {"A": "abcde", "B": "fghij", "C": "klmno", "D": "rstuv"}
    phrases = [paragraph("p", 40), paragraph("q", 40)]
    made = {
        unit: of_texts(
            enumerate([*(f"{paragraph(own[0], 5)} {phrase}" for phrase in phrases), *map(paragraph, own)])
        )
        for unit, own in names.items()
    }
    few = replace(papers({}), reports={unit: made[unit] for unit in "ABC"})
    assert set(between_units(few, "rule", LIMITS)) == {"A", "B", "C"}
    assert between_units(replace(few, reports=made), "rule", LIMITS) == {}


def test_one_file_passed_around_is_a_copy_however_many_have_it() -> None:
    """Papers that are one as a whole count as one source of a phrase; a few are named for each."""
    found = told(
        between_units(papers({unit: f"pqrst{unit.lower()}" for unit in "ABCDEFGHIJKL"}), "rule", LIMITS)
    )
    assert set(found) == set("ABCDEFGHIJKL")
    assert {len(sources) for sources in found.values()} == {3}
    assert {count for sources in found.values() for _, count in sources} == {5}


def test_superiors_and_their_parts_may_be_alike() -> None:
    """Other units are compared with both."""
    reports = {"A": "pqrst", "B": "pqxyz", "C": "pquvw"}
    kin = {"A": frozenset({"B"}), "B": frozenset({"A"})}
    assert told(between_units(papers(reports, kin=kin), "rule", LIMITS)) == {
        "A": [("C", 2)], "B": [("C", 2)], "C": [("A", 2), ("B", 2)],
    }  # fmt: skip


def test_titles_and_given_texts_are_nobodys() -> None:
    """Two that repeat them are no copies of each other."""
    reports = {"A": "pqrst", "B": "pqxyz"}
    assert between_units(papers(reports, titles="p", given={"plan": "q"}), "rule", LIMITS) == {}


def test_a_few_words_changed_are_still_a_copy() -> None:
    """Figures, which stand for any, and one word in ten; a third of the words changed is another paragraph."""
    text = f"{paragraph('p', 30)} 12"
    near, far = (
        " ".join("x" if at % step == 1 else word for at, word in enumerate(text.split())) for step in (10, 3)
    )
    for other, alike in ((text.replace("12", "7"), 1.0), (near, 0.9032), (far, None)):
        made = {
            unit: of_texts(enumerate([said, paragraph("q"), paragraph(unit)]))
            for unit, said in (("A", text), ("B", other))
        }
        (found,) = between_units(
            replace(papers({}), reports=made), "rule", replace(LIMITS, least_passages=1)
        )["A"]
        assert [pair.alike for pair in found.pairs] == ([alike, 1.0] if alike else [1.0])


def test_an_earlier_report_is_the_units_own() -> None:
    """Others' earlier reports are not looked at, nor are units that sent nothing."""
    made = replace(
        papers({"A": "pqrs", "B": "pqxy"}),
        earlier={"A": {"2021": marks(*"pqrz"), "2020": marks(*"pqvw")}, "C": {"x": marks("p")}},
    )
    assert told(with_earlier(made, "rule", LIMITS)) == {"A": [("2021", 3), ("2020", 2)]}


def test_a_given_text_that_is_repeated_is_told_of() -> None:
    """But for what is also a title of the outline."""
    made = papers({"A": "pqrs", "B": "xy"}, titles="r", given={"plan": "pqrz", "form": "xw"})
    assert told(with_given(made, "rule", LIMITS)) == {"A": [("plan", 2)]}


def test_nothing_is_like_nothing() -> None:
    """Empty rosters, empty papers and papers of a few words."""
    assert between_units(papers({}), "rule", LIMITS) == {}
    assert between_units(replace(papers({}), reports={"A": Marks(), "B": Marks()}), "rule", LIMITS) == {}
    assert with_given(papers({"A": "p"}, given={"plan": ""}), "rule", LIMITS) == {}
    short = replace(papers({}), reports={unit: of_texts([(0, "ba bốn từ thôi")]) for unit in "AB"})
    assert between_units(short, "rule", LIMITS) == {}


@given(
    reports=st.dictionaries(st.sampled_from("ABCDEFGH"), st.lists(st.sampled_from("pqrstuvw"), max_size=6)),
    data=st.data(),
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_reports_changes_nothing(reports: dict[str, list[str]], data: st.DataObject) -> None:
    """The same papers in another order are alike in the same way; who has a likeness is had by the other, if both share enough."""
    shuffled = {unit: reports[unit] for unit in data.draw(st.permutations(sorted(reports)))}
    limits = replace(LIMITS, least_passages=1, least_share=0.0)
    found = between_units(papers(reports), "rule", limits)
    assert found == between_units(papers(shuffled), "rule", limits)
    assert all(unit != match.source for unit, matches in found.items() for match in matches)
