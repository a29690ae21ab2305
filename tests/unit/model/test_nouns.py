"""What the other nouns say of themselves."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from dataclasses import replace

import pytest

import pipeline.model
from pipeline.model.document import Block, BlockKind, Recognition
from pipeline.model.section import State, state_above
from pipeline.model.submission import Disposition, Received, Role
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import PASSWORD, june, paper, submission

FULL, THIN, EMPTY, MISSING, UNREADABLE = (
    State.FULL, State.THIN, State.EMPTY, State.MISSING, State.UNREADABLE,
)  # fmt: skip
MODULES = [module.name for module in pkgutil.iter_modules(pipeline.model.__path__)]


@pytest.mark.parametrize(("label", "shown"), [("1.1.", "1.1. Kết quả"), ("", "Kết quả")])
def test_a_block_shows_its_automatic_label(label: str, shown: str) -> None:
    """As it stands on the page; without a label, the text alone."""
    assert Block(kind=BlockKind.PARAGRAPH, text="Kết quả", label=label).shown == shown


def test_a_document_knows_the_pages_read_by_ocr() -> None:
    """In the order in which they were read; none for a typed file."""
    seen = tuple(Recognition(page=page, confidence=0.9, uncovered=0.0) for page in (2, 5))
    typed = nouns.document("Kết quả")
    assert typed.ocr_pages == ()
    assert replace(typed, recognised=seen).ocr_pages == (2, 5)


def test_the_report_of_a_submission_is_the_file_of_that_role() -> None:
    """Not its signed copy, and nothing when no file is the report."""
    copy, report = paper("a.pdf", reading=sent.read(), role=Role.SIGNED_COPY), paper(reading=sent.read())
    assert submission(june(9), copy, report).report is report
    assert submission(june(9), copy, paper(reading=PASSWORD)).report is None
    assert submission(june(9)).report is None


def test_a_submission_speaks_for_its_message() -> None:
    """Its unit is the one identified, its time that of arrival."""
    one = submission(june(9))
    assert (one.unit, one.received_at) == ("SNV", june(9))


def test_first_and_corrected_reports_are_reports() -> None:
    """No other disposition is."""
    found = {kind for kind in Disposition if replace(submission(june(9)), disposition=kind).is_report}
    assert found == {Disposition.REPORT, Disposition.CORRECTION}


def test_a_reading_is_found_by_the_path_of_its_file() -> None:
    """None for a file that no reader takes."""
    made = Received(
        id="m",
        arrival=nouns.arrival(),
        sha256="",
        message=None,
        readings=(("2", PASSWORD), ("3/1", sent.read())),
    )
    assert (made.reading("2"), made.reading("3/1"), made.reading("3")) == (PASSWORD, sent.read(), None)


def test_a_record_is_unreadable_when_something_was_sent_and_nothing_read() -> None:
    """One section that somebody read is enough to make it readable."""
    campaign = nouns.campaign()
    locked = sent.record(campaign, submission(june(9), paper(reading=PASSWORD)))
    assert locked.unreadable
    assert not sent.with_sections(locked, replace(locked.sections[0], state=FULL)).unreadable
    assert not sent.record(campaign).unreadable


@pytest.mark.parametrize(
    ("leaves", "state"),
    [
        ([FULL, FULL], FULL),
        ([THIN, THIN], THIN),
        ([MISSING, MISSING], MISSING),
        ([EMPTY], EMPTY),
        ([UNREADABLE, UNREADABLE], UNREADABLE),
        ([EMPTY, MISSING], EMPTY),
        ([FULL, MISSING], THIN),
        ([FULL, THIN], THIN),
        ([THIN, MISSING, EMPTY], THIN),
    ],
)
def test_a_parents_state_is_that_of_its_leaves(leaves: list[State], state: State) -> None:
    """Theirs when they agree; empty when nothing stands in any of them; thin in between."""
    assert state_above(leaves) is state
    assert state_above(reversed(leaves)) is state


@pytest.mark.parametrize("name", MODULES)
def test_every_noun_is_frozen_and_named(name: str) -> None:
    """Values that pass between stages cannot be changed on the way, nor mixed up by position."""
    module = importlib.import_module(f"pipeline.model.{name}")
    nouns_of = [
        found
        for _, found in inspect.getmembers(module, dataclasses.is_dataclass)
        if inspect.isclass(found) and found.__module__ == module.__name__
    ]
    for noun in nouns_of:
        assert vars(noun)["__dataclass_params__"].frozen, noun
        assert "__slots__" in vars(noun), noun
        assert all(field.kw_only for field in dataclasses.fields(noun)), noun
        assert noun.__doc__, noun
