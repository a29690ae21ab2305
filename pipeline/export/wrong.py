"""The cells that are not as labelled, as CSV: a list to work through with the reports at hand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pandas as pd

from pipeline.export.cells import clean_frame
from pipeline.export.csv import write_csv
from pipeline.export.whole import write_whole
from pipeline.model.evaluation import WrongCell

COLUMNS = {
    "unit": "str", "section": "str", "expected": "str", "found": "str", "confidence": "Float64", "file": "str",
    "page": "Int64",
}  # fmt: skip


def write_wrong(cells: Iterable[WrongCell], path: Path) -> None:
    """Write the cells in their order, `found` empty where the tables have no row. StoreError when the disk refuses."""
    rows = [{name: getattr(cell, name) for name in COLUMNS} for cell in cells]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).astype(COLUMNS)
    write_whole(path, partial(write_csv, clean_frame(frame)), again="the same command")
