"""What each file of a message is: the report, its signed copy, an annex, a cover letter, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.identify.album import PART
from pipeline.identify.paper import Paper, length_in_words, read_paper
from pipeline.identify.references import References, periodic
from pipeline.model.document import Document, Unread
from pipeline.model.mail import File, Message
from pipeline.model.submission import Received, Role, SortedFile
from pipeline.text.fold import bare, fold

_REPORT_TYPES = frozenset({"báo cáo"})
_LETTER_TYPES = frozenset({"công văn", "tờ trình", "thông báo"})
_ANNEX_TYPES = frozenset({"phụ lục", "biểu mẫu"})
# File names and subjects, without marks: `BC so ket`, `Phu luc so lieu`, `CV gui bao cao`.
_REPORT_NAME = re.compile(r"\b(bao cao|bc)\b")
_ANNEX_NAME = re.compile(r"\b(phu luc|bieu mau|phu bieu|so lieu kem)\b")
_LETTER_NAME = re.compile(r"\b(cv|cong van|to trinh|v v)\b")
_OTHER_NAME = re.compile(r"\b(kh|ke hoach|giay moi|thu moi|thong bao|quyet dinh|qd|lich)\b")
_WORD_BREAKS = re.compile(r"[\W_]+")

# A PDF whose text agrees this well with the Word report beside it is its signed copy (0-100, token set).
_SAME_TEXT = 90.0
_COMPARED = 6000  # characters compared: the head and first sections tell copies from other papers
_REPORT_WORDS = 120  # a report of an outline with ten sections is longer than any covering note seen

_PICTURES = ("image/",)
_TOO_SMALL = "unsupported"
_DOCUMENT_TYPES = (
    "application/pdf", "application/msword", "application/rtf", "text/rtf", "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml", "application/vnd.ms-word",
    "application/x-encrypted-ooxml", "application/x-ole-storage", "application/x-empty", "application/octet-stream",
    "application/zip", "application/vnd.rar", "application/x-7z-compressed", "application/x-rar",
)  # fmt: skip


_DOCUMENT_NAMES = (".doc", ".docx", ".pdf", ".rtf", ".odt")
# Types that may hold anything: a paper only when the name or the message says so.
_VAGUE_TYPES = frozenset(
    {
        "application/x-ole-storage", "application/x-empty", "application/octet-stream", "application/zip",
        "application/vnd.rar", "application/x-7z-compressed", "application/x-rar",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A file, the head of its paper if it was read, its likely role and why."""

    file: File
    paper: Paper | None
    role: Role
    reason: str


def sort_files(
    received: Received, message: Message, references: References
) -> tuple[tuple[SortedFile, ...], dict[str, Paper]]:
    """The role of every file, and the paper heads by path. At most one file is the report."""
    guesses = [_guess(received, file, message, references) for file in message.files]
    guesses = _whole_albums(received, _one_report(received, guesses))
    sorted_files = tuple(
        SortedFile(file=g.file, role=g.role, reading=received.reading(g.file.path), reason=g.reason)
        for g in guesses
    )
    return sorted_files, {g.file.path: g.paper for g in guesses if g.paper is not None}


def _guess(received: Received, file: File, message: Message, references: References) -> Guess:
    if file.body:
        return Guess(file=file, paper=None, role=Role.OTHER, reason="text of the message")
    reading = received.reading(file.path)
    if isinstance(reading, Document):
        paper = read_paper(reading)
        role, reason = _role_of_paper(reading, paper, file, references)
        return Guess(file=file, paper=paper, role=role, reason=reason)
    role, reason = _role_of_unread(file, reading, message, references)
    return Guess(file=file, paper=None, role=role, reason=reason)


def _role_of_paper(document: Document, paper: Paper, file: File, references: References) -> tuple[Role, str]:
    name = _plain_name(file.name)
    if paper.type in _ANNEX_TYPES or (not paper.type and _ANNEX_NAME.search(name)):
        return Role.ANNEX, ""
    if paper.type in _LETTER_TYPES:
        return Role.COVER_LETTER, f"its type is {paper.type}"
    if paper.type and paper.type not in _REPORT_TYPES:
        return Role.OTHER, f"its type is {paper.type}"
    if objection := _not_this_report(document, paper, references):
        return Role.OTHER, objection
    if not paper.type and length_in_words(document) < _REPORT_WORDS:
        return (
            (Role.COVER_LETTER, "a short letter")
            if paper.addressed
            else (Role.OTHER, "a short text without a title")
        )
    return Role.REPORT, "" if paper.type else "no line says that it is a report"


def _not_this_report(document: Document, paper: Paper, references: References) -> str:
    """Why a report is none of this campaign, or empty."""
    if references.named_in(paper.abstract):
        return ""
    if others := references.others_in(paper.abstract):
        number, kind = min(others)
        return f"a report on another directive ({number}-{kind.upper()})"
    if span := periodic(paper.abstract):
        return f"a periodic report ({span})"
    text = f"{paper.opening} " + " ".join(block.text for block in document.blocks)
    if references.named_in(text) or paper.type in _REPORT_TYPES:
        return ""
    return "it does not name the directive"


def _role_of_unread(
    file: File, reading: Unread | Document | None, message: Message, references: References
) -> tuple[Role, str]:
    """A file without text: unreadable when it may be a paper, by its name, the subject and its type."""
    name = _plain_name(file.name)
    called_paper = file.name.lower().endswith(_DOCUMENT_NAMES)
    typed_paper = file.media_type.startswith(_DOCUMENT_TYPES)
    if not (typed_paper or called_paper or _shows_a_page(file, reading)):
        told = reading.detail if file.media_type.startswith(_PICTURES) and isinstance(reading, Unread) else ""
        return Role.OTHER, file.reason or told or f"no paper: {file.media_type}"
    if _ANNEX_NAME.search(name) and not _REPORT_NAME.search(name):
        return Role.ANNEX, "by its name; it could not be read"
    about = f"{name} {_plain_name(message.envelope.subject)}"
    hinted = _REPORT_NAME.search(about) or references.named_in(f"{file.name} {message.envelope.subject}")
    if (_OTHER_NAME.search(name) or _LETTER_NAME.search(name)) and not _REPORT_NAME.search(name):
        return Role.OTHER, "by its name; it could not be read"
    why = (
        f"{reading.code}: {reading.detail}"
        if isinstance(reading, Unread)
        else file.reason or "no reader for its type"
    )
    vague = (file.media_type in _VAGUE_TYPES or file.media_type.startswith(_PICTURES)) and not called_paper
    if vague and not hinted and message.envelope.sender:
        return Role.OTHER, f"{why}; nothing says that it is a paper"
    return Role.UNREADABLE, why if hinted else f"{why}; nothing says that it is a report"


def _whole_albums(received: Received, guesses: list[Guess]) -> list[Guess]:
    """The pictures of one paper have the role of the one that has its text."""
    pages = [guess for guess in guesses if _is_part(received, guess)]
    whole = next((g for g in guesses if g.paper and g.file.media_type.startswith(_PICTURES)), None)
    if whole is None:
        return guesses
    return [_as(guess, whole.role, guess.reason) if guess in pages else guess for guess in guesses]


def _is_part(received: Received, guess: Guess) -> bool:
    reading = received.reading(guess.file.path)
    return isinstance(reading, Unread) and reading.code == PART


def _shows_a_page(file: File, reading: Unread | Document | None) -> bool:
    """A picture large enough to hold a page; logos and icons have no reader."""
    is_picture = file.media_type.startswith(_PICTURES)
    return is_picture and isinstance(reading, Unread) and reading.code not in {_TOO_SMALL, PART}


def _one_report(received: Received, guesses: list[Guess]) -> list[Guess]:
    """Keep the best of several reports; the others are copies of it or other papers."""
    reports = [guess for guess in guesses if guess.role is Role.REPORT]
    if not reports:
        return guesses
    best = max(reports, key=lambda guess: _rank(received, guess))
    return [_beside(received, guess, best) for guess in guesses]


def _rank(received: Received, guess: Guess) -> tuple[bool, bool, bool, int]:
    """Titled before untitled, Word before PDF (its structure is exact), typed before scanned, long before short."""
    document = received.reading(guess.file.path)
    size = length_in_words(document) if isinstance(document, Document) else 0
    titled = guess.paper is not None and guess.paper.type in _REPORT_TYPES
    typed = isinstance(document, Document) and not document.recognised
    return titled, "wordprocessingml" in guess.file.media_type, typed, size


def _beside(received: Received, guess: Guess, best: Guess) -> Guess:
    """The role of a file beside the report."""
    if guess is best:
        return guess
    if guess.role is Role.UNREADABLE and guess.file.media_type == "application/pdf":
        return _as(guess, Role.SIGNED_COPY, f"beside the report; not read ({guess.reason})")
    if guess.role is Role.UNREADABLE and guess.file.media_type.startswith(_PICTURES):
        return _as(guess, Role.OTHER, f"a picture beside the report; not read ({guess.reason})")
    if guess.role is not Role.REPORT:
        return guess
    mine, theirs = received.reading(guess.file.path), received.reading(best.file.path)
    if isinstance(mine, Document) and isinstance(theirs, Document) and _same_text(mine, theirs):
        return _as(guess, Role.SIGNED_COPY, "the same text as the report")
    return _as(guess, Role.OTHER, "a second report in the same message")


def _as(guess: Guess, role: Role, reason: str) -> Guess:
    return Guess(file=guess.file, paper=guess.paper, role=role, reason=reason)


def _same_text(one: Document, other: Document) -> bool:
    texts = [
        fold(" ".join(block.shown for block in document.blocks))[:_COMPARED] for document in (one, other)
    ]
    return fuzz.token_set_ratio(*texts) >= _SAME_TEXT


def _plain_name(name: str) -> str:
    return " ".join(_WORD_BREAKS.sub(" ", bare(name)).split())
