"""Measures alignment: a report of 20 pages, and documents of 1,000 to 100,000 blocks. `python -m tests.bench.align`.

Processor time; the program itself runs with `OPENBLAS_NUM_THREADS=1`. Reports are made of the banks of
`tests/labelled/`. Peak memory is of a process of its own for each length.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time

from pipeline.align import align
from pipeline.model.document import Document
from tests.labelled import bank
from tests.labelled.compose import compose
from tests.labelled.lines import Line, lay_out
from tests.labelled.measure import campaign

_WORDS = 20 * 350  # of a report of 20 pages
_LONG = 25  # words of a paragraph that is given again to make a report longer
_REPORTS = 15
_LENGTHS = (1_000, 10_000, 100_000)


def long_report(seed: int, *, words: int = 0, blocks: int = 0) -> Document:
    """A made report whose sections are filled with more paragraphs of their own up to so many words or blocks."""
    lines = compose(bank.load("e"), seed)
    length, count = sum(len(line.text.split()) for line in lines), len(lines)
    while length < words or count < blocks:
        more: list[Line] = []
        for line in lines:
            more.append(line)
            if line.kind == "p" and len(line.text.split()) > _LONG and (length < words or count < blocks):
                more.append(line)
                length, count = length + len(line.text.split()), count + 1
        lines = tuple(more)
    return lay_out(lines)


def _timed(document: Document) -> float:
    rules = campaign()
    start = time.process_time()
    align(document, rules.outline, calibration=rules.calibration)
    return time.process_time() - start


def _one(blocks: int) -> None:
    """In a process of its own: what a document of so many blocks takes."""
    short = long_report(7, words=_WORDS)
    align(short, campaign().outline)  # what is prepared once for an outline is not counted
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    document = long_report(7, blocks=blocks)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken = _timed(document)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count = len(document.blocks)
    sys.stdout.write(
        f"{count:7} blocks {taken:8.2f} s {1e3 * taken / count:6.3f} ms a block; document {(held - before) / 1024:6.0f} MiB, "
        f"alignment {(peak - held) / 1024:6.0f} MiB more\n"
    )


def main(arguments: list[str]) -> None:
    """Print the figures."""
    if arguments:
        _one(int(arguments[0]))
        return
    reports = [long_report(seed, words=_WORDS) for seed in range(_REPORTS)]
    _timed(reports[0])
    times = [_timed(report) for report in reports]
    blocks = statistics.median(len(report.blocks) for report in reports)
    sys.stdout.write(
        f"20 pages ({_WORDS} words, {blocks:.0f} blocks): median {1e3 * statistics.median(times):.1f} ms, "
        f"worst of {_REPORTS} {1e3 * max(times):.1f} ms\n"
    )
    sys.stdout.flush()
    for length in _LENGTHS:
        subprocess.run([sys.executable, "-m", "tests.bench.align", str(length)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
