"""Folders of CSV files → labels, and our own tables → what they say: the input of `evaluate`. Writes nothing, judges nothing.

Not part of `rulebook`: labels are no rules. They may be incomplete, may hold other columns than ours, may be as large as
all reports together, and the first mistake ends the command instead of all being gathered.
"""

from __future__ import annotations

from pipeline.labelled.tables import read_tables
from pipeline.labelled.truth import read_truth

__all__ = ["read_tables", "read_truth"]
