"""Kind `dates_disagree`: what a mail or a paper says of its day does not agree with the day on which it arrived.

Arrival alone decides what is late; this only tells a reviewer that somebody wrote something else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check, local_time
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.model.submission import Role, Submission
from pipeline.text.sentence import day

HOURS = Parameter(
    name="hours", about="giờ gửi ghi trong thư lệch giờ đến nhiều hơn bấy nhiêu giờ thì được báo", default=24
)
OLDEST = Parameter(
    name="oldest_days",
    about="không có opens trong campaign.yaml: văn bản ghi ngày trước ngày đến quá bấy nhiêu ngày thì được báo",
    default=90,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that states a day: `what` says what it is, `shown` the day or time as staff write it, `short` what day it is.

    `ahead` and `behind`: it lies further after, or before, the arrival than can be.
    """

    what: str
    short: str
    shown: str
    day: dt.date
    of: Submission
    ahead: bool
    behind: bool


Source = Callable[[Record, Campaign, Check], Iterator[Claim]]


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for each source that disagrees, at most."""
    for source in _SOURCES:
        for claim in source(record, campaign, rule):
            arrived = local_time(claim.of.received_at, campaign.timezone)
            if told := _disagrees(claim, arrived.date(), record, campaign):
                yield Finding(
                    unit=record.unit.code, version=claim.of.version, check=rule.id, severity=rule.severity,
                    message=f"{claim.what} {claim.shown}, {told}",
                    evidence=f"{claim.shown}; đến {arrived:%H:%M %d/%m/%Y}", brief=f"{claim.short} không khớp ngày đến",
                )  # fmt: skip


def _disagrees(claim: Claim, arrived: dt.date, record: Record, campaign: Campaign) -> str:
    """In which way, in words; empty when it may be as it says."""
    in_time = (campaign.opens or dt.date.min) <= claim.day <= record.due.last_day
    if claim.ahead:
        return f"sau ngày thư đến ({day(arrived)})"
    if in_time and claim.of.received_at == record.first_at and record.due.last_day < arrived:
        return f"trong hạn, nhưng thư đến ngày {day(arrived)}, sau hạn"
    return f"quá sớm so với ngày thư đến ({day(arrived)})" if claim.behind else ""


def _header(record: Record, campaign: Campaign, rule: Check) -> Iterator[Claim]:
    """The Date header of the first report, which the sender's machine wrote."""
    first = next((one for one in record.submissions if one.is_report), None)
    message = first.received.message if first and not first.received.by_hand else None
    sent_at = message.envelope.sent_at if message else None
    if first is None or sent_at is None:
        return
    most = dt.timedelta(hours=HOURS.of(rule.parameters))
    local = local_time(sent_at, campaign.timezone)
    yield Claim(
        what="Thư ghi gửi lúc", short="ngày gửi ghi trong thư", shown=f"{local:%H:%M %d/%m/%Y}", day=local.date(), of=first,
        ahead=sent_at - first.received_at > most, behind=first.received_at - sent_at > most,
    )  # fmt: skip


def _paper(record: Record, campaign: Campaign, rule: Check) -> Iterator[Claim]:
    """The date below the letterhead of the report that counts; not where a machine recognised it, for it is handwritten."""
    counting = record.counting
    report = counting.report if counting else None
    date = record.paper.date if record.paper else None
    if counting is None or report is None or not isinstance(report.reading, Document) or date is None:
        return
    if report.reading.recognised:
        return
    arrived = local_time(counting.received_at, campaign.timezone).date()
    yield Claim(
        what="Báo cáo ghi ngày", short="ngày ghi trên báo cáo", shown=day(date), day=date, of=counting,
        ahead=date > arrived, behind=date < _oldest(arrived, campaign, rule),
    )  # fmt: skip


def _signature(record: Record, campaign: Campaign, rule: Check) -> Iterator[Claim]:
    """The first signature that holds on the report that counts, or on its signed copy, and says when it was made."""
    counting = record.counting
    papers = [file for file in (counting.files if counting else ()) if file.role in _SIGNED]
    made = (one for file in papers for one in file.signed.signatures if one.holds and one.signed_at)
    first = next(made, None)
    if counting is None or first is None or first.signed_at is None:
        return
    most = dt.timedelta(hours=HOURS.of(rule.parameters))
    local = local_time(first.signed_at, campaign.timezone)
    arrived = local_time(counting.received_at, campaign.timezone).date()
    yield Claim(
        what="Chữ ký số ghi lúc", short="ngày ký số", shown=f"{local:%H:%M %d/%m/%Y}", day=local.date(), of=counting,
        ahead=first.signed_at - counting.received_at > most, behind=local.date() < _oldest(arrived, campaign, rule),
    )  # fmt: skip


def _oldest(arrived: dt.date, campaign: Campaign, rule: Check) -> dt.date:
    """The first day on which a report of this campaign can have been written."""
    return campaign.opens or arrived - dt.timedelta(days=OLDEST.of(rule.parameters))


_SIGNED = frozenset({Role.REPORT, Role.SIGNED_COPY})
_SOURCES: tuple[Source, ...] = (_header, _paper, _signature)  # each a place that states a day


KIND = Kind(
    name="dates_disagree",
    about="Ngày ghi trong thư, trên báo cáo hoặc trong chữ ký số không khớp với ngày thư đến.",
    check=check,
    parameters=(HOURS, OLDEST),
    group="thời hạn",
)
