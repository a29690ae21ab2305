"""Measures OCR on scans made by tests/build/scans.py: words and headings found, pages lost unseen, processor time.

`python -m tests.bench.scans [kinds] [dpi]`, lists with commas; `all` kinds. Each page is also read by the program `tesseract` as it
is (one thread, `-l vie`), in the same run. Processor time, not wall time.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image
from rapidfuzz.distance import Levenshtein

from pipeline.errors import UnreadableError
from pipeline.read.pdf.build import build
from pipeline.read.scan.reader import OCR_DPI, recognise
from pipeline.read.sheet import Sheet
from pipeline.text.fold import bare, clean
from tests.build.scans import KINDS, Page, pages

_DPI = (150, 200, 300)
_A4 = (595.3, 841.9)
_EDITS = 0.12  # of a heading's letters, without marks
_LOST = 0.90  # of a page's words: found fewer, it must be flagged
_TURNS = (90, 180, 270)


@dataclass(frozen=True)
class _Tally:
    """Counts over pages: words and headings, there and found, pages lost unseen, pages flagged, seconds."""

    words: int = 0
    found: int = 0
    plain: int = 0
    headings: int = 0
    heard: int = 0
    unseen: int = 0
    flagged: int = 0
    seconds: float = 0.0
    plain_seconds: float = 0.0

    def __add__(self, other: _Tally) -> _Tally:
        return _Tally(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def main(arguments: Sequence[str]) -> None:
    """Print one row per kind of scan and resolution."""
    kinds = arguments[0].split(",") if arguments and arguments[0] != "all" else KINDS
    resolutions = tuple(map(int, arguments[1].split(","))) if len(arguments) > 1 else _DPI
    papers = pages()
    sys.stdout.write(f"{len(papers)} pages, {sum(len(page.headings) for page in papers)} headings\n")
    sys.stdout.write(
        "kind      dpi  words %  (tesseract)  headings %  flagged  lost unseen  CPU s/page  (tesseract)   ×\n"
    )
    for dpi in resolutions:
        for kind in kinds:
            rows = [_page(page, *_as_drawn(page.picture(kind, dpi), kind, dpi)) for page in papers]
            _show(kind, dpi, sum(rows, start=_Tally()), len(papers))
    turned = [
        recognise(page.picture("typical", 200, turned=turn), dpi=200, number=1, size=_A4).ocr
        for page in papers[:2]
        for turn in _TURNS
    ]
    wanted = [360 - turn for _ in papers[:2] for turn in _TURNS]
    right = sum(ocr is not None and ocr.turned == turn for ocr, turn in zip(turned, wanted, strict=True))
    sys.stdout.write(f"turned pages stood upright: {right} of {len(turned)}\n")


def _as_drawn(image: Image.Image, kind: str, dpi: int) -> tuple[Image.Image, int]:
    """The picture as readers draw it for OCR: at 200 dpi at most, but black and white as it is."""
    if dpi <= OCR_DPI or kind == "bw":
        return image, dpi
    size = (image.width * OCR_DPI // dpi, image.height * OCR_DPI // dpi)
    return image.resize(size, Image.Resampling.BOX), OCR_DPI


def _page(page: Page, image: Image.Image, dpi: int) -> _Tally:
    started = time.process_time()
    sheet = recognise(image, dpi=dpi, number=page.number, size=_A4)
    seconds = time.process_time() - started
    true = _words("\n".join(page.lines))
    found = (true & _words(sheet.words)).total()
    text, plain_seconds = _plain(image, dpi)
    flagged = sheet.ocr is not None and sheet.ocr.lost_lines
    return _Tally(
        words=true.total(),
        found=found,
        plain=(true & _words(text)).total(),
        headings=len(page.headings),
        heard=_heard(page, sheet),
        unseen=found < _LOST * true.total() and not flagged,
        flagged=flagged,
        seconds=seconds,
        plain_seconds=plain_seconds,
    )


def _words(text: str) -> Counter[str]:
    return Counter(clean(text).split())


def _heard(page: Page, sheet: Sheet) -> int:
    """How many headings stand alone in a block; a page is built as one that nothing was held against."""
    try:
        blocks = build([replace(sheet, image_cover=0.0)], reader="scan").blocks
    except UnreadableError:
        return 0
    texts = [bare(block.text) for block in blocks]
    return sum(
        any(Levenshtein.normalized_distance(bare(heading), text) <= _EDITS for text in texts)
        for heading in page.headings
    )


def _plain(image: Image.Image, dpi: int) -> tuple[str, float]:
    """What the program makes of the picture, and the seconds that it worked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.png")
        image.save(path, dpi=(dpi, dpi))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = ["tesseract", str(path), "stdout", "-l", "vie"]
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _show(kind: str, dpi: int, tally: _Tally, count: int) -> None:
    sys.stdout.write(
        f"{kind:9} {dpi}  {100 * tally.found / tally.words:7.1f}  {100 * tally.plain / tally.words:11.1f}  "
        f"{100 * tally.heard / tally.headings:10.1f}  {tally.flagged:7}  {tally.unseen:11}  "
        f"{tally.seconds / count:10.2f}  {tally.plain_seconds / count:11.2f}  {tally.seconds / tally.plain_seconds:5.2f}\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
