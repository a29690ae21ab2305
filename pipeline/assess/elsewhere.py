"""Kind `sent_elsewhere`: a unit without a report wrote one in the mail's text, or sent a link to it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check, local_time
from pipeline.model.finding import Finding, Record
from pipeline.model.submission import Elsewhere

_SAID = {
    Elsewhere.TEXT: "nội dung báo cáo dường như viết ngay trong thư",
    Elsewhere.LINK: "chỉ có đường dẫn để tải báo cáo",
}
_BRIEF = {
    Elsewhere.TEXT: "có thể đã viết báo cáo trong thư",
    Elsewhere.LINK: "đã gửi đường dẫn để tải báo cáo",
}


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for each such mail, until a report counts."""
    if record.counting is not None:
        return
    for mail in record.submissions:
        if mail.elsewhere in _SAID:
            came = local_time(mail.received_at, campaign.timezone)
            yield Finding(
                unit=record.unit.code, version=0, check=rule.id, severity=rule.severity,
                message=f"Thư lúc {came:%H:%M} ngày {came.day}/{came.month}/{came.year}: {_SAID[mail.elsewhere]}; "
                "hãy lưu thành tệp rồi nạp vào (extract --file)",
                evidence=mail.reason, brief=_BRIEF[mail.elsewhere],
            )  # fmt: skip


KIND = Kind(
    name="sent_elsewhere",
    about="Đơn vị chưa có báo cáo, nhưng đã viết trong thư hoặc gửi đường dẫn.",
    check=check,
    group="thư gửi",
)
