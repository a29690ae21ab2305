"""Results of pure functions by key, compressed, on disk: losing one costs time, never truth.

Never the only place of anything; never trusts what it finds (a damaged entry is no entry).
"""

from __future__ import annotations

import hashlib
import os
import zlib
from pathlib import Path

from pipeline.failpoint import reach
from pipeline.store import disk

_FAST = 1  # the level: JSON of a report shrinks to about a quarter already, and polls wait for this


class DiskMemo:
    """`ports.Memo` on a local disk: `<folder>/ab/cdef….z`, named by the sha256 of the key."""

    def __init__(self, folder: Path) -> None:
        """Open or make the memo and sweep what dead runs left; StoreError when the disk refuses."""
        self._folder = folder
        with disk.saying(folder):
            disk.make_folder(folder)
            disk.sweep(folder)

    def get(self, key: str) -> bytes | None:
        """The stored result, or None when there is none or it is damaged."""
        try:
            return zlib.decompress(self._path(key).read_bytes())
        except (OSError, zlib.error):
            return None

    def put(self, key: str, value: bytes) -> None:
        """Keep a result; StoreError when the disk refuses. Not synced: a power cut may lose it, which is fine."""
        path = self._path(key)
        with disk.saying(self._folder):
            path.parent.mkdir(mode=disk.PRIVATE_FOLDER, exist_ok=True)
            handle, temp = disk.open_temp(self._folder)
            reach("memo.opened")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(zlib.compress(value, _FAST))
                reach("memo.written")
                temp.replace(path)
                reach("memo.named")
            finally:
                disk.remove(temp)

    def drop(self, key: str) -> None:
        """Keep a result no longer; StoreError when the disk refuses."""
        with disk.saying(self._folder):
            self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / name[:2] / f"{name[2:]}.z"
