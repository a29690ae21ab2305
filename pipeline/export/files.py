"""Every output of a campaign.

Same tables and same campaign: same bytes. Never reads the clock, never decides what a cell says.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from pipeline.export.cells import clean_frame
from pipeline.export.csv import write_csv
from pipeline.export.overview import overview
from pipeline.export.page import write_page
from pipeline.export.parquet import write_parquet
from pipeline.export.whole import Writer, write_whole
from pipeline.export.xlsx import write_workbook
from pipeline.model.campaign import Campaign


def export_all(
    tables: Mapping[str, pd.DataFrame],
    campaign: Campaign,
    folder: Path,
    explanations: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Path, ...]:
    """Write tables/<name>.csv, tables/<name>.parquet, summary.xlsx and summary.html below `folder`.

    `tables` are the frames of the public contract by name; `explanations` say of units, by code, why their verdict is
    what it is: for people, so that workbook and page have them beside the verdict and no table does. Returns the paths
    written, in that order. Each file appears whole or not at all; StoreError when the disk refuses.
    """
    clean = {name: clean_frame(frame) for name, frame in tables.items()}
    view = overview(clean, campaign, explanations)
    writers: dict[Path, Writer] = {}
    for name, frame in clean.items():
        writers[folder / "tables" / f"{name}.csv"] = partial(write_csv, frame)
        writers[folder / "tables" / f"{name}.parquet"] = partial(write_parquet, frame)
    writers[folder / "summary.xlsx"] = partial(write_workbook, clean, view)
    writers[folder / "summary.html"] = partial(write_page, clean, view)
    for path, writer in writers.items():
        write_whole(path, writer, again="`tonghop table`")
    return tuple(writers)
