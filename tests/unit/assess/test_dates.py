"""The check of kind `dates_disagree`: what a mail or a paper says of its day against the day on which it came."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.assess import assess
from pipeline.model.campaign import Campaign, Check, Severity
from pipeline.model.document import Document, Recognition
from pipeline.model.finding import Record
from pipeline.model.paper import Paper
from pipeline.model.signature import Integrity, Signature
from pipeline.model.submission import ByHand, Submission
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import june, paper, submission
from tests.unit.assess.signing import SIGNATURE, pdf

CAMPAIGN = replace(
    nouns.campaign(), checks=(Check(id="rule", kind="dates_disagree", severity=Severity.NOTE),)
)


def told(made: Record, campaign: Campaign = CAMPAIGN) -> list[str]:
    """What the check says."""
    return [one.message for one in assess(made, campaign).findings]


def mailed(at: dt.datetime, header: dt.datetime | None, version: int = 1) -> Submission:
    """A report that came then, in a mail with this Date header."""
    made = submission(at, paper(reading=sent.read()), version=version)
    message = made.received.message
    assert message is not None
    dated = replace(message, envelope=replace(message.envelope, sent_at=header))
    return replace(made, received=replace(made.received, message=dated))


def dated(at: dt.datetime, day: dt.date | None, campaign: Campaign = CAMPAIGN) -> Record:
    """A report that came then, with this date on it."""
    return replace(sent.record(campaign, submission(at, paper(reading=sent.read()))), paper=Paper(date=day))


@pytest.mark.parametrize(
    ("at", "header", "messages"),
    [
        (june(14), june(14), []),
        (june(14), None, []),
        (june(14), june(13, 10), []),
        (june(14), june(15, 9), []),
        (june(14), june(16), ["Thư ghi gửi lúc 09:12 16/06/2023, sau ngày thư đến (14/6/2023)"]),
        (june(14), june(12), ["Thư ghi gửi lúc 09:12 12/06/2023, quá sớm so với ngày thư đến (14/6/2023)"]),
        (
            june(15, 0), june(14, 23), ["Thư ghi gửi lúc 23:12 14/06/2023, trong hạn, nhưng thư đến ngày 15/6/2023, sau hạn"],
        ),
        (june(20), june(20), []),
        (june(20), june(13), ["Thư ghi gửi lúc 09:12 13/06/2023, trong hạn, nhưng thư đến ngày 20/6/2023, sau hạn"]),
        (june(20), june(17), ["Thư ghi gửi lúc 09:12 17/06/2023, quá sớm so với ngày thư đến (20/6/2023)"]),
    ],
)  # fmt: skip
def test_a_header_that_disagrees_is_told(
    at: dt.datetime, header: dt.datetime | None, messages: list[str]
) -> None:
    """After the arrival, long before it, or on the other side of the deadline; a day's difference may be."""
    assert told(sent.record(CAMPAIGN, mailed(at, header))) == messages


def test_how_far_a_header_may_be_off_is_a_parameter() -> None:
    """In hours."""
    rule = replace(CAMPAIGN.checks[0], parameters={"hours": 72})
    made = sent.record(CAMPAIGN, mailed(june(14), june(12)))
    assert told(made, replace(CAMPAIGN, checks=(rule,))) == []


def test_the_finding_has_both_times() -> None:
    """And is about the mail that came first, as heavy as the rule."""
    late = mailed(june(14), june(16))
    (one,) = assess(sent.record(CAMPAIGN, late), CAMPAIGN).findings
    assert (one.version, one.severity) == (1, Severity.NOTE)
    assert one.evidence == "09:12 16/06/2023; đến 09:12 14/06/2023"


def test_files_taken_in_by_hand_have_no_header() -> None:
    """Their mail is ours."""
    made = mailed(june(14), june(12))
    hand = replace(made, received=replace(made.received, by_hand=ByHand(unit="SNV", by="Lan", note="Zalo")))
    gone = replace(made, received=replace(made.received, message=None))
    assert told(sent.record(CAMPAIGN, hand)) == told(sent.record(CAMPAIGN, gone)) == []


@pytest.mark.parametrize(
    ("at", "day", "messages"),
    [
        (june(14), dt.date(2023, 6, 14), []),
        (june(14), None, []),
        (june(14), dt.date(2023, 6, 15), ["Báo cáo ghi ngày 15/6/2023, sau ngày thư đến (14/6/2023)"]),
        (june(14), dt.date(2023, 5, 12), []),
        (june(14), dt.date(2022, 6, 13), ["Báo cáo ghi ngày 13/6/2022, quá sớm so với ngày thư đến (14/6/2023)"]),
        (june(16), dt.date(2023, 6, 14), ["Báo cáo ghi ngày 14/6/2023, trong hạn, nhưng thư đến ngày 16/6/2023, sau hạn"]),
        (june(16), dt.date(2023, 6, 15), []),
        (june(16), dt.date(2022, 6, 14), ["Báo cáo ghi ngày 14/6/2022, quá sớm so với ngày thư đến (16/6/2023)"]),
    ],
)  # fmt: skip
def test_a_date_on_the_paper_that_disagrees_is_told(
    at: dt.datetime, day: dt.date | None, messages: list[str]
) -> None:
    """After the arrival, before the campaign began, or in time where the report was late."""
    assert told(dated(at, day)) == messages


@pytest.mark.parametrize(("day", "found"), [(dt.date(2023, 3, 17), 0), (dt.date(2023, 3, 15), 1)])
def test_without_a_beginning_a_paper_may_be_so_many_days_old(day: dt.date, found: int) -> None:
    """Ninety, or as many as the rule says."""
    campaign = replace(CAMPAIGN, opens=None)
    assert len(told(dated(june(14), day, campaign), campaign)) == found


def test_a_corrected_report_is_not_held_against_the_deadline() -> None:
    """The first one was in time; the second came when it came."""
    first, second = mailed(june(14), None), mailed(june(20), june(20), version=2)
    made = replace(sent.record(CAMPAIGN, first, second), paper=Paper(date=dt.date(2023, 6, 14)))
    assert told(made) == []


def test_a_date_that_a_machine_read_is_no_claim() -> None:
    """It is written by hand on most scans."""
    read = sent.read()
    scanned = replace(read, recognised=(Recognition(page=1, confidence=0.9, uncovered=0.0),))
    for reading, found in ((read, 1), (scanned, 0)):
        made = sent.record(CAMPAIGN, submission(june(14), paper(reading=reading)))
        assert isinstance(reading, Document)
        assert len(told(replace(made, paper=Paper(date=dt.date(2023, 6, 30))))) == found


# --- when a signature was made


def signed(at: dt.datetime, *signatures: Signature) -> Record:
    """A report that came then, with a copy that bears these signatures."""
    return sent.record(CAMPAIGN, submission(at, paper(reading=sent.read()), pdf(*signatures)))


@pytest.mark.parametrize(
    ("at", "made", "messages"),
    [
        (june(14), june(13), []),
        (june(14), june(15, 9), []),
        (june(14), None, []),
        (june(14), june(16), ["Chữ ký số ghi lúc 09:12 16/06/2023, sau ngày thư đến (14/6/2023)"]),
        (june(20), june(14), ["Chữ ký số ghi lúc 09:12 14/06/2023, trong hạn, nhưng thư đến ngày 20/6/2023, sau hạn"]),
        (june(14), june(14).replace(year=2022), ["Chữ ký số ghi lúc 09:12 14/06/2022, quá sớm so với ngày thư đến (14/6/2023)"]),
    ],
)  # fmt: skip
def test_a_signature_of_another_day_is_told(
    at: dt.datetime, made: dt.datetime | None, messages: list[str]
) -> None:
    """By its own clock or an authority's; one that does not hold says nothing."""
    signature = replace(SIGNATURE, signed_at=made)
    assert told(signed(at, signature)) == messages
    assert told(signed(at, replace(signature, integrity=Integrity.BROKEN))) == []


def test_of_several_signatures_the_first_speaks() -> None:
    """It is the one under the text; who signs after it only passes it on."""
    later = replace(SIGNATURE, signed_at=june(30))
    assert told(signed(june(14), SIGNATURE, later)) == []
    assert len(told(signed(june(14), later, SIGNATURE))) == 1
