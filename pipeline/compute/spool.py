"""The folder where a message's files are laid, as `0`, `1`, …, until the next message.

Believes no name that comes back from a parser, and removes nothing that it cannot have laid.
"""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

from pipeline import codec
from pipeline.compute.orders import Parcel
from pipeline.ports import Unpacked

_NAME = re.compile(r"[0-9]{1,6}")
WORK = "work"  # where a job opens archives; one that was killed leaves it
_PRIVATE_FOLDER = 0o700


def clear(spool: Path) -> None:
    """Make the folder, or remove what the last call laid there, and where it worked. Raises OSError."""
    spool.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    for path in spool.iterdir():
        if path.name == WORK:
            shutil.rmtree(path)
        elif _NAME.fullmatch(path.name):
            path.unlink()


def open_parcel(payload: bytes, spool: Path) -> Unpacked:
    """The message, and where its files are; CodecError when the answer does not fit what lies in the folder."""
    parcel = codec.decode(payload, Parcel)
    known = {file.path for file in parcel.message.files}
    for path, name in parcel.laid:
        if path not in known:
            raise codec.CodecError("a file was laid that the message does not have")
        if not _NAME.fullmatch(name) or not _is_plain(spool / name):
            raise codec.CodecError("a file was announced and not laid")
    return Unpacked(message=parcel.message, spool=tuple((path, spool / name) for path, name in parcel.laid))


def _is_plain(path: Path) -> bool:
    """A file itself; a link could lead anywhere."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
