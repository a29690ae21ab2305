"""Places where a test may let the process die, as by a power cut. Without TONGHOP_FAIL_AT they do nothing.

Never catches, delays or changes anything: a point that is not asked for is passed.
"""

from __future__ import annotations

import os
from collections import Counter

FAIL_AT = "TONGHOP_FAIL_AT"  # NAME, or NAME:k for the k-th time that the point is reached
DEAD = 77  # the exit code of a process that died at a point

reached: Counter[str] = Counter()  # how often each point was, counted only while FAIL_AT is set


def reach(name: str) -> None:
    """Die here if FAIL_AT says so: no cleaning up, no last words, buffers lost."""
    wanted = os.environ.get(FAIL_AT)
    if wanted:
        reached[name] += 1
        if wanted in {f"{name}:{reached[name]}", name}:
            os._exit(DEAD)
