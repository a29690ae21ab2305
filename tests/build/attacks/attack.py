"""What an attack is: a name, what makes its bytes, what it pretends to be, and what must hold for it.

Attacks are made when they are asked for, the same bytes each time but for the addresses in the bait; none is larger
than 20 MB.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
PDF = "application/pdf"
ANY = "application/octet-stream"
CODES = frozenset(
    ("empty", "password", "corrupt", "no_text", "unsupported", "too_large", "time", "memory", "crash")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bait:
    """What attacks reach out for: `http` is the address of a listener, `secret` a file that nobody may read.

    `good` is the report that goes along, for those attacks that are a whole mail.
    """

    http: str
    secret: Path
    good: bytes


Make = Callable[[Bait], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One attack. `file` and `declared` are the name and the type that it is sent under.

    `whole` says that its bytes are a mail, with the good report in it; `reachable` that the report must be found
    beside it: where it need not be, the message says what was left out. `text` must be found in what was read of the attack itself: for what only looks bad. `codes` are the reasons
    for which it may be refused.
    """

    name: str
    make: Make
    file: str = "bao cao.docx"
    declared: str = ANY
    whole: bool = False
    reachable: bool = True
    text: str = ""
    codes: frozenset[str] = CODES

    def __str__(self) -> str:
        return self.name


def files(
    makes: Mapping[str, Make | bytes], *, file: str, declared: str, reachable: bool = True
) -> Iterator[Attack]:
    """Attacks that are a file of one kind."""
    for name, make in makes.items():
        yield Attack(name=name, make=_maker(make), file=file, declared=declared, reachable=reachable)


def _maker(make: Make | bytes) -> Make:
    return (lambda _: make) if isinstance(make, bytes) else make


def dice(name: str) -> random.Random:
    """Chance that is the same on every day."""
    return random.Random(zlib.crc32(name.encode()))  # noqa: S311 -- no secret


def cut(name: str, data: bytes) -> bytes:
    """The file up to some point."""
    return data[: dice(name).randrange(1, len(data))]


def scratched(name: str, data: bytes) -> bytes:
    """The file with one byte in a thousand, and at least eight, replaced."""
    chance, made = dice(name), bytearray(data)
    for _ in range(max(8, len(data) // 1000)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def squeezed(pieces: Iterable[bytes], *, level: int = 9) -> bytes:
    """Pieces as one zlib stream, so that a bomb is never whole in memory."""
    press = zlib.compressobj(level)
    return b"".join([*map(press.compress, pieces), press.flush()])


def zeros(mebibytes: int, octet: bytes = b"\0") -> Iterator[bytes]:
    """So many MiB of one byte, MiB by MiB."""
    return (octet * (1 << 20) for _ in range(mebibytes))
