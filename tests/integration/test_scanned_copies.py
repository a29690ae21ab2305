"""A report and a scan of it, from the picture to what is said to differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assess.copied_text import CopyText, compared_text
from pipeline.assess.copies import compared
from pipeline.read.pdf.reader import read_without_ocr
from tests.bench.scan_sections import scanned_pages
from tests.build import pdf, scans
from tests.build.scan_papers import PAPERS

PAPER = PAPERS[0]


@pytest.fixture(scope="module")
def sent() -> CopyText:
    """The report as it was typed."""
    return compared_text(read_without_ocr(pdf.pdf(PAPER.parts, edges=("", "", "{page}"))))


@pytest.fixture(scope="module")
def typical() -> CopyText:
    """Its scan: a seal over the text, tilted, tinted, blurred."""
    return compared_text(scanned_pages(scans.pages([PAPER]), "typical"))


def test_a_typical_scan_agrees_with_its_report(sent: CopyText, typical: CopyText) -> None:
    """With all that OCR misread in it, and some that it doubts."""
    assert typical.copy.doubts
    found = compared(sent, typical)
    assert (list(found.told), list(found.unclear), found.poor) == ([], [], ((), ()))


@pytest.mark.parametrize(
    ("there", "instead", "numbers"),
    [
        ("37 công trình", "73 công trình", True),
        ("93,1%", "931%", True),
        ("ngày 31 tháng 5", "ngày 30 tháng 5", True),
        ("huyện Sông Lũng báo cáo", "huyện Sông Mây báo cáo", False),
        ("không phát sinh", "phát sinh", False),
        ("đời sống của nhân dân được nâng lên rõ rệt", "đời sống của nhân dân ổn định", False),
        ("và lệ phí", "", False),
        ("rõ việc, ", "rõ việc, có ba xã chưa xây dựng, ", False),
    ],
)
def test_a_change_is_told(
    sent: CopyText,
    typical: CopyText,
    there: str,
    instead: str,
    *,
    numbers: bool,
) -> None:
    """A figure, a date, a name, a word or sentence more or less: each by itself, once."""
    assert sent.copy.text.count(there) == 1
    changed = replace(sent, copy=replace(sent.copy, text=sent.copy.text.replace(there, instead), tables=()))
    assert [one.numbers for one in compared(changed, typical).told] == [numbers]
