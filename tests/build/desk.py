"""A desk to work at: a campaign's rules and outputs in a folder of their own, and the command line as a person uses it.

`run` stays in this process and is fast; `tonghop` and `start` start the program itself.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType

from pipeline import cli
from pipeline.assess import CHECK_KINDS
from pipeline.model.campaign import Campaign
from pipeline.rulebook import load
from tests.build.leash import leashed

ROOT = Path(__file__).resolve().parents[2]
CAMPAIGN = "28-ct-tu"
TABLES = ("units", "sections", "findings", "indicators", "messages", "files")
PATIENCE = 120.0  # seconds; the slowest command of the tests takes ten
_TALKATIVE = {"PYTHONFAULTHANDLER": "1"}  # a program that is aborted says where it was
_NOT_OURS = ("-wal", "-shm", "lock", "health.json")

# What `check` looks for: what kinds of files can be read, by which programs, and what shuts readers in.
TOOLS = (
    "docx, pdf, zip", "scans and photos", "pages that lie", "rar and 7z", "libreoffice", "sandbox", "msdoc2docx", "antiword",
)  # fmt: skip
SHIELDS = ("landlock", "seccomp")
Row = dict[str, str]
Tree = dict[str, tuple[int, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Rules, outputs and a mailbox's URL; `environment` is added to that of the tests for started programs."""

    rules: Path
    outputs: Path
    mailbox: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where the campaign's outputs are."""
        return self.outputs / CAMPAIGN

    def copied(self, outputs: Path) -> Desk:
        """The same desk with a copy of its outputs, times and all."""
        shutil.copytree(self.outputs, outputs)
        return replace(self, outputs=outputs)

    def arguments(self, command: str, *more: str) -> list[str]:
        """The command line."""
        mailbox = (
            ["--mailbox", self.mailbox]
            if self.mailbox and command in {"poll", "watch", "check", "retry"}
            else []
        )
        places = ["--rules", str(self.rules), "--outputs", str(self.outputs)]
        return [command, CAMPAIGN, *more, *places, *mailbox]

    def run(self, command: str, *more: str) -> Ran:
        """Run a command in this process."""
        return run(*self.arguments(command, *more))

    def start(self, command: str, *more: str, through: tuple[str, ...] = ("-m", "pipeline")) -> Started:
        """Start the program; `through` is how Python gets to it."""
        return Started(
            leashed([sys.executable, *through, *self.arguments(command, *more)]),
            cwd=ROOT,
            env={**os.environ, **_TALKATIVE, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def tonghop(self, command: str, *more: str) -> Ran:
        """Start the program and wait for its end."""
        return ended(self.start(command, *more))

    def table(self, name: str) -> list[Row]:
        """The rows of a table."""
        with (self.folder / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def written(self) -> dict[str, bytes]:
        """The bytes of every output that people open."""
        paths = [*self.folder.glob("tables/*"), *self.folder.glob("summary.*")]
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}


class Started(subprocess.Popen[str]):
    """A program; who leaves its block by an error ends it, and does not wait for what may never end by itself."""

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.kill()
        super().__exit__(kind, value, trace)


def run(*arguments: str) -> Ran:
    """Run the command line in this process; what it prints goes to no terminal."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(arguments)
    return Ran(code=code, out=out.getvalue(), err=err.getvalue())


def ended(process: Started) -> Ran:
    """Wait for a program's end."""
    with process:
        try:
            out, err = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGABRT)
            out, err = process.communicate(timeout=PATIENCE)
            raise AssertionError(f"it does not end:\n{out}\n{err}") from None
    return Ran(code=process.returncode, out=out, err=err)


def tree(folder: Path) -> Tree:
    """Every file below `folder`: the time of its last change, and its bytes.

    Not what SQLite keeps beside the ledger, nor the lock, which says who held it last, nor what each poll says of itself.
    """
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(_NOT_OURS))
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files
    }


def write_rules(folder: Path, *, units: int | None = None) -> Path:
    """The shipped campaign's rules below `folder`, with only the first so many units; returns `folder`."""
    shutil.copytree(ROOT / "rules" / CAMPAIGN, folder / CAMPAIGN)
    roster = folder / CAMPAIGN / "units.csv"
    lines = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text("".join(lines[: None if units is None else units + 1]), encoding="utf-8")
    return folder


def opt_in(rules: Path, mark: str) -> None:
    """Have these rules ask for a mark on what is stored."""
    file = rules / CAMPAIGN / "campaign.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("mailbox:\n", f'mailbox:\n  mark: "{mark}"\n', 1), encoding="utf-8")


def campaign(rules: Path) -> Campaign:
    """The campaign of these rules."""
    return load(rules / CAMPAIGN, check_kinds=CHECK_KINDS)
