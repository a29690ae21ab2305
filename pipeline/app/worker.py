"""The program of the reading processes: imports the parsers and readers, then waits for work. Has no other way in.

Started by `compute/`; everything it is given is hostile, so it runs under limits and its results are checked.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline import codec
from pipeline.compute import zygote
from pipeline.compute.orders import Parcel
from pipeline.errors import UnreadableError
from pipeline.parse.mail import MailShapeError
from pipeline.parse.mail import unpack as take_apart
from pipeline.read.registry import read as read_file


def unpack(job: Mapping[str, str]) -> bytes:
    """Take the message at `raw` apart and lay its files into `spool`."""
    work = Path(job["spool"], "work")
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


def read(job: Mapping[str, str]) -> bytes:
    """Read the file at `path` by its `media_type`. Programs that readers start write beside it, in the job's folder."""
    tempfile.tempdir = str(Path(job["path"]).parent)
    return codec.encode_reading(read_file(Path(job["path"]).read_bytes(), job["media_type"]))


if __name__ == "__main__":
    zygote.serve({"unpack": unpack, "read": read})
