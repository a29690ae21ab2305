"""The command line in a process that is killed (as by kill -9) right before its n-th durable act; n = 0 is never.

Durable acts are giving a finished file its name, and committing a transaction. How many were done before the end is
written to the file named. Run as `python -m tests.build.mortal N FILE COMMAND …`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, event

from pipeline import cli


def _mortal(last: int, told: Path) -> Callable[[], None]:
    done = 0

    def act() -> None:
        nonlocal done
        done += 1
        told.write_text(str(done))
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    return act


def _main() -> None:
    last, told, *arguments = sys.argv[1:]
    act = _mortal(int(last), Path(told))
    event.listen(Engine, "commit", lambda _connection: act())
    sys.addaudithook(lambda name, _arguments: act() if name == "os.rename" else None)
    cli.main(arguments)


if __name__ == "__main__":
    _main()
