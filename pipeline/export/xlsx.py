"""The workbook for people. The same tables give the same bytes: its dates come from the mail, not from the clock.

A bad character or a long text never costs the whole book.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

import pandas as pd
import xlsxwriter

from pipeline.export.overview import Overview
from pipeline.export.xlsx_front import write_front, write_matrix
from pipeline.export.xlsx_look import Look, shown
from pipeline.export.xlsx_tables import write_table

# In memory the parts get fixed dates and rights inside the archive; through temporary files they would carry ours.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(tables: Mapping[str, pd.DataFrame], view: Overview, stream: BinaryIO) -> None:
    """Write summary.xlsx: counts, matrix, then one sheet per cleaned table. Raises OSError from the stream."""
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties(
        {
            "title": shown(view.title),
            "company": shown(view.agency),
            "created": view.dated.replace(tzinfo=None, microsecond=0),
        }
    )
    look = Look(book)
    write_front(book, look, view)
    write_matrix(book, look, view)
    for name, frame in tables.items():
        write_table(book, look, name, frame, view.review_below)
    book.close()
