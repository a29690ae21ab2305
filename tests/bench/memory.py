"""Whether reading a thousand files of a kind in one process keeps its memory flat. `python -m tests.bench.memory`.

Every file differs in its text and in its fonts' and styles' names, so that a cache without an end would show.
Prints resident memory in MiB after so many files, and the peak. Linux alone.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline.model.document import Document
from pipeline.read.docx.reader import read_docx
from pipeline.read.pdf.reader import read_without_ocr
from tests.build import pdf, word

_MARKS = (10, 100, 500, 1_000)
_PARAGRAPHS = 60
_KIB = 1_024


def main() -> None:
    """Print one line per kind and mark."""
    for kind, build, read in (("docx", _docx, read_docx), ("pdf", _pdf, read_without_ocr)):
        _measure(kind, build, read)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB
    sys.stdout.write(f"peak {peak:.1f} MiB\n")


def _measure(kind: str, build: Callable[[int], bytes], read: Callable[[bytes], Document]) -> None:
    for place in range(1, _MARKS[-1] + 1):
        read(build(place))
        if place in _MARKS:
            sys.stdout.write(f"{kind:5} {place:5} files  {_resident():7.1f} MiB\n")
            sys.stdout.flush()


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / _KIB / _KIB


def _docx(place: int) -> bytes:
    """A file of paragraphs in a style and a font of its own."""
    font = f'<w:rFonts w:ascii="Phông {place}"/>'
    lines = (
        word.p(word.run(f"Đơn vị {place}, dòng {line}: đã hoàn thành.", font), style=f"S{place}")
        for line in range(_PARAGRAPHS)
    )
    return word.docx(*lines, parts=word.Parts(styles=word.style(f"S{place}")))


def _pdf(place: int) -> bytes:
    """A file of paragraphs whose words are its own."""
    return pdf.pdf([pdf.Para(f"Đơn vị {place}, dòng {line}: đã hoàn thành.") for line in range(_PARAGRAPHS)])


if __name__ == "__main__":
    main()
