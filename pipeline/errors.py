"""Every way tonghop can fail, and the exit code of each.

An error's text is one sentence that says what to do next; the command line prints it as it is. What `check` may meet is a
`Sentence` of `pipeline/sentences/`, which `check --lang vi` says in Vietnamese.
What a *sender* did wrong is never an error here: it is data (a row with a reason).
"""

from __future__ import annotations

from typing import ClassVar

from pipeline.sentences.sentence import joined

EXIT_DONE = 0
EXIT_SOME_FAILED = 1  # done, but some items failed: they are rows
EXIT_INTERRUPTED = 130


class TonghopError(Exception):
    """Root of all errors that an operator can mend."""

    exit_code: ClassVar[int] = 1


class UsageError(TonghopError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class LabelsError(UsageError):
    """A folder of labels, or of tables to hold against them, is not there or has a mistake in it."""


class SettingsError(TonghopError):
    """The environment or a secret is missing, unreadable or unsafe."""

    exit_code = 3


class RulesError(TonghopError):
    """The campaign's rules have mistakes; `problems` holds every one as `file:line: what, and what instead`."""

    exit_code = 4

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(joined("\n", problems))
        self.problems = problems


class MailboxError(TonghopError):
    """The mailbox cannot be reached, opened or read; trying again later is safe."""

    exit_code = 5


class StoreError(TonghopError):
    """The store or the outputs cannot be written or read."""

    exit_code = 6


class MessageGoneError(TonghopError):
    """The server no longer has a message that it listed."""

    exit_code = 5


class BusyError(TonghopError):
    """Another run holds the lock: this one has nothing to do, which is no failure."""

    exit_code = 0


class UnreadableError(TonghopError):
    """A file cannot be read as a document; `code` says why in one word.

    Codes: `empty`, `password`, `corrupt`, `no_text` (a scan without OCR), `unsupported`, `too_large`, `time`,
    `memory`, `crash`, `confidential` (it has a mark of secrecy, and nothing more of it was read).
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
