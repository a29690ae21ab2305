"""`python -m tests.fuzz TARGET SECONDS`: look for input that breaks a law, and say how much was tried.

Targets of bytes run under atheris, guided by coverage, where it is installed, else on mutated seeds; shaped ones
run under hypothesis. What breaks a law is printed as a line for `seeds/TARGET.txt`; the exit code is 1.
"""

from __future__ import annotations

import importlib
import importlib.util
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.seeds_kept import as_line, seeds

_ROUND = 500  # examples of a shaped target between two looks at the clock
_SLOW = 10  # seconds for one input, after which it counts as an endless loop


def _main() -> None:
    name, seconds = sys.argv[1], int(sys.argv[2])
    takes_bytes = bool(seeds(name))  # shaped targets have no seeds
    guided = takes_bytes and importlib.util.find_spec("atheris") is not None
    if guided:
        _instrument()
    from tests.fuzz import targets  # noqa: PLC0415 -- after the code was prepared to tell what it covers

    if name in targets.SHAPED:
        _by_shape(name, targets.SHAPED[name].hold, seconds)
    elif guided:
        _by_coverage(name, targets.BYTES[name], seconds)
    else:
        _by_chance(name, targets.BYTES[name], seconds)


def _instrument() -> None:
    atheris = importlib.import_module("atheris")  # a tool that a developer may have

    with atheris.instrument_imports(include=["pipeline"]):
        from tests.fuzz import targets  # noqa: F401, PLC0415 -- imported to be instrumented


def _by_coverage(name: str, target: Callable[[bytes], None], seconds: int) -> None:
    atheris = importlib.import_module("atheris")  # a tool that a developer may have

    def told(data: bytes) -> None:
        try:
            target(data)
        except BaseException:
            print("seed:", as_line(data), flush=True)  # noqa: T201 -- the command's output
            raise

    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds(name)):
            Path(folder, str(number)).write_bytes(seed)
        options = (f"-max_total_time={seconds}", f"-timeout={_SLOW}", "-max_len=4096", "-rss_limit_mb=2048",
                   "-print_final_stats=1", f"-artifact_prefix={folder}/")  # fmt: skip
        atheris.Setup([sys.argv[0], *options, folder], told)
        atheris.Fuzz()


def _by_chance(name: str, target: Callable[[bytes], None], seconds: int) -> None:
    dice, kept, tried = random.Random(0), seeds(name) or [b""], 0  # noqa: S311 -- no secret
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        data = bytearray(dice.choice(kept))
        for _ in range(dice.randint(1, 8)):
            place = dice.randint(0, len(data))
            data[place : place + dice.randint(0, 3)] = (
                dice.choice(kept)[:9] if dice.random() < 0.3 else dice.randbytes(2)
            )
        try:
            target(bytes(data))
        except BaseException:
            print("seed:", as_line(bytes(data)), flush=True)  # noqa: T201 -- the command's output
            raise
        tried += 1
    print(f"{name}: {tried} inputs in {seconds} s")  # noqa: T201 -- the command's output


def _by_shape(name: str, hold: Callable[..., None], seconds: int) -> None:
    ends, rounds = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        hold(examples=_ROUND, chance=time.time_ns())
        rounds += 1
    print(f"{name}: {rounds * _ROUND} inputs in {seconds} s")  # noqa: T201 -- the command's output


if __name__ == "__main__":
    _main()
