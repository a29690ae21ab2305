"""What one file may be, by itself: by its content first, by its name only where there is no content."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.identify.album import PART
from pipeline.identify.asked import REPORT_TYPES, Asked
from pipeline.identify.paper import Head, length_in_words, read_head
from pipeline.model.document import Document, Unread
from pipeline.model.mail import File, Message
from pipeline.model.submission import Received, Role
from pipeline.text.fold import bare, fold

_LETTER_TYPES = frozenset({"công văn", "tờ trình", "thông báo"})
_ANNEX_TYPES = frozenset({"phụ lục", "biểu mẫu"})
# File names and subjects, without marks: `BC so ket`, `Phu luc so lieu`, `CV gui bao cao`.
_REPORT_NAME = re.compile(r"\b(bao cao|bc)\b")
_ANNEX_NAME = re.compile(r"\b(phu luc|bieu mau|phu bieu|so lieu kem)\b")
_LETTER_NAME = re.compile(r"\b(cv|cong van|to trinh|v v)\b")
_OTHER_NAME = re.compile(r"\b(kh|ke hoach|giay moi|thu moi|thong bao|quyet dinh|qd|lich)\b")
_WORD_BREAKS = re.compile(r"[\W_]+")
# An official letter that is the report itself says so; others tell what to do with one.
_REPORTS = re.compile(
    fold(r"^(?:v/v|về việc)[\s:]*(?:việc\s+)?(?:báo cáo|sơ kết|tổng kết|kết quả|tình hình|đánh giá)\b")
)

_REPORT_WORDS = 120  # a report of an outline with ten sections is longer than any covering note seen
_HARDLY_WORDS = 40  # of a picture: a banner, a sign; a photographed page has more

PICTURES = ("image/",)
_TOO_SMALL = "unsupported"
_NO_TEXT = "no_text"
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
    paper: Head | None
    role: Role
    reason: str


def guess(received: Received, file: File, message: Message, asked: Asked) -> Guess:
    """What a file is when nothing beside it is looked at."""
    if file.body:
        return Guess(file=file, paper=None, role=Role.OTHER, reason="text of the message")
    reading = received.reading(file.path)
    if isinstance(reading, Document):
        paper = read_head(reading)
        role, reason = _role_of_paper(reading, paper, file, asked)
        return Guess(file=file, paper=paper, role=role, reason=reason)
    role, reason = _role_of_unread(file, reading, message, asked)
    return Guess(file=file, paper=None, role=role, reason=reason)


def _role_of_paper(document: Document, paper: Head, file: File, asked: Asked) -> tuple[Role, str]:
    if paper.type in _ANNEX_TYPES or (not paper.type and _ANNEX_NAME.search(_plain_name(file.name))):
        return Role.ANNEX, ""
    if paper.type and paper.type not in REPORT_TYPES:
        role = Role.COVER_LETTER if paper.type in _LETTER_TYPES else Role.OTHER
        return role, f"its type is {paper.type}"
    if not paper.type and paper.subject and not _REPORTS.match(fold(paper.subject)):
        return Role.COVER_LETTER, f"an official letter ({paper.subject})"
    if objection := asked.objection(document, paper):
        return Role.OTHER, objection
    if not paper.type and (size := length_in_words(document)) < _REPORT_WORDS:
        return _role_of_short_text(paper, file, size)
    return Role.REPORT, "" if paper.type else "no line says that it is a report"


def _role_of_short_text(paper: Head, file: File, size: int) -> tuple[Role, str]:
    if paper.addressed:
        return Role.COVER_LETTER, "a short letter"
    if file.media_type.startswith(PICTURES) and size < _HARDLY_WORDS:
        return Role.OTHER, f"the picture holds hardly any text ({size} words)"
    return Role.OTHER, "a short text without a title"


def _role_of_unread(
    file: File, reading: Unread | Document | None, message: Message, asked: Asked
) -> tuple[Role, str]:
    """A file without text: unreadable when it may be a paper, by its name, the subject and its type."""
    name = _plain_name(file.name)
    called_paper = file.name.lower().endswith(_DOCUMENT_NAMES)
    is_picture = file.media_type.startswith(PICTURES)
    typed_paper = file.media_type.startswith(_DOCUMENT_TYPES)
    if not (typed_paper or called_paper or _shows_a_page(file, reading)):
        told = reading.detail if is_picture and isinstance(reading, Unread) else ""
        return Role.OTHER, file.reason or told or f"no paper: {file.media_type}"
    if _ANNEX_NAME.search(name) and not _REPORT_NAME.search(name):
        return Role.ANNEX, "by its name; it could not be read"
    if (_OTHER_NAME.search(name) or _LETTER_NAME.search(name)) and not _REPORT_NAME.search(name):
        return Role.OTHER, "by its name; it could not be read"
    subject, why = message.envelope.subject, _why_unread(file, reading)
    about = f"{name} {_plain_name(subject)}"
    hinted = _REPORT_NAME.search(about) or asked.references.named_in(f"{file.name} {subject}")
    vague = (file.media_type in _VAGUE_TYPES or is_picture) and not called_paper
    if vague and not hinted and message.envelope.sender:
        return Role.OTHER, f"{why}; nothing says that it is a paper"
    return Role.UNREADABLE, why if hinted else f"{why}; nothing says that it is a report"


def _why_unread(file: File, reading: Unread | Document | None) -> str:
    if not isinstance(reading, Unread):
        return file.reason or "no reader for its type"
    told = f"{reading.code}: {reading.detail}"
    if file.media_type.startswith(PICTURES) and reading.code == _NO_TEXT:
        return (
            f"the picture holds hardly any text: a photo of an event, or a page that OCR cannot read ({told})"
        )
    return told


def _shows_a_page(file: File, reading: Unread | Document | None) -> bool:
    """A picture large enough to hold a page; logos and icons have no reader."""
    is_picture = file.media_type.startswith(PICTURES)
    return is_picture and isinstance(reading, Unread) and reading.code not in {_TOO_SMALL, PART}


def _plain_name(name: str) -> str:
    return " ".join(_WORD_BREAKS.sub(" ", bare(name)).split())
