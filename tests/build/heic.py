"""The one binary file among the fixtures: a page as telephones photograph it, in HEIC, which no library here can write.

`page.heic` is `scans.pages()[0].picture("clean", 130)` in grey, saved by Debian's `heif-enc -q 12` (libheif-examples,
libheif 1.15, x265). It is there so that reading HEIC is tested on what an independent encoder wrote.
"""

from __future__ import annotations

from pathlib import Path

from tests.build import scans

_DATA = Path(__file__).with_name("page.heic")


def page() -> bytes:
    """The file."""
    return _DATA.read_bytes()


def lines() -> tuple[str, ...]:
    """What a person reads on it."""
    return scans.pages()[0].lines
