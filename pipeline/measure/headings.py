"""What the headings of columns say: which column numbers rows, names them, tells their unit, or is for what period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from pipeline.model.indicator import Indicator
from pipeline.text.fold import bare, fold

_LIKE = 88.0  # letters of a heading against one that the campaign names; its digits must be the same


class Role(StrEnum):
    """What a column is for when its heading says so."""

    ORDINAL = "ordinal"
    LABEL = "label"
    UNIT = "unit"
    NOTE = "note"


_ROLES = {
    Role.ORDINAL: ("stt", "tt", "số tt", "số thứ tự", "thứ tự"),
    Role.LABEL: (
        "nội dung", "chỉ tiêu", "tiêu chí", "chỉ số", "nội dung công việc", "nội dung thực hiện", "tên chỉ tiêu", "danh mục",
        "nội dung báo cáo", "nội dung chỉ tiêu", "diễn giải", "công việc", "nhiệm vụ", "nội dung số liệu",
    ),
    Role.UNIT: ("đvt", "đv tính", "đơn vị tính", "đơn vị"),
    Role.NOTE: ("ghi chú", "chú thích", "lý do", "nguồn số liệu", "tài liệu minh chứng", "minh chứng", "giải trình"),
}  # fmt: skip
_ROLE_OF = {bare(text): role for role, texts in _ROLES.items() for text in texts}

# Headings that say only that figures stand below.
_GENERIC = frozenset(map(bare, (
    "năm", "kết quả", "số liệu", "số lượng", "thời gian", "giai đoạn", "kết quả thực hiện", "thực hiện", "thời kỳ", "kỳ",
    "kết quả các năm", "các năm", "năm thực hiện", "giá trị", "tình hình thực hiện",
)))  # fmt: skip
_DATED = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_TIMES = "|".join(map(fold, ("quý", "tháng", "năm", "giai đoạn", "luỹ kế", "kỳ")))
_PERIOD = re.compile(rf"{fold('tổng')}\b.*|{fold('cộng')}|.*\b(?:{_TIMES})\b.*")
_LONGEST = 120  # characters; longer cells are letterheads and sentences
_WORDS = 5  # words of a heading that speaks of a time without its year (`6 tháng đầu năm nay`)
_YEAR = re.compile(r"(?:năm\s+)?((?:19|20)[0-9]{2})")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_DATE = re.compile(r"[0-9]")
_NARROWED = 0.8  # `Năm 2021 (kế hoạch)`: words in brackets may say that something else is meant; set by hand
_NOT_DIGITS = re.compile(r"[^0-9]+")


def role_of(heading: str) -> Role | None:
    """What the column below a heading is for; None when it may hold figures."""
    return _ROLE_OF.get(_spoken(heading))


def is_generic(heading: str) -> bool:
    """Whether a heading says only that figures stand below it."""
    return _spoken(heading) in _GENERIC


def is_settled(heading: str) -> bool:
    """Whether a heading stands over one column by its nature: a time, notes, units; no group of columns."""
    return role_of(heading) is not None or (is_period(heading) and not is_generic(heading))


@lru_cache(maxsize=4096)  # units write the same headings
def is_period(heading: str) -> bool:
    """Whether a heading speaks of a time, or of all of it."""
    if len(heading) > _LONGEST:
        return False
    text = fold(heading)
    timely = len(text.split()) <= _WORDS and _PERIOD.fullmatch(text.strip(" .:;()")) is not None
    return timely or bool(_DATED.search(text)) or is_generic(heading)


def period_of(headings: Sequence[str]) -> str:
    """The period that the headings over a column name, from the top; empty when they name none."""
    told = [_short(heading) for heading in headings if not is_generic(heading)]
    return " / ".join(dict.fromkeys(told))


def is_dated(headings: Sequence[str]) -> bool:
    """Whether the headings over a column carry a year, alone or in a date."""
    return any(_DATED.search(heading) for heading in headings)


def year_of(heading: str) -> str:
    """The year that a heading names and nothing else; empty when it names none."""
    year = _YEAR.fullmatch(fold(heading).strip(" .:;()"))
    return year[1] if year else ""


def unbracketed(heading: str) -> tuple[str, float]:
    """A heading without what stands in brackets, and how sure it is that it means the same: a date narrows nothing."""
    narrowed = any(not _DATE.search(inside) for inside in _BRACKETED.findall(heading))
    return " ".join(_BRACKETED.sub(" ", heading).split()), _NARROWED if narrowed else 1.0


def named_period(headings: Sequence[str], indicator: Indicator, *, loose: bool = False) -> str | None:
    """Which of the campaign's periods the headings over a column name; None for none.

    `loose` lets one of them name it whatever the others say: `Kế hoạch` below `Năm 2021` is not what was done.
    """
    telling = [heading for heading in headings if not is_generic(heading)]
    together = (" ".join(headings), " ".join(telling))
    said = [_spoken(heading) for heading in (*together, *(headings if loose else ()))]
    for period in indicator.columns:
        if any(_same(_spoken(text), one) for text in (period.name, *period.headings) for one in said):
            return period.name
    return None


@lru_cache(maxsize=4096)
def _spoken(heading: str) -> str:
    return bare(heading[:_LONGEST]).strip(" .:;()*")


def _short(heading: str) -> str:
    text = " ".join(heading.split())
    return year_of(text) or text


def _same(wanted: str, said: str) -> bool:
    """Whether two headings are one but for a slip: `2020` and `2021` are as like as can be, and are not."""
    if _numbers(wanted) != _numbers(said):
        return False
    return fuzz.ratio(wanted, said, score_cutoff=_LIKE) > 0


def _numbers(text: str) -> list[str]:
    """Without noughts in front: `06 tháng` are `6 tháng`."""
    return [number.lstrip("0") for number in _NOT_DIGITS.sub(" ", text).split()]
