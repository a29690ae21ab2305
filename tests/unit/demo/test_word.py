"""Letters as Word files."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import docx
import pytest

from pipeline.demo import word
from pipeline.demo.cast import author, stranger
from pipeline.demo.letters import cover, report
from pipeline.demo.manner import Manner, Numbering, Regime
from pipeline.demo.nouns import Layout, Letter, Shape
from pipeline.model.campaign import Campaign

DAY = dt.date(2023, 6, 5)


MANNER = Manner(voice="v", figures=True, situation=True, outlook=True)


def _letter(campaign: Campaign, manner: Manner = MANNER) -> Letter:
    return report(author(campaign.units[0], campaign), campaign.outline, manner, DAY)


@pytest.mark.parametrize("layout", Layout)
def test_every_layout_holds_every_text(big: Campaign, layout: Layout) -> None:
    """python-docx reads back each paragraph and cell, with its typed number or without when Word counts."""
    letter = _letter(big)
    paper = docx.Document(io.BytesIO(word.docx(letter, layout)))
    texts = [paragraph.text for paragraph in paper.paragraphs]
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    for part in letter.parts:
        if part.rows:
            assert all(text in cells for row in part.rows for text in row)
        else:
            heading = part.shape in {Shape.CHAPTER, Shape.HEADING}
            assert (part.text if heading and layout is Layout.AUTO else part.typed) in texts


@pytest.mark.parametrize("layout", Layout)
def test_the_same_letter_is_the_same_bytes(big: Campaign, layout: Layout) -> None:
    """No clock, path or random id gets into the file."""
    assert word.docx(_letter(big), layout) == word.docx(_letter(big), layout)


@pytest.mark.parametrize(
    ("regime", "right"),
    [(Regime.PARTY, "ĐẢNG CỘNG SẢN"), (Regime.COMMITTEE, "ĐẢNG CỘNG SẢN"), (Regime.STATE, "CỘNG HÒA")],
)
def test_the_letterhead_is_a_table_of_two_columns(big: Campaign, regime: Regime, right: str) -> None:
    """Issuer and number stand left, the heading of the regime and the date right."""
    paper = docx.Document(io.BytesIO(word.docx(_letter(big, replace(MANNER, regime=regime)), Layout.BOLD)))
    left, other = (cell.text for cell in paper.tables[0].rows[0].cells)
    assert "SỞ Y TẾ SỐ 0" in left
    assert "Số" in left
    assert other.startswith(right)
    assert other.endswith("ngày 05 tháng 6 năm 2023")


@pytest.mark.parametrize(
    ("numbering", "form"), [(Numbering.ROMAN, "upperRoman"), (Numbering.DECIMAL, "decimal")]
)
def test_automatic_numbers_are_a_list_of_words_own(big: Campaign, numbering: Numbering, form: str) -> None:
    """The automatic layout defines a multilevel list in numbering.xml and hangs the headings on it."""
    paper = docx.Document(
        io.BytesIO(word.docx(_letter(big, replace(MANNER, numbering=numbering)), Layout.AUTO))
    )
    assert f'w:numFmt w:val="{form}"' in paper.part.numbering_part.element.xml.split("</w:abstractNum>")[0]
    levels = [
        found
        for paragraph in paper.paragraphs
        for found in paragraph._p.xpath("./w:pPr/w:numPr/w:ilvl/@w:val")
    ]
    assert set(levels) == {"0", "1"}


def test_heading_styles_are_used_only_where_asked(big: Campaign) -> None:
    """The styles layout has heading styles and no direct bold; the plain one has neither."""
    styled = docx.Document(io.BytesIO(word.docx(_letter(big), Layout.STYLES)))
    plain = docx.Document(io.BytesIO(word.docx(_letter(big), Layout.PLAIN)))
    assert {"Heading 1", "Heading 2"} <= {
        paragraph.style.name for paragraph in styled.paragraphs if paragraph.style
    }
    assert {paragraph.style.name for paragraph in plain.paragraphs if paragraph.style} == {"Normal"}


def test_a_cover_letter_has_a_subject_and_no_title(big: Campaign) -> None:
    """The line `V/v` stands under the number; no line says BÁO CÁO."""
    paper = docx.Document(io.BytesIO(word.docx(cover(author(big.units[0], big), DAY), Layout.BOLD)))
    assert "V/v gửi báo cáo" in paper.tables[0].rows[0].cells[0].text
    assert not any(paragraph.text == "BÁO CÁO" for paragraph in paper.paragraphs)


def test_the_paper_of_nobody_has_no_letterhead(big: Campaign) -> None:
    """The unidentifiable report has neither letterhead nor signature: no table at all."""
    letter = report(stranger(), big.outline, Manner(voice="v"), DAY)
    assert not docx.Document(io.BytesIO(word.docx(letter, Layout.BOLD))).tables
