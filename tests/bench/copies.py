"""Measures how well the passages in which a signed copy differs are found: false alarms, and changes that were planted.

`python -m tests.bench.copies [kinds] [reports]`. Reports of the demo's writers as Word files, and two others as PDF; their
copies are the same text as a PDF with its own text, and as scans spoilt by a script. Each change is made in the report alone,
by itself, and found when one difference more is told than without it, one of figures for a figure. `unclear`: passages that the
check says it could not read; `poor`: copies with a page whose wording it did not compare.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.assess import CHECK_KINDS
from pipeline.assess.copied_text import CopyText, compared_text
from pipeline.assess.copies import Compared, compared
from pipeline.demo.cast import author
from pipeline.demo.faces import Faces, find_faces
from pipeline.demo.letters import report
from pipeline.demo.manner import Manner
from pipeline.demo.nouns import Layout
from pipeline.demo.paper import pdf
from pipeline.demo.word import docx
from pipeline.model.campaign import Campaign
from pipeline.model.document import Document
from pipeline.read.docx.reader import read_docx
from pipeline.read.pdf.reader import read_without_ocr
from pipeline.rulebook import load
from tests.bench.scan_sections import scanned, scanned_pages
from tests.build import pdf as set_pages
from tests.build import reports, scans
from tests.build.scan_papers import PAPERS, Paper

_KINDS = ("text", "clean", "typical", "hard")
_REPORTS = 8
_SKIPPED = 5
_EACH = 6  # changes of a type in each report, one at a time
_UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
_NEW = (
    "Đề nghị cấp trên hỗ trợ kinh phí mua máy tính cho cán bộ.",
    "Riêng quý vừa rồi đã để xảy ra hai vụ khiếu nại.",
    "Nhà trường cam kết sửa mái nhà trước mùa mưa.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A type of change: where it can be made, and what stands there afterwards."""

    name: str
    where: re.Pattern[str]
    instead: Callable[[re.Match[str]], str]
    numbers: bool = False


def _figure(found: re.Match[str]) -> str:
    """37 becomes 73, and where that is no other number 44."""
    turned = found[0][::-1]
    return str(int(found[0]) + 7) if turned == found[0] or turned.startswith("0") else turned


def _later(found: re.Match[str]) -> str:
    return re.sub(r"\d+", lambda day: str(int(day[0]) % 28 + 1), found[0], count=1)


def _renamed(found: re.Match[str]) -> str:
    return " ".join((*found[0].split()[:-1], "Mây"))


_SENTENCE = re.compile(rf"(?<=[.;] )[{_UPPER}][^.;\n\d]{{30,200}}[.;]")
_CHANGES = (
    _Change(
        name="figure", where=re.compile(r"(?<![\w.,/-])\d{2,4}(?![\w.,/-])"), instead=_figure, numbers=True
    ),
    _Change(
        name="percent",
        where=re.compile(r"(?<![\w.,/-])\d{1,2},\d%"),
        instead=lambda found: found[0].replace(",", ""),
        numbers=True,
    ),
    _Change(
        name="date",
        where=re.compile(r"(?<![\w.,/-])\d{1,2}/\d{1,2}/\d{4}|ngày \d{1,2} tháng \d{1,2}"),
        instead=_later,
        numbers=True,
    ),
    _Change(
        name="name",
        where=re.compile(rf"(?<=[a-zà-ỹ,] )[{_UPPER}][^\W\d{_UPPER}]+(?: [{_UPPER}][^\W\d{_UPPER}]+)+"),
        instead=_renamed,
    ),
    _Change(name="removed", where=_SENTENCE, instead=lambda _: ""),
    _Change(
        name="added", where=_SENTENCE, instead=lambda found: f"{found[0]} {_NEW[len(found[0]) % len(_NEW)]}"
    ),
    _Change(name="không", where=re.compile(r" (?:không|chưa)(?= )"), instead=lambda _: ""),
    _Change(
        name="word",
        where=re.compile(r"(?<= )(?:tăng|giảm|đạt|tốt|nhiều|kịp thời|cao|thường xuyên)(?= )"),
        instead=lambda _: "kém",
    ),
)


@dataclass(slots=True)
class _Tally:
    copies: int = 0
    figures: int = 0  # told to differ that do not
    wordings: int = 0
    unclear: int = 0
    poor: int = 0
    seconds: float = 0.0
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)


def main(arguments: list[str]) -> None:
    """Print one row per kind of copy."""
    campaign, faces = load(Path("rules/28-ct-tu"), check_kinds=CHECK_KINDS), find_faces()
    if faces is None:
        raise SystemExit("no font with Vietnamese letters: install fonts-liberation2")
    names = "".join(f"{change.name:>9}" for change in _CHANGES)
    sys.stdout.write(f"copy      copies  false figures  wordings  unclear  poor  ms each  found:{names}\n")
    count = int(arguments[1]) if len(arguments) > 1 else _REPORTS
    for kind in arguments[0].split(",") if arguments else _KINDS:
        tally = _Tally()
        for place, (paper, copy) in enumerate(_pairs(campaign, faces, kind, count)):
            _count(tally, compared_text(paper), compared_text(copy), random.Random(place))  # noqa: S311 -- the same changes on every run
        shares = "".join(f"{tally.found[each.name]:5}/{tally.planted[each.name]:<3}" for each in _CHANGES)
        sys.stdout.write(
            f"{kind:9} {tally.copies:6}  {tally.figures:13}  {tally.wordings:8}  {tally.unclear:7}  {tally.poor:4}  "
            f"{1000 * tally.seconds / tally.copies:7.1f}        {shares}\n"
        )


def _pairs(campaign: Campaign, faces: Faces, kind: str, count: int) -> Iterator[tuple[Document, Document]]:
    """The reports as they are read from their own text, and from their copies."""
    for unit in campaign.units[_SKIPPED : _SKIPPED + count]:
        letter = report(
            author(unit, campaign), campaign.outline, Manner(voice=unit.code), reports.EARLY.date()
        )
        word = read_docx(docx(letter, Layout.BOLD))
        if kind == "text":
            yield word, read_without_ocr(pdf(letter, faces))
        else:
            yield word, scanned(letter, faces, kind, unit.code)
    for paper in PAPERS if kind != "text" else ():
        yield _typed(paper), scanned_pages(scans.pages([paper]), kind)


def _typed(paper: Paper) -> Document:
    return read_without_ocr(set_pages.pdf(paper.parts, edges=("", "", "{page}")))


def _count(tally: _Tally, mine: CopyText, theirs: CopyText, dice: random.Random) -> None:
    start = time.process_time()
    as_sent = compared(mine, theirs)
    tally.seconds += time.process_time() - start
    tally.copies += 1
    tally.figures += _told(as_sent, numbers=True)
    tally.wordings += len(as_sent.told) - _told(as_sent, numbers=True)
    tally.unclear += len(as_sent.unclear)
    tally.poor += any(as_sent.poor)
    for change in _CHANGES:
        places = list(change.where.finditer(mine.copy.text))
        for place in dice.sample(places, min(_EACH, len(places))):
            changed = compared(_changed(mine, place, change), theirs)
            tally.planted[change.name] += 1
            tally.found[change.name] += _told(changed, numbers=change.numbers) > _told(
                as_sent, numbers=change.numbers
            )


def _changed(mine: CopyText, place: re.Match[str], change: _Change) -> CopyText:
    """The report with one change; where its tables stand moves with it."""
    text, instead = mine.copy.text, change.instead(place)
    by = len(instead) - len(place[0])
    tables = tuple(
        (first + by * (first >= place.end()), last + by * (last >= place.end()))
        for first, last in mine.copy.tables
    )
    new = text[: place.start()] + instead + text[place.end() :]
    return replace(mine, copy=replace(mine.copy, text=new, tables=tables))


def _told(found: Compared, *, numbers: bool) -> int:
    return sum(each.numbers or not numbers for each in found.told)


if __name__ == "__main__":
    main(sys.argv[1:])
