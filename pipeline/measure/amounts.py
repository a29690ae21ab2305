"""What a cell says: a number, that there is none, or words for a person to read.

Numbers are read as official papers write them (comma before decimals, dot or blank between thousands). Where another
custom would read another number, or where ours does not fit, the number is less sure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.fold import bare, fold

PERCENT = "%"

# How sure a reading is, set by hand: every one below 0.9 is shown to a reviewer, the order says which first.
_FOREIGN = 0.8  # `98.7` and `1,250,000`: the other custom, but nothing else that it could be
_EITHER = 0.6  # `1,250` is one and a quarter here and twelve hundred and fifty there
_MISFIT = 0.6  # decimals of what is counted in whole numbers; a share below 1 %
_SIGNED = 0.5  # `-5` may be five behind a dash
_WORDS = 0.3  # a range, a sentence: no number of ours, but the cell is not empty

_ZERO = frozenset({"khong", "khong co", "khong phat sinh"})
_NO_DATA = frozenset({
    "chua co so lieu", "khong co so lieu", "chua thong ke", "khong thong ke", "chua thong ke duoc",
    "khong thong ke duoc", "khong ap dung", "n/a",
})  # fmt: skip
_NOTHING = re.compile(r"[-.…_/*\s]*|x+")
_UNIT = r"\(?\s*(%|[^\W\d_]+(?:[ /]+[^\W\d_]+){0,3})\s*\)?"
_NUMBER = re.compile(rf"([-+]?)\s*([0-9](?:[0-9.,\s]*[0-9])?)[.,;]?\s*(?:{_UNIT})?[.,;]?")

_LONGEST = 100  # characters of a cell that may hold a number and its unit; a longer one is told in words
_LONGEST_WORDS = 30  # the same without a digit: `không thống kê được`
_MOST_DIGITS = 15  # more is a telephone or account number, and no float holds it
_PLAIN = re.compile(rf"([0-9]{{1,{_MOST_DIGITS}}})()")
_GROUPED = re.compile(
    r"([1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[1-9][0-9]{0,2}(?: [0-9]{3}){1,4})(?:,([0-9]{1,6}))?"
)
_COMMA = re.compile(r"([0-9]{1,9}),([0-9]{1,6})")
_GROUPED_THERE = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,6}))?")
_DOT = re.compile(r"([0-9]{1,9})\.([0-9]{1,6})")
_TWO_WAYS = re.compile(r"([1-9][0-9]{0,2}),([0-9]{3})")
_CUSTOMS = ((_PLAIN, 1.0), (_GROUPED, 1.0), (_COMMA, 1.0), (_GROUPED_THERE, _FOREIGN), (_DOT, _FOREIGN))
_CUSTOMS_OF_SHARES = ((_PLAIN, 1.0), (_COMMA, 1.0), (_DOT, _FOREIGN))  # nobody has thousands of per cent
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """`value` is None where there is no number; `unit` is what is written behind it; `sure` is 0 to 1."""

    value: float | None = None
    unit: str = ""
    sure: float = 1.0


def read_amount(raw: str, *, whole: bool = True, percent: bool = False) -> Amount:
    """The number in a cell. `whole` says that decimals make no sense, `percent` that shares of 100 are meant."""
    if len(raw) > _LONGEST or (len(raw) > _LONGEST_WORDS and not any(map(str.isdecimal, raw))):
        return Amount(sure=_WORDS)
    text = fold(raw)
    if is_nothing(text):
        return Amount()
    if bare(text).rstrip(".;, ") in _ZERO:
        return Amount(value=0.0)
    found = _NUMBER.fullmatch(text) if _one_line(raw) else None
    if found is None:
        return Amount(sure=_WORDS)
    unit = found[3] or ""
    value, sure = _number(found[2], whole=whole, percent=percent or unit == PERCENT)
    if value is None:
        return Amount(sure=_WORDS)
    if found[1]:
        value, sure = (-value if found[1] == "-" else value), min(sure, _SIGNED)
    return Amount(value=value, unit=unit, sure=sure)


def is_nothing(text: str) -> bool:
    """Whether a folded text says that there is no value: blank, a dash, dots, a cross."""
    return _NOTHING.fullmatch(text) is not None or bare(text).rstrip(".;, ") in _NO_DATA


@lru_cache(maxsize=4096)  # a cell is asked about for its row, its column and the other way round
def is_data(raw: str) -> bool:
    """Whether a cell is filled as cells of figures are: a number that is no year, a zero in words, a mark for nothing."""
    if not raw.strip() or is_year(raw):
        return False
    amount = read_amount(raw)
    return amount.value is not None or amount.sure == 1.0


def is_year(raw: str) -> bool:
    """Whether a cell holds nothing but a year of our time."""
    return _YEAR.fullmatch(raw.strip()) is not None


def _one_line(raw: str) -> bool:
    """Whether all digits stand in one paragraph: two numbers below each other are not one."""
    return sum(any(map(str.isdecimal, line)) for line in raw.splitlines()) == 1


def _number(text: str, *, whole: bool, percent: bool) -> tuple[float | None, float]:
    value, sure = _read(text, whole=whole, percent=percent)
    if value is not None and ((whole and not value.is_integer()) or (percent and 0 < value < 1)):
        sure = min(sure, _MISFIT)
    return value, sure


def _read(text: str, *, whole: bool, percent: bool) -> tuple[float | None, float]:
    if found := _TWO_WAYS.fullmatch(text):
        return (_joined(text) if whole and not percent else _joined(found[1], found[2])), _EITHER
    for custom, sure in _CUSTOMS_OF_SHARES if percent else _CUSTOMS:
        if found := custom.fullmatch(text):
            return _joined(found[1], found[2]), sure
    return None, 0.0


def _joined(integer: str, decimals: str | None = None) -> float:
    return float(f"{re.sub('[^0-9]', '', integer)}.{decimals or 0}")
