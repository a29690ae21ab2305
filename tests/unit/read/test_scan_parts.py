"""The parts of reading a scan, one by one: the picture made ready, its ink counted, its rows made lines."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.model.document import Doubt
from pipeline.read.scan.bands import MOST_BANDS, in_rows, lean, read_bands
from pipeline.read.scan.engine import Row, Word
from pipeline.read.scan.ink import Letters, letters, uncovered
from pipeline.read.scan.lines import lines_of, mended
from pipeline.read.scan.prepare import NOISY, grain, prepare, skew, uncoloured
from pipeline.read.scan.torn import REACH, rejoined
from pipeline.read.scan.unread import marked
from tests.build import pdf

DPI = 72  # a point is a pixel
SIZE = (600, 800)


def typed(*lines: str, paper: int = 255) -> Image.Image:
    """Lines of 40 points, 60 apart."""
    image = Image.new("L", SIZE, paper)
    font = ImageFont.truetype(f"{pdf.FONTS}/{pdf.PLAIN}.ttf", 40)
    for place, line in enumerate(lines):
        ImageDraw.Draw(image).text((40, 40 + 60 * place), line, font=font, fill=0)
    return image


def word(text: str, x0: float, x1: float, base: float = 100, sure: float = 0.9) -> Word:
    """A word of 12 points on a baseline."""
    return Word(text=text, x0=x0, top=base - 10, x1=x1, bottom=base + 2, sure=sure)


def row(*words: Word, base: float = 100, slope: float = 0.0, height: float = 6) -> Row:
    """A row that begins with its first word."""
    return Row(words=words, x=words[0].x0, base=base, slope=slope, height=height)


class Echo:
    """An engine that reads every band as the same word, as sure as told."""

    def __init__(self, sure: float) -> None:
        self.sure = sure
        self.bands = 0

    def rows(self, image: Image.Image, dpi: float, *, single: bool = False) -> tuple[Row, ...]:
        """One word, as wide as the band."""
        assert single
        assert dpi > 0
        self.bands += 1
        found = Word(text="lại", x0=6, top=2, x1=image.width - 6, bottom=image.height - 2, sure=self.sure)
        return (row(found, base=image.height - 4),)

    def turn(self, image: Image.Image, dpi: float) -> int:
        """Never asked."""
        raise AssertionError(image, dpi)


# --- the picture


def test_seals_and_signatures_are_bleached_and_black_is_not() -> None:
    """Red, blue, and black under red."""
    image = Image.new("RGB", (3, 1), (212, 60, 60))
    image.putpixel((1, 0), (190, 190, 230))
    image.putpixel((2, 0), (60, 20, 20))
    assert list(np.asarray(uncoloured(image)).ravel())[:2] == [255, 243]
    assert np.asarray(uncoloured(image))[0, 2] < 70


def test_black_and_white_stays_as_it_came() -> None:
    """Nothing there can be told apart."""
    image = typed("đen trắng").convert("1")
    assert prepare(image) is image


def test_dark_paper_becomes_white() -> None:
    """And the ink on it stays dark."""
    values = np.asarray(prepare(typed("giấy sẫm màu", paper=150)))
    assert (np.median(values), values.min()) == (255, 0)


def test_grain_is_smoothed() -> None:
    """Only where it is strong."""
    page = np.asarray(typed(*["hạt nhiễu"] * 8, paper=230)).astype(float)
    noisy = np.clip(page + np.random.default_rng(1).normal(0, 25, page.shape), 0, 255).astype(np.uint8)
    assert grain(np.asarray(typed("sạch"))) < 1 < NOISY < grain(noisy)
    smooth = np.asarray(prepare(Image.fromarray(noisy)))
    assert (smooth[:30] > 200).mean() > 0.99


@pytest.mark.parametrize(("lean", "rest"), [(3, 0.2), (-4.5, 0.2), (1.0, 1.2)])
def test_a_leaning_page_is_levelled(lean: float, rest: float) -> None:
    """From 1.6 degrees on: less is left as it is."""
    page = typed(*["dòng chữ nghiêng đều"] * 10).rotate(lean, Image.Resampling.BICUBIC, fillcolor=255)
    assert abs(skew(prepare(page))) <= rest


# --- the ink


def test_letters_are_counted_and_words_cover_them() -> None:
    """Connected pieces: marks that stand apart are too small, rules too long, pictures too high."""
    page = typed("abc")
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 300, 599, 302), fill=0)
    pen.rectangle((100, 400, 300, 600), fill=0)
    found = letters(page, 3 * DPI)
    assert len(found) == 3
    over = Word(text="abc", x0=40, top=40, x1=120, bottom=90, sure=1)
    assert uncovered(found, [row(over)], SIZE) == 0
    assert uncovered(found, [], SIZE) == 1
    small = [word("x", 400 + 20 * place, 410 + 20 * place) for place in range(4)]
    huge = Word(text="|", x0=0, top=0, x1=599, bottom=799, sure=0.1)
    assert uncovered(found, [row(*small, huge)], SIZE) == 1


def test_a_piece_is_what_hangs_together() -> None:
    """By corners too, and however it winds."""
    page = Image.new("1", (60, 40), 1)
    for place in range(12):
        page.putpixel((10 + place, 5 + (place if place < 6 else 11 - place)), 0)
        page.putpixel((40 + place % 6, 5 + place), 0)
    assert len(letters(page, 72)) == 3
    assert len(letters(Image.new("1", (60, 40), 1), 72)) == 0


# --- lost rows


def test_lost_letters_are_read_again_and_take_their_place() -> None:
    """A row of their own between others, or the rest of a row."""
    page = typed("một hai ba", "bốn năm sáu", "bảy tám chín")
    first = row(Word(text="một", x0=40, top=40, x1=600, bottom=90, sure=1), base=77, height=20)
    third = row(Word(text="bảy", x0=40, top=160, x1=110, bottom=215, sure=1), base=197, height=20)
    words = [*first.words, *third.words]
    ink = letters(page, 3 * DPI)
    rows = read_bands(Echo(0.9), page, 3 * DPI, [first, third], ink.outside(words, SIZE))
    assert [[found.text for found in line.words] for line in rows] == [["một"], ["lại"], ["bảy", "lại"]]
    assert rows[1].words[0].x0 == pytest.approx(40, abs=15)


def test_doubtful_bands_are_left_out() -> None:
    """And no more are read than may be."""
    page = typed(*["một hai ba bốn"] * 12)
    assert read_bands(Echo(0.3), page, 3 * DPI, [], letters(page, 3 * DPI)) == ()
    engine = Echo(0.9)
    tall = Image.new("L", (600, 1600), 255)
    tall.paste(page, (0, 0))
    tall.paste(page, (0, 800))
    read_bands(engine, tall, 3 * DPI, [], letters(tall, 3 * DPI))
    assert engine.bands == MOST_BANDS


def test_a_page_with_nothing_lost_is_not_read_again() -> None:
    """Nor one with a speck or two."""
    page, engine = typed("ab"), Echo(1)
    assert read_bands(engine, page, DPI, [], letters(page, 3 * DPI)) == ()
    nothing = letters(Image.new("L", SIZE, 255), DPI)
    assert read_bands(engine, page, DPI, [], nothing) == ()
    assert engine.bands == 0


def test_a_page_leans_as_its_longer_rows_do() -> None:
    """Rows of one or two words tell nothing."""
    three = [word(text, x, x + 20) for text, x in (("a", 0), ("b", 30), ("c", 60))]
    assert lean([row(*three, slope=0.02), row(three[0], slope=0.5)]) == 0.02
    assert lean([row(three[0], slope=0.5)]) == 0


def test_rows_in_colour_are_told_from_a_seal() -> None:
    """Twelve letters and more on one level; those around a seal climb, those inside it are fewer."""
    assert len(in_rows(letters(typed("chữ in màu xanh"), 3 * DPI), [])) >= 12
    assert len(in_rows(letters(typed("NHÂN DÂN"), 3 * DPI), [])) == 0
    stairs = Image.new("L", SIZE, 255)
    for place in range(14):
        x, y = 40 + 30 * place, 300 + 8 * place
        ImageDraw.Draw(stairs).rectangle((x, y, x + 12, y + 18), fill=0)
    assert len(in_rows(letters(stairs, 3 * DPI), [])) == 0


# --- lines


def test_a_row_becomes_a_line() -> None:
    """With its box in points, its second word, and its wide gap."""
    words = (word("ỦY", 100, 120), word("BAN", 124, 150), word("CỘNG", 300, 330), word("HÒA", 334, 360))
    (line,) = lines_of([row(*words, height=8)], dpi=144, number=4, size=SIZE)
    assert (line.text, line.page, line.x0, line.x1, line.base) == ("ỦY BAN CỘNG HÒA", 4, 50, 180, 50)
    assert (line.hang, line.size, line.sure) == (62, 6.0, 0.9)
    (gap,) = line.gaps
    assert (line.text[: gap.at], gap.x0, gap.x1) == ("ỦY BAN", 75, 150)


def test_a_full_line_has_no_gaps() -> None:
    """However far apart its words are set."""
    words = [word("chữ" * 4, 60 * place, 60 * place + 20) for place in range(9)]
    (line,) = lines_of([row(*words)], dpi=DPI, number=1, size=SIZE)
    assert line.gaps == ()


def test_leaning_rows_are_laid_level() -> None:
    """Lines with one margin keep it from the top of the page to its foot."""
    rows = [
        row(*(word(text, x - 0.02 * base, x + 30 - 0.02 * base) for text, x in (("a", 90), ("b", 130), ("c", 170))),
            base=base, slope=0.02)
        for base in (100, 400, 700)
    ]  # fmt: skip
    lines = lines_of(rows, dpi=DPI, number=1, size=SIZE)
    assert max(line.x0 for line in lines) - min(line.x0 for line in lines) < 0.5


def test_sizes_near_the_usual_one_are_made_equal() -> None:
    """Those of small print are not."""
    rows = [row(word("chữ thường", 0, 90), height=height) for height in (6.2, 6.8, 7.2, 6.8, 3.8)]
    sizes = [line.size for line in lines_of(rows, dpi=DPI, number=1, size=SIZE)]
    assert sizes == [14, 14, 14, 14, 8]


def test_strokes_and_dust_are_no_words() -> None:
    """Rules, and at a row's ends a sign or two that nobody believes; a label stays."""
    rows = [
        row(word("|", 0, 2), word("1.", 5, 9, sure=0.2), word("Ưu", 12, 30), word("ıì", 90, 99, sure=0.2)),
        row(word(":", 0, 3, sure=0.1), word("£", 5, 9)),
        row(word("~", 0, 3, sure=0.1), word(":", 4, 5, sure=0.1), word("Ủy⁄", 6, 30)),
    ]
    assert [line.text for line in lines_of(rows, dpi=DPI, number=1, size=SIZE)] == ["1. Ưu", "Ủy"]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("HI. KẾT QUẢ", "III. KẾT QUẢ"),
        ("IH. KẾT QUẢ", "III. KẾT QUẢ"),
        ("H. CÔNG TÁC", "II. CÔNG TÁC"),
        ("l. ĐẶC ĐIỂM", "I. ĐẶC ĐIỂM"),
        ("I.ĐẶC ĐIỂM", "I. ĐẶC ĐIỂM"),
        ("TV. ĐÁNH GIÁ", "IV. ĐÁNH GIÁ"),
        ("2:1. Hình thức", "2.1. Hình thức"),
        ("1.1: Những việc", "1.1. Những việc"),
        ("1.Thuận lợi", "1. Thuận lợi"),
        ("H. Nam", "H. Nam"),
        ("H. Mỹ", "H. Mỹ"),
        ("H. ẤP 3", "II. ẤP 3"),
        ("1. ĐẶC ĐIỂM", "1. ĐẶC ĐIỂM"),
        ("2, Khó khăn", "2. Khó khăn"),
        ("2,5 triệu đồng", "2,5 triệu đồng"),
        ("2, nhất là", "2, nhất là"),
        ("12, Nguyễn Huệ", "12, Nguyễn Huệ"),
        ("7:30 Khai mạc", "7:30 Khai mạc"),
        ("1.5 Tấn", "1.5 Tấn"),
        ("X, XI VÀ XII", "X, XI VÀ XII"),
    ],
)
def test_slips_in_labels_are_mended_where_nothing_else_can_be_meant(read: str, meant: str) -> None:
    """Before capitals, that is; the rest is left."""
    assert mended(read) == meant


def test_a_row_of_few_letters_has_the_usual_size() -> None:
    """The height of three capitals, or of brackets, tells nothing of their type."""
    long = [
        row(word(f"từ dài thứ {n} trong hàng", 10, 300, base=20.0 * n), base=20.0 * n) for n in range(1, 5)
    ]
    short = [
        row(word("BCĐ", 10, 40, base=200), base=200, height=4),
        row(word("(Không)", 10, 60, base=220), base=220, height=11),
    ]
    sizes = {line.size for line in lines_of([*long, *short], dpi=DPI, number=1, size=SIZE)}
    assert len(sizes) == 1


# --- rows torn, words doubted, ink unread


def texts(rows: tuple[Row, ...]) -> list[str]:
    """The words of each row."""
    return [" ".join(word.text for word in row.words) for row in rows]


def test_rows_torn_by_a_seal_are_put_together() -> None:
    """In the middle of a word or at a blank, whichever half comes first; a piece between two others too."""
    left, middle = row(word("mỗi", 0, 20), word("ph", 24, 36)), row(word("ụ", 37, 43), word("trách", 47, 70))
    right = row(word("một", 75, 90, sure=0.5))
    assert texts(rejoined([left, middle, right])) == ["mỗi phụ trách một"]
    assert texts(rejoined([right, left, middle])) == ["mỗi phụ trách một"]
    (whole,) = rejoined([row(word("n", 0, 6, sure=0.4)), row(word("ghe", 6, 20))])
    assert whole.words[0] == Word(text="nghe", x0=0, top=90, x1=20, bottom=102, sure=0.4)


def test_rows_of_two_columns_or_heights_stay_two() -> None:
    """A gutter is wider than a blank."""
    left = row(word("UBND", 0, 30))
    assert texts(rejoined([left, row(word("CỘNG", 40, 70))])) == ["UBND", "CỘNG"]
    assert texts(rejoined([left, row(word("TỈNH", 34, 60, base=104), base=104)])) == ["UBND", "TỈNH"]


def test_a_half_far_back_is_not_looked_for() -> None:
    """So that a page of nothing but rows is no more work than its rows."""
    left, right = row(word("mỗi", 0, 20)), row(word("phụ", 24, 36))
    between = [row(word("dòng", 0, 30, base=base), base=base) for base in range(200, 200 + 20 * REACH, 20)]
    assert texts(rejoined([left, *between[:-1], right]))[0] == "mỗi phụ"
    assert texts(rejoined([left, *between, right]))[0] == "mỗi"


def test_doubted_words_keep_their_places() -> None:
    """After a label that was mended, too; what was left out is doubted where it stood, but no rule of a table is."""
    words = (
        word("|", 0, 2), word("H.", 10, 20, sure=0.5), word("CÁC", 24, 44, sure=0.97), word("~", 46, 48), word("VIỆC", 50, 74, sure=0.8),
        word("é", 78, 80, sure=0.1),
    )  # fmt: skip
    (line,) = lines_of([row(*words)], dpi=DPI, number=1, size=SIZE)
    assert line.text == "II. CÁC VIỆC"
    assert line.doubts == (
        Doubt(at=1, end=3, sure=0.5),
        Doubt(at=8, end=8, sure=0.0),
        Doubt(at=8, end=12, sure=0.8),
        Doubt(at=12, end=12, sure=0.0),
    )


def test_a_row_without_words_is_unread_at_the_end_of_the_row_above() -> None:
    """A row of strokes at the top of a page is nothing."""
    rows = [
        row(word("~", 0, 9, base=50), base=50),
        row(word("Hết", 0, 20, sure=0.97)),
        row(word("<>", 0, 9, base=130), base=130),
    ]
    (line,) = lines_of(rows, dpi=DPI, number=1, size=SIZE)
    assert line.doubts == (Doubt(at=3, end=3, sure=0.0),)


def test_lost_letters_are_marked_where_they_stand() -> None:
    """In their row, below a row at its end, above all rows in the first one."""
    rows = (row(word("một", 0, 20), word("ba", 60, 75)), row(word("bốn", 0, 20, base=130), base=130))
    boxes = np.array([(30, 92, 36, 101), (5, 108, 9, 114), (40, 60, 44, 68), (2, 150, 9, 160)])
    assert texts(marked(rows, Letters(boxes))) == ["một   ba ", "bốn "]
    assert marked(rows, Letters(boxes[:0])) == rows
    assert marked((), Letters(boxes)) == ()
