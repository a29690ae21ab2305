"""LibreOffice as a converter to .docx: one run for many files, in a profile of its own, without network or macros.

Its exit code says nothing (0 for a file that it could not open), so only the files that it wrote count. Seen with
version 7.4 and a listener on loopback: without the settings and the cut below it fetched the pictures of .html, .odt
and .fodt, and the style sheets of .html, three times each.
"""

from __future__ import annotations

import shutil
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.model.document import Unread
from pipeline.programs.run import End, cut_off, run
from pipeline.read.docx.package import BROKEN
from pipeline.read.office.kinds import Kind, is_word_97
from pipeline.read.office.nouns import Limits

NAME = "libreoffice"
PACKAGE = "libreoffice-writer-nogui"
_FILTER = "docx:MS Word 2007 XML"
_SIGKILL = (
    9  # what the kernel sends at the limit of computing time, as told of a child and as told by a shell
)
_OUT_OF_TIME = frozenset((-_SIGKILL, 128 + _SIGKILL))
_MAIN_PART = "word/document.xml"

# What may be opened where the network cannot be taken away: with a filter forced on them, these two fetched nothing.
_FORCED = {Kind.DOC: "MS Word 97", Kind.RTF: "Rich Text Format"}
NO_CUT = (
    "it could fetch from the network while it is converted, and nothing here prevents it: install bubblewrap"
)

_SETTINGS = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",  # very high: no macro runs
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",  # stopped pictures, but not style sheets: so never alone
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "0"},  # links are never updated
    "/org.openoffice.Office.Java/VirtualMachine": {"Enable": "false"},
}

Outcome = Path | Unread


def soffice() -> str:
    """Where LibreOffice is, empty when it is absent or cannot be limited."""
    return (shutil.which("soffice") or "") if shutil.which("prlimit") else ""


def to_docx(files: Mapping[int, tuple[Path, Kind]], folder: Path, limits: Limits) -> dict[int, Outcome]:
    """Convert files that lie in `folder` under our own names; each number gets a .docx or the reason why not.

    One run for all; what a run that broke off leaves undone is tried again, each file alone.
    """
    batch = _Batch(folder, limits)
    outcomes: dict[int, Outcome] = {}
    for forced, numbers in _groups(files, shut_in=bool(batch.cut)).items():
        if forced is None:
            outcomes |= dict.fromkeys(numbers, Unread(code="unsupported", detail=NO_CUT))
        else:
            outcomes |= batch.convert({number: files[number][0] for number in numbers}, forced)
    return outcomes


def _groups(files: Mapping[int, tuple[Path, Kind]], *, shut_in: bool) -> dict[str | None, list[int]]:
    """Numbers by the filter to force on them: empty for none (shut in), None where opening is not safe."""
    groups: dict[str | None, list[int]] = {}
    for number, (path, kind) in files.items():
        forced = None if kind is Kind.DOC and not is_word_97(path.read_bytes()) else _FORCED.get(kind)
        groups.setdefault("" if shut_in else forced, []).append(number)
    return groups


class _Batch:
    """Runs on one folder until its time is used up."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._ends_at = time.monotonic() + limits.total_seconds
        self.cut = cut_off(folder)
        _write_profile(folder / "profile")

    def convert(self, files: Mapping[int, Path], forced: str) -> dict[int, Outcome]:
        """Convert all at once, and one by one what a run that broke off left undone."""
        end = self._run(tuple(files.values()), forced)
        alone = len(files) > 1 and end is not None and _broke_off(end)
        return {number: self._outcome(path, forced if alone else None, end) for number, path in files.items()}

    def _outcome(self, path: Path, forced: str | None, end: End | None) -> Outcome:
        """What was made of a file; with a filter given it gets another chance, alone."""
        made = self._made(path)
        if made is None and forced is not None:
            end = self._run((path,), forced)
            made = self._made(path)
        return made or _reason(end)

    def _run(self, files: Sequence[Path], forced: str) -> End | None:
        """One run; None when no time is left for it."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            return None
        more = self._limits.each_more * (len(files) - 1)
        command = (
            *(self.cut or ()), soffice(), f"-env:UserInstallation={(self._folder / 'profile').as_uri()}", "--headless",
            "--norestore", "--nolockcheck", "--nodefault", "--nologo", *([f"--infilter={forced}"] if forced else []),
            "--convert-to", _FILTER, "--outdir", str(self._folder / "made"), *map(str, files),
        )  # fmt: skip
        limits = replace(self._limits, cpu_seconds=self._limits.cpu_seconds + more)
        return run(command, self._folder, limits, seconds=min(left, self._limits.wall_seconds + more))

    def _made(self, path: Path) -> Path | None:
        """The .docx made of a file, when it is one."""
        made = self._folder / "made" / f"{path.stem}.docx"
        return made if is_docx(made) else None


def is_docx(path: Path) -> bool:
    """Whether a whole .docx lies there, and no link: a run that was ended, or taken over, may leave anything."""
    if path.resolve() != path or not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _MAIN_PART in archive.namelist()
    except BROKEN:
        return False


def _broke_off(end: End) -> bool:
    return end.late or end.code != 0


def _reason(end: End | None) -> Unread:
    if end is None or end.late or end.code in _OUT_OF_TIME:
        return Unread(code="time", detail="LibreOffice did not finish in its time", reader=NAME)
    if end.code:
        return Unread(code="crash", detail=f"LibreOffice ended with code {end.code}", reader=NAME)
    return Unread(code="corrupt", detail="LibreOffice could not open it", reader=NAME)


def _write_profile(profile: Path) -> None:
    """A fresh profile with our settings; LibreOffice adds the rest when it starts."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>\n',
        "utf-8",
    )
