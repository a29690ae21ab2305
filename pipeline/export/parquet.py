"""One table as Parquet, for programs: the values as they are, without the clock in the metadata."""

from __future__ import annotations

from typing import BinaryIO

import pandas as pd


def write_parquet(frame: pd.DataFrame, stream: BinaryIO) -> None:
    """Write a cleaned frame. Raises OSError from the stream."""
    frame.to_parquet(stream, engine="pyarrow", index=False, compression="zstd")
