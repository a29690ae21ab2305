"""The program of the reading processes: imports the parsers and readers, then waits for work. Has no other way in.

Started by `compute/`; everything it is given is hostile, so it runs under limits and its results are checked.
"""

from __future__ import annotations

import importlib
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import codec
from pipeline.compute import child, zygote
from pipeline.compute.orders import Parcel
from pipeline.compute.spool import WORK
from pipeline.errors import UnreadableError
from pipeline.model.document import Document, Unread, Wanted
from pipeline.model.secrecy import CONFIDENTIAL, Mark
from pipeline.parse.mail import MailShapeError
from pipeline.parse.mail import unpack as take_apart
from pipeline.ports import UNREAD
from pipeline.read import registry
from pipeline.read.office import reader as office
from pipeline.read.office.reader import Converted, Limits, Source
from pipeline.read.pdf import reader as pdf
from pipeline.read.places import mark_in_document, mark_in_sheet
from pipeline.read.sheet import Sheet

Job = Mapping[str, str]

# Of one batch; the run ends a job that has said nothing for 900 s.
_CONVERT = Limits(total_seconds=600)
_NOTE, _DOCX = "converted", "document.docx"  # in the folder of a converted file


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """What lies beside, or in the place of, the .docx that a file was converted to: see `office.Converted`."""

    docx: bool
    text: str
    by: str
    reason: Unread | None
    remarks: tuple[str, ...]


def unpack(job: Job) -> bytes:
    """Take the message at `raw` apart and lay its files into `spool`, the one folder that can be written to."""
    tempfile.tempdir = job["spool"]
    work = Path(job["spool"], WORK)
    try:
        taken = take_apart(Path(job["raw"]).read_bytes(), work=work)
    except MailShapeError as error:
        raise UnreadableError("corrupt", str(error)) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    laid = []
    for number, (path, content) in enumerate(taken.contents):
        Path(job["spool"], str(number)).write_bytes(content)
        laid.append((path, str(number)))
    return codec.encode(Parcel(message=taken.message, laid=tuple(laid)))


def convert(job: Job) -> bytes:
    """Turn the files `0.path`, `1.path`, … by their `media_type` into what `read` takes from `folder/0`, `folder/1`, …."""
    folder = Path(job["folder"])
    tempfile.tempdir = str(folder)
    sources = tuple(_sources(job))
    for number, converted in enumerate(office.convert(sources, folder / "made", limits=_CONVERT)):
        place = folder / str(number)
        place.mkdir()
        docx = converted.docx.replace(place / _DOCX) if converted.docx else None
        note = _Note(
            docx=docx is not None,
            text=converted.text,
            by=converted.by,
            reason=converted.reason,
            remarks=converted.remarks,
        )
        (place / _NOTE).write_bytes(codec.encode(note))
    return b""


def _sources(job: Job) -> Iterator[Source]:
    for number in itertools.takewhile(lambda n: f"{n}.path" in job, itertools.count()):
        yield Source(path=Path(job[f"{number}.path"]), media_type=job[f"{number}.media_type"])


def read(job: Job) -> bytes:
    """Read the file at `path` by its `media_type`, with what was `prepared`; tell of each page.

    UnreadableError `confidential` at the first mark of secrecy, so that no text leaves this process; not if `cleared`.
    """
    return _allowed(job, _read(job, _tell if "cleared" in job else _tell_unless_marked))


def _allowed(job: Job, found: Document | Wanted) -> bytes:
    """What was found, encoded. UnreadableError `confidential` where it is marked and not cleared."""
    if isinstance(found, Document) and "cleared" not in job:
        _refuse(mark_in_document(found))
    return codec.encode_reading(found)


def _read(job: Job, tell: Callable[[Sheet], None]) -> Document | Wanted:
    prepared = Path(job["prepared"]) if "prepared" in job else None
    if prepared is not None and (prepared / _NOTE).exists():
        return office.read_converted(_noted(job, prepared))
    sheets = _sheets(prepared) if prepared is not None else None
    return registry.read(Path(job["path"]).read_bytes(), job["media_type"], sheets, tell)


def _refuse(mark: Mark | None) -> None:
    if mark is not None:
        raise UnreadableError(CONFIDENTIAL, mark.detail)


def _sheets(prepared: Path) -> dict[int, Sheet]:
    """The pages that were recognised; for the others a page without lines, and why. UnreadableError for a marked one."""
    sheets = {}
    for number, place in sorted((int(place.stem), place) for place in prepared.iterdir()):
        if place.suffix == UNREAD:
            why = codec.decode(place.read_bytes(), Unread)
            if why.code == CONFIDENTIAL:
                raise UnreadableError(why.code, why.detail)
            sheets[number] = Sheet(
                number=number, width=0, height=0, lines=(), fault=f"{why.code}: {why.detail}"
            )
        else:
            sheets[number] = codec.decode(place.read_bytes(), Sheet)
    return sheets


def _tell(sheet: Sheet) -> None:
    child.tell(codec.encode(sheet))


def _tell_unless_marked(sheet: Sheet) -> None:
    _refuse(mark_in_sheet(sheet))
    _tell(sheet)


def read_partly(job: Job, parts: Sequence[bytes]) -> bytes:
    """The document that the pages make up which were told of before a limit, `why`, ended the reader; refused as by `read`."""
    sheets = [codec.decode(part, Sheet) for part in parts]
    return _allowed(job, pdf.finish(sheets, job["why"]))


def recognise(job: Job) -> bytes:
    """The sheet of one `page` of the file at `path`, read in its picture; refused as by `read` where it is marked."""
    data = Path(job["path"]).read_bytes()
    sheet = registry.recognise(data, job["media_type"], int(job["page"]))
    if "cleared" not in job:
        _refuse(mark_in_sheet(sheet))
    return codec.encode(sheet)


def verify(job: Job) -> bytes:
    """The signatures of the file at `path`; a chain of certificates may end in one of the `roots` (DER, in hex)."""
    from pipeline.read.signed.reader import read_signed

    roots = tuple(map(bytes.fromhex, job["roots"].split()))
    return codec.encode(read_signed(Path(job["path"]).read_bytes(), roots))


def _prepare_signatures() -> None:
    importlib.import_module("pipeline.read.signed.reader")


def _noted(job: Job, prepared: Path) -> Converted:
    note = codec.decode((prepared / _NOTE).read_bytes(), _Note)
    source = Source(path=Path(job["path"]), media_type=job["media_type"])
    return Converted(
        source=source, docx=prepared / _DOCX if note.docx else None, text=note.text, by=note.by, reason=note.reason,
        remarks=note.remarks,
    )  # fmt: skip


if __name__ == "__main__":
    zygote.serve(
        {"unpack": unpack, "convert": convert, "read": read, "recognise": recognise, "verify": verify},
        {"read": read_partly},
        {"verify": _prepare_signatures},
    )
