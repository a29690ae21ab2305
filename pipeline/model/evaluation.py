"""How right the program was, in figures. A share is 0 to 1, and None where there is nothing to divide by."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.labelled import Absence
from pipeline.model.section import State

Share = float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateFigures:
    """One state: the share of cells said to be so that are (precision), the share of `support` that was said (recall)."""

    state: State
    support: int
    precision: Share
    recall: Share
    f1: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """The cells at or above the threshold: how many, their share of all cells, how many are wrong, the share of them."""

    cells: int
    coverage: Share
    wrong: int
    wrong_share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A set of cells. Presence is full or thin against the rest, absence missing or empty against the rest.

    `text_overlap` is the mean token F1 over cells that are present and whose text was labelled; `sure` is None when
    no cell has a confidence.
    """

    cells: int
    right: int
    state_accuracy: Share
    state_macro_f1: Share
    presence_f1: Share
    absence_f1: Share
    text_overlap_f1: Share
    sure: Sure | None
    states: tuple[StateFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The cells of one format, trait or section."""

    name: str
    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Cells with a confidence from `low` up to `high`: how many, their mean confidence, the share that is right."""

    low: float
    high: float
    cells: int
    confidence: Share
    right: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Whether a confidence is the probability that it claims to be, over cells that have one."""

    cells: int
    bins: tuple[Bin, ...]
    expected_error: float
    brier: float
    log_loss: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPoint:
    """The share of cells at or above a confidence, and the share of those that are wrong."""

    confidence: float
    cells: int
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCurve:
    """Error rate among the most confident cells, from the surest to all; `area` under it: 0 is perfect."""

    points: tuple[RiskPoint, ...]
    area: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongCell:
    """A cell that is not as labelled; `found` is None when the tables have no row for it."""

    unit: str
    section: str
    expected: State
    found: State | None
    confidence: float | None
    file: str
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """How many cells that are `expected` were said to be `found` (None: no row)."""

    expected: State
    found: State | None
    cells: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongMessage:
    """A mail that is not as labelled: accepted dispositions joined by `|`; `found` is empty when it was lost."""

    message_id: str
    expected: str
    found: str
    expected_unit: str
    found_unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFigures:
    """Mails, of which `lost` have no row, and `of_units` belong to a unit.

    `wrong_unit` counts mails given to a unit that is not theirs, `unidentified` those of a unit that were given to none.
    A lost mail is neither.
    """

    messages: int
    lost: int
    disposition_accuracy: Share
    of_units: int
    unit_accuracy: Share
    wrong_unit: int
    unidentified: int
    wrong: tuple[WrongMessage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongUnit:
    """A unit whose status or verdict (`what`) is not as labelled; `found` is empty without a row."""

    unit: str
    what: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFigures:
    """Units, of which `no_row` are not in the tables. Accuracies are over units with that label."""

    units: int
    no_row: int
    status_accuracy: Share
    late_f1: Share
    verdict_accuracy: Share
    wrong: tuple[WrongUnit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFigures:
    """Files, of which `lost` are not in the tables."""

    files: int
    lost: int
    role_accuracy: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Rows of labelled sections that are not judged: those without a state, and those of units that sent nothing.

    Of the latter, `sent_after_all` says for how many the tables name another state.
    """

    unlabelled: int
    not_submitted: int
    sent_after_all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All figures. `no_row` counts cells without a row in the tables (wrong ones); parts are None where files lack."""

    threshold: float
    labelled_units: int
    no_row: int
    left_out: LeftOut
    absent: tuple[Absence, ...]
    summary: Summary
    formats: tuple[Group, ...]
    traits: tuple[Group, ...]
    sections: tuple[Group, ...]
    confusion: tuple[Confusion, ...]
    calibration: Calibration | None
    risk: RiskCurve | None
    wrong: tuple[WrongCell, ...]
    messages: MessageFigures | None
    units: UnitFigures | None
    files: FileFigures | None
