"""Kind `covers_period`: title, opening and closing speak of the campaign's period, not of another or of last year's.

Years of dates and of cited papers are no period; where a paper may be right, nothing is said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.assess.kind import Kind
from pipeline.assess.papers import Report, read_report
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.paper import Paper
from pipeline.text.fold import fold
from pipeline.text.sentence import capital

_DATE = re.compile(
    r"(?:ngày\s*)?\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|tháng\s*\d{1,2}\s*(?:năm\s*|[/.-]\s*)\d{4})"
)
_CITED = re.compile(
    r"\d+\s*/\s*\d{4}\s*/\s*[\w-]+|nhiệm kì\s+\d{4}\s*-\s*\d{4}"
)  # 04/2015/NĐ-CP; a term of office
_REPORT, _FOLLOWS, _ABOVE = fold("báo cáo"), fold("như sau"), fold("trên đây là")
_SPAN = re.compile(r"\b(20\d\d)\s*(?:-|đến|tới)\s*(?:(?:hết )?năm\s*)?(20\d\d)\b")
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b")
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_LENGTH = re.compile(rf"\b(\d{{1,2}}|{'|'.join(map(fold, _NUMBERS))})\s+năm\b(?!\s+20\d\d)")
_LENGTHS = {fold(word): number for word, number in _NUMBERS.items()}
_YEAR_DAYS = 365.25
# From here on a title speaks of what comes: `; phương hướng, nhiệm vụ năm 2024`.
_PLANS = ("phương hướng", "nhiệm vụ trọng tâm", r"(?:và|[;,]) nhiệm vụ", "tiếp theo", "thời gian tới")
_AHEAD = re.compile("|".join(map(fold, _PLANS)))


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding at most, on the title or else on the opening and closing; none without a period in the campaign."""
    report = read_report(record)
    first, last = campaign.period_from, campaign.period_to
    if report is None or record.paper is None or first is None or last is None:
        return
    period = f"thời kỳ của đợt này là {first.year}-{last.year}"
    for place in _places(report, record.paper):
        if told := _another(_without_dates(place.said), first, last):
            brief = f"{place.name} nêu thời kỳ khác"
            message = f"{capital(place.name)} nêu {told}, {period}"
            yield report.finding(rule, message, brief=brief, evidence=place.text)
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a report says what it is about: its words, and the folded part of them that says it."""

    name: str
    text: str
    said: str


def _places(report: Report, paper: Paper) -> Iterator[Place]:
    """The title; the opening and the closing sentence, where last year's words are left over."""
    title = " ".join(part.text for part in (*((paper.kind,) if paper.kind else ()), *paper.abstract))
    yield Place(name="tên báo cáo", text=title, said=fold(title))
    begin, end = paper.body or (0, -1)
    for block in report.document.blocks[begin : end + 1]:
        text = fold(block.text)
        _, opening, called = text.rpartition(_REPORT)
        if opening and text.rstrip(":. ").endswith(_FOLLOWS):
            yield Place(name="câu mở đầu", text=block.text, said=called)
        elif text.startswith(_ABOVE):
            yield Place(name="câu kết thúc", text=block.text, said=text)


def _without_dates(text: str) -> str:
    """What a folded text says of its own time: without days, and without plans that follow."""
    return _CITED.sub(" ", _DATE.sub(" ", _AHEAD.split(text, maxsplit=1)[0]))


def _another(title: str, first: dt.date, last: dt.date) -> str:
    """What a folded title says of another period, as it is told; empty when it says nothing of one."""
    expected = round((last - first).days / _YEAR_DAYS)
    lengths = [_LENGTHS.get(found) or int(found) for found in _LENGTH.findall(title)]
    for span in _SPAN.finditer(title):
        begin, end = int(span[1]), int(span[2])
        # Around the campaign's own years it is a programme's, most likely.
        around = expected in lengths and begin <= first.year and last.year <= end
        if not around and (end != last.year or abs(begin - first.year) > 1):
            return f"giai đoạn {begin}-{end}"
    years = [int(year) for year in _YEAR.findall(_SPAN.sub(" ", title))]
    if years and not {first.year, last.year} & set(years):
        return f"năm {years[0]}"
    if lengths and expected not in lengths:
        return f"{lengths[0]} năm"
    return ""


KIND = Kind(
    name="covers_period",
    about="Tiêu đề, câu mở đầu hoặc câu kết thúc của báo cáo nêu thời kỳ khác.",
    check=check,
    group="nội dung",
)
