"""The program's own tables as CSV, as far as they can be held against labels."""

from __future__ import annotations

from pathlib import Path

from pipeline.labelled import values
from pipeline.labelled.folder import Folder
from pipeline.labelled.sheet import Columns, Row
from pipeline.model.labelled import CellFound, FileFound, MessageFound, Tables, UnitFound

_SECTIONS = Columns(required=("unit", "section", "state", "text"), optional=("confidence", "file", "page"))
_UNITS = Columns(required=("unit", "status", "verdict"))
_MESSAGES = Columns(required=("message_id", "disposition", "unit"), optional=("received_at",))
_FILES = Columns(required=("sha256", "role"))
_ADVICE = "give the folder of the tables, outputs/<campaign>/tables"


def read_tables(folder: Path) -> Tables:
    """The tables. LabelsError for the first mistake, as `file:line: what is wrong; what to do`."""
    files = Folder(folder, side="tables")
    sections = files.must("sections.csv", _SECTIONS, advice=_ADVICE)
    units, messages = files.may("units.csv", _UNITS), files.may("messages.csv", _MESSAGES)
    roles = files.may("files.csv", _FILES)
    return Tables(
        cells=tuple(values.once(sections, ("unit", "section"), _cell)),
        units=None if units is None else tuple(values.once(units, ("unit",), _unit)),
        messages=None if messages is None else tuple(map(_message, messages)),
        files=None if roles is None else tuple(map(_file, roles)),
        absent=files.absent,
    )


def _cell(row: Row) -> CellFound:
    return CellFound(
        unit=values.name(row, "unit"),
        section=values.name(row, "section"),
        state=values.state(row),
        text=row.cells["text"],
        confidence=values.share(row, "confidence"),
        file=row.cells["file"],
        page=values.count(row, "page"),
    )


def _unit(row: Row) -> UnitFound:
    return UnitFound(unit=values.name(row, "unit"), status=values.status(row), verdict=values.verdict(row))


def _message(row: Row) -> MessageFound:
    return MessageFound(
        message_id=row.cells["message_id"].strip("<>"),
        disposition=values.disposition(row),
        unit=values.plain(row, "unit"),
        received_at=values.moment(row, "received_at"),
    )


def _file(row: Row) -> FileFound:
    return FileFound(sha256=values.name(row, "sha256"), role=values.role(row))
