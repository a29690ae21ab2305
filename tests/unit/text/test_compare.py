"""Passages in which two copies differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.compare import Difference, differences
from pipeline.text.passage import MOST_LETTERS, MOST_WORDS, Copy

TEXT = (
    "Trong 03 năm qua, cấp uỷ đã tổ chức 150 hội nghị với 2.300 lượt người tham gia. Ban Chỉ đạo họp định kỳ mỗi quý "
    "một lần, có biên bản và thông báo kết luận gửi các chi bộ trực thuộc. Kết quả được cấp trên ghi nhận ngày 15/6/2023."
)


def found(theirs: str, *, mine: str = TEXT, recognised: bool = False) -> list[Difference]:
    """What is found in a copy of the text."""
    return list(differences(Copy(text=mine), Copy(text=theirs, recognised=recognised)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("03 năm", "3 năm"),
        ("2.300", "2300"),
        ("2.300", "2,300"),
        ("15/6/2023", "15/06/2023"),
        ("cấp uỷ", "cấp ủy"),
        (", ", " , "),
        ("định kỳ", "ĐỊNH KÌ"),
    ],
)
def test_what_is_only_written_otherwise_is_the_same(old: str, new: str) -> None:
    """Numbers go by their value, words by their fold."""
    assert found(TEXT.replace(old, new)) == []


def test_a_number_that_differs_is_told_with_its_surroundings() -> None:
    """As both texts have it, and where it stands in the second."""
    (one,) = found(TEXT.replace("150", "250"))
    assert one == Difference(
        mine="đã tổ chức 150 hội nghị với 2.300".replace("đã", "uỷ đã"),
        theirs="uỷ đã tổ chức 250 hội nghị với 2.300", mine_at=TEXT.index("150"), at=TEXT.index("150"), numbers=True, words=1,
    )  # fmt: skip


def test_neighbouring_differences_are_one_passage() -> None:
    """Two that are far apart are two."""
    near = TEXT.replace("ghi nhận ngày 15/6/2023", "biểu dương ngày 16/6/2023")
    assert [(one.numbers, one.words) for one in found(near)] == [(True, 4)]
    assert len(found(near.replace("150", "250"))) == 2


def test_words_that_differ_are_told_as_words() -> None:
    """Left out, put in, or others."""
    assert [(one.numbers, one.words) for one in found(TEXT.replace("ghi nhận", "biểu dương"))] == [(False, 2)]
    assert [one.words for one in found(TEXT.replace("mỗi quý ", ""))] == [2]
    assert [one.words for one in found(TEXT.replace("Kết quả", "Kết quả bước đầu"))] == [2]


def test_a_passage_that_moved_is_the_same() -> None:
    """Columns and tables are read in another order; a single word found elsewhere proves nothing."""
    first, second = TEXT.split(". ", 1)[0] + ".", TEXT.split(". ", 1)[1]
    assert found(f"{second} {first}") == []
    assert len(found("Có 150 người", mine="Có 150 người, 150")) == 1


def test_a_set_phrase_that_is_gone_did_not_move() -> None:
    """It stands elsewhere too, but once less."""
    twice = f"{TEXT} Nhiệm kỳ mới có Ban Chỉ đạo cấp cơ sở."
    assert [one.words for one in found(twice.replace("tham gia. Ban Chỉ đạo", "tham gia."), mine=twice)] == [
        3
    ]


def test_an_empty_copy_differs_once() -> None:
    """And so does an empty text."""
    assert [one.at for one in found("")] == [0]
    assert [one.mine for one in found("Báo cáo năm.", mine="")] == [""]


def test_a_long_passage_is_quoted_by_its_ends() -> None:
    """A cell of a table is to be read."""
    (one,) = found("x", mine="từ " * 200)
    assert (len(one.mine), " … " in one.mine) == (203, True)


def test_no_more_than_a_long_reports_words_are_compared() -> None:
    """What a book differs in is not worth the time, nor are words of thousands of letters."""
    assert found("a " * MOST_WORDS + "b", mine="a " * MOST_WORDS + "c") == []
    assert found("a" * MOST_LETTERS + "b", mine="a" * MOST_LETTERS + "c") == []


@pytest.mark.parametrize("more", ["thêm một câu ", ""])
def test_where_long_texts_were_cut_is_no_difference(more: str) -> None:
    """A sentence put in at the beginning pushes one out at the end; other differences are told."""
    words = " ".join(f"w{number}" for number in range(MOST_WORDS + 5))
    told = found(more + words.replace("w70 ", "v9 "), mine=words)
    assert [one.mine.split()[4 if one.words == 1 else 0] for one in told] == (
        ["w0", "w70"] if more else ["w70"]
    )
    assert len(found(words + " cuối", mine=words)) == 0


def test_a_short_text_differs_at_its_end() -> None:
    """Nothing was cut there."""
    assert [one.words for one in found(f"{TEXT} thêm")] == [1]


@given(st.lists(st.sampled_from(["cấp", "uỷ", "150", "2.300", "họp", "Năm", "2023", "-"]), max_size=40))
def test_a_text_never_differs_from_itself(words: list[str]) -> None:
    """However it is compared."""
    text = " ".join(words)
    assert found(text, mine=text) == found(text, mine=text, recognised=True) == []
