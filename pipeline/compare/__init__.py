"""Which papers are alike: near-copies between units, of a unit's earlier report, of texts that everybody was given.

Pure: values in, values out; the same papers in any order give the same result. Every likeness told of has been measured
word by word; sketches only say where to look.
"""

from __future__ import annotations

from pipeline.compare.compare import Found, Limits, Papers, between_units, with_earlier, with_given
from pipeline.compare.marks import Marks, mark, of_texts
from pipeline.compare.quote import Other, quote

__all__ = [
    "Found", "Limits", "Marks", "Other", "Papers", "between_units", "mark", "of_texts", "quote", "with_earlier", "with_given",
]  # fmt: skip
