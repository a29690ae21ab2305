"""Document × Outline → sections: where each outline item is answered, found by the words of its heading first.

Pure: values in, values out. Numbering never makes a match alone: real numbering is missing, doubled or wrong.
"""

from __future__ import annotations

from pipeline.align.sections import align

__all__ = ["align"]
