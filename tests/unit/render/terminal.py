"""Standard output and error as a terminal that remembers what it was sent."""

from __future__ import annotations

import io

import pytest


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def put(monkeypatch: pytest.MonkeyPatch, name: str) -> Terminal:
    """Put a terminal that knows colours in the place of `sys.<name>`."""
    for variable in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    terminal = Terminal()
    monkeypatch.setattr(f"sys.{name}", terminal)
    return terminal
