"""A conversion as an order and its answer between processes: what a job is asked, and what comes back as bytes.

The answer comes from a process that has seen hostile files: it names no path, only whether a .docx lies at its place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import codec
from pipeline.model.document import Unread
from pipeline.read.office import convert
from pipeline.read.office_nouns import Converted, Limits, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    docx: bool
    text: str
    by: str
    reason: Unread | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    files: tuple[_Told, ...]


def job_of(sources: Sequence[Source], out: Path) -> dict[str, str]:
    """The small dict that a `convert` job is called with."""
    return {"paths": json.dumps([[str(found.path), found.media_type] for found in sources]), "out": str(out)}


def do(job: Mapping[str, str]) -> bytes:
    """Convert what a job names into its folder; the answer is for `told`."""
    sources = [
        Source(path=Path(path), media_type=media_type) for path, media_type in json.loads(job["paths"])
    ]
    converted = convert(sources, Path(job["out"]), limits=Limits())
    return codec.encode(_Answer(files=tuple(map(_told, converted))))


def _told(converted: Converted) -> _Told:
    return _Told(
        docx=converted.docx is not None,
        text=converted.text,
        by=converted.by,
        reason=converted.reason,
        remarks=converted.remarks,
    )


def told(payload: bytes, sources: Sequence[Source], out: Path) -> tuple[Converted, ...]:
    """What became of the sources of a job, in order. CodecError when the answer does not fit them."""
    files = codec.decode(payload, _Answer).files
    if len(files) != len(sources):
        raise codec.CodecError(f"{len(files)} answers for {len(sources)} files")
    return tuple(
        Converted(
            source=source,
            docx=out / f"{number}.docx" if file.docx else None,
            text=file.text,
            by=file.by,
            reason=file.reason,
            remarks=file.remarks,
        )
        for number, (source, file) in enumerate(zip(sources, files, strict=True))
    )
