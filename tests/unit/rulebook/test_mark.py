"""`mailbox.mark`: three spellings, and what is wrong with any other, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.mark import Mark, MarkKind
from pipeline.rulebook import load
from tests.unit.rulebook import folders

_URL = "imaps://bao%40example.org@imap.example.org/"


def _rules(mark: str, url: str = _URL) -> dict[str, str]:
    text = folders.CAMPAIGN.replace(_URL, url).replace("  folders:", f"  mark: {mark}\n  folders:")
    return {"campaign.yaml": text}


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ('"keyword:tonghop"', MarkKind.KEYWORD, "tonghop"),
        ("keyword:Bao-cao_2023", MarkKind.KEYWORD, "Bao-cao_2023"),
        ("label:Báo cáo/đã nhận", MarkKind.LABEL, "Báo cáo/đã nhận"),
        ('"move: Đã xử lý"', MarkKind.MOVE, "Đã xử lý"),
        ('"move:[Gmail]/Đã nhận"', MarkKind.MOVE, "[Gmail]/Đã nhận"),
    ],
)
def test_a_mark_is_a_kind_and_a_name(tmp_path: Path, written: str, kind: MarkKind, name: str) -> None:
    """As text it is what stands in the file."""
    mark = load(folders.write(tmp_path, _rules(written))).mailbox.mark
    assert mark == Mark(kind=kind, name=name)
    assert str(mark) == f"{kind.value}:{name}"


@pytest.mark.parametrize("written", ['""', ""])
def test_without_a_mark_there_is_none(tmp_path: Path, written: str) -> None:
    """The mailbox is never written to."""
    assert load(folders.write(tmp_path, _rules(written))).mailbox.mark is None
    assert load(folders.write(tmp_path, {})).mailbox.mark is None


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("tonghop", "'tonghop' is no mark; write \"keyword:NAME\", \"label:NAME\" or \"move:FOLDER\", or leave mark out"),
        ("keywords:tonghop", "'keywords:tonghop' is no mark; write "),
        ('"delete:"', "'delete:' is no mark; write "),
        ("{move: Xong}", "the value is not a single value; write mark: "),
        ("true", "'true' without quotes is a number, date or truth value"),
        ('"keyword:"', "'keyword:': a keyword has at most 50 letters without marks"),
        ('"keyword:đã xong"', "'keyword:đã xong': a keyword has at most 50 letters without marks"),
        ('"keyword:\\\\Seen"', "'keyword:\\\\Seen': a keyword has at most"),
        ('"keyword:$Junk"', "'keyword:$Junk': a keyword has at most"),
        (f'"keyword:{"x" * 51}"', f"'keyword:{'x' * 51}': a keyword has at most"),
        ('"label:"', "'label:': that is no name of a label; write \"label:tonghop\""),
        ('"label:\\\\Trash"', "'label:\\\\Trash': that is a label of Gmail's own"),
        ('"label:[Gmail]/Spam"', "'label:[Gmail]/Spam': that is a label of Gmail's own"),
        ('"move:"', "'move:': that is no name of a folder"),
        (f'"move:{"x" * 201}"', ""),
        ('"move:\\\\Trash"', "'move:\\\\Trash': that is no name of a folder"),
        ('"move:inbox"', "'move:inbox': stored mail has no place in that folder; name a folder of its own"),
        ('"move:[Gmail]/Thư rác"', "'move:[Gmail]/Thư rác': stored mail has no place in that folder"),
    ],
)  # fmt: skip
def test_what_is_no_mark_is_told_with_its_line(tmp_path: Path, written: str, told: str) -> None:
    """And what to write instead."""
    found = folders.problems(tmp_path, _rules(written))
    assert any(problem.startswith(f"campaign.yaml:7: mark: {told}") for problem in found), found


@pytest.mark.parametrize("url", ["maildir:/srv/mail", "mbox:thu.mbox", "eml:thu"])
def test_files_are_not_marked(tmp_path: Path, url: str) -> None:
    """A mistake of the rules, before any mail is looked at."""
    (problem,) = folders.problems(tmp_path, _rules("keyword:tonghop", url))
    assert problem == "campaign.yaml:7: mark: messages in files cannot be marked; leave mark out"
