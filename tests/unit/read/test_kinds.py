"""What a reading is kept by: all code that it comes from, followed import by import."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.read.kinds import PAGE_SOURCES, SIGNATURE_SOURCES, SOURCES, Family

ROOT = Path(pipeline.__file__).parent
# Imported by what draws a page, and of no influence on its picture: they make text of it.
NO_PICTURE = {"errors.py", "read/kinds.py", "sentences/__init__.py", "sentences/machine.py", "sentences/sentence.py"} | {
    f"read/pdf/{name}.py" for name in ("cells", "columns", "legacy", "quality", "tables")
} | {f"text/{name}.py" for name in ("legacy", "legacy_syllables", "legacy_tables")}  # fmt: skip


def covered(globs: Iterable[str]) -> set[str]:
    """The files that the globs name, whole packages with all that is in them."""
    found = [path for each in globs for path in ROOT.glob(each)]
    files = {file for path in found for file in (path.rglob("*.py") if path.is_dir() else (path,))}
    return {file.relative_to(ROOT).as_posix() for file in files}


def imported(*starts: str) -> set[str]:
    """These files of ours and all that they import, at any distance."""
    seen, waiting = set[str](), list(starts)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _imports(ROOT / name)
    return seen


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pipeline."):
            for module in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                path = module.removeprefix("pipeline.").replace(".", "/")
                yield from (name for name in (f"{path}.py", f"{path}/__init__.py") if (ROOT / name).is_file())


@pytest.mark.parametrize(
    ("family", "starts"),
    [
        (Family.MAIL, ("parse/mail.py",)),
        (Family.WORD, ("read/docx/reader.py",)),
        (Family.OFFICE, ("read/office/reader.py",)),
        (Family.PAGES, ("read/pdf/reader.py", "read/scan/pages.py")),
    ],
)
def test_a_reading_is_made_again_when_any_code_behind_it_changes(
    family: Family, starts: tuple[str, ...]
) -> None:
    """A module that a reader imports and its key does not know would leave old readings for new ones."""
    assert imported(*starts) - covered(SOURCES[family]) == set()


def test_a_page_is_recognised_again_when_any_code_behind_it_changes() -> None:
    """What draws its picture and what reads it; not what makes text of typed pages."""
    behind = imported("read/scan/reader.py", "read/scan/photo.py", "read/pdf/pdfium.py")
    assert behind - covered(PAGE_SOURCES) == NO_PICTURE


def test_signatures_are_checked_again_when_any_code_behind_them_changes() -> None:
    """What checks them, and what reads the frames that their fields show."""
    assert imported("read/signed/reader.py") - covered(SIGNATURE_SOURCES) == set()
