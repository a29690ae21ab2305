"""Takes the letterhead apart: nation or Party, superior and issuer, star, number, place and date, marks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.identify.bodies import is_part, kind_of
from pipeline.identify.names import plain
from pipeline.identify.paper.cells import Line
from pipeline.identify.paper.head import names_issuer
from pipeline.identify.paper.lines import (
    completes_nation,
    is_dated,
    is_number,
    is_rule,
    is_subject,
    nation_of,
)
from pipeline.model.paper import Part, Regime
from pipeline.text.fold import clean, fold

_DAY = re.compile(r"ng[àa]y\s*(\d{1,2})\s*(?:th[áa]ng|[/.-])\s*(\d{1,2})\s*(?:n[ăa]m|[/.-])\s*(\d{4})(?!\d)")
_MARK = re.compile(r"\W*(?:tuyệt mật|tối mật|mật|khẩn|thượng khẩn|hỏa tốc(?: hẹn giờ)?|thượng hỏa tốc)\W*")
_DRAFT = re.compile(r"\W*(?:bản )?dự thảo\b")
_PARTY_NUMBER = re.compile(r"số\W*(?:\d+\W*)?-\s*\w+\s*/")
_STATE_NUMBER = re.compile(r"số\W*(?:\d+\W*)?/\s*\w+\s*-")
_REST_OF_NUMBER = re.compile(r"^[-/]\s*\w")
_BOLD = 0.5
_DAY_WORD = fold("ngày")
_LONGEST_NUMBER = 100  # letters; split over lines it ends there
_FEWEST_LETTERS = 2


@dataclass(slots=True, kw_only=True)
class Letterhead:
    """What the lines above the type are, filled while they are read; `place` is one that the line of the date may go on.

    `other` is a body named where the nation or the Party should stand: `ĐOÀN TNCS HỒ CHÍ MINH`, which has a form of its own.
    """

    heading: list[Part] = field(default_factory=list)
    left: list[Part] = field(default_factory=list)
    marks: list[Part] = field(default_factory=list)
    subject: list[Part] = field(default_factory=list)
    place: Part | None = None
    other: Part | None = None
    star: Part | None = None
    number: Part | None = None
    dated: Part | None = None


def read_letterhead(lines: Iterable[Line]) -> Letterhead:
    """Give every line of the letterhead its part; other lines of the right column are nobody's."""
    found = Letterhead()
    for line in lines:
        _take(line, found)
    return found


def _take(line: Line, found: Letterhead) -> None:
    part, text = line.part, line.text
    if nation_of(text):
        found.heading.append(part)
    elif found.heading and completes_nation(found.heading[-1].text, text):
        found.heading[-1] = replace(found.heading[-1], text=f"{found.heading[-1].text} {text}")
    elif is_mark(text):
        found.marks.append(part)
    elif found.number is None and is_number(text):
        found.number = part
    elif found.number is not None and _goes_on(found.number, text):
        found.number = replace(found.number, text=f"{found.number.text} {text}")
    elif is_dated(text) and not is_subject(text):
        found.dated = found.dated or _placed(found.place, part)
    else:
        _take_left(line, found)


def _take_left(line: Line, found: Letterhead) -> None:
    """What only the left column holds: issuer and star above the number, the subject of a letter below."""
    if line.column > 0 and not is_subject(line.text):
        found.place = line.part if line.text.endswith(",") else None
        if line.text.isupper() and kind_of(plain(line.text)):
            found.other = line.part
        return
    if _says_nothing(line.text):
        found.star = line.part if found.left and found.number is None else found.star
    elif found.subject or is_subject(line.text):
        found.subject.append(line.part)
    elif found.number is None and not _DRAFT.match(fold(line.text)):
        found.left.append(line.part)


def _placed(place: Part | None, day: Part) -> Part:
    """The line of place and date, of two where the place stands above: `Thành phố Việt Trì,` / `ngày …`."""
    begins = fold(day.text[: len(_DAY_WORD)]) == _DAY_WORD
    return replace(day, text=f"{place.text} {day.text}") if place and begins else day


def _says_nothing(text: str) -> bool:
    """A rule, or what OCR made of a star."""
    return is_rule(text) or sum(map(str.isalnum, text)) < _FEWEST_LETTERS


def is_mark(text: str) -> bool:
    """Whether a line is one of confidentiality or urgency, and nothing else."""
    return _MARK.fullmatch(fold(text)) is not None


def _goes_on(number: Part, text: str) -> bool:
    """A number split over cells: `Số:` and `/BC-UBND`."""
    return (
        len(number.text) < _LONGEST_NUMBER
        and not any(map(str.isalpha, fold(number.text).removeprefix("số")))
        and bool(_REST_OF_NUMBER.match(text))
    )


def regime_of(found: Letterhead) -> Regime:
    """By the words of the nation or the Party; without them, by how the number is written, but for bodies with their own."""
    for part in found.heading:
        return nation_of(part.text)
    if found.other:
        return Regime.UNKNOWN
    number = fold(found.number.text) if found.number else ""
    if _PARTY_NUMBER.match(number):
        return Regime.PARTY
    return Regime.STATE if _STATE_NUMBER.match(number) else Regime.UNKNOWN


def split_issuer(left: Sequence[Part]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The superior's lines and the issuer's: the issuer is what is bold below what is not, else the last body named."""
    named = [part for part in left if names_issuer(part.text)]
    return tuple(named[: (cut := _issuer_begins(named))]), tuple(named[cut:])


def _issuer_begins(named: Sequence[Part]) -> int:
    bold = [part.style.bold >= _BOLD for part in named]
    if any(bold) and not bold[0]:
        return bold.index(True)
    starts = [place for place, part in enumerate(named) if _begins_body(plain(part.text))]
    return starts[-1] if starts else max(len(named) - 1, 0)


def _begins_body(line: str) -> bool:
    return bool(kind_of(line)) or is_part(line)


def day_in(text: str) -> dt.date | None:
    """The day that a line of place and date names; None when it is blank, unreadable or no day."""
    found = _DAY.search(clean(text).lower())
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
