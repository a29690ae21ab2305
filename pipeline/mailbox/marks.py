"""Marking messages over a signed-in client: keyword, Gmail's label, move. The only commands of ours that write to a server.

Must never touch another flag, expunge what was not copied, make a folder, or send EXPUNGE or CLOSE, which remove mail that
others have flagged as deleted.
"""

from __future__ import annotations

import imaplib
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.mailbox.trouble import CannotMarkError
from pipeline.model.mark import Mark, MarkKind
from pipeline.sentences import mailbox as say

_ANY = b"\\*"  # among the permanent flags: keywords of one's own are kept
_DELETED = b"\\Deleted"


def open_to_mark(client: Any, folder: str, mark: Mark) -> str:
    """Open a folder for writing; its UIDVALIDITY. CannotMarkError, in time, when the server could not mark so there."""
    try:
        answer = client.select_folder(folder)
    except imaplib.IMAP4.readonly:
        raise CannotMarkError(say.READ_ONLY(folder=folder), say.ASK_TO_WRITE()) from None
    _NEEDS[mark.kind](client, answer, mark.name)
    return str(answer.get(b"UIDVALIDITY", ""))


def lacking(client: Any, uids: Sequence[int], mark: Mark) -> list[int]:
    """Which of these messages are there and without the mark; none that is to be moved and flagged as deleted by others."""
    if mark.kind is MarkKind.LABEL:
        labels = client.get_gmail_labels(uids)
        borne = {uid: {str(label).casefold() for label in labels[uid]} for uid in uids if uid in labels}
        return [uid for uid, names in borne.items() if mark.name.casefold() not in names]
    said = client.fetch(uids, ["FLAGS"])
    flags = {uid: _lower(said[uid].get(b"FLAGS", ())) for uid in uids if uid in said}
    settled = _DELETED if mark.kind is MarkKind.MOVE else mark.name.encode("ascii")
    return [uid for uid, borne in flags.items() if settled.lower() not in borne]


def put(client: Any, uids: Sequence[int], mark: Mark) -> None:
    """Mark these messages, and see that they are; CannotMarkError when the server only said so."""
    _PUT[mark.kind](client, uids, mark.name)
    if lacking(client, uids, mark):
        raise CannotMarkError(say.MARK_LOST(), say.ANOTHER_MARK())


def _need_keywords(_client: Any, answer: Any, name: str) -> None:
    kept = answer.get(b"PERMANENTFLAGS")
    if kept is not None and not {_ANY, name.lower().encode("ascii")} & _lower(kept):
        raise CannotMarkError(say.NO_KEYWORDS(), say.MARK_BY(marks="move:FOLDER"))


def _need_labels(client: Any, _answer: Any, _name: str) -> None:
    if not client.has_capability("X-GM-EXT-1"):
        raise CannotMarkError(
            say.NO_LABELS(), say.MARK_BY(marks=say.EITHER(one="keyword:NAME", other="move:FOLDER"))
        )


def _need_folder(client: Any, _answer: Any, name: str) -> None:
    if not (client.has_capability("MOVE") or client.has_capability("UIDPLUS")):
        raise CannotMarkError(say.NO_MOVE(), say.MARK_BY(marks="keyword:NAME"))
    listed = client.list_folders("", name)
    if not any(found == name and b"\\noselect" not in _lower(flags) for flags, _, found in listed):
        raise CannotMarkError(say.NO_TARGET(folder=name), say.MAKE_TARGET())


def _lower(flags: Sequence[bytes]) -> set[bytes]:
    return {flag.lower() for flag in flags}


def _put_keyword(client: Any, uids: Sequence[int], name: str) -> None:
    client.add_flags(uids, [name], silent=True)


def _put_label(client: Any, uids: Sequence[int], name: str) -> None:
    client.add_gmail_labels(uids, [name], silent=True)


def _move(client: Any, uids: Sequence[int], name: str) -> None:
    if client.has_capability("MOVE"):
        client.move(uids, name)
        return
    client.copy(uids, name)
    client.add_flags(uids, [_DELETED], silent=True)
    client.uid_expunge(uids)


_NEEDS: dict[MarkKind, Callable[[Any, Any, str], None]] = {
    MarkKind.KEYWORD: _need_keywords,
    MarkKind.LABEL: _need_labels,
    MarkKind.MOVE: _need_folder,
}
_PUT: dict[MarkKind, Callable[[Any, Sequence[int], str], None]] = {
    MarkKind.KEYWORD: _put_keyword,
    MarkKind.LABEL: _put_label,
    MarkKind.MOVE: _move,
}
