"""Landlock's structures for each version, and what is said where it is missing."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from pipeline.compute import landlock


class Kernel:
    """Stands in for the system calls of a kernel with a given Landlock; remembers what it was asked."""

    def __init__(self, version: int, *, refuses: int = 0) -> None:
        self.version = version
        self.refuses = refuses
        self.attributes = b""
        self.rules: list[int] = []

    def syscall(self, number: int, *words: object) -> int:
        """Answer one call."""
        if number == self.refuses and words[0] is not None:
            return -1
        if number == 444 and words[0] is None:
            return self.version
        if number == 444:
            self.attributes = bytes(words[0])  # type: ignore[call-overload]  # it is bytes in this call
            return os.open(os.devnull, os.O_RDONLY)
        if number == 445:
            self.rules.append(struct.unpack("=Qi", bytes(words[2]))[0])  # type: ignore[call-overload]  # as above
        return 0


@pytest.mark.parametrize(
    ("version", "attributes"),
    [
        (1, (0x1FFF,)),
        (2, (0x3FFF,)),
        (3, (0x7FFF,)),
        (4, (0x7FFF, 3)),
        (5, (0xFFFF, 3)),
        (6, (0xFFFF, 3, 3)),
        (99, (0xFFFF, 3, 3)),
    ],
)
def test_each_version_is_asked_for_what_it_knows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: int, attributes: tuple[int, ...]
) -> None:
    """Older kernels get a shorter structure and fewer rights; a file gets no rights that only folders have."""
    kernel = Kernel(version)
    monkeypatch.setattr(landlock, "_LIBC", kernel)
    (tmp_path / "file").touch()
    rules = {str(tmp_path): landlock.WRITE, str(tmp_path / "file"): landlock.READ, "/no/such": landlock.READ}
    assert landlock.restrict(rules) == ""
    assert struct.unpack(f"={len(attributes)}Q", kernel.attributes) == attributes
    assert kernel.rules == [landlock.WRITE & attributes[0], landlock.READ_FILE]


@pytest.mark.parametrize("refuses", [444, 446])
def test_a_refusal_is_told(monkeypatch: pytest.MonkeyPatch, refuses: int) -> None:
    """A container may forbid the calls that its kernel has."""
    monkeypatch.setattr(landlock, "_LIBC", Kernel(6, refuses=refuses))
    assert "Landlock was refused" in landlock.restrict({})


@pytest.mark.parametrize(("version", "words"), [(-1, "5.13"), (0, "5.13"), (5, "6.12"), (6, "")])
def test_what_is_missing_is_said_as_advice(monkeypatch: pytest.MonkeyPatch, version: int, words: str) -> None:
    """Each lack names the kernel that has it."""
    monkeypatch.setattr(landlock, "_LIBC", Kernel(version))
    assert words in landlock.missing()
    assert bool(words) == bool(landlock.missing())


def test_other_systems_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside Linux nothing is called, and it is said."""
    monkeypatch.setattr(landlock, "_LIBC", None)
    assert landlock.version() == 0
    assert "Linux" in landlock.restrict({})
