"""The nouns of converting old and foreign Word files: what goes in, what comes out, and how much it may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.model.document import Unread
from pipeline.programs import run

_MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits(run.Limits):
    """What one run of an outside program may use, and `total_seconds` for all runs of one `convert` together.

    Measured with LibreOffice 7.4: 1.3 CPU seconds to start and convert one report, 0.05 (.doc) to 0.12 (.rtf) for each
    further one; 5.7 CPU seconds and 385 MB for 2000 paragraphs (200 000 words); reports of usual length convert in
    800 MiB of address space. Seconds without `cpu_` are by the clock and only end what sleeps; `each_more` is added to
    both for each further file of a batch. `file_bytes` bounds each file written, `source_bytes` each file taken in.
    """

    wall_seconds: float = 180.0
    each_more: int = 10
    total_seconds: float = 900.0
    source_bytes: int = 64 * _MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to convert, and the media type found in its bytes. Its name never counts."""

    path: Path
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What became of a source: a .docx, or bare text, or a reason; exactly one of the three.

    `by` names the program that gave the content. `remarks` say what a reviewer should know about the way.
    """

    source: Source
    docx: Path | None = None
    text: str = ""
    by: str = ""
    reason: Unread | None = None
    remarks: tuple[str, ...] = ()
