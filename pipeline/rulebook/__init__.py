"""The folder of a campaign: `rules/<campaign>/` in, one frozen `Campaign` out, or every mistake at once.

Rules are data that an office edits by hand, in a text editor or in Excel. Nothing here guesses what a broken line
meant, runs what a file says, or stops at the first mistake.
"""

from __future__ import annotations

from pipeline.rulebook.decision_file import DecisionFile, append_decision, as_written
from pipeline.rulebook.folder import load

__all__ = ["DecisionFile", "append_decision", "as_written", "load"]
