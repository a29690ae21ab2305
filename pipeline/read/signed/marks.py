"""The cheap question that comes first: can these bytes hold a signature at all? For those who must not import a reader."""

from __future__ import annotations

import mmap
from pathlib import Path

# Names what a signature of a PDF is of. It must stand in the file as it is: the places that it names are filled in after
# the rest was written. Word files and ODF have theirs in members of these names, which a zip does not pack.
_MARKS = (b"/ByteRange", b"_xmlsignatures/", b"META-INF/documentsignatures.xml")


def may_be_signed(path: Path) -> bool:
    """Whether the file says anywhere what a signature in it is of, or where one lies: without a parser."""
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return any(data.find(mark) >= 0 for mark in _MARKS)
