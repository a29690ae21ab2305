"""Letters as PDFs, and the fonts they need."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest
import reportlab

from pipeline.demo.cast import author, stranger
from pipeline.demo.faces import FAMILIES, Faces, Family, find_faces
from pipeline.demo.letters import cover, invitation, report
from pipeline.demo.manner import Manner, Regime
from pipeline.demo.nouns import Letter
from pipeline.demo.paper import pdf
from pipeline.model.campaign import Campaign
from pipeline.text.fold import words

LOCK = "khoi"
DAY = dt.date(2023, 6, 5)


@pytest.fixture(scope="module")
def faces() -> Faces:
    """The fonts of this machine; the tests of PDFs need some."""
    found = find_faces()
    assert found, "install a serif font with Vietnamese letters, such as DejaVu Serif"
    return found


def _letter(campaign: Campaign, regime: Regime = Regime.PARTY) -> Letter:
    manner = Manner(voice="v", figures=True, situation=True, outlook=True, regime=regime)
    return report(author(campaign.units[0], campaign), campaign.outline, manner, DAY)


def _read(data: bytes) -> list[str]:
    """The words of all pages in reading order, without the page numbers on top of the later ones."""
    paper = pypdfium2.PdfDocument(data)
    found: list[str] = []
    for place in range(len(paper)):
        text = paper[place].get_textpage().get_text_range()
        said = list(words(text))
        found += said[1:] if place and said[0] == str(place + 1) else said
    paper.close()
    return found


def _holds(whole: list[str], wanted: tuple[str, ...]) -> bool:
    return f" {' '.join(wanted)} " in f" {' '.join(whole)} "


@pytest.mark.parametrize("regime", Regime)
def test_the_text_of_a_pdf_can_be_taken_out(big: Campaign, faces: Faces, regime: Regime) -> None:
    """Each paragraph, heading and cell comes back with all its words in order: fonts say what their glyphs mean."""
    letter = _letter(big, regime)
    whole = _read(pdf(letter, faces))
    assert letter.head is not None
    for text in (
        *letter.texts(),
        letter.title,
        letter.abstract,
        letter.head.issuer,
        letter.head.place_date,
        letter.signer,
    ):
        assert _holds(whole, words(text)), text


def test_the_same_letter_is_the_same_pdf(big: Campaign, faces: Faces) -> None:
    """No clock or random id gets into the file, locked or not."""
    letter = _letter(big)
    assert pdf(letter, faces) == pdf(letter, faces)
    assert pdf(letter, faces, locked_with="a") == pdf(letter, faces, locked_with="a")


def test_a_locked_pdf_opens_for_nobody_else(big: Campaign, faces: Faces) -> None:
    """Without the password the file cannot be read, with it it can."""
    data = pdf(_letter(big), faces, locked_with=LOCK)
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(data)
    assert len(pypdfium2.PdfDocument(data, password=LOCK)) > 1


def test_letters_without_head_or_title_are_drawn_too(big: Campaign, faces: Faces) -> None:
    """The paper of nobody and the cover letter make PDFs as well."""
    nobody = report(stranger(), big.outline, Manner(voice="v"), DAY)
    told = cover(author(big.units[0], big), DAY)
    assert "CỘNG" not in _read(pdf(nobody, faces))
    asked = invitation(author(big.units[0], big), DAY)
    assert _holds(_read(pdf(told, faces)), words(told.subject))
    assert _holds(_read(pdf(asked, faces)), words(asked.title))


def test_pages_look_printed(big: Campaign, faces: Faces) -> None:
    """A4, several pages, ink on the first one; bold and regular faces embedded by name."""
    paper = pypdfium2.PdfDocument(pdf(_letter(big), faces))
    width, height = paper[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    assert len(paper) >= 3
    grey = paper[0].render(scale=0.5).to_numpy()
    assert 0.02 < (grey < 128).mean() < 0.3


def test_a_font_without_vietnamese_letters_is_passed_over(tmp_path: Path, faces: Faces) -> None:
    """A family that is absent, broken or lacks letters is no family; the next one is taken."""
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font at all")
    absent = Family(regular=tmp_path / "a.ttf", bold=tmp_path / "b.ttf", italic=tmp_path / "c.ttf")
    spoilt = Family(regular=broken, bold=broken, italic=broken)
    assert find_faces([absent, spoilt]) is None
    assert find_faces([absent, spoilt, *FAMILIES]) == faces


def test_a_missing_italic_is_replaced(tmp_path: Path, faces: Faces) -> None:
    """Without its italic a family still serves: the regular face stands in."""
    half = Family(regular=Path(faces.regular), bold=Path(faces.bold), italic=tmp_path / "none.ttf")
    found = find_faces([half])
    assert found is not None
    assert found.italic == found.regular


def test_a_latin_font_has_not_all_letters() -> None:
    """The Latin font that the PDF library brings along is refused: it has no Vietnamese."""
    vera = Path(reportlab.__path__[0], "fonts", "Vera.ttf")
    assert vera.is_file()
    assert find_faces([Family(regular=vera, bold=vera, italic=vera)]) is None
