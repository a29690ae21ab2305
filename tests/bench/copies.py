"""Measures how well the passages in which a signed copy differs are found: false alarms, and figures that were changed.

`python -m tests.bench.copies [kinds]`. Reports of the demo's writers as Word files; their copies are the same text as a
PDF with its own text, and as scans spoilt by a script. `changed`: of figures that were changed in the Word file alone,
each by itself, how many were told as figures.
"""

from __future__ import annotations

import random
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.assess import CHECK_KINDS
from pipeline.assess.copies import compared_text
from pipeline.demo.cast import author
from pipeline.demo.faces import Faces, find_faces
from pipeline.demo.letters import report
from pipeline.demo.manner import Manner
from pipeline.demo.nouns import Layout
from pipeline.demo.paper import pdf
from pipeline.demo.word import docx
from pipeline.model.campaign import Campaign, Unit
from pipeline.model.document import Document
from pipeline.read.docx.reader import read_docx
from pipeline.read.pdf.reader import read_without_ocr
from pipeline.rulebook import load
from pipeline.text.compare import differences
from tests.bench.scan_sections import scanned
from tests.build import reports

_REPORTS = 8
_SKIPPED = 5
_FIGURE = re.compile(r"(?<![\w.,/-])\d{2,4}(?![\w.,/-])")
_CHANGES = 10  # figures changed in each report, one at a time


@dataclass(slots=True)
class _Tally:
    copies: int = 0
    alarms: int = 0  # figures told to differ that do not
    wordings: int = 0
    changed: int = 0
    found: int = 0
    seconds: float = 0.0


def main(arguments: list[str]) -> None:
    """Print one row per kind of copy."""
    campaign, faces = load(Path("rules/28-ct-tu"), check_kinds=CHECK_KINDS), find_faces()
    if faces is None:
        raise SystemExit("no font with Vietnamese letters: install fonts-liberation2")
    sys.stdout.write("copy      copies  false figures  false wordings  changed  found  ms each\n")
    for kind in arguments[0].split(",") if arguments else ("text", "clean", "typical", "hard"):
        tally = _Tally()
        for place, unit in enumerate(campaign.units[_SKIPPED : _SKIPPED + _REPORTS]):
            word, copy = _pair(campaign, unit, faces, kind)
            _count(tally, word, copy, random.Random(place))  # noqa: S311 -- the same figures on every run
        sys.stdout.write(
            f"{kind:9} {tally.copies:6}  {tally.alarms:13}  {tally.wordings:14}  {tally.changed:7}  {tally.found:5}  "
            f"{1000 * tally.seconds / tally.copies:7.1f}\n"
        )


def _pair(campaign: Campaign, unit: Unit, faces: Faces, kind: str) -> tuple[Document, Document]:
    letter = report(author(unit, campaign), campaign.outline, Manner(voice=unit.code), reports.EARLY.date())
    word = read_docx(docx(letter, Layout.BOLD))
    if kind == "text":
        return word, read_without_ocr(pdf(letter, faces))
    return word, scanned(letter, faces, kind, unit.code)


def _count(tally: _Tally, word: Document, copy: Document, dice: random.Random) -> None:
    mine, theirs, misread = compared_text(word).text, compared_text(copy).text, bool(copy.recognised)
    start = time.process_time()
    false = list(differences(mine, theirs, misread=misread))
    tally.seconds += time.process_time() - start
    tally.copies += 1
    tally.alarms += sum(one.numbers for one in false)
    tally.wordings += sum(not one.numbers for one in false)
    figures = list(_FIGURE.finditer(mine))
    for figure in dice.sample(figures, min(_CHANGES, len(figures))):
        other = mine[: figure.start()] + str(int(figure[0]) + 7) + mine[figure.end() :]
        told = list(differences(other, theirs, misread=misread))
        tally.changed += 1
        tally.found += sum(one.numbers for one in told) > sum(one.numbers for one in false)


if __name__ == "__main__":
    main(sys.argv[1:])
