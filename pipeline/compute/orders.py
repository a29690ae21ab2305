"""What goes between the run and its reading processes: orders, answers, limits, and their frames on a pipe.

Never carries code or pickles: an answer comes from a process that has read hostile bytes, and is only data.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline import codec
from pipeline.compute.cage import Profile
from pipeline.model.document import Unread
from pipeline.model.mail import Message

# A frame is this header and then `length` bytes. An answer carries the number of the order that it is for.
_HEADER = struct.Struct(">cQQ")
HEADER_BYTES = _HEADER.size
PIECE_BYTES = 1 << 20

ORDER = b"O"
PART = b"P"  # what a job has got done so far; its answer comes later, or never
RESULT = b"R"
FAILURE = b"F"  # the payload is an encoded `Unread`
EXIT_MEMORY = 71  # the exit code of a job that has no memory left to say so in words
_STEPS_TOGETHER = 4
_DETAIL_LETTERS = 500  # a detail is read in a table cell; an exception's text may hold half a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may use. Numbers from a run over 6 800 public files and 350 written attacks.

    `cpu_seconds` is for the next step of progress: a job that tells of none is ended, one that tells page by page may
    go on to `total_cpu_seconds`. The slowest honest PDF (619 pages) took 66 CPU-s in all, the slowest page 5.
    `wall_seconds`, from step to step, only ends what sleeps: a wall limit of 20 s failed 18 good files on a loaded
    machine. `memory_bytes` is address space: the largest honest
    file needed 232 MB. `result_bytes` bounds an answer, and all parts together. `scratch_bytes` is how large a file a reader, or a program
    it calls, may write: none. `spool_bytes` is how large one file taken out of a message may be. `open_files`
    counts all that a job has open.
    """

    cpu_seconds: int = 60
    total_cpu_seconds: int = 900
    wall_seconds: float = 900.0
    memory_bytes: int = 1 << 30
    result_bytes: int = 32 << 20
    scratch_bytes: int = 0
    spool_bytes: int = 200 << 20
    open_files: int = 64

    @property
    def longest_seconds(self) -> float:
        """By the clock on the wall, for all steps of a job together: only a machine in trouble needs so long."""
        return _STEPS_TOGETHER * self.wall_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One job for a handler: `job` is the small dict that the handler is called with.

    `reads` are the files that it is about and `writes` the folders that it may fill, as far as `profile` lets it.
    """

    number: int
    kind: str
    job: Mapping[str, str]
    file_bytes: int = 0
    profile: Profile = Profile.READ
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of an order: `kind` is RESULT or FAILURE; `parts` is what a job that failed had told of before."""

    kind: bytes
    payload: bytes
    parts: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What an `unpack` handler answers with, encoded by `codec.encode`.

    `laid` pairs a file's path in the message with the name that its bytes were laid under in the spool folder. Names
    are numbers chosen by the handler (`0`, `1`, …), never anything that the sender wrote; files that could not be
    taken out have no pair.
    """

    message: Message
    laid: tuple[tuple[str, str], ...] = ()


def failure(code: str, detail: str) -> Answer:
    """A failure with one of the codes of `UnreadableError`."""
    shown = detail[:_DETAIL_LETTERS].encode("utf-8", "replace").decode("utf-8")
    return Answer(kind=FAILURE, payload=codec.encode(Unread(code=code, detail=shown)))


def frame(kind: bytes, number: int, payload: bytes) -> bytes:
    """A whole frame."""
    return _HEADER.pack(kind, number, len(payload)) + payload


def opened(header: bytes) -> tuple[bytes, int, int]:
    """Kind, number and payload length of a frame whose first HEADER_BYTES these are."""
    kind, number, length = _HEADER.unpack(header)
    return kind, number, length
