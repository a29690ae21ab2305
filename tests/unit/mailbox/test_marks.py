"""Marking on servers that are Gmail's, can do less than they should, or say so and do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.errors import MailboxError
from pipeline.mailbox import Persistence, check_mailbox
from pipeline.mailbox.server import ImapMailbox, Limits
from pipeline.mailbox.trouble import Kind, Stage, StepError
from pipeline.model.mark import Mark, Marked, MarkKind
from pipeline.ports import FolderState
from tests.unit.mailbox.scripted import PATIENCE, Answer, ScriptedServer
from tests.unit.mailbox.written import WRITERS, mailbox_of

_KEYWORD = Mark(kind=MarkKind.KEYWORD, name="tonghop")
_LABEL = Mark(kind=MarkKind.LABEL, name="Báo cáo/đã nhận")
_MOVE = Mark(kind=MarkKind.MOVE, name="Done")
_STATE = FolderState(name="INBOX", validity="7", exists=3)
_OPEN = b"* 3 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] so\r\n"
_ANY = b"* OK [PERMANENTFLAGS (\\Seen \\*)] so\r\n"
_DONE = b'* LIST (\\HasNoChildren) "/" "Done"\r\n'


@dataclass(slots=True)
class Marking:
    """A server with messages and the flags or labels of each; obeys STORE and MOVE unless it is `forgetful`."""

    holds: dict[int, set[str]]
    item: str = "FLAGS"
    forgetful: bool = False
    done: list[str] = field(default_factory=list)

    def answers(self, capability: str = "", more: dict[str, Answer] | None = None) -> dict[str, Answer]:
        """What it says to each command."""
        return {
            "CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN %s\r\n" % capability.encode(),
            "SELECT": _OPEN + _ANY, "LIST": _DONE,
            "UID FETCH": self._fetch, "UID STORE": self._store, "UID MOVE": self._move, "UID COPY": self._copy,
            "UID EXPUNGE": self._move, **(more or {}),
        }  # fmt: skip

    def _fetch(self, command: str) -> bytes:
        line = "* {0} FETCH (UID {0} {1} ({2}))\r\n"
        found = (uid for uid in _uids(command) if uid in self.holds)
        return "".join(
            line.format(uid, self.item, " ".join(sorted(self.holds[uid]))) for uid in found
        ).encode()

    def _store(self, command: str) -> bytes:
        self.done.append(command)
        for uid in () if self.forgetful else _uids(command):
            self.holds[uid] |= set(re.findall(r'"[^"]*"|[^ ()]+', command.partition(" (")[2]))
        return b""

    def _move(self, command: str) -> bytes:
        self.done.append(command)
        for uid in () if self.forgetful else _uids(command):
            self.holds.pop(uid)
        return b""

    def _copy(self, command: str) -> bytes:
        self.done.append(command)
        return b""


def _uids(command: str) -> list[int]:
    return [int(uid) for uid in command.split()[2].split(",")]


def _trouble(answers: dict[str, Answer], mark: Mark, uids: tuple[str, ...] = ("1",)) -> StepError:
    with ScriptedServer(answers) as server:
        mailbox = server.mailbox()
        with pytest.raises(StepError) as caught:
            mailbox.mark(_STATE, uids, mark)
        mailbox.close()
    return caught.value


def test_gmail_gets_its_label_where_it_is_wanting() -> None:
    """The name goes in Gmail's own encoding; what has the label, or is gone, is not labelled again."""
    encoded = '"B&AOE-o c&AOE-o/&AREA4w- nh&Hq0-n"'
    gmail = Marking({1: {'"\\\\Inbox"', "2023"}, 2: {encoded}, 3: set()}, "X-GM-LABELS")
    with ScriptedServer(gmail.answers("X-GM-EXT-1")) as server:
        mailbox = server.mailbox()
        assert mailbox.mark(_STATE, ("1", "2", "3", "4"), _LABEL) == Marked(now=("1", "3"), before=("2", "4"))
        assert mailbox.mark(_STATE, ("1", "2", "3", "4"), _LABEL) == Marked(before=("1", "2", "3", "4"))
        mailbox.close()
    assert gmail.done == [f"UID STORE 1,3 +X-GM-LABELS.SILENT ({encoded})"]


@pytest.mark.parametrize(
    ("mark", "capability", "more", "said", "advice"),
    [
        (_LABEL, "MOVE", {}, "only Gmail has", "write keyword:NAME or move:FOLDER as mark"),
        (_MOVE, "IDLE", {}, "neither MOVE nor UIDPLUS", "write keyword:NAME as mark"),
        (_MOVE, "MOVE", {"LIST": b""}, "there is no folder Done", "make it in the mailbox"),
        (_MOVE, "MOVE", {"LIST": b'* LIST (\\NoSelect) "/" "Done"\r\n'}, "there is no folder Done", "make it"),
        (_MOVE, "MOVE", {"LIST": b'* LIST () "/" "Done2"\r\n'}, "there is no folder Done", "make it"),
        (_KEYWORD, "", {"SELECT": _OPEN + b"* OK [PERMANENTFLAGS (\\Seen)] so\r\n"}, "keeps no keywords", "write move:FOLDER"),
        (_KEYWORD, "", {"SELECT": _OPEN + b"TAG OK [READ-ONLY] so\r\n"}, "may only read INBOX", "ask for the right to write"),
        (_KEYWORD, "", {"UID STORE": b"TAG NO [CANNOT] never\r\n"}, "[CANNOT] never", "the next run tries again"),
    ],
)  # fmt: skip
def test_what_a_server_lacks_is_said_with_what_to_do(
    mark: Mark, capability: str, more: dict[str, Answer], said: str, advice: str
) -> None:
    """Nothing is changed; it is trouble that lasts until a person does something."""
    server = Marking({1: set()})
    error = _trouble(server.answers(capability, more), mark)
    assert (error.step, error.kind) == (Stage.MARK, Kind.LASTING)
    assert said in str(error)
    assert advice in str(error)
    assert server.done == []


@pytest.mark.parametrize(
    ("mark", "item", "capability"),
    [(_KEYWORD, "FLAGS", ""), (_LABEL, "X-GM-LABELS", "X-GM-EXT-1"), (_MOVE, "FLAGS", "MOVE")],
)
def test_a_mark_that_is_taken_and_not_kept_is_no_mark(mark: Mark, item: str, capability: str) -> None:
    """Some servers drop keywords in silence: the program looks."""
    server = Marking({1: set()}, item, forgetful=True)
    assert "took the mark and did not keep it" in str(_trouble(server.answers(capability), mark))


def test_one_keyword_that_the_server_names_is_enough() -> None:
    """It may keep no others, and write it otherwise; one that says nothing of flags is tried."""
    for flags in (b"* OK [PERMANENTFLAGS (\\Seen TongHop)] so\r\n", b""):
        server = Marking({1: {"TONGHOP"}, 2: set()})
        with ScriptedServer(server.answers("", {"SELECT": _OPEN + flags})) as scripted:
            mailbox = scripted.mailbox()
            assert mailbox.mark(_STATE, ("1", "2"), _KEYWORD) == Marked(now=("2",), before=("1",))
            mailbox.close()


def test_without_move_it_is_copied_before_it_is_expunged_by_uid() -> None:
    """A copy that is refused expunges nothing; a plain EXPUNGE or CLOSE is never sent."""
    server = Marking({1: set(), 2: {"\\Deleted"}, 3: set()})
    with ScriptedServer(server.answers("UIDPLUS")) as scripted:
        mailbox = scripted.mailbox()
        assert mailbox.mark(_STATE, ("1", "2", "3"), _MOVE) == Marked(now=("1", "3"), before=("2",))
        mailbox.close()
    assert server.done == [
        'UID COPY 1,3 "Done"',
        "UID STORE 1,3 +FLAGS.SILENT (\\Deleted)",
        "UID EXPUNGE 1,3",
    ]
    assert not {"EXPUNGE", "CLOSE"} & set(scripted.commands)
    refusing = Marking({1: set()})
    assert "over quota" in str(
        _trouble(refusing.answers("UIDPLUS", {"UID COPY": b"TAG NO over quota\r\n"}), _MOVE)
    )
    assert refusing.done == []


def test_a_folder_that_was_renumbered_is_not_touched() -> None:
    """Its uids mean other messages now."""
    server = Marking({1: set()})
    answers = server.answers("", {"SELECT": _OPEN.replace(b" 7]", b" 8]") + _ANY})
    error = _trouble(answers, _KEYWORD)
    assert (error.step, server.done) == (Stage.FOLDER, [])
    assert "UIDVALIDITY 7 became 8" in str(error)


def test_reading_goes_on_read_only() -> None:
    """A folder that was open for writing is opened again before anything else is asked of it."""
    server = Marking({1: set()})
    with ScriptedServer(server.answers()) as scripted:
        mailbox = scripted.mailbox()
        state = mailbox.open("INBOX")
        mailbox.mark(state, ("1",), _KEYWORD)
        mailbox.uids(state)
        mailbox.close()
    opened = [command.split()[0] for command in scripted.commands if command.endswith('"INBOX"')]
    assert opened == ["EXAMINE", "SELECT", "EXAMINE"]


def _breaking(good: Answer, times: int) -> Callable[[str], bytes]:
    left = [times]

    def answer(command: str) -> bytes:
        said = good(command) if callable(good) else good
        left[0] -= 1
        return b"TAG HANG UP" if left[0] >= 0 else said

    return answer


@pytest.mark.parametrize(("mark", "command"), [(_KEYWORD, "UID STORE"), (_MOVE, "UID MOVE")])
def test_an_answer_that_is_lost_is_found_out(mark: Mark, command: str) -> None:
    """The server did it and hung up: on a new connection it is seen, counted, and not done again."""
    server = Marking({1: set(), 2: set()})
    answers = server.answers("MOVE")
    answers[command] = _breaking(answers[command], 1)
    with ScriptedServer(answers) as scripted:
        limits = Limits(patience=PATIENCE, persistence=Persistence(sleep=lambda _: None))
        mailbox = scripted.mailbox(limits)
        assert mailbox.mark(_STATE, ("1", "2"), mark) == Marked(now=("1", "2"))
        mailbox.close()
    assert len(server.done) == 1


def test_a_line_that_stays_broken_is_trouble_with_the_line() -> None:
    """Not with the mark."""
    server = Marking({1: set()})
    error = _trouble(server.answers("", {"UID STORE": b"TAG HANG UP"}), _KEYWORD)
    assert (error.kind, "broke" in str(error)) == (Kind.LINE, True)


def _checked(mailbox: ImapMailbox, mark: Mark) -> tuple[str, bool, str]:
    step = check_mailbox(mailbox, ["INBOX"], mark)[-1]
    mailbox.close()
    return step.name, step.ok, step.sentence


def test_check_tries_and_marks_nothing() -> None:
    """A step of its own, which says what to do; none where no folder could be opened."""
    server = Marking({1: set()})
    with ScriptedServer(server.answers()) as scripted:
        assert _checked(scripted.mailbox(), _KEYWORD) == (
            "mark", True, "Messages that are stored will be marked: keyword:tonghop.",
        )  # fmt: skip
    with ScriptedServer(server.answers()) as scripted:
        name, ok, sentence = _checked(scripted.mailbox(), _LABEL)
        assert (name, ok, "only Gmail has" in sentence) == ("mark", False, True)
    with ScriptedServer(server.answers("", {"EXAMINE": b"TAG NO no\r\n"})) as scripted:
        assert _checked(scripted.mailbox(), _KEYWORD)[0] == "folder INBOX"
    assert server.done == []


@pytest.mark.parametrize("kind", WRITERS)
def test_files_are_not_marked(kind: str, tmp_path: Path) -> None:
    """They are somebody else's, and have no flags that all programs know."""
    mailbox = mailbox_of(kind, WRITERS[kind](tmp_path))
    state = mailbox.open("INBOX")
    with pytest.raises(MailboxError, match=r"leave mark out of campaign\.yaml"):
        mailbox.mark(state, ("1",), _KEYWORD)
