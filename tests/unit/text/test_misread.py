"""Copies that were recognised in a picture: what is OCR's and what the writer's."""

from __future__ import annotations

import pytest
from rapidfuzz import fuzz
from rapidfuzz.distance import ScoreAlignment

from pipeline.model.document import Doubt
from pipeline.text.compare import Difference, differences
from pipeline.text.passage import Copy

TEXT = (
    "Trong 03 năm qua, cấp uỷ đã tổ chức 150 hội nghị với 2.300 lượt người tham gia. Ban Chỉ đạo họp định kỳ mỗi quý "
    "một lần, có biên bản và thông báo kết luận gửi các chi bộ trực thuộc. Kết quả được cấp trên ghi nhận, không có đơn thư."
)


def scan(text: str, *doubts: tuple[str, float], unread: str = "") -> Copy:
    """A scan that reads so; with words that OCR doubts, and the one in front of which ink was left unread."""
    found = [Doubt(at=text.index(word), end=text.index(word) + len(word), sure=sure) for word, sure in doubts]
    lost = [Doubt(at=text.index(unread), end=text.index(unread), sure=0.0)] if unread else []
    return Copy(text=text, recognised=True, doubts=sorted((*found, *lost), key=lambda doubt: doubt.at))


def found(theirs: Copy, mine: str = TEXT) -> list[Difference]:
    """What is found in a scan of the text."""
    return list(differences(Copy(text=mine), theirs))


def said(old: str, new: str, *doubts: tuple[str, float], unread: str = "") -> list[tuple[bool, bool]]:
    """Whether numbers differ and whether that is unclear, of each passage when the scan has other words."""
    assert old in TEXT
    told = found(scan(TEXT.replace(old, new), *doubts, unread=unread))
    return [(one.numbers, one.unclear) for one in told]


@pytest.mark.parametrize(
    ("old", "new", "doubts"),
    [
        ("họp định kỳ", "hop định ky", ()),
        ("150", "l5O", ()),
        ("biên bản", "bi ên bản", ()),
        ("thông báo", "thôngbáo", ()),
        ("tổ chức", "tố clức", (("clức", 0.9),)),
        ("kết luận", "kết tuận", (("tuận", 0.94),)),
        ("bộ trực", "bộ ˆ trực", (("ˆ", 0.93),)),
        ("bộ trực", "bộ Z trực", ()),
        ("gửi các", "gứ /6( các", (("gứ", 0.3), ("/6(", 0.2))),
        ("cấp uỷ", "cấp tty", (("tty", 0.88),)),
    ],
)
def test_what_ocr_misreads_is_no_difference(
    old: str, new: str, doubts: tuple[tuple[str, float], ...]
) -> None:
    """Marks, letters for digits, words torn and glued, doubted words that look alike, specks."""
    assert said(old, new, *doubts) == []


def test_a_word_read_badly_beside_its_like_is_no_difference() -> None:
    """Word by word it looks like one too much and another that is missing."""
    read = scan("dân chủ trong nội bộ cơ uan: quan hệ với dân", ("uan", 0.46))
    assert found(read, mine="dân chủ trong nội bộ cơ quan; quan hệ với dân") == []


@pytest.mark.parametrize(
    ("old", "new", "numbers"),
    [
        ("150", "510", True),
        ("2.300", "2.400", True),
        ("150 hội nghị", "hội nghị", True),
        ("lượt người", "15 lượt người", True),
        ("không có", "có", False),
        ("có biên bản", "không có biên bản", False),
        ("Ban Chỉ đạo", "Ban Kiểm tra", False),
        ("mỗi quý một lần, ", "", False),
        ("trực thuộc.", "trực thuộc. Đề nghị cấp trên hỗ trợ máy tính.", False),
    ],
)
def test_what_ocr_is_sure_of_is_told(old: str, new: str, *, numbers: bool) -> None:
    """Figures and words that are others, too many, or missing with no ink left unread."""
    assert said(old, new) == [(numbers, False)]


def test_a_doubted_word_counts_where_it_looks_like_nothing_there() -> None:
    """Of two words OCR is nearly sure of, one is no misreading of the other; a word too much need not look like anything."""
    assert said("định kỳ", "tháng kỳ", ("tháng", 0.93)) == [(False, False)]
    assert said("có biên bản", "chưa có biên bản", ("chưa", 0.9)) == [(False, False)]


@pytest.mark.parametrize(
    ("old", "new", "doubts", "unread", "numbers"),
    [
        ("thông báo", "xĩ", (("xĩ", 0.2),), "", False),
        ("không có đơn", "có đơn", (), "có đơn", False),
        ("150 hội", "hội", (), "hội nghị", True),
        ("150 hội", "ở hội", (("ở", 0.5),), "", True),
        ("150 hội", "18 hội", (("18", 0.8),), "", True),
        ("150 hội", "15Ø hội", (), "", True),
        ("có biên bản", "ngay có biên bản", (("ngay", 0.8),), "", False),
    ],
)
def test_what_cannot_be_read_is_unclear(
    old: str,
    new: str,
    doubts: tuple[tuple[str, float], ...],
    unread: str,
    *,
    numbers: bool,
) -> None:
    """Words read blindly, ink in no word where one is missing, figures that are doubted or half letters."""
    assert said(old, new, *doubts, unread=unread) == [(numbers, True)]


def test_unread_ink_hides_a_word_and_no_sentence() -> None:
    """A piece of it is a syllable."""
    assert said("mỗi quý một lần, có biên bản ", "", unread="và thông") == [(False, False)]


def test_the_report_may_be_the_scan() -> None:
    """Its doubts are as good."""
    read = scan(TEXT.replace("kết luận", "kết tuận"), ("tuận", 0.9))
    assert list(differences(read, Copy(text=TEXT))) == []


def test_a_passage_misread_elsewhere_only_moved() -> None:
    """But not with another number, nor when a short one stands there by chance."""
    first, second = TEXT.split(". ", 1)
    assert found(scan(f"{second} {first.replace('qua', 'gua')}.")) == []
    changed = found(scan(f"{second} {first.replace('qua', 'gua').replace('150', '250')}."))
    assert any(one.numbers and not one.unclear for one in changed)
    assert [one.words for one in found(scan(f"{TEXT} hop hai"))] == [2]


def test_a_long_passage_is_looked_for_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """No piece is long, and none is looked for after one that is not there; a long passage that moved is found."""
    asked: list[int] = []
    look = fuzz.partial_ratio_alignment

    def counted(text: str, whole: str, *, score_cutoff: float = 0) -> ScoreAlignment | None:
        asked.append(len(text))
        return look(text, whole, score_cutoff=score_cutoff)

    monkeypatch.setattr(fuzz, "partial_ratio_alignment", counted)
    one, other = ([f"{letter}{number:b}" for number in range(400)] for letter in "xy")
    annex, moved = (
        " ".join(words).translate(str.maketrans("01", "au"))
        for words in (one, [f"{word}k" for word in other[:200]])
    )
    assert [each.words for each in found(scan(f"{TEXT} {annex}"))] == [400]
    assert asked == [250]
    asked.clear()
    assert found(scan(f"{annex} {moved.replace('k', 'h')}"), mine=f"{moved} {annex}") == []
    assert (max(asked), sum(asked) >= 2 * len(moved)) == (250, True)


ROWS = "Nội dung | Đã làm\nTuyên truyền phổ biến luật mới | 46\nĐối thoại với nhân dân ở thôn | 33"
READ = "Nội dung Đã làm Tuyên truyền 46 phổ biến luật mới Đối thoại với 33 nhân dân ở thôn"


def tabled(read: str) -> list[tuple[bool, bool]]:
    """What is said of a table that a scan has line by line."""
    table = Copy(text=f"{TEXT}\n{ROWS}\nHết.", tables=((len(TEXT) + 1, len(TEXT) + 1 + len(ROWS)),))
    told = differences(table, scan(f"{TEXT} {read} Hết."))
    return [(one.numbers, one.unclear) for one in told]


def test_a_table_read_line_by_line_is_the_same() -> None:
    """Another figure in it is told, once, wherever it stands; so is a word."""
    assert tabled(READ) == []
    assert tabled(READ.replace("46", "64")) == [(True, False)]
    assert tabled(READ.replace("luật mới", "luật")) == [(False, False)]
    assert tabled(READ.replace("Nội dung Đã làm", "Nội dung Đã làm không đạt")) == [(False, False)]


def test_what_stands_beside_no_table_is_judged_by_itself() -> None:
    """A figure there is not made up for by one in the table."""
    table = Copy(text=f"{TEXT}\n{ROWS}", tables=((len(TEXT) + 1, len(TEXT) + 1 + len(ROWS)),))
    told = differences(table, scan(f"{TEXT.replace('150', '46')} {READ}"))
    assert [one.numbers for one in told] == [True]
