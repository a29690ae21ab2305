"""Kind `confidential`: a file has a mark of state secrecy, and was not read.

That it is not read is no matter of rules: the readers see to it. This kind says what the office must do now.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.document import Unread
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.model.secrecy import CONFIDENTIAL, level_told
from pipeline.sentences.reasons import REASONS
from pipeline.text.sentence import capital

TELL = Parameter(
    name="tell",
    about="báo cho ai khi có tệp đóng dấu mật",
    default="người phụ trách bảo vệ bí mật nhà nước",
)


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for each such file of every mail of the unit, also of those that do not count."""
    del campaign
    for submission in record.submissions:
        for file in submission.files:
            if isinstance(file.reading, Unread) and file.reading.code == CONFIDENTIAL:
                what, tell = _what(file.reading), TELL.of(rule.parameters)
                yield Finding(
                    unit=record.unit.code, version=submission.version, check=rule.id, severity=rule.severity,
                    message=f"{capital(what)}: không đọc tiếp; báo ngay cho {tell}; không chuyển tiếp qua thư điện tử",
                    file=file.file.name, evidence=REASONS.in_vietnamese(file.reading.detail), brief=f"{what}, phải báo ngay cho {tell}",
                )  # fmt: skip


def _what(reading: Unread) -> str:
    level = level_told(reading.detail)
    return f"tệp có dấu {level}" if level else "tệp được người rà soát xác định là mật"


KIND = Kind(
    name="confidential",
    about="Tệp có dấu MẬT, TỐI MẬT hoặc TUYỆT MẬT nên không được đọc.",
    check=check,
    parameters=(TELL,),
    group="bí mật nhà nước",
)
