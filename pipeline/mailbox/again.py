"""Trying again what may go well a moment later: how often, and after which waits. Knows nothing of mail.

Must never try again what the caller does not call passing, nor hide the last error.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Persistence:
    """How often something is tried in all, and the waits between, in seconds: doubled from `first`, never over `longest`.

    Each wait has up to `jitter` seconds on top, so that two programs that were cut off together do not come back
    together. Five tries wait for 15 to 19 seconds in all: longer trouble is for the next run.
    """

    tries: int = 5
    first: float = 1.0
    longest: float = 30.0
    jitter: float = 1.0
    sleep: Callable[[float], None] = time.sleep

    def run(
        self,
        passes: Callable[[BaseException], bool],
        work: Callable[Given, Made],
        *args: Given.args,
        **more: Given.kwargs,
    ) -> Made:
        """What `work` returns, tried again after errors that pass; the last error as it was raised."""
        import tenacity  # noqa: PLC0415 -- only who tries again pays for its library

        again = tenacity.Retrying(
            sleep=self.sleep,
            stop=tenacity.stop_after_attempt(self.tries),
            wait=tenacity.wait_exponential_jitter(
                multiplier=self.first, max=self.longest, jitter=self.jitter
            ),
            retry=tenacity.retry_if_exception(passes),
            reraise=True,
        )
        return again(work, *args, **more)


ONCE = Persistence(tries=1)
