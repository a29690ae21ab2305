"""Files of a unit in which figures may stand that nobody looked for: not read, or of a role that is not measured."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.measure.amounts import is_data
from pipeline.model.document import BlockKind, Document, Unread
from pipeline.model.submission import Role, SortedFile, Submission

_PICTURE = "image/"
# What reading says of pictures in a mail's text or signature: too small for a page; of a page read with another: its part.
_NO_PAGE = frozenset({"unsupported", "part"})
_NO_TABLES = (
    "audio/", "video/", "font/", "text/calendar", "text/vcard", "application/pkcs7-signature",
    "application/x-pkcs7-signature", "application/pgp-signature",
)  # fmt: skip
_MEASURED = frozenset({Role.REPORT, Role.ANNEX})
_NO_ANNEX = frozenset({Role.SIGNED_COPY, Role.COVER_LETTER})


def is_unseen(file: SortedFile) -> bool:
    """Whether a file beside the report and its annexes may hold tables that were not looked into."""
    if file.role in _MEASURED:  # what was seen of them is told where they are read
        return False
    if isinstance(file.reading, Document):
        return file.role is not Role.SIGNED_COPY and _holds_figures(file, file.reading)
    return _may_hold_tables(file)


def sent_apart(counting: Submission, submissions: Sequence[Submission]) -> bool:
    """Whether another of a unit's messages has a file that may be the annex; the texts of its files are not needed."""
    here = {file.file.sha256 for file in counting.files}
    return any(
        file.file.sha256 not in here and _may_be_annex(file, other)
        for other in submissions
        for file in other.files
    )


def _may_be_annex(file: SortedFile, sent: Submission) -> bool:
    if file.role in _NO_ANNEX or (file.role is Role.REPORT and sent.is_report):  # another version
        return False
    if isinstance(file.reading, Document) and not file.file.body:
        return file.role is not Role.OTHER or not file.file.media_type.startswith(_PICTURE)
    return _may_hold_tables(file)


def _may_hold_tables(file: SortedFile) -> bool:
    """Whether a file that was not read may hold tables, by its kind."""
    kind, reading = file.file.media_type, file.reading
    if file.file.body or kind.startswith(_NO_TABLES):
        return False
    if kind.startswith(_PICTURE):
        return isinstance(reading, Unread) and reading.code not in _NO_PAGE
    return True


def _holds_figures(file: SortedFile, document: Document) -> bool:
    """Whether a paper has figures in tables, or pages that show none where they may have some."""
    drawn = document.recognised and not file.file.media_type.startswith(_PICTURE)
    return bool(document.unread_pages or drawn) or any(
        is_data(cell)
        for block in document.blocks
        if block.kind is BlockKind.TABLE
        for row in block.rows
        for cell in row
    )
