"""Kind `sent_elsewhere`: a unit without a report wrote one in the mail's text, sent a link to it, or one on another time."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check, local_time
from pipeline.model.finding import Finding, Record
from pipeline.model.submission import Elsewhere
from pipeline.sentences.reasons import REASONS

_TAKE_IN = "hãy lưu thành tệp rồi nạp vào (extract --file)"
_SAID = {
    Elsewhere.TEXT: f"nội dung báo cáo dường như viết ngay trong thư; {_TAKE_IN}",
    Elsewhere.LINK: f"chỉ có đường dẫn để tải báo cáo; {_TAKE_IN}",
    Elsewhere.OTHER_TIME: "tên báo cáo nêu thời kỳ khác nên chưa được tính; hãy xem lại, nếu là báo cáo của đợt này thì ghi ý kiến "
    "(decide … disposition report)",
}
_BRIEF = {
    Elsewhere.TEXT: "có thể đã viết báo cáo trong thư",
    Elsewhere.LINK: "đã gửi đường dẫn để tải báo cáo",
    Elsewhere.OTHER_TIME: "đã gửi báo cáo có tên nêu thời kỳ khác",
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
                message=f"Thư lúc {came:%H:%M} ngày {came.day}/{came.month}/{came.year}: {_SAID[mail.elsewhere]}",
                evidence=REASONS.in_vietnamese(mail.reason), brief=_BRIEF[mail.elsewhere],
            )  # fmt: skip


KIND = Kind(
    name="sent_elsewhere",
    about="Đơn vị chưa có báo cáo, nhưng đã viết trong thư, gửi đường dẫn hoặc gửi báo cáo có tên nêu thời kỳ khác.",
    check=check,
    group="thư gửi",
)
