"""`decisions.csv`: lines are added whole, and come back as they were."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import RulesError, StoreError
from pipeline.model.campaign import Decision
from pipeline.rulebook import append_decision, load
from tests.unit.rulebook import folders

_HANOI = dt.timezone(dt.timedelta(hours=7))
_DECISION = Decision(
    at=dt.datetime(2023, 6, 21, 8, 0, tzinfo=_HANOI),
    by="Lan",
    subject="SNV/2.2",
    field="state",
    value="full",
    note="",
)
_HEADER = "at,by,subject,field,value,note\n"
_LINE = "2023-06-20T09:30:00+07:00,Lan,SNV,unit,,\n"


def test_the_first_decision_makes_the_file(tmp_path: Path) -> None:
    """A header and one line, as any CSV."""
    folder = folders.write(tmp_path, {"decisions.csv": None})
    append_decision(folder, _DECISION)
    written = (folder / "decisions.csv").read_text(encoding="utf-8")
    assert written == _HEADER + "2023-06-21T08:00:00+07:00,Lan,SNV/2.2,state,full,\n"
    assert load(folder).decisions == (_DECISION,)


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n", _HEADER.encode(), _HEADER.strip().encode()])
def test_a_file_without_decisions_takes_the_first(tmp_path: Path, before: bytes) -> None:
    """Empty, marked, or with a header that has no line end."""
    folder = folders.write(tmp_path, {"decisions.csv": before})
    append_decision(folder, _DECISION)
    assert load(folder).decisions == (_DECISION,)


def test_nothing_that_was_there_is_changed(tmp_path: Path) -> None:
    """What was written stays, byte for byte, also when its last line has no end."""
    for before in (folders.DECISIONS, folders.DECISIONS.rstrip(), folders.DECISIONS.replace("\n", "\r\n")):
        folder = folders.write(tmp_path, {"decisions.csv": before})
        append_decision(folder, _DECISION)
        assert (folder / "decisions.csv").read_bytes().startswith(before.encode())
        assert len(load(folder).decisions) == 2


def test_a_file_that_excel_saved_stays_whole(tmp_path: Path) -> None:
    """The new line follows the separator and the order of the columns that are there."""
    before = "\ufeffby;at;subject;field;value;note;\r\nLan;2023-06-20T09:30:00+07:00;SNV;unit;SNV;;\r\n"
    folder = folders.write(tmp_path, {"decisions.csv": before})
    append_decision(folder, dataclasses.replace(_DECISION, note="a;b"))
    assert [decision.note for decision in load(folder).decisions] == ["", "a;b"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=20), min_size=5, max_size=5), st.datetimes(timezones=st.just(_HANOI)))
def test_what_is_written_is_what_is_read(tmp_path: Path, texts: list[str], at: dt.datetime) -> None:
    """Any text gives one line, which reads back as the text with its breaks and controls as spaces."""
    by, subject, field, value, note = texts
    decision = Decision(at=at, by=f"L{by}", subject=f"S{subject}", field=f"f{field}", value=value, note=note)
    folder = folders.write(tmp_path, {"decisions.csv": _HEADER + _LINE})
    append_decision(folder, decision)
    first = load(folder).decisions[1]
    assert first.at == at
    assert (folder / "decisions.csv").read_bytes().count(b"\n") == 3
    append_decision(folder, first)
    assert load(folder).decisions[2] == first


def test_breaks_and_halves_of_characters_become_harmless(tmp_path: Path) -> None:
    """A note from a terminal may hold anything."""
    folder = folders.write(tmp_path, {"decisions.csv": None})
    append_decision(folder, dataclasses.replace(_DECISION, note="dòng 1\r\ndòng\x00 2 \udcff", value="=1+1"))
    (decision,) = load(folder).decisions
    assert (decision.note, decision.value) == ("dòng 1 dòng 2 ?", "=1+1")


@pytest.mark.parametrize(
    "wrong",
    [
        dataclasses.replace(_DECISION, by=" \n"),
        dataclasses.replace(_DECISION, subject=""),
        dataclasses.replace(_DECISION, field=""),
        dataclasses.replace(_DECISION, at=dt.datetime(2023, 6, 21, 8, 0)),  # noqa: DTZ001 -- the mistake under test
    ],
)
def test_a_decision_without_author_or_time_is_not_written(tmp_path: Path, wrong: Decision) -> None:
    """What could not be read again is refused before it is on disk."""
    folder = folders.write(tmp_path)
    with pytest.raises(ValueError, match="an aware time, an author"):
        append_decision(folder, wrong)
    assert (folder / "decisions.csv").read_text(encoding="utf-8") == folders.DECISIONS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            _HEADER + "2023-06-20,Lan,SNV,unit,,\n",
            "decisions.csv:2: at: '2023-06-20' is no time with a time zone",
        ),
        (
            _HEADER + _LINE + "hôm qua,Lan,SNV,unit,,\n",
            "decisions.csv:3: at: 'hôm qua' is no time with a time zone; write it as",
        ),
        (_HEADER + _LINE.replace("Lan", ""), "decisions.csv:2: by is empty; write by"),
        (_HEADER + _LINE.replace("unit", ""), "decisions.csv:2: field is empty"),
        (_HEADER + _LINE.replace(",,", ",a,b,c"), "decisions.csv:2: 7 cells under 6 columns"),
        (_HEADER + _LINE + "2023-06-20T09", "decisions.csv:3: by is empty"),
        (_LINE, "decisions.csv:1: column 'at' is missing; begin the file with: at,by"),
        (_HEADER.replace(",note", ""), "decisions.csv:1: column 'note' is missing"),
    ],
)
def test_a_malformed_line_is_told_and_nothing_is_added_to_it(tmp_path: Path, text: str, told: str) -> None:
    """`load` names the line; `append_decision` refuses a header that it cannot follow."""
    found = folders.problems(tmp_path, {"decisions.csv": text})
    assert any(problem.startswith(told) for problem in found), found


def test_nothing_is_added_to_a_file_that_cannot_be_understood(tmp_path: Path) -> None:
    """A torn or foreign file is told, and left as it is."""
    folder = folders.write(tmp_path, {"decisions.csv": _LINE})
    with pytest.raises(RulesError, match="column 'at' is missing"):
        append_decision(folder, _DECISION)
    assert (folder / "decisions.csv").read_text(encoding="utf-8") == _LINE


def test_a_disk_that_refuses_is_a_store_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says what to do next."""
    folder = folders.write(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"\(No space left on device\); free space on the disk"):
        append_decision(folder, _DECISION)
