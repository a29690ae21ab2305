"""Files written so that nobody ever opens half of one: each appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from pipeline.durable import sync_folder
from pipeline.errors import StoreError
from pipeline.failpoint import reach

Writer = Callable[[BinaryIO], None]


def write_whole(path: Path, writer: Writer, *, again: str) -> None:
    """Let `writer` write the file, its folder made where needed. StoreError when the disk refuses: run `again` again."""
    beside = path.with_name(f".{path.name}.new")  # one fixed name: what a killed run left is written over
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as out:
            reach("output.opened")
            writer(out)
            out.flush()
            reach("output.written")
            os.fsync(out.fileno())
        reach("output.synced")
        beside.replace(path)
        reach("output.named")
        sync_folder(path.parent)
        reach("output.kept")
    except OSError as error:
        with contextlib.suppress(OSError):  # on a full disk its room is needed
            beside.unlink()
        raise StoreError(
            f"cannot write {path} ({error.strerror or error}): check free space and permissions, then run {again} again"
        ) from error
