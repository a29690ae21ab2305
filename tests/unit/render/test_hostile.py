"""Tables and pages of units whose every word comes from an enemy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.app.results import Health, Overview, StatusResult
from pipeline.model.campaign import Campaign, Severity
from pipeline.model.finding import Assessment, Finding, Record, Status, Verdict
from pipeline.model.likeness import Copy, Origin, Originality, Passage
from pipeline.model.section import Section, State
from pipeline.model.submission import ByHand, Disposition, Identification, Role, SortedFile, Submission
from pipeline.render import status, unit
from pipeline.render.screen import Screen
from tests.build import nouns
from tests.unit.render import terminal

EVIL = "[red]đỏ[/red] :on: \x1b[2J\x1b[31m\x9b1m\r\u202elortnoc\\"
SHOWN = "[red]đỏ[/red] :on: �[2J�[31m�1m��lortnoc\\"
OURS = "Lỗi: bịa đặt"  # a line that looks like one of ours
BEYOND = dt.datetime(9999, 12, 31, 23, 0, tzinfo=dt.UTC)  # a sender's year; Vietnam's clocks cannot show it


def _campaign() -> Campaign:
    outline = nouns.outline(nouns.item(f"1{EVIL}", EVIL))
    return replace(nouns.campaign(sections=outline, units=(nouns.unit(EVIL, EVIL),)), title=EVIL)


def _assessment(campaign: Campaign) -> Assessment:
    hand = ByHand(unit=EVIL, by=EVIL, note=EVIL)
    file = replace(nouns.attached("x"), name=EVIL)
    submission = Submission(
        received=replace(nouns.received(nouns.message(file), by_hand=hand), arrival=nouns.arrival(at=BEYOND)),
        disposition=Disposition.REPORT,
        identification=Identification(unit=EVIL, confidence=1.0, candidates=(), clues=()),
        files=(SortedFile(file=file, role=Role.REPORT, reading=None, reason=EVIL),),
        version=1,
    )
    leaf = campaign.outline.leaves()[0].id
    section = Section(
        item=leaf, state=State.FULL, heading=EVIL, confidence=0.5, text=f"{EVIL}\n{OURS}\n{'x' * 400}"
    )
    finding = Finding(
        unit=EVIL, version=1, check="c", severity=Severity.ERROR, message=f"{EVIL}\n{OURS}", page=3
    )
    passage = Passage(text=f"{EVIL}\n{OURS}", page=1, theirs=f"{EVIL}\n{OURS}", their_page=2, alike=0.9)
    copy = Copy(
        rule="c",
        origin=Origin.UNIT,
        source=EVIL,
        name=EVIL,
        passages=(passage,),
        count=1,
        paragraphs=2,
        share=0.5,
    )
    record = Record(
        due=campaign.due,
        unit=campaign.units[0], submissions=(submission,), counting=submission, status=Status.LATE,
        first_at=BEYOND, days_late=3, sections=(section,), originality=Originality(copies=(copy,)),
    )  # fmt: skip
    return Assessment(
        record=record, findings=(finding,), completeness=1.0, verdict=Verdict.REVIEW, confidence=0.5
    )


def _status(screen: Screen, campaign: Campaign) -> None:
    one = _assessment(campaign)
    overview = Overview(assessments=(one,), submissions=one.record.submissions)
    status.status(screen, StatusResult(overview=overview, units=({"unit": EVIL},), health=Health()), campaign)


def _unit(screen: Screen, campaign: Campaign) -> None:
    unit.unit(screen, _assessment(campaign), campaign)


VIEWS = pytest.mark.parametrize("view", [_status, _unit])


@VIEWS
def test_no_word_of_a_sender_commands_the_terminal(
    view: Callable[[Screen, Campaign], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Names, headings, texts, files, notes, findings: literal, with stand-ins for what acts."""
    view(Screen(), _campaign())
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\x9b\r\u202e")
    assert "".join(SHOWN.split()) in "".join(out.split())  # a table may break a cell between words


@VIEWS
def test_on_a_terminal_only_our_own_colours_are_sent(
    view: Callable[[Screen, Campaign], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every escape begins a colour that we chose; none came from the words."""
    shown = terminal.put(monkeypatch, "stdout")
    view(Screen(), _campaign())
    for command in shown.getvalue().split("\x1b")[1:]:
        assert command.startswith(("[0m", "[1m", "[31m", "[32m", "[33m", "[35m", "[90m", "[38;5;208m"))
    assert not set(shown.getvalue()) & set("\x9b\r\u202e")


@VIEWS
def test_json_holds_the_words_and_no_command(
    view: Callable[[Screen, Campaign], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """As escapes, which a program reads back."""
    view(Screen(as_json=True), _campaign())
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\x9b\r\u202e")
    assert "\\u001b[2J\\u001b[31m\\u009b1m\\r\\u202elortnoc" in out


def test_a_quoted_text_cannot_pass_for_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    """Its lines are indented, and a finding is one line; a long text is cut, visibly."""
    _unit(Screen(), _campaign())
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("Lỗi: ")] == [f"Lỗi: {SHOWN} {OURS} (trang 3)"]
    assert f"      {OURS}" in lines
    assert [line for line in lines if line.endswith("…")][0].startswith("      xxx")  # noqa: RUF015 -- the only one


def test_a_time_beyond_the_calendar_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """As it came: no error for a year that no zone can hold."""
    _unit(Screen(), _campaign())
    _status(Screen(), _campaign())
    assert capsys.readouterr().out.count("31/12") == 2
