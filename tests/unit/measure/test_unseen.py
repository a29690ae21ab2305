"""Files in which the figures may stand that were not found: not read, not looked into, or sent with another message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.measure import measure, sent_apart
from pipeline.model.document import Document, Reading, Recognition, Unread
from pipeline.model.submission import Disposition, Identification, Role, SortedFile, Submission
from tests.build.nouns import attached, message, received
from tests.build.page import page
from tests.unit.measure.asked import LETTERS, file

REPORT = file("Chỉ có lời văn.")
UNREAD = Unread(code="unsupported", detail="no reader")
NO_TEXT = Unread(code="no_text", detail="")
FIGURES = page("| Nội dung | 2020 |\n| Số họp | 3 |")
WORDS = page("| UBND TỈNH | CỘNG HOÀ |\nLời văn.")
SEEN, UNSEEN = 0.95, 0.5


def sure(*beside: SortedFile, elsewhere: bool = False) -> float:
    """How sure it is that an indicator is not given, with files beside a report without tables."""
    (gap,) = measure((REPORT, *beside), (LETTERS,), elsewhere=elsewhere)
    return gap.confidence


def test_a_report_alone_hides_nothing() -> None:
    """All of it was seen; unless the unit sent other papers."""
    assert sure() == SEEN
    assert sure(elsewhere=True) == UNSEEN


@pytest.mark.parametrize(
    ("name", "role", "reading"),
    [
        ("Bieu so lieu.xlsx", Role.OTHER, None), ("Bieu so lieu.xlsx", Role.UNREADABLE, UNREAD),
        ("PL.docx", Role.ANNEX, UNREAD), ("BC.pdf", Role.SIGNED_COPY, NO_TEXT), ("trang2.jpg", Role.OTHER, NO_TEXT),
        ("khac.docx", Role.OTHER, FIGURES), ("khac.pdf", Role.OTHER, replace(WORDS, unread_pages=(2,))),
        ("CV.docx", Role.COVER_LETTER, FIGURES),
    ],
)  # fmt: skip
def test_a_file_that_may_hold_tables_may_hold_the_figure(
    name: str, role: Role, reading: Reading | None
) -> None:
    """No reader, locked, a page without text, a paper whose tables nobody asks for."""
    assert sure(file(reading, role, name)) == UNSEEN


@pytest.mark.parametrize(
    ("name", "role", "reading"),
    [
        ("logo.png", Role.OTHER, None), ("logo.png", Role.OTHER, UNREAD),
        ("trang2.jpg", Role.OTHER, Unread(code="part", detail="")), ("khac.docx", Role.OTHER, WORDS),
        ("BC.pdf", Role.SIGNED_COPY, FIGURES),
        ("bang.jpg", Role.OTHER, replace(WORDS, recognised=(Recognition(page=1, confidence=0.9, uncovered=0.0),))),
    ],
)  # fmt: skip
def test_other_files_hide_nothing(name: str, role: Role, reading: Reading | None) -> None:
    """Pictures in the mail's text and its signature, pages read elsewhere, papers without figures, copies of the report."""
    assert sure(file(reading, role, name)) == SEEN


def test_the_text_of_the_mail_and_its_seal_hide_nothing() -> None:
    """Nor what is heard."""
    for kind in ("application/pkcs7-signature", "audio/mpeg", "text/calendar"):
        sealed = attached("smime.bin", media_type=kind)
        assert sure(SortedFile(file=sealed, role=Role.OTHER, reading=None)) == SEEN
    text = attached("text.html", media_type="text/html", body=True)
    assert sure(SortedFile(file=text, role=Role.OTHER, reading=None)) == SEEN


def sent(disposition: Disposition, *files: SortedFile) -> Submission:
    """A message of a unit with such files."""
    known = Identification(unit="SNV", confidence=1.0, candidates=(), clues=())
    given = received(message(*(one.file for one in files)))
    return Submission(received=given, disposition=disposition, identification=known, files=files)


LIGHT = Document(reader="docx", blocks=())  # another message's files come without their text


@pytest.mark.parametrize(
    ("disposition", "other", "apart"),
    [
        (Disposition.SUPPLEMENT, file(LIGHT, Role.ANNEX, "PL.docx"), True),
        (Disposition.OTHER, file(None, Role.OTHER, "Bieu.xlsx"), True),
        (Disposition.OTHER, file(LIGHT, Role.OTHER, "Bieu.docx"), True),
        (Disposition.CORRECTION, file(UNREAD, Role.UNREADABLE, "Bieu.xlsx"), True),
        (Disposition.SUPPLEMENT, file(LIGHT, Role.REPORT, "BC2.docx"), True),
        (Disposition.CORRECTION, file(LIGHT, Role.REPORT, "BC2.docx"), False),
        (Disposition.DUPLICATE, file(LIGHT, Role.REPORT, "BC.docx"), False),
        (Disposition.OTHER, file(LIGHT, Role.COVER_LETTER, "CV.docx"), False),
        (Disposition.OTHER, file(LIGHT, Role.SIGNED_COPY, "BC.pdf"), False),
        (Disposition.OTHER, file(LIGHT, Role.OTHER, "anh.jpg"), False),
        (Disposition.OTHER, file(None, Role.OTHER, "logo.png"), False),
    ],
)  # fmt: skip
def test_an_annex_may_have_come_with_another_message(
    disposition: Disposition,
    other: SortedFile,
    apart: bool,  # noqa: FBT001 - a parameter
) -> None:
    """A paper of its own; another version of the report, the same file again, a letter or a logo is none."""
    here = sent(Disposition.REPORT, REPORT)
    assert sent_apart(here, (here, sent(disposition, other))) is apart
