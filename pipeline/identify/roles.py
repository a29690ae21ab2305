"""What each file of a message is: the report, its signed copy, an annex, a cover letter, or something else."""

from __future__ import annotations

from rapidfuzz import fuzz

from pipeline.identify.album import PART
from pipeline.identify.asked import REPORT_TYPES, Asked
from pipeline.identify.guesses import PICTURES, Guess, guess
from pipeline.identify.paper import Head, length_in_words
from pipeline.model.document import Document, Unread
from pipeline.model.mail import Message
from pipeline.model.submission import Received, Role, SortedFile
from pipeline.text.fold import fold

# A PDF whose text agrees this well with the Word report beside it is its signed copy (0-100, token set).
_SAME_TEXT = 90.0
_COMPARED = 6000  # characters compared: the head and first sections tell copies from other papers
SECOND_REPORT = "a second report in the same message"


def sort_files(
    received: Received, message: Message, asked: Asked
) -> tuple[tuple[SortedFile, ...], dict[str, Head]]:
    """The role of every file, and the paper heads by path. At most one file is the report."""
    guesses = [guess(received, file, message, asked) for file in message.files]
    guesses = _whole_albums(received, _one_report(received, guesses))
    sorted_files = tuple(
        SortedFile(
            file=g.file,
            role=g.role,
            reading=received.reading(g.file.path),
            reason=g.reason,
            signed=received.signatures(g.file.path),
        )
        for g in guesses
    )
    return sorted_files, {g.file.path: g.paper for g in guesses if g.paper is not None}


def _whole_albums(received: Received, guesses: list[Guess]) -> list[Guess]:
    """The pictures of one paper have the role of the one that has its text: of all that were read, most pages."""
    pages = [found for found in guesses if _is_part(received, found)]
    pictures = [found for found in guesses if found.paper and found.file.media_type.startswith(PICTURES)]
    if not pages or not pictures:
        return guesses
    whole = max(pictures, key=lambda found: _pages(received, found))
    return [_as(found, whole.role, found.reason) if found in pages else found for found in guesses]


def _pages(received: Received, found: Guess) -> int:
    reading = received.reading(found.file.path)
    return (isinstance(reading, Document) and reading.pages) or 0


def _is_part(received: Received, found: Guess) -> bool:
    reading = received.reading(found.file.path)
    return isinstance(reading, Unread) and reading.code == PART


def _one_report(received: Received, guesses: list[Guess]) -> list[Guess]:
    """Keep the best of several reports; the others are copies of it or other papers."""
    reports = [found for found in guesses if found.role is Role.REPORT]
    if not reports:
        return guesses
    best = max(reports, key=lambda found: _rank(received, found))
    return [_beside(received, found, best) for found in guesses]


def _rank(received: Received, found: Guess) -> tuple[bool, bool, bool, int]:
    """Titled before untitled, Word before PDF (its structure is exact), typed before scanned, long before short."""
    document = received.reading(found.file.path)
    size = length_in_words(document) if isinstance(document, Document) else 0
    titled = found.paper is not None and found.paper.type in REPORT_TYPES
    typed = isinstance(document, Document) and not document.recognised
    return titled, "wordprocessingml" in found.file.media_type, typed, size


def _beside(received: Received, found: Guess, best: Guess) -> Guess:
    """The role of a file beside the report."""
    if found is best:
        return found
    if found.role is Role.UNREADABLE and found.file.media_type == "application/pdf":
        return _as(found, Role.SIGNED_COPY, f"beside the report; not read ({found.reason})")
    if found.role is Role.UNREADABLE and found.file.media_type.startswith(PICTURES):
        return _as(found, Role.OTHER, f"a picture beside the report; not read ({found.reason})")
    if found.role is not Role.REPORT:
        return found
    mine, theirs = received.reading(found.file.path), received.reading(best.file.path)
    if isinstance(mine, Document) and isinstance(theirs, Document) and _same_text(mine, theirs):
        return _as(found, Role.SIGNED_COPY, "the same text as the report")
    return _as(found, Role.OTHER, SECOND_REPORT)


def _as(found: Guess, role: Role, reason: str) -> Guess:
    return Guess(file=found.file, paper=found.paper, role=role, reason=reason)


def _same_text(one: Document, other: Document) -> bool:
    texts = [
        fold(" ".join(block.shown for block in document.blocks))[:_COMPARED] for document in (one, other)
    ]
    return fuzz.token_set_ratio(*texts) >= _SAME_TEXT
