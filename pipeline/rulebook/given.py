"""Texts beside the rules that reports are compared with: `known/` what everybody was sent, `earlier/` reports of former rounds.

Text files are read here, as rules are. Other files may come from anybody: they are only looked up and weighed, and read
where hostile files are.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection
from pathlib import Path

from pipeline.model.campaign import Given
from pipeline.rulebook.problems import Page, Problems, shown
from pipeline.rulebook.source import read

KNOWN, EARLIER = "known", "earlier"
TEXT = ".txt"
ENDINGS = (".docx", ".doc", ".rtf", ".odt", ".pdf", TEXT)
MAX_BYTES = 100 << 20  # no report is larger
_LITTER = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini"}
)  # Windows puts them into folders that are looked at
_GOES_ON = re.compile(r"[^\W_]")  # `SYT` is the code of `SYT_2021.docx`, not of `SYTX.docx`


def read_given(folder: Path, problems: Problems, codes: Collection[str]) -> tuple[Given, ...]:
    """Every file in both folders and those below them, by name; `codes` are the units of the roster."""
    known = (_given(folder, path, problems.page(path)) for path in _files(folder / KNOWN, problems))
    earlier = (
        _earlier(folder, path, problems.page(path), codes) for path in _files(folder / EARLIER, problems)
    )
    return tuple(one for one in (*known, *earlier) if one is not None)


def _files(folder: Path, problems: Problems) -> list[Path]:
    """Files that a person put there; hidden ones, and what Word and Windows put beside them, are none."""

    def closed(error: OSError) -> None:
        page = problems.page(Path(error.filename))
        page.add(1, f"the folder cannot be read ({error.strerror})", "give the program read access to it")

    walk = os.walk(folder, onerror=closed) if folder.exists() else ()
    paths = (Path(place, name) for place, _, names in walk for name in names)
    return sorted(
        path for path in paths if not path.name.startswith((".", "~$")) and path.name.lower() not in _LITTER
    )


def _earlier(folder: Path, path: Path, page: Page, codes: Collection[str]) -> Given | None:
    unit = _unit_of(path.stem, codes)
    if not unit and codes:  # a roster with mistakes of its own has none
        page.add(
            1, f"{shown(path.name)} begins with no unit's code", "name the file SYT.docx, or SYT 2021.docx"
        )
        return None
    return _given(folder, path, page, unit)


def _unit_of(stem: str, codes: Collection[str]) -> str:
    """The longest code that a name begins with as a word."""
    whole = (code for code in codes if stem.startswith(code) and not _GOES_ON.match(stem[len(code) :]))
    return max(whole, key=len, default="")


def _given(folder: Path, path: Path, page: Page, unit: str = "") -> Given | None:
    name = path.relative_to(folder).as_posix()
    if path.suffix.lower() not in ENDINGS:
        page.add(1, f"{shown(path.suffix)} is no kind of text", f"save it as one of: {', '.join(ENDINGS)}")
        return None
    if path.suffix.lower() == TEXT:
        source = read(page)
        return Given(
            name=name, sha256=hashlib.sha256(source.data).hexdigest(), unit=unit, text=source.text or ""
        )
    try:
        if path.stat().st_size > MAX_BYTES:
            page.add(1, f"the file has more than {MAX_BYTES >> 20} MiB", "put the paper alone there")
            return None
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        page.add(1, f"the file cannot be read ({error.strerror})", "give the program read access to it")
        return None
    return Given(name=name, sha256=sha256, unit=unit, path=str(path.absolute()))
