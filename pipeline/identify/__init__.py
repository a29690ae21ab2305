"""Which unit sent a message, what kind of message it is, which file is the report: exactly one, or why not; and a paper's parts.

Pure: values in, values out. Never guesses in silence: a tie or a lone weak clue leaves the unit empty, with reasons.
"""

from __future__ import annotations

from pipeline.identify.album import gathered
from pipeline.identify.paper import dissect
from pipeline.identify.sort import Sorter

__all__ = ["Sorter", "dissect", "gathered"]
