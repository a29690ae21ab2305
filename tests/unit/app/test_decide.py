"""Rulings recorded: checked first, written once, shown at once, and never lost beside another run."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.app import views
from pipeline.app.decide import Decide, decide
from pipeline.app.digest import digest
from pipeline.app.office import Office
from pipeline.app.poll import poll
from pipeline.app.results import DecideResult, Overview
from pipeline.app.trap import Trap
from pipeline.errors import UsageError
from pipeline.model.campaign import Decision
from pipeline.model.section import State
from pipeline.ports import Entry
from tests.build import nouns, reports
from tests.fakes import NOON, FakeDecisions, Killed, Letter
from tests.unit.app.world import World, campaign

GAPS = {"1.1": State.MISSING}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two units' reports, polled."""
    made = World(folder=tmp_path)
    poll(made.office())
    return made


def ruling(subject: str, field: str, value: str, by: str = "Lan", note: str = "đã xem") -> Decide:
    """What is asked for."""
    return Decide(subject=subject, field=field, value=value, by=by, note=note)


def told(result: DecideResult) -> dict[tuple[str, str], tuple[object, object]]:
    """What changes in the tables of units and sections, but for texts."""
    return {
        (one.row, one.column): (one.before, one.after)
        for one in result.changes
        if one.table in {"units", "sections"} and one.column != "text"
    }


def heading_of(world: World, item: str) -> str:
    """Under which line the first unit's report answers an item."""
    sections = views.show(world.office(), "VPTU").record.sections
    return next(section.heading for section in sections if section.item == item)


def deciders(world: World) -> list[str]:
    """Who decided, in the units table, by unit."""
    text = world.written()["tables/units.csv"].decode("utf-8-sig")
    return [row["decided_by"] for row in csv.DictReader(text.splitlines())]


def test_a_ruling_on_a_state_is_recorded_and_shown(world: World) -> None:
    """With the time on the campaign's clocks; the cells that it changes are told, and the outputs have them."""
    result = decide(world.office(), ruling("VPTU/1.1", "state", "thin"))
    (kept,) = world.decisions.kept
    assert (result.recorded, result.busy, result.decision) == (True, "", kept)
    assert kept.at.isoformat() == "2023-06-14T12:00:00+07:00"
    assert (kept.by, kept.subject, kept.field, kept.value, kept.note) == (
        "Lan", "VPTU/1.1", "state", "thin", "đã xem",
    )  # fmt: skip
    assert {one.unit for one in result.changes} == {"VPTU"}
    assert told(result)["1.1", "state"] == ("full", "thin")
    assert told(result)["", "decided_by"] == ("", "Lan")
    assert len(result.written) == 14
    assert deciders(world) == ["Lan", ""]


def test_the_same_ruling_again_writes_nothing(world: World) -> None:
    """Neither a line nor an output."""
    decide(world.office(), ruling("VPTU/1.1", "state", "thin"))
    before = world.written()
    again = decide(world.office(), ruling("VPTU/1.1", "state", "thin"))
    assert (again.recorded, again.changes, again.written) == (False, (), ())
    assert (len(world.decisions.kept), world.written()) == (1, before)


def test_a_message_is_given_to_a_unit(world: World) -> None:
    """And another is ruled out: units, messages and files say so."""
    first, second = (world.entry(uid).id for uid in "12")
    moved = decide(world.office(), ruling(first, "unit", "BTCTU"))
    row = {(one.table, one.column): (one.before, one.after) for one in moved.changes if one.row == first}
    assert row["messages", "unit"] == ("VPTU", "BTCTU")
    out = decide(world.office(), ruling(second, "disposition", "other", note="thư mời họp"))
    row = {(one.table, one.column): (one.before, one.after) for one in out.changes if one.row == second}
    assert row["messages", "disposition"][1] == "other"
    assert row["messages", "reason"][1] == "thư mời họp"


def test_a_heading_is_read_from_the_line_ruled(world: World) -> None:
    """Its section, its words and who ruled; and no line at all is a missing section."""
    heading = heading_of(world, "1.2.2")
    result = decide(world.office(), ruling("VPTU/1.2.1", "heading", heading.upper()))
    assert told(result)["1.2.1", "heading"][1] == heading
    assert told(result)["1.2.1", "confidence"][1] == 1.0
    assert told(result)["", "decided_by"] == ("", "Lan")
    nowhere = decide(world.office(), ruling("VPTU/1.2.1", "heading", "", by="Hoa"))
    assert told(nowhere)["1.2.1", "state"] == ("full", "missing")
    assert told(nowhere)["", "decided_by"] == ("Lan", "Hoa")


def test_an_extension_moves_a_units_deadline(world: World) -> None:
    """Its due time, its status, its days and who decided; the last ruling counts."""
    early = decide(world.office(), ruling("VPTU", "due", "2023-06-01"))
    assert told(early)["", "due_at"] == ("2023-06-14T23:59:59+07:00", "2023-06-01T23:59:59+07:00")
    assert told(early)["", "status"] == ("on_time", "late")
    assert {one.unit for one in early.changes} == {"VPTU"}
    later = decide(world.office(), ruling("VPTU", "due", "2023-06-20", by="Hoa"))
    assert told(later)["", "status"] == ("late", "on_time")
    assert told(later)["", "decided_by"] == ("Lan", "Hoa")


def test_a_heading_that_a_new_version_lacks_is_said(world: World) -> None:
    """The section is as found, and a finding says that the ruling could not be applied."""
    decide(world.office(), ruling("VPTU/1.2.1", "heading", heading_of(world, "1.1")))
    late = NOON + dt.timedelta(days=3)
    world.mailbox.folders["INBOX"].append(
        Letter(uid="3", raw=reports.report_mail(campaign(), "VPTU", GAPS, at=late), received_at=late)
    )
    poll(world.office())
    findings = views.show(world.office(), "VPTU").findings
    (found,) = (one for one in findings if one.check == "decision")
    assert (found.version, found.section) == (2, "1.2.1")
    assert found.message.startswith("Mục 1.2.1: chưa áp dụng được ý kiến của Lan về đề mục")
    assert deciders(world) == ["", ""]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (
            ruling("VPTU/1.1", "mood", "good"),
            "No field 'mood': decide one of unit, disposition, state, heading, due, confidential.",
        ),
        (ruling("m1", "unit", "VPTU"), "No message 'm1' in the ledger of 28-ct-tu"),
        (ruling("XYZ", "due", "2023-06-20"), "No unit 'XYZ' in the roster of 28-ct-tu: see units.csv."),
        (
            ruling("VPTU", "due", "20/6/2023"),
            "No day '20/6/2023': write the unit's last day on time, such as 2023-06-20.",
        ),
        (ruling("m1", "disposition", "report"), "No message 'm1' in the ledger of 28-ct-tu"),
        (ruling("VPTU", "state", "full"), "A state is decided of UNIT/SECTION, such as VPTU/1.1."),
        (ruling("VPTU", "heading", "x"), "A heading is decided of UNIT/SECTION, such as VPTU/1.1."),
        (ruling("XYZ/1.1", "state", "full"), "No unit 'XYZ' in the roster of 28-ct-tu: see units.csv."),
        (ruling("VPTU/9", "state", "full"), "No section '9' in the outline of 28-ct-tu: see outline.yaml."),
        (
            ruling("VPTU/1.1", "state", "good"),
            "No state 'good': use one of full, thin, empty, missing, unread",
        ),
        (
            ruling("VPTU/1.1", "heading", "Trồng rừng"),
            "that can be a heading reads 'Trồng rừng': copy the line",
        ),
        (
            ruling("VPTU/1.1", "state", "full", by=" \n"),
            "say who you are and why: --by NAME and --note TEXT.",
        ),
        (ruling("VPTU/1.1", "state", "full", note="\u200b"), "say who you are and why: --by NAME and --note"),
        (
            ruling("VPTU/1.1", "heading", "x" * 2001),
            "The value is longer than 2,000 letters: say it in fewer.",
        ),
        (ruling("VPTU/1.1", "state", "full", note="x" * 2001), "The note is longer than 2,000 letters"),
    ],
)
def test_what_makes_no_sense_is_said_and_not_written(world: World, asked: Decide, says: str) -> None:
    """One sentence; neither the decisions nor the outputs change."""
    before = world.written()
    with pytest.raises(UsageError) as caught:
        decide(world.office(), asked)
    assert says in str(caught.value)
    assert (world.decisions.kept, world.written()) == ([], before)


@pytest.mark.parametrize(
    ("field", "value", "what"), [("unit", "XYZ", "unit"), ("disposition", "lost", "disposition")]
)
def test_what_a_message_cannot_be_is_said(world: World, field: str, value: str, what: str) -> None:
    """The message is known, its unit or disposition is not."""
    with pytest.raises(UsageError, match=f"No {what} '{value}'"):
        decide(world.office(), ruling(world.entry("1").id, field, value))
    assert world.decisions.kept == []


@pytest.mark.parametrize("value", ["Công tác tuyên truyền", ""])
def test_a_unit_without_a_report_has_no_headings(tmp_path: Path, value: str) -> None:
    """Nothing was sent yet: there is no line to name, nor any to say that it is not there."""
    world = World(folder=tmp_path)
    with pytest.raises(
        UsageError, match="VPTU has no report that was read, so no heading of it can be decided"
    ):
        decide(world.office(), ruling("VPTU/1.1", "heading", value))


def test_beside_another_run_the_ruling_is_recorded_and_the_tables_wait(world: World) -> None:
    """Who holds the outputs is told, and the next run shows the ruling."""
    before = world.written()
    world.lock.taken = True
    result = decide(world.office(), ruling("VPTU/1.1", "state", "thin"))
    assert (result.recorded, result.written, result.busy) == (True, (), "Another run is at work.")
    assert told(result)["1.1", "state"] == ("full", "thin")
    assert (len(world.decisions.kept), world.written()) == (1, before)
    world.lock.taken = False
    poll(world.office())
    assert deciders(world) == ["Lan", ""]


def test_a_run_that_began_before_a_ruling_writes_it_too(world: World) -> None:
    """Decisions are read again under the lock: tables never go back behind a ruling that they have shown."""
    early = world.office()
    decide(world.office(), ruling("VPTU/1.1", "state", "thin"))
    shown = world.written()
    assert poll(early).written == ()
    assert world.written() == shown
    other = nouns.decision("BTCTU/1.1", "state", "empty", by="Hoa")
    world.decisions.kept.append(other)
    decide(early, ruling("VPTU/1.1", "state", "empty"))
    assert deciders(world) == ["Lan", "Hoa"]


def test_what_another_ruled_meanwhile_is_written_and_not_told_as_ours(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between our look and our line another line was added."""
    add = world.decisions.add
    other = nouns.decision("BTCTU/1.1", "state", "empty", by="Hoa")

    def late(_self: FakeDecisions, mine: Decision) -> bool:
        world.decisions.kept.append(other)
        return add(mine)

    monkeypatch.setattr(FakeDecisions, "add", late)
    result = decide(world.office(), ruling("VPTU/1.1", "state", "thin"))
    assert {one.unit for one in result.changes} == {"VPTU"}
    assert deciders(world) == ["Lan", "Hoa"]


def test_all_is_understood_twice_and_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once without the ruling and once with it: the tables are written from the second."""
    asked: list[Office] = []

    def counted(office: Office, entries: Sequence[Entry], trap: Trap) -> Overview:
        asked.append(office)
        return digest(office, entries, trap)

    monkeypatch.setattr("pipeline.app.tables.digest", counted)
    assert decide(world.office(), ruling("VPTU/1.1", "state", "thin")).written
    assert len(asked) == 2


def test_a_death_at_any_step_loses_nothing(world: World) -> None:
    """The ruling is there or it is not; the next run shows what is there."""
    asked = ruling("VPTU/1.2.1", "heading", heading_of(world, "1.2.2"))
    read, died = dict(world.memo.kept), 0
    while True:
        world.steps.die_next(died + 1)
        try:
            decide(world.office(), asked)
        except Killed:
            died += 1
        else:
            break
        world.steps.recover()
        poll(world.office())
        assert deciders(world) == (["Lan", ""] if world.decisions.kept else ["", ""])
        world.decisions.kept.clear()
        world.memo.kept = dict(read)
    assert world.steps.taken.count("decisions.add") == 1
    assert died == len(world.steps.taken) > 2
