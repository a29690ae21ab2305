"""A styles part is cut to what text can use, whatever way its styles are written."""

from __future__ import annotations

import pytest

from pipeline.read.docx.cut import needed_styles
from pipeline.read.docx.reader import read_docx
from tests.build import word
from tests.build.word import Parts, p

BODY = '<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:b/></w:rPr></w:style>'
GRID = '<w:style w:type="table" w:styleId="T"><w:tblPr/></w:style>'
CUT = {
    "none": (BODY, BODY),
    "one": (GRID + BODY, BODY),
    "several together": (BODY + GRID + GRID + GRID + BODY, BODY + BODY),
    "parted by white space": (f"{GRID}\n{GRID}\n{BODY}", f"\n\n{BODY}"),
    "type not first": ('<w:style w:styleId="T" w:type="table"></w:style>' + BODY, BODY),
    "empty element": ('<w:style w:type="table" w:styleId="T"/>' + BODY, BODY),
    "latent styles": ("<w:latentStyles><w:lsdException/></w:latentStyles>" + BODY, BODY),
    "empty latent styles": ("<w:latentStyles/>" + BODY, "<w:latentStyles/>" + BODY),
    "the words elsewhere": ('<w:x w:type="table"/>' + BODY, '<w:x w:type="table"/>' + BODY),
    "the words in a style": (
        '<w:style w:styleId="A"><w:x w:type="table"/></w:style>', '<w:style w:styleId="A"><w:x w:type="table"/></w:style>'
    ),
    "without an end": (BODY + '<w:style w:type="table">', BODY),
}  # fmt: skip


@pytest.mark.parametrize(("part", "kept"), CUT.values(), ids=CUT)
def test_table_styles_and_latent_ones_are_cut(part: str, kept: str) -> None:
    """Exactly the table styles and the list of latent ones go; every byte of the rest stays."""
    assert needed_styles(part.encode()) == kept.encode()


def test_styles_round_table_styles_count() -> None:
    """A style keeps its look when table styles stand before and behind it."""
    styles = GRID + word.style("Dam", "<w:rPr><w:b/></w:rPr>") + GRID
    document = read_docx(word.docx(p("Kết quả", style="Dam"), parts=Parts(styles=styles)))
    assert document.blocks[0].style.bold == 1
