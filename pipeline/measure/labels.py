"""A row's label taken apart: numbering and bullets in front, `Trong đó`, a unit in brackets, and its words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from pipeline.measure.amounts import PERCENT, is_data, is_year
from pipeline.text.fold import bare, fold, words

_COUNT = r"[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivx]{1,4}"
_BULLETS = "-+*•·▪◦●○■□➢✓❖\uf000-\uf0ff"
_IN_FRONT = re.compile(
    rf"(?:\((?:{_COUNT}|[a-zđ])\)|(?:{_COUNT})\s*[-.):/](?![0-9])|[a-zđ]\s*[.):]|[0-9]{{1,2}}(?:\.[0-9]{{1,2}})+(?=\s))\s*"
)
_BULLET = re.compile(rf"[{_BULLETS}]+\s*")
_ORDINAL = re.compile(rf"\(?(?:{_COUNT}|[a-zđ])\)?[.):]?|\(?[0-9]{{1,3}}\)?\s*=.*")
_AMONG = re.compile(r"\s*(?:trong (?:đó|do)|bao gồm|gồm)\b\s*[:,;]?\s*")
_AMONG_BEHIND = re.compile(r"[\s,;:(]*(?:trong đó|bao gồm|gồm)\s*[:;)]*$")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_UNIT_SAID = re.compile(r"(?:đvt|đv tính|đơn vị tính|đơn vị)\s*[:.]?\s*")
_LONGEST_ORDINAL = 20  # characters: `(8)=(5)+(6)+(7)`
LONGEST = 300  # characters; a longer cell is running text and no label


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word folded, and the same without marks."""

    folded: str
    bare: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label folded, without what stands in front of it.

    `below` says that it tells of a part of the row above it (`Trong đó`), `bullet` that it begins with a bullet.
    """

    text: str
    below: bool = False
    bullet: bool = False

    @property
    def unbracketed(self) -> str:
        """The text without what stands in brackets."""
        return " ".join(_BRACKETS.sub(" ", self.text).split())


@lru_cache(maxsize=4096)  # each is asked for once as it stands and once per row below it
def read_label(cell: str) -> Label:
    """Take a cell's text apart."""
    text, below, bullet = fold(cell) if len(cell) <= LONGEST else "", False, False
    before = ""
    while text != before:
        before = text
        text = _IN_FRONT.sub("", text, count=1) if _IN_FRONT.match(text) else text
        if found := _BULLET.match(text):
            text, bullet = text[found.end() :], True
        if found := _AMONG.match(text):
            text, below = text[found.end() :], True
    return Label(text=_AMONG_BEHIND.sub("", text).rstrip(" .:;,"), below=below, bullet=bullet)


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a folded text."""
    return tuple(map(_word, words(text)))


@lru_cache(maxsize=4096)  # the syllables of the language are some seven thousand
def _word(text: str) -> Word:
    return Word(folded=text, bare=bare(text))


def is_ordinal(text: str) -> bool:
    """Whether a cell holds nothing but a number or letter that counts rows or columns."""
    return len(text) <= _LONGEST_ORDINAL and _ORDINAL.fullmatch(fold(text)) is not None


def is_text(text: str) -> bool:
    """Whether a cell holds words: neither blank nor a figure nor an ordinal."""
    return bool(text) and not is_data(text) and not is_year(text) and not is_ordinal(text)


def unit_in(label: str, units: Collection[str]) -> str:
    """The unit of measure that a folded label names: `(%)`, `(ĐVT: cuộc)`, or one of `units` in brackets."""
    if PERCENT in label:
        return PERCENT
    for inside in _BRACKETS.findall(label):
        said = _UNIT_SAID.match(inside)
        unit = inside[said.end() if said else 0 :].strip()
        if unit and (said or unit in units):
            return str(unit)
    return ""
