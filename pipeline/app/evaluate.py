"""`evaluate`: labels against the program's own tables; needs no campaign, no ledger, no lock."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.app.results import EvaluationResult
from pipeline.errors import LabelsError
from pipeline.evaluate import evaluate as judge
from pipeline.export.charts import write_charts
from pipeline.export.wrong import write_wrong
from pipeline.labelled import read_tables, read_truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What to hold against what: the folder of labels, that of the tables; `threshold` is where sure begins.

    `charts` is a folder for pictures and `wrong` a file for the wrong cells, None for none.
    """

    truth: Path
    tables: Path
    threshold: float
    charts: Path | None = None
    wrong: Path | None = None


def evaluate(labels: Labels) -> EvaluationResult:
    """All figures, and the files written. LabelsError for a mistake in either folder, StoreError from the disk."""
    truth, tables = read_truth(labels.truth), read_tables(labels.tables)
    found = judge(truth, tables, threshold=labels.threshold)
    if found.summary.cells and found.no_row == found.summary.cells:
        raise LabelsError(
            f"None of the {found.no_row} labelled cells has a row in {labels.tables}: give the tables of the campaign "
            "whose reports were labelled."
        )
    written: list[Path] = []
    if labels.charts is not None:
        written += write_charts(found, labels.charts)
    if labels.wrong is not None:
        write_wrong(found.wrong, labels.wrong)
        written.append(labels.wrong)
    return EvaluationResult(evaluation=found, written=tuple(written))
