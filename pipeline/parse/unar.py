"""Archives that need a program: rar, 7z, tar, gzip and their kin, by `lsar` and `unar` as processes of their own.

The program writes what it unpacks to its standard output alone, and is asked for members by number: no name that a
sender chose ever becomes a file's, so paths that climb, links and devices lead nowhere. It runs in a folder where the
archive lies alone as `in.rar`: it takes neighbours for further volumes. Its exit code says little (0 for a wrong
checksum, 0 for a member cut short), so length and CRC-32 are checked here.
"""

from __future__ import annotations

import shutil
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.parse import listing, names, packed, sniff
from pipeline.parse.limits import Limits
from pipeline.parse.listing import Entry
from pipeline.parse.packed import Member, Opened
from pipeline.programs import run as programs

KINDS = {
    sniff.RAR: "rar", sniff.SEVEN_ZIP: "7z", sniff.TAR: "tar", "application/gzip": "gz", "application/x-bzip2": "bz2",
    "application/x-xz": "xz",
}  # fmt: skip
_STREAMS = frozenset(
    kind for kind, ending in KINDS.items() if ending in {"gz", "bz2", "xz"}
)  # one file, no name
NO_PROGRAM = "not opened, install unar"
NO_FOLDER = "not opened, no folder to work in"
TOO_SLOW = "archive takes too long to unpack"

# 40 files, 20 MB, in one solid 7z took 0.7 s by the clock, both programs and their starts. The memory has room for
# the archive, its dictionary (7z: 64 MB at the highest preset) and the buffers, below what a job may use.
_CPU_SECONDS = 30
_TOTAL_SECONDS = 120.0
_MEMORY = 768 << 20
_OPEN_FILES = 64
_LISTING_BYTES = 20 << 20
_LOCKED = "requires a password"


def available() -> bool:
    """Whether the programs are installed."""
    return all(shutil.which(name) for name in ("lsar", "unar"))


def open_packed(data: bytes, limits: Limits, budget: int, work: Path | None) -> Opened:
    """Take the members out of an archive, at most `budget` bytes of them, by way of files in `work`.

    `work` is made if need be; what is written there is removed again. Never raises on damaged bytes; OSError when the
    folder cannot be written.
    """
    kind = KINDS[sniff.media_type(data)]
    if not available():
        return Opened(reason=f"{kind}: {NO_PROGRAM}")
    if work is None:
        return Opened(reason=f"{kind}: {NO_FOLDER}")
    work.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        return _Case(data, Path(folder).resolve(), limits, budget).open()


class _Case:
    """One archive in its folder, with the time and the bytes that are left for it."""

    def __init__(self, data: bytes, folder: Path, limits: Limits, budget: int) -> None:
        self.limits, self.budget = limits, budget
        self.ends = time.monotonic() + _TOTAL_SECONDS
        self.dense = max(limits.ratio_from, len(data) * limits.ratio)
        self.file = folder / "alone" / "in.rar"
        self.file.parent.mkdir()
        self.file.write_bytes(data)
        self.folder = folder
        self.words = programs.cut_off(folder) or ()
        # Its guess at the charset of a tar file's names made `B?o c?o` of UTF-8; rar and 7z say theirs.
        self.charset = ("-e", "utf-8") if sniff.media_type(data) == sniff.TAR else ()
        self.nameless = sniff.media_type(data) in _STREAMS

    def open(self) -> Opened:
        end = self.run(("lsar", "-j", "-nr", *self.charset, str(self.file)), _LISTING_BYTES)
        listed = listing.read(end.printed)
        if not listed.entries:
            return Opened(reason=_shut(end, listed))
        chosen = listed.entries[: self.limits.members]
        members = tuple(self.members(chosen))
        if all(entry.encrypted for entry in listed.entries):
            return Opened(reason=packed.ENCRYPTED)
        many = packed.TOO_MANY if len(listed.entries) > len(chosen) else ""
        return Opened(members=members, reason=many or ("" if listed.whole else packed.DAMAGED))

    def members(self, entries: Sequence[Entry]) -> Iterator[Member]:
        """Each entry as a member; the good ones by one run where it goes well, else each by its own."""
        asked = [entry for entry in entries if not self.refusal(entry)]
        ready = self.together(asked)
        for position, entry in enumerate(entries, start=1):
            name = names.from_archive(b"" if self.nameless else entry.name.encode(), utf8=True)
            read = self.refusal(entry) or ready.get(entry.index) or self.alone(entry)
            if isinstance(read, str):
                yield Member(position=position, name=name, reason=read)
            else:
                self.budget -= 0 if entry.index in ready else len(read)
                yield Member(position=position, name=name, data=read)

    def refusal(self, entry: Entry) -> str:
        """Why an entry is not even tried, by what its header says."""
        if entry.no_file:
            return packed.NO_FILE
        if entry.encrypted:
            return packed.ENCRYPTED
        size = entry.size or 0
        if size > self.limits.member_bytes:
            return packed.TOO_LARGE
        return packed.BOMB if size > self.dense else ""

    def together(self, entries: Sequence[Entry]) -> dict[int, bytes]:
        """The entries' bytes by index, from one run; empty when lengths or checksums do not fit what was listed.

        A solid archive is then unpacked once, not once for each member.
        """
        sizes = [entry.size for entry in entries if entry.size is not None]
        whole = sum(sizes)
        if len(sizes) < len(entries) or len(entries) < 2 or whole > min(self.budget, self.dense):  # noqa: PLR2004 - one is no "together"
            return {}
        printed = self.unpacked(entries, whole + 1).printed
        if len(printed) != whole:
            return {}
        found, start = {}, 0
        for entry, size in zip(entries, sizes, strict=True):
            found[entry.index] = printed[start : start + size]
            start += size
        if any(not _sound(entry, found[entry.index]) for entry in entries):
            return {}
        self.budget -= whole
        return found

    def alone(self, entry: Entry) -> bytes | str:
        """One entry's bytes, or why it has none."""
        most = max(min(self.limits.member_bytes, self.budget, self.dense), 0)
        if time.monotonic() > self.ends:
            return TOO_SLOW
        end = self.unpacked([entry], most + 1)
        if len(end.printed) > most:
            return packed.BOMB if most == self.dense else packed.TOO_LARGE
        if end.late:
            return TOO_SLOW
        if _LOCKED in end.complaint:
            return packed.ENCRYPTED
        sized = entry.size is None or entry.size == len(end.printed)
        return end.printed if sized and end.code == 0 and _sound(entry, end.printed) else packed.DAMAGED

    def unpacked(self, entries: Sequence[Entry], most: int) -> programs.End:
        indexes = (str(entry.index) for entry in entries)
        return self.run(("unar", "-q", "-nr", "-o", "-", "-i", str(self.file), *indexes), most)

    def run(self, command: Sequence[str], most: int) -> programs.End:
        """Run cut off from the rest; at most `most` bytes of output are written at all."""
        limits = programs.Limits(
            cpu_seconds=_CPU_SECONDS,
            memory_bytes=_MEMORY,
            file_bytes=most,
            printed_bytes=most,
            open_files=_OPEN_FILES,
        )
        seconds = self.ends - time.monotonic()
        return programs.run((*self.words, *command), self.folder, limits, seconds=seconds)


def _shut(end: programs.End, listed: listing.Listing) -> str:
    """Why nothing was listed."""
    if _LOCKED in end.complaint:
        return packed.ENCRYPTED
    if end.late:
        return TOO_SLOW
    return packed.EMPTY if listed.whole and end.code == 0 else packed.DAMAGED


def _sound(entry: Entry, data: bytes) -> bool:
    return entry.crc is None or zlib.crc32(data) == entry.crc
