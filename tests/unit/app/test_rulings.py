"""What has become of rulings, and what the rules can learn from them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app import views
from pipeline.app.poll import poll
from pipeline.app.results import Ruling, Standing, Suggestions
from pipeline.app.rulings import rulings, suggest
from pipeline.model.campaign import Decision
from pipeline.model.proposal import Source
from tests.build.nouns import decision
from tests.unit.app.world import World

LATER = dt.timedelta(days=1)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two units' reports, polled."""
    made = World(folder=tmp_path)
    poll(made.office())
    return made


def heading_of(world: World, item: str) -> str:
    """Under which line the first unit's report answers an item."""
    sections = views.show(world.office(), "VPTU").record.sections
    return next(section.heading for section in sections if section.item == item)


def listed(world: World, *decisions: Decision) -> tuple[Ruling, ...]:
    """What has become of these decisions."""
    world.decisions.kept = list(decisions)
    found = rulings(world.office())
    assert [one.decision for one in found] == list(decisions)
    return found


def test_no_decisions_are_an_empty_list(world: World) -> None:
    """And nothing to learn from."""
    assert rulings(world.office()) == ()
    assert suggest(world.office()) == Suggestions(proposals=(), hints=())


def test_the_last_of_a_subjects_field_is_in_force(world: World) -> None:
    """Earlier ones were overruled, by whom and when; another field or subject overrules nothing."""
    first = decision("VPTU/1.1", "state", "full")
    last = replace(decision("VPTU/1.1", "state", "full", by="Hoa"), at=first.at + LATER)
    found = listed(world, first, decision("VPTU/1.2.1", "state", "thin"), last)
    assert [(one.standing, one.overruled_by) for one in found] == [
        (Standing.OVERRULED, last),
        (Standing.IN_FORCE, None),
        (Standing.IN_FORCE, None),
    ]


def test_a_later_heading_overrules_a_state(world: World) -> None:
    """A state ruled after that is in force beside it."""
    line = heading_of(world, "1.1")
    state, heading, again = (
        decision("VPTU/1.1", field, value)
        for field, value in (("state", "thin"), ("heading", line), ("state", "empty"))
    )
    other = decision("VPTU/1.2.1", "state", "thin")
    assert [(one.standing, one.overruled_by) for one in listed(world, state, other, heading)] == [
        (Standing.OVERRULED, heading),
        (Standing.IN_FORCE, None),
        (Standing.IN_FORCE, None),
    ]
    assert [one.standing for one in listed(world, heading, again)] == [Standing.IN_FORCE] * 2


def test_a_ruling_on_what_is_no_more_is_gone(world: World) -> None:
    """Unit, section, message, value or field: each with its sentence."""
    gone = listed(
        world, decision("XYZ/1.1", "state", "full"), decision("VPTU/9", "heading", "x"), decision("m1", "unit", "VPTU"),
        decision(world.entry("1").id, "unit", "XYZ"), decision("VPTU/1.1", "state", "good"), decision("VPTU/1.1", "mood", "x"),
        decision(world.entry("1").id, "disposition", "other"),
    )  # fmt: skip
    assert [one.standing for one in gone] == [Standing.GONE] * 6 + [Standing.IN_FORCE]
    told = [one.against for one in gone if one.against]
    assert [one.partition(":")[0] for one in told] == [
        "No unit 'XYZ' in the roster of 28-ct-tu", "No section '9' in the outline of 28-ct-tu",
        "No message 'm1' in the ledger of 28-ct-tu", "No unit 'XYZ' in the roster of 28-ct-tu", "No state 'good'",
        "No field 'mood'",
    ]  # fmt: skip
    assert [one.vietnamese.partition(":")[0] for one in told] == [
        "danh sách của đợt 28-ct-tu không có đơn vị 'XYZ'", "đề cương của đợt 28-ct-tu không có mục '9'",
        "sổ của đợt 28-ct-tu không có thư 'm1'", "danh sách của đợt 28-ct-tu không có đơn vị 'XYZ'",
        "ý kiến state không có giá trị 'good'", "không có loại ý kiến 'mood'",
    ]  # fmt: skip


def test_a_heading_that_no_line_has_is_not_applied(world: World) -> None:
    """Beside one that was, and one that names nothing."""
    where = listed(
        world, decision("VPTU/1.2.1", "heading", heading_of(world, "1.2.2")), decision("BTCTU/1.1", "heading", "Trồng rừng"),
        decision("XYZ/1.1", "heading", "x"), decision("VPTU/1.1", "state", "lost"),
    )  # fmt: skip
    assert [one.standing for one in where] == [
        Standing.IN_FORCE, Standing.NOT_APPLIED, Standing.GONE, Standing.GONE,
    ]  # fmt: skip


def test_headings_ruled_become_proposals(world: World) -> None:
    """As they stand in the report, without label; what was overruled, means nowhere or is gone teaches nothing."""
    right = heading_of(world, "1.3.2")
    world.decisions.kept = [
        decision("VPTU/1.2.1", "heading", heading_of(world, "1.2.2")),
        decision("VPTU/1.2.1", "heading", f"4. {right.lower()[:6]}"),
        decision("BTCTU/1.2.2", "heading", ""),
        decision("XYZ/1.1", "heading", "Việc đồng áng"),
        decision("BTCTU/1.4.1", "heading", "b) Việc đồng áng của cơ quan:"),
    ]
    first, second = suggest(world.office()).proposals
    assert (first.item, first.alias, first.units) == ("1.2.1", right, ("VPTU",))
    assert "1.3.2" in {clash.item for clash in first.clashes}
    assert (second.item, second.alias, second.safe) == ("1.4.1", "Việc đồng áng của cơ quan", True)


def test_headings_found_in_other_reports_speak_against(world: World) -> None:
    """A line that the program reads as another item's in another unit's report."""
    heading = heading_of(world, "1.3.2")
    world.decisions.kept = [decision("BTCTU/1.2.1", "heading", f"1) {heading}")]
    (proposal,) = suggest(world.office()).proposals
    assert proposal.alias == heading
    assert Source.REPORTS in {clash.source for clash in proposal.clashes if clash.item == "1.3.2"}


def test_states_that_contradict_what_was_found_are_hints(world: World) -> None:
    """Missing although a heading was found: its line is told. A ruling on the heading, on a chapter or in line is none."""
    world.decisions.kept = [
        decision("VPTU/1.1", "state", "missing"), decision("VPTU/1.2.1", "state", "thin"), decision("VPTU/1.2", "state", "missing"),
        decision("VPTU/1.3.1", "state", "missing"), decision("VPTU/1.3.1", "heading", ""),
    ]  # fmt: skip
    found = suggest(world.office())
    (hint,) = found.hints
    assert (hint.decision.subject, hint.heading) == ("VPTU/1.1", heading_of(world, "1.1"))
    assert found.proposals == ()


def test_a_section_that_is_there_without_a_heading_is_a_hint(world: World) -> None:
    """Here because somebody else's ruling took its line; a unit without a report has no line to rule on."""
    world.decisions.kept = [
        decision("VPTU/1.2.1", "heading", heading_of(world, "1.2.2")),
        decision("VPTU/1.2.2", "state", "full"),
        decision("BTCTU/1.1", "state", "not_submitted"),
    ]
    (hint,) = suggest(world.office()).hints
    assert (hint.decision.subject, hint.heading) == ("VPTU/1.2.2", "")


def test_units_without_a_report_give_no_hints(tmp_path: Path) -> None:
    """There is no line to rule on."""
    world = World(folder=tmp_path)
    world.decisions.kept = [
        decision("VPTU/1.1", "state", "full"),
        decision("VPTU/1.1", "heading", "Việc đồng áng cơ quan"),
    ]
    found = suggest(world.office())
    assert found.hints == ()
    assert [one.alias for one in found.proposals] == ["Việc đồng áng cơ quan"]
