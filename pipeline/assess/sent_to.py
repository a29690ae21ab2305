"""Kind `sent_to`: the mail was sent to the address that the plan names, not to another from which it was passed on."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.model.submission import Submission

ADDRESSES = Parameter(
    name="addresses",
    about="các địa chỉ nhận báo cáo; không nêu thì là địa chỉ của hộp thư đã lấy thư về (thư lưu trong tệp thì không kiểm tra)",
    default=(),
)


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for the counting submission when To and Cc name others alone; files taken in by hand have neither.

    An account that is no address tells nothing, nor does a mail without recipients: they were written as Bcc.
    """
    del campaign
    counting = record.counting
    message = counting.received.message if counting and not counting.received.by_hand else None
    if counting is None or message is None:
        return
    asked = ADDRESSES.of(rule.parameters) or _account(counting)
    recipients = [address for address in message.envelope.recipients if "@" in address]
    if asked and recipients and set(map(str.casefold, asked)).isdisjoint(map(str.casefold, recipients)):
        yield Finding(
            unit=record.unit.code, version=counting.version, check=rule.id, severity=rule.severity,
            message="Thư không gửi tới địa chỉ nhận báo cáo của đợt", evidence=", ".join(recipients),
        )  # fmt: skip


def _account(counting: Submission) -> tuple[str, ...]:
    """The address whose mailbox the mail lay in (`user@mail.example@imap.mail.example` of a server), if it is one."""
    address, _, host = counting.received.arrival.account.rpartition("@")
    return (address,) if host and "@" in address else ()


KIND = Kind(
    name="sent_to",
    about="Thư có báo cáo không gửi tới địa chỉ mà kế hoạch yêu cầu.",
    check=check,
    parameters=(ADDRESSES,),
    group="thư gửi",
)
