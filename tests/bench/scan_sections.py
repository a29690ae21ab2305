"""Measures what is made of scanned reports: leaf states right, sure, and sure but wrong, by kind of scan.

`python -m tests.bench.scan_sections [kinds]`. Reports are invented by the demo's writers, whose headings are worded
without the outline file at hand, with two sections missing, empty or thin; then they are spoilt as scanners do.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from pipeline.align import align
from pipeline.assess import CHECK_KINDS
from pipeline.demo.cast import author
from pipeline.demo.faces import Faces, find_faces
from pipeline.demo.letters import report
from pipeline.demo.manner import Manner
from pipeline.demo.nouns import Letter
from pipeline.demo.paper import pdf
from pipeline.model.campaign import Campaign, Unit
from pipeline.model.document import Document
from pipeline.model.section import State
from pipeline.read.pdf.build import build
from pipeline.read.pdf.ocr import mended
from pipeline.read.scan.reader import OCR_DPI, recognise
from pipeline.read.sheet import Sheet
from pipeline.rulebook import load
from tests.build import reports, scans

_REPORTS = 8
_SKIPPED = 5  # the first units of the roster, on which other tests look
_GAPS = (State.MISSING, State.EMPTY, State.THIN)
_A4 = (595.3, 841.9)


@dataclass(slots=True)
class _Tally:
    cells: int = 0
    right: int = 0
    sure: int = 0
    sure_and_wrong: int = 0


def main(arguments: list[str]) -> None:
    """Print one row per kind of scan."""
    campaign, faces = load(Path("rules/28-ct-tu"), check_kinds=CHECK_KINDS), find_faces()
    if faces is None:
        raise SystemExit("no font with Vietnamese letters: install fonts-liberation2")
    sys.stdout.write("kind      cells  right   sure  sure and wrong\n")
    for kind in arguments[0].split(",") if arguments else ("clean", "typical", "hard", "bw"):
        tally = _Tally()
        for place, unit in enumerate(campaign.units[_SKIPPED : _SKIPPED + _REPORTS]):
            _count(tally, campaign, _gaps(campaign, place), _scanned(campaign, unit, faces, (kind, place)))
        sys.stdout.write(
            f"{kind:9} {tally.cells:5}  {tally.right:5}  {tally.sure:5}  {tally.sure_and_wrong:5}\n"
        )


def _gaps(campaign: Campaign, place: int) -> dict[str, State]:
    dice = random.Random(place)  # noqa: S311 - the same reports on every run
    leaves = [leaf.id for leaf in campaign.outline.leaves()]
    return {dice.choice(leaves): dice.choice(_GAPS) for _ in range(2)}


def _scanned(campaign: Campaign, unit: Unit, faces: Faces, how: tuple[str, int]) -> Document:
    kind, place = how
    manner = Manner(voice=unit.code, states=tuple(_gaps(campaign, place).items()))
    letter = report(author(unit, campaign), campaign.outline, manner, reports.EARLY.date())
    return scanned(letter, faces, kind, unit.code)


def scanned(letter: Letter, faces: Faces, kind: str, name: str) -> Document:
    """A letter printed, scanned in this way and read; its name sets the grain of the pictures."""
    with closing(pypdfium2.PdfDocument(pdf(letter, faces))) as document:
        typed = [page.render(scale=300 / 72, grayscale=True).to_pil() for page in document]
    pages = [scans.Page(name, number, image, (), ()) for number, image in enumerate(typed, start=1)]
    return scanned_pages(pages, kind)


def scanned_pages(pages: Sequence[scans.Page], kind: str) -> Document:
    """Pages scanned in this way and read."""
    sheets = []
    for page in pages:
        picture = page.picture(kind, OCR_DPI)
        bare = Sheet(number=page.number, width=0, height=0, lines=(), image_cover=1.0, of=len(pages))
        sheets.append(mended(bare, recognise(picture, dpi=OCR_DPI, number=page.number, size=_A4)))
    return build(sheets, reader="ocr")


def _count(tally: _Tally, campaign: Campaign, gaps: dict[str, State], document: Document) -> None:
    found = {section.item: section for section in align(document, campaign.outline).sections}
    for leaf in campaign.outline.leaves():
        section = found[leaf.id]
        right, sure = (
            section.state is gaps.get(leaf.id, State.FULL),
            section.confidence >= campaign.review_below,
        )
        tally.cells += 1
        tally.right += right
        tally.sure += sure
        tally.sure_and_wrong += sure and not right


if __name__ == "__main__":
    main(sys.argv[1:])
