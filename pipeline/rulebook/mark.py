"""`mailbox.mark`: what a stored message gets on the server. Never lets through a mark that would hide mail or call it spam."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.model.mail import is_junk
from pipeline.model.mark import Mark, MarkKind
from pipeline.rulebook.fields import Fields
from pipeline.rulebook.problems import shown

_KEY = "mark"
_KEYWORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,49}", re.ASCII)  # what every server takes as a keyword
_GMAILS = re.compile(r"\\|\[(?:gmail|google mail)\]", re.IGNORECASE)  # how labels of Gmail's own begin
_LONGEST = 200  # characters of a folder or label: Gmail takes 225
_ADVICE = 'write "keyword:NAME", "label:NAME" or "move:FOLDER", or leave mark out'


def read_mark(mailbox: Fields, *, files: bool) -> Mark | None:
    """The mark, None when there is to be none; mistakes are put on the page. `files`: the mailbox is none of a server."""
    text = mailbox.text(_KEY)
    if not text:
        return None
    if files:
        mailbox.wrong(_KEY, "messages in files cannot be marked", "leave mark out")
        return None
    word, colon, rest = text.partition(":")
    kinds = {kind.value: kind for kind in MarkKind}
    name = rest.strip()
    if not colon or word not in kinds:
        mailbox.wrong(_KEY, f"{shown(text)} is no mark", _ADVICE)
        return None
    kind = kinds[word]
    if problem := _PROBLEMS[kind](name):
        mailbox.wrong(_KEY, f"{shown(text)}: {problem[0]}", problem[1])
        return None
    return Mark(kind=kind, name=name)


Problem = tuple[str, str]  # what is wrong, and what to do instead


def _of_keyword(name: str) -> Problem | None:
    if _KEYWORD.fullmatch(name):
        return None
    return "a keyword has at most 50 letters without marks, digits, - and _", 'write "keyword:tonghop"'


def _of_label(name: str) -> Problem | None:
    if not name or _is_unfit(name):
        return "that is no name of a label", 'write "label:tonghop"'
    return ("that is a label of Gmail's own", 'write "label:tonghop"') if _GMAILS.match(name) else None


def _of_folder(name: str) -> Problem | None:
    if not name or _is_unfit(name) or name.startswith("\\"):
        return "that is no name of a folder", 'write "move:" and a folder that the mailbox has'
    if name.upper() == "INBOX" or is_junk(name):
        return "stored mail has no place in that folder", "name a folder of its own behind move:"
    return None


def _is_unfit(name: str) -> bool:
    return len(name) > _LONGEST or not name.isprintable()


_PROBLEMS: dict[MarkKind, Callable[[str], Problem | None]] = {
    MarkKind.KEYWORD: _of_keyword,
    MarkKind.LABEL: _of_label,
    MarkKind.MOVE: _of_folder,
}
