"""Rulings on headings: who ruled is visible, and what could not be applied is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assess import assess, headings_ruled
from pipeline.model.campaign import Campaign, Decision, Severity
from pipeline.model.finding import Assessment
from pipeline.model.submission import Submission
from tests.build import nouns
from tests.unit.assess import sent
from tests.unit.assess.sent import PASSWORD, june, paper, submission

TREE = nouns.outline(nouns.item("1", "Tuyên truyền"), nouns.item("2", "Kết quả"))
FIRST = nouns.decision("SNV/1", "heading", "Phổ biến", by="Hoa")
SECOND = nouns.decision("SNV/1", "heading", "Quán triệt", by="Lan")
NOWHERE = nouns.decision("SNV/2", "heading", "", by="Mai")
READ = submission(june(9), paper(reading=sent.read()))


def ruled(*decisions: Decision) -> Campaign:
    """A campaign of two sections in which reviewers ruled this."""
    return nouns.campaign(sections=TREE, decisions=decisions)


def assessed(campaign: Campaign, *submissions: Submission, pinned: tuple[str, ...] = ()) -> Assessment:
    """The unit, its report aligned with these items pinned."""
    alignment = replace(sent.aligned(TREE), pinned=pinned) if READ in submissions else None
    return assess(sent.record(campaign, *submissions, alignment=alignment), campaign)


def test_the_last_ruling_on_a_heading_counts() -> None:
    """Of this unit and of items that the outline has; other fields are no headings."""
    campaign = ruled(
        FIRST, nouns.decision("SYT/1", "heading", "x"), nouns.decision("SNV/9", "heading", "x"), SECOND,
        nouns.decision("SNV/2", "state", "full"),
    )  # fmt: skip
    assert headings_ruled(campaign.units[0], campaign) == {"1": SECOND}


def test_who_ruled_stands_in_the_row() -> None:
    """With those who ruled on states, each once."""
    campaign = ruled(SECOND, NOWHERE, nouns.decision("SNV/2", "state", "thin", by="An"))
    record = assessed(campaign, READ, pinned=("1", "2")).record
    assert (record.decided_by, record.unapplied) == ("An, Lan, Mai", ())


def test_a_ruling_that_no_line_has_is_a_warning() -> None:
    """It names the section, whose ruling it was, the file and the text that was looked for."""
    one = assessed(ruled(SECOND, NOWHERE), READ, pinned=("2",))
    (found,) = one.findings
    assert (one.record.decided_by, one.record.unapplied) == ("Mai", (SECOND,))
    assert (found.unit, found.version, found.check, found.severity) == (
        "SNV",
        1,
        "decision",
        Severity.WARNING,
    )
    assert (found.section, found.file, found.evidence) == ("1", "BC.docx", "Quán triệt")
    assert found.message == (
        "Mục 1: chưa áp dụng được ý kiến của Lan về đề mục, báo cáo đang tính không có dòng nào như vậy"
    )


@pytest.mark.parametrize(
    ("submissions", "version"), [((), 0), ((submission(june(9), paper(reading=PASSWORD)),), 1)]
)
def test_a_ruling_without_a_report_is_a_warning(submissions: tuple[Submission, ...], version: int) -> None:
    """Nothing was sent, or what was sent could not be read: that no line is to be looked for is no matter."""
    (found,) = assessed(ruled(NOWHERE), *submissions).findings
    assert (found.version, found.file, found.evidence) == (version, "", "")
    assert found.message == "Mục 2: chưa áp dụng được ý kiến của Mai về đề mục, chưa có báo cáo nào đọc được"
