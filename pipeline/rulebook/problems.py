"""What is wrong in a folder of rules: gathered while reading, raised together at the end."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import RulesError

SHOWN_LETTERS = 60  # as much of a wrong value as fits on a line beside the advice


def shown(value: str) -> str:
    """A value as a message quotes it: in quotes, escaped, cut to a length."""
    return repr(value if len(value) <= SHOWN_LETTERS else value[: SHOWN_LETTERS - 1] + "…")


class Page:
    """The mistakes of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: list[tuple[int, str]] = []

    def add(self, line: int, what: str, instead: str) -> None:
        """Record a mistake at a line (from 1): what is wrong, and what to write instead."""
        self._found.append((line, f"{what}; {instead}"))

    def told(self) -> tuple[str, ...]:
        """The mistakes as `file:line: what; what instead`, by line."""
        by_line = sorted(dict.fromkeys(self._found), key=lambda problem: problem[0])
        return tuple(f"{self.path}:{line}: {text}" for line, text in by_line)


class Problems:
    """The mistakes of all files, in the order in which the files were opened."""

    def __init__(self) -> None:
        self._pages: list[Page] = []

    def page(self, path: Path) -> Page:
        """Open the page of one file."""
        self._pages.append(Page(path))
        return self._pages[-1]

    def raise_any(self) -> None:
        """RulesError with every mistake so far, if there is one."""
        told = tuple(problem for page in self._pages for problem in page.told())
        if told:
            raise RulesError(told)
