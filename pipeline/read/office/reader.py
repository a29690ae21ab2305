"""Old and foreign Word formats (.doc, .rtf, .odt, Word's XML, flat ODT, web pages) as documents.

Most become a .docx first, in batches, by LibreOffice, or .doc by msdoc2docx where that is absent or fails; antiword's
bare text is the last resort. The one door to these programs. Never runs a macro, never opens a connection.

The job that calls `convert` needs more than a reader: see `Limits`. A folder that it may write to, files of up to
`Limits.file_bytes`, address space and open files of at least what `Limits` says, the right to start programs, and
`Limits.total_seconds` by the clock.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.model.document import Document, Unread
from pipeline.programs.run import cut_off
from pipeline.read.docx.reader import read_docx
from pipeline.read.kinds import CONVERTED
from pipeline.read.office import flat as office_flat
from pipeline.read.office import soffice as office_soffice
from pipeline.read.office.doc import (
    PYTHON_NAME,
    TEXT_NAME,
    TEXT_ONLY,
    has_antiword,
    has_msdoc2docx,
    text_document,
    why_no_msdoc2docx,
    with_antiword,
    with_msdoc2docx,
)
from pipeline.read.office.html import read_html
from pipeline.read.office.kinds import Kind, kind_of
from pipeline.read.office.nouns import Converted, Limits, Source
from pipeline.read.office.page import Reader, read_mhtml, read_text
from pipeline.sentences import machine as say

__all__ = [
    "CONVERTED",
    "DIRECT",
    "Converted",
    "Limits",
    "Source",
    "available",
    "convert",
    "read_converted",
    "read_office",
]

DIRECT: Mapping[str, Reader] = {
    "text/html": read_html,
    "multipart/related": read_mhtml,
    "text/plain": read_text,
}
"""Media types read as they are: no program, no folder, no other limits than those of any reader."""

_MIXED = re.compile(r"[IVXL]+\.\d")
MIXED = "labels such as I.1. may read 1.1. in Word: LibreOffice loses that switch"
NO_LIBREOFFICE = f"LibreOffice is not installed: install {office_soffice.PACKAGE}"


def available() -> Mapping[str, str]:
    """Each tool, and what to install where it cannot be used (empty: it works)."""
    with tempfile.TemporaryDirectory(prefix="tonghop-") as folder:
        shut_in = cut_off(Path(folder)) is not None
    return {
        office_soffice.NAME: "" if office_soffice.soffice() else say.INSTALL(package=office_soffice.PACKAGE),
        "sandbox": "" if shut_in else say.INSTALL_BWRAP(),
        PYTHON_NAME: why_no_msdoc2docx(),
        TEXT_NAME: "" if has_antiword() else say.INSTALL(package=TEXT_NAME),
    }


def read_office(data: bytes, media_type: str) -> Document:
    """One file by its media type, where a batch is not worth it. UnreadableError says why it cannot be read."""
    direct = DIRECT.get(media_type.lower())
    if direct is not None:
        return direct(data)
    with tempfile.TemporaryDirectory(prefix="tonghop-") as folder:
        path = Path(folder, "source")
        path.write_bytes(data)
        (converted,) = convert(
            (Source(path=path, media_type=media_type),), Path(folder, "out"), limits=Limits()
        )
        return read_converted(converted)


def read_converted(converted: Converted) -> Document:
    """The document that a conversion gave. UnreadableError when it gave none, or what it gave cannot be read."""
    if converted.reason is not None:
        raise UnreadableError(converted.reason.code, converted.reason.detail)
    if converted.docx is None:
        return text_document(converted.text, converted.by, converted.remarks)
    document = read_docx(converted.docx.read_bytes())
    remarks = (*converted.remarks, *_about_labels(converted, document), *document.remarks)
    return replace(document, reader=converted.by, remarks=remarks)


def _about_labels(converted: Converted, document: Document) -> Iterator[str]:
    """LibreOffice 7.4 loses Word's switch that turns a chapter's `I` into `1` in the labels below it."""
    if converted.by == office_soffice.NAME and any(_MIXED.match(block.label) for block in document.blocks):
        yield MIXED


def convert(sources: Sequence[Source], out: Path, *, limits: Limits) -> tuple[Converted, ...]:
    """Each source as `out/<n>.docx` (n from 0, its place), as bare text, or with the reason why not; in order.

    `out` is made when it is not there; nothing else is left behind. Raises OSError when it cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="convert-", dir=out)).resolve()
    try:
        return _Conversion(sources, work, limits).into(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)


class _Conversion:
    """One batch in its working folder."""

    def __init__(self, sources: Sequence[Source], work: Path, limits: Limits) -> None:
        self._sources = sources
        self._work = work
        self._limits = limits
        self._ends_at = time.monotonic() + limits.total_seconds
        self._files: dict[int, tuple[Path, Kind]] = {}
        self._done: dict[int, Converted] = {}

    def into(self, out: Path) -> tuple[Converted, ...]:
        """Take the files in, convert them by the best way that works, move what was made into `out`."""
        for number in range(len(self._sources)):
            try:
                self._take_in(number)
            except UnreadableError as error:
                self._refuse(number, Unread(code=error.code, detail=error.detail))
            except OSError as error:
                self._refuse(number, Unread(code="crash", detail=f"cannot be opened ({error.strerror})"))
        for number, outcome in self._with_libreoffice().items():
            if isinstance(outcome, Path):
                self._done[number] = self._made(number, outcome, by=office_soffice.NAME)
            else:
                self._otherwise(number, outcome)
        return tuple(
            _moved(self._done[number], out / f"{number}.docx") for number in range(len(self._sources))
        )

    def _take_in(self, number: int) -> None:
        """Copy a source under a name of ours, with the ending that fits its content."""
        source = self._sources[number]
        if source.path.stat().st_size > self._limits.source_bytes:
            raise UnreadableError("too_large", f"more than {self._limits.source_bytes} bytes")
        data = source.path.read_bytes()
        kind = kind_of(data, source.media_type)
        path = self._work / f"{number}.{kind}"
        if kind is Kind.FLAT_DOCX:
            path.write_bytes(office_flat.to_docx(data))
            self._done[number] = self._made(number, path, by=office_flat.NAME)
            return
        path.write_bytes(data)
        self._files[number] = (path, kind)

    def _with_libreoffice(self) -> dict[int, office_soffice.Outcome]:
        if not self._files:
            return {}
        if not office_soffice.soffice():
            return dict.fromkeys(self._files, Unread(code="unsupported", detail=NO_LIBREOFFICE))
        return office_soffice.to_docx(self._files, self._work, self._limits)

    def _otherwise(self, number: int, reason: Unread) -> None:
        """The readers of .doc that need no LibreOffice, best first; the first reason stands when none can."""
        path, kind = self._files[number]
        if kind is Kind.DOC and has_msdoc2docx():
            made = with_msdoc2docx(path, self._limits, seconds=self._left())
            if isinstance(made, Path):
                self._done[number] = self._made(number, made, by=PYTHON_NAME, remarks=(_why(reason),))
                return
        text = (
            with_antiword(path, self._limits, seconds=self._left())
            if kind is Kind.DOC and has_antiword()
            else ""
        )
        if text:
            self._done[number] = Converted(
                source=self._sources[number], text=text, by=TEXT_NAME, remarks=(_why(reason), TEXT_ONLY)
            )
        else:
            self._refuse(number, reason)

    def _left(self) -> float:
        return min(self._limits.wall_seconds, self._ends_at - time.monotonic())

    def _made(self, number: int, docx: Path, *, by: str, remarks: tuple[str, ...] = ()) -> Converted:
        return Converted(source=self._sources[number], docx=docx, by=by, remarks=remarks)

    def _refuse(self, number: int, reason: Unread) -> None:
        self._done[number] = Converted(source=self._sources[number], reason=reason)


def _why(reason: Unread) -> str:
    return f"not read by LibreOffice ({reason.code}: {reason.detail})"


def _moved(converted: Converted, target: Path) -> Converted:
    return converted if converted.docx is None else replace(converted, docx=converted.docx.replace(target))
