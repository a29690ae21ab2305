"""Kind `has_figures`: sections that should tell results have a figure in them, not words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.assess.kind import Kind
from pipeline.assess.papers import read_report
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.model.section import State
from pipeline.text.fold import clean

SECTIONS = Parameter(
    name="sections", about="các mục cần có số liệu; không nêu thì là mọi mục bắt buộc", default=()
)
# What has digits and is no result: dates, numbers and symbols of papers, years, numbers of lists.
_NO_FIGURES = (
    re.compile(r"\b(?:ngày|dịp|lễ)\s+\d{1,2}/\d{1,2}\b(?!/)(?:(?:\s*,|\s+và)\s*\d{1,2}/\d{1,2}\b(?!/))*", re.IGNORECASE),
    re.compile(r"\b\d+\s*[-/]\s*(?:\d{4}\s*[-/]\s*)?[A-ZĐ][\w&]*(?:\s*[-/]\s*[\w&]+)*"),
    re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\b\d{1,2}\s*/\s*\d{4}\b"),
    re.compile(r"\bngày\s+\d{1,2}\b|\btháng\s+\d{1,2}\b|\bquý\s+\d\b", re.IGNORECASE),
    re.compile(
        r"\b(?:(?<!tổng )(?<!trong )số|chỉ thị|nghị định|nghị quyết|quyết định|kế hoạch|luật|điều|khoản|mục|phần|đề án|thông tư|công văn"
        r"|mức độ|cấp độ|trung ương|khoá|khóa|lần thứ)\s+\d+\b"
        r"(?!\s+(?:việc|cuộc|lượt|lần|người|đồng chí|vụ|hội nghị|lớp|buổi|trường hợp|nội dung|vấn đề|ý kiến)\b)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:luật|hiến pháp)\b[^\d.;\n]{0,60}?\b(?:19|20)\d\d\b", re.IGNORECASE),
    re.compile(r"\b(?:tổng đài|đường dây nóng|hotline|điện thoại)\b[^\d.;\n]{0,20}\d[\d. ]{6,}\d", re.IGNORECASE),
    re.compile(r"\bcovid\s*-?\s*19\b|\b(?:iso|tcvn|qcvn)\s*\d+(?:\s*:\s*\d+)?|\b24\s*/\s*(?:24|7)\b", re.IGNORECASE),
    re.compile(r"(?:\b(?:năm|giai đoạn|nhiệm kỳ|từ|đến|và|tới)|[-–,;(])\s*(?:19|20)\d\d\b", re.IGNORECASE),
    re.compile(r"\b(?:19|20)\d\d(?=\s*[-–,;)])"),
    re.compile(r"^\s*\(?\d+(?:\.\d+)*[.)/:-]", re.MULTILINE),
)  # fmt: skip
# Figures in words count where they count something: `bốn kỳ`, `hai trạm trưởng`.
_NUMBER = "(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|mươi|mốt|lăm|trăm|nghìn|chục)"
_COUNTED = (
    "người|kỳ|cuộc|lượt|buổi|hội nghị|đơn vị|đồng chí|lần|điểm|văn bản|kế hoạch|vụ|đơn|hồ sơ|lớp|cơ quan|chi bộ|tổ|phòng|"
    "uỷ viên|ủy viên|cán bộ|công chức|viên chức|đảng viên|lao động|chi hội|nhóm|đội|trung tâm|lĩnh vực|nội dung|quy chế|nghị quyết|"
    "mô hình|sáng kiến|tiêu chí|chỉ tiêu|ngày|triệu|tỷ|tháng|phần trăm|trạm|thành viên|ý kiến|việc|trường hợp|thủ tục"
)  # fmt: skip
# `năm` is a year more often than a five: where it stands behind one of these, or before most nouns.
_OF_A_YEAR = (
    "một", "hai", "ba", "mỗi", "hằng", "hàng", "trong", "đầu", "cuối", "giữa", "từng", "nhiều", "những", "các", "cả", "qua", "mấy",
)  # fmt: skip
_FIVE = rf"(?<!\d ){''.join(f'(?<!{word} )' for word in _OF_A_YEAR)}năm\s+(?:hội nghị|cuộc|lượt|buổi|lớp|đồng chí|lần|vụ|ý kiến)"
_IN_WORDS = re.compile(rf"\b{_NUMBER}\s+(?:{_COUNTED})\b|\b{_FIVE}\b", re.IGNORECASE)


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for each section that is full and sure, and has no figure."""
    report = read_report(record)
    if report is None:
        return
    required = tuple(item.id for item in campaign.outline.leaves() if item.required)
    asked = SECTIONS.of(rule.parameters) or required
    for section in record.sections:
        sure = section.state is State.FULL and section.confidence >= campaign.review_below
        if section.item in asked and sure and not _has_figure(section.text):
            told = f"Mục {section.item}: không có số liệu nào"
            found = report.finding(rule, told, brief="không có số liệu ở", evidence=section.heading)
            yield replace(found, section=section.item, page=section.page)


def _has_figure(text: str) -> bool:
    left = "\n".join(map(clean, text.split("\n")))
    for pattern in _NO_FIGURES:
        left = pattern.sub(" ", left)
    return any(sign.isdigit() for sign in left) or _IN_WORDS.search(left) is not None


KIND = Kind(
    name="has_figures",
    about="Mục cần nêu kết quả mà không có số liệu nào.",
    check=check,
    parameters=(SECTIONS,),
    group="nội dung",
)
