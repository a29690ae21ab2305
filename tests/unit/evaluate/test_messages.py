"""Mails held against their rows."""

from __future__ import annotations

import datetime as dt

from pipeline.evaluate.messages import judge_messages
from pipeline.model.evaluation import MessageFigures, WrongMessage
from pipeline.model.labelled import MessageFound, MessageLabel
from pipeline.model.submission import Disposition


def label(key: str, kinds: str, unit: str = "", hour: int | None = None) -> MessageLabel:
    """A labelled mail; `kinds` are the accepted dispositions."""
    dispositions = frozenset(map(Disposition, kinds.split("|")))
    return MessageLabel(message_id=key, dispositions=dispositions, unit=unit, received_at=_at(hour))


def found(key: str, kind: str, unit: str = "", hour: int | None = None) -> MessageFound:
    """A row of the table."""
    return MessageFound(message_id=key, disposition=Disposition(kind), unit=unit, received_at=_at(hour))


def _at(hour: int | None) -> dt.datetime | None:
    return None if hour is None else dt.datetime(2023, 6, 1, hour, tzinfo=dt.UTC)


def test_every_kind_of_error_is_counted_apart() -> None:
    """Right, wrong unit, unidentified, lost, other mail, and nobody's mail that was given to a unit."""
    labels = [
        label("a", "report", "SYT"), label("b", "report", "SNV"), label("c", "report", "STP"), label("d", "report", "STC"),
        label("e", "other"), label("f", "unidentified|other"),
    ]  # fmt: skip
    rows = [
        found("a", "report", "SYT"), found("b", "report", "SYT"), found("c", "unidentified"), found("e", "other"),
        found("f", "report", "SYT"), found("z", "report", "SYT"),
    ]  # fmt: skip
    assert judge_messages(labels, rows) == MessageFigures(
        messages=6,
        lost=1,
        disposition_accuracy=3 / 6,  # a, b, e
        of_units=4,
        unit_accuracy=1 / 4,
        wrong_unit=2,  # b, f
        unidentified=1,  # c
        wrong=(
            WrongMessage(message_id="b", expected="report", found="report", expected_unit="SNV", found_unit="SYT"),
            WrongMessage(message_id="c", expected="report", found="unidentified", expected_unit="STP", found_unit=""),
            WrongMessage(message_id="d", expected="report", found="", expected_unit="STC", found_unit=""),
            WrongMessage(
                message_id="f", expected="other|unidentified", found="report", expected_unit="", found_unit="SYT"
            ),
        ),
    )  # fmt: skip


def test_the_unit_of_other_mail_does_not_matter() -> None:
    """A letter of thanks from a unit is right as other mail, whoever it is said to come from."""
    figures = judge_messages([label("a", "other", "SYT"), label("b", "other")], [found("a", "other"), found("b", "other", "SNV")])  # fmt: skip
    assert (figures.of_units, figures.unit_accuracy, figures.wrong_unit, figures.wrong) == (0, None, 0, ())


def test_every_accepted_disposition_is_right() -> None:
    """A report that nobody can read may wait in quarantine."""
    for kind in ("report", "quarantined"):
        assert (
            judge_messages([label("a", "report|quarantined")], [found("a", kind)]).disposition_accuracy == 1.0
        )


def test_mails_of_one_id_are_taken_in_order_of_arrival() -> None:
    """The first is the report, the later the copy, wherever they stand in the files."""
    labels = [label("a", "duplicate", "SYT", 9), label("a", "report", "SYT", 8)]
    rows = [found("a", "duplicate", "SYT", 9), found("a", "report", "SYT", 8)]
    assert judge_messages(labels, rows).disposition_accuracy == 1.0
    swapped = [found("a", "duplicate", "SYT", 8), found("a", "report", "SYT", 9)]
    assert judge_messages(labels, swapped).disposition_accuracy == 0.0


def test_of_mails_that_came_at_once_the_copy_is_the_later() -> None:
    """Their times are the same, or nobody knows them."""
    labels = [label("a", "duplicate", hour=8), label("a", "report", hour=9)]
    assert judge_messages(labels, [found("a", "duplicate"), found("a", "report")]).disposition_accuracy == 0.0
    together = [label("a", "duplicate"), label("a", "report")]
    assert (
        judge_messages(together, [found("a", "duplicate"), found("a", "report")]).disposition_accuracy == 1.0
    )


def test_a_copy_needs_no_row_of_its_own() -> None:
    """One row for two same mails is enough; no row at all is one mail lost, and another report is lost too."""
    both = [label("a", "report", "SYT", 8), label("a", "duplicate", "SYT", 9)]
    figures = judge_messages(both, [found("a", "report", "SYT", 8)])
    assert (figures.messages, figures.lost, figures.disposition_accuracy) == (1, 0, 1.0)
    assert judge_messages(both, []).lost == 1
    two = [label("a", "report", "SYT", 8), label("a", "correction", "SYT", 9)]
    assert judge_messages(two, [found("a", "report", "SYT", 8)]).lost == 1
