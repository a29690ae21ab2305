"""Tables of reports and annexes × indicators → figures: each with its cell, what stands in it, and how sure it is.

Pure: values in, values out. Never corrects or converts a number: what is doubtful has a low confidence and its raw text.
"""

from __future__ import annotations

from pipeline.measure.measure import measure
from pipeline.measure.unseen import sent_apart

__all__ = ["measure", "sent_apart"]
