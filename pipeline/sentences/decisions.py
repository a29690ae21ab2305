"""What speaks against a reviewer's decision, and what becomes of one that says nothing of its campaign.

In Vietnamese it goes on behind the decision that it is about, and so begins without a capital.
"""

from __future__ import annotations

from pipeline.sentences.sentence import Template

NO_FIELD = Template(
    "No field {name!r}: decide one of {known}.",
    "không có loại ý kiến {name!r}: hãy chọn một trong {known}.",
)
NO_UNIT = Template(
    "No unit {name!r} in the roster of {campaign}: see units.csv.",
    "danh sách của đợt {campaign} không có đơn vị {name!r}: hãy xem units.csv.",
)
NO_SECTION_NAMED = Template(
    "A {field} is decided of UNIT/SECTION, such as {subject}/{first}.",
    "ý kiến {field} phải nói rõ đơn vị và mục, như {subject}/{first}.",
)
NO_SECTION = Template(
    "No section {name!r} in the outline of {campaign}: see outline.yaml.",
    "đề cương của đợt {campaign} không có mục {name!r}: hãy xem outline.yaml.",
)
NO_MESSAGE = Template(
    "No message {name!r} in the ledger of {campaign}: see the first column of messages.csv.",
    "sổ của đợt {campaign} không có thư {name!r}: hãy xem cột đầu của messages.csv.",
)
NO_VALUE = Template(
    "No {field} {name!r}: use one of {known}.",
    "ý kiến {field} không có giá trị {name!r}: hãy dùng một trong {known}.",
)
NO_DAY = Template(
    "No day {name!r}: write the unit's last day on time, such as 2023-06-20.",
    "{name!r} không phải là ngày: hãy ghi ngày cuối còn trong hạn của đơn vị, như 2023-06-20.",
)
WHICH = Template(
    "decisions.csv, {subject} {field} by {by} at {at}",
    "decisions.csv, {subject} {field} do {by} ghi lúc {at}",
)
LEFT_OUT = Template(
    "{why}; the decision is left out; delete its line if it is a mistake.",
    "{why}; ý kiến này không được áp dụng; nếu ghi nhầm, hãy xoá dòng đó.",
)
COMPLAINT = Template("{which}: {why}", "{which}: {why}")
