"""Programs that the tests start end with them, however these end: a run that is killed, or gives up, cleans nothing up."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Sequence

_SETPRIV = shutil.which("setpriv")  # of util-linux; where there is none, programs may be left behind


def leashed(command: Sequence[str], *, by: signal.Signals = signal.SIGKILL) -> list[str]:
    """The command line of a program that gets this signal when the thread that started it ends; its process id is its own.

    The leash is on once the program itself runs, some milliseconds after its start.
    """
    if _SETPRIV is None:
        return [*command]
    return [_SETPRIV, "--pdeathsig", by.name.removeprefix("SIG"), "--", *command]
