"""Marks on a real server: what is stored is marked, once, and nothing else on the server changes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app.poll import poll
from pipeline.app.results import FolderCount, PollResult
from pipeline.errors import MailboxError
from pipeline.model.mark import Mark, MarkKind
from tests.build import desk, reports
from tests.real.desks import desk_at
from tests.real.dovecot import Dovecot
from tests.real.offices import Bureau
from tests.real.proxy import Line, faults

_SMALL = b"From: a@x\r\nMessage-ID: <other@x>\r\nSubject: x\r\n\r\nXin hoi\r\n"
_JUNK = "Spam"
_KEYWORD = Mark(kind=MarkKind.KEYWORD, name="tonghop")
_DONE = "Xong"
_MOVE = Mark(kind=MarkKind.MOVE, name=_DONE)
_WRITES = (b"SELECT", b"STORE", b"MOVE", b"COPY", b"EXPUNGE", b"CLOSE", b"CREATE")


@contextmanager
def _bureau(dovecot: Dovecot, folder: Path, mark: Mark, *more: str, whole: bool = False) -> Iterator[Bureau]:
    """Three mails, the second read and starred by people, two of them reports if `whole`; nothing polled yet.

    `more` are folders that are polled beside the inbox.
    """
    campaign = desk.campaign(desk.write_rules(folder / "rules", units=2))
    for number, unit in enumerate(campaign.units):
        flags = (r"\Seen", r"\Flagged") if number else ()
        raw = (
            reports.report_mail(campaign, unit.code)
            if whole
            else _SMALL.replace(b"other@x", b"%d@x" % number)
        )
        dovecot.append(raw, reports.EARLY, flags=flags)
    dovecot.append(_SMALL, reports.EARLY)
    with Line(dovecot.port) as line:
        yield Bureau(
            server=dovecot, line=line, rules=folder / "rules", folder=folder / "outputs", folders=("INBOX", *more),
            mark=mark,
        )  # fmt: skip


@pytest.fixture
def keyword(dovecot: Dovecot, tmp_path: Path) -> Iterator[Bureau]:
    """Where stored messages get a keyword."""
    with _bureau(dovecot, tmp_path, _KEYWORD) as made:
        yield made


@pytest.fixture
def moving(dovecot: Dovecot, tmp_path: Path) -> Iterator[Bureau]:
    """Where stored messages are moved to a folder that nobody polls."""
    dovecot.make_folder(_DONE)
    with _bureau(dovecot, tmp_path, _MOVE) as made:
        yield made


class _Late:
    """Somebody who sends one more mail while the others are being read."""

    def __init__(self, dovecot: Dovecot) -> None:
        self._dovecot, self.uid = dovecot, 0

    def step(self, what: str, done: int, total: int) -> None:
        """Progress of a poll."""
        del done, total
        if what == "messages sorted" and not self.uid:
            self.uid = self._dovecot.append(_SMALL.replace(b"other@x", b"late@x"), reports.EARLY)


def _polled(bureau: Bureau, late: _Late | None = None) -> PollResult:
    with bureau.office("o") as office:
        return poll(replace(office, progress=late or office.progress))


def _writes(bureau: Bureau) -> list[bytes]:
    """The commands since the last call that a mailbox opened for reading never hears."""
    said, bureau.line.said = bureau.line.said, []
    return [word for line in said for word in _WRITES if word in line.split()[1:3]]


def _silent(bureau: Bureau) -> None:
    """The next poll writes nothing anywhere and asks the server for nothing but what is new."""
    _writes(bureau)
    before = desk.tree(bureau.folder / "o")
    result = _polled(bureau)
    assert (result.new, result.fetched, result.marked, result.written, result.failures) == (0, 0, 0, (), ())
    assert not [line for line in bureau.line.said if b"FLAGS" in line or b"1:*" in line]
    assert _writes(bureau) == []
    assert desk.tree(bureau.folder / "o") == before


def test_a_keyword_is_set_once_and_no_other_flag_is_touched(keyword: Bureau, dovecot: Dovecot) -> None:
    """What was unread stays unread; what people set stays set."""
    result = _polled(keyword)
    assert (result.fetched, result.marked, result.failures) == (3, 3, ())
    assert dovecot.holds() == {1: {"tonghop"}, 2: {"tonghop", r"\Seen", r"\Flagged"}, 3: {"tonghop"}}
    assert Counter(_writes(keyword)) == {b"SELECT": 1, b"STORE": 1}
    _silent(keyword)


def test_a_mail_that_comes_meanwhile_is_not_marked_before_it_is_stored(
    keyword: Bureau, dovecot: Dovecot
) -> None:
    """It is the next poll's, which marks it alone."""
    late = _Late(dovecot)
    assert _polled(keyword, late).marked == 3
    assert dovecot.holds()[late.uid] == set()
    assert _polled(keyword).marked == 1
    assert dovecot.holds()[late.uid] == {"tonghop"}
    _silent(keyword)


def test_a_keyword_that_people_took_away_is_not_set_again(keyword: Bureau, dovecot: Dovecot) -> None:
    """Each message is marked once."""
    _polled(keyword)
    with dovecot.signed_in() as client:
        client.select("INBOX")
        client.uid("STORE", "1", "-FLAGS", "(tonghop)")
    _silent(keyword)
    assert dovecot.holds()[1] == set()


def test_what_bears_the_keyword_already_is_only_noted(keyword: Bureau, dovecot: Dovecot) -> None:
    """As after a run that died between server and ledger, or when the server renumbered the folder."""
    _polled(keyword)
    dovecot.change_validity(4_242_424_242)
    _writes(keyword)
    result = _polled(keyword)
    assert (result.recognised, result.marked, result.failures) == (3, 0, ())
    assert _writes(keyword) == [b"SELECT"]
    _silent(keyword)


def test_moved_mail_leaves_the_inbox_with_all_its_flags(moving: Bureau, dovecot: Dovecot) -> None:
    """The count of rows without a message is known at once, so that the next poll need not ask."""
    late = _Late(dovecot)
    result = _polled(moving, late)
    assert (result.fetched, result.marked, result.failures) == (3, 3, ())
    assert result.folders == (FolderCount(folder="INBOX", on_server=0, rows=3, gone=3),)
    assert dovecot.holds() == {late.uid: set()}
    assert sorted(map(sorted, dovecot.holds(_DONE).values())) == [[], [], [r"\Flagged", r"\Seen"]]
    assert Counter(_writes(moving)) == {b"SELECT": 1, b"MOVE": 1}
    result = _polled(moving)
    assert (result.new, result.marked, len(dovecot.holds()), len(dovecot.holds(_DONE))) == (1, 1, 0, 4)
    _silent(moving)


def test_mail_moved_to_a_folder_that_is_polled_is_recognised_there(dovecot: Dovecot, tmp_path: Path) -> None:
    """It is listed, not fetched, not moved again; units have what they had, and no row is missing."""
    dovecot.make_folder(_DONE)
    with _bureau(dovecot, tmp_path, _MOVE, _DONE, whole=True) as bureau:
        assert _polled(bureau).marked == 3
        bureau.line.bodies()
        result = _polled(bureau)
        assert (result.new, result.recognised, result.fetched, result.marked) == (3, 3, 0, 0)
        assert (bureau.line.bodies(), result.failures) == ([], ())
        assert result.folders == (
            FolderCount(folder="INBOX", on_server=0, rows=3, gone=3),
            FolderCount(folder=_DONE, on_server=3, rows=3),
        )
        text = bureau.outputs("o")["tables/messages.csv"].decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert Counter((row["folder"], row["disposition"]) for row in rows) == {
            ("INBOX", "report"): 2, ("INBOX", "other"): 1, (_DONE, "duplicate"): 3,
        }  # fmt: skip
        _silent(bureau)


@pytest.mark.parametrize("mark", [_KEYWORD, _MOVE], ids=str)
def test_spam_may_be_marked_and_is_not_moved(mark: Mark, dovecot: Dovecot, tmp_path: Path) -> None:
    """To move it would tell the server that it is none."""
    dovecot.make_folder(_DONE)
    dovecot.append(_SMALL.replace(b"other@x", b"spam@x"), reports.EARLY, folder=_JUNK)
    with _bureau(dovecot, tmp_path, mark, r"\Junk") as bureau:
        result = _polled(bureau)
        assert (result.fetched, result.marked, result.failures) == (4, 3 + (mark == _KEYWORD), ())
        assert dovecot.holds(_JUNK) == {1: {"tonghop"} if mark == _KEYWORD else set()}
        _silent(bureau)


def test_a_folder_that_is_not_there_is_a_failure_until_somebody_makes_it(
    moving: Bureau, dovecot: Dovecot
) -> None:
    """All is stored and in the tables; nothing is moved or made; the next poll moves it."""
    dovecot.doveadm("mailbox", "delete", "-u", dovecot.user, _DONE)
    for _ in range(2):
        result = _polled(moving)
        (failure,) = result.failures
        assert failure.item == "INBOX"
        assert f"there is no folder {_DONE}" in failure.reason
        assert "make it in the mailbox" in failure.reason
        assert (result.waiting, result.marked, len(dovecot.holds())) == (0, 0, 3)
    dovecot.make_folder(_DONE)
    assert _polled(moving).marked == 3
    _silent(moving)


def test_what_is_gone_or_being_deleted_is_left_alone(moving: Bureau, dovecot: Dovecot) -> None:
    """Somebody deleted one mail and flagged another as deleted before their turn came."""
    moving = replace(moving, mark=None)
    assert (_polled(moving).fetched, len(dovecot.holds())) == (3, 3)
    dovecot.expunge(1)
    with dovecot.signed_in() as client:
        client.select("INBOX")
        client.uid("STORE", "2", "+FLAGS", r"(\Deleted)")
    moving = replace(moving, mark=_MOVE)
    result = _polled(moving)
    assert (result.marked, result.failures) == (1, ())
    assert dovecot.holds() == {2: {r"\Seen", r"\Flagged", r"\Deleted"}}
    _silent(moving)


def test_a_server_without_move_copies_and_expunges_those_alone(tmp_path: Path) -> None:
    """A mail that somebody else flagged as deleted is still there afterwards."""
    with Dovecot(capability="IMAP4rev1 UIDPLUS SPECIAL-USE LITERAL+") as dovecot:
        dovecot.make_folder(_DONE)
        with _bureau(dovecot, tmp_path, _MOVE) as bureau:
            late = dovecot.append(_SMALL.replace(b"other@x", b"late@x"), flags=(r"\Deleted",))
            result = _polled(bureau)
            assert (result.fetched, result.marked, result.failures) == (4, 3, ())
            assert dovecot.holds() == {late: {r"\Deleted"}}
            assert sorted(map(sorted, dovecot.holds(_DONE).values())) == [[], [], [r"\Flagged", r"\Seen"]]
            assert [word for word in _writes(bureau) if word != b"SELECT"] == [b"COPY", b"STORE", b"EXPUNGE"]
            _silent(bureau)


def test_a_server_with_neither_keeps_all_its_mail(tmp_path: Path) -> None:
    """A plain EXPUNGE is never sent: the run says what is wanting, and `check` says so beforehand."""
    with Dovecot(capability="IMAP4rev1 SPECIAL-USE LITERAL+") as dovecot:
        dovecot.make_folder(_DONE)
        with _bureau(dovecot, tmp_path, _MOVE) as bureau:
            (failure,) = _polled(bureau).failures
            assert "neither MOVE nor UIDPLUS" in failure.reason
            assert len(dovecot.holds()) == 3
            assert set(_writes(bureau)) == {b"SELECT"}


def test_the_command_line_tells_what_marking_lacks(
    dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check` has a step for it; `poll` ends with 1 and all in the tables, then with 0 and a word, then in silence."""
    rules = desk.write_rules(tmp_path / "rules", units=2)
    desk.opt_in(rules, f"move:{_DONE}")
    place = replace(desk_at(dovecot, tmp_path / "outputs"), rules=rules)
    for name, value in place.environment.items():
        monkeypatch.setenv(name, value)
    dovecot.append(_SMALL, reports.EARLY)
    checked = place.run("check")
    assert (checked.code, f"(there is no folder {_DONE}): make it in the mailbox" in checked.out) == (5, True)
    ran = place.run("poll")
    assert (ran.code, "make it in the mailbox" in ran.err, len(place.table("messages"))) == (1, True, 1)
    dovecot.make_folder(_DONE)
    ran = place.run("poll")
    assert (ran.code, ran.err, "1 marked" in ran.out, dovecot.holds()) == (0, "", True, {})
    assert place.run("poll") == desk.Ran(code=0, out="", err="")


@pytest.mark.parametrize("mark", [_KEYWORD, _MOVE], ids=str)
def test_a_line_that_breaks_anywhere_marks_all_the_same(mark: Mark, dovecot: Dovecot, tmp_path: Path) -> None:
    """Whatever was lost on the way, question or answer: each message is marked, none is doubled or lost."""
    dovecot.make_folder(_DONE)
    with _bureau(dovecot, tmp_path, mark) as bureau:
        with bureau.office("calm") as office:
            poll(replace(office, mark=None))
        bureau.line.break_by(faults(7, 12))
        for _ in range(30):
            try:
                result = _polled(bureau)
            except MailboxError:
                continue
            finally:
                bureau.clock.advance(hours=2)
            if not result.failures and not result.waiting:
                break
        bureau.line.break_by(iter(()))
        assert bureau.line.fired.total() > 0
        _polled(bureau)
        there = dovecot.holds() if mark == _KEYWORD else dovecot.holds(_DONE)
        assert len(there) == 3
        assert mark == _MOVE or all("tonghop" in flags for flags in there.values())
        assert len(dovecot.holds()) == (3 if mark == _KEYWORD else 0)
        assert bureau.outputs("o") == bureau.outputs("calm")
        _silent(bureau)
