"""Kind `names_directive`: the report names the directive that the campaign is about, in any known spelling."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

from pipeline.assess.kind import Kind
from pipeline.assess.papers import read_report
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.text.fold import bare

_PIECE = re.compile(r"\d+|[^\W\d_]+")
_SYMBOL = re.compile(r"[-/](?:\d{4}[-/])?([^\W\d_]+(?:[-/][^\W\d_]+)*)")
_BETWEEN = r"[\W_]*"  # people put blanks, dashes, slashes and stops anywhere in a number, or nothing
_NUMBER = "so"
# What a machine that reads pictures takes each for, besides itself: seen in the made scans, and in mailboxes of offices.
_MISREAD: Mapping[str, str] = {
    "0": "o",
    "1": "il",
    "2": "z",
    "5": "s",
    "8": "bs",
    "t": "il1",
    "c": "e",
    "u": "v",
}


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding when no spelling of the directive stands anywhere in the report; none to look for, none missed."""
    report = read_report(record)
    if report is None or not campaign.references:
        return
    text = bare(" ".join(block.text for block in report.document.blocks))
    known = frozenset(piece for spelling in campaign.references for piece in _PIECE.findall(bare(spelling)))
    spellings = (_spelled(spelling, loose=report.recognised) for spelling in campaign.references)
    found = (text[one.end() :] for spelling in spellings for one in spelling.finditer(text))
    if not any(report.recognised or not _goes_on(behind, known) for behind in found):
        named = campaign.references[0]
        directive = f"văn bản số {named}" if named[:1].isdigit() else named
        yield report.finding(rule, f"Báo cáo không nêu {directive}", brief=f"không nêu {directive}")


def _spelled(spelling: str, *, loose: bool) -> re.Pattern[str]:
    """Where the spelling stands alone: `28-CT/TU` is not in `128-CT/TU`, `CT 28` is not in `CT 285`.

    Marks, blanks and signs do not matter, nor `số` before a number; `loose` allows for letters and digits that OCR takes for others.
    """
    pieces = _PIECE.findall(bare(spelling))
    joined = ""
    for before, piece in itertools.pairwise(("", *pieces)):
        numbered = before.isalpha() and before != _NUMBER and piece.isdigit()
        joined += _BETWEEN if before else ""
        joined += rf"(?:{_NUMBER}{_BETWEEN})?" if numbered else ""
        joined += _misread(piece) if loose else piece
    return re.compile(rf"(?<!\w){joined}(?!\w)")


def _goes_on(behind: str, known: frozenset[str]) -> bool:
    """Whether a number goes on with the letters of another body: `Chỉ thị 28` in `Chỉ thị 28/CT-TTg`."""
    symbol = _SYMBOL.match(behind)
    return symbol is not None and not known.issuperset(_PIECE.findall(symbol[1]))


def _misread(piece: str) -> str:
    return "".join(f"[{sign}{_MISREAD[sign]}]" if sign in _MISREAD else sign for sign in piece)


KIND = Kind(
    name="names_directive",
    about="Báo cáo không nêu văn bản mà đợt báo cáo yêu cầu sơ kết.",
    check=check,
    group="nội dung",
)
