"""Raw bytes under their sha256, written once, durable before anybody is told that they are there.

Never looks into the bytes, and never changes or removes a blob that is whole.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.durable import sync_folder
from pipeline.errors import StoreError
from pipeline.failpoint import reach
from pipeline.store import disk

_DIGEST = re.compile(r"[0-9a-f]{64}")
_TEMP_FOLDER = "tmp"  # inside the store, so that the last step is a rename within one file system


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A temp file that is complete and on the disk."""

    temp: Path
    sha256: str
    size: int


class DiskBlobs:
    """`ports.Blobs` on a local disk: `<folder>/ab/cdef….bin`."""

    def __init__(self, folder: Path) -> None:
        """Open or make the store and sweep what dead runs left; StoreError when the disk refuses."""
        self._folder = folder
        self._temp = folder / _TEMP_FOLDER
        with disk.saying(folder):
            disk.make_folder(self._temp)
            disk.sweep(self._temp)

    def put(self, pieces: Iterable[bytes]) -> str:
        """Store the bytes and return their sha256 in hex; durable on return.

        Raises StoreError when the disk refuses; what `pieces` raises passes unchanged. Either way nothing is left.
        """
        with disk.saying(self._folder):
            handle, temp = disk.open_temp(self._temp)
        reach("blob.opened")
        try:
            written = self._write(handle, temp, pieces)
            with disk.saying(self._folder):
                self._settle(written)
        finally:
            disk.remove(temp)
        return written.sha256

    def path(self, sha256: str) -> Path:
        """Where the bytes of a stored blob are (or would be)."""
        if not _DIGEST.fullmatch(sha256):
            raise StoreError(
                f"{sha256[:80]!r} is no sha256: the ledger is damaged, restore it from a backup."
            )
        return self._folder / sha256[:2] / f"{sha256[2:]}.bin"

    def has(self, sha256: str) -> bool:
        """Whether the blob is there."""
        return self.path(sha256).is_file()

    def _write(self, handle: int, temp: Path, pieces: Iterable[bytes]) -> _Written:
        digest, size = hashlib.sha256(), 0
        try:
            for piece in pieces:
                with disk.saying(self._folder):
                    _write_all(handle, piece)
                reach("blob.piece")
                digest.update(piece)
                size += len(piece)
            with disk.saying(self._folder):
                os.fsync(handle)
            reach("blob.synced")
        finally:
            os.close(handle)
        return _Written(temp=temp, sha256=digest.hexdigest(), size=size)

    def _settle(self, written: _Written) -> None:
        """Give a complete temp file its name, unless the blob is there already and whole.

        The folders are synced even when the blob was there: the run that wrote it may have died before it could.
        """
        target = self.path(written.sha256)
        target.parent.mkdir(mode=disk.PRIVATE_FOLDER, exist_ok=True)
        reach("blob.folder")
        if (
            _size(target) != written.size
        ):  # absent, or cut short by a failing disk: these bytes are proved by digest
            written.temp.replace(target)
        reach("blob.named")
        sync_folder(target.parent)
        sync_folder(self._folder)
        reach("blob.kept")


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _write_all(handle: int, piece: bytes) -> None:
    """os.write may take less than it is given."""
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(handle, rest) :]
