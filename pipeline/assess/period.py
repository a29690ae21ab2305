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
    r"|so (?:sánh )?với (?:cùng kì )?(?:các )?(?:năm|giai đoạn) \d{4}(?:\s*-\s*\d{4})?|\bluật\b[^\d,;.]{0,60}năm \d{4}"
)  # 04/2015/NĐ-CP; a term of office; what is compared with; a law and its year
_REPORT, _FOLLOWS, _ABOVE = fold("báo cáo"), fold("như sau"), fold("trên đây là")
# `2020-2023`, `2020 đến hết năm 2023`, `2020 - 2021 - 2022 và 5 tháng đầu năm 2023`
_SPAN = re.compile(
    r"\b(20\d\d)(?:\s*-\s*20\d\d)*\s*(?:-|đến|tới)\s*(?:(?:hết )?năm\s*)?(20\d\d)\b"
    rf"(?:(?:\s*,|\s+và)\s+(?:{fold('quý')} \w+|\w+ tháng(?: đầu)?)\s*(?:/|năm\s)\s*(20\d\d)\b)?"
)
# `từ năm học 2020-2021 đến năm học 2022-2023`, `ba năm học (2020-2021, 2021-2022)`: school years, which make one span.
_SCHOOL = re.compile(
    rf"\bnăm học\W*{_SPAN.pattern}(?:[^\w;.]+(?:và |đến |tới )?(?:năm học )?{_SPAN.pattern})*"
)
# `năm 2021, 2022 và 2023`
_YEARS = re.compile(r"\bnăm\s+(20\d\d(?:(?:\s*,\s*|\s+và\s+)20\d\d)*)\b")
_FOUR = re.compile(r"20\d\d")
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
# Not the end of `2,5 năm`, nor what a plan is named by (`kế hoạch 5 năm`); `2 năm 11 tháng` are nearly three.
_LENGTH = re.compile(
    rf"(?<!\d,)(?<!kế hoạch )\b(\d{{1,2}}|{'|'.join(map(fold, _NUMBERS))})\s+năm\b(?!\s+(?:20\d\d|rưỡi)\b)"
    r"(?:\s+(?:và\s+)?(\d{1,2})\s+tháng\b)?"
)
_LENGTHS = {fold(word): number for word, number in _NUMBERS.items()}
_YEAR_DAYS = 365.25
_MONTHS = 12
# What goes on after this campaign's time, where it is named right before its years.
_PROGRAMME = re.compile(
    rf"\b(?:{'|'.join(map(fold, ('chương trình', 'kế hoạch', 'đề án', 'dự án', 'chiến lược', 'quy hoạch', 'nghị quyết', 'đại hội', 'khoá')))})\b[^;.]*$"
)
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
        said = _without_dates(place.said)
        if told := _another(said if place.titles else _of_sentence(said, first, last), first, last):
            brief = f"{place.name} nêu thời kỳ khác"
            message = f"{capital(place.name)} nêu {told}, {period}"
            yield report.finding(rule, message, brief=brief, evidence=place.text)
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a report says what it is about: its words, and the folded part of them that says it.

    `titles` tells the title, whose every year is the report's, from a sentence, which may go on to speak of what comes.
    """

    name: str
    text: str
    said: str
    titles: bool = False


def _places(report: Report, paper: Paper) -> Iterator[Place]:
    """The title; the opening and the closing sentence, where last year's words are left over."""
    title = " ".join(part.text for part in (*((paper.kind,) if paper.kind else ()), *paper.abstract))
    yield Place(name="tên báo cáo", text=title, said=fold(title), titles=True)
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


def _of_sentence(sentence: str, first: dt.date, last: dt.date) -> str:
    """A folded sentence without years after the period, which the report promises something for.

    With the right number of years in it, all others are of what it also speaks of.
    """
    if _expected(first, last) in _lengths(sentence):
        return ""
    for found in (*_SPAN.finditer(sentence), *_YEARS.finditer(sentence)):
        if _ends(found[0]) > last.year:
            sentence = sentence.replace(found[0], " ")
    return sentence


def _another(title: str, first: dt.date, last: dt.date) -> str:
    """What a folded title says of another period, as it is told; empty when it says nothing of one."""
    expected, lengths = _expected(first, last), _lengths(title)
    whole = _SCHOOL.sub(lambda found: _joined(found, last.year if expected in lengths else None), title)
    spans = [(int(span[1]), int(span[3] or span[2]), whole[: span.start()]) for span in _SPAN.finditer(whole)]
    if any(_fits(begin, end, first, last) for begin, end, _ in spans):
        return ""
    for begin, end, before in spans:
        # It is a programme's, most likely: it goes on after the campaign's years, or spans them, or is called one.
        told, called = expected in lengths, _PROGRAMME.search(before) is not None
        goes_on = (told or called) and begin <= last.year < end
        spans_ours = told and begin <= first.year and last.year <= end
        meets_ours = told and called and first.year <= end
        if not (goes_on or spans_ours or meets_ours):
            return f"giai đoạn {begin}-{end}"
    named = [int(year) for listed in _YEARS.findall(_SPAN.sub(" ", whole)) for year in _FOUR.findall(listed)]
    years = [year for year in named if year <= last.year or expected not in lengths]  # else a plan's
    if years and not {first.year, last.year} & set(years):
        return f"năm {years[0]}"
    if lengths and expected not in lengths:
        return f"{lengths[0]} năm"
    return ""


def _fits(begin: int, end: int, first: dt.date, last: dt.date) -> bool:
    """Whether years are the period's; where it began in the middle of one, a report may count from the next."""
    return end == last.year and abs(begin - first.year) <= 1


def _expected(first: dt.date, last: dt.date) -> int:
    return round((last - first).days / _YEAR_DAYS)


def _lengths(text: str) -> list[int]:
    """How many years a folded text speaks of, to the nearest."""
    found = (one.groups() for one in _LENGTH.finditer(text))
    return [
        round((_LENGTHS.get(years) or int(years)) + int(months or 0) / _MONTHS) for years, months in found
    ]


def _joined(school: re.Match[str], now: int | None) -> str:
    """The school years of one list as one span; nothing where they only tell in which one it is `now`."""
    years = _FOUR.findall(school[0])
    return " " if now and int(max(years)) >= now else f"{min(years)}-{max(years)}"


def _ends(years: str) -> int:
    return max(map(int, _FOUR.findall(years)))


KIND = Kind(
    name="covers_period",
    about="Tiêu đề, câu mở đầu hoặc câu kết thúc của báo cáo nêu thời kỳ khác.",
    check=check,
    group="nội dung",
)
