"""A match in the words of both papers: its longest passages side by side, each shortened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.model.document import Document
from pipeline.model.likeness import Copy, Match, Pair, Passage

_PASSAGES = 5  # enough to see what was copied; the papers themselves hold the rest
_LETTERS = 240  # of a passage: two to three lines on a screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """The paper that a report is like: whose it is for people, its text, when that unit's first report came."""

    name: str
    document: Document
    sent_at: dt.datetime | None = None


def quote(match: Match, ours: Document, other: Other) -> Copy:
    """The copy that a match tells of; the documents are those that it was found in."""
    longest = sorted(match.pairs, key=lambda pair: (-len(ours.blocks[pair.ours].text), pair.ours))[:_PASSAGES]
    passages = (_passage(pair, ours, other.document) for pair in sorted(longest, key=lambda pair: pair.ours))
    return Copy(
        rule=match.rule, origin=match.origin, source=match.source, name=other.name, passages=tuple(passages),
        count=len(match.pairs), paragraphs=match.paragraphs, share=match.share, sent_at=other.sent_at,
    )  # fmt: skip


def _passage(pair: Pair, ours: Document, theirs: Document) -> Passage:
    our, their = ours.blocks[pair.ours], theirs.blocks[pair.theirs]
    return Passage(
        text=_short(our.text),
        page=our.page,
        theirs=_short(their.text),
        their_page=their.page,
        alike=pair.alike,
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LETTERS else f"{line[: _LETTERS - 1]}…"
