"""Assessments and submissions → the six public tables, as pandas frames. The only core package that knows pandas."""

from __future__ import annotations

from pipeline.tabulate.changes import changes
from pipeline.tabulate.tables import COLUMNS, tabulate

__all__ = ["COLUMNS", "changes", "tabulate"]
