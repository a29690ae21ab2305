"""Labels and the program's own tables → how right the program was. Pure: values in, figures out.

The order of rows never matters; sums are exact (`fsum`), so that it cannot matter in the last digit either.
"""

from __future__ import annotations

from pipeline.evaluate.evaluate import evaluate

__all__ = ["evaluate"]
