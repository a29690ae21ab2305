"""Every output of a campaign, written so that nobody ever opens half a file.

Same tables and same campaign: same bytes. Never reads the clock, never decides what a cell says.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from pipeline.errors import StoreError
from pipeline.export.cells import clean_frame
from pipeline.export.csv import write_csv
from pipeline.export.overview import overview
from pipeline.export.page import write_page
from pipeline.export.parquet import write_parquet
from pipeline.export.xlsx import write_workbook
from pipeline.model.campaign import Campaign

Writer = Callable[[BinaryIO], None]


def export_all(tables: Mapping[str, pd.DataFrame], campaign: Campaign, folder: Path) -> tuple[Path, ...]:
    """Write tables/<name>.csv, tables/<name>.parquet, summary.xlsx and summary.html below `folder`.

    `tables` are the frames of the public contract by name. Returns the paths written, in that order. Each file
    appears whole or not at all; StoreError when the disk refuses.
    """
    clean = {name: clean_frame(frame) for name, frame in tables.items()}
    view = overview(clean, campaign)
    writers: dict[Path, Writer] = {}
    for name, frame in clean.items():
        writers[folder / "tables" / f"{name}.csv"] = partial(write_csv, frame)
        writers[folder / "tables" / f"{name}.parquet"] = partial(write_parquet, frame)
    writers[folder / "summary.xlsx"] = partial(write_workbook, clean, view)
    writers[folder / "summary.html"] = partial(write_page, clean, view)
    for path, writer in writers.items():
        _whole(path, writer)
    return tuple(writers)


def _whole(path: Path, writer: Writer) -> None:
    beside = path.with_name(f".{path.name}.new")  # one fixed name: what a killed run left is written over
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as out:
            writer(out)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
        _settle(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):  # on a full disk its room is needed
            beside.unlink()
        raise StoreError(
            f"cannot write {path} ({error.strerror or error}): check free space and permissions, then run `tonghop table` again"
        ) from error


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
