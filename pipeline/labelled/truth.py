"""A folder of labels: `sections.csv`, and where they are there `units.csv`, `messages.csv` and `files.csv`."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import LabelsError
from pipeline.labelled import values
from pipeline.labelled.folder import Folder
from pipeline.labelled.sheet import Columns, Row
from pipeline.model.labelled import CellLabel, FileLabel, MessageLabel, Truth, UnitLabel

_SECTIONS = Columns(required=("unit", "section", "state", "text"))
_UNITS = Columns(required=("unit",), optional=("status", "verdict", "format", "traits"))
_MESSAGES = Columns(required=("message_id", "disposition", "unit"), optional=("received_at",))
_FILES = Columns(required=("sha256", "role"))
_CONTAINER = "container"  # the label of an archive, which is no file of its own in the tables
_ADVICE = "label reports there, as rules/LABELLING.md says"


def read_truth(folder: Path) -> Truth:
    """The labels. LabelsError for the first mistake, as `file:line: what is wrong; what to do`."""
    files = Folder(folder, side="labels")
    sections = files.must("sections.csv", _SECTIONS, advice=_ADVICE)
    labelled = [row for row in sections if row.cells["state"]]
    if not labelled:
        raise LabelsError(f"{folder / 'sections.csv'} has no row with a state: {_ADVICE}.")
    units, messages = files.may("units.csv", _UNITS), files.may("messages.csv", _MESSAGES)
    roles = files.may("files.csv", _FILES)
    return Truth(
        cells=tuple(values.once(labelled, ("unit", "section"), _cell)),
        units=None if units is None else tuple(values.once(units, ("unit",), _unit)),
        messages=None
        if messages is None
        else tuple(_message(row) for row in messages if row.cells["disposition"]),
        files=None if roles is None else tuple(_file(row) for row in roles if _is_file(row)),
        unlabelled=len(sections) - len(labelled),
        absent=files.absent,
    )


def _cell(row: Row) -> CellLabel:
    return CellLabel(
        unit=values.name(row, "unit"),
        section=values.name(row, "section"),
        state=values.state(row),
        text=row.cells["text"],
    )


def _unit(row: Row) -> UnitLabel:
    traits = (trait.strip() for trait in values.plain(row, "traits").split(values.BETWEEN))
    return UnitLabel(
        unit=values.name(row, "unit"),
        status=values.status(row) if row.cells["status"] else None,
        verdict=values.verdict(row) if row.cells["verdict"] else None,
        format=values.plain(row, "format"),
        traits=tuple(dict.fromkeys(trait for trait in traits if trait)),
    )


def _message(row: Row) -> MessageLabel:
    return MessageLabel(
        message_id=row.cells["message_id"].strip("<>"),
        dispositions=values.dispositions(row),
        unit=values.plain(row, "unit"),
        received_at=values.moment(row, "received_at"),
    )


def _is_file(row: Row) -> bool:
    return row.cells["role"] not in {"", _CONTAINER}


def _file(row: Row) -> FileLabel:
    return FileLabel(sha256=values.name(row, "sha256"), role=values.role(row))
