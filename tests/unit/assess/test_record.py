"""Which submission counts, whether it came in time, and what a reviewer's decision does to the sections."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.assess import build_record, counting
from pipeline.errors import RulesError
from pipeline.model.campaign import Campaign, Decision, Due, DueReading
from pipeline.model.document import Unread
from pipeline.model.finding import Status
from pipeline.model.section import State
from pipeline.model.submission import Disposition, Role, SortedFile
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import PASSWORD, june, paper, submission

TREE = nouns.outline(
    nouns.item("1", "Tuyên truyền"),
    nouns.item("2", "Kết quả", nouns.item("2.1", "Lãnh đạo"), nouns.item("2.2", "Phối hợp")),
)


def ruled(*decisions: Decision) -> Campaign:
    """A campaign of four sections in which reviewers decided this."""
    return nouns.campaign(sections=TREE, decisions=decisions)


def test_the_latest_report_that_was_read_counts() -> None:
    """A corrected report replaces the one before."""
    first, second = (submission(june(day), paper(reading=sent.read()), version=day - 8) for day in (9, 10))
    assert counting([first, second]) is second


def test_a_correction_that_cannot_be_read_replaces_nothing() -> None:
    """What was read stays until something better was read."""
    first = submission(june(9), paper(reading=sent.read()))
    locked = submission(june(10), paper(reading=PASSWORD), version=2)
    assert counting([first, locked]) is first


def test_the_latest_counts_when_none_was_read() -> None:
    """Of two locked files a reviewer asks for the password of the newer one."""
    locked = [submission(june(8 + v), paper(reading=PASSWORD), version=v) for v in (1, 2)]
    assert counting(locked) is locked[1]


@pytest.mark.parametrize(
    "disposition", sorted(set(Disposition) - {Disposition.REPORT, Disposition.CORRECTION})
)
def test_only_reports_count(disposition: Disposition) -> None:
    """Supplements, duplicates and letters neither count nor make a unit a sender of a report."""
    other = replace(submission(june(8), paper(reading=sent.read())), disposition=disposition)
    assert counting([other]) is None
    assert sent.record(nouns.campaign(), other).status is Status.NOT_SUBMITTED
    report = submission(june(20), paper(reading=sent.read()), version=2)
    made = sent.record(nouns.campaign(), other, report)
    assert (made.counting, made.first_at, made.submissions) == (report, june(20), (other, report))


def test_a_unit_that_sent_nothing_has_every_section_not_submitted() -> None:
    """All items are there, in outline order, as sure as nothing unidentified waits."""
    campaign = ruled()
    made = build_record(campaign.units[0], (), None, campaign, doubt=0.25)
    assert (made.status, made.counting, made.first_at, made.days_late) == (
        Status.NOT_SUBMITTED, None, None, 0,
    )  # fmt: skip
    assert [section.item for section in made.sections] == ["1", "2", "2.1", "2.2"]
    assert {(section.state, section.confidence) for section in made.sections} == {(State.NOT_SUBMITTED, 0.75)}


@pytest.mark.parametrize(
    ("reading", "arrived", "status", "days"),
    [
        (DueReading.STRICT, june(14, 23, 59, 59), Status.ON_TIME, 0),
        (DueReading.STRICT, june(15, 0, 0, 0), Status.LATE, 1),
        (DueReading.STRICT, june(15, 23, 59, 59), Status.LATE, 1),
        (DueReading.STRICT, june(16, 0, 0, 0), Status.LATE, 2),
        (DueReading.LENIENT, june(15, 23, 59, 59), Status.ON_TIME, 0),
        (DueReading.LENIENT, june(16, 0, 0, 0), Status.LATE, 1),
        (DueReading.STRICT, dt.datetime(2023, 6, 14, 16, 59, 59, tzinfo=dt.UTC), Status.ON_TIME, 0),
        (DueReading.STRICT, dt.datetime(2023, 6, 14, 17, 0, 0, tzinfo=dt.UTC), Status.LATE, 1),
        (DueReading.LENIENT, dt.datetime(2023, 6, 15, 17, 0, 0, tzinfo=dt.UTC), Status.LATE, 1),
    ],
)
def test_late_begins_at_midnight_in_vietnam(
    reading: DueReading, arrived: dt.datetime, status: Status, days: int
) -> None:
    """The day of the deadline is late, or with the lenient reading the day after; whatever zone the server is in."""
    campaign = replace(nouns.campaign(), due=Due(before=dt.date(2023, 6, 15), reading=reading))
    made = sent.record(campaign, submission(arrived, paper(reading=PASSWORD)))
    assert (made.status, made.days_late) == (status, days)


def test_the_status_goes_by_the_first_arrival_even_if_it_could_not_be_read() -> None:
    """A unit that sent a locked file in time and a readable one later was in time."""
    locked = submission(june(14), paper(reading=PASSWORD))
    late = submission(june(20), paper(reading=sent.read()), version=2)
    made = sent.record(nouns.campaign(), locked, late, alignment=sent.aligned(nouns.campaign().outline))
    assert (made.status, made.first_at, made.counting) == (Status.ON_TIME, june(14), late)


def test_an_arrival_at_the_end_of_the_calendar_is_late() -> None:
    """A date that no clock of the zone can show is only very late."""
    far = dt.datetime(9999, 12, 31, 23, 0, tzinfo=dt.UTC)
    assert sent.record(nouns.campaign(), submission(far, paper())).status is Status.LATE


@pytest.mark.parametrize(
    ("files", "sure"),
    [
        ((paper(reading=PASSWORD),), 1.0),
        ((paper(reading=PASSWORD), paper("logo.png", reading=sent.NO_READER, role=Role.OTHER)), 1.0),
        ((paper(reading=PASSWORD), paper(reading=Unread(code="no_text", detail="a scan"))), 0.5),
        ((paper(reading=Unread(code="time", detail="")),), 0.5),
        ((paper("BC.doc"),), 0.5),
        ((), 0.5),
    ],
)
def test_unreadable_is_certain_only_for_files_that_nobody_can_read(
    files: tuple[SortedFile, ...], sure: float
) -> None:
    """A password is for good; a scan, a missing reader or a time limit is not. A logo beside it says nothing."""
    made = sent.record(ruled(), submission(june(9), *files))
    assert {(section.state, section.confidence) for section in made.sections} == {(State.UNREADABLE, sure)}


def test_sections_come_from_the_alignment() -> None:
    """What align found is what the record holds."""
    found = sent.aligned(TREE, s1=State.THIN)
    report = submission(june(9), paper(reading=sent.read()))
    made = sent.record(ruled(), report, alignment=found)
    assert (made.sections, made.decided_by, made.unreadable) == (found.sections, "", False)


def states(campaign: Campaign, **found: State) -> dict[str, tuple[State, float]]:
    """State and confidence of every section of a report that was read with these states."""
    alignment = sent.aligned(campaign.outline, **found)
    unsure = replace(alignment, sections=tuple(replace(one, confidence=0.6) for one in alignment.sections))
    made = sent.record(campaign, submission(june(9), paper(reading=sent.read())), alignment=unsure)
    return {section.item: (section.state, section.confidence) for section in made.sections}


def test_the_last_decision_on_a_section_wins() -> None:
    """It is certain, and it touches no other section."""
    campaign = ruled(
        nouns.decision("SNV/1", "state", "thin", by="Lan"),
        nouns.decision("SNV/1", "state", "full", by="Minh"),
    )
    found = states(campaign, s1=State.MISSING)
    assert found == {"1": (State.FULL, 1.0)} | dict.fromkeys(("2", "2.1", "2.2"), (State.FULL, 0.6))


def test_who_decided_is_visible() -> None:
    """Every reviewer whose decision stands is named once, in order of the alphabet."""
    campaign = ruled(
        nouns.decision("SNV/1", "state", "thin", by="An"),
        nouns.decision("SNV/1", "state", "full", by="Minh"),
        nouns.decision("SNV/2.1", "state", "full", by="Lan"),
        nouns.decision("SNV/2.2", "state", "full", by="Minh"),
    )
    assert sent.record(campaign).decided_by == "Lan, Minh"


def test_a_state_ruled_before_the_report_came_is_not_certain() -> None:
    """Nobody can have seen the report; of the same moment, or later, the ruling is certain."""
    ruling = nouns.decision("SNV/1", "state", "thin")
    for seconds, sure in ((-1, 1.0), (0, 1.0), (1, 0.5)):
        report = submission(ruling.at + dt.timedelta(seconds=seconds), paper(reading=sent.read()))
        made = sent.record(ruled(ruling), report, alignment=sent.aligned(TREE))
        first = made.sections[0]
        assert (first.state, first.confidence, first.ruled_by) == (State.THIN, sure, "Lan")


def test_a_heading_ruled_later_ends_a_state() -> None:
    """One ruled before does not."""
    state, heading = nouns.decision("SNV/1", "state", "thin"), nouns.decision("SNV/1", "heading", "")
    assert states(ruled(state, heading))["1"] == (State.FULL, 0.6)
    assert states(ruled(heading, state))["1"] == (State.THIN, 1.0)


@pytest.mark.parametrize(
    ("subject", "field"),
    [("SNV2/1", "state"), ("SYT/1", "state"), ("SNV/9", "state"), ("SNV/1", "unit"), ("SNV", "state")],
)
def test_decisions_on_other_things_change_nothing(subject: str, field: str) -> None:
    """Another unit, an item that is not in the outline, another field."""
    campaign = ruled(nouns.decision(subject, field, "missing"))
    assert set(states(campaign).values()) == {(State.FULL, 0.6)}
    assert sent.record(campaign).decided_by == ""


def test_a_parent_follows_the_decision_on_its_leaf() -> None:
    """It is full once all its leaves are, and as sure as the least sure of them."""
    one = states(ruled(nouns.decision("SNV/2.1", "state", "full")), s2=State.THIN, s2_1=State.MISSING)
    assert (one["2"], one["2.1"]) == ((State.FULL, 0.6), (State.FULL, 1.0))
    other = states(ruled(nouns.decision("SNV/2.1", "state", "missing")))
    assert other["2"] == (State.THIN, 0.6)


def test_a_decision_on_a_parent_stands_against_its_leaves() -> None:
    """What a reviewer says of the parent itself is not computed away."""
    both = ruled(
        nouns.decision("SNV/2", "state", "empty"), nouns.decision("SNV/2.1", "state", "full")
    )  # fmt: skip
    assert states(both)["2"] == (State.EMPTY, 1.0)


@pytest.mark.parametrize(
    ("value", "status", "days"), [("2023-06-19", Status.LATE, 1), ("2023-06-20", Status.ON_TIME, 0)]
)
def test_a_ruled_deadline_is_the_units_own(value: str, status: Status, days: int) -> None:
    """The last ruling on it counts; the campaign's stays, and who ruled is told."""
    campaign = ruled(
        nouns.decision("SNV", "due", "2023-07-01"), nouns.decision("SNV", "due", value, by="Hoa")
    )
    made = sent.record(campaign, submission(june(20), paper(reading=PASSWORD)))
    assert (made.status, made.days_late, made.decided_by) == (status, days, "Hoa")
    assert made.due.last_day.isoformat() == value
    assert campaign.due.until is None


def test_a_ruled_deadline_that_is_no_day_is_a_mistake_in_the_rules() -> None:
    """As with states."""
    with pytest.raises(RulesError, match=r"SNV: '20/6' is no date such as 2023-06-20"):
        sent.record(ruled(nouns.decision("SNV", "due", "20/6")))


def test_a_decision_that_names_no_state_is_a_mistake_in_the_rules() -> None:
    """One sentence with the subject and the words that are allowed; never a traceback, never ignored."""
    campaign = ruled(nouns.decision("SNV/1", "state", "đủ"))
    with pytest.raises(RulesError, match=r"SNV/1: 'đủ' is no state; use one of: full, thin, empty") as caught:
        sent.record(campaign)
    assert caught.value.exit_code == 4
