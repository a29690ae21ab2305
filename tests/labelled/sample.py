"""Perturbs the reports of a labelled folder of mails and measures what each kind of damage costs.

`python -m tests.labelled.sample FOLDER [--wrong]`: FOLDER has `mail/` and `truth/` as `make score` wants them. Reports that
are read without OCR are taken out of their mails; the lines that the labels name as headings are known, so the same
perturbations as of made reports can be used.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.align.confidence import confidence
from pipeline.align.labels import split_label
from pipeline.align.sections import appraise
from pipeline.errors import UnreadableError
from pipeline.model.campaign import Campaign
from pipeline.model.document import Block, BlockKind, Document
from pipeline.model.section import State
from pipeline.parse.mail import unpack
from pipeline.read import registry
from pipeline.text.fold import fold
from tests.labelled.lines import Answer, Line, lay_out
from tests.labelled.measure import SCANNED, Cell, campaign, miss, overlap, row
from tests.labelled.spoil import PERTURBATIONS

_BOLD = 0.8
_CONTENTS = re.compile(
    r"[\s.…:]+\d+|\w.*"
)  # what follows a heading in a list of contents, or another word goes on
_FORMATS = frozenset(("docx", "pdf"))
_READ = frozenset(
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf")
)

Headings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One report: its lines, and per leaf what the labels say."""

    unit: str
    lines: tuple[Line, ...]
    truth: Mapping[str, Answer]


def labelled(folder: Path) -> Iterator[Labelled]:
    """The reports of a folder that came once and are read without OCR, in the order of its units."""
    answers: defaultdict[str, dict[str, Answer]] = defaultdict(dict)
    headings: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for found in _rows(folder / "truth" / "sections.csv"):
        answers[found["unit"]][found["section"]] = Answer(state=State(found["state"]), text=found["text"])
        if found["heading"]:
            headings[found["unit"]][fold(found["heading"])].append(found["section"])
    for unit in _rows(folder / "truth" / "units.csv"):
        plain = unit["format"] in _FORMATS and unit["version"] == "1"
        document = _report(folder / "mail" / unit["file"]) if plain else None
        if document is not None:
            named = {heading: tuple(items) for heading, items in headings[unit["unit"]].items()}
            lines = tuple(line for block in document.blocks for line in _lines(block, named))
            yield Labelled(unit=unit["unit"], lines=lines, truth=answers[unit["unit"]])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _report(mail: Path) -> Document | None:
    """The longest document of a mail, None when none was read without OCR."""
    with tempfile.TemporaryDirectory() as work:
        taken = unpack(mail.read_bytes(), work=Path(work))
    kinds = {file.path: file.media_type for file in taken.message.files}
    documents = [
        found
        for path, content in taken.contents
        if kinds[path] in _READ and (found := _document(content, kinds[path])) is not None
    ]
    return max(documents, key=lambda document: sum(len(b.text) for b in document.blocks), default=None)


def _document(content: bytes, media_type: str) -> Document | None:
    try:
        found = registry.read(content, media_type)
    except UnreadableError:
        return None
    return found if isinstance(found, Document) else None


def _lines(block: Block, headings: Headings) -> Iterator[Line]:
    if block.kind is BlockKind.TABLE:
        yield from (Line(kind="|", cells=cells) for cells in block.rows)
        return
    typed, text = split_label(block.text) if not block.label else (None, block.text)
    label = block.label or (block.text[: len(block.text) - len(text)].strip() if typed else "")
    folded = fold(text)
    for heading, items in sorted(headings.items(), key=lambda named: -len(named[0])):
        if folded.startswith(heading) and not _CONTENTS.fullmatch(folded[len(heading) :]):
            yield _heading(block, label, text, (heading, items))
            return
    yield Line(kind="p", text=block.shown)


def _heading(block: Block, label: str, text: str, named: tuple[str, tuple[str, ...]]) -> Line:
    heading, items = named
    size = next((n for n in range(len(text) + 1) if fold(text[:n]) == heading), len(text))
    head, rest = text[:size], text[size:].strip(" .:")
    bold = block.style.bold >= _BOLD or block.style.bold_prefix > 0
    form = "S" if block.style.level else ("C" if head.isupper() else "B") if bold else "P"
    return Line(
        kind="H", form="R" if rest else form, label=label, what="+".join(items),
        text=f"{head} :: {rest}" if rest else head,
    )  # fmt: skip


def cells(report: Labelled, rules: Campaign, kind: str) -> Iterator[Cell]:
    """The cells of one report, spoilt in one way."""
    dice = random.Random(f"{report.unit} {kind}")  # noqa: S311 - dice for made damage
    spoilt = PERTURBATIONS[kind](report.lines, dice)
    read = lay_out(spoilt, scan=SCANNED.get(kind, 0.0))
    joined = {item: line.answers for line in spoilt for item in line.answers}
    for section, signs in appraise(read, rules.outline):
        answer = report.truth[section.item]
        texts = dict.fromkeys(report.truth[item].text for item in joined.get(section.item, (section.item,)))
        yield Cell(
            report=report.unit, kind=kind, leaf=section.item, true=answer.state, found=section.state,
            overlap=overlap("\n".join(texts), section.text), signs=signs, confidence=confidence(signs, rules.calibration),
            heading=section.heading,
        )  # fmt: skip


def main() -> None:
    """Print a row of figures for each kind of damage."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    rules, reports = campaign(), list(labelled(given.folder))
    sys.stdout.write("                          cells   state presence    text sure&wrong share   cover\n")
    for kind in PERTURBATIONS:
        found = [cell for report in reports for cell in cells(report, rules, kind)]
        sys.stdout.write(row(kind, found))
        if given.wrong:
            sys.stdout.writelines(miss(cell) for cell in found if not cell.right)


if __name__ == "__main__":
    main()
