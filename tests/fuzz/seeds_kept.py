"""The seeds that are kept: `seeds/TARGET.txt`, one input a line, bytes beyond printable ASCII as hexadecimal escapes."""

from __future__ import annotations

import re
from pathlib import Path

_FOLDER = Path(__file__).parent / "seeds"
_ESCAPE = re.compile(r"\\x([0-9a-f]{2})")


def seeds(name: str) -> list[bytes]:
    """The inputs kept for a target, none when it has no file."""
    path = _FOLDER / f"{name}.txt"
    return [of_line(line) for line in path.read_text("ascii").splitlines()] if path.exists() else []


def as_line(data: bytes) -> str:
    """Bytes as one printable line."""
    return "".join(
        chr(octet) if 0x20 <= octet < 0x7F and octet != ord("\\") else f"\\x{octet:02x}" for octet in data
    )


def of_line(line: str) -> bytes:
    """The opposite of `as_line`."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), line).encode("latin-1")
