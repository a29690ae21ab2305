"""Which time a report is about: the campaign's, another, or a month, quarter or year of the ordinary round."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from pipeline.text.fold import fold, tight

_PERIODIC = re.compile(
    rf"\b(tháng|{fold('quý')}|qúy|tuần|6 tháng|sáu tháng|9 tháng)\s+(\d{{1,2}}|[ivx]{{1,4}}|đầu năm|cuối năm)\b"
)
_NUMBERS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SPAN = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)})\s+năm\b(?!\s+\d)")
_TERM = rf"(?:tháng|{fold('quý')}|qúy|tuần)\s+(?:\d{{1,2}}|[ivx]{{1,4}})\b"
_OF_YEAR = r"\s*(?:/|năm\s+)20\d\d\b"
_TO = r"\s*(?:-|đến|tới)\s*(?:hết\s*)?"
_RANGE = re.compile(
    rf"(?:\b|/)(20\d\d){_TO}(?:{_TERM}\s*(?:/|năm\s)\s*|năm\s*|tháng\s*\d{{1,2}}/|\d{{1,2}}/)?(20\d\d)\b"
)
# A month or quarter where a time begins or ends, no period of its own; and what goes on until now.
_BOUND = re.compile(
    rf"\btừ\b[^,;.]*?\bđến nay\b|{_TERM}{_OF_YEAR}{_TO}(?=\d|nay\b)|{_TERM}(?:{_OF_YEAR})?{_TO}{_TERM}(?:{_OF_YEAR})?"
    rf"|\b(?:từ|đến|tới|hết)\s+(?:{_TERM}(?:{_OF_YEAR})?|(?:6|sáu|9) tháng\b)"
)
# `năm 2021, 2022 và 2023`, and a part of a year that comes last: `năm 2025 và quý I năm 2026`.
_YEARS = r"\bnăm\s+20\d\d(?:(?:\s*,\s*|\s+và\s+)(?:năm\s+)?20\d\d)*"
_YEAR = re.compile(rf"{_YEARS}\b")
_FOUR = re.compile(r"20\d\d")
_PART = re.compile(
    rf"({_YEARS})(?:\s*[,;]\s*|\s+)(?:và\s+)?(?:{_TERM}|(?:6|sáu|9) tháng đầu)(?:\s*/\s*|\s+năm\s+)(?=20\d\d)"
)
# What names a time that the report is not about: a paper's date, a term of office, what is planned.
_ASIDE = re.compile(
    fold(
        r"ngày\s+\d{1,2}(?:/\d{1,2}/\d{2,4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})|\b\d{1,2}/\d{1,2}/\d{4}"
        r"|nhiệm kỳ\s+\d{4}\s*-\s*\d{4}|[,;.(]?\s*(?:và\s+)?(?:phương hướng|nhiệm vụ|giải pháp)\b.*"
    )
)

# How reasons begin; what follows in brackets is the time that was told.
_PERIOD, _YEARS, _ANOTHER_YEAR = (
    "a report on another period",
    "a report on other years",
    "a report on another year",
)


def periodic(text: str) -> str:
    """The period that a text reports on when it is a month, quarter or week, as written folded; else empty."""
    found = _PERIODIC.search(fold(text))
    return found[0] if found else ""


def is_other_time(reason: str) -> bool:
    """Whether a reason of `Period.other_in` tells of a report like the one asked for, not of the ordinary round."""
    return reason.startswith((_PERIOD, _YEARS, _ANOTHER_YEAR))


class Period:
    """The time that a campaign is about: `title` says how many years, `begins` and `ends` which."""

    def __init__(self, title: str, begins: dt.date | None, ends: dt.date | None) -> None:
        self._years = _spans(title)
        self._begins, self._ends = begins, ends

    def other_in(self, abstract: str) -> str:
        """Which other time an abstract speaks of, as a reason; empty when it is this campaign's or none is told."""
        folded = tight(abstract)
        spans = _spans(folded)
        if spans & self._years:
            return ""
        told = _ASIDE.sub(" ", folded)
        if self._ends and (ranges := _RANGE.findall(told)):
            years = [(int(first), int(last)) for first, last in ranges]
            return "" if any(map(self._covers, years)) else _other_years(years)
        if self._years and spans:
            return f"{_PERIOD} ({min(spans)} năm)"
        alone = _PART.sub(r"\1, năm ", _BOUND.sub(" ", told))
        if span := periodic(alone):
            return f"a periodic report ({span})"
        return self._other_year(alone)

    def _covers(self, years: tuple[int, int]) -> bool:
        """Whether a range lies with this campaign's years: up to the last, or as many of them as the title counts."""
        first, last = years
        begins = self._begins.year if self._begins else dt.MINYEAR
        ends = self._ends.year if self._ends else dt.MAXYEAR
        if last < begins or ends < first:
            return False
        return ends <= last or not self._years or last - first + 1 in self._years

    def _other_year(self, told: str) -> str:
        """A year before the last one; the first is also that of what is reported on."""
        years = {int(year) for listed in _YEAR.findall(told) for year in _FOUR.findall(listed)}
        if not years or self._ends is None or self._begins is None:
            return ""
        old = max(years) < self._ends.year and max(years) != self._begins.year
        return f"{_ANOTHER_YEAR} ({max(years)})" if old else ""


def _other_years(ranges: Sequence[tuple[int, int]]) -> str:
    first, last = max(ranges, key=lambda years: years[1])
    return f"{_YEARS} ({first}-{last})"


def _spans(text: str) -> frozenset[int]:
    """How many years a text speaks of: `03 năm`, `ba năm`."""
    told = _SPAN.findall(tight(text))
    return frozenset(_NUMBERS.index(number) if number in _NUMBERS else int(number) for number in told)
