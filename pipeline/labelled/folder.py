"""One folder of CSV files, of which one must be there; what is absent is remembered, so that it can be told."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import LabelsError
from pipeline.labelled.sheet import Columns, Row, Sheet, read_sheet
from pipeline.model.labelled import Absence


class Folder:
    """A folder of labels or of tables (`side`), read file by file."""

    def __init__(self, path: Path, *, side: str) -> None:
        self.path = path
        self.side = side
        self._absent: list[Absence] = []

    @property
    def absent(self) -> tuple[Absence, ...]:
        """The optional files and columns that were asked for and are not there."""
        return tuple(self._absent)

    def must(self, name: str, columns: Columns, *, advice: str) -> tuple[Row, ...]:
        """The rows of a file that must be there; `advice` says what to do when it is not."""
        if not self.path.is_dir():
            raise LabelsError(f"There is no folder {self.path}: {advice}.")
        sheet = read_sheet(self.path / name, columns)
        if sheet is None:
            raise LabelsError(f"There is no {name} in {self.path}: {advice}.")
        return self._noting(name, sheet)

    def may(self, name: str, columns: Columns) -> tuple[Row, ...] | None:
        """The rows of a file, None when it is not there."""
        sheet = read_sheet(self.path / name, columns)
        if sheet is None:
            self._absent.append(Absence(side=self.side, file=name))
            return None
        return self._noting(name, sheet)

    def _noting(self, name: str, sheet: Sheet) -> tuple[Row, ...]:
        self._absent += [Absence(side=self.side, file=name, column=column) for column in sheet.lacking]
        return sheet.rows
