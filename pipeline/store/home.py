"""Which outputs a ledger on a server belongs to: raw bytes and rows are two halves, and must not meet another's.

Two machines, or two outputs folders, that used one ledger would each miss the bytes that the other one stored.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from pathlib import Path

from pipeline.durable import sync_folder
from pipeline.errors import StoreError
from pipeline.failpoint import reach
from pipeline.ports import Ledger
from pipeline.sentences import ledger as say
from pipeline.store import disk

_FACT = "store"  # in the ledger; the same word lies in the file
_FILE = "id"


def settle(ledger: Ledger, folder: Path, name: str) -> None:
    """Tie a new ledger, called `name`, to the store in `folder`. StoreError when it is tied to another one."""
    known = ledger.fact(_FACT)
    own = _read(folder / _FILE)
    if known and known != own:
        raise StoreError(say.OTHER_OUTPUTS(name=name, folder=folder.parent))
    if not known:
        with disk.saying(folder):
            own = own or _make(folder)
        ledger.remember(_FACT, own)


def _read(path: Path) -> str:
    with disk.saying(path.parent):
        return path.read_text(encoding="ascii", errors="replace") if path.exists() else ""


def _make(folder: Path) -> str:
    """A new word, or that of another run which was faster; durable when this returns."""
    disk.make_folder(folder)
    handle, temp = disk.open_temp(folder)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(uuid.uuid4().hex)
            stream.flush()
            os.fsync(handle)
        with contextlib.suppress(FileExistsError):
            os.link(temp, folder / _FILE)
        reach("home.named")
        sync_folder(folder)
    finally:
        disk.remove(temp)
    return _read(folder / _FILE)
