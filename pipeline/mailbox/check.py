"""Looks whether a mailbox can be used, step by step, for `tonghop check`. Reads nothing but what a folder says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.errors import MailboxError
from pipeline.mailbox.trouble import Kind, Stage, StepError
from pipeline.model.mail import JUNK
from pipeline.model.mark import Mark
from pipeline.ports import FolderState, Mailbox
from pipeline.sentences import steps as say
from pipeline.sentences.sentence import Sentence, said_by

_SENTENCES = {
    Stage.TRUST: say.TRUSTED(),
    Stage.RESOLVE: say.RESOLVED(),
    Stage.CONNECT: say.CONNECTED(),
    Stage.TLS: say.ENCRYPTED(),
    Stage.TOKEN: say.TOKEN_GIVEN(),
    Stage.SIGN_IN: say.SIGNED_IN(),
}


class SteppedMailbox(Mailbox, Protocol):
    """A mailbox that tells which steps come before its folders."""

    @property
    def steps(self) -> tuple[Stage, ...]:
        """In order; empty where there is nothing to sign in to."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, whether it went well, and a sentence on it."""

    name: str
    ok: bool
    sentence: Sentence


def check_mailbox(mailbox: SteppedMailbox, folders: Sequence[str], mark: Mark | None = None) -> list[Step]:
    """Try every step and folder, and last whether messages there could be marked, which marks none.

    Ends at the first failed step before the folders. Never raises a MailboxError.
    """
    told: list[Step] = []
    opened: list[FolderState] = []
    for folder in folders:
        try:
            state = mailbox.open(folder)
        except StepError as error:
            if error.step is not Stage.FOLDER:
                return [
                    *_before(mailbox, error.step),
                    Step(name=error.step, ok=False, sentence=said_by(error)),
                ]
            absent = folder == JUNK and error.kind is Kind.ABSENT
            told.append(_of_folder(folder, say.NO_SPAM() if absent else said_by(error), ok=absent))
        except MailboxError as error:
            told.append(_of_folder(folder, said_by(error), ok=False))
        else:
            opened.append(state)
            told.append(_of_folder(folder, say.FOLDER_OPEN(count=state.exists, folder=state.name), ok=True))
    marking = [_of_mark(mailbox, opened, mark)] if mark and opened else []
    return _before(mailbox, Stage.FOLDER) + told + marking


def _of_mark(mailbox: Mailbox, opened: Sequence[FolderState], mark: Mark) -> Step:
    try:
        for state in opened:
            mailbox.mark(state, (), mark)
    except MailboxError as error:
        return Step(name=Stage.MARK, ok=False, sentence=said_by(error))
    return Step(name=Stage.MARK, ok=True, sentence=say.WILL_MARK(mark=mark))


def _before(mailbox: SteppedMailbox, failed: Stage) -> list[Step]:
    order = list(Stage)
    passed = (step for step in mailbox.steps if order.index(step) < order.index(failed))
    return [Step(name=step, ok=True, sentence=_SENTENCES[step]) for step in passed]


def _of_folder(folder: str, sentence: Sentence, *, ok: bool) -> Step:
    return Step(name=f"folder {folder}", ok=ok, sentence=sentence)
