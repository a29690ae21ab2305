"""From sorted submissions and aligned sections to one record per unit, and what the checks say of it.

One file per kind of check, listed in `registry.py`. Pure: values in, values out.
"""

from __future__ import annotations

from pipeline.assess.assess import assess
from pipeline.assess.misnamed import NAME as MISNAMED
from pipeline.assess.record import build_record, counting, headings_ruled
from pipeline.assess.registry import CHECK_KINDS, KINDS

__all__ = ["CHECK_KINDS", "KINDS", "MISNAMED", "assess", "build_record", "counting", "headings_ruled"]
