"""The readers of .doc that need no LibreOffice: msdoc2docx, and antiword when nothing else is left.

msdoc2docx keeps fonts, tables, revisions and automatic numbers, but knows nothing older than Word 97; antiword keeps
words alone. Both run as programs under limits: a file on which one of them never ends must not cost the others.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.model.document import Block, BlockKind, Document, Unread
from pipeline.programs.run import cut_off, run
from pipeline.read.office.nouns import Limits
from pipeline.read.office.soffice import is_docx
from pipeline.sentences import machine as say

PYTHON_NAME = "msdoc2docx"
_PYTHON_MODULE = "doc2docx"
TEXT_NAME = "antiword"
TEXT_ONLY = "text only: headings, automatic numbers, fonts and table columns are lost"
_COMPLAINT = 200  # characters kept of what a program says of a file
_LETTERS = "UTF-8.txt"  # antiword's name for that encoding
_CELL_WALL = "|"


def why_no_msdoc2docx() -> str:
    """What to install so that msdoc2docx can be started; empty when it can."""
    if not shutil.which("prlimit"):
        return say.INSTALL_PRLIMIT()
    return "" if importlib.util.find_spec(_PYTHON_MODULE) else say.INSTALL_PYTHON(package=PYTHON_NAME)


def has_msdoc2docx() -> bool:
    """Whether msdoc2docx can be started."""
    return not why_no_msdoc2docx()


def has_antiword() -> bool:
    """Whether antiword can be started."""
    return bool(shutil.which("prlimit") and shutil.which("antiword"))


def with_msdoc2docx(path: Path, limits: Limits, *, seconds: float) -> Path | Unread:
    """A .docx beside the .doc, or why not. The converter is pure Python and opens nothing but its two files."""
    made = path.with_suffix(".docx")
    command = (sys.executable, "-P", "-m", _PYTHON_MODULE, str(path), "-o", str(made))
    end = run(command, path.parent, limits, seconds=seconds)
    if is_docx(made):
        return made
    if end.late:
        return Unread(code="time", detail="msdoc2docx did not finish in its time", reader=PYTHON_NAME)
    said = end.complaint.rpartition("\n")[2].removeprefix("doc2docx: error: ")[:_COMPLAINT]
    return Unread(code="corrupt", detail=f"msdoc2docx: {said or 'no result'}", reader=PYTHON_NAME)


def with_antiword(path: Path, limits: Limits, *, seconds: float) -> str:
    """The words of a .doc, empty when antiword finds none."""
    command = (shutil.which("antiword") or "antiword", "-m", _LETTERS, "-w", "0", str(path))
    end = run((*(cut_off(path.parent) or ()), *command), path.parent, limits, seconds=seconds)
    return "" if end.late or end.code else end.printed.decode("utf-8", "replace").strip()


def text_document(text: str, reader: str, remarks: tuple[str, ...]) -> Document:
    """Paragraphs, one a line, and lines that antiword draws between bars as tables."""
    blocks = tuple(_blocks(text))
    return Document(reader=reader, blocks=blocks, remarks=remarks)


def _blocks(text: str) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    place = 0
    for line in (*map(str.strip, text.splitlines()), ""):
        if line.startswith(_CELL_WALL) and line.endswith(_CELL_WALL):
            rows.append(tuple(cell.strip() for cell in line.strip(_CELL_WALL).split(_CELL_WALL)))
            continue
        if rows:
            place += 1
            yield _table(tuple(rows), place)
            rows = []
        if line:
            place += 1
            yield Block(kind=BlockKind.PARAGRAPH, text=line, paragraph=place)


def _table(rows: tuple[tuple[str, ...], ...], place: int) -> Block:
    text = "\n".join("\t".join(cell for cell in row if cell) for row in rows)
    return Block(kind=BlockKind.TABLE, text=text, rows=rows, paragraph=place)
