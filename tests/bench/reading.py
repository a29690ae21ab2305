"""Times our readers against the general tools on the same files in one run, as ratios. `make bench`.

Files are those of the demo's mailbox. Each tool reads each file in turn, so that a slow moment of the machine hits
all alike; a tool's figure is the best of its rounds per file, summed; processor time, not wall time. Rings of objects
that a tool leaves behind (python-docx: its whole package) are cleared away between, or the next one would pay for them.
"""

from __future__ import annotations

import gc
import importlib.util
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pdfplumber
from pdfminer.high_level import extract_text

from pipeline.demo import build_mailbox
from pipeline.parse.mail import unpack
from pipeline.read.docx.reader import read_docx
from pipeline.read.pdf.reader import read_without_ocr
from pipeline.rulebook import load

Reader = Callable[[bytes], object]
_ROUNDS = 3
_MOST = 30  # files of a kind
_PDF = "application/pdf"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def main() -> None:
    """Print one table per kind of file."""
    files = _files()
    word = {"python-docx, text": _docx_text, "python-docx, style and bold": _docx_styles}
    _compare("document", files[_WORD][:_MOST], {"tonghop": read_docx, **word, **_installed(_WORD)})
    plumber = {"pdfplumber, text": _plumber, "pdfplumber, lines and tables": _plumber_lines}
    peers = {**plumber, "pdfminer.six": _miner, **_installed(_PDF)}
    ruled = [data for data in files[_PDF] if _is_ruled(data)]
    for name, pdfs in (
        ("PDF, text pages", [data for data in files[_PDF] if data not in ruled]),
        ("PDF, with tables", ruled),
    ):
        _compare(name, pdfs[:_MOST], {"tonghop": read_without_ocr, **peers})


def _files() -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {_WORD: [], _PDF: []}
    with tempfile.TemporaryDirectory() as folder:
        build_mailbox(Path(folder), load(Path("rules/28-ct-tu")))
        for mail in sorted(Path(folder).rglob("*.eml")):
            taken = unpack(mail.read_bytes())
            kinds = {file.path: file.media_type for file in taken.message.files}
            for path, data in taken.contents:
                if kinds[path] in found and _readable(kinds[path], data):
                    found[kinds[path]].append(data)
    return found


def _is_ruled(data: bytes) -> bool:
    """Whether a PDF has ruled tables: pdfplumber finds some in it. Its letterhead is two columns without rules."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return any(page.find_tables() for page in document.pages)


def _readable(kind: str, data: bytes) -> bool:
    try:
        (read_docx if kind == _WORD else read_without_ocr)(data)
    except Exception:  # noqa: BLE001 - damaged and locked files are no matter of speed
        return False
    return True


def _compare(kind: str, files: list[bytes], readers: dict[str, Reader]) -> None:
    best = {name: [float("inf")] * len(files) for name in readers}
    for _ in range(_ROUNDS):
        for place, data in enumerate(files):
            for name, reader in readers.items():
                gc.collect()
                started = time.process_time()
                reader(data)
                best[name][place] = min(best[name][place], time.process_time() - started)
    ours = sum(best["tonghop"])
    sys.stdout.write(f"\n{kind}: {len(files)} files, processor time, best of {_ROUNDS}\n")
    for name, times in best.items():
        sys.stdout.write(
            f"  {name:30} {1000 * sum(times) / len(files):8.1f} ms a file  × {sum(times) / ours:6.2f}\n"
        )


def _docx_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _docx_styles(data: bytes) -> list[tuple[str, str, bool]]:
    return [
        (run.text, str(paragraph.style.name if paragraph.style else ""), bool(run.bold))
        for paragraph in docx.Document(io.BytesIO(data)).paragraphs
        for run in paragraph.runs
    ]


def _plumber(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def _plumber_lines(data: bytes) -> list[object]:
    """What we give of a page: its lines with their characters' fonts and places, and its tables."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [(page.extract_text_lines(), page.extract_tables()) for page in document.pages]


def _miner(data: bytes) -> str:
    return extract_text(io.BytesIO(data))


def _installed(kind: str) -> dict[str, Reader]:
    """Peers that `make bench` installs for itself."""
    found: dict[str, Reader] = {}
    if importlib.util.find_spec("kreuzberg"):
        from kreuzberg import extract_bytes_sync  # type: ignore[import-not-found, unused-ignore]  # bench only

        found["kreuzberg"] = lambda data: extract_bytes_sync(data, mime_type=kind)
    if importlib.util.find_spec("markitdown"):
        from markitdown import MarkItDown  # type: ignore[import-not-found, unused-ignore]  # bench only

        converter = MarkItDown()
        found["markitdown"] = lambda data: converter.convert_stream(io.BytesIO(data))
    return found


if __name__ == "__main__":
    main()
