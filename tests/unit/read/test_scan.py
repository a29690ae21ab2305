"""Whole pages by OCR, with the real engine: what was typed comes back, and what is lost is told."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw

from pipeline.errors import UnreadableError
from pipeline.model.document import BlockKind, Document
from pipeline.read.pdf.build import build
from pipeline.read.scan import engine as scan_engine
from pipeline.read.scan.engine import Row, Tesseract, Word
from pipeline.read.scan.reader import recognise
from pipeline.read.sheet import Sheet
from pipeline.read.tools import PREFIX
from pipeline.text.fold import clean
from tests.build.scan_papers import PAPERS
from tests.build.scans import Page, pages

A4 = (595.3, 841.9)


@lru_cache(maxsize=1)
def first_pages() -> tuple[Page, ...]:
    """The pages of the first report."""
    return pages(PAPERS[:1])


@lru_cache
def scanned(kind: str, place: int, turned: int = 0) -> Sheet:
    """A page of the first report, scanned and read."""
    page = first_pages()[place]
    size = A4 if turned % 180 == 0 else A4[::-1]
    return recognise(page.picture(kind, 200, turned=turned), dpi=200, number=page.number, size=size)


def built(sheet: Sheet) -> Document:
    """The document that one page makes."""
    return build([sheet], reader="scan")


def recall(sheet: Sheet, place: int) -> float:
    """The share of the page's words that were found."""
    true = Counter(clean("\n".join(first_pages()[place].lines)).split())
    return (true & Counter(clean(sheet.words).split())).total() / true.total()


class Deaf(Tesseract):
    """An engine that passes over every line with a certain word, and cannot be made to hear it."""

    def __init__(self, word: str) -> None:
        self.word = word

    def rows(self, image: Image.Image, dpi: float, *, single: bool = False) -> tuple[Row, ...]:
        """All other lines."""
        found = () if single else super().rows(image, dpi)
        return tuple(row for row in found if not any(self.word in word.text for word in row.words))


class Scripted:
    """An engine that sees nothing, and says how the page lies."""

    def __init__(self, turn: int) -> None:
        self.turns = turn

    def rows(self, image: Image.Image, dpi: float, *, single: bool = False) -> tuple[Row, ...]:
        """Nothing at first; once turned, one word that it is hardly sure of."""
        del dpi, single
        word = Word(text="chữ", x0=10, top=10, x1=40, bottom=30, sure=0.5)
        return (Row(words=(word,), x=10, base=30, slope=0, height=12),) if image.width > 1600 else ()

    def turn(self, image: Image.Image, dpi: float) -> int:
        """As it was told."""
        del image, dpi
        return self.turns


@pytest.mark.parametrize(("kind", "least"), [("clean", 0.98), ("typical", 0.97), ("bw", 0.90)])
def test_a_scan_gives_its_words_back(kind: str, least: float) -> None:
    """Clean, stamped and leaning, or from a black copier with the seal over the text."""
    assert recall(scanned(kind, 1), 1) >= least


@pytest.mark.parametrize("kind", ["clean", "typical"])
def test_headings_stand_apart_from_their_text(kind: str) -> None:
    """Each is a block of its own, letter for letter but for its number."""
    texts = {block.text.partition(" ")[2] for block in built(scanned(kind, 1)).blocks}
    missing = [text for text in first_pages()[1].headings if text.partition(" ")[2] not in texts]
    assert len(missing) <= 1


def test_a_page_read_well_has_nothing_uncovered() -> None:
    """And says how sure its words are."""
    ocr = scanned("clean", 1).ocr
    assert ocr is not None
    assert not ocr.lost_lines
    assert (ocr.page, ocr.turned, ocr.confidence > 0.9) == (2, 0, True)


def test_a_letterhead_becomes_two_columns() -> None:
    """As on paper: the issuing body, then the country."""
    first = built(scanned("typical", 0)).blocks[0]
    assert first.kind is BlockKind.TABLE
    assert [cell.split("\n")[0] for cell in first.rows[0]] == [
        "ỦY BAN NHÂN DÂN HUYỆN SÔNG LŨNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]


def test_signatures_become_two_columns() -> None:
    """The recipients on the left, the signer on the right."""
    last = built(scanned("clean", 2)).blocks[-1]
    assert last.kind is BlockKind.TABLE
    assert last.rows[0][0].startswith("Nơi nhận:")
    assert last.rows[0][1].endswith("Hoàng Đình Khuê")


def test_lines_stand_where_they_were_typed() -> None:
    """Within two points of the margin and the first line's indent, though the page leans by 1.2 degrees."""
    starts = Counter(round(line.x0 / 4) * 4 for line in scanned("typical", 0).lines)
    assert {place for place, _ in starts.most_common(2)} == {84, 112}
    assert {line.size for line in scanned("typical", 0).lines if len(line.text) > 60} == {14.0}


def test_a_lying_page_is_stood_up() -> None:
    """Turned clockwise until it can be read, its width and height with it."""
    sheet = scanned("clean", 0, 90)
    assert sheet.ocr is not None
    assert (sheet.ocr.turned, sheet.width, sheet.height) == (270, *A4)
    assert recall(sheet, 0) > 0.97


def test_a_blank_page_has_no_words_and_nothing_uncovered() -> None:
    """Nor does it cost a look at how it lies."""
    sheet = recognise(Image.new("RGB", (827, 1169), "white"), dpi=100, number=3, size=A4)
    assert (sheet.lines, sheet.number) == ((), 3)
    assert sheet.ocr is not None
    assert (sheet.ocr.confidence, sheet.ocr.uncovered, sheet.ocr.turned) == (0, 0, 0)


def test_a_page_of_dust_is_unread_and_says_why() -> None:
    """It would keep the engine busy for a minute."""
    dust = np.random.default_rng(1).random((1400, 1000)) < 0.7
    sheet = recognise(Image.fromarray(dust), dpi=200, number=1, size=A4, engine=Scripted(0))
    assert "specks of ink" in sheet.fault
    with pytest.raises(UnreadableError, match="no_text"):
        built(sheet)


def test_a_line_that_the_engine_loses_is_told() -> None:
    """Two lines of thirty-five, the others read as surely as ever."""
    page = first_pages()[1]
    sheet = recognise(page.picture("clean", 200), dpi=200, number=2, size=A4, engine=Deaf("công"))
    assert sheet.ocr is not None
    assert sheet.ocr.confidence > 0.9
    assert sheet.ocr.lost_lines


def inked(image: Image.Image, *boxes: tuple[int, int, int, int]) -> Image.Image:
    """The page with what is black in these boxes blue, as pure as a bleached signature."""
    blue = image.convert("RGB")
    for box in boxes:
        part = blue.crop(box)
        blue.paste(ImageChops.lighter(part, Image.new("RGB", part.size, (0, 0, 255))), box)
    return blue


def test_headings_typed_in_colour_are_read() -> None:
    """Though the ink of seals and signatures is bleached."""
    picture = first_pages()[0].picture("clean", 200)
    sheet = recognise(inked(picture, (0, 750, 1654, 800)), dpi=200, number=1, size=A4)
    assert "Thuận lợi" in sheet.words
    assert sum("ĐẶC ĐIỂM" in line.text for line in sheet.lines) == 1


def test_a_page_typed_in_colour_is_read() -> None:
    """All of it."""
    picture = first_pages()[2].picture("clean", 200)
    sheet = recognise(inked(picture, (0, 0, *picture.size)), dpi=200, number=3, size=A4)
    assert recall(sheet, 2) > 0.97


def test_a_page_that_reads_no_better_turned_stays() -> None:
    """And one whose turn nobody knows."""
    picture = Image.new("L", (1000, 1700), 255)
    pen = ImageDraw.Draw(picture)
    for place in range(40):
        pen.rectangle((100 + 20 * place, 300, 110 + 20 * place, 320), fill=0)
    told = [
        recognise(picture, dpi=200, number=1, size=A4, engine=Scripted(turn)).ocr for turn in (0, 180, 90)
    ]
    assert [ocr.turned for ocr in told if ocr] == [0, 0, 90]


# --- the engine's own


def test_without_a_model_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason names the package that brings it; how a page lies cannot be told, and is not asked again."""
    monkeypatch.setenv(PREFIX, str(tmp_path))
    assert Tesseract().turn(Image.new("L", (100, 100)), 100) == 0
    with pytest.raises(UnreadableError, match="unsupported: OCR is not installed: install tesseract-ocr-vie"):
        Tesseract().rows(Image.new("L", (100, 100)), 100)


def test_a_picture_without_letters_has_no_rows() -> None:
    """Nor can it be told how it lies."""
    empty = Image.new("L", (400, 60), 255)
    assert Tesseract().rows(empty, 200) == ()
    assert Tesseract().turn(empty, 200) == 0


@pytest.mark.parametrize(("empty", "box"), [(True, (0, 0, 1, 1)), (False, None)])
def test_a_hollow_word_is_none(empty: bool, box: object) -> None:  # noqa: FBT001 - a case, not a switch
    """The library has words without a box and boxes without a word; asking them for text ends the process."""
    hollow = SimpleNamespace(Empty=lambda _: empty, BoundingBox=lambda _: box)
    assert scan_engine._word(hollow) is None


def test_a_row_knows_its_baseline_and_its_confidence() -> None:
    """Along its slope; the mean of its words."""
    words = tuple(
        Word(text="a", x0=x, top=0, x1=x + 5, bottom=9, sure=sure) for x, sure in ((0, 0.5), (10, 1))
    )
    row = Row(words=words, x=0, base=10, slope=0.1, height=5)
    assert (row.base_at(50), row.sure) == (15, 0.75)


def test_a_white_page_is_blank_and_a_black_one_is_not() -> None:
    """A black picture hides what it may show: all of it counts as unread."""
    told = [
        recognise(Image.new("L", (1654, 2339), grey), dpi=200, number=1, size=A4).ocr for grey in (250, 10)
    ]
    assert [ocr.uncovered for ocr in told if ocr] == [0.0, 1.0]
